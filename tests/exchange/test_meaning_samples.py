"""The public samples come out as EXPECTED.json says."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook
from shared import shared

from stockpile.exchange.meaning import Understanding

BOOKS = [
    ("property_book_ND.xlsx", "ND.xlsx"),
    ("property_book_ID.xlsx", "ID.xlsx"),
    ("property_book_FL.xlsx", "FL.xlsx"),
    ("ne_1033_data.xlsx", "ne_1033_data.xlsx"),
    ("ks_1033_data.csv", "ks_1033_data.csv"),
]
LISTS = ["Virgin Islands.csv", "CNMI.csv", "Alaska.csv", "Vermont.csv", "Guam.csv"]


def expected(name):
    everything = json.loads(shared("samples", "EXPECTED.json").read_text(encoding="utf-8"))
    return everything.get(name) or everything["leso2020"][name]


def cells(name):
    path = shared("samples", "inventories", name)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row) for row in csv.reader(file)]
    book = CalamineWorkbook.from_path(str(path))
    return [tuple(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]


def read(name, wanted):
    """All rows of a sample below its heading row and above its footer."""
    rows = cells(name)
    header = wanted.get("header_row", 1)
    end = len(rows) - len(wanted.get("non_data_rows_after_header", []))
    body = rows[header:end]
    understanding = Understanding([str(cell) for cell in rows[header - 1]], body[:1000])
    return understanding, list(understanding.rows(enumerate(body, header + 1)))


def count(rows, fact):
    return dict(Counter(row[6].get(fact) for row in rows))


@pytest.mark.parametrize(("name", "key"), BOOKS)
def test_books(name, key):
    wanted = expected(key)
    understanding, rows = read(name, wanted)
    weapons = [row for row in rows if row[1] == "weapon"]
    assert understanding.looks_like_inventory
    assert understanding.warnings == []
    assert len(rows) == wanted["data_lines"]
    assert sum(row[4] for row in rows) == wanted["quantity_total"]
    assert len(weapons) == wanted["weapon_lines"]
    assert sum(row[4] for row in weapons) == wanted["weapon_units"]
    assert not [row for row in rows if row[1] in ("lot", "rejected")]
    assert len({row[2] for row in rows}) == len(rows)
    if "total_cost" in wanted:
        assert round(sum(row[5] for row in rows), 2) == wanted["total_cost"]
    if "weapons_by_model" in wanted:
        assert count(weapons, "model") == wanted["weapons_by_model"]
    if "weapons_by_nsn" in wanted:
        assert count(weapons, "nsn") == wanted["weapons_by_nsn"]
    places = wanted.get("stations") or wanted["counties"]
    assert len({row[6]["place"] for row in rows}) == places
    if "identical_lines" in wanted:
        assert len(rows) - len({row[3] for row in rows}) == wanted["identical_lines"]
    if "ship_date_range" in wanted:
        dates = [row[6]["received_on"] for row in rows if "received_on" in row[6]]
        assert [min(dates), max(dates)] == wanted["ship_date_range"]
    if "nsn_not_13_digits" in wanted:
        local = [row for row in rows if "local-stock-number" in row[6].get("flags", [])]
        assert len(local) == wanted["nsn_not_13_digits"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_2020(name):
    wanted = expected(name)
    understanding, rows = read(f"leso2020_{name.replace(' ', '_')}", wanted)
    weapons = [row for row in rows if row[1] == "weapon"]
    assert understanding.warnings == []
    assert len(rows) == wanted["data_lines"]
    assert sum(row[4] for row in rows) == wanted["units"]
    assert round(sum(row[5] for row in rows), 2) == wanted["value"]
    assert len(weapons) == wanted["weapon_lines"]
    assert sum(row[4] for row in weapons) == wanted["weapon_units"]
    assert len({row[6]["place"] for row in rows}) == wanted["stations"]
    assert len(rows) - len({row[3] for row in rows}) == wanted["identical_lines"]
    assert all("received_on" in row[6] for row in rows)


def test_every_date_of_kansas_is_month_first():
    rows = cells("ks_1033_data.csv")
    at = rows[0].index("ship_date")
    _, read_rows = read("ks_1033_data.csv", expected("ks_1033_data.csv"))
    for raw, row in zip(rows[1:], read_rows, strict=True):
        month, day, year = (int(part) for part in raw[at].split()[0].split("/"))
        assert row[6]["received_on"] == f"{year:04d}-{month:02d}-{day:02d}"


@pytest.mark.parametrize("name", ["property_book_ND.xlsx", "ks_1033_data.csv"])
def test_reading_again_gives_the_same_keys_and_digests(name):
    wanted = expected(name.removeprefix("property_book_"))
    assert read(name, wanted)[1] == read(name, wanted)[1]


def test_pivots_and_scrap_are_no_inventories():
    for name, at, header in (("mraps_by_county_pivots.xlsx", 0, 3), ("dla_scrap_by_site.xls", 0, 1)):
        book = CalamineWorkbook.from_path(str(shared("samples", "inventories", name)))
        rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
        assert not Understanding([str(cell) for cell in rows[header - 1]], rows[header:500]).looks_like_inventory
