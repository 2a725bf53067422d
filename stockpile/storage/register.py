"""The register: the fold of all lines, written in the transaction that records them, and rebuilt on demand.

Nothing else writes these tables. A row carries its place in the order of first appearance (`key`) and the voucher
that received the piece (`receipt`); everything else is its state (`rows`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, tuple_

from stockpile.domain import voucher as words
from stockpile.domain.errors import Refused
from stockpile.domain.serials import exact_key, fold
from stockpile.domain.state import State, texts
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import equipment_id, is_weapon, weapon_id
from stockpile.domain.voucher import Line
from stockpile.storage import bulk, rows, schema, streaming, trigrams
from stockpile.storage.codec import decode_line, plain_record
from stockpile.storage.reader import Reader
from stockpile.storage.store import Unit

Wanted = TypeVar("Wanted", bound=Select[Any])

CHUNK = 5_000  # subjects asked for at once
_MARKS = 100  # marks looked for in one question
_BATCH = 10_000  # lines folded at once when the register is made anew
_MOST_DIGITS = 9_999_999


class Posting(NamedTuple):
    """A line as the register takes it: its voucher (place in the order of recording, reference), and what it sets."""

    voucher: int
    reference: str
    subject: str
    set: State


@dataclass(slots=True)
class Entry:
    """A piece in the register.

    Attributes:
        key: its place in the order of first appearance. receipt: reference of the voucher that first recorded it.
        voucher: the last one that touched it. old_search: what the search index has of it.
    """

    key: int
    receipt: str
    state: dict[str, object]
    voucher: int = 0
    old_search: str | None = None


# -- writing -----------------------------------------------------------------------------------------------------------


def apply(unit: Unit, voucher_id: int, reference: str, lines: Iterable[Line]) -> None:
    """Fold the lines of one voucher into the register.

    Raises:
        Refused: ``text.unreadable`` for a text that PostgreSQL cannot keep (with U+0000).
    """
    postings = (Posting(voucher_id, reference, line.subject, plain_record(line.set)) for line in lines)
    while batch := list(islice(postings, CHUNK)):
        _fold_in(unit, batch)


def rebuild(unit: Unit, progress: Callable[[int], None] | None = None) -> None:
    """Throw the register away and fold all ledgers again, in the order of recording.

    ``progress`` is told how many lines are done; what it raises stops it.

    Raises:
        IntegrityAlarm: ``body.unreadable``; from such a ledger no register can be made.
    """
    if unit.dialect == "sqlite":
        unit.connection.exec_driver_sql("INSERT INTO weapon_search(weapon_search) VALUES('delete-all')")
    for table in schema.REGISTER:
        unit.connection.execute(table.delete())
    done = 0
    for batch in _all_postings(unit):
        _fold_in(unit, batch, findable=False)
        done += len(batch)
        if progress is not None:
            progress(done)
    if unit.dialect == "sqlite":
        unit.connection.exec_driver_sql("INSERT INTO weapon_search(weapon_search) VALUES('rebuild')")


def references(reader: Reader) -> dict[int, str]:
    """The reference of every voucher, by its place in the order of recording."""
    table = schema.voucher.c
    wanted = select(table.id, table.site, table.number)
    return {number: words.reference(site, text) for number, site, text in streaming.stream(reader, wanted)}


def _all_postings(reader: Reader) -> Iterator[list[Posting]]:
    """Every line of every ledger, a page a query: in between the register is written."""
    names = references(reader)
    table = schema.line.c
    place = tuple_(table.voucher, table.position)
    last: tuple[int, int] = (0, -1)
    wanted = select(table.voucher, table.position, table.subject, table.body).order_by(table.voucher, table.position)
    while page := reader.connection.execute(wanted.where(place > last).limit(_BATCH)).all():
        yield [
            Posting(voucher, names.get(voucher, ""), subject, decode_line(body).set)
            for voucher, _position, subject, body in page
        ]
        last = (page[-1][0], page[-1][1])


def insert_weapons(unit: Unit, new: Sequence[rows.Row], *, findable: bool = True) -> None:
    """Insert rows of weapons that were not there, and make them findable."""
    bulk.insert(unit.connection, schema.weapon, rows.WEAPON_COLUMNS, new)
    if new and findable and unit.dialect == "sqlite":
        unit.connection.exec_driver_sql(_MAKE_FINDABLE, [(row[0], row[_SEARCH]) for row in new])


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


_SEARCH = rows.WEAPON_COLUMNS.index("search")
_MAKE_FINDABLE = "INSERT INTO weapon_search(rowid, search) VALUES (?, ?)"
_FORGET = "INSERT INTO weapon_search(weapon_search, rowid, search) VALUES ('delete', ?, ?)"


def _fold_in(unit: Unit, postings: Sequence[Posting], *, findable: bool = True) -> None:
    by_table: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        by_table[rows.table_of(posting.subject)].append(posting)
    for name, theirs in by_table.items():
        if name == "thing":
            _fold_things(unit, theirs)
        else:
            _fold_pieces(unit, theirs, PIECES[name], findable=findable)


def _fold_pieces(unit: Unit, postings: Sequence[Posting], kind: Pieces, *, findable: bool) -> None:
    found = _entries(unit, kind, {posting.subject for posting in postings})
    key = next_key(unit, kind.table)
    new: dict[str, Entry] = {}
    for voucher, reference, subject, changes in postings:
        entry = found.get(subject) or new.get(subject)
        if entry is None:
            entry = new[subject] = Entry(key, reference, {})
            key += 1
        entry.state = folded(entry.state, changes)
        entry.voucher = voucher
    made = [kind.row(e.key, subject, e.state, e.receipt, e.voucher) for subject, e in new.items()]
    _demand_storable(made)
    if kind.table is schema.weapon:
        insert_weapons(unit, made, findable=findable)
    else:
        insert_equipment(unit, made)
    _replace(unit, kind, found, findable=findable)


def _replace(unit: Unit, kind: Pieces, found: Mapping[str, Entry], *, findable: bool) -> None:
    """Put new rows in the place of old ones, in the table and in the search index."""
    if not found:
        return
    made = [kind.row(e.key, subject, e.state, e.receipt, e.voucher) for subject, e in found.items()]
    _demand_storable(made)
    if kind.table is schema.weapon and findable and unit.dialect == "sqlite":
        _find_anew(unit, list(found.values()), made)
    names = kind.columns[1:]
    assignments: dict[str, ColumnElement[object]] = {name: bindparam(f"new_{name}") for name in names}
    statement = kind.table.update().where(kind.table.c.key == bindparam("new_key")).values(assignments)
    unit.connection.execute(
        statement, [{f"new_{name}": value for name, value in zip(kind.columns, row, strict=True)} for row in made]
    )


def _find_anew(unit: Unit, entries: Sequence[Entry], made: Sequence[rows.Row]) -> None:
    """The index of an external table must be told what it had, to forget it."""
    changed = [(e.key, e.old_search, row[_SEARCH]) for e, row in zip(entries, made, strict=True)]
    changed = [each for each in changed if each[1] != each[2]]
    if changed:
        unit.connection.exec_driver_sql(_FORGET, [(key, old) for key, old, _new in changed])
        unit.connection.exec_driver_sql(_MAKE_FINDABLE, [(key, new) for key, _old, new in changed])


def _demand_storable(made: Sequence[rows.Row]) -> None:
    for row in made:
        for value in row:
            if isinstance(value, str) and "\0" in value:
                raise Refused("text.unreadable", text=value.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _fold_things(unit: Unit, postings: Sequence[Posting]) -> None:
    known = _thing_states(unit, {posting.subject for posting in postings})
    last: dict[str, int] = {}
    for voucher, _reference, subject, changes in postings:
        known[subject] = folded(known.get(subject), changes)
        last[subject] = voucher
    for chunk in _chunks(sorted(last)):
        unit.connection.execute(schema.thing.delete().where(schema.thing.c.subject.in_(chunk)))
        made = [rows.thing_row(subject, known[subject], last[subject]) for subject in chunk]
        _demand_storable(made)
        bulk.insert(unit.connection, schema.thing, rows.THING_COLUMNS, made)


# -- reading -----------------------------------------------------------------------------------------------------------


def states(reader: Reader, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    """The states of those subjects of any kind that are in the register, in the order asked."""
    wanted = list(dict.fromkeys(subjects))
    by_table: dict[str, set[str]] = defaultdict(set)
    for subject in wanted:
        by_table[rows.table_of(subject)].add(subject)
    found: dict[str, dict[str, object]] = {}
    for table, theirs in by_table.items():
        found |= _states(reader, table, theirs)
    return {subject: found[subject] for subject in wanted if subject in found}


def own_models(reader: Reader) -> frozenset[str]:
    """The models of the state's own catalogue that are in use, as exact keys of their names and other names."""
    states = {key: state for key, state in things(reader, "model").items() if state.get("active", True)}
    named = [name for key, state in states.items() for name in (key, *texts(state, "other_names"))]
    return frozenset(exact_key(name) for name in named)


