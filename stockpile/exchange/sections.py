"""Totals within a table: rows that add up what stands above them, and say so with a word or by their sums alone."""

from __future__ import annotations

import re
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
        self._rows: list[Row] = []
        self._long = not self._naming

    def begin(self) -> None:
        """A total stood there."""
        self._rows.clear()
        self._long = not self._naming

    def is_total(self, row: Row) -> bool:
        """Whether a row adds up the rows since the last total; else it is one of them."""
        for at in self._naming:
            if at < len(row) and row[at]:
                break
        else:
            if self._rows and self._adds_up(row):
                return True
        if not self._long:
            self._rows.append(row)
            if len(self._rows) > _MOST:
                self._rows.clear()
                self._long = True
        return False

    def _adds_up(self, row: Row) -> bool:
        numbers = numbers_of(row)
        words = [at for at, cell in enumerate(row) if at not in numbers and text_of(cell)]
        if not any(numbers.values()) or len(words) > _TEXTS or len(numbers) + len(words) >= _filled(self._rows[-1]):
            return False
        if any(text_of(row[at]) not in {_text(above, at) for above in self._rows} for at in words):
            return False
        agree = [abs(self._sum(at) - stated) < CLOSE for at, stated in numbers.items()]
        return all(agree) or (any(agree) and len(self._rows) > 1)  # one that errs in a column is a total all the same

    def _sum(self, at: int) -> float:
        return sum(number_of(above[at]) or 0 for above in self._rows if at < len(above))


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


def _text(row: Row, at: int) -> str:
    return text_of(row[at]) if at < len(row) else ""
