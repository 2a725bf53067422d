"""A plain import of what only a look at the whole of a sheet understands says what the workbench says."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from stockpile.exchange.inventory import read_inventory
from stockpile.office import Office, Session

HEADINGS = ("Station", "Item name", "Serial number", "Quantity")


def _groups(sheet: object) -> None:
    for title, first in (("Harbour", 0), ("Airfield", 3)):
        sheet.append([title])
        for at in range(first, first + 3):
            sheet.append([None, "RIFLE,7.62 MILLIMETER", f"NW-{at:04d}", 1])


def _gaps(sheet: object) -> None:
    for at in range(6):
        sheet.append(["Airfield" if at == 3 else None if at else "Harbour", "RIFLE,7.62 MILLIMETER", f"NW-{at:04d}", 1])


def _merged(sheet: object) -> None:
    for at in range(6):
        sheet.append(
            ["Harbour" if at < 5 else "Airfield", "RIFLE,7.62 MILLIMETER" if at < 5 else None, f"NW-{at:04d}", 1]
        )
    sheet.merge_cells("B6:B7")


@pytest.mark.parametrize("lay_out", [_groups, _gaps, _merged])
def test_a_sheet_that_is_laid_out_in_groups(lay_out: object, office: Office, anna: Session, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    lay_out(sheet)
    path = tmp_path / "laid-out.xlsx"
    book.save(path)
    with office.workbench.open([path], anna) as work:
        wanted = work.check().counts
    assert wanted.weapons == wanted.with_serial == 6
    answer = office.import_inventory(path, by=anna, authority="as it is laid out")
    assert (answer.rows, answer.new, answer.weapons, answer.rejected) == (wanted.rows, 6, 6, 0)
    kept = office.reading.pieces([each.id for each in office.reading.weapons()])
    told = [str(piece.state.get("place") or piece.state["other"]["Group"]) for piece in kept]
    assert told == ["Harbour"] * (5 if lay_out is _merged else 3) + ["Airfield"] * (1 if lay_out is _merged else 3)
    assert {str(piece.state["item"]) for piece in kept} == {"RIFLE,7.62 MILLIMETER"}
    assert office.import_inventory(path, by=anna).voucher is None


def test_a_plain_table_is_read_row_by_row(anna: Session, tmp_path: Path) -> None:
    """A remark at its foot, a merged title above it and a total that spans columns do not make it another."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Inventory of the harbour"])
    sheet.append(list(HEADINGS))
    for at in range(6):
        sheet.append(["Harbour", "RIFLE,7.62 MILLIMETER", f"NW-{at:04d}", 1])
    sheet.append(["Total", None, None, 6])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A9:C9")
    path = tmp_path / "plain.xlsx"
    book.save(path)
    with read_inventory(path, row_by_row=False) as reading:
        assert sum(map(len, reading)) == 6
