"""Finding whatever a few letters may mean: weapons, vouchers, and what acts refer to. A few rows of each and how many
there are, fast enough to answer every key that is pressed.

Weapons go through the folded serial and the trigram index, vouchers through the index of numbers; what acts refer to
is little enough to be read whole, which the office does once and keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, func, or_, select

from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.voucher import Kind, Voucher, number
from stockpile.storage import rows, schema, search
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader

COUNTED = 1_000  # further hits are not counted, only said to be there
_AFTER = "\U0010ffff"
_NAMED = re.compile(r"(?:(?P<site>[A-Z0-9_]+)/)?(?P<kind>[A-Z]{0,3})[ -]?(?:(?P<year>\d{4})-)?(?P<count>\d{0,6})")

Hit = TypeVar("Hit")


@dataclass(frozen=True, slots=True)
class Hits(Generic[Hit]):
    """The best of what was found, and how many there are; more than `COUNTED` are not counted further."""

    rows: tuple[Hit, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """Something acts refer to. ``kind``: site, officer, holder, location or model; ``key``: its name in the ledger."""

    kind: str
    key: str
    state: dict[str, object]


def weapons(reader: Reader, typed: str, site: str, limit: int) -> Hits[WeaponRow]:
    """Weapons: the one that is named, those whose serial number or id begins so, then whatever carries it."""
    if not fold(typed):
        return Hits()
    keys: dict[int, None] = {}
    for wanted in _ways(reader, typed, site):
        if len(keys) < limit:
            keys |= dict.fromkeys(reader.connection.scalars(wanted.limit(limit)))
    carrying = search.selection(reader, WeaponFilter(query=typed, site=site), search.piece.key)
    count = _counted(reader, carrying) if keys else 0
    return Hits(tuple(search.by_keys(reader, list(keys)[:limit])), max(count, min(len(keys), limit)))


def vouchers(reader: Reader, typed: str, site: str, limit: int) -> Hits[Voucher]:
    """Vouchers by number or reference, whole or its beginning, or by the count alone; the newest numbers first."""
    where = _numbers(reader, typed)
    if where is None:
        return Hits()
    table = schema.voucher.c
    if named := _site_named(typed) or site:
        where &= table.site == named
    wanted = select(table.body).where(where).order_by(table.number.desc(), table.site).limit(limit)
    found = tuple(decode_voucher(body) for body in reader.connection.scalars(wanted))
    count = len(found) if len(found) < limit else _counted(reader, select(table.id).where(where))
    return Hits(found, count)


def things(reader: Reader) -> list[Thing]:
    """All that acts refer to."""
    wanted = select(schema.thing).order_by(schema.thing.c.subject)
    return [
        Thing(row["kind"], row["subject"].partition(":")[2], rows.thing_state(row))
        for row in reader.connection.execute(wanted).mappings()
    ]


def things_stamp(reader: Reader) -> tuple[int, int]:
    """Another one whenever something of `things` has changed."""
    table = schema.thing.c
    count, last = reader.connection.execute(select(func.count(), func.max(table.voucher))).one()
    return int(count), int(last or 0)


# -- weapons -----------------------------------------------------------------------------------------------------------


def _ways(reader: Reader, typed: str, site: str) -> Iterable[search.Wanted]:
    """The questions by rank; each is answered by an index."""
    piece, key, named = search.piece, fold(typed), typed.strip().upper()
    listed = select(piece.key)
    if site:
        listed = listed.where(piece.site == site)
    yield listed.where(or_(piece.serial_key == key, piece.id == named))
    yield listed.where(_between(piece.serial_key, key)).order_by(piece.serial_key, piece.key)
    if "-" in named:
        yield listed.where(_between(piece.id, named)).order_by(piece.id)
    yield search.selection(reader, WeaponFilter(query=typed, site=site), piece.key)


def _between(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    return (column >= key) & (column < key + _AFTER)


def _counted(reader: Reader, wanted: search.Wanted) -> int:
    some = wanted.order_by(None).limit(COUNTED + 1).subquery()
    return int(reader.connection.scalar(select(func.count()).select_from(some)) or 0)


# -- vouchers ----------------------------------------------------------------------------------------------------------


def _site_named(typed: str) -> str:
    named = _NAMED.fullmatch(typed.strip().upper())
    return (named["site"] or "") if named else ""


def _numbers(reader: Reader, typed: str) -> ColumnElement[bool] | None:
    """Which numbers a text may mean; None where it is no part of one."""
    named = _NAMED.fullmatch(typed.strip().upper())
    if named is None or not (named["kind"] or named["count"]):
        return None
    letters, digits = named["kind"], named["count"]
    kinds = [kind for kind in Kind if kind.prefix == letters or not (letters and digits)]
    kinds = [kind for kind in kinds if kind.prefix.startswith(letters)]
    ways = [_between(schema.voucher.c.number, _begun(kind, named["year"], digits)) for kind in kinds if letters]
    if digits and int(digits):
        years = [int(named["year"])] if named["year"] else _years(reader)
        meant = [number(kind, year, int(digits)) for kind in kinds for year in years]
        ways.append(schema.voucher.c.number.in_(meant))
    return or_(*ways) if ways else None


def _begun(kind: Kind, year: str | None, digits: str) -> str:
    if year is None:
        return f"{kind.prefix} {digits}"
    return f"{kind.prefix} {year}-{digits}"


def _years(reader: Reader) -> Sequence[int]:
    """The years in which something was recorded; a number is given in one of them."""
    moment = schema.voucher.c.recorded_at
    first, last = (reader.connection.scalar(select(which(moment))) for which in (func.min, func.max))
    # the year of a number is that of the clock on the wall: at New Year it can differ from the stored one
    return range(int(first[:4]) - 1, int(last[:4]) + 2) if first and last else ()
