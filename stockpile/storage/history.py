"""The register as it stood at the end of a day, answered from lines.

Only the weapons that were touched since are folded again, from their own lines up to that day; all others stand now
as they stood then. So last month costs what happened since last month, not the size of the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import func, select

from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import stored_time
from stockpile.storage import rows, schema, search
from stockpile.storage.codec import decode_line
from stockpile.storage.reader import Reader

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Then:
    """A weapon as it stood then."""

    key: int
    id: str
    state: dict[str, object]


def end_of(day: date) -> str:
    """The end of a day on the wall here, as it stands in stored bytes."""
    return stored_time(datetime.combine(day, time.max).astimezone())


def find(reader: Reader, where: WeaponFilter) -> list[WeaponRow]:
    """The weapons that fitted at the end of ``where.as_at``."""
    then = _touched(reader, where)
    fitting = [(each.key, _row(each)) for each in then.values() if _fitted(each, where)]
    touched_keys = frozenset(each.key for each in then.values())
    now = replace(where, as_at=None, limit=None)
    untouched = [key for key in search.keys(reader, replace(now, order="")) if key not in touched_keys]
    if where.limit is not None and not where.order:
        untouched = untouched[: where.limit]
    listed = list(zip(untouched, search.by_keys(reader, untouched), strict=True))
    found = [row for _key, row in sorted([*listed, *fitting], key=lambda pair: pair[0])]
    return _ordered(found, where)[: where.limit]


def count(reader: Reader, where: WeaponFilter) -> int:
    """How many fitted at the end of ``where.as_at``."""
    then = _touched(reader, where)
    now = replace(where, as_at=None, limit=None)
    fitting_now = search.count(reader, now) - _fitting_now(reader, now, then)
    return fitting_now + sum(_fitted(each, where) for each in then.values())


def state_at(reader: Reader, subject: str, day: date) -> dict[str, object] | None:
    """One subject as it stood at the end of a day; None where it was not recorded yet."""
    states = _fold_until(reader, [subject], end_of(day))
    return states.get(subject)


def _touched(reader: Reader, where: WeaponFilter) -> dict[str, Then]:
    """Every weapon touched after the day: as it stood then; with an empty state what was not recorded yet."""
    if where.as_at is None:
        raise ValueError("no date")
    moment = end_of(where.as_at)
    later = (
        select(schema.line.c.subject)
        .join_from(schema.line, schema.voucher, schema.line.c.voucher == schema.voucher.c.id)
        .where(schema.voucher.c.recorded_at > moment)
        .distinct()
    )
    subjects = sorted(each for each in reader.connection.scalars(later) if is_weapon(each))
    states: dict[str, dict[str, object]] = {}
    keys: dict[str, int] = {}
    for chunk in _chunks(subjects):
        states |= _fold_until(reader, chunk, moment)
        wanted = select(schema.weapon.c.id, schema.weapon.c.key).where(schema.weapon.c.id.in_(chunk))
        keys |= {subject: key for subject, key in reader.connection.execute(wanted)}
    return {each: Then(keys.get(each, 0), each, states.get(each, {})) for each in subjects}


def _fold_until(reader: Reader, subjects: list[str], moment: str) -> dict[str, dict[str, object]]:
    wanted = (
        select(schema.line.c.subject, schema.line.c.body)
        .join_from(schema.line, schema.voucher, schema.line.c.voucher == schema.voucher.c.id)
        .where(schema.line.c.subject.in_(subjects), schema.voucher.c.recorded_at <= moment)
        .order_by(schema.line.c.voucher, schema.line.c.position)
    )
    states: dict[str, dict[str, object]] = defaultdict(dict)
    for subject, body in reader.connection.execute(wanted):
        states[subject] = folded(states[subject], decode_line(body).set)
    return states


def _fitting_now(reader: Reader, now: WeaponFilter, then: dict[str, Then]) -> int:
    """How many of the touched ones fit today."""
    fitting = search.fits(reader, now)
    total = 0
    for chunk in _chunks(list(then)):
        wanted = select(func.count()).select_from(schema.weapon).where(schema.weapon.c.id.in_(chunk), fitting)
        total += int(reader.connection.scalar(wanted) or 0)
    return total


def _row(then: Then) -> WeaponRow:
    made = dict(zip(rows.WEAPON_COLUMNS, rows.weapon_row(then.key, then.id, then.state, "", 0), strict=True))
    names = WeaponRow.__dataclass_fields__
    values = {name: made[name] for name in names if name != "flags"}
    return WeaponRow(**values, flags=rows.read_flags(str(made["flags"])))  # type: ignore[arg-type]


def _fitted(then: Then, where: WeaponFilter) -> bool:
    """The same condition as `search.fits`, on a state."""
    state = then.state
    if not state:
        return False
    exact = all(str(state.get(name) or "") == value for name in search.EXACT if (value := getattr(where, name)))
    flags = state.get("flags")
    flagged = not where.flag or (isinstance(flags, list) and where.flag in flags)
    return exact and flagged and _carried(then, where.query)


def _carried(then: Then, query: str) -> bool:
    if not query.strip():
        return True
    made = rows.weapon_row(then.key, then.id, then.state, "", 0)
    carried, serial_key = (str(made[rows.WEAPON_COLUMNS.index(name)]) for name in ("search", "serial_key"))
    whole = fold(query)
    if not whole:
        return False
    if len(whole) < search.TRIGRAM:
        return serial_key.startswith(whole)
    words = [key for word in query.split() if len(key := fold(word)) >= search.TRIGRAM]
    return whole in carried or (len(words) > 1 and all(word in carried for word in words))


def _ordered(found: list[WeaponRow], where: WeaponFilter) -> list[WeaponRow]:
    name = where.order.removeprefix("-")
    if name and name != "key":
        found.sort(key=lambda row: str(getattr(row, name)), reverse=where.order.startswith("-"))
    elif where.order.startswith("-"):
        found.reverse()
    return found


def _chunks(subjects: list[str]) -> Iterator[list[str]]:
    return (subjects[start : start + _CHUNK] for start in range(0, len(subjects), _CHUNK))