def things(reader: Reader, kind: str) -> dict[str, dict[str, object]]:
    """Everything of a kind that acts refer to: key to state."""
    wanted = select(schema.thing).where(schema.thing.c.kind == kind).order_by(schema.thing.c.subject)
    return {
        row["subject"].partition(":")[2]: rows.thing_state(row) for row in reader.connection.execute(wanted).mappings()
    }


def resolve(reader: Reader, text: str, site: str = "") -> list[str]:
    """The ids of the weapons that a text names exactly: id, serial number or asset number; look-alikes are not
    named."""
    text, key = text.strip(), fold(text)
    if not key:
        return []
    if is_weapon(text):
        return [text] if states(reader, [text]) else []
    piece = schema.weapon
    wanted = select(piece.c.id, piece.c.serial).where(piece.c.serial_key == key).order_by(piece.c.key)
    found = [
        each for each, serial in reader.connection.execute(_at(wanted, site)) if exact_key(serial) == exact_key(text)
    ]
    if found:
        return found
    marked = _carrying(reader, [key])
    wanted = select(piece.c.id).where(piece.c.key.in_(list(marked)), piece.c.asset_number == text).order_by(piece.c.key)
    return list(reader.connection.scalars(_at(wanted, site)))


def look_alikes(reader: Reader, texts: Iterable[str]) -> list[str]:
    """The ids of weapons that carry a number or mark that folds like one of the texts, in the order of the register."""
    keys = sorted({key for text in texts if (key := fold(text))})
    piece = schema.weapon
    found: dict[int, str] = {}
    for chunk in _chunks(keys):
        wanted = select(piece.c.key, piece.c.id).where(piece.c.serial_key.in_(chunk))
        found |= dict(streaming.stream(reader, wanted))
    for start in range(0, len(keys), _MARKS):
        found |= _carrying(reader, keys[start : start + _MARKS])
    return [found[key] for key in sorted(found)]


