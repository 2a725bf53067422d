"""Every public sample, and files made to hurt: an answer or a clear refusal, and the program lives."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest
from shared import SHARED, shared

from stockpile.domain.errors import Refused
from stockpile.exchange.inventory import read_inventory, read_weapon_list
from stockpile.exchange.workbook import write_table
from stockpile.wording import TEXTS, text_of

INVENTORIES = {
    "property_book_ND.xlsx": "ND.xlsx",
    "property_book_ID.xlsx": "ID.xlsx",
    "property_book_FL.xlsx": "FL.xlsx",
    "ne_1033_data.xlsx": "ne_1033_data.xlsx",
    "ks_1033_data.csv": "ks_1033_data.csv",
}
MESSY = sorted(each for each in (SHARED / "samples" / "messy").rglob("*") if each.is_file() and each.suffix != ".json")


def read(path, **asked):
    with read_inventory(path, **asked) as reading:
        rows = [row for chunk in reading for row in chunk]
    return reading, rows


@pytest.mark.parametrize("name", INVENTORIES)
def test_property_books_and_lists_come_out_as_they_are(name):
    wanted = json.loads(shared("samples", "EXPECTED.json").read_text())[INVENTORIES[name]]
    reading, rows = read(shared("samples", "inventories", name))
    assert len(rows) == reading.rows == wanted["data_lines"]
    assert reading.quantity_total == wanted["quantity_total"]
    assert round(reading.value_total, 2) == wanted.get("total_cost", 0)
    weapons = [row for row in rows if row[1] == "weapon"]
    assert len(weapons) == wanted["weapon_units"]
    assert len({row[2] for row in rows}) == len(rows)
    assert all(total["agrees"] for total in reading.control_totals)
    if name in ("property_book_ND.xlsx", "property_book_ID.xlsx"):
        assert {total["what"] for total in reading.control_totals} >= {"Quantity", "Total Cost"}


@pytest.mark.parametrize("state", ["Alaska", "CNMI", "Guam", "Vermont", "Virgin_Islands"])
def test_the_five_states_of_2020(state):
    wanted = json.loads(shared("samples", "EXPECTED.json").read_text())["leso2020"][f"{state.replace('_', ' ')}.csv"]
    reading, rows = read(shared("samples", "inventories", f"leso2020_{state}.csv"))
    assert (len(rows), reading.quantity_total, reading.value_total) == (
        wanted["data_lines"],
        wanted["units"],
        wanted["value"],
    )
    assert sum(row[1] == "weapon" for row in rows) == wanted["weapon_lines"]


def test_a_workbook_of_pivots_offers_its_data():
    reading, rows = read(shared("samples", "inventories", "mraps_by_county_pivots.xlsx"))
    assert reading.tables[0]["sheet"] == "cleaned data"
    assert len(rows) == 605
    assert {row[1] for row in rows} == {"equipment"}


@pytest.mark.parametrize("path", MESSY, ids=lambda path: f"{path.parent.name}/{path.name[:40]}")
def test_every_messy_file_is_read_or_refused_in_words(path):
    refusal = refusal_of(path)
    if refusal is not None:
        assert refusal.code in TEXTS, refusal.code
        assert "…" not in text_of(refusal)


def refusal_of(path):
    try:
        read(path)
    except Refused as refusal:
        return refusal
    return None


def test_messy_samples_are_there_or_said_to_be_absent():
    assert shared("samples", "messy").is_dir()
    assert MESSY


def workbook(path, rows, **options):
    write_table(path, ("Item", "Serial number", "Qty"), rows, text_columns=(0, 1), **options)
    return path


def test_preamble_footer_and_totals_are_found_and_nothing_is_dropped_silently(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["PROPERTY BOOK"], [], ["printed", "2026-01-05"], ["Item Name", "Serial No", "Quantity"],
        ["RIFLE,5.56 MILLIMETER", "A1", 1], ["RIFLE,5.56 MILLIMETER", "A2", 1], [], ["Item Name", "Serial No", "Quantity"],
        ["MAGAZINE,CARTRIDGE", "NA", 40], ["Summary", None, 43], ["Page 1"],
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    reading, rows = read(path)
    assert reading.tables[0]["header_row"] == 4
    assert [row[0] for row in rows] == [5, 6, 9]
    assert [row[1] for row in rows] == ["weapon", "weapon", "equipment"]
    assert "serial" not in rows[2][6]
    assert reading.control_totals == [{"what": "Quantity", "stated": 43.0, "counted": 42.0, "agrees": False}]
    assert {each["why"] for each in reading.left_out} >= {"above the table", "total", "header again"}


def test_serials_stay_as_they_are_written(tmp_path):
    serials = ["007", "1E5", "=1+1", "-12", "АК 47", "١٢٣", "1234567890123456789", "  A 1  "]
    path = workbook(tmp_path / "serials.xlsx", [("RIFLE", serial, 1) for serial in serials])
    _reading, rows = read(path)
    assert [row[6]["serial"] for row in rows] == [serial.strip() for serial in serials]
    assert read_weapon_list(path) == [serial.strip() for serial in serials]


def test_a_number_stored_as_serial_keeps_its_digits(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Item", "Serial number", "Qty"], ["RIFLE", 1234567, 1], ["RIFLE", 12.0, 1]):
        book.active.append(row)
    path = tmp_path / "numbers.xlsx"
    book.save(path)
    assert [row[6]["serial"] for row in read(path)[1]] == ["1234567", "12"]


def test_what_is_written_is_never_a_formula(tmp_path):
    path = workbook(tmp_path / "formula.xlsx", [("=cmd|' /C calc'!A0", "=1+1", 1), ("@x", "+1", 2)])
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert cells[1].value == "=1+1"


def test_several_weapons_in_a_row_stay_a_lot_or_are_told_apart_where_asked(tmp_path):
    path = workbook(tmp_path / "lots.xlsx", [("RIFLE,5.56 MILLIMETER", "", 3)])
    assert [(row[1], row[4]) for row in read(path)[1]] == [("lot", 3.0)]
    assert [(row[1], row[4]) for row in read(path, expand=True)[1]] == [("weapon", 1.0)] * 3


def test_a_mapping_and_a_sheet_can_be_named(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("what;code\nRIFLE;X1\nPISTOL;X2\n", encoding="utf-8")
    _reading, rows = read(path, mapping={"item": "what", "serial": "code"})
    assert [row[6]["serial"] for row in rows] == ["X1", "X2"]
    book = workbook(tmp_path / "book.xlsx", [("RIFLE", "A1", 1)], title="Rifles")
    assert len(read(book, sheet="Rifles")[1]) == 1
    with pytest.raises(Refused, match="no-sheet"):
        read(book, sheet="Pistols")


def hostile(path: Path, *cells: str) -> Path:
    """A small workbook whose sheet holds just these cells."""
    workbook(path, [("RIFLE", "A1", 1)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = "".join(
        f'<row r="{cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{cell}" t="n"><v>1</v></c></row>' for cell in cells
    )
    head = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    name = next(name for name in parts if "worksheets/" in name)
    parts[name] = f"{head}{rows}</sheetData></worksheet>".encode()
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


def test_a_five_kilobyte_file_that_claims_all_cells_kills_no_one(tmp_path):
    with pytest.raises(Refused) as refused:
        read(hostile(tmp_path / "sparse.xlsx", "A1", "XFD1048576"))
    assert refused.value.code in ("file.extent", "file.too-large")


def test_bombs_entities_and_wrong_files_are_refused(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    for content, code in (
        (b"", "file.empty"), (b"%PDF-1.7\n", "file.not-a-spreadsheet"), (b"<html><table></table>", "file.not-a-spreadsheet"),
        (b"PK\x03\x04 broken", "file.damaged"), (bytes(range(256)) * 9, "file.not-a-spreadsheet"),
    ):  # fmt: skip
        path = tmp_path / "file.xlsx"
        path.write_bytes(content)
        with pytest.raises(Refused) as refused:
            read(path)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        read(bomb)
    assert refused.value.code == "file.hostile"
    with pytest.raises(Refused, match="absent"):
        read(tmp_path / "nowhere.xlsx")


def test_a_reading_can_be_cancelled(tmp_path):
    path = workbook(tmp_path / "long.xlsx", [("RIFLE", f"A{number}", 1) for number in range(20_000)])
    cancel = threading.Event()
    with read_inventory(path, cancel=cancel) as reading:
        chunks = iter(reading)
        next(chunks)
        cancel.set()
        with pytest.raises(Refused, match="cancelled"):
            list(chunks)
