"""What rows mean: sorts, keys, facts and warnings."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.errors import Refused
from stockpile.exchange.meaning import MOST_WARNINGS, Understanding

REGISTER = ["Serial No", "Manufacturer", "Model", "Country", "Qty"]


def read(headings, *rows, expand=False, mapping=None):
    understanding = Understanding(headings, rows, mapping, expand)
    return understanding, list(understanding.rows(enumerate(rows, 2)))


def codes(understanding):
    return [(row, code) for row, _, code, _ in understanding.warnings]


def test_a_weapon_with_a_serial():
    _, rows = read(REGISTER, ("007 a", "Colt", "M16A1", "USA", 1))
    number, sort, key, digest, quantity, value, facts = rows[0]
    assert (number, sort, key, quantity, value) == (2, "weapon", "s:COLT|M16A1|007 A|US", 1.0, 0.0)
    assert len(digest) == 20
    assert facts == {
        "serial": "007 a",
        "maker": "Colt",
        "model": "M16A1",
        "country": "US",
        "category": "assault rifle",
        "calibre": "5.56x45mm NATO",
    }


def test_serials_are_text_whatever_the_cell_holds():
    _, rows = read(REGISTER, (12345.0, "", "M16", "", 1), ("00123", "", "M16", "", 1), (77, "", "M16", "", 1))
    assert [row[6]["serial"] for row in rows] == ["12345", "00123", "77"]


def test_damaged_serials_are_said():
    understanding, rows = read(
        REGISTER, ("1.23E+11", "", "M16", "", 1), (1.5e18, "", "M16", "", 1), ("A1", "", "M16", "", 1)
    )
    assert codes(understanding) == [(2, "serial-damaged"), (3, "serial-damaged")]
    assert ["serial-damaged" in row[6].get("flags", []) for row in rows] == [True, True, False]


@pytest.mark.parametrize("text", ["N/A", "-", "0000", "unknown", "XXX"])
def test_placeholders_are_no_serials_and_are_kept(text):
    _, rows = read(REGISTER, (text, "Colt", "M16A1", "US", 1))
    assert rows[0][1] == "weapon"
    assert "serial" not in rows[0][6]
    assert rows[0][6]["other"] == {"Serial No": text}
    assert rows[0][6]["flags"] == ["no-serial"]
    assert rows[0][2].startswith("r:")


def test_lots_stay_lots():
    _, rows = read(REGISTER, ("", "Colt", "M16A1", "US", 5))
    assert (rows[0][1], rows[0][4]) == ("lot", 5.0)


def test_lots_can_be_taken_apart():
    headings = ["Item", "Quantity", "Total Cost"]
    _, rows = read(headings, ("RIFLE,5.56 MILLIMETER", 4, 100.0), ("VEST", 9, 90.0), expand=True)
    assert [(row[1], row[4], row[5]) for row in rows] == [("weapon", 1.0, 25.0)] * 4 + [("equipment", 9.0, 90.0)]
    assert len({row[2] for row in rows}) == 5


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("A1", "", "M16", "", 2), "serial-with-quantity"),
        (("A1", "", "M16", "", "many"), "quantity-unreadable"),
        (("A1", "", "M16", "", -1), "quantity-negative"),
        (("A1", "", "M16", "", 0), "quantity-zero"),
        (("", "", "M16", "", 1.5), "quantity-fraction"),
    ],
)
def test_what_cannot_be_counted_is_rejected(row, code):
    understanding, rows = read(REGISTER, ("B1", "", "M16", "", 1), ("B2", "", "M16", "", 1), row)
    assert [each[1] for each in rows] == ["weapon", "weapon", "rejected"]
    assert codes(understanding) == [(4, code)]
    assert understanding.warnings[0][1] in REGISTER


def test_a_piece_named_twice_is_rejected():
    one = ("A1", "Colt", "M16A1", "US", 1)
    understanding, rows = read(REGISTER, one, one, ("a1", "COLT", "M16A1", "USA", 1), ("A1", "FN", "M16A1", "US", 1))
    assert [row[1] for row in rows] == ["weapon", "rejected", "rejected", "weapon"]
    assert codes(understanding) == [(3, "duplicate-in-file"), (4, "identity-in-file")]
    assert understanding.warnings[0][3] == {"serial": "A1", "first_row": 2}
    assert len({row[2] for row in rows}) == 4


def test_look_alikes_are_never_merged():
    _, rows = read(REGISTER, *((serial, "Colt", "M16A1", "US", 1) for serial in ("O1", "01", "0I", "А1", "A1")))
    assert [row[1] for row in rows] == ["weapon"] * 5


def test_a_piece_is_found_again_across_chunks():
    rows = [(f"N{n}", "Colt", "M16A1", "US", 1) for n in range(4500)]
    understanding, found = read(REGISTER, *rows, rows[7])
    assert [row[1] for row in found].count("weapon") == 4500
    assert codes(understanding) == [(4502, "duplicate-in-file")]


def test_asset_numbers_make_keys_that_count():
    headings = ["Property Number", "Item Name", "Quantity"]
    _, rows = read(headings, ("P1", "RIFLE", 1), ("P2", "VEST", 3), ("P1", "RIFLE", 1), ("-", "RIFLE", 1))
    assert [row[2] for row in rows[:3]] == ["a:P1", "a:P2", "a:P1#2"]
    assert rows[3][2].startswith("r:")


def test_keys_do_not_depend_on_row_numbers_or_other_columns():
    first = read(["Row", "Item Name", "Quantity"], *[(n, "RIFLE", 1) for n in range(1, 6)])[1]
    later = read(["Row", "Item Name", "Quantity"], *[(n, "RIFLE", 1) for n in range(9)])[1]
    assert [row[2] for row in later[:5]] == [row[2] for row in first]
    assert [row[3] for row in later[:5]] == [row[3] for row in first]
    noted = read(["Item Name", "Quantity", "Colour"], *[("RIFLE", 1, "black")] * 5)[1]
    assert [row[2] for row in noted] == [row[2] for row in first]
    assert {row[3] for row in noted}.isdisjoint(row[3] for row in first)


def test_the_order_of_columns_does_not_matter():
    rows = [("A1", "Colt", "M16A1", "US", 1), ("A2", "FN", "FAL", "BE", 1)]
    turned = [row[::-1] for row in rows]
    assert [row[1:] for row in read(REGISTER, *rows)[1]] == [row[1:] for row in read(REGISTER[::-1], *turned)[1]]


def test_text_stays_and_nothing_is_lost():
    headings = ["Serial No", "Model", "Location", "Colour", "State", "Remarks", "Category"]
    _, rows = read(headings, (" A-1 ", "M16A1", "Rack 1 / B", "black ", "ND", "ok", "long gun"))
    facts = rows[0][6]
    assert facts["serial"] == "A-1"
    assert facts["place"] == "Rack 1 / B"
    assert facts["remark"] == "ok"
    assert facts["other"] == {"Colour": "black", "State": "ND", "Category": "long gun"}


def test_blank_rows_are_passed_over():
    _, rows = read(
        ["Row", "Item", "Qty"], (1, "RIFLE", 1), ("", "", ""), (None, None, None), (3, " ", ""), (4, "RIFLE", 1)
    )
    assert [row[0] for row in rows] == [2, 6]


def test_ragged_rows():
    _, rows = read(REGISTER, ("A1", "Colt", "M16"), ("A2", "Colt", "M16", "US", 1, "beyond", None))
    assert [row[1] for row in rows] == ["weapon", "weapon"]
    assert rows[1][6]["other"] == {"column 6": "beyond"}


def test_values():
    headings = ["Item", "Quantity", "Unit Cost", "Total Cost"]
    understanding, rows = read(headings, ("VEST", 3, "$1,200.50", ""), ("VEST", 2, 10.0, 20.0), ("VEST", 2, 10.0, 25.0))
    assert [row[5] for row in rows] == [3601.5, 20.0, 25.0]
    assert rows[0][6]["unit_value"] == 1200.5
    assert codes(understanding) == [(4, "total-disagrees")]


def test_dates_follow_their_column():
    rows = [("VEST", 1, text) for text in ("5/6/2006", "5/19/2006", "25/12/2006", "soon")]
    understanding, found = read(["Item", "Qty", "Ship Date"], *rows)
    # one row says months first, one days first: nothing is proven, and what leaves doubt is not read
    assert [row[6].get("received_on") for row in found] == [None, "2006-05-19", "2006-12-25", None]
    assert found[3][6]["remark"] == "Ship Date: soon"
    assert (5, "date-unreadable") in codes(understanding)


def test_ambiguous_dates_are_kept_as_text():
    understanding, rows = read(["Item", "Qty", "Date"], ("VEST", 1, "5/6/2006"), ("VEST", 1, dt.date(2001, 2, 3)))
    assert "received_on" not in rows[0][6]
    assert rows[0][6]["remark"] == "Date: 5/6/2006"
    assert rows[1][6]["received_on"] == "2001-02-03"
    assert codes(understanding) == [(2, "date-ambiguous")]


def test_a_later_row_against_the_order_is_read_and_said():
    sample = [("VEST", 1, "5/19/2006")] * 5
    understanding = Understanding(["Item", "Qty", "Date"], sample)
    rows = list(understanding.rows(enumerate([*sample, ("VEST", 1, "25/12/2006")], 2)))
    assert rows[5][6]["received_on"] == "2006-12-25"
    assert codes(understanding) == [(7, "date-order")]


def test_conditions_and_countries():
    headings = [*REGISTER, "Condition", "Import Country", "Year of manufacture"]
    understanding, rows = read(
        headings,
        ("A1", "", "AKM", "USSR", 1, "Serviceable", "Kenya", 1974),
        ("A2", "", "AKM", "Soviet Union", 1, "U/S", "", "1999"),
        ("A3", "", "AKM", "Ruritania", 1, "so-so", "", ""),
    )
    assert [row[6]["country"] for row in rows] == ["SUHH", "SUHH", "Ruritania"]
    assert [row[6].get("condition") for row in rows] == ["serviceable", "unserviceable", None]
    assert rows[0][6]["import_country"] == "KE"
    assert rows[0][6]["year"] == "1974"
    assert rows[2][6]["other"] == {"Condition": "so-so"}
    assert set(codes(understanding)) == {(3, "country-outlived"), (4, "country-unknown"), (4, "condition-unknown")}
    assert rows[2][6]["flags"] == ["country-unknown"]


def test_what_an_inventory_looks_like():
    assert Understanding(REGISTER, []).looks_like_inventory
    assert Understanding(["Item Name", "Quantity"], [("VEST", 1)]).looks_like_inventory
    assert not Understanding(["Name", "Profession", "Age"], [("a", "actor", 5)]).looks_like_inventory
    assert not Understanding(["Row Labels", "Sum of Quantity"], [("AL", 1)]).looks_like_inventory


def test_mapping_is_obeyed_and_its_absence_said():
    understanding, rows = read(
        ["Nr", "What"], ("A-17", "M16A1"), mapping={"serial": "Nr", "model": "What", "place": "Hall"}
    )
    assert understanding.columns == {"serial": "Nr", "model": "What"}
    assert rows[0][2] == "s:|M16A1|A-17|"
    assert understanding.warnings == [(0, "Hall", "mapping-heading-absent", {"field": "place"})]
    with pytest.raises(Refused):
        Understanding(["Nr"], [], {"colour": "Nr"})


def test_warnings_are_counted_beyond_what_is_listed():
    rows = [(f"A{n}", "", "M16", "", "x" if n > 2000 else 1) for n in range(4000)]
    understanding, _ = read(REGISTER, *rows)
    assert len(understanding.warnings) == MOST_WARNINGS
    assert understanding.warned["quantity-unreadable"] == 1999


def test_equipment_with_a_serial_is_not_rejected():
    _, rows = read(["Serial No", "Item", "Qty"], ("S1", "SIGHT,REFLEX", 2), ("S1", "SIGHT,REFLEX", 2))
    assert [row[1] for row in rows] == ["equipment", "equipment"]
    assert rows[0][2] != rows[1][2]


odd = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["RIFLE", "M16A1", "1005-00-589-1271", "A1", "5/6/2006", "$5", "USSR"]),
)
HEADINGS = [
    "Serial No",
    "Item",
    "Model",
    "NSN",
    "Qty",
    "Unit Cost",
    "Total Cost",
    "Date",
    "Country",
    "Year",
    "Condition",
]


@given(st.lists(st.lists(odd, max_size=13), max_size=12), st.booleans())
def test_no_row_is_too_odd(rows, expand):
    mapping = {"serial": "Serial No", "quantity": "Qty", "received_on": "Date", "unit_value": "Unit Cost"}
    understanding = Understanding(HEADINGS, rows, mapping, expand)
    found = list(understanding.rows(enumerate(rows, 1)))
    keys = [row[2] for row in found]
    assert len(keys) == len(set(keys))
    assert {row[1] for row in found} <= {"weapon", "lot", "equipment", "unclear", "rejected"}
    assert all(row[4] >= 0 for row in found)
    again = list(Understanding(HEADINGS, rows, mapping, expand).rows(enumerate(rows, 1)))
    assert repr(again) == repr(found)
