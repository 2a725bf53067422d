"""What an OpenDocument spreadsheet says beside its cells: hidden rows and columns, cells that span others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_ELEMENT = re.compile(
    rb"<table:(table-row|table-column|covered-table-cell|table-cell|table)([\s/][^>]*)?>|</table:table>"
)
_ATTRIBUTE = re.compile(rb'table:([\w-]+)="([^"]*)"')
_HIDDEN = (b"collapse", b"filter")
_MOST = 20_000


@dataclass(slots=True)
class Table:
    """One sheet; rows and columns from 1."""

    name: str
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)


def look(content: bytes) -> Iterator[Table]:
    """Every sheet of a content.xml."""
    table: Table | None = None
    row = column = cell = 0
    for found in _ELEMENT.finditer(content):
        kind, said = found.group(1), found.group(2) or b""
        if kind is None:
            if table is not None:
                yield table
            table = None
            continue
        if kind == b"table":
            table = Table(unescape(dict(_ATTRIBUTE.findall(said)).get(b"name", b"").decode("utf-8", "replace")))
            row = column = 0
        elif table is None:
            continue
        elif kind == b"table-row":
            row, cell = _passed(said, row, table.hidden_rows, b"number-rows-repeated"), 0
        elif kind == b"table-column":
            column = _passed(said, column, table.hidden_columns, b"number-columns-repeated")
        else:
            cell = _cell(said, row, cell, table.merged)


def _passed(said: bytes, before: int, hidden: list[int], repeated: bytes) -> int:
    """The number of the last row or column that an element stands for."""
    if b"repeated" not in said and b"visibility" not in said:
        return before + 1
    attributes = dict(_ATTRIBUTE.findall(said))
    last = before + _number(attributes.get(repeated))
    if attributes.get(b"visibility") in _HIDDEN:
        hidden += range(before + 1, min(last, before + _MOST) + 1)
    return last


def _cell(said: bytes, row: int, before: int, merged: list[list[int]]) -> int:
    """The number of the last column that a cell stands for."""
    if b"spanned" not in said and b"repeated" not in said:
        return before + 1
    attributes = dict(_ATTRIBUTE.findall(said))
    down, right = _number(attributes.get(b"number-rows-spanned")), _number(attributes.get(b"number-columns-spanned"))
    if down > 1 or right > 1:
        merged.append([row, before + 1, row + down - 1, before + right])
    return before + _number(attributes.get(b"number-columns-repeated"))


def _number(said: bytes | None) -> int:
    return max(int(said), 1) if said and said.isdigit() else 1
