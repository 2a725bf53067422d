"""The hot loop: every line's leaf, and the root over each voucher's lines. One stream over the whole table, in its
own order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter

from sqlalchemy import select

from stockpile.sealing.merkle import root_of
from stockpile.storage import schema, streaming
from stockpile.storage.codec import LINE_TAG
from stockpile.storage.reader import Reader

CHUNK = 20_000  # rows fetched at once
BLOCK = 1024  # leaves hashed into one subtree while they stream by; a power of two

Stored = tuple[int, int, str, bytes]  # voucher, position, subject, body

_voucher_of = itemgetter(0)
_SUBJECT = LINE_TAG + b'{"subject":"'


@dataclass(slots=True)
class Lines:
    """What the lines of one voucher come to.

    Attributes:
        first: what the first is about. count, root: how many, and the root over their leaves.
        displaced: the first position that is not where it belongs, else None.
        mislabelled: subjects in the column that are not those in the bytes.
    """

    voucher: int
    first: str = ""
    count: int = 0
    root: bytes = b""
    displaced: int | None = None
    mislabelled: list[str] = field(default_factory=list)
    _blocks: list[bytes] = field(default_factory=list)
    _leaves: list[bytes] = field(default_factory=list)

    def extend(self, rows: Sequence[Stored]) -> None:
        """Take in the next rows of this voucher."""
        first, last = rows[0][1], rows[-1][1]
        if self.displaced is None and (first != self.count or last - first != len(rows) - 1):
            self.displaced = next(at for at, row in enumerate(rows, self.count) if row[1] != at)
        self.count += len(rows)
        leaves = self._leaves
        leaves.extend([sha256(b"\x00" + row[3]).digest() for row in rows])
        whole = len(leaves) - len(leaves) % BLOCK
        if whole:
            self._blocks.extend(root_of(leaves[at : at + BLOCK]) for at in range(0, whole, BLOCK))
            del leaves[:whole]
        self.mislabelled += [row[2] for row in rows if not row[3].startswith(_SUBJECT + row[2].encode() + b'"')]

    def close(self) -> Lines:
        """All rows are in: complete blocks are subtrees of the tree, and the rest is its right edge."""
        rest = [root_of(self._leaves)] if self._leaves else []
        self.root = root_of([*self._blocks, *rest])
        self._blocks, self._leaves = [], []
        return self


def vouchers_lines(reader: Reader, seen: Callable[[int], None] | None = None) -> Generator[Lines, None, None]:
    """The lines of every voucher that has some, in the order of recording; ``seen`` is told how many lines are done."""
    table = schema.line.c
    wanted = select(table.voucher, table.position, table.subject, table.body).order_by(table.voucher, table.position)
    with closing(streaming.batches(reader, wanted, CHUNK)) as pending:
        yield from _together(pending, seen)


def _together(pending: Iterable[Sequence[Stored]], seen: Callable[[int], None] | None) -> Iterator[Lines]:
    current: Lines | None = None
    done = 0
    for rows in pending:
        for part in _parts(rows):
            if current is None or current.voucher != part[0][0]:
                if current is not None:
                    yield current.close()
                current = Lines(part[0][0], part[0][2])
            current.extend(part)
        done += len(rows)
        if seen is not None:
            seen(done)
    if current is not None:
        yield current.close()


def _parts(rows: Sequence[Stored]) -> Iterator[Sequence[Stored]]:
    """The rows of each voucher in a chunk."""
    start = 0
    while start < len(rows):
        end = bisect_right(rows, rows[start][0], lo=start, key=_voucher_of)
        yield rows if end - start == len(rows) else rows[start:end]
        start = end
