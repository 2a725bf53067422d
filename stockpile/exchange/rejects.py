"""A workbook that goes back: its sheets, order and formats as they were, without the rows that went in, with reasons.

Runs in the child, as everything that parses a file. A workbook that is no .xlsx, or too large to be taken apart, goes
back as a plain .xlsx with the same sheets and cells (`write_plain`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

import msgspec

from stockpile.exchange.guard import Looked

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_RED, _AMBER = "FFF4C7C3", "FFFCE8B2"  # beside a reason in words; a colour never says it alone


class RejectSheet(msgspec.Struct):
    """What becomes of one sheet.

    Attributes:
        name: of the sheet. keep: numbers of the rows that stay. reasons: by number of the row, in words.
        bad: columns (from 1) of a row that the reasons are about. edits: texts typed here, by row and column.
        column: where the reasons go; header_row: where their heading goes, heading: what it says.
    """

    name: str
    keep: list[int]
    reasons: dict[int, str]
    bad: dict[int, list[int]]
    edits: dict[int, dict[int, str]]
    column: int
    header_row: int
    heading: str


def give_back(looked: Looked, sheets: Sequence[RejectSheet]) -> bytes:
    """The workbook, as bytes of an .xlsx; sheets that are not named stay as they are."""
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")  # of extensions that openpyxl does not know and leaves out
    book = openpyxl.load_workbook(looked.unlocked or looked.path, rich_text=True)
    for each in sheets:
        if each.name in book.sheetnames:
            _mend(book[each.name], each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mend(sheet: Worksheet, what: RejectSheet) -> None:
    for row, cells in what.edits.items():
        for column, text in cells.items():
            sheet.cell(row, column).value = text
            sheet.cell(row, column).data_type = "s"
    for row, columns in what.bad.items():
        for column in columns:
            _colour(sheet.cell(row, column), _RED)
    _tell(sheet, what)
    _close_up(sheet, what.keep)


def _tell(sheet: Worksheet, what: RejectSheet) -> None:
    """The reasons, in a column of their own behind the table."""
    heading = sheet.cell(max(what.header_row, 1), what.column, what.heading)
    if what.column > 1:
        beside = sheet.cell(max(what.header_row, 1), what.column - 1)
        heading._style = copy(beside._style)  # noqa: SLF001 - openpyxl's own way to copy all of a format
    for row, reason in what.reasons.items():
        cell = sheet.cell(row, what.column, reason)
        cell.data_type = "s"
        _colour(cell, _AMBER)
    letter = heading.column_letter
    sheet.column_dimensions[letter].width = 60


def _colour(cell: Any, colour: str) -> None:  # noqa: ANN401 - a cell, or one that is part of a merged one
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=colour)


def _close_up(sheet: Worksheet, keep: Sequence[int]) -> None:
    """Only the rows that stay, one after the other, each with its height, its formats and what is merged in it."""
    places = {row: place for place, row in enumerate(sorted(keep), 1)}
    cells = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - row by row, openpyxl takes minutes
        if row in places:
            cell.row = places[row]
            cells[places[row], column] = cell
    sheet._cells = cells  # noqa: SLF001
    heights = {row: sheet.row_dimensions[row] for row in list(sheet.row_dimensions)}
    sheet.row_dimensions.clear()
    for row, dimension in heights.items():
        if row in places:
            dimension.index = places[row]
            sheet.row_dimensions[places[row]] = dimension
    merged = [each for each in sheet.merged_cells.ranges]  # noqa: C416 - they change under way
    sheet.merged_cells.ranges = set()
    for each in merged:
        if all(row in places for row in range(each.min_row, each.max_row + 1)):
            each.shift(row_shift=places[each.min_row] - each.min_row)
            sheet.merged_cells.ranges.add(each)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = sheet.dimensions
