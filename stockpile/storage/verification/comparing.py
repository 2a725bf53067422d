"""The register against the ledgers: the same fold as ever, compared row by row.

Lines and rows are read in the order of their subjects, side by side, so that a million weapons need hardly more memory
than one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import groupby, pairwise
from operator import itemgetter

import msgspec
from sqlalchemy import Table, select

from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.domain.state import fold
from stockpile.storage import register, rows, schema, streaming
from stockpile.storage.codec import LINE_TAG, decode_line
from stockpile.storage.reader import Reader
from stockpile.storage.verification.report import Alarm

Progress = Callable[[int], None]
Stored = tuple[str, int, int, bytes]  # subject, voucher, position, body of a line
_EVERY = 20_000  # subjects
_POSITIONS = 2**32  # more than lines of one voucher

_TABLES: dict[str, tuple[Table, tuple[str, ...]]] = {
    "weapon": (schema.weapon, rows.WEAPON_COLUMNS),
    "equipment": (schema.equipment, rows.EQUIPMENT_COLUMNS),
    "thing": (schema.thing, rows.THING_COLUMNS),
}
_subject_of = itemgetter(0)


class _Changes(msgspec.Struct):
    """Of a line, only what it sets."""

    set: dict[str, object]


_changes = msgspec.json.Decoder(_Changes).decode


def compare(reader: Reader, progress: Progress | None = None) -> Iterator[Alarm]:
    """Every difference between the register and the fold of all lines.

    ``progress`` is told how many subjects are done; what it raises stops it. Gives `register.unknown` (a row no line
    speaks of), `register.missing`, `register.differs` (``columns``), `register.keys` (keys do not run as pieces first
    appeared), `register.search` (the index misses weapons or has others) and `line.unreadable`.
    """
    with ExitStack() as streams:
        comparison = _Comparison(reader, streams)
        told = streams.enter_context(closing(_lines(reader)))
        for done, (subject, lines) in enumerate(groupby(told, key=_subject_of), 1):
            alarms = comparison.check(subject, list(lines))
            if alarms:
                yield from alarms
            if progress is not None and done % _EVERY == 0:
                progress(done)
        yield from comparison.rest()
        yield from comparison.order()
    if reader.dialect == "sqlite":
        yield from _search_index(reader)


class _Comparison:
    def __init__(self, reader: Reader, streams: ExitStack) -> None:
        self._stored = {name: _Rows(reader, streams, *table) for name, table in _TABLES.items()}
        self._references = register.references(reader)
        # each piece's key, and where its first line stands: the keys run as the pieces first appeared
        self._keys = {name: (array("q"), array("Q")) for name in register.PIECES}

    def check(self, subject: str, lines: Sequence[Stored]) -> list[Alarm]:
        """One subject: its lines folded, against its row."""
        name = rows.table_of(subject)
        stored = self._stored[name]
        row, passed = stored.take(subject)
        alarms = [_alarm("register.unknown", foreign) for foreign in passed]
        last = lines[-1][1]
        if row is None:
            return [*alarms, _alarm("register.missing", subject, self._references.get(last, ""))]
        try:
            state = _folded(lines)
        except (IntegrityAlarm, StorageFault) as problem:
            voucher = self._references.get(last, "")
            return [*alarms, _alarm("line.unreadable", subject, voucher, problem=problem.code)]
        made = self._made(name, subject, state, lines, row)
        if made != row:
            wrong = [each for each, mine, its in zip(_TABLES[name][1], made, row, strict=True) if mine != its]
            alarms.append(_alarm("register.differs", subject, self._references.get(last, ""), columns=wrong))
        return alarms

    def _made(
        self, name: str, subject: str, state: dict[str, object], lines: Sequence[Stored], row: rows.Row
    ) -> rows.Row:
        _subject, voucher, position, _body = lines[0]
        last = lines[-1][1]
        if name == "thing":
            return rows.thing_row(subject, state, last)
        key = int(str(row[0]))
        keys, places = self._keys[name]
        keys.append(key)
        places.append(voucher * _POSITIONS + position)
        return register.PIECES[name].row(key, subject, state, self._references.get(voucher, ""), last)

    def rest(self) -> Iterator[Alarm]:
        """Rows that no line speaks of."""
        for stored in self._stored.values():
            _none, passed = stored.take(None)
            yield from (_alarm("register.unknown", subject) for subject in passed)

    def order(self) -> Iterator[Alarm]:
        """Whether keys are 1, 2, 3 ... in the order of first appearance."""
        for name, (keys, places) in self._keys.items():
            by_key: list[int] = [place for _key, place in sorted(zip(keys, places, strict=True))]
            gapless = not keys or (min(keys), max(keys), len(set(keys))) == (1, len(keys), len(keys))
            if not gapless or not all(one < other for one, other in pairwise(by_key)):
                yield Alarm("register.keys", facts={"table": name})


class _Rows:
    """The rows of one table, in the order of their subjects."""

    def __init__(self, reader: Reader, streams: ExitStack, table: Table, columns: Sequence[str]) -> None:
        self._at = 0 if table is schema.thing else 1
        wanted = select(*[table.c[name] for name in columns]).order_by(table.c[columns[self._at]])
        self._rows = streams.enter_context(closing(streaming.stream(reader, wanted)))
        self._next = next(self._rows, None)

    def take(self, subject: str | None) -> tuple[rows.Row | None, list[str]]:
        """The row of a subject, if there is one, and the those of rows passed on the way; with None all."""
        passed: list[str] = []
        row, at = self._next, self._at
        while row is not None and (subject is None or row[at] < subject):
            passed.append(str(row[at]))
            row = next(self._rows, None)
        found = row is not None and row[at] == subject
        self._next = next(self._rows, None) if found else row
        return row if found else None, passed


def _folded(lines: Sequence[Stored]) -> dict[str, object]:
    state: dict[str, object] = {}
    for line in lines:
        state = fold(state, _set_by(line[3]))
    return state


def _set_by(body: bytes) -> dict[str, object]:
    if body.startswith(LINE_TAG):
        try:
            return _changes(body[len(LINE_TAG) :]).set
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
    return dict(decode_line(body).set)  # says what is wrong with it


def _lines(reader: Reader) -> streaming.Stream:
    """All lines in the order of their subjects; the index on subject gives it."""
    table = schema.line.c
    wanted = select(table.subject, table.voucher, table.position, table.body)
    return streaming.stream(reader, wanted.order_by(table.subject, table.voucher, table.position))


def _alarm(code: str, subject: str, voucher: str = "", **facts: object) -> Alarm:
    return Alarm(code, voucher.partition("/")[0], voucher, subject, facts)


def _search_index(reader: Reader) -> Iterator[Alarm]:
    """The trigram index against the weapons it stands for, as far as a reader can see: each is in it, and no other."""
    missing = "SELECT count(*) FROM weapon WHERE key NOT IN (SELECT id FROM weapon_search_docsize)"
    foreign = "SELECT count(*) FROM weapon_search_docsize WHERE id NOT IN (SELECT key FROM weapon)"
    counted = {
        name: reader.connection.exec_driver_sql(asked).scalar()
        for name, asked in (("missing", missing), ("foreign", foreign))
    }
    if any(counted.values()):
        yield Alarm("register.search", facts=counted)
