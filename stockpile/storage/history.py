"""The register as it stood at the end of a day, answered from lines.

Only the weapons that were touched since are folded again, from their own lines up to that day; all others stand now
as they stood then. So last month costs what happened since last month, not the size of the register.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from stockpile.domain.fields import NO, YES, holds
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import stored_time
from stockpile.domain.weapon import weapon
from stockpile.storage import conditions, rows, schema, search, streaming
from stockpile.storage.codec import decode_line
from stockpile.storage.reader import Reader

if TYPE_CHECKING:
    Wanted = Select[Any]

_CHUNK = 5_000
_line, _voucher = schema.line.c, schema.voucher.c
_LISTED = tuple(WeaponRow.__dataclass_fields__)
_AT = {name: place for place, name in enumerate(rows.WEAPON_COLUMNS)}


@dataclass(frozen=True, slots=True)
class Past:
    """The weapons that were touched since.

    Attributes:
        keys: of all of them. rows: by key, as they would have stood in the register then, those that were recorded by
            then; in the order of keys.
    """

    keys: frozenset[int]
    rows: Mapping[int, rows.Row]


def end_of(day: date, offset: int | None = None) -> datetime:
    """The last moment of a day; ``offset``: where, in minutes east of UTC, None on the wall here."""
    ended = datetime.combine(day, time.max)
    return ended.astimezone() if offset is None else ended.replace(tzinfo=timezone(timedelta(minutes=offset)))


def each(reader: Reader, where: WeaponFilter) -> Iterator[WeaponRow]:
    """The weapons that fitted at the end of ``where.as_at``, in the filter's order, at most its limit."""
    where = conditions.settled(where)
    past = _past(reader, _moment(where))
    fitted = ((key, _listed(row)) for key, row in past.rows.items() if _fitted(row, where))
    listed = merge(_untouched(reader, where, past), fitted, key=itemgetter(0))
    yield from _ordered((row for _key, row in listed), where)


def count(reader: Reader, where: WeaponFilter) -> int:
    """How many fitted at the end of ``where.as_at``."""
    where = conditions.settled(where)
    past = _past(reader, _moment(where))
    now = replace(where, as_at=None, limit=None)
    untouched = search.count(reader, now) - _fitting_now(reader, now, past)
    return untouched + sum(_fitted(row, where) for row in past.rows.values())


def keys(reader: Reader, where: WeaponFilter) -> tuple[array[int], Past]:
    """The keys of those that fitted at the end of ``where.as_at``, in the filter's order, and what `by_keys` has to
    know to show them as they were."""
    search.demand_order(where)
    where = conditions.settled(where)
    past = _past(reader, _moment(where))
    name = where.order.removeprefix("-")
    now = replace(where, as_at=None, limit=None, order="")
    place: ColumnElement[Any] = literal("") if name in ("", "key") else search.order_of(reader, name)
    untouched = streaming.stream(reader, search.selection(reader, now, place, schema.weapon.c.key))
    found = [each for each in untouched if each[1] not in past.keys]
    fitted = (key for key, row in past.rows.items() if _fitted(row, where))
    found += [("" if name in ("", "key") else _place(_listed(past.rows[key]), name), key) for key in fitted]
    found.sort(reverse=where.order.startswith("-"))
    return array("q", [key for _value, key in found[: where.limit]]), past


def by_keys(reader: Reader, wanted: Sequence[int], past: Past) -> list[WeaponRow]:
    """The weapons of these keys as they were, in their order."""
    untouched = [key for key in wanted if key not in past.keys]
    now = dict(zip(untouched, search.by_keys(reader, untouched), strict=True))
    return [_listed(past.rows[key]) if key in past.rows else now[key] for key in wanted]


def states_at(reader: Reader, subjects: Sequence[str], moment: datetime) -> dict[str, dict[str, object]]:
    """Subjects of any kind as they stood at a moment; those that were not recorded yet are left out."""
    found: dict[str, dict[str, object]] = {}
    for chunk in _chunks(subjects):
        found |= dict(_folded(reader, _lines_until(moment).where(_line.subject.in_(chunk))))
    return found


def _moment(where: WeaponFilter) -> datetime:
    if where.as_at is None:
        raise ValueError("no date")
    return end_of(where.as_at, where.offset)