def _carrying(reader: Reader, keys: Sequence[str]) -> dict[int, str]:
    """Weapons that carry one of the folded texts as a whole number or mark: key and id."""
    ways = [[f" {key} "] for key in keys]
    piece = schema.weapon
    wanted = select(piece.c.key, piece.c.id).where(trigrams.carries(reader, ways))
    if (tie := trigrams.joined(reader)) is not None:
        wanted = wanted.where(tie)
    return dict(streaming.stream(reader, wanted)) if keys else {}


def _at(wanted: Wanted, site: str) -> Wanted:
    return wanted.where(schema.weapon.c.site == site) if site else wanted


def _entries(reader: Reader, kind: Pieces, subjects: Iterable[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for chunk in _chunks(sorted(subjects)):
        for row in reader.connection.execute(select(kind.table).where(kind.table.c.id.in_(chunk))).mappings():
            found[row["id"]] = Entry(row["key"], row["receipt"], kind.state(row), row["voucher"], row.get("search"))
    return found


def _states(reader: Reader, table: str, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    if table == "thing":
        return _thing_states(reader, subjects)
    return {subject: entry.state for subject, entry in _entries(reader, PIECES[table], subjects).items()}


def _thing_states(reader: Reader, subjects: Iterable[str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for chunk in _chunks(sorted(subjects)):
        wanted = select(schema.thing).where(schema.thing.c.subject.in_(chunk))
        found |= {row["subject"]: rows.thing_state(row) for row in reader.connection.execute(wanted).mappings()}
    return found


def _chunks(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


@dataclass(frozen=True, slots=True)
class Pieces:
    """The two kinds of pieces, weapons and equipment, differ in their table and in how a row is made."""

    table: Table
    columns: tuple[str, ...]
    row: Callable[[int, str, State, str, int], rows.Row]
    state: Callable[[rows.Stored], dict[str, object]]


PIECES: dict[str, Pieces] = {
    "weapon": Pieces(schema.weapon, rows.WEAPON_COLUMNS, rows.weapon_row, rows.weapon_state),
    "equipment": Pieces(schema.equipment, rows.EQUIPMENT_COLUMNS, rows.equipment_row, rows.equipment_state),
}
