"""Writing workbooks: every cell text or a plain number, never a formula, serial numbers always as text."""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from stockpile.domain.errors import Refused
from stockpile.exchange.inventory import InventoryReading
from stockpile.language import _

TEXT = "@"
LONGEST_CELL = 32_767  # characters; Excel's limit
_WIDEST = 48
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEADING_FILL = PatternFill("solid", fgColor="DDE3EA")


def write_table(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    text_columns: Iterable[int] = (),
    title: str = "",
    about: tuple[str, Iterable[Sequence[str]]] = ("", ()),
) -> int:
    """Write one sheet; how many rows it has. The file is there whole or not at all.

    ``text_columns``: places of columns that are text whatever they look like (`0012`, `1E5`, `=1+1`). ``about``: name and
    rows of a second sheet that says what the file is; they are asked for after the rows.

    Raises:
        Refused: `file.not-writable`.
    """
    texts = frozenset(text_columns)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(12, len(heading) + 4), _WIDEST)
    sheet.append([_heading(sheet, heading) for heading in headings])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value, as_text=place in texts) for place, value in enumerate(row)])
        count += 1
    if about[0]:
        second = book.create_sheet(_sheet_name(about[0]))
        for line in about[1]:
            second.append([_cell(second, value, as_text=True) for value in line])
    _save(book, path)
    return count


def write_rejects(path: Path, reading: InventoryReading, warnings: Sequence[Mapping[str, object]]) -> int:
    """The rows of a reading that did not go in, each with its reasons; how many there are."""
    reasons: dict[object, list[str]] = {}
    for warning in warnings:
        reasons.setdefault(warning["row"], []).append(str(warning["text"]))
    fields = sorted({name for row in reading.rejected for name in row[6] if name not in ("other", "flags")})
    rows = (
        [row[0], *(row[6].get(name, "") for name in fields), " ".join(reasons.get(row[0], ()))]
        for row in reading.rejected
    )
    headings = [_("Row"), *fields, _("Why it did not go in")]
    return write_table(path, headings, rows, text_columns=range(1, len(headings)), title=_("Rejected rows"))


def write_sheets(path: Path, sheets: Iterable[tuple[str, Iterable[Sequence[object]], frozenset[int]]]) -> None:
    """Several sheets, cells as they are: texts as text, numbers as numbers, dates as dates; never a formula.

    ``sheets``: name, rows, and the places of rows that are headings.

    Raises:
        Refused: `file.not-writable`.
    """
    book = Workbook(write_only=True)
    for name, rows, heads in sheets:
        sheet = book.create_sheet(_sheet_name(name))
        for place, row in enumerate(rows):
            made = [None if value is None else _as_it_is(sheet, value) for value in row]
            sheet.append([_bold(cell) if cell and place in heads else cell for cell in made])
    if not book.worksheets:
        book.create_sheet("Sheet")
    _save(book, path)


def put_in_place(path: Path, content: bytes) -> None:
    """Write a file; it is there whole or not at all.

    Raises:
        Refused: `file.not-writable`.
    """
    _put(path, lambda file: file.write(content))


def _as_it_is(sheet: WriteOnlyWorksheet, value: object) -> WriteOnlyCell:
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return WriteOnlyCell(sheet, value)
    return _cell(sheet, value, as_text=False)


def _bold(cell: WriteOnlyCell) -> WriteOnlyCell:
    cell.font = Font(bold=True)
    cell.fill = _HEADING_FILL
    return cell


def _heading(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text, as_text=True)
    cell.font = Font(bold=True)
    cell.fill = _HEADING_FILL
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: object, *, as_text: bool) -> WriteOnlyCell:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not as_text:
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _NOT_XML.sub("\ufffd", str(value))[:LONGEST_CELL])
    cell.data_type = "s"  # else a text that begins with = would be a formula
    cell.number_format = TEXT
    return cell


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Sheet"


def _save(book: Workbook, path: Path) -> None:
    _put(path, book.save)


def _put(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    try:
        handle, made = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
