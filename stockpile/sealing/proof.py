"""Proofs that fit in a small text file and need no database, no network and no trust in who carries them.

**A voucher's proof** is C2SP `tlog-proof@v1`: the voucher's place in its ledger, its inclusion path, the signed head.

**A line's proof**, `stockpile-proof/1`, goes one step further down: it shows one weapon's line and no other.

    stockpile-proof/1
    line c3RvY2twaWxlLWxpbmUvMSB7...          the line's stored bytes, base64
    index 2                                   its place in the voucher, from 0
    eoRDZd11vyUWSsodSTvpg...=                 its inclusion path in the voucher's `root`, from the leaf's sibling up,
    P6WQYj6i4mEOxQbjvqqr8...=                 one hash a line (none where it is the voucher's only line)
    voucher c3RvY2twaWxlLXZvdWNoZXIvMSB7...   the voucher's stored bytes, base64

    c2sp.org/tlog-proof@v1                    from here on the voucher's proof, as it is
    index 73894
    ...

(without the remarks at the right). Every line ends in one newline, and there is one way to write each proof; anything
else is rejected. What is proved: the head was signed by the key; the voucher is number `index` of that ledger, says
so itself in its `seq`, and its `site` is the log's; the line is number `index` of its `lines`, under its `root`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from stockpile.domain.errors import Refused
from stockpile.sealing.checkpoint import Checkpoint, VerifierKey, open_note
from stockpile.sealing.merkle import leaf_hash, verify_inclusion
from stockpile.sealing.texts import from_base64, read_decimal, read_hash, to_base64

TLOG_PROOF = "c2sp.org/tlog-proof@v1"
LINE_PROOF = "stockpile-proof/1"
VOUCHER_TAG = b"stockpile-voucher/1 "
LINE_TAG = b"stockpile-line/1 "
_LONGEST_PATH = 64  # a tree of 2**63 leaves is no deeper
_LONGEST = 64 * 1024 * 1024  # characters of a proof


class BadProof(Refused):
    """A text that does not prove what it should.

    `proof.malformed`: not a proof as it is written; `proof.voucher`: the voucher (or line) in it is not one that
    Stockpile stores; `proof.line-not-in-voucher`; `proof.voucher-not-in-log`; `proof.place`: the voucher says another
    place or site than the log. A head in it that is not signed raises `BadNote`.
    """


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A C2SP `tlog-proof@v1`, as parsed: nothing in it is verified yet.

    Attributes:
        index: place of the leaf in the log, from 0.
        path: inclusion path, from the leaf's sibling up.
        note: the signed head, as it is.
        extra: data that nobody vouches for; empty where there is none.
    """

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        """The proof as written to a file (`.tlog-proof`)."""
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        head = [TLOG_PROOF, *extra, f"index {self.index}", *map(to_base64, self.path)]
        return "\n".join(head) + f"\n\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> TlogProof:
        """The proof of a text.

        Raises:
            BadProof: `proof.malformed`.
        """
        head, lines, note = _head(text, TLOG_PROOF)
        try:
            extra = from_base64(_after("extra ", lines.pop(0))) if lines[0].startswith("extra ") else b""
            index = read_decimal(_after("index ", lines.pop(0)))
            proof = cls(index, _path(lines), note, extra)
        except (ValueError, IndexError):
            raise BadProof("proof.malformed") from None
        if not proof.text.startswith(f"{head}\n\n"):  # an `extra` line that says nothing
            raise BadProof("proof.malformed")
        return proof

    def verify(self, leaf: bytes, key: VerifierKey) -> Checkpoint:
        """The signed head, after having proved that `leaf` (its hash) is number `index` of that log.

        Raises:
            BadNote: the head is not signed by the key.
            BadProof: `proof.voucher-not-in-log`.
        """
        checkpoint = open_note(self.note, key)
        if not verify_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root):
            raise BadProof("proof.voucher-not-in-log", index=self.index, size=checkpoint.size)
        return checkpoint


