"""Reading weapons field by field, many at once.

A row out of SQLite's driver costs a microsecond, and the lock of the interpreter each time, and the window would wait
for it. So each field of ten thousand weapons comes as one long text. (Fields put together in SQL cost twice as much:
each `||` copies what stands before it.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, func, or_, select

from stockpile.domain.fields import NO, YES
from stockpile.domain.filter import Condition, Operator
from stockpile.storage import conditions, schema
from stockpile.storage.reader import Reader

SIZE = 10_000  # weapons read at once
ROWS_END = "\x1e"
CARRIED = "carried"  # what can be read on a piece beside its numbers: its marks and parts, as the search has them

Said = str | Sequence[str]  # what some weapons say: between `ROWS_END`, or one by one

piece = schema.weapon.c


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some weapons: how many, and what they say of each field, in the order of their keys."""

    count: int
    said: Mapping[str, Said]


def each(reader: Reader, names: Sequence[str], after: int = 0) -> Iterator[Chunk]:
    """The weapons after a key, in the order of their keys. These go up by one; where some are missing, chunks are
    smaller."""
    last = int(reader.connection.scalar(select(func.max(piece.key))) or 0)
    for start in range(after, last, SIZE):
        wanted = _listed(reader, names).where(piece.key > start, piece.key <= start + SIZE)
        yield _joined(reader, names, wanted) or _as_rows(reader, names, wanted.order_by(piece.key))


def of(reader: Reader, names: Sequence[str], subjects: Sequence[str], last: int) -> tuple[list[int], dict[str, Said]]:
    """Some weapons by their ids, up to a key: their keys, and what they say of each field."""
    wanted = _listed(reader, names).where(piece.id.in_(subjects), piece.key <= last)
    return _columns(reader, names, wanted)


def apart(said: Said) -> Sequence[str]:
    """One by one."""
    return said.split(ROWS_END) if isinstance(said, str) else said


def constant(said: Said, count: int) -> str | None:
    """The text that all of them say, where that is seen at once."""
    if not isinstance(said, str):
        return None
    first, end, _rest = said.partition(ROWS_END)
    return first if said == (first + end) * (count - 1) + first else None


def _listed(reader: Reader, names: Sequence[str]) -> Select[Any]:
    return select(piece.key, *[_said(reader, name).label(name) for name in names])


def _said(reader: Reader, name: str) -> ColumnElement[Any]:
    if name == "marked":
        return case((conditions.clause(reader, Condition(name, Operator.IS, (YES,))), YES), else_=NO)
    if name == CARRIED:
        return case((or_(_named(reader, "marks"), _named(reader, "components")), piece.search), else_="")
    said = conditions.expression(reader, name)
    return said if name in piece else case((_named(reader, name), said), else_="")  # most say nothing: not taken apart


def _named(reader: Reader, name: str) -> ColumnElement[bool]:
    """Whether the details of a weapon may say this."""
    at = func.instr if reader.dialect == "sqlite" else func.strpos
    return at(piece.details, f'"{name}"') > 0


def _columns(reader: Reader, names: Sequence[str], wanted: Select[Any]) -> tuple[list[int], dict[str, Said]]:
    """As rows, turned."""
    found = [tuple(row) for row in reader.connection.execute(wanted)]
    if not found:
        return [], dict.fromkeys(names, ())
    keys, *said = zip(*found, strict=True)
    return list(keys), dict(zip(names, said, strict=True))


def _as_rows(reader: Reader, names: Sequence[str], wanted: Select[Any]) -> Chunk:
    keys, said = _columns(reader, names, wanted)
    return Chunk(len(keys), said)


def _joined(reader: Reader, names: Sequence[str], wanted: Select[Any]) -> Chunk | None:
    """As long texts; None where a text has in it what stands between texts."""
    if reader.dialect != "sqlite":
        return None
    texts = [func.group_concat(field, ROWS_END, type_=String) for field in list(wanted.selected_columns)[1:]]
    asked = wanted.with_only_columns(func.count(), *texts)
    # no index, so by key: a range of keys is walked through in their order, and no sorting goes before
    count, *found = reader.connection.execute(asked.with_hint(schema.weapon, "NOT INDEXED", "sqlite")).one()
    if any(text.count(ROWS_END) != count - 1 for text in found if count):
        return None
    return Chunk(int(count), dict(zip(names, found if count else [()] * len(names), strict=True)))
