"""The 196 vectors of github.com/transparency-dev/merkle: accept and reject exactly what each says."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from shared import shared

from stockpile.sealing.merkle import verify_consistency, verify_inclusion


def vectors(kind: str) -> list[tuple[str, dict]]:
    folder = shared("vectors", "transparency-dev-merkle", "testdata", kind)
    return [(str(file.relative_to(folder)), read(file)) for file in sorted(folder.rglob("*.json"))]


def read(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


def raw(text: str | None) -> bytes:
    return b64decode(text or "")


def path(vector: dict) -> list[bytes]:
    return [raw(each) for each in vector["proof"] or []]


def inclusion_holds(vector: dict) -> bool:
    leaf, root = raw(vector["leafHash"]), raw(vector["root"])
    return verify_inclusion(leaf, vector["leafIdx"], vector["treeSize"], path(vector), root)


def consistency_holds(vector: dict) -> bool:
    root1, root2 = raw(vector["root1"]), raw(vector["root2"])
    return verify_consistency(vector["size1"], root1, vector["size2"], root2, path(vector))


@pytest.mark.parametrize(
    ("kind", "holds", "count"), [("inclusion", inclusion_holds, 98), ("consistency", consistency_holds, 98)]
)
def test_public_vectors(kind, holds, count):
    read_vectors = vectors(kind)
    wrong = [name for name, vector in read_vectors if holds(vector) is vector["wantErr"]]
    assert wrong == []
    assert len(read_vectors) == count