@dataclass(frozen=True, slots=True)
class LineProof:
    """What a proof of one line has proved.

    Attributes:
        line: its stored bytes.
        position: its place in the voucher, from 0.
        voucher: the voucher's stored bytes.
        seq: the voucher's place in the ledger, from 0.
        checkpoint: the signed head that both are under.
    """

    line: bytes
    position: int
    voucher: bytes
    seq: int
    checkpoint: Checkpoint


def line_proof(line: bytes, position: int, path: Sequence[bytes], voucher: bytes, proof: TlogProof) -> str:
    """The text of the proof of one line, to be written to a file as UTF-8 with bare newlines.

    Args:
        line: its stored bytes; position: its place in the voucher, from 0.
        path: `merkle.inclusion_path` of it among the leaves of the voucher's lines.
        voucher: the voucher's stored bytes; proof: that of the voucher's leaf.
    """
    head = [LINE_PROOF, f"line {to_base64(line)}", f"index {position}", *map(to_base64, path)]
    return "\n".join([*head, f"voucher {to_base64(voucher)}"]) + f"\n\n{proof.text}"


def verify_line_proof(text: str, key: VerifierKey) -> LineProof:
    """What the text proves under that key; whoever calls has got the key by a safe way.

    Raises:
        BadProof, BadNote: it proves nothing; their codes say why.
    """
    _whole, lines, rest = _head(text, LINE_PROOF)
    try:
        line = from_base64(_after("line ", lines.pop(0)))
        voucher = from_base64(_after("voucher ", lines.pop()))
        position = read_decimal(_after("index ", lines.pop(0)))
        path = _path(lines)
    except (ValueError, IndexError):
        raise BadProof("proof.malformed") from None
    proof = TlogProof.parse(rest)
    checkpoint = proof.verify(leaf_hash(voucher), key)
    stated = _Stated.of(voucher)
    stated.confirm_place(proof.index, checkpoint.origin)
    _confirm_line(line, position, path, stated)
    return LineProof(line, position, voucher, proof.index, checkpoint)


def _confirm_line(line: bytes, position: int, path: tuple[bytes, ...], stated: _Stated) -> None:
    if not line.startswith(LINE_TAG):
        raise BadProof("proof.voucher")
    if not verify_inclusion(leaf_hash(line), position, stated.lines, path, stated.root):
        raise BadProof("proof.line-not-in-voucher", index=position, lines=stated.lines)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a voucher's stored bytes say about its place and its lines."""

    site: str
    seq: int
    lines: int
    root: bytes

    @classmethod
    def of(cls, voucher: bytes) -> _Stated:
        try:
            header = json.loads(_after_tag(voucher), object_pairs_hook=_unambiguous)
            site, seq, lines = header["site"], header["seq"], header["lines"]
            root = bytes.fromhex(header["root"])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise BadProof("proof.voucher") from None
        if [type(each) for each in (site, seq, lines)] != [str, int, int] or root.hex() != header["root"]:
            raise BadProof("proof.voucher")
        return cls(site, seq, lines, root)

    def confirm_place(self, index: int, origin: str) -> None:
        if self.seq != index or not origin.startswith(f"stockpile/{self.site}/"):
            raise BadProof("proof.place", seq=self.seq, index=index, site=self.site, origin=origin)


def _unambiguous(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object in which no name stands twice: one reader would believe the first, another the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _after_tag(voucher: bytes) -> str:
    if not voucher.startswith(VOUCHER_TAG):
        raise ValueError("not a voucher")
    return voucher.removeprefix(VOUCHER_TAG).decode("utf-8")


def _head(text: str, tag: str) -> tuple[str, list[str], str]:
    """The lines above the first empty one, whole and split (without the tag), and what follows it."""
    head, blank, rest = text.partition("\n\n")
    first, *lines = head.split("\n")
    if len(text) > _LONGEST or not blank or first != tag:
        raise BadProof("proof.malformed")
    return head, lines, rest


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise ValueError(f"a line without {word}")
    return line.removeprefix(word)


def _path(lines: list[str]) -> tuple[bytes, ...]:
    if len(lines) > _LONGEST_PATH:
        raise ValueError("a path of too many hashes")
    return tuple(read_hash(line) for line in lines)
