"""An inventory into ledger and register: chunk by chunk, matched by set, encoded and hashed in the pass that builds
the insert."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, func, or_, select

from stockpile.acts import intake as rule
from stockpile.acts.intake import Identity, Known, ReadRow, Surroundings
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.serials import fold
from stockpile.domain.standing import ENDED, Standing
from stockpile.domain.state import fold as folded
from stockpile.domain.state import text
from stockpile.domain.subject import equipment_id, is_weapon, weapon_id
from stockpile.domain.voucher import Line
from stockpile.storage import register, rows, schema, streaming
from stockpile.storage.appending import Appending
from stockpile.storage.codec import decode_line, encode_line_raw
from stockpile.storage.store import Unit

VANISHED_NAMED = 1_000
_IMPORTED = frozenset({Event.RECEIVED.value, Event.UPDATED.value})
_RECEIVED, _UPDATED = Event.RECEIVED.value, Event.UPDATED.value
_ENDED = frozenset(each.value for each in ENDED)
_NUL = b"\\u0000"  # as JSON writes it; PostgreSQL keeps no such text


@dataclass(slots=True)
class IntakeResult:
    """What came of an inventory.

    Attributes:
        with_serial, without_serial: weapons; a lot of N counts N without serial, and once in ``lots``.
        other_items, unclear: rows of them, never counted as weapons.
        vanished: pieces in stock that an earlier version of the file had and this one has not; their ids in
            ``vanished_items``, the first `VANISHED_NAMED`.
        refused: rows that did not go in, as (row, refusal), besides those that were rejected when they were read.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    with_serial: int = 0
    without_serial: int = 0
    lots: int = 0
    other_items: int = 0
    unclear: int = 0
    vanished: int = 0
    vanished_items: list[str] = field(default_factory=list)
    refused: list[tuple[int, Refused]] = field(default_factory=list)

    @property
    def weapons(self) -> int:
        """Complete weapons: told apart, or counted in lots."""
        return self.with_serial + self.without_serial


def receive(
    unit: Unit, appending: Appending, site: str, today: date, chunks: Iterable[Sequence[ReadRow]]
) -> IntakeResult:
    """Take in all rows, as lines of one voucher; the caller closes it, or rolls back where nothing is new or
    changed."""
    intake = _Intake(unit, appending, site, today.isoformat())
    for chunk in chunks:
        intake.take(chunk)
    intake.find_vanished()
    return intake.result


