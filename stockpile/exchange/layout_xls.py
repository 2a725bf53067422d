"""What an .xls says of its rows and columns beside its cells: records of BIFF8 in a compound file."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER, _SECTORS = 512, 109  # bytes; sectors of the table that the header names
_END = 0xFFFFFFFA  # numbers from here on name no sector
_ENTRY = 128  # bytes of the directory
_SMALL = 4_096  # bytes; shorter streams lie elsewhere, and no workbook is one

_BOUND_SHEET, _ROW, _COLUMNS, _EOF = 0x85, 0x208, 0x7D, 0x0A
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01

Hidden = dict[str, tuple[list[int], list[int]]]  # rows and columns from 1, by the name of the sheet


def hidden_in(content: bytes) -> Hidden:
    """The hidden rows and columns of every sheet.

    Raises:
        ValueError, struct.error: it is no workbook.
    """
    book = _stream(content, ("Workbook", "Book"))
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


def _stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """A stream of a compound file, by its name."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise ValueError("no compound file")
    size = 1 << shift
    table = _table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, long = struct.unpack_from("<II", directory, at + 116)
        if name in names and long >= _SMALL:
            return _chain(content, table, start, size)[:long]
    raise ValueError("no workbook in it")


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    named = list(struct.unpack_from(f"<{_SECTORS}I", content, 76))
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if more >= _END:
            break
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        named += part[:-1]
        more = part[-1]
    found: list[int] = []
    for sector in named:
        if sector < _END:
            found += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return found


def _chain(content: bytes, table: list[int], sector: int, size: int) -> bytes:
    """The sectors of a stream, one after the other; one that goes in a circle ends."""
    pieces: list[bytes] = []
    while sector < len(table) and len(pieces) <= len(table):
        pieces.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)
