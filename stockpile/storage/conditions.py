"""Conditions as the database answers them: `domain.fields.holds` says what they mean, this is how they are asked.

What a comparison of texts can say is compared. The rest (parts of a text, folded; years) is held against the different
values of the field, which are far fewer than the weapons, and then the values are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, and_, any_, bindparam, cast, column, exists, false, not_, or_, select
from sqlalchemy import func as sql
from sqlalchemy.dialects.postgresql import ARRAY

from stockpile.domain import fields
from stockpile.domain.fields import FIELDS, Sort, holds, resolved
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.marks import MarkKind
from stockpile.domain.serials import fold
from stockpile.storage import schema, streaming, trigrams
from stockpile.storage.reader import Reader

_AFTER = "\U0010ffff"  # sorts after every folded key
_PLAIN_LIST = 500  # values; more go in as one
_MARKED_BY = (MarkKind.SERIAL.value, MarkKind.STATE.value)

piece = schema.weapon.c

Clause = ColumnElement[bool]


def settled(where: WeaponFilter) -> WeaponFilter:
    """The filter with its conditions as they are compared; `today` is the day it looks at.

    Raises:
        Refused: ``filter.value`` for a field, operator or value that is none.
    """
    if not where.conditions:
        return where
    today = where.as_at or date.today()  # noqa: DTZ011 - the day on the wall is the day that is meant
    return replace(where, conditions=tuple(resolved(each, today) for each in where.conditions))


def clauses(reader: Reader, where: WeaponFilter) -> list[Clause]:
    """What the conditions of a filter ask of a row of `weapon`."""
    return [clause(reader, each) for each in settled(where).conditions]


def expression(reader: Reader, name: str) -> ColumnElement[str]:
    """What a field says, as a text; empty where it says nothing."""
    if (own := schema.weapon.c.get(name)) is not None:
        return own
    if reader.dialect == "postgresql":
        found: ColumnElement[Any] = sql.json_extract_path_text(cast(piece.details, JSON), name)
    else:
        found = cast(sql.json_extract(piece.details, f"$.{name}"), Text)
    return sql.coalesce(found, "")


def clause(reader: Reader, condition: Condition) -> Clause:
    """What one resolved condition asks."""
    if condition.field == "serial" and condition.operator in _SERIAL:
        return or_(false(), *[_SERIAL[condition.operator](reader, each) for each in condition.values])
    if condition.field == "id" and condition.operator in _ID:
        return or_(false(), *[_ID[condition.operator](_folded_id(), fold(each)) for each in condition.values])
    if condition.field == "marked":
        return _marked(reader, condition)
    sort = FIELDS[condition.field].sort
    if sort is Sort.FLAGS:
        return _flagged(condition)
    if sort is not Sort.NUMBER and condition.operator in _COMPARED:
        return _COMPARED[condition.operator](expression(reader, condition.field), condition.values)
    return _by_values(reader, condition)


def _by_values(reader: Reader, condition: Condition) -> Clause:
    said = expression(reader, condition.field)
    wanted = select(said).distinct()
    keys = [fold(each) for each in condition.values]
    if condition.field == "asset_number" and keys and min(map(len, keys)) >= trigrams.LEAST and _parts(condition):
        wanted = wanted.where(_carrying(reader, keys))  # a million numbers are too many to look at one by one
    values = [each for (each,) in streaming.stream(reader, wanted) if holds(condition, each)]
    if len(values) <= _PLAIN_LIST:
        return said.in_(values)
    if reader.dialect == "postgresql":
        return said == any_(bindparam(None, values, type_=ARRAY(Text)))
    listed = sql.json_each(json.dumps(values)).table_valued("value")
    return said.in_(select(listed.c.value))


_COMPARED: Mapping[Operator, Callable[[ColumnElement[str], Sequence[str]], Clause]] = {
    Operator.IS: lambda said, values: said.in_(values),
    Operator.IS_NOT: lambda said, values: said.not_in(values),
    Operator.BEFORE: lambda said, values: and_(said != "", said < min(values)),
    Operator.AFTER: lambda said, values: said > max(values),
    Operator.EMPTY: lambda said, _values: said == "",
    Operator.FILLED: lambda said, _values: said != "",
}


# -- what has a way of its own -----------------------------------------------------------------------------------------


def _serial_is(_reader: Reader, value: str) -> Clause:
    return and_(piece.serial_key == fold(value), piece.serial == value)


def _serial_begins(_reader: Reader, value: str) -> Clause:
    key = fold(value)
    return (piece.serial_key >= key) & (piece.serial_key < key + _AFTER) if key else false()


def _serial_contains(reader: Reader, value: str) -> Clause:
    key = fold(value)
    if not key:
        return false()
    found = piece.serial_key.contains(key, autoescape=True)
    return found if len(key) < trigrams.LEAST else and_(_carrying(reader, [key]), found)


def _parts(condition: Condition) -> bool:
    return condition.operator in (Operator.CONTAINS, Operator.BEGINS)


def _carrying(reader: Reader, keys: Sequence[str]) -> Clause:
    """Weapons that carry one of these folded texts anywhere."""
    carried = trigrams.carries(reader, [[key] for key in keys])
    return carried if reader.dialect == "postgresql" else piece.key.in_(select(trigrams.INDEX.c.rowid).where(carried))


def _folded_id() -> ColumnElement[str]:
    """Ids are made of capitals, digits, dashes and underscores: here a database can fold."""
    found: ColumnElement[Any] = piece.id
    for old, new in (("-", ""), ("_", ""), ("O", "0"), ("I", "1"), ("B", "8"), ("S", "5"), ("Z", "2")):
        found = sql.replace(found, old, new)
    return found


_ID: Mapping[Operator, Callable[[ColumnElement[str], str], Clause]] = {
    Operator.BEGINS: lambda said, key: said.startswith(key, autoescape=True) if key else false(),
    Operator.CONTAINS: lambda said, key: said.contains(key, autoescape=True) if key else false(),
}


_SERIAL: Mapping[Operator, Callable[[Reader, str], Clause]] = {
    Operator.IS: _serial_is,
    Operator.BEGINS: _serial_begins,
    Operator.CONTAINS: _serial_contains,
}


def _flagged(condition: Condition) -> Clause:
    if condition.operator in (Operator.EMPTY, Operator.FILLED):
        return _COMPARED[condition.operator](piece.flags, ())
    named = [
        piece.flags.contains(f" {each} ", autoescape=True) if each else piece.flags == "" for each in condition.values
    ]
    found = or_(false(), *named)
    return found if condition.operator is Operator.IS else not_(found)


def _marked(reader: Reader, condition: Condition) -> Clause:
    """A serial number, or a mark that tells the piece from every other, as `Weapon.marked` has it."""
    if reader.dialect == "postgresql":
        marks: Any = sql.json_array_elements(sql.json_extract_path(cast(piece.details, JSON), "marks"))
        listed = marks.table_valued(column("value", JSON))
        kind: Any = sql.json_extract_path_text(listed.c.value, "kind")
    else:
        listed = sql.json_each(piece.details, "$.marks").table_valued("value")
        kind = sql.json_extract(listed.c.value, "$.kind")
    marked = or_(piece.serial != "", exists(select(1).select_from(listed).where(kind.in_(_MARKED_BY))))
    # a serial number has a key: so the few that have none are found by it, not by reading every weapon
    unmarked = and_(piece.serial_key == "", not_(marked))
    wanted = set(condition.values)
    if wanted >= {fields.YES, fields.NO}:
        return or_(marked, not_(marked))
    return marked if fields.YES in wanted else unmarked if fields.NO in wanted else false()
