"""Stock numbers (IX-01, IX-02)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain import stocknumber
from stockpile.domain.category import Category
from stockpile.domain.stocknumber import StockNumber, check, plausible, problems, supply_class


@pytest.mark.parametrize("text", ["1005-00-589-1271", "1005005891271", "1005 00 589 1271", " 1005-005891271 "])
def test_hyphens_are_optional(text):
    assert check(text) == StockNumber("1005", "00", "005891271", local=False)
    assert str(check(text)) == "1005-00-589-1271"


@given(st.from_regex(r"[0-9]{6}[0-9AC][0-9]{6}", fullmatch=True))
def test_what_is_written_is_read_again(digits):
    number = check(digits)
    assert isinstance(number, StockNumber)
    assert check(number.text) == number
    assert number.nsc + number.niin == digits
    assert number.group == digits[:2]
    assert not number.local


def test_the_seventh_character_may_be_a_letter():
    assert check("1005-01-A17-2240") == StockNumber("1005", "01", "01A172240", local=False)


@pytest.mark.parametrize("text", ["1005-01-D17-2240", "2320-XX-ABC-DEF0", "1005-00-58A-1271"])
def test_local_numbers_are_kept_and_flagged(text):
    number = check(text)
    assert isinstance(number, StockNumber)
    assert number.local
    assert number.text == text


@pytest.mark.parametrize("text", ["5855-00-ABC-DEF", "1005-00-589-127", "1005"])
def test_wrong_length_is_said(text):
    assert check(text) == stocknumber.WRONG_LENGTH


@pytest.mark.parametrize("text", ["", "rifle", "A005-00-589-1271", "１００５", "X00X00-0000-X000"])
def test_what_is_none_is_said(text):
    assert check(text) == stocknumber.NOT_A_STOCK_NUMBER


def test_tables_judge_class_and_bureau():
    number = check("1005-00-589-1271")
    assert isinstance(number, StockNumber)
    assert problems(number, {"1005"}, {"00"}) == ()
    assert problems(number, {"1010"}, {"99"}) == (stocknumber.UNKNOWN_CLASS, stocknumber.UNKNOWN_BUREAU)
    local = check("1005-01-D17-2240")
    assert isinstance(local, StockNumber)
    assert problems(local, {"1005"}, {"01"}) == (stocknumber.LOCAL,)


def test_class_is_found_in_short_local_numbers_too():
    assert supply_class("5855-00-ABC-DEF") == "5855"
    assert supply_class("1005-00-589-1271") == "1005"
    assert supply_class("rifle") == ""


def test_class_against_category():
    assert plausible("1005", Category.RIFLE)
    assert plausible("1010", Category.GRENADE_LAUNCHER)
    assert plausible("1055", Category.ANTI_TANK_LAUNCHER)
    assert not plausible("1005", Category.MORTAR)
    assert not plausible("2320", Category.RIFLE)
