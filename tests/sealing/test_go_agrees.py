"""Go's own sumdb/note and sumdb/tlog check what we seal, and we check what they seal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from stockpile.sealing.checkpoint import VerifierKey, open_note
from stockpile.sealing.merkle import consistency_proof, leaf_hash, verify_consistency, verify_inclusion
from stockpile.sealing.proof import TlogProof

# Debian: golang-go and golang-golang-x-mod-dev
GOPATH = "/usr/share/gocode"


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    """The program in go/main.go: run(mode, statement) gives status, output, errors."""
    if not shutil.which("go"):
        pytest.skip("needs go (Debian: golang-go and golang-golang-x-mod-dev)")
    program = tmp_path_factory.mktemp("go") / "main"
    environment = os.environ | {"GOPATH": GOPATH, "GO111MODULE": "off", "GOFLAGS": ""}
    source = Path(__file__).parent / "go" / "main.go"
    built = subprocess.run(
        ["go", "build", "-o", str(program), str(source)], env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr

    def run(mode: str, statement: dict | None = None) -> subprocess.CompletedProcess[str]:
        said = json.dumps(statement)
        return subprocess.run(
            [str(program), mode], input=said, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return run


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def record(index: int, data: bytes, path) -> dict:
    return {"Index": index, "Data": base64(data), "Path": [base64(each) for each in path]}


@pytest.fixture(scope="module")
def statement(ledger) -> dict:
    lines = [record(n, body, ledger.path_of_line(6, n)) for n, body in enumerate(ledger.lines[6])]
    header = json.loads(ledger.vouchers[6].partition(b" ")[2])
    return {
        "Key": ledger.verifier.text,
        "Note": ledger.seal(40),
        "Older": ledger.seal(23),
        "Consistency": [base64(each) for each in consistency_proof(23, 40, ledger.nodes)],
        "Records": [record(seq, body, ledger.proof(seq, 40).path) for seq, body in enumerate(ledger.vouchers)],
        "Lines": {"Size": header["lines"], "Root": base64(bytes.fromhex(header["root"])), "Records": lines},
    }


def test_go_accepts_head_consistency_and_proofs(go, statement):
    checked = go("check", statement)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_go_accepts_heads_of_every_size(go, ledger, statement):
    for size in (1, 2, 3, 8, 39, 40):
        proof = [base64(each) for each in consistency_proof(size, 40, ledger.nodes)]
        checked = go("check", statement | {"Older": ledger.seal(size), "Consistency": proof})
        assert (checked.returncode, checked.stderr) == (0, "")


def test_go_reads_our_tlog_proof(go, ledger, statement):
    text = ledger.proof(7, 40).text
    head, _, note = text.partition("\n\n")
    tag, index, *path = head.split("\n")
    assert (tag, index) == ("c2sp.org/tlog-proof@v1", "index 7")
    said = {"Index": 7, "Data": base64(ledger.vouchers[7]), "Path": path}
    assert go("check", statement | {"Note": note, "Records": [said]}).returncode == 0


def test_go_rejects_what_is_altered(go, ledger, statement):
    first, second, *others = statement["Records"]
    swapped = [first | {"Data": second["Data"]}, second, *others]
    altered = {
        "invalid signature": {"Note": statement["Note"].replace("\n40\n", "\n41\n")},
        "no verifiable signatures": {"Key": VerifierKey(ledger.origin, bytes(32)).text},
        "consistency": {"Consistency": statement["Consistency"][::-1]},
        "record 0 of 40": {"Records": swapped},
        "record 0 of 7": {"Lines": statement["Lines"] | {"Root": base64(leaf_hash(b"other"))}},
    }
    for reason, change in altered.items():
        checked = go("check", statement | change)
        assert checked.returncode == 1
        assert reason in checked.stderr


def test_we_accept_what_go_seals(go):
    made = json.loads(go("make").stdout)
    key = VerifierKey.parse(made["Key"])
    older, head = open_note(made["Older"], key), open_note(made["Note"], key)
    consistency = [b64decode(each) for each in made["Consistency"]]
    assert (older.size, head.size, len(made["Records"])) == (21, 37, 37)
    assert verify_consistency(older.size, older.root, head.size, head.root, consistency)
    for each in made["Records"]:
        leaf, path = leaf_hash(b64decode(each["Data"])), tuple(b64decode(hash_) for hash_ in each["Path"] or ())
        assert verify_inclusion(leaf, each["Index"], head.size, path, head.root)
        assert TlogProof(each["Index"], path, made["Note"]).verify(leaf, key) == head
