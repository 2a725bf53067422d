"""Totals within a table: rows that add up what stands above them, and say so with a word or by their sums alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from stockpile.exchange.cells import Cell, text_of

Row = Sequence[Cell]

CLOSE = 0.005  # half of the smallest coin; sums of binary fractions differ far behind it
_MOST = 20_000  # rows above a total that says no word; of longer sections none is looked for
_TEXTS = 2  # cells of words in such a total: of whom it is


class Sections:
    """The rows since the last total, as they go by.

    ``naming``: places of the columns that say which piece a row is of; a row that says none, and whose numbers are the
    sums of the rows above it, is their total.
    """

    def __init__(self, naming: Iterable[int]) -> None:
        self._naming = tuple(naming)
        self.begin()

    def begin(self) -> None:
        """A total stood there."""
        self._count = 0
        self._last: Row = ()
        self._ahead: list[Row] = []  # rows that are not added up yet: of most sections none is asked for
        self._sums: dict[int, float] = defaultdict(float)
        self._texts: dict[int, set[str]] = defaultdict(set)

    def is_total(self, row: Row) -> bool:
        """Whether a row adds up the rows since the last total; else it is one of them."""
        for at in self._naming:
            if at < len(row) and row[at]:
                break
        else:
            if self._naming and 0 < self._count <= _MOST and self._adds_up(row):
                return True
        self._count += 1
        self._last = row
        if self._naming and self._count <= _MOST:
            self._ahead.append(row)
        return False

    def _adds_up(self, row: Row) -> bool:
        numbers = numbers_of(row)
        words = [at for at, cell in enumerate(row) if at not in numbers and text_of(cell)]
        if not any(numbers.values()) or len(words) > _TEXTS or len(numbers) + len(words) >= _filled(self._last):
            return False
        self._catch_up()
        if any(text_of(row[at]) not in self._texts[at] for at in words):
            return False
        agree = [abs(self._sums[at] - stated) < CLOSE for at, stated in numbers.items()]
        return all(agree) or (any(agree) and self._count > 1)  # one that errs in a column is a total all the same

    def _catch_up(self) -> None:
        """Add up the rows that went by since somebody asked."""
        for row in self._ahead:
            for at, cell in enumerate(row):
                number = number_of(cell)
                if number is None:
                    self._texts[at].add(text_of(cell))
                else:
                    self._sums[at] += number
        self._ahead.clear()


def nearest(stated: float, now: float, before: Iterable[float]) -> float:
    """What a total may be the sum of: all rows above it, or those since one of the totals before it, whichever comes
    closest to what it says. ``now``, ``before``: the sum of all rows above this total, and above each before it."""
    return min((round(now - each, 4) for each in (0.0, *before)), key=lambda counted: abs(counted - stated))


def numbers_of(row: Row) -> dict[int, float]:
    """The numbers of a row by their places."""
    return {at: number for at, cell in enumerate(row) if (number := number_of(cell)) is not None}


def number_of(cell: Cell) -> float | None:
    """A cell as a number, where it is one, or writes one plainly."""
    if isinstance(cell, (int, float)):
        return None if isinstance(cell, bool) else float(cell)
    if not isinstance(cell, str):
        return None
    text = re.sub(r"[\s$€£,]", "", cell)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def _filled(row: Row) -> int:
    return sum(bool(text_of(cell)) for cell in row)
