"""Asking for weapons: what is asked, and the rows that answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponFilter:
    """Which weapons; what is empty does not narrow.

    Attributes:
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
