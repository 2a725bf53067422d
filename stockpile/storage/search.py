"""Finding weapons: by what one can read on the piece, and by where and how it stands.

Substrings go through the trigram index, prefixes through a range on the folded serial; a bound LIKE would read the
whole table. Long lists are read by an array of keys and then by the rows on screen; never by OFFSET.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from stockpile.domain.errors import Refused
from stockpile.domain.fields import FIELDS
from stockpile.domain.filter import Condition, Operator, WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.standing import Standing
from stockpile.domain.subject import is_weapon
from stockpile.storage import conditions, keylist, rows, schema, streaming, trigrams
from stockpile.storage.reader import Reader

_CHUNK = 5_000
_NEVER_WAS = Standing.RECORDED_IN_ERROR.value  # equipment of an import that was taken back
_AFTER = "\U0010ffff"  # sorts after every folded key

piece = schema.weapon.c
_NAMES = tuple(WeaponRow.__dataclass_fields__)
_FLAGS = _NAMES.index("flags")
ORDERS = frozenset(_NAMES) | {"key"}
_EVERYTHING = WeaponFilter()
FACETS = ("standing", "category", "site", "model", "condition")
EXACT = (
    "standing", "category", "site", "holder", "condition", "disposal", "model", "consignment", "dossier", "location",
)  # fmt: skip

if TYPE_CHECKING:
    Wanted = Select[Any]


# -- lists -------------------------------------------------------------------------------------------------------------


def find(reader: Reader, where: WeaponFilter) -> list[WeaponRow]:
    """The weapons that fit, in the filter's order, at most its limit; as at a date where it names one.

    Raises:
        Refused: ``filter.value`` for an order that is none.
    """
    return list(each(reader, where))


def each(reader: Reader, where: WeaponFilter) -> Iterator[WeaponRow]:
    """The same one by one, for lists of any length."""
    if where.as_at is not None:
        from stockpile.storage import history  # it asks here for what was not touched since

        return history.each(reader, where)
    found = streaming.stream(
        reader, _limited(_ordered(reader, selection(reader, where, *_listed(reader)), where), where)
    )
    return map(weapon_row, found)


def count(reader: Reader, where: WeaponFilter) -> int:
    """How many fit."""
    if where.as_at is not None:
        from stockpile.storage import history

        found = history.count(reader, where)
    else:
        found = int(reader.connection.scalar(selection(reader, where, func.count())) or 0)
    return found if where.limit is None else min(found, where.limit)


def keys(reader: Reader, where: WeaponFilter) -> array[int]:
    """The register's keys of all that fit, in order: eight bytes a weapon. ``as_at`` is not looked at.

    Raises:
        Refused: ``filter.value`` for an order that is none.
    """
    if where == _EVERYTHING:
        last = int(reader.connection.scalar(select(func.max(piece.key))) or 0)
        # asked apart: together they would read the table, apart the end of one index and the length of the smallest
        if last == reader.connection.scalar(select(func.count()).select_from(schema.weapon)):
            return array("q", range(1, last + 1))  # numbered from one on, and none ever goes
    return keylist.keys(reader, _limited(_ordered(reader, selection(reader, where, piece.key), where), where))


def carrying(reader: Reader, typed: str) -> array[int]:
    """The keys of the weapons that carry a text; of the index alone, where it answers."""
    if reader.dialect == "sqlite" and _through_index(typed):
        return keylist.keys(reader, select(trigrams.INDEX.c.rowid).where(trigrams.carries(reader, ways(typed))))
    return keys(reader, WeaponFilter(query=typed))


def by_keys(reader: Reader, wanted: Sequence[int]) -> list[WeaponRow]:
    """The weapons of these keys, in their order; keys that are no more are left out."""
    found: dict[int, WeaponRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for row in reader.connection.execute(select(piece.key, *_listed(reader)).where(piece.key.in_(chunk))):
            found[row[0]] = weapon_row(row[1:])
    return [found[key] for key in wanted if key in found]


def by_ids(reader: Reader, wanted: Sequence[str]) -> list[WeaponRow]:
    """The weapons of these ids, in their order; ids that are none are left out."""
    found: dict[str, WeaponRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for row in reader.connection.execute(select(*_listed(reader)).where(piece.id.in_(chunk))):
            found[row[0]] = weapon_row(row)
    return [found[subject] for subject in wanted if subject in found]


def suggest(reader: Reader, typed: str, limit: int = 50) -> list[WeaponRow]:
    """What somebody who types this may mean: what it names, what begins with it, then whatever carries it."""
    key, text = fold(typed), typed.strip()
    if not key:
        return []
    listed = select(*_listed(reader)).limit(limit)
    ways = (
        listed.where(or_(piece.serial_key == key, piece.id == text.upper())),
        listed.where(_between(piece.serial_key, key)).order_by(piece.serial_key, piece.key),
        listed.where(_between(piece.id, text.upper())).order_by(piece.id) if "-" in text else None,
        listed.where(_between(piece.holder, text), piece.holder != "").order_by(piece.holder, piece.key),
        _carrying(reader, listed, typed).order_by(_by_index(reader)) if _through_index(typed) else None,
    )
    found: dict[str, WeaponRow] = {}
    for wanted in ways:
        if wanted is not None and len(found) < limit:
            for row in reader.connection.execute(wanted):
                found.setdefault(row[0], weapon_row(row))
    return list(found.values())[:limit]


def facets(reader: Reader, where: WeaponFilter, names: Sequence[str] = FACETS) -> dict[str, dict[str, int]]:
    """How many there are of each value of some fields, the most first. What is demanded of a field itself does not
    narrow its own values: so one sees what else there would be."""
    where = conditions.settled(where)
    return {name: _facet(reader, name, widened(where, name)) for name in names}


def widened(where: WeaponFilter, name: str) -> WeaponFilter:
    """The filter without what it demands of one field."""
    kept = tuple(each for each in where.conditions if each.field != name)
    plain: dict[str, Any] = {name: ""} if name in EXACT else {"flag": ""} if name == "flags" else {}
    return replace(where, conditions=kept, order="", limit=None, **plain)


def equipment(reader: Reader, site: str = "") -> list[dict[str, object]]:
    """What else is kept: equipment, lots of weapons not told apart, and what is not clear."""
    table = schema.equipment
    wanted = select(table).where(table.c.sort != _NEVER_WAS).order_by(table.c.key)
    if site:
        wanted = wanted.where(table.c.site == site)
    return [{"id": row["id"], **rows.equipment_state(row)} for row in reader.connection.execute(wanted).mappings()]


def weapon_row(listed: Sequence[Any]) -> WeaponRow:
    """A listed row as others see it."""
    values = list(listed)
    values[_FLAGS] = rows.read_flags(values[_FLAGS])
    return WeaponRow(*values)


def _listed(reader: Reader) -> list[ColumnElement[Any]]:
    return [conditions.expression(reader, name).label(name) for name in _NAMES]


def _facet(reader: Reader, name: str, where: WeaponFilter) -> dict[str, int]:
    found: Counter[str] = Counter()
    if name == "marked":
        found.update({each: count(reader, _demanding(where, name, each)) for each in FIELDS[name].names})
    else:
        said = conditions.expression(reader, name)
        wanted = selection(reader, where, said, func.count()).group_by(said)
        for value, number in streaming.stream(reader, wanted):
            for each in (rows.read_flags(value) or ("",)) if name == "flags" else (str(value),):
                found[each] += int(number)
    return dict(sorted((+found).items(), key=lambda pair: (-pair[1], pair[0])))


def _demanding(where: WeaponFilter, name: str, value: str) -> WeaponFilter:
    return replace(where, conditions=(*where.conditions, Condition(name, Operator.IS, (value,))))


# -- conditions --------------------------------------------------------------------------------------------------------


def selection(reader: Reader, where: WeaponFilter, *columns: ColumnElement[Any]) -> Wanted:
    """What is asked of the weapons that fit; the filter's date, order and limit are not part of it."""
    wanted = select(*columns).select_from(schema.weapon)
    wanted = wanted.where(*[schema.weapon.c[name] == value for name in EXACT if (value := getattr(where, name))])
    if where.flag:
        wanted = wanted.where(piece.flags.contains(f" {where.flag} ", autoescape=True))
    wanted = wanted.where(*conditions.clauses(reader, where))
    return _carrying(reader, wanted, where.query) if where.query.strip() else wanted