def _past(reader: Reader, moment: datetime) -> Past:
    since = (
        select(_line.subject)
        .distinct()
        .join_from(schema.line, schema.voucher, _line.voucher == _voucher.id)
        .where(_voucher.recorded_at > stored_time(moment))
    )
    piece = schema.weapon.c
    touched = list(streaming.stream(reader, select(piece.id, piece.key, piece.receipt).where(piece.id.in_(since))))
    keys: dict[str, int] = {subject: key for subject, key, _receipt in touched}
    receipts: dict[str, str] = {subject: receipt for subject, _key, receipt in touched}
    then = _folded(reader, _lines_until(moment).where(_line.subject.in_(since))) if keys else ()
    found = {
        keys[each]: rows.weapon_row(keys[each], each, state, receipts[each], 0) for each, state in then if each in keys
    }
    return Past(frozenset(keys.values()), dict(sorted(found.items())))


def _untouched(reader: Reader, where: WeaponFilter, past: Past) -> Iterator[tuple[int, WeaponRow]]:
    """Those that fit today and were not touched since, in the order of keys."""
    now = replace(where, as_at=None, limit=None, order="")
    keys = [key for key in search.keys(reader, now) if key not in past.keys]
    for chunk in _chunks(keys):
        yield from zip(chunk, search.by_keys(reader, chunk), strict=True)


def _lines_until(moment: datetime) -> Wanted:
    return (
        select(_line.subject, _line.body)
        .join_from(schema.line, schema.voucher, _line.voucher == _voucher.id)
        .where(_voucher.recorded_at <= stored_time(moment))
        .order_by(_line.subject, _line.voucher, _line.position)
    )


def _folded(reader: Reader, lines: Wanted) -> Iterator[tuple[str, dict[str, object]]]:
    for subject, theirs in groupby(streaming.stream(reader, lines), key=itemgetter(0)):
        state: dict[str, object] = {}
        for _subject, body in theirs:
            state = folded(state, decode_line(body).set)
        yield subject, state


def _fitting_now(reader: Reader, now: WeaponFilter, past: Past) -> int:
    """How many of the touched ones fit today."""
    wanted = search.selection(reader, now, func.count())
    counted = (wanted.where(schema.weapon.c.key.in_(chunk)) for chunk in _chunks(sorted(past.keys)))
    return sum(int(reader.connection.scalar(each) or 0) for each in counted)


def _listed(row: rows.Row) -> WeaponRow:
    return search.weapon_row([_said(row, name) for name in _LISTED])


def _said(row: rows.Row, name: str) -> object:
    """What a field says, as the search lists it."""
    return row[_AT[name]] if name in _AT else rows.detail(row[_AT["details"]], name)


# -- the same conditions as in `search`, on a row ----------------------------------------------------------------------


def _fitted(row: rows.Row, where: WeaponFilter) -> bool:
    exact = all(row[_AT[name]] == value for name in search.EXACT if (value := getattr(where, name)))
    flagged = not where.flag or f" {where.flag} " in str(row[_AT["flags"]])
    demanded = all(holds(each, _values(row, each.field)) for each in where.conditions)
    return exact and flagged and demanded and (not where.query.strip() or _carried(row, where.query))


def _values(row: rows.Row, name: str) -> str | Sequence[str]:
    """What a field says, as `fields.holds` takes it."""
    if name == "marked":
        piece = weapon(str(row[_AT["id"]]), rows.weapon_state({each: row[at] for each, at in _AT.items()}))
        return YES if piece.marked else NO
    said = str(_said(row, name))
    return rows.read_flags(said) if name == "flags" else said


def _carried(row: rows.Row, typed: str) -> bool:
    subject, serial_key, carried = (str(row[_AT[name]]) for name in ("id", "serial_key", "search"))
    whole, named = fold(typed), typed.strip().upper()
    if is_weapon(named):
        return subject == named or serial_key == whole
    if found := search.ways(typed):
        return any(all(part in carried for part in way) for way in found)
    return bool(whole) and serial_key.startswith(whole)


def _ordered(listed: Iterator[WeaponRow], where: WeaponFilter) -> Sequence[WeaponRow]:
    search.demand_order(where)
    name = where.order.removeprefix("-")
    found = list(listed)
    if name not in ("", "key"):
        found.sort(key=lambda row: _place(row, name))
    if where.order.startswith("-"):
        found.reverse()
    return found[: where.limit]


def _place(row: WeaponRow, name: str) -> str:
    """What a list goes by, as the search has it."""
    value = getattr(row, name)
    if name == "flags":
        return rows.flags_text(value)
    return fold(value) if name == "serial" else str(value)


def _chunks(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
