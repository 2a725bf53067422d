"""The sheets of a workbook, whatever its format, as rows of plain cells. Runs in the child process only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from stockpile.domain.errors import Refused
from stockpile.exchange.cells import Cell
from stockpile.exchange.delimited import read_delimited
from stockpile.exchange.guard import Format, Looked

Row = Sequence[Cell]

_KINDS = (
    (SheetTypeEnum.WorkSheet, "sheet"),
    (SheetTypeEnum.ChartSheet, "chart"),
    (SheetTypeEnum.MacroSheet, "macro"),
    (SheetTypeEnum.DialogSheet, "dialog"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows`` walks it from the top, each time anew; ``height``: about how many there are, where it is known.

    Attributes:
        kind: `sheet`, or what else a book may have in its place (`chart`, `macro`, `dialog`).
        tall: how many rows it has, once its rows are being walked; 0 where that is not known.
        merged: cells that are drawn as one, as first row, first column, last row, last column, from 1; after `rows`.
    """

    name: str
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    height: int | None = None
    hidden: bool = False
    kind: str = "sheet"
    merged: Callable[[], list[list[int]]] = field(repr=False, default=list)
    tall: Callable[[], int] = field(repr=False, default=int)


def sheets(looked: Looked, *, every: bool = False, encoding: str = "", separator: str = "") -> list[Sheet]:
    """The sheets that hold cells, in the order of the book.

    ``every``: those that hold none as well (charts). ``encoding``, ``separator``: of a text file, where somebody has
    said so.

    Raises:
        Refused: `file.encrypted`, `file.damaged`.
    """
    if looked.format in (Format.TEXT, Format.GZIP):
        packed = looked.format is Format.GZIP
        return [Sheet("", lambda: read_delimited(looked.path, packed=packed, encoding=encoding, separator=separator))]
    try:
        inside = looked.unlocked
        if inside is not None:
            inside.seek(0)
        book = CalamineWorkbook.from_filelike(inside) if inside else CalamineWorkbook.from_path(str(looked.path))
        wanted = [each for each in book.sheets_metadata if every or each.typ == SheetTypeEnum.WorkSheet]
        return [_sheet(book, each) for each in wanted]
    except PasswordError as why:
        raise Refused("file.encrypted", file=looked.path.name) from why
    except (CalamineError, OSError, ValueError) as why:
        if looked.format is Format.XLSX:
            return _second_reader(looked)
        raise Refused("file.damaged", file=looked.path.name, why=str(why)) from why


def _sheet(book: CalamineWorkbook, described: SheetMetadata) -> Sheet:
    def rows() -> Iterator[Row]:
        try:
            opened = book.get_sheet_by_name(described.name)
            found.append(opened.start[0] + opened.height if opened.start else 0)
            yield from opened.iter_rows()
        except (CalamineError, OSError, ValueError) as why:
            raise Refused("file.damaged", sheet=described.name, why=str(why)) from why

    found: list[int] = []

    def tall() -> int:
        return found[0] if found else 0

    def merged() -> list[list[int]]:
        found = book.get_sheet_by_name(described.name).merged_cell_ranges if kind == "sheet" else None
        return [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in found or ()]

    kind = next((kind for each, kind in _KINDS if each == described.typ), "other")
    return Sheet(described.name, rows, None, described.visible != SheetVisibleEnum.Visible, kind, merged, tall)


def _second_reader(looked: Looked) -> list[Sheet]:
    """What calamine does not read (strict OOXML, odd parts), openpyxl often does, only slower."""
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
    try:
        path = looked.path
        book = openpyxl.load_workbook(looked.unlocked or path, read_only=True, data_only=True)
    except Exception as why:
        raise Refused("file.damaged", file=path.name, why=str(why)) from why

    def rows_of(name: str) -> Callable[[], Iterator[Row]]:
        def rows() -> Iterator[Row]:
            try:
                for row in book[name].iter_rows(values_only=True):
                    yield [_plain(cell) for cell in row]
            except Refused:
                raise
            except Exception as why:
                raise Refused("file.damaged", file=path.name, sheet=name, why=str(why)) from why

        return rows

    return [Sheet(each.title, rows_of(each.title), None, each.sheet_state != "visible") for each in book.worksheets]


def _plain(cell: object) -> Cell:
    known = (str, int, float, bool, dt.date, dt.datetime, dt.time, dt.timedelta)
    return cell if cell is None or isinstance(cell, known) else str(cell)
