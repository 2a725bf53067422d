"""What a sheet seems to be, and what each of its rows: header, row, total, page line, title of a group.

The same in the child, while the cells go by, and in the program, when somebody says that another row is the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain, islice

from stockpile.exchange import headings as h
from stockpile.exchange.columns import heading_words, looks_like_inventory
from stockpile.exchange.tables import LOOKED_AT, Row, Table, find_table, is_blank

_FEW_COLUMNS = 3  # of a table of totals
_MOST_GROUPS = 0.4  # of the rows: titles are fewer than what stands under them
_PIVOT = re.compile(
    r"row labels|column labels|etiquettes de lignes?|etiquetas de fila|названия строк|行标签|تسميات الصفوف"
    r"|(sum|count|average|min|max) of .*|(somme|nombre|moyenne) de .*|(suma|cuenta|promedio) de .*"
    r"|(сумма|количество) по полю .*|求和项.*|计数项.*|مجموع من .*|grand total|total general|общии итог|总计"
)


class RowKind(IntEnum):
    """What a row of a sheet is."""

    ROW = 0  # of the table
    BLANK = 1
    ABOVE = 2  # above the table: title, date, remarks
    HEADER = 3
    TOTAL = 4
    PAGE = 5  # what a printing program puts under its table
    AGAIN = 6  # the header again
    GROUP = 7  # the title of the rows under it
    OUT = 8  # taken out by hand
    HIDDEN = 9  # hidden in the workbook, and left out for that


_BY_REASON = {
    "above the table": RowKind.ABOVE,
    "total": RowKind.TOTAL,
    "page line": RowKind.PAGE,
    "header again": RowKind.AGAIN,
}


@dataclass(slots=True)
class Survey:
    """What a sheet is.

    Attributes:
        seems: `inventory`, `table` (of something else), `pivot`, `totals`, `empty`, `text` (no table at all).
        header_row: number of the first header row from 1, 0 where there is none; header_rows: how many there are.
        headings: as they stand there. kinds: a `RowKind` for every row.
        stated: numbers that total rows state, by place of their column.
        missing: what an inventory would have to have besides: `names` (something that names pieces), `counts`.
        mapped: heading, field, reason and sureness of every column.
    """

    seems: str
    header_row: int = 0
    header_rows: int = 1
    headings: list[str] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)
    stated: list[dict[int, float]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    mapped: list[tuple[str, str, str, float]] = field(default_factory=list)

    def described(self) -> dict[str, object]:
        """As the child sends it."""
        return {
            "seems": self.seems,
            "header_row": self.header_row,
            "header_rows": self.header_rows,
            "headings": self.headings,
            "kinds": bytes(self.kinds),
            "stated": [list(each.items()) for each in self.stated],
            "missing": self.missing,
            "mapped": self.mapped,
        }

    @classmethod
    def received(cls, sent: dict[str, object]) -> Survey:
        """As it was sent."""
        stated: list[list[tuple[int, float]]] = sent["stated"]  # type: ignore[assignment]
        return cls(
            seems=str(sent["seems"]),
            header_row=int(str(sent["header_row"])),
            header_rows=int(str(sent["header_rows"])),
            headings=list(sent["headings"]),  # type: ignore[call-overload]
            kinds=bytearray(sent["kinds"]),  # type: ignore[call-overload]
            stated=[dict(each) for each in stated],
            missing=list(sent["missing"]),  # type: ignore[call-overload]
            mapped=[tuple(each) for each in sent["mapped"]],  # type: ignore[attr-defined]
        )


def nothing() -> Survey:
    """Of a sheet without cells."""
    return Survey("empty")


def survey(rows: Iterable[Row], header: tuple[int, int] | None = None) -> Survey:
    """Walk a sheet to its end. ``header``: number of the header row and how many there are, where somebody said so."""
    passing = _Passing(iter(rows))
    head = list(islice(passing, LOOKED_AT))
    table = find_table("", chain(head, passing), header)
    if table is None:
        kinds = bytearray(RowKind.BLANK if is_blank(row) else RowKind.ABOVE for row in chain(head, passing))
        return Survey("text" if RowKind.ABOVE in kinds else "empty", kinds=kinds)
    kinds = _kinds(table, passing, table.header_rows)
    mapped = [(column.heading, column.field, column.reason, column.sureness) for column in table.mapped]
    fields = {column.field: column.heading for column in table.mapped if column.field}
    return Survey(
        seems=_seems(table, fields),
        header_row=table.header_row,
        header_rows=table.header_rows,
        headings=table.headings,
        kinds=kinds,
        stated=table.stated,
        missing=missing(fields),
        mapped=mapped,
    )


class _Passing:
    """Rows going by, counted."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        row = next(self._rows)
        self.count += 1
        return row


def _kinds(table: Table, passing: _Passing, header_rows: int) -> bytearray:
    rows = [number for number, _row in table.numbered]
    kinds = bytearray([RowKind.BLANK]) * passing.count
    for number in rows:
        kinds[number - 1] = RowKind.ROW
    for each in table.left_out:
        kinds[int(str(each["row"])) - 1] = _BY_REASON[str(each["why"])]
    start = table.header_row - 1
    kinds[start : start + header_rows] = bytes([RowKind.HEADER]) * header_rows
    if table.titles and len(table.titles) <= _MOST_GROUPS * len(rows):
        _mark_groups(kinds, table.titles)
    return kinds


def _mark_groups(kinds: bytearray, titles: list[int]) -> None:
    """Titles that have rows under them; a remark at the foot of a table has none."""
    among = set(titles)
    for number in titles:
        below = next((at for at in range(number, len(kinds)) if kinds[at] == RowKind.ROW), None)
        if below is not None and below + 1 not in among:
            kinds[number - 1] = RowKind.GROUP


def _seems(table: Table, fields: dict[str, str]) -> str:
    words = [heading_words(each) for each in table.headings if each]
    pivots = sum(bool(_PIVOT.fullmatch(each)) for each in words)
    if pivots and pivots * 2 >= len(words):
        return "pivot"
    if looks_like_inventory(fields):
        return "inventory"
    return "totals" if table.stated and len(words) <= _FEW_COLUMNS else "table"


def missing(fields: dict[str, str]) -> list[str]:
    """What a table with these fields lacks of an inventory."""
    if looks_like_inventory(fields):
        return []
    lacks = []
    if not {h.ITEM, h.MODEL, h.NSN, h.CATEGORY} & set(fields):
        lacks.append("names")
    if not {h.SERIAL, h.QUANTITY, h.ASSET_NUMBER} & set(fields):
        lacks.append("counts")
    return lacks or ["counts"]


__all__ = ["RowKind", "Survey", "missing", "nothing", "survey"]
