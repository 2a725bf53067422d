"""Finding weapons: by what one can read on the piece, and by where and how it stands.

Substrings go through the trigram index (FTS5 on SQLite, pg_trgm on PostgreSQL), prefixes through a range on the
folded serial; a bound LIKE would read the whole table. Long lists are read by an array of keys and then by the rows
on screen; never by OFFSET.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select, text, true

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.storage import rows, schema
from stockpile.storage.reader import Reader

TRIGRAM = 3  # a shorter text has no trigram; it is looked for as the beginning of a serial number
_CHUNK = 5_000
_AFTER = "\U0010ffff"  # sorts after every folded key

piece = schema.weapon.c
_LISTED = (
    piece.id, piece.serial, piece.maker, piece.model, piece.category, piece.calibre, piece.country, piece.nsn,
    piece.site, piece.location, piece.holder, piece.standing, piece.condition, piece.flags,
    piece.asset_number, piece.received_on,
)  # fmt: skip
ORDERS = frozenset(column.name for column in _LISTED if column.name != "flags") | {"key"}
FACETS = ("standing", "category", "site", "model", "condition")
EXACT = (
    "standing", "category", "site", "holder", "condition", "disposal", "model", "consignment", "dossier", "location",
)  # fmt: skip


def find(reader: Reader, where: WeaponFilter) -> list[WeaponRow]:
    """The weapons that fit, in the filter's order, at most its limit; `history` answers for a date."""
    wanted = select(*_LISTED).where(fits(reader, where)).order_by(*_order(where))
    if where.limit is not None:
        wanted = wanted.limit(where.limit)
    return [weapon_row(row) for row in reader.connection.execute(wanted)]


def count(reader: Reader, where: WeaponFilter) -> int:
    """How many fit."""
    wanted = select(func.count()).select_from(schema.weapon).where(fits(reader, where))
    found = int(reader.connection.scalar(wanted) or 0)
    return found if where.limit is None else min(found, where.limit)


def keys(reader: Reader, where: WeaponFilter) -> array[int]:
    """The register's keys of all that fit, in order: eight bytes a weapon."""
    wanted = select(piece.key).where(fits(reader, where)).order_by(*_order(where))
    if where.limit is not None:
        wanted = wanted.limit(where.limit)
    return array("q", reader.connection.scalars(wanted))


def by_keys(reader: Reader, wanted: Sequence[int]) -> list[WeaponRow]:
    """The weapons of these keys, in their order; keys that are no more are left out."""
    found: dict[int, WeaponRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for row in reader.connection.execute(select(*_LISTED, piece.key).where(piece.key.in_(chunk))):
            found[row.key] = weapon_row(row)
    return [found[key] for key in wanted if key in found]


def by_ids(reader: Reader, wanted: Sequence[str]) -> list[WeaponRow]:
    """The weapons of these ids, in their order."""
    found = reader.connection.execute(select(*_LISTED).where(piece.id.in_(wanted))) if wanted else ()
    by_id = {row.id: weapon_row(row) for row in found}
    return [by_id[each] for each in wanted if each in by_id]


def suggest(reader: Reader, typed: str, limit: int = 50) -> list[WeaponRow]:
    """What somebody who types this may mean: serials that are it, that begin with it, then whatever carries it."""
    key = fold(typed)
    if not key:
        return []
    exact = select(*_LISTED).where(piece.serial_key == key).limit(limit)
    begins = select(*_LISTED).where(_begins(key)).order_by(piece.serial_key).limit(limit)
    carries = select(*_LISTED).where(_carries(reader, typed)).order_by(piece.key).limit(limit)
    found: dict[str, WeaponRow] = {}
    for wanted in (exact, begins, carries):
        if len(found) < limit:
            found |= {row.id: weapon_row(row) for row in reader.connection.execute(wanted) if row.id not in found}
    return list(found.values())[:limit]


def facets(reader: Reader, where: WeaponFilter) -> dict[str, dict[str, int]]:
    """How many of those that fit there are of each standing, category, site, model, condition."""
    fitting = fits(reader, where)
    return {name: _facet(reader, name, fitting) for name in FACETS}


def _facet(reader: Reader, name: str, fitting: ColumnElement[bool]) -> dict[str, int]:
    column = schema.weapon.c[name]
    wanted = select(column, func.count()).where(fitting).group_by(column).order_by(func.count().desc(), column)
    return dict(reader.connection.execute(wanted).tuples().all())


def equipment(reader: Reader, site: str = "") -> list[dict[str, object]]:
    """What else is kept: equipment, lots of weapons not told apart, and what is not clear."""
    table = schema.equipment
    wanted = select(table).order_by(table.c.key)
    if site:
        wanted = wanted.where(table.c.site == site)
    return [{"id": row["id"], **rows.equipment_state(row)} for row in reader.connection.execute(wanted).mappings()]


# -- conditions
# ------------------------------------------------------------------------------------------------------------


def fits(reader: Reader, where: WeaponFilter) -> ColumnElement[bool]:
    """The condition that a filter is; the date it may name is not part of it."""
    _demand_order(where)
    conditions = [schema.weapon.c[name] == value for name in EXACT if (value := getattr(where, name))]
    if where.flag:
        conditions.append(piece.flags.like(f"% {where.flag} %"))
    if where.query.strip():
        conditions.append(_carries(reader, where.query))
    return and_(true(), *conditions)


def _carries(reader: Reader, typed: str) -> ColumnElement[bool]:
    """Carries the text as a whole, or each of its words."""
    whole = fold(typed)
    if not whole:
        return literal_column("1 = 0")
    if len(whole) < TRIGRAM:
        return _begins(whole)
    ways = [[whole]]
    words = [key for word in typed.split() if len(key := fold(word)) >= TRIGRAM]
    if len(words) > 1:
        ways.append(words)
    if reader.dialect == "sqlite":
        asked = " OR ".join("(" + " AND ".join(f'"{key}"' for key in way) + ")" for way in ways)
        matched = text("SELECT rowid FROM weapon_search WHERE weapon_search MATCH :asked").bindparams(asked=asked)
        return piece.key.in_(matched.columns(literal_column("rowid")))
    return or_(*[and_(*[piece.search.contains(key, autoescape=True) for key in way]) for way in ways])


def _begins(key: str) -> ColumnElement[bool]:
    """Serial numbers that begin with a folded key, as a range that the index answers."""
    return and_(piece.serial_key >= key, piece.serial_key < key + _AFTER)


def _order(where: WeaponFilter) -> Iterable[ColumnElement[object]]:
    name = where.order.removeprefix("-")
    if not name or name == "key":
        return (piece.key.desc() if where.order.startswith("-") else piece.key.asc(),)
    column = schema.weapon.c[name]
    return (column.desc(), piece.key.desc()) if where.order.startswith("-") else (column.asc(), piece.key.asc())


def _demand_order(where: WeaponFilter) -> None:
    name = where.order.removeprefix("-")
    if name and name not in ORDERS:
        raise Refused("filter.value", field="order", value=where.order, allowed=sorted(ORDERS))


def weapon_row(row: Sequence[Any]) -> WeaponRow:
    """A listed row as others see it."""
    values = list(row[: len(_LISTED)])
    values[_FLAGS] = rows.read_flags(values[_FLAGS])
    return WeaponRow(*values)


_FLAGS = [column.name for column in _LISTED].index("flags")
