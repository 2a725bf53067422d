"""Whole columns of cells into texts, dates, amounts and codes at once.

A million rows pass here: each distinct cell is converted once and remembered, and loops run over columns, not over
cells of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from stockpile.domain.serials import exact_key
from stockpile.exchange import amounts, dates
from stockpile.exchange.cells import Cell, text_of

_REMEMBERED = 50_000  # entries; a column that is all different must not fill the memory

PARTING = "\x1f"  # stands between the texts of a row; no spreadsheet holds it
_LEVELLED = re.compile(r"  |[\t-\r\x1c-\x1e]")  # space that `exact_key` would change

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


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


def exact_keys(texts: Sequence[str]) -> list[str]:
    """`exact_key` of every text; all at once where nothing but their case is to be levelled."""
    joined = PARTING.join(texts)
    if joined.isascii() and not _LEVELLED.search(joined):
        together = joined.upper().split(PARTING)
        if len(together) == len(texts):
            return together
    return [exact_key(text) for text in texts]


class Texts:
    """Cells of one column as texts."""

    def __init__(self) -> None:
        self._others: Memory[Cell, str] = Memory(text_of)

    def read(self, cells: Sequence[Cell]) -> list[str]:
        """One text a cell; empty for blank ones."""
        kinds = set(map(type, cells))
        if kinds == {str}:
            return list(map(str.strip, cells))  # type: ignore[arg-type]  # all are str
        if kinds == {type(None)}:
            return [""] * len(cells)
        if bool in kinds:  # True and 1 are one key
            return [text_of(cell) for cell in cells]
        others = self._others
        return [cell.strip() if cell.__class__ is str else others[cell] for cell in cells]


class Readings(Generic[K, V]):
    """Cells as values, each with the code of what is to be said of it.

    Attributes:
        odd: whether anything was to be said so far; while nothing is, rows need not be looked at one by one.
    """

    def __init__(self, read: Callable[[K], tuple[V, str]]) -> None:
        self.odd = False
        self._read = read
        self._values: Memory[K, V] = Memory(self._work_out)

    def _work_out(self, cell: K) -> V:
        value, code = self._read(cell)
        self.odd = self.odd or bool(code)
        return value

    def values(self, cells: Iterable[K]) -> list[V]:
        """One value a cell."""
        return self._values.all(cells)

    def codes(self, cells: Iterable[K]) -> Iterator[tuple[int, str]]:
        """Places and codes of the cells of which something is to be said; after their values were read."""
        if self.odd:
            for at, cell in enumerate(cells):
                code = self._read(cell)[1]
                if code:
                    yield at, code


class Decided(Readings[Cell, V], Generic[V, D]):
    """Readings that rest on what the whole column decides: the order of its dates, its decimal mark.

    Attributes:
        decision: how the cells are read. seen: the texts among them.
    """

    def __init__(self, read: Callable[[Cell, D], tuple[V, str]], decision: D) -> None:
        super().__init__(lambda cell: read(cell, decision))
        self.decision = decision
        self.seen: set[str] = set()
        self._read_by = read

    def _work_out(self, cell: Cell) -> V:
        if isinstance(cell, str):
            self.seen.add(cell)
        return super()._work_out(cell)

    def reads_otherwise(self, decision: D) -> bool:
        """Whether a text that was read would be read otherwise by another decision."""
        if decision == self.decision:
            return False
        return any(self._read_by(text, decision) != self._read_by(text, self.decision) for text in self.seen)


def date_readings(sample: Iterable[Cell], said: dates.Order | None = None) -> Decided[str, dates.Order]:
    """Cells of one column as ISO dates, in the order that was said, or that the sample shows."""
    return Decided(dates.read_date, said or dates.order_of(sample))


def amount_readings(sample: Iterable[Cell], said: str | None = None) -> Decided[float | None, str]:
    """Cells of one column as numbers, with the decimal mark that was said, or that the sample shows."""
    return Decided(amounts.read_amount, amounts.decimal_mark(sample) if said is None else said)
