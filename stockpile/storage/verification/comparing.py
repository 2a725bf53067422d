"""The register against the ledgers: the same fold as ever, compared row by row.

Lines and rows are read in the order of their subjects, side by side, so that a million weapons need no more memory
than one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import Table, select

from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.domain.events import Event
from stockpile.domain.state import fold
from stockpile.domain.voucher import reference
from stockpile.storage import rows, schema
from stockpile.storage.codec import decode_line
from stockpile.storage.reader import Reader
from stockpile.storage.verification.report import Alarm

Progress = Callable[[int], None]
_EVERY = 20_000

_TABLES: dict[str, tuple[Table, tuple[str, ...]]] = {
    "weapon": (schema.weapon, rows.WEAPON_COLUMNS),
    "equipment": (schema.equipment, rows.EQUIPMENT_COLUMNS),
    "thing": (schema.thing, rows.THING_COLUMNS),
}
_MAKE = {"weapon": rows.weapon_row, "equipment": rows.equipment_row}


def compare(reader: Reader, progress: Progress | None = None) -> Iterator[Alarm]:
    """Every difference between the register and the fold of all lines; ``progress`` is told how many subjects are
    done."""
    comparison = _Comparison(reader)
    for done, (subject, lines) in enumerate(_folded(reader), 1):
        yield from comparison.check(subject, lines)
        if progress is not None and done % _EVERY == 0:
            progress(done)
    yield from comparison.rest()
    yield from comparison.places()
    if reader.dialect == "sqlite":
        yield from _search_index(reader)


class _Comparison:
    def __init__(self, reader: Reader) -> None:
        self._stored = {name: _Rows(reader, table, columns) for name, (table, columns) in _TABLES.items()}
        self._references = {
            number: reference(site, text)
            for number, site, text in reader.connection.execute(
                select(schema.voucher.c.id, schema.voucher.c.site, schema.voucher.c.number)
            )
        }
        # each piece's key, and where its first line stands: the keys run as the pieces first appeared
        self._keys = {name: (array("q"), array("q")) for name in _MAKE}

    def check(self, subject: str, lines: Sequence[tuple[int, int, bytes]]) -> Iterator[Alarm]:
        """One subject: its lines folded, against its row."""
        table = rows.table_of(subject)
        stored = self._stored[table]
        for foreign in stored.before(subject):
            yield Alarm("register.unknown", weapon=foreign)
        row = stored.take(subject)
        last = self._references.get(lines[-1][0], "")
        if row is None:
            yield Alarm("register.missing", voucher=last, weapon=subject)
            return
        try:
            made = self._made(table, subject, lines, row)
        except (IntegrityAlarm, StorageFault):
            yield Alarm("line.unreadable", voucher=last, weapon=subject)
            return
        if made != row:
            columns = _TABLES[table][1]
            wrong = [name for name, mine, theirs in zip(columns, made, row, strict=True) if mine != theirs]
            yield Alarm("register.differs", voucher=last, weapon=subject, facts={"columns": wrong})

    def _made(
        self, table: str, subject: str, lines: Sequence[tuple[int, int, bytes]], row: tuple[object, ...]
    ) -> tuple[object, ...]:
        state: dict[str, object] = {}
        received = ""
        for number, _position, body in lines:
            line = decode_line(body)
            state = fold(state, line.set)
            if not received and line.event == Event.RECEIVED:
                received = self._references.get(number, "")
        last = lines[-1][0]
        if table == "thing":
            return rows.thing_row(subject, state, last)
        keys, places = self._keys[table]
        keys.append(int(str(row[0])))
        places.append(lines[0][0] << 32 | lines[0][1])
        return _MAKE[table](int(str(row[0])), subject, state, received, last)

    def rest(self) -> Iterator[Alarm]:
        """Rows that no line speaks of."""
        for stored in self._stored.values():
            yield from (Alarm("register.unknown", weapon=subject) for subject in stored.before(None))

    def places(self) -> Iterator[Alarm]:
        """Whether keys are 1, 2, 3 ... in the order of first appearance."""
        for table, (keys, places) in self._keys.items():
            by_place = [key for _place, key in sorted(zip(places, keys, strict=True))]
            if by_place != list(range(1, len(by_place) + 1)):
                yield Alarm("register.keys", facts={"table": table})


class _Rows:
    """The rows of one table in the order of their subjects, taken one after the other."""

    def __init__(self, reader: Reader, table: Table, columns: tuple[str, ...]) -> None:
        named = table.c.subject if table is schema.thing else table.c.id
        wanted = select(*[table.c[name] for name in columns]).order_by(named).execution_options(yield_per=5000)
        self._at = columns.index(named.name)
        self._rows = (tuple(row) for row in reader.connection.execute(wanted))
        self._next: tuple[object, ...] | None = next(self._rows, None)

    def before(self, subject: str | None) -> Iterator[str]:
        """Take, and name, the rows that come before a subject (with None: all that are left)."""
        while self._next is not None and (subject is None or str(self._next[self._at]) < subject):
            yield str(self._next[self._at])
            self._next = next(self._rows, None)

    def take(self, subject: str) -> tuple[object, ...] | None:
        """The row of a subject, if it comes next."""
        row = self._next
        if row is None or row[self._at] != subject:
            return None
        self._next = next(self._rows, None)
        return row


def _folded(reader: Reader) -> Iterator[tuple[str, list[tuple[int, int, bytes]]]]:
    """Each subject with its lines, in the order of subjects; the index on subject gives it."""
    table = schema.line.c
    wanted = (
        select(table.subject, table.voucher, table.position, table.body)
        .order_by(table.subject, table.voucher, table.position)
        .execution_options(yield_per=5000)
    )
    rows_ = reader.connection.execute(wanted)
    for subject, lines in groupby(rows_, key=lambda row: row[0]):
        yield subject, [(row[1], row[2], row[3]) for row in lines]


def _search_index(reader: Reader) -> Iterator[Alarm]:
    """The trigram index against the weapons it stands for."""
    index = "(SELECT count(*) FROM weapon_search_docsize)"
    missing = reader.connection.exec_driver_sql(f"SELECT count(*) - {index} FROM weapon").scalar()  # noqa: S608 - no input
    if missing:
        yield Alarm("register.search", facts={"missing": missing})
