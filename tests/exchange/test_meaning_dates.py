"""Dates and amounts are read without guessing."""

from __future__ import annotations

import datetime as dt
import locale

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.exchange import amounts, dates
from stockpile.exchange.amounts import decimal_mark, read_amount
from stockpile.exchange.dates import Order, order_of, read_date

days = st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31))
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
}


@given(days)
def test_dates_that_leave_no_doubt(day):
    wanted = (day.isoformat(), "")
    assert read_date(day) == wanted
    assert read_date(dt.datetime(day.year, day.month, day.day, 13, 5)) == wanted
    assert read_date(day.isoformat()) == wanted
    assert read_date(f"{day.isoformat()}T13:05:00Z") == wanted
    assert read_date(f"{day:%Y/%m/%d}") == wanted
    assert read_date(f"{day.year}年{day.month}月{day.day}日") == wanted
    assert read_date(f"{day:%Y%m%d}") == wanted


@given(days, st.sampled_from(sorted(MONTHS)))
def test_months_by_name_in_six_languages(day, language):
    name = MONTHS[language].split()[day.month - 1]
    for written in (f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}", f"{day.day}-{name}-{day.year}"):
        assert read_date(written) == (day.isoformat(), "")


@given(days, st.sampled_from("/-."))
def test_the_order_of_the_column_decides(day, mark):
    month_first = mark.join(map(str, (day.month, day.day, day.year)))
    day_first = mark.join(map(str, (day.day, day.month, day.year)))
    assert read_date(month_first, Order.MONTH)[0] == day.isoformat()
    assert read_date(day_first, Order.DAY)[0] == day.isoformat()


@given(days)
def test_what_is_ambiguous_is_not_read(day):
    written = f"{day.day}/{day.month}/{day.year}"
    found, code = read_date(written)
    if day.day <= 12 and day.day != day.month:
        assert (found, code) == ("", dates.AMBIGUOUS)
    else:
        assert (found, code) == (day.isoformat(), "")


@given(st.lists(days, min_size=1), st.booleans())
def test_one_proof_is_enough(sample, month_first):
    form = "{0.month}/{0.day}/{0.year}" if month_first else "{0.day}/{0.month}/{0.year}"
    order = order_of(form.format(day) for day in sample)
    proofs = any(day.day > 12 for day in sample)
    assert order is ((Order.MONTH if month_first else Order.DAY) if proofs else Order.UNDECIDED)


def test_proofs_of_both_decide_nothing():
    assert order_of(["13/1/2006", "1/13/2006"]) is Order.UNDECIDED


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Aug 4, 2003 12:00:00 AM", "2003-08-04"),
        ("5/19/2006 0:00:00", "2006-05-19"),
        ("4-Aug-03", "2003-08-04"),
        ("04AUG2003", "2003-08-04"),
        ("1 de marzo de 2010", "2010-03-01"),
        ("2 августа 2006 г.", "2006-08-02"),
        ("١٩/٠٥/٢٠٠٦", "2006-05-19"),
        ("38856", "2006-05-19"),
        (38856.0, "2006-05-19"),
        (20060519, "2006-05-19"),
        ("5/5/69", "1969-05-05"),
        ("5/5/68", "2068-05-05"),
    ],
)
def test_forms_met_in_files(written, wanted):
    assert read_date(written) == (wanted, "")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("5/6/2006", dates.AMBIGUOUS),
        ("31/02/2006", dates.UNREADABLE),
        ("2006", dates.INCOMPLETE),
        (2006.0, dates.INCOMPLETE),
        ("Aug 2006", dates.INCOMPLETE),
        ("06139", dates.UNREADABLE),
        ("soon", dates.UNREADABLE),
        (dt.time(1, 2), dates.UNREADABLE),
        (True, dates.UNREADABLE),
        (float("inf"), dates.UNREADABLE),
        (1e300, dates.UNREADABLE),
        ("", ""),
        (None, ""),
    ],
)
def test_forms_that_are_not_read(written, code):
    assert read_date(written) == ("", code)


def test_against_its_column_it_is_read_and_said():
    assert read_date("25/12/2006", Order.MONTH) == ("2006-12-25", dates.ORDER)


def test_the_locale_plays_no_part():
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert read_date("4 août 2003") == ("2003-08-04", "")
    finally:
        locale.setlocale(locale.LC_ALL, before)


@given(st.text(max_size=30))
def test_no_text_is_too_odd(text):
    found, _ = read_date(text, Order.DAY)
    assert not found or dt.date.fromisoformat(found)
    number, _ = read_amount(text)
    assert number is None or isinstance(number, float)


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_amounts_in_both_manners(whole, cents):
    value = whole + cents / 100
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    french = f"{whole:,}".replace(",", "\u202f") + f",{cents:02d}"
    assert read_amount(f"${english}") == (value, "")
    assert read_amount(f"{german} €") == (value, "")
    assert read_amount(french) == (value, "")
    assert read_amount(f"({english})") == (-value, "")
    assert read_amount(value) == (value, "")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("$499.00", 499.0),
        ("1.234,56", 1234.56),
        ("1,234", 1234.0),
        ("1.234", 1234.0),
        ("12,5", 12.5),
        ("-3", -3.0),
        ("5 EA", 5.0),
        ("12,34,567", 1234567.0),
        ("0.125", 0.125),
        ("١٢٫٥", 12.5),
    ],
)
def test_amounts_met_in_files(written, value):
    assert read_amount(written) == (value, "")


@pytest.mark.parametrize("written", ["abc", "1e5", "1.2.3,4", "12-34", "5/6", True, dt.date(2000, 1, 1)])
def test_what_is_no_amount(written):
    assert read_amount(written) == (None, amounts.UNREADABLE)


@pytest.mark.parametrize("written", ["", " ", "-", None])
def test_blank_amounts(written):
    assert read_amount(written) == (None, "")


def test_the_column_decides_what_stands_before_decimals():
    assert decimal_mark(["1.234", "12,5"]) == ","
    assert decimal_mark(["1,234", "499.00"]) == "."
    assert decimal_mark(["1,234", "5"]) == ""
    assert read_amount("1.234", ".") == (1.234, "")
    assert read_amount("1.234", ",") == (1234.0, "")
