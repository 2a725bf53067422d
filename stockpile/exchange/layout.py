"""What a workbook says beside its cells: hidden rows and columns, merged cells, and of an .xlsx pivot tables and pictures.

Readers of cells pass over all of this. It is found by looking through the parts, in the child; a part that is too large
for a look is passed over, and then nothing is said of it.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass, field
from html import unescape  # of XML's own five names
from pathlib import Path
from typing import BinaryIO

from stockpile.exchange import layout_ods, layout_xls, layout_xlsb
from stockpile.exchange.guard import Format

_LARGEST = 150_000_000  # bytes of a part of an .xlsx that is looked through
_LARGEST_WALKED = 40_000_000  # bytes of one that is walked through record by record
_BLOCK = 1 << 20
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"', re.DOTALL)
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*?\shidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*?hidden="(?:1|true)")[^>]*>')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MOST = 20_000  # of a kind that are told


@dataclass(slots=True)
class Layout:
    """Of one sheet; rows and columns from 1.

    Attributes:
        merged: first row, first column, last row, last column of cells that are drawn as one.
        pivot, drawing: whether a pivot table, or a chart or picture, stands on it.
    """

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)
    pivot: bool = False
    drawing: bool = False

    def described(self) -> dict[str, object]:
        """As the child sends it."""
        return {
            "hidden_rows": self.hidden_rows[:_MOST],
            "hidden_columns": self.hidden_columns[:_MOST],
            "merged": self.merged[:_MOST],
            "pivot": self.pivot,
            "drawing": self.drawing,
        }


def layout_of(file: Path | BinaryIO, kind: Format = Format.XLSX) -> dict[str, Layout]:
    """The layout of every sheet by its name; what cannot be read is left out. Of an .xls, without merged cells."""
    try:
        return _LOOKS[kind](file) if kind in _LOOKS else {}
    except (zipfile.BadZipFile, OSError, LookupError, RuntimeError, EOFError, ValueError, struct.error):
        return {}


def _of_xlsx(file: Path | BinaryIO) -> dict[str, Layout]:
    with zipfile.ZipFile(file) as archive:
        return {name: _layout(archive, part) for name, part in _parts(archive).items()}


def _of_xlsb(file: Path | BinaryIO) -> dict[str, Layout]:
    found = {}
    with zipfile.ZipFile(file) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        book = names["xl/workbook.bin"]
        targets = {each[b"Id"]: each[b"Target"].decode() for each in _relations(archive, book)}
        for name, relation in layout_xlsb.sheets_of(archive.read(book)):
            part = names.get(_absolute(targets.get(relation.encode(), "")).lower())
            if part and archive.getinfo(part).file_size <= _LARGEST_WALKED:
                found[name] = Layout(*layout_xlsb.look(archive.read(part)))
    return found


def _of_xls(file: Path | BinaryIO) -> dict[str, Layout]:
    content = file.read_bytes() if isinstance(file, Path) else file.read()
    if len(content) > _LARGEST_WALKED:
        return {}
    return {name: Layout(rows, columns) for name, (rows, columns) in layout_xls.hidden_in(content).items()}


def _of_ods(file: Path | BinaryIO) -> dict[str, Layout]:
    with zipfile.ZipFile(file) as archive:
        if archive.getinfo("content.xml").file_size > _LARGEST_WALKED:
            return {}
        content = archive.read("content.xml")
    return {each.name: Layout(each.hidden_rows, each.hidden_columns, each.merged) for each in layout_ods.look(content)}


_LOOKS = {Format.XLSX: _of_xlsx, Format.XLSB: _of_xlsb, Format.XLS: _of_xls, Format.ODS: _of_ods}


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheets by name, and the part of the archive that each stands in."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    book = names["xl/workbook.xml"]
    targets = {found[b"Id"]: found[b"Target"].decode() for found in _relations(archive, book)}
    found = {}
    for name, relation in _SHEET.findall(archive.read(book)):
        target = targets.get(relation, "")
        part = names.get(_absolute(target).lower())
        if part:
            found[unescape(name.decode())] = part
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> list[dict[bytes, bytes]]:
    folder, _slash, name = part.rpartition("/")
    related = f"{folder}/_rels/{name}.rels"
    if related not in archive.namelist():
        return []
    return [dict(_ATTRIBUTE.findall(each)) for each in _RELATION.findall(archive.read(related))]


def _layout(archive: zipfile.ZipFile, part: str) -> Layout:
    kinds = [found.get(b"Type", b"").rpartition(b"/")[2] for found in _relations(archive, part)]
    layout = Layout(pivot=b"pivotTable" in kinds, drawing=b"drawing" in kinds)
    if archive.getinfo(part).file_size > _LARGEST:
        return layout
    with archive.open(part) as opened:
        rest = b""
        while block := opened.read(_BLOCK):
            text = rest + block
            cut = text.rfind(b"<")  # no element is looked at twice, none is cut
            _look(text[:cut], layout)
            rest = text[cut:]
        _look(rest, layout)
    return layout


def _look(text: bytes, layout: Layout) -> None:
    if b"hidden=" in text:
        layout.hidden_rows += map(int, _HIDDEN_ROW.findall(text))
        for element in _HIDDEN_COLUMN.findall(text):
            said = dict(_ATTRIBUTE.findall(element))
            layout.hidden_columns += range(int(said[b"min"]), min(int(said[b"max"]), int(said[b"min"]) + _MOST) + 1)
    if b"mergeCell " in text:
        layout.merged += [
            [int(top), _column(left), int(bottom), _column(right)] for left, top, right, bottom in _MERGED.findall(text)
        ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
