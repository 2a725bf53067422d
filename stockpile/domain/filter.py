"""Asking for weapons: what is asked, and the rows that answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Operator(StrEnum):
    """How a field is held to the values of a condition; the values are stored in saved views."""

    IS = "is"  # one of the values
    IS_NOT = "is not"  # none of the values
    CONTAINS = "contains"  # any of the values, somewhere in it, folded
    BEGINS = "begins with"  # with any of the values, folded
    BEFORE = "before"  # a date
    AFTER = "after"  # a date
    LESS = "less than"  # a number
    MORE = "more than"  # a number
    EMPTY = "empty"
    FILLED = "not empty"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing demanded of a weapon. ``field``: of `WeaponRow`, or another that the search knows (`age`, `receipt`,
    `issued_until` ...); ``values``: ISO dates, numbers or texts, as the operator takes them."""

    field: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponFilter:
    """Which weapons; what is empty does not narrow.

    Attributes:
        conditions: all of them hold.
        query: part of what can be read on the piece (serial, marks, model, maker, asset number) or of its id.
        model: exactly. flag: a stored flag name.
        as_at: as the register stood at the end of that day.
        offset: where that day ended, in minutes east of UTC; None: on the wall here.
        order: a field of `WeaponRow`, `-` before it for descending; empty: as first recorded.
        limit: at most so many.
    """

    query: str = ""
    standing: str = ""
    category: str = ""
    site: str = ""
    holder: str = ""
    condition: str = ""
    disposal: str = ""
    model: str = ""
    consignment: str = ""
    dossier: str = ""
    location: str = ""
    flag: str = ""
    conditions: tuple[Condition, ...] = ()
    as_at: date | None = None
    offset: int | None = None
    order: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """One weapon in a list; the fields promised by `weapons --json`."""

    id: str
    serial: str
    maker: str
    model: str
    category: str
    calibre: str
    country: str
    nsn: str
    site: str
    location: str
    holder: str
    standing: str
    condition: str
    flags: tuple[str, ...]
    asset_number: str
    received_on: str
    disposal: str = ""
    consignment: str = ""
    dossier: str = ""
    receipt: str = ""  # reference of the voucher that received it
    issued_until: str = ""
    year: str = ""
