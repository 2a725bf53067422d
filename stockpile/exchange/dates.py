"""Dates as people write them, read without guessing.

Whether `5/6/2006` is in May or in June is decided by the whole column: one `5/19/2006` in it proves that months come
first. Where nothing proves it, the text is kept and a warning says so. The process's locale plays no part.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache

from stockpile.exchange.cells import Cell

FIRST_YEAR, LAST_YEAR = 1850, 2199
TWO_DIGIT_PIVOT = 69  # 69..99 are 19xx, 00..68 are 20xx, as POSIX reads them
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_DAYS = range(10_000, 73_051)  # 1927 to 2099
_MOST = 20  # a single slip does not overthrow twenty proofs

AMBIGUOUS = "date-ambiguous"
UNREADABLE = "date-unreadable"
INCOMPLETE = "date-incomplete"
ORDER = "date-order"  # read, but against the order of its column


class Order(Enum):
    """Which comes first in `5/6/2006`."""

    DAY = "day"
    MONTH = "month"
    UNDECIDED = "undecided"


_TIME = re.compile(
    r"[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AP]\.?\s?M\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,4})\s?([./\-\s年])\s?(\d{1,2})\s?([./\-\s月])\s?(\d{1,4})\s?日?\.?(?:\s?г\.?)?")
_COMPACT = re.compile(r"\d{8}")
_YEAR = re.compile(r"(?:1[89]|20|21)\d{2}")
_YEAR_MONTH = re.compile(r"(?:1[89]|20|21)\d{2}[-/.]\d{1,2}|\d{1,2}[-/.](?:1[89]|20|21)\d{2}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")

_MONTHS = (
    "january jan januari janvier janv enero ene январь января янв يناير كانونالثاني جانفي 一月",
    "february feb fevrier fevr fev febrero февраль февраля фев فبراير شباط فيفري 二月",
    "march mar mars marzo март марта мар مارس اذار 三月",
    "april apr avril avr abril abr апрель апреля апр ابريل نيسان افريل 四月",
    "may mai mayo май мая مايو ايار ماي 五月",
    "june jun juin junio июнь июня июн يونيو حزيران جوان يونيه 六月",
    "july jul juillet juil julio июль июля июл يوليو تموز جويلية يوليه 七月",
    "august aug aout aou agosto ago август августа авг اغسطس اب اوت 八月",
    "september sep sept septembre septiembre setiembre set сентябрь сентября сен сент سبتمبر ايلول 九月",
    "october oct octobre octubre октябрь октября окт اكتوبر تشرينالاول 十月",
    "november nov novembre noviembre ноябрь ноября ноя нояб نوفمبر تشرينالثاني 十一月",
    "december dec decembre diciembre dic декабрь декабря дек ديسمبر كانونالاول 十二月",
)


@cache
def _month_names() -> dict[str, int]:
    return {_bare(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def _bare(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parted if not unicodedata.combining(each))


def order_of(sample: Iterable[Cell]) -> Order:
    """What a column proves: days first, months first, or (nothing or both) undecided."""
    days = months = 0
    for cell in sample:
        parts = _NUMBERS.fullmatch(_without_time(cell)) if isinstance(cell, str) else None
        if parts is None or len(parts[1]) > 2:  # noqa: PLR2004 - a year stands first
            continue
        first, second = int(parts[1]), int(parts[3])
        days += second <= 12 < first <= 31  # noqa: PLR2004 - months and days of the calendar
        months += first <= 12 < second <= 31  # noqa: PLR2004
    if days > months * _MOST:
        return Order.DAY
    return Order.MONTH if months > days * _MOST else Order.UNDECIDED


def is_ambiguous(cell: Cell) -> bool:
    """Whether nothing but the order of its column says which date a cell is."""
    return read_date(cell)[1] == AMBIGUOUS


def _without_time(text: str) -> str:
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(each, each)) for each in text)
    return _TIME.sub("", text.strip())


def read_date(cell: Cell, order: Order = Order.UNDECIDED) -> tuple[str, str]:
    """Read one cell as a date.

    Returns:
        ISO date and the code of what is to be said of it; an empty date where it cannot be read without guessing,
        and both empty for a blank cell.
    """
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat(), ""
    if isinstance(cell, dt.date):
        return cell.isoformat(), ""
    if cell is None or isinstance(cell, (dt.time, dt.timedelta, bool)):
        return "", UNREADABLE if cell is not None else ""
    if isinstance(cell, (int, float)):
        return _counted(cell)
    return _written(cell.strip(), order) if cell.strip() else ("", "")


def _counted(number: float) -> tuple[str, str]:
    """A number: Excel's count of days, or eight digits YYYYMMDD."""
    if not math.isfinite(number):
        return "", UNREADABLE
    if int(number) in _EXCEL_DAYS:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(number))).isoformat(), ""
    if number == int(number):
        text = str(int(number))
        if _COMPACT.fullmatch(text):
            return _compact(text)
        if _YEAR.fullmatch(text):
            return "", INCOMPLETE
    return "", UNREADABLE


