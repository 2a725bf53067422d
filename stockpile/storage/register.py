"""The register: the fold of all lines, written in the transaction that records them, and rebuilt on demand.

Nothing else writes these tables. A row carries its place in the order of first appearance (`key`) and the voucher
that received the piece (`receipt`); everything else is its state (`rows`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, func, select

from stockpile.domain.events import Event
from stockpile.domain.serials import exact_key, fold
from stockpile.domain.state import State
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import equipment_id, is_weapon, weapon_id
from stockpile.domain.voucher import Line
from stockpile.storage import bulk, journal, rows, schema
from stockpile.storage.reader import Reader
from stockpile.storage.store import Unit

Wanted = TypeVar("Wanted", bound=Select[Any])

CHUNK = 5_000  # subjects asked for at once
_MOST_DIGITS = 9_999_999


@dataclass(slots=True)
class Entry:
    """A piece in the register: its place, who received it, its state; ``old_search``: what the search index has of
    it."""

    key: int
    receipt: str
    state: dict[str, object]
    old_search: str | None = None


# -- writing
# -------------------------------------------------------------------------------------------------------------


def apply(unit: Unit, voucher_id: int, reference: str, lines: Sequence[Line]) -> None:
    """Fold the lines of one voucher into the register."""
    by_table: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_table[rows.table_of(line.subject)].append(line)
    for table, theirs in by_table.items():
        for start in range(0, len(theirs), CHUNK):
            _APPLY[table](unit, voucher_id, reference, theirs[start : start + CHUNK])


def rebuild(unit: Unit) -> None:
    """Throw the register away and fold all ledgers again, in the order of recording."""
    if unit.dialect == "sqlite":
        unit.connection.exec_driver_sql("INSERT INTO weapon_search(weapon_search) VALUES('delete-all')")
    for table in schema.REGISTER:
        unit.connection.execute(table.delete())
    numbers = unit.connection.scalars(select(schema.voucher.c.id).order_by(schema.voucher.c.id)).all()
    for number in numbers:
        header = journal.voucher_at(unit, number)
        if header is None:
            continue
        pending = journal.lines(unit, number)
        while chunk := list(islice(pending, CHUNK)):
            apply(unit, number, header.reference, chunk)


def insert_weapons(unit: Unit, new: Sequence[rows.Row]) -> None:
    """Insert rows of weapons that were not there, and make them findable."""
    if not new:
        return
    bulk.insert(unit.connection, schema.weapon, rows.WEAPON_COLUMNS, new)
    if unit.dialect == "sqlite":
        place = rows.WEAPON_COLUMNS.index("search")
        unit.connection.exec_driver_sql(
            "INSERT INTO weapon_search(rowid, search) VALUES (?, ?)", [(row[0], row[place]) for row in new]
        )


def insert_equipment(unit: Unit, new: Sequence[rows.Row]) -> None:
    """Insert rows of equipment that was not there."""
    bulk.insert(unit.connection, schema.equipment, rows.EQUIPMENT_COLUMNS, new)


def next_key(reader: Reader, table: Table) -> int:
    """The place of the next piece in the order of first appearance."""
    return int(reader.connection.scalar(select(func.max(table.c.key))) or 0) + 1


def next_weapon_ids(reader: Reader, site: str, count: int) -> list[str]:
    """The ids of the next weapons that a site records first."""
    first = next_count(reader, schema.weapon, f"{site}-W")
    return [weapon_id(site, first + each) for each in range(count)]


def next_equipment_ids(reader: Reader, site: str, count: int) -> list[str]:
    """The ids of the next entries of equipment that a site records first."""
    first = next_count(reader, schema.equipment, f"{site}-E")
    return [equipment_id(site, first + each) for each in range(count)]


def next_count(reader: Reader, table: Table, prefix: str) -> int:
    """The number after the highest in use with a prefix."""
    mine = (table.c.id >= prefix) & (table.c.id < f"{prefix}:")  # the colon comes right after the digits
    last = reader.connection.scalar(select(func.max(table.c.id)).where(mine))
    if last and int(last.removeprefix(prefix)) >= _MOST_DIGITS:  # eight digits do not sort after seven
        last = reader.connection.scalar(
            select(table.c.id).where(mine).order_by(func.length(table.c.id).desc(), table.c.id.desc()).limit(1)
        )
    return int(last.removeprefix(prefix)) + 1 if last else 1


def _apply_pieces(unit: Unit, voucher_id: int, reference: str, lines: Sequence[Line], kind: _Pieces) -> None:
    found = _entries(unit, kind, {line.subject for line in lines})
    key = next_key(unit, kind.table)
    new: dict[str, Entry] = {}
    for line in lines:
        entry = found.get(line.subject) or new.get(line.subject)
        if entry is None:
            entry = new[line.subject] = Entry(key, reference if line.event == Event.RECEIVED else "", {})
            key += 1
        entry.state = folded(entry.state, line.set)
    kind.insert(unit, [kind.row(e.key, subject, e.state, e.receipt, voucher_id) for subject, e in new.items()])
    _replace(unit, kind, found, voucher_id)


def _replace(unit: Unit, kind: _Pieces, found: Mapping[str, Entry], voucher_id: int) -> None:
    """Put new rows in the place of old ones, in the table and in the search index."""
    if not found:
        return
    made = [kind.row(e.key, subject, e.state, e.receipt, voucher_id) for subject, e in found.items()]
    values = [{f"new_{name}": value for name, value in zip(kind.columns, row, strict=True)} for row in made]
    statement = (
        kind.table.update()
        .where(kind.table.c.key == bindparam("new_key"))
        .values({name: bindparam(f"new_{name}") for name in kind.columns if name != "key"})
    )
    unit.connection.execute(statement, values)
    if kind.table is schema.weapon and unit.dialect == "sqlite":
        _find_anew(unit, found, made)


def _find_anew(unit: Unit, found: Mapping[str, Entry], made: Sequence[rows.Row]) -> None:
    place = rows.WEAPON_COLUMNS.index("search")
    changed = [
        (entry.key, entry.old_search, row[place])
        for entry, row in zip(found.values(), made, strict=True)
        if entry.old_search != row[place]
    ]
    if changed:
        unit.connection.exec_driver_sql(
            "INSERT INTO weapon_search(weapon_search, rowid, search) VALUES ('delete', ?, ?)",
            [(key, old) for key, old, _new in changed],
        )
        unit.connection.exec_driver_sql(
            "INSERT INTO weapon_search(rowid, search) VALUES (?, ?)", [(key, new) for key, _old, new in changed]
        )


def _apply_things(unit: Unit, voucher_id: int, _reference: str, lines: Sequence[Line]) -> None:
    states_ = _thing_states(unit, {line.subject for line in lines})
    for line in lines:
        states_[line.subject] = folded(states_.get(line.subject), line.set)
    touched = {line.subject for line in lines}
    unit.connection.execute(schema.thing.delete().where(schema.thing.c.subject.in_(touched)))
    made = [rows.thing_row(subject, states_[subject], voucher_id) for subject in sorted(touched)]
    bulk.insert(unit.connection, schema.thing, rows.THING_COLUMNS, made)


# -- reading
# -------------------------------------------------------------------------------------------------------------


def states(reader: Reader, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    """The states of those subjects of any kind that are in the register, in the order asked."""
    wanted = list(dict.fromkeys(subjects))
    by_table: dict[str, set[str]] = defaultdict(set)
    for subject in wanted:
        by_table[rows.table_of(subject)].add(subject)
    found: dict[str, dict[str, object]] = {}
    for table, theirs in by_table.items():
        found |= _READ[table](reader, theirs)
    return {subject: found[subject] for subject in wanted if subject in found}


def things(reader: Reader, kind: str) -> dict[str, dict[str, object]]:
    """Everything of a kind that acts refer to: key to state."""
    wanted = select(schema.thing).where(schema.thing.c.kind == kind).order_by(schema.thing.c.subject)
    return {
        row["subject"].partition(":")[2]: rows.thing_state(row) for row in reader.connection.execute(wanted).mappings()
    }


def resolve(reader: Reader, text: str, site: str = "") -> list[str]:
    """The ids of the weapons that a text names exactly: id, serial number or asset number; look-alikes are not
    named."""
    text = text.strip()
    if is_weapon(text):
        return [text] if states(reader, [text]) else []
    piece = schema.weapon
    wanted = select(piece.c.id, piece.c.serial).where(piece.c.serial_key == fold(text)).order_by(piece.c.key)
    found = [
        each for each, serial in reader.connection.execute(_at(wanted, site)) if exact_key(serial) == exact_key(text)
    ]
    if found or not text:
        return found
    by_asset = select(piece.c.id).where(piece.c.asset_number == text).order_by(piece.c.key).limit(20)
    return list(reader.connection.scalars(_at(by_asset, site)))


def look_alikes(reader: Reader, texts: Iterable[str]) -> list[str]:
    """The ids of weapons whose serial number, or a mark or component's number, folds like one of the texts."""
    keys = sorted({key for text in texts if (key := fold(text))})
    piece = schema.weapon
    found: dict[str, None] = {}
    for chunk in _chunks(keys):
        wanted = select(piece.c.id).where(piece.c.serial_key.in_(chunk)).order_by(piece.c.key)
        found |= dict.fromkeys(reader.connection.scalars(wanted))
    return list(found)


