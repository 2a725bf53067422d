"""How a sheet is laid out, as a person sees it: its lines, what is hidden, merged or filled down, and what of that is
part of a kept mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from stockpile.exchange.cells import text_of
from stockpile.exchange.columnar import BLANK, rows_of
from stockpile.exchange.heads import joined_headings
from stockpile.exchange.survey import RowKind
from stockpile.exchange.tables import LOOKED_AT
from stockpile.office.workbench.filling import Merged
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import LineView, PartView

_NOT_LISTED = frozenset({RowKind.ROW, RowKind.BLANK, RowKind.HEADER})
_READ, _LEFT_OUT = "read", "left out"


def lines_of(table: WorkTable, first: int, count: int) -> list[LineView]:
    """Some lines of a sheet, from 0."""
    return _lines(table, range(max(first, 0), min(first + count, table.height)))


def left_out_of(table: WorkTable, most: int) -> list[LineView]:
    """The first lines that are something else than rows of the table."""
    kinds = table.kinds
    return _lines(table, islice((row for row, kind in enumerate(kinds) if kind not in _NOT_LISTED), most))


def _lines(table: WorkTable, rows: Iterable[int]) -> list[LineView]:
    hidden = set(table.sheet.hidden_rows)
    return [
        LineView(
            row + 1,
            RowKind(table.kinds[row]) if row < len(table.kinds) else RowKind.BLANK,
            row + 1 in hidden,
            tuple(column.text(row) for column in table.sheet.columns),
        )
        for row in rows
    ]


def parts_of_sheet(table: WorkTable) -> list[PartView]:
    """What of a sheet is hidden, merged, or filled down, in this order."""
    sheet = table.sheet
    names = table.shape.names
    found = [PartView("rows", run, (0, 0), cells=run[1] - run[0] + 1) for run in _runs(sheet.hidden_rows)]
    found += [
        PartView("column", (0, 0), (at, at), names[at - 1] if at <= len(names) else "")
        for at in sheet.hidden_columns
        if at <= max(len(sheet.columns), 1)
    ]
    found += [
        PartView("merged", (top, bottom), (left, right), _text(table, top - 1, left - 1))
        for top, left, bottom, right in sheet.merged
    ]
    found += [
        PartView("filled", (0, 0), (at + 1, at + 1), name, _taken_over(table, at))
        for at, name in enumerate(names[: table.width])
        if name in table.shape.filled
    ]
    return found


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as (first, last)."""
    first = last = 0
    for number in sorted(numbers):
        if last and number == last + 1:
            last = number
            continue
        if last:
            yield first, last
        first = last = number
    if last:
        yield first, last


def _text(table: WorkTable, row: int, at: int) -> str:
    columns = table.sheet.columns
    return columns[at].text(row) if at < len(columns) and row < table.height else ""


def _taken_over(table: WorkTable, at: int) -> int:
    own, now = table.sheet.columns[at].codes, table.columns[at].codes
    return sum(one == BLANK != other for one, other in zip(own, now, strict=True))


# -- as part of a mapping ----------------------------------------------------------------------------------------------


def described(table: WorkTable) -> dict[str, object]:
    """What was chosen for a sheet, as a part of the mapping of its columns."""
    return {
        "header_rows": table.survey.header_rows,
        "hidden_rows": _READ if table.hidden_rows else _LEFT_OUT,
        "hidden_columns": _READ if table.hidden_columns else _LEFT_OUT,
        "merged": table.merged.value,
    }


def apply(table: WorkTable, mapping: Mapping[str, object]) -> None:
    """Choose for a sheet what a mapping says; what it does not speak of stays."""
    if "hidden_rows" in mapping:
        table.hidden_rows = mapping["hidden_rows"] != _LEFT_OUT
        table.leave_hidden()
    if "hidden_columns" in mapping:
        table.hidden_columns = mapping["hidden_columns"] != _LEFT_OUT
    if mapping.get("merged") in {each.value for each in Merged}:
        table.merged = Merged(str(mapping["merged"]))


def headings_elsewhere(table: WorkTable, mapping: Mapping[str, object]) -> tuple[int, int] | None:
    """The number of the row in which the headings of a mapping begin, and over how many they go, where they are not
    those that were found."""
    wanted, count = mapping.get("headings"), mapping.get("header_rows")
    if not isinstance(wanted, list) or not isinstance(count, int) or not 0 < count <= _MOST_ROWS:
        return None
    headings = _bare(map(str, wanted))
    if not headings or headings == _bare(table.survey.headings):
        return None
    first = list(rows_of(table.sheet.columns, range(min(LOOKED_AT, table.height))))
    for place in range(len(first) - count + 1):
        if _bare(joined_headings(first[place : place + count])) == headings:
            return place + 1, count
    return None


_MOST_ROWS = 9


def _bare(headings: Iterable[str]) -> Sequence[str]:
    """Headings without the blank ones at the end."""
    found = [" ".join(text_of(each).split()) for each in headings]
    while found and not found[-1]:
        found.pop()
    return found
