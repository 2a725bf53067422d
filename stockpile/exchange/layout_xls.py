"""What an .xls says of its rows and columns beside its cells: records of BIFF8 in a compound file."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

_BOUND_SHEET, _ROW, _COLUMNS, _EOF = 0x85, 0x208, 0x7D, 0x0A
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01

Hidden = dict[str, tuple[list[int], list[int]]]  # rows and columns from 1, by the name of the sheet


def hidden_in(content: bytes) -> Hidden:
    """The hidden rows and columns of every sheet.

    Raises:
        OSError, ValueError, struct.error: it is no workbook.
    """
    book = _book(content)
    found: Hidden = {}
    for kind, record in _records(book, 0):
        if kind == _BOUND_SHEET:
            start = struct.unpack_from("<I", record)[0]
            found[_name(record)] = _of_sheet(book, start)
    return found


def _of_sheet(book: bytes, start: int) -> tuple[list[int], list[int]]:
    rows: list[int] = []
    columns: list[int] = []
    for kind, record in _records(book, start):
        if kind == _ROW and record[12] & _ROW_HIDDEN:
            rows.append(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and record[8] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", record)
            columns += range(first + 1, min(last, 255) + 2)
    return sorted(rows), sorted(columns)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the book, to its end."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _EOF:
            return
        if kind in (_BOUND_SHEET, _ROW, _COLUMNS):
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _name(record: bytes) -> str:
    length, wide = record[6], record[7] & 1
    return record[8:].decode("utf-16-le" if wide else "latin-1")[:length]


def _book(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as compound:
        name = next((each for each in ("Workbook", "Book") if compound.exists(each)), None)
        if name is None:
            raise ValueError("no workbook in it")
        return bytes(compound.openstream(name).read())