class _Intake:
    """One inventory on its way in."""

    def __init__(self, unit: Unit, appending: Appending, site: str, today: str) -> None:
        self._unit = unit
        self._appending = appending
        self._site = site
        self._today = today
        self._reference = appending.reference
        self._voucher = appending.voucher_id
        self._weapon_key = register.next_key(unit, schema.weapon)
        self._equipment_key = register.next_key(unit, schema.equipment)
        self._weapon_count = register.next_count(unit, schema.weapon, f"{site}-W")
        self._equipment_count = register.next_count(unit, schema.equipment, f"{site}-E")
        self._asks = self._weapon_key > 1 or self._equipment_key > 1  # an empty register needs no asking
        self._met: set[str] = set()  # keys of this file
        # identities of this file that were new, by folded serial: look-alikes and the same piece under another key
        self._serials: dict[str, tuple[Identity, ...]] = {}
        self._matched: dict[str, set[str]] = defaultdict(set)  # receipt to the ids of its pieces found again
        self.result = IntakeResult()

    # -- one chunk -----------------------------------------------------------------------------------------------------

    def take(self, chunk: Sequence[ReadRow]) -> None:
        """Sort the rows of a chunk, and write what is new and what changed."""
        self.result.rows += len(chunk)
        chunk = self._sound(chunk)
        around = self._surroundings(chunk) if self._asks else Surroundings()
        new, changed = self._sorted(chunk, around) if self._asks else (chunk, [])
        self._write_new(new, around)
        self._write_changed(changed)

    def _sound(self, chunk: Sequence[ReadRow]) -> Sequence[ReadRow]:
        """Without the rows that were rejected when they were read, each key once; a file may have several tables."""
        found = [row for row in chunk if row[1] != rule.REJECTED]
        self.result.rejected += len(chunk) - len(found)
        keys = {row[2] for row in found}
        if len(keys) == len(found) and self._met.isdisjoint(keys):
            self._met |= keys
            return found
        return [each for row in found if (each := self._told_apart(row)) is not None]

    def _told_apart(self, row: ReadRow) -> ReadRow | None:
        """A row whose key was met before in this file: the same piece twice where it has a serial, else one more."""
        key = row[2]
        if key in self._met and row[1] == rule.WEAPON and row[6].get("serial"):
            self._refuse(row, _twice(row))
            return None
        times = 1
        while key in self._met:
            times += 1
            key = f"{row[2]}~{times}"
        self._met.add(key)
        return ReadRow(row[0], row[1], key, *row[3:])

    def _sorted(
        self, chunk: Sequence[ReadRow], around: Surroundings
    ) -> tuple[list[ReadRow], list[tuple[ReadRow, Known]]]:
        """What is new, and what changed; what is neither is counted."""
        new: list[ReadRow] = []
        changed: list[tuple[ReadRow, Known]] = []
        for each in chunk:
            row = ReadRow(*each)
            try:
                known = rule.known_piece(row, around, self._site)
            except Refused as refusal:
                self._refuse(row, refusal)
                continue
            if known is None:
                new.append(row)
                continue
            if known.id in self._matched[known.receipt] or known.receipt == self._reference:
                self._refuse(row, _twice(row))
                continue
            self._count(row)
            self._matched[known.receipt].add(known.id)
            if known.digest == row.digest:
                self.result.unchanged += 1
            else:
                changed.append((row, known))
        return new, changed

    def _refuse(self, row: ReadRow, refusal: Refused) -> None:
        self.result.rejected += 1
        self.result.refused.append((row[0], refusal))

    def _count(self, row: ReadRow) -> None:
        result, sort = self.result, row[1]
        if sort == rule.WEAPON:
            if row[6].get("serial"):
                result.with_serial += 1
            else:
                result.without_serial += 1
        elif sort == rule.LOT:
            result.lots += 1
            result.without_serial += int(row[4])
        elif sort == rule.EQUIPMENT:
            result.other_items += 1
        else:
            result.unclear += 1

    # -- what the register knows ---------------------------------------------------------------------------------------

    def _surroundings(self, chunk: Sequence[ReadRow]) -> Surroundings:
        keys = [row[2] for row in chunk]
        weapon, equipment = schema.weapon.c, schema.equipment.c
        by_source = {known.source: known for known in self._weapons(weapon.source.in_(keys), self._ours(schema.weapon))}
        wanted = select(equipment.id, equipment.site, equipment.source, equipment.digest, equipment.receipt)
        ours = self._ours(schema.equipment)
        for row in streaming.stream(self._unit, wanted.where(equipment.source.in_(keys), ours)):
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
        return Surroundings(by_source, by_serial)

    def _ours(self, table: Table) -> ColumnElement[bool]:
        """What this site has, or recorded first, wherever it is now."""
        return or_(table.c.site == self._site, table.c.id.startswith(f"{self._site}-", autoescape=True))

    def _weapons(self, *where: ColumnElement[bool]) -> list[Known]:
        piece = schema.weapon.c
        wanted = select(
            piece.id, piece.site, piece.source, piece.digest, piece.receipt, piece.standing, piece.flags, piece.maker,
            piece.model, piece.serial, piece.country, piece.details,
        ).where(*where).order_by(piece.key)  # fmt: skip
        return [_known(row) for row in streaming.stream(self._unit, wanted)]

    # -- writing -------------------------------------------------------------------------------------------------------

    def _write_new(self, new: Sequence[ReadRow], around: Surroundings) -> None:
        weapons: list[rows.Row] = []
        equipment: list[rows.Row] = []
        lines: list[tuple[str, bytes]] = []
        for each in new:
            row = ReadRow(*each)
            one = row.sort == rule.WEAPON
            line = self._new_weapon(row, around, weapons) if one else self._new_equipment(row, equipment)
            if line is not None:
                lines.append(line)
                self._count(row)
        self.result.new += len(lines)
        if lines:
            self._appending.add(lines)
            register.insert_weapons(self._unit, weapons)
            register.insert_equipment(self._unit, equipment)

    def _new_weapon(self, row: ReadRow, around: Surroundings, weapons: list[rows.Row]) -> tuple[str, bytes] | None:
        """Its line; none where the file has it already. Its row of the register goes to ``weapons``."""
        serial = row.facts.get("serial")
        key = fold(str(serial)) if serial else ""
        alike = False
        if key:
            named = rule.identity(row.facts)
            before = self._serials.get(key, ())
            self._serials[key] = (*before, named)
            if before or around.by_serial:
                if rule.named_among(named, before):
                    self._refuse(row, _twice(row))
                    return None
                known = [other.identity for other in around.by_serial.get(key, ())]
                alike = rule.looks_alike(named, [*before, *known])
        subject = weapon_id(self._site, self._weapon_count)
        state = rule.received(row, self._site, self._today, look_alike=alike)
        line = (subject, _body(subject, state, row))
        weapons.append(
            rows.weapon_row(self._weapon_key, subject, _standing(state), self._reference, self._voucher, key)
        )
        self._weapon_key += 1
        self._weapon_count += 1
        return line

    def _new_equipment(self, row: ReadRow, equipment: list[rows.Row]) -> tuple[str, bytes]:
        subject = equipment_id(self._site, self._equipment_count)
        state = rule.received_equipment(row, self._site)
        line = (subject, _body(subject, state, row))
        equipment.append(
            rows.equipment_row(self._equipment_key, subject, _standing(state), self._reference, self._voucher)
        )
        self._equipment_key += 1
        self._equipment_count += 1
        return line

    def _write_changed(self, changed: Sequence[tuple[ReadRow, Known]]) -> None:
        said = self._said([known.id for _row, known in changed])
        lines: list[Line] = []
        for row, known in changed:
            changes = rule.updated(row, known, said.get(known.id, {}))
            if changes:
                lines.append(Line(known.id, _UPDATED, changes))
            else:
                self.result.unchanged += 1
        self.result.changed += len(lines)
        if lines:
            self._appending.add(
                [(line.subject, encode_line_raw(line.subject, _UPDATED, dict(line.set))) for line in lines]
            )
            register.apply(self._unit, self._voucher, self._reference, lines)

    def _said(self, subjects: Sequence[str]) -> dict[str, dict[str, object]]:
        """What earlier rows said of pieces: the fold of what was imported, without what was corrected since."""
        said: dict[str, dict[str, object]] = {}
        table = schema.line.c
        wanted = select(table.subject, table.body).where(table.subject.in_(subjects))
        wanted = wanted.order_by(table.subject, table.voucher, table.position)
        for subject, body in streaming.stream(self._unit, wanted) if subjects else ():
            line = decode_line(body)
            if line.event in _IMPORTED and "digest" in line.set:
                said[subject] = folded(said.get(subject), line.set)
        return said

    # -- what is not there any more ------------------------------------------------------------------------------------

    def find_vanished(self) -> None:
        """Pieces in stock that came with imports of which this file is a later version, and that it does not have.

        A file is a later version of what an import received where it names at least half of what is left of it.
        """
        for table in (schema.weapon, schema.equipment) if self._matched else ():
            here = [table.c.site == self._site, table.c.source != "", table.c.receipt != self._reference]
            if table is schema.weapon:
                here.append(table.c.standing == Standing.IN_STOCK.value)
            counted = select(table.c.receipt, func.count()).where(*here).group_by(table.c.receipt)
            for receipt, count in list(streaming.stream(self._unit, counted)):
                matched = {
                    each for each in self._matched.get(receipt, ()) if is_weapon(each) == (table is schema.weapon)
                }
                if matched and count <= 2 * len(matched):
                    self._note_vanished(table, [*here, table.c.receipt == receipt], matched)

    def _note_vanished(self, table: Table, here: Sequence[ColumnElement[bool]], matched: set[str]) -> None:
        wanted = select(table.c.id).where(*here).order_by(table.c.key)
        gone = [each for (each,) in streaming.stream(self._unit, wanted) if each not in matched]
        self.result.vanished += len(gone)
        self.result.vanished_items += gone[: VANISHED_NAMED - len(self.result.vanished_items)]


def _twice(row: ReadRow) -> Refused:
    return Refused("duplicate-in-file", serial=text(row[6], "serial"))


def _body(subject: str, state: dict[str, object], row: ReadRow) -> bytes:
    body = encode_line_raw(subject, _RECEIVED, state)
    if _NUL in body:
        raise Refused("text.unreadable", row=row.row)
    return body


def _standing(state: dict[str, object]) -> dict[str, object]:
    """The fold of a first line; nearly always it is what the line sets, and one look at all values tells."""
    return state if all(state.values()) else folded(None, state)


class _Ended(msgspec.Struct):
    """Of the fields that have no column, who ended it."""

    ended_by: str = ""


_ended = msgspec.json.Decoder(_Ended).decode


def _known(row: tuple[Any, ...]) -> Known:
    subject, site, source, digest, receipt, standing, flags, maker, model, serial, country, details = row
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
        ended_by=_ended(details).ended_by if standing in _ENDED else "",
    )
