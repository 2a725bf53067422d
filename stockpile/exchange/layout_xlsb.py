"""What the parts of an .xlsb say beside their cells: records of BIFF12."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ROW, _COLUMNS, _MERGED, _BOUND_SHEET = 0, 60, 176, 156
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_MOST_COLUMNS = 16_384
_NONE = 0xFFFFFFFF  # the length of a text that is not there


def sheets_of(book: bytes) -> list[tuple[str, str]]:
    """Name and relation of every sheet that the part of the book lists."""
    found = []
    for record in (record for kind, record in _records(book) if kind == _BOUND_SHEET):
        relation, at = _text(record, 8)
        name, _at = _text(record, at)
        found.append((name, relation))
    return found


def look(part: bytes) -> tuple[list[int], list[int], list[list[int]]]:
    """Hidden rows, hidden columns and merged cells of the part of a sheet, from 1.

    Raises:
        struct.error, IndexError: it is cut off.
    """
    rows: list[int] = []
    columns: list[int] = []
    merged: list[list[int]] = []
    for kind, record in _records(part):
        if kind == _ROW:
            if record[11] & _ROW_HIDDEN:
                rows.append(struct.unpack_from("<I", record)[0] + 1)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", record)
            if record[16] & _COLUMN_HIDDEN:
                columns += range(first + 1, min(last, _MOST_COLUMNS - 1) + 2)
        else:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            merged.append([top + 1, left + 1, bottom + 1, right + 1])
    return rows, columns, merged


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records that are asked for; kinds and lengths are numbers of seven bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | part[at] << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:  # noqa: PLR2004 - four bytes at most
                break
        if kind in (_ROW, _COLUMNS, _MERGED, _BOUND_SHEET):
            yield kind, part[at : at + length]
        at += length


def _text(record: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", record, at)[0]
    if length == _NONE:
        return "", at + 4
    end = at + 4 + 2 * length
    return record[at + 4 : end].decode("utf-16-le"), end