def _at(wanted: Wanted, site: str) -> Wanted:
    return wanted.where(schema.weapon.c.site == site) if site else wanted


def _entries(reader: Reader, kind: _Pieces, subjects: Iterable[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for chunk in _chunks(sorted(subjects)):
        for row in reader.connection.execute(select(kind.table).where(kind.table.c.id.in_(chunk))).mappings():
            found[row["id"]] = Entry(row["key"], row["receipt"], kind.state(row), row.get("search"))
    return found


def _piece_states(reader: Reader, kind: _Pieces, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    return {subject: entry.state for subject, entry in _entries(reader, kind, subjects).items()}


def _thing_states(reader: Reader, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for chunk in _chunks(sorted(subjects)):
        wanted = select(schema.thing).where(schema.thing.c.subject.in_(chunk))
        found |= {row["subject"]: rows.thing_state(row) for row in reader.connection.execute(wanted).mappings()}
    return found


def _chunks(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The two kinds of pieces, weapons and equipment, differ in their table and in how a row is made."""

    table: Table
    columns: tuple[str, ...]
    row: Callable[[int, str, State, str, int], rows.Row]
    state: Callable[[rows.Stored], dict[str, object]]
    insert: Callable[[Unit, Sequence[rows.Row]], None]


WEAPONS = _Pieces(schema.weapon, rows.WEAPON_COLUMNS, rows.weapon_row, rows.weapon_state, insert_weapons)
EQUIPMENT = _Pieces(
    schema.equipment, rows.EQUIPMENT_COLUMNS, rows.equipment_row, rows.equipment_state, insert_equipment
)

_APPLY: dict[str, Callable[[Unit, int, str, Sequence[Line]], None]] = {
    "weapon": lambda unit, number, reference, lines: _apply_pieces(unit, number, reference, lines, WEAPONS),
    "equipment": lambda unit, number, reference, lines: _apply_pieces(unit, number, reference, lines, EQUIPMENT),
    "thing": _apply_things,
}
_READ: dict[str, Callable[[Reader, Iterable[str]], dict[str, dict[str, object]]]] = {
    "weapon": lambda reader, subjects: _piece_states(reader, WEAPONS, subjects),
    "equipment": lambda reader, subjects: _piece_states(reader, EQUIPMENT, subjects),
    "thing": _thing_states,
}