def _compact(text: str) -> tuple[str, str]:
    found = _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return (found, "") if found else ("", UNREADABLE)


def _written(text: str, order: Order) -> tuple[str, str]:
    text = _without_time(text)
    parts = _NUMBERS.fullmatch(text)
    if parts is not None:
        return _from_numbers(parts, order)
    if _COMPACT.fullmatch(text):
        return _compact(text)
    if _SERIAL.fullmatch(text) and not text.startswith("0"):
        return _counted(float(text))
    if _YEAR.fullmatch(text) or _YEAR_MONTH.fullmatch(text):
        return "", INCOMPLETE
    return _named(text)


def _from_numbers(parts: re.Match[str], order: Order) -> tuple[str, str]:
    first, second, third = parts[1], parts[3], parts[5]
    if len(first) > 2:  # noqa: PLR2004 - ISO: year, month, day
        found = _date(int(first), int(second), int(third)) if len(third) <= 2 else ""  # noqa: PLR2004
        return (found, "") if found else ("", UNREADABLE)
    year = _year(third)
    as_days, as_months = _date(year, int(second), int(first)), _date(year, int(first), int(second))
    if as_days == as_months or not (as_days and as_months):
        return _only(as_days, as_months, order)
    if order is Order.UNDECIDED:
        return "", AMBIGUOUS
    return (as_days if order is Order.DAY else as_months), ""


def _only(as_days: str, as_months: str, order: Order) -> tuple[str, str]:
    """The one way in which it is a date; told apart when it goes against its column."""
    found = as_days or as_months
    if not found:
        return "", UNREADABLE
    against = as_days != as_months and order is (Order.MONTH if as_days else Order.DAY)
    return found, ORDER if against else ""


def _named(text: str) -> tuple[str, str]:
    """A date with the month's name: `Aug 4, 2003`, `4 août 2003`, `4-Aug-03`, `04AUG2003`."""
    month, numbers = 0, []
    for token in _TOKENS.findall(_bare(text)):
        if token.isdecimal():
            numbers.append(token)
        else:
            month = month or _month_names().get(token, 0)
    if not month:
        return "", UNREADABLE
    if len(numbers) != 2:  # noqa: PLR2004 - a day and a year
        return "", INCOMPLETE if len(numbers) == 1 else UNREADABLE
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers  # noqa: PLR2004 - `2003 Aug 4`
    if len(day) > 2:  # noqa: PLR2004
        return "", UNREADABLE
    found = _date(_year(year), month, int(day))
    return (found, "") if found else ("", UNREADABLE)


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004
        return year
    return year + (1900 if year >= TWO_DIGIT_PIVOT else 2000)


def _date(year: int, month: int, day: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
