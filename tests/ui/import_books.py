"""Made-up inventories for the tests of the import workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEADINGS = ("Manufacturer", "Model", "Serial number", "Country of manufacture", "Calibre", "Received", "Station")


def rifle(number: int, **said: object) -> list[object]:
    """A row of an inventory."""
    row: dict[str, object] = {
        "maker": "H&K",
        "model": "G3A3",
        "serial": f"IM-{number:05d}",
        "country": "DE",
        "calibre": "7.62x51mm NATO",
        "received": f"2019-03-{number % 27 + 1:02d}",
        "station": "North",
    }
    return list({**row, **said}.values())


def book(
    path: Path, *rows: Sequence[object], headings: Sequence[object] = HEADINGS, **others: Sequence[Sequence[object]]
) -> Path:
    """Write a workbook: a sheet of rifles, and others by name."""
    made = Workbook()
    sheet = made.active
    sheet.title = "Rifles"
    for row in (headings, *rows):
        sheet.append(list(row))
    for title, lines in others.items():
        further = made.create_sheet(title)
        for line in lines:
            further.append(list(line))
    made.save(path)
    return path
