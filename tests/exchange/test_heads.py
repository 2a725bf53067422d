"""Headings over several rows are found by themselves, and a line above the headings is no heading for that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile.exchange.heads import find_head, joined_headings
from stockpile.exchange.tables import find_table

ROWS = [[number, "Kestrel", "FAL", f"Q{number:04d}", "North", ""] for number in range(1, 6)]


def found(*rows):
    table = find_table("", rows)
    return (table.header_row, table.header_rows, table.headings, [number for number, _row in table.numbered])


def test_headings_below_a_band_stand_with_those_beside_it():
    upper = ["No", "Weapon", "", "", "Station", "Remarks"]
    lower = ["", "Make", "Model", "Serial No", "", ""]
    headings = ["No", "Make", "Model", "Serial No", "Station", "Remarks"]
    assert found(upper, lower, *ROWS) == (1, 2, headings, [3, 4, 5, 6, 7])
    assert found(["ARMOURY OF THE NORTH"], [], upper, lower, *ROWS) == (3, 2, headings, [5, 6, 7, 8, 9])


def test_a_band_tells_headings_apart_that_are_the_same():
    rows = [["Weapon", "", "Sight", ""], ["Model", "Serial", "Model", "Serial"], ["FAL", "A1", "ACOG", "77"]]
    assert found(*rows)[2] == ["Weapon / Model", "Weapon / Serial", "Sight / Model", "Sight / Serial"]
    assert found(["Item", "Issued", "", "Returned", ""], ["", "Date", "By", "Date", "By"], ["AKM", "1", "A", "2", "B"])[
        2
    ] == ["Item", "Issued / Date", "Issued / By", "Returned / Date", "Returned / By"]


def test_the_maker_of_a_sight_is_not_the_maker_of_the_weapon():
    table = find_table("", [["Weapon", "", "Optic"], ["Model", "Serial", "Make"], ["FAL", "A1", "ACOG"]])
    assert table.headings == ["Model", "Serial", "Optic / Make"]
    assert "maker" not in table.at


def test_units_below_the_headings_are_part_of_them():
    assert found(["Serial No", "Calibre"], ["", "(mm)"], ["A1", "7.62"])[1:3] == (2, ["Serial No", "Calibre / (mm)"])


@pytest.mark.parametrize(
    "above",
    [
        ["PROPERTY BOOK"],
        ["PROPERTY BOOK", "", "Date: 2014"],
        ["Unit", "Second Battalion"],
        ["printed", "", "by the store", "", "", "page"],
        ["Weapons", "", "", "", "", ""],
    ],
)
def test_what_stands_above_the_headings_is_no_heading(above):
    headings = ["No", "Make", "Model", "Serial No", "Station", "Remarks"]
    assert found(above, headings, *ROWS) == (2, 1, headings, [3, 4, 5, 6, 7])


def test_headings_that_are_said_again_in_another_language_are_no_row():
    table = find_table(
        "", [["Serial No", "Model", "Calibre"], ["الرقم التسلسلي", "الموديل", "العيار"], ["A1", "AKM", "5"]]
    )
    assert [number for number, _row in table.numbered] == [3]
    assert [(each["row"], each["why"]) for each in table.left_out] == [(2, "header again")]


BANDS = st.lists(
    st.tuples(st.sampled_from(["Weapon", "Arm", "Details", "Issue"]), st.integers(1, 3)), min_size=2, max_size=3,
    unique_by=lambda band: band[0],
)  # fmt: skip
SINGLE = st.lists(st.sampled_from(["Station", "Remarks", "Calibre", "Holder"]), min_size=1, max_size=3, unique=True)


@settings(deadline=None)  # the first look at the words of headings takes longer
@given(bands=BANDS, single=SINGLE, above=st.lists(st.sampled_from([[], ["A list"]]), max_size=2))
def test_bands_of_any_width_are_read_as_somebody_meant_them(bands, single, above):
    names = iter(
        [
            "Make",
            "Model",
            "Serial number",
            "Country of manufacture",
            "Quantity",
            "NSN",
            "Year",
            "Condition",
            "Asset number",
        ]
    )
    upper, lower = list(single), [""] * len(single)
    for band, wide in bands:
        upper += [band, *[""] * (wide - 1)]
        lower += [next(names) for _ in range(wide)]
    if not any(not text for text in upper):  # no band over two columns: then nothing speaks for a second row
        return
    rows = [*above, upper, lower, *[[f"{number}x{at}" for at in range(len(upper))] for number in range(4)]]
    first, count = find_head(rows)
    assert (first, count) == (len(above), 2)
    assert joined_headings(rows[first : first + count]) == [
        other or one for one, other in zip(upper, lower, strict=True)
    ]


WORDS = st.text("abcdefgh ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    rows=st.lists(
        st.lists(st.one_of(WORDS, st.integers(0, 9), st.none()), min_size=4, max_size=4), min_size=1, max_size=6
    )
)
def test_rows_of_any_words_are_no_headings(rows):
    headings = ["Make", "Model", "Serial number", "Station"]
    assert find_head([headings, *rows]) == (0, 1)
