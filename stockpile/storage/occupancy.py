"""How many weapons have their place in a location, and how many are with a holder.

A weapon that is issued keeps its place: the slot it comes back to is not free.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from stockpile.domain.standing import ENDED, Standing
from stockpile.storage.reader import Reader
from stockpile.storage.schema import weapon

_piece = weapon.c


@dataclass(frozen=True, slots=True)
class Occupied:
    """One location: how many weapons have their place just there, and how many of them are out."""

    site: str
    path: str
    weapons: int
    out: int


def having(reader: Reader, subjects: Iterable[str]) -> dict[str, int]:
    """Of each location (with all below it) and each holder, by subject: how many weapons."""
    found = {}
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        if kind in ("location", "holder"):
            theirs = _in_location(key) if kind == "location" else _with_holder(key)
            found[subject] = int(reader.connection.scalar(select(func.count()).where(*theirs)) or 0)
    return found


def by_location(reader: Reader, site: str = "") -> list[Occupied]:
    """Every location that weapons have their place in, known or not, by site and path."""
    out = func.count().filter(_piece.standing == Standing.ISSUED.value)
    wanted = (
        select(_piece.site, _piece.location, func.count(), out)
        .where(_piece.location != "", _here())
        .group_by(_piece.site, _piece.location)
        .order_by(_piece.site, _piece.location)
    )
    if site:
        wanted = wanted.where(_piece.site == site)
    return [Occupied(*row) for row in reader.connection.execute(wanted)]


def by_holder(reader: Reader) -> dict[str, int]:
    """How many weapons each holder has."""
    wanted = (
        select(_piece.holder, func.count())
        .where(_piece.holder != "", _piece.standing == Standing.ISSUED.value)
        .group_by(_piece.holder)
    )
    return _counted(reader, wanted)


def by_site(reader: Reader) -> dict[str, int]:
    """How many weapons each site answers for."""
    wanted = select(_piece.site, func.count()).where(_here()).group_by(_piece.site)
    return _counted(reader, wanted)


def _counted(reader: Reader, wanted: Select[Any]) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in reader.connection.execute(wanted)}


def _in_location(path: str) -> tuple[ColumnElement[bool], ...]:
    """In the range of the index that holds the place and all below it: the digit comes right after the slash."""
    around = (_piece.location != "") & (_piece.location >= path) & (_piece.location < f"{path}0")
    return around, or_(_piece.location == path, _piece.location > f"{path}/"), _here()


def _with_holder(key: str) -> tuple[ColumnElement[bool], ...]:
    return _piece.holder != "", _piece.holder == key, _piece.standing == Standing.ISSUED.value


def _here() -> ColumnElement[bool]:
    return _piece.standing.not_in(sorted(each.value for each in ENDED))
