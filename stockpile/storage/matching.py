"""The rows of an inventory against the register, by set: what is new, what is known, what cannot be.

The one place where this is decided: an import writes what comes out of it, the workbench shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Table, func, or_, select

from stockpile.acts import intake as rule
from stockpile.acts.intake import Identity, Known, ReadRow, Surroundings
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.serials import fold, fold_all
from stockpile.domain.standing import ENDED
from stockpile.domain.state import State, text
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import BY_ID
from stockpile.storage import register, rows, schema, streaming
from stockpile.storage.codec import decode_line
from stockpile.storage.reader import Reader

_IMPORTED = frozenset({Event.RECEIVED.value, Event.UPDATED.value})
_ENDED = frozenset(each.value for each in ENDED)


# A weapon of this file that was new: maker, model, serial number and country as its row has them, and that row. Plain,
# and made into an `Identity` only where another row carries a look-alike: a million rows pass here.
Met = tuple[object, object, object, object, int]


class New(NamedTuple):
    """A row that the register does not know. ``key``: its folded serial; ``alike``: easily taken for another."""

    row: ReadRow
    key: str = ""
    alike: bool = False
    like: tuple[str, ...] = ()  # ids of weapons of the register, and `row N` for rows of this file


@dataclass(slots=True)
class Sorted:
    """What the rows of a chunk are.

    Attributes:
        new: not known. known: a piece of the register, what its row changes (nothing: the same).
        refused: not taken, and why. rejected: those that were rejected when they were read.
        noted: what is to be said of rows of a list that comes back, and that go in.
    """

    new: list[New] = field(default_factory=list)
    known: list[tuple[ReadRow, Known, dict[str, object]]] = field(default_factory=list)
    refused: list[tuple[ReadRow, Refused]] = field(default_factory=list)
    rejected: list[ReadRow] = field(default_factory=list)
    noted: list[tuple[ReadRow, rule.Noted]] = field(default_factory=list)


class Matching:
    """One inventory against the register. Chunks are taken in their order.

    Attributes:
        site: whose inventory it is. matched: receipt to the ids of its pieces that were found again.
    """

    def __init__(self, reader: Reader, site: str, *, reference: str = "", version: int | None = None) -> None:
        """``reference``: of the voucher that records it; ``version``: the last voucher that an export knew of, where
        the file is one that comes back."""
        self._reader = reader
        self.site = site
        self._reference = reference
        self._version = version
        # an empty register needs no asking
        self._asks = any(register.next_key(reader, table) > 1 for table in (schema.weapon, schema.equipment))
        self._own_models = register.own_models(reader)
        self._met: set[str] = set()  # keys of this file
        # identities of this file that were new, by folded serial: look-alikes and the same piece under another key
        self._serials: dict[str, tuple[Met, ...]] = {}
        self.matched: dict[str, set[str]] = defaultdict(set)

    def take(self, chunk: Sequence[ReadRow]) -> Sorted:
        """Sort the rows of a chunk."""
        found = Sorted()
        if self._own_models:
            chunk = [rule.without_doubt(row, self._own_models) for row in chunk]
        sound = self._sound(chunk, found)
        around = self._surroundings(sound) if self._asks else Surroundings()
        fresh = self._unknown(sound, around, found) if self._asks else sound
        serials = [str(row[6].get("serial") or "") if row[1] == rule.WEAPON else "" for row in fresh]
        for each, serial, key in zip(fresh, serials, fold_all(serials), strict=True):
            if key:
                self._take_new(each, serial, key, around, found)
            else:
                found.new.append(New(each))
        return found

    def _sound(self, chunk: Sequence[ReadRow], found: Sorted) -> Sequence[ReadRow]:
        """Without the rows that were rejected when they were read, each key once; a file may have several tables."""
        sound = [row for row in chunk if row[1] != rule.REJECTED]
        if len(sound) < len(chunk):
            found.rejected += [row for row in chunk if row[1] == rule.REJECTED]
        keys = {row[2] for row in sound}
        if len(keys) == len(sound) and self._met.isdisjoint(keys):
            self._met |= keys
            return sound
        return [each for row in sound if (each := self._told_apart(row, found)) is not None]

    def _told_apart(self, row: ReadRow, found: Sorted) -> ReadRow | None:
        """A row whose key was met before in this file: the same piece twice where it has a serial, else one more."""
        key = row[2]
        if key in self._met and row[1] == rule.WEAPON and (row[6].get("serial") or key.startswith(BY_ID)):
            found.refused.append((row, _twice(row)))
            return None
        times = 1
        while key in self._met:
            times += 1
            key = f"{row[2]}~{times}"
        self._met.add(key)
        return ReadRow(row[0], row[1], key, *row[3:])

    def _unknown(self, chunk: Sequence[ReadRow], around: Surroundings, found: Sorted) -> list[ReadRow]:
        """What the register does not know; what it knows goes to ``found``."""
        unknown: list[ReadRow] = []
        changed: list[tuple[ReadRow, Known]] = []
        for row in chunk:
            try:
                known = rule.known_piece(row, around, self.site)
            except Refused as refusal:
                found.refused.append((row, refusal))
                continue
            if known is None:
                unknown.append(row)
            elif known.id in self.matched[known.receipt] or (self._reference and known.receipt == self._reference):
                found.refused.append((row, _twice(row)))
            else:
                self.matched[known.receipt].add(known.id)
                if known.digest == row.digest and not row.key.startswith(BY_ID):
                    found.known.append((row, known, {}))
                else:
                    changed.append((row, known))
        self._take_changed(changed, found)
        return unknown

    def _take_new(self, each: ReadRow, serial: str, key: str, around: Surroundings, found: Sorted) -> None:
        """A weapon with a serial number, ``key`` folded."""
        get = each[6].get
        met: Met = (get("maker"), get("model"), serial, get("country"), each[0])
        before = self._serials.get(key, ())
        self._serials[key] = (*before, met) if before else (met,)
        if not before and not around.by_serial:
            found.new.append(New(each, key))
            return
        named = rule.identity(each[6])
        others = [(_identity(other), other[4]) for other in before]
        twice = next((row for other, row in others if rule.named_among(named, [other])), None)
        if twice is not None:
            found.refused.append((each, _twice(each, twice)))
            return
        like = [(other, f"row {row}") for other, row in others]
        like += [(known.identity, known.id) for known in around.by_serial.get(key, ()) if not known.taken_back]
        names = tuple(name for other, name in like if rule.looks_alike(named, [other]))
        found.new.append(New(each, key, bool(names), names))

    # -- what the register knows ---------------------------------------------------------------------------------------

    def _surroundings(self, chunk: Sequence[ReadRow]) -> Surroundings:
        keys = [row[2] for row in chunk]
        weapon, equipment = schema.weapon.c, schema.equipment.c
        by_source = _by_source(self._weapons(weapon.source.in_(keys), self._ours(schema.weapon)))
        wanted = select(equipment.id, equipment.site, equipment.source, equipment.digest, equipment.receipt)
        ours = self._ours(schema.equipment)
        for row in streaming.stream(self._reader, wanted.where(equipment.source.in_(keys), ours)):
            subject, site, source, digest, receipt = row
            by_source[source] = Known(id=subject, site=site, source=source, digest=digest, receipt=receipt)
        serials = {
            fold(text(row[6], "serial"))
            for row in chunk
            if row[1] == rule.WEAPON and row[2] not in by_source and row[6].get("serial")
        }
        by_serial: dict[str, tuple[Known, ...]] = defaultdict(tuple)
        if serials - {""}:
            for known in self._weapons(weapon.serial_key.in_(sorted(serials - {""}))):
                by_serial[fold(known.serial)] += (known,)
        return Surroundings(by_source, by_serial, self._by_id(keys))

    def _by_id(self, keys: Sequence[str]) -> dict[str, Known]:
        ids = [key.removeprefix(BY_ID) for key in keys if key.startswith(BY_ID)]
        return {known.id: known for known in self._weapons(schema.weapon.c.id.in_(ids))} if ids else {}

    def _ours(self, table: Table) -> ColumnElement[bool]:
        """What this site has, or recorded first, wherever it is now."""
        return or_(table.c.site == self.site, table.c.id.startswith(f"{self.site}-", autoescape=True))

    def _weapons(self, *where: ColumnElement[bool]) -> list[Known]:
        piece = schema.weapon.c
        wanted = select(
            piece.id, piece.site, piece.source, piece.digest, piece.receipt, piece.standing, piece.flags, piece.maker,
            piece.model, piece.serial, piece.country, piece.details, piece.voucher,
        ).where(*where).order_by(piece.key)  # fmt: skip
        return [_known(row) for row in streaming.stream(self._reader, wanted)]

    # -- what changes --------------------------------------------------------------------------------------------------

    def _take_changed(self, changed: Sequence[tuple[ReadRow, Known]], found: Sorted) -> None:
        by_id = [(row, known) for row, known in changed if row.key.startswith(BY_ID)]
        by_row = [(row, known) for row, known in changed if not row.key.startswith(BY_ID)]
        said = self._said([known.id for _row, known in by_row])
        found.known += [(row, known, rule.updated(row, known, said.get(known.id, {}))) for row, known in by_row]
        if by_id:
            self._take_edited(by_id, found)

    def _take_edited(self, changed: Sequence[tuple[ReadRow, Known]], found: Sorted) -> None:
        """Rows of an export that comes back."""
        ids = [known.id for _row, known in changed]
        now = register.states(self._reader, ids)
        meanwhile = [k.id for _row, k in changed if self._version is not None and k.voucher > self._version]
        base = {**now, **self._as_of(meanwhile)}
        for row, known in changed:
            try:
                changes = rule.edited(row, known, base[known.id], now[known.id], self.site)
            except Refused as refusal:
                found.refused.append((row, refusal))
            else:
                found.known.append((row, known, changes))
                found.noted += [(row, each) for each in rule.noted(row, known, base[known.id], now[known.id])]

    def _as_of(self, subjects: Sequence[str]) -> dict[str, dict[str, object]]:
        """Pieces as they were when an export was made."""
        found: dict[str, dict[str, object]] = {subject: {} for subject in subjects}
        for subject, body in self._lines(subjects, schema.line.c.voucher <= (self._version or 0)):
            found[subject] = folded(found[subject], decode_line(body).set)
        return found

    def _said(self, subjects: Sequence[str]) -> dict[str, dict[str, object]]:
        """What earlier rows said of pieces: the fold of what was imported, without what was corrected since, nor what
        was taken back."""
        imported: dict[str, list[State]] = defaultdict(list)
        for subject, body in self._lines(subjects):
            line = decode_line(body)
            if "digest" not in line.set:
                continue
            if line.event in _IMPORTED:
                imported[subject].append(line.set)
            elif imported[subject]:  # only taking back sets it otherwise, and only what the last import did
                imported[subject].pop()
        said: dict[str, dict[str, object]] = {}
        for subject, sets in imported.items():
            for each in sets:
                said[subject] = folded(said.get(subject), each)
        return said

    def _lines(self, subjects: Sequence[str], *more: ColumnElement[bool]) -> Iterable[tuple[str, bytes]]:
        """The lines about some pieces, in order."""
        table = schema.line.c
        wanted = select(table.subject, table.body).where(table.subject.in_(subjects), *more)
        wanted = wanted.order_by(table.subject, table.voucher, table.position)
        return streaming.stream(self._reader, wanted) if subjects else ()


def last_shown(reader: Reader, sizes: Mapping[str, int]) -> int:
    """The last voucher, in the order of recording, that a list knew of which was made when the ledger of each site had so
    many."""
    table = schema.voucher.c
    last = 0
    for site, size in sizes.items():
        newest = select(func.max(table.id)).where(table.site == site, table.seq < size)
        last = max(last, reader.connection.scalar(newest) or 0)
    return last


def _by_source(known: Iterable[Known]) -> dict[str, Known]:
    """Pieces by the key of their row; what an import that was taken back left counts only where nothing else does."""
    found: dict[str, Known] = {}
    for each in known:
        if each.source not in found or not each.taken_back:
            found[each.source] = each
    return found


def _identity(met: Met) -> Identity:
    return Identity(*[str(each or "") for each in met[:4]])


def _twice(row: ReadRow, first_row: int = 0) -> Refused:
    more = {"first_row": first_row} if first_row else {}
    return Refused("duplicate-in-file", serial=text(row[6], "serial"), **more)


class _Ended(msgspec.Struct):
    """Of the fields that have no column, who ended it, and whether its import was taken back."""

    ended_by: str = ""
    taken_back: str = ""


_ended = msgspec.json.Decoder(_Ended).decode
_ALIVE = _Ended()


def _known(row: tuple[Any, ...]) -> Known:
    subject, site, source, digest, receipt, standing, flags, maker, model, serial, country, details, voucher = row
    ended = _ended(details) if standing in _ENDED else _ALIVE
    return Known(
        id=subject,
        site=site,
        source=source,
        digest=digest,
        receipt=receipt,
        standing=standing,
        flags=rows.read_flags(flags),
        maker=maker,
        model=model,
        serial=serial,
        country=country,
        ended_by=ended.ended_by,
        taken_back=bool(ended.taken_back),
        voucher=voucher,
    )
