"""A small ledger, sealed: what the tests of sealing share."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from stockpile.sealing import merkle
from stockpile.sealing.checkpoint import Checkpoint, VerifierKey, origin_of, sign
from stockpile.sealing.keys import SigningKey
from stockpile.sealing.proof import TlogProof, line_proof


@dataclass
class Nodes:
    """Stored nodes, in memory; counts its readings."""

    stored: dict[tuple[int, int], bytes] = field(default_factory=dict)
    size: int = 0
    readings: int = 0

    def node(self, level: int, position: int) -> bytes:
        self.readings += 1
        return self.stored[level, position]

    def append(self, leaf: bytes) -> None:
        for level, position, made in merkle.append_nodes(self.size, leaf, self):
            assert (level, position) not in self.stored
            self.stored[level, position] = made
        self.size += 1


@dataclass
class Ledger:
    """The ledger of HQ: vouchers with lines, as they would be stored."""

    key: SigningKey
    lines: list[list[bytes]] = field(default_factory=list)
    vouchers: list[bytes] = field(default_factory=list)
    nodes: Nodes = field(default_factory=Nodes)

    @property
    def origin(self) -> str:
        return origin_of("HQ", self.key.public)

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.origin, self.key.public)

    def append(self, count: int, /, **other: object) -> None:
        seq = len(self.vouchers)
        bodies = [f'stockpile-line/1 {{"subject":"HQ-W{seq:04}{n:03}"}}'.encode() for n in range(count)]
        root = merkle.root_of([merkle.leaf_hash(body) for body in bodies]).hex()
        header = {"site": "HQ", "seq": seq, "lines": count, "root": root, **other}
        voucher = f"stockpile-voucher/1 {json.dumps(header)}".encode()
        self.lines.append(bodies)
        self.vouchers.append(voucher)
        self.nodes.append(merkle.leaf_hash(voucher))

    def head(self, size: int) -> Checkpoint:
        return Checkpoint(self.origin, size, merkle.root_at(size, self.nodes))

    def seal(self, size: int) -> str:
        return sign(self.head(size), self.key)

    def proof(self, seq: int, size: int) -> TlogProof:
        return TlogProof(seq, tuple(merkle.inclusion_proof(seq, size, self.nodes)), self.seal(size))

    def path_of_line(self, seq: int, position: int) -> list[bytes]:
        return merkle.inclusion_path([merkle.leaf_hash(body) for body in self.lines[seq]], position)

    def line_proof(self, seq: int, position: int) -> str:
        path, proof = self.path_of_line(seq, position), self.proof(seq, len(self.vouchers))
        return line_proof(self.lines[seq][position], position, path, self.vouchers[seq], proof)


@pytest.fixture
def nodes() -> Nodes:
    return Nodes()


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """Forty vouchers of one to seven lines; not to be appended to."""
    made = Ledger(SigningKey(bytes(range(32))))
    for seq in range(40):
        made.append(seq % 7 + 1)
    return made


@pytest.fixture
def new_ledger() -> Ledger:
    return Ledger(SigningKey(bytes(range(32))))
