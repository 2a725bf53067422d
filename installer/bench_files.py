"""A workbook of any length, written without a library: 15 columns of text, whole numbers and dates."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HEADINGS = (
    "Manufacturer", "Model", "Serial number", "Country of manufacture", "Category", "Calibre", "Year", "Asset number",
    "Condition", "Received", "Station", "Item name", "Quantity", "Unit value", "Remarks",
)  # fmt: skip
_MODELS = (
    ("Kestrel Works", "KR-4", "CH", "assault rifle", "5.56x45mm NATO", "RIFLE,5.56 MILLIMETER"),
    ("Adler & Sohn", "Modell 9", "DE", "revolver or self-loading pistol", "9x19mm Parabellum", "PISTOL,9 MILLIMETER"),
    ("Fabrique du Lac", "FL-58", "BE", "rifle or carbine", "7.62x51mm NATO", "RIFLE,7.62 MILLIMETER"),
    ("Northgate", "NG-2", "US", "", "", "SIGHT,REFLEX"),
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
    'PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    "</Types>"
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{0}/{1}" Target="{2}"/>{3}</Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
    '<sheet name="Inventory" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STYLES = (
    f'<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def make_workbook(path: Path, rows: int) -> None:
    """Write a workbook with so many rows below its headings; the same each time."""
    styles = f'<Relationship Id="rId2" Type="{_RELATION}/styles" Target="styles.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS.format(_RELATION, "officeDocument", "xl/workbook.xml", ""))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELS.format(_RELATION, "worksheet", "worksheets/sheet1.xml", styles)
        )
        archive.writestr("xl/styles.xml", _STYLES)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for chunk in _chunks(rows):
                sheet.write(chunk.encode())
            sheet.write(b"</sheetData></worksheet>")


def _chunks(rows: int) -> Iterator[str]:
    rng = random.Random(7)  # noqa: S311 - the same each time
    letters = "ABCDEFGHIJKLMNO"
    lines = [_row(1, list(HEADINGS), letters)]
    for number in range(rows):
        lines.append(_row(number + 2, _cells(number, rng), letters))
        if len(lines) == 5_000:  # noqa: PLR2004 - some megabytes at a time
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _cells(number: int, rng: random.Random) -> list[object]:
    maker, model, country, category, calibre, item = _MODELS[min(int(rng.random() * 3.1), 3)]
    weapon = bool(category)
    serial = f"{'KLMN'[number % 4]}{number:07d}" if weapon else ""
    received = 30_000 + number % 15_000  # days since 1900: a date by its style
    condition = ("serviceable", "repairable", "unserviceable")[number % 3]
    return [
        maker, model, serial, country, category, calibre, str(1960 + number % 60), f"A-{number:07d}", condition, (received,),
        f"Station {number % 80}", item, 1 if weapon else 1 + number % 9, 100 + number % 400, "checked" if number % 9 else "",
    ]  # fmt: skip


def _row(number: int, cells: list[object], letters: str) -> str:
    return f'<row r="{number}">' + "".join(map(_cell, (f"{letter}{number}" for letter in letters), cells)) + "</row>"


def _cell(place: str, value: object) -> str:
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[0]}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else ""
