"""A sheet in memory by columns: each distinct cell once, and for every row which one it is.

A million rows of fifteen columns are sixty megabytes of places and a few lists of texts; what is worked out for a text
is worked out once; and an edit changes places, never texts.
"""

from __future__ import annotations

import datetime as dt
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import TypeAlias

from stockpile.exchange.cells import Cell, text_of

CODES = "I"  # four bytes a cell
BLANK = 0  # the place of the blank cell in every column

Wire: TypeAlias = "str | int | float | bool | list[object] | None"


class Encoder(dict[object, int]):
    """Turns cells into places, in the child; a cell that was not met gets the next one.

    Attributes:
        new: the cells met since `taken` was called last, in the order of their places.
    """

    def __init__(self) -> None:
        super().__init__({None: BLANK, "": BLANK})
        self.new: list[Wire] = []
        self._next = BLANK + 1

    def places(self, cells: Sequence[Cell]) -> bytes:
        """The places of some cells of the column."""
        met: Sequence[object] = cells
        if bool in set(map(type, cells)):  # True and 1 would be one key
            met = [(cell,) if isinstance(cell, bool) else cell for cell in cells]
        self._meet([cell for cell in dict.fromkeys(met) if cell not in self])
        return array(CODES, map(self.__getitem__, met)).tobytes()

    def _meet(self, fresh: list[object]) -> None:
        self.update(zip(fresh, count(self._next), strict=False))
        self._next += len(fresh)
        if _plain(fresh):
            self.new += fresh  # type: ignore[arg-type]  # texts
        else:
            self.new += [_to_wire(cell[0] if isinstance(cell, tuple) else cell) for cell in fresh]

    def taken(self) -> list[Wire]:
        """The cells met since the last call."""
        new, self.new = self.new, []
        return new


def _plain(cells: Iterable[object]) -> bool:
    """Whether all are texts, as most columns are: they go through as they are."""
    return {str}.issuperset(map(type, cells))


_SIGNS = {dt.datetime: "t", dt.date: "d", dt.time: "h"}


def _to_wire(cell: object) -> Wire:
    """A cell as MessagePack carries it, with its kind where that would be lost."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    if cell is None or isinstance(cell, (str, bool, float)):
        return cell
    if isinstance(cell, int):
        return cell if abs(cell) < 2**63 else str(cell)
    kind = _SIGNS.get(type(cell))
    if kind is not None and isinstance(cell, (dt.date, dt.time)):
        return [kind, cell.isoformat()]
    return ["s", cell.total_seconds()] if isinstance(cell, dt.timedelta) else str(cell)


def _from_wire(sent: object) -> Cell:
    if not isinstance(sent, list):
        return sent  # type: ignore[return-value]  # nothing else is sent
    kind, said = sent
    match kind:
        case "t":
            return dt.datetime.fromisoformat(said)
        case "d":
            return dt.date.fromisoformat(said)
        case "h":
            return dt.time.fromisoformat(said)
    return dt.timedelta(seconds=said)


class Column:
    """One column of a sheet.

    Attributes:
        values: each distinct cell; the first is blank. codes: for every row, its place among them.
    """

    __slots__ = ("_places", "_texts", "codes", "values")

    def __init__(self, rows: int = 0) -> None:
        self.values: list[Cell] = [None]
        self.codes = array(CODES, bytes(4 * rows))
        self._texts: list[str] = [""]
        self._places: dict[str, int] = {}

    def grow(self, places: bytes, new: Sequence[object]) -> None:
        """Take in what the child sent."""
        self.codes.frombytes(places)
        self.values.extend(new if _plain(new) else map(_from_wire, new))  # type: ignore[arg-type]  # texts

    def pad(self, rows: int) -> None:
        """Blank cells down to a row."""
        self.codes.frombytes(bytes(4 * max(0, rows - len(self.codes))))

    @property
    def texts(self) -> list[str]:
        """Every distinct cell as text, in the order of `values`."""
        known = len(self._texts)
        if known < len(self.values):
            more = self.values[known:]
            self._texts.extend(map(str.strip, more) if _plain(more) else map(text_of, more))  # type: ignore[arg-type]
        return self._texts

    def cell(self, row: int) -> Cell:
        """The cell of a row, from 0."""
        return self.values[self.codes[row]]

    def text(self, row: int) -> str:
        """The same as text."""
        return self.texts[self.codes[row]]

    def cells(self, rows: Iterable[int]) -> list[Cell]:
        """The cells of some rows."""
        values, codes = self.values, self.codes
        return [values[codes[row]] for row in rows]

    def place_of(self, text: str) -> int:
        """The place of a text typed by hand, made where there is none; it stays text whatever it looks like."""
        if not text.strip():
            return BLANK
        if not self._places:
            self._places = {each: at for at, each in enumerate(self.values) if isinstance(each, str)}
        if text not in self._places:
            self._places[text] = len(self.values)
            self.values.append(text)
        return self._places[text]

    def counted(self, rows: Iterable[int] | None = None) -> dict[int, int]:
        """How often each place stands in some rows, or in all."""
        from collections import Counter

        codes = self.codes
        return Counter(codes if rows is None else (codes[row] for row in rows))


def rows_of(columns: Sequence[Column], rows: Iterable[int]) -> Iterator[tuple[Cell, ...]]:
    """Rows as tuples of cells."""
    parts = [(column.values, column.codes) for column in columns]
    for row in rows:
        yield tuple([values[codes[row]] for values, codes in parts])