def ways(typed: str) -> list[list[str]]:
    """How a text can be carried: as a whole, or each of its words; folded. Nothing where it is too short for that."""
    found = [whole] if len(whole := fold(typed)) >= trigrams.LEAST else []
    words = [key for word in typed.split() if len(key := fold(word)) >= trigrams.LEAST]
    return [way for way in (found, words if len(words) > 1 else []) if way]


def _carrying(reader: Reader, wanted: Wanted, typed: str) -> Wanted:
    named = typed.strip().upper()
    if is_weapon(named):
        return wanted.where(or_(piece.id == named, piece.serial_key == fold(typed)))
    if carried := ways(typed):
        tie = trigrams.joined(reader)
        conditions = chain([trigrams.carries(reader, carried)], [] if tie is None else [tie])
        return wanted.where(*conditions)
    return wanted.where(_between(piece.serial_key, fold(typed)) if fold(typed) else piece.key < 0)


def _through_index(typed: str) -> bool:
    return bool(ways(typed)) and not is_weapon(typed.strip().upper())


def _between(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    """Texts that begin with a key, as a range that an index answers."""
    return (column >= key) & (column < key + _AFTER)


def _ordered(reader: Reader, wanted: Wanted, where: WeaponFilter) -> Wanted:
    demand_order(where)
    name = where.order.removeprefix("-")
    key = _by_index(reader) if _through_index(where.query) else piece.key
    places = [key] if name in ("", "key") else [order_of(reader, name), piece.key]
    return wanted.order_by(*[place.desc() if where.order.startswith("-") else place.asc() for place in places])


def order_of(reader: Reader, name: str) -> ColumnElement[str]:
    """What a list in the order of a field goes by: of a serial number its folded form, which has an index."""
    return piece.serial_key if name == "serial" else conditions.expression(reader, name)


def demand_order(where: WeaponFilter) -> None:
    """Refuse an order that is none (`filter.value`)."""
    if where.order and where.order.removeprefix("-") not in ORDERS:
        raise Refused("filter.value", field="order", value=where.order, allowed=sorted(ORDERS))


def _by_index(reader: Reader) -> ColumnElement[int]:
    """The order of the register; on SQLite the trigram index's own, in which it answers without sorting."""
    return trigrams.INDEX.c.rowid if reader.dialect == "sqlite" else piece.key


def _limited(wanted: Wanted, where: WeaponFilter) -> Wanted:
    return wanted if where.limit is None else wanted.limit(where.limit)
