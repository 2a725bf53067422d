"""What a column decides for all its rows, in an import that passes rows on while it reads: the order of its dates, its
decimal mark.

The first rows decide it. Where they leave a text open, the sheet is walked once more before a row is sent. Where a later
row speaks against them, and a row that was sent would be read otherwise, the import begins again, with what all rows decide
(`Otherwise`): few files do that, and no other pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from stockpile.exchange import amounts, dates
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.chunks import Settings
from stockpile.exchange.columns import Column

AMOUNTS = (h.QUANTITY, h.UNIT_VALUE, h.TOTAL_VALUE)
DECIDING = frozenset({h.RECEIVED_ON, *AMOUNTS})


class Decided(msgspec.Struct, frozen=True):
    """What the columns of one table decide: `day` or `month` first or `undecided`; decimal marks by field."""

    order: str
    marks: dict[str, str] = {}

    @classmethod
    def of(cls, settings: Settings) -> Decided:
        """As it is sent."""
        order = settings.order or dates.Order.UNDECIDED
        return cls(order.value, dict(settings.marks))

    def settings(self) -> Settings:
        """As the reader of rows wants it."""
        return Settings(order=dates.Order(self.order), marks=self.marks)


class Otherwise(Exception):
    """All rows of some sheets decide otherwise than their first rows did."""

    def __init__(self, by_sheet: Mapping[str, Decided]) -> None:
        super().__init__(*by_sheet)
        self.by_sheet = by_sheet


def leaves_open(mapped: Iterable[Column], sample: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first rows have a date or an amount that could be read in two ways, and do not say in which."""
    for column in mapped:
        if column.field in DECIDING:
            cells = [row[column.index] for row in sample if column.index < len(row)]
            if column.field == h.RECEIVED_ON:
                if dates.order_of(cells) is dates.Order.UNDECIDED and any(map(dates.is_ambiguous, cells)):
                    return True
            elif not amounts.decimal_mark(cells) and any(map(amounts.is_ambiguous, cells)):
                return True
    return False


def decided(mapped: Iterable[Column], rows: Iterable[Sequence[Cell]]) -> Settings:
    """What all rows of a table decide."""
    at = {column.field: column.index for column in mapped if column.field in DECIDING}
    texts: dict[str, set[str]] = {name: set() for name in at}
    for row in rows:
        for name, place in at.items():
            if place < len(row) and isinstance(cell := row[place], str):
                texts[name].add(cell)
    marks = {name: amounts.decimal_mark(texts[name]) for name in AMOUNTS if name in texts}
    return Settings(order=dates.order_of(texts.get(h.RECEIVED_ON, ())), marks=marks)
