"""Whole columns of cells into texts, dates, amounts and codes at once.

A million rows pass here: each distinct cell is converted once and remembered, and loops run over columns, not over
cells of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from stockpile.exchange import amounts, dates
from stockpile.exchange.cells import Cell, text_of

_REMEMBERED = 50_000  # entries; a column that is all different must not fill the memory

K = TypeVar("K")
V = TypeVar("V")


class Memory(dict[K, V], Generic[K, V]):
    """Works out each value once; forgets everything when it has grown too large."""

    def __init__(self, work_out: Callable[[K], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: K) -> V:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[key] = self._work_out(key)
        return found

    def all(self, keys: Iterable[K]) -> list[V]:
        """The values of many keys."""
        return list(map(self.__getitem__, keys))


class Texts:
    """Cells of one column as texts."""

    def __init__(self) -> None:
        self._others: Memory[Cell, str] = Memory(text_of)

    def read(self, cells: Sequence[Cell]) -> list[str]:
        """One text a cell; empty for blank ones."""
        kinds = set(map(type, cells))
        if kinds == {str}:
            return [str.strip(cell) for cell in cells]  # only str here
        if kinds == {type(None)}:
            return [""] * len(cells)
        if bool in kinds:  # True and 1 are one key
            return [text_of(cell) for cell in cells]
        others = self._others
        return [cell.strip() if cell.__class__ is str else others[cell] for cell in cells]  # type: ignore[union-attr]


class Dates:
    """Cells of one column as dates, in the order that the sample shows."""

    def __init__(self, sample: Iterable[Cell]) -> None:
        order = dates.order_of(sample)
        self._known: Memory[Cell, tuple[str, str]] = Memory(lambda cell: dates.read_date(cell, order))

    def read(self, cells: Sequence[Cell]) -> list[tuple[str, str]]:
        """ISO date and code a cell, as `stockpile.exchange.dates.read_date` gives them."""
        return self._known.all(cells)


class Amounts:
    """Cells of one column as numbers, with the decimal mark that the sample shows."""

    def __init__(self, sample: Iterable[Cell]) -> None:
        mark = amounts.decimal_mark(sample)
        self._known: Memory[Cell, tuple[float | None, str]] = Memory(lambda cell: amounts.read_amount(cell, mark))

    def read(self, cells: Sequence[Cell]) -> list[tuple[float | None, str]]:
        """Number and code a cell, as `stockpile.exchange.amounts.read_amount` gives them."""
        return self._known.all(cells)
