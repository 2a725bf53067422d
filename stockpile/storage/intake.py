"""An inventory into ledger and register: chunk by chunk, matched by set, encoded and hashed in the pass that builds
the insert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Table, func, select

from stockpile.acts import intake as rule
from stockpile.acts.intake import Known, ReadRow
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.standing import Standing
from stockpile.domain.state import fold as folded
from stockpile.domain.subject import BY_ID, equipment_id, is_weapon, weapon_id
from stockpile.domain.voucher import Line
from stockpile.storage import register, rows, schema, streaming
from stockpile.storage.appending import Appending
from stockpile.storage.codec import encode_line_raw
from stockpile.storage.matching import Matching, New
from stockpile.storage.store import Unit

VANISHED_NAMED = 1_000
_RECEIVED, _UPDATED = Event.RECEIVED.value, Event.UPDATED.value
_NUL = b"\\u0000"  # as JSON writes it; PostgreSQL keeps no such text


@dataclass(slots=True)
class IntakeResult:
    """What came of an inventory.

    Attributes:
        with_serial, without_serial: weapons; a lot of N counts N without serial, and once in ``lots``.
        other_items, unclear: rows of them, never counted as weapons.
        vanished: pieces in stock that an earlier version of the file had and this one has not; their ids in
            ``vanished_items``, the first `VANISHED_NAMED`.
        identity_changes: of the changed, those whose maker, model, serial number or country changed.
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
    identity_changes: int = 0
    vanished: int = 0
    vanished_items: list[str] = field(default_factory=list)
    refused: list[tuple[int, Refused]] = field(default_factory=list)

    @property
    def weapons(self) -> int:
        """Complete weapons: told apart, or counted in lots."""
        return self.with_serial + self.without_serial


def receive(
    unit: Unit,
    appending: Appending,
    site: str,
    today: date,
    chunks: Iterable[Sequence[ReadRow]],
    version: int | None = None,
) -> IntakeResult:
    """Take in all rows, as lines of one voucher; the caller closes it, or rolls back where nothing is new or
    changed.

    ``version``: the last voucher that an export knew of, where the file is one that comes back.
    """
    intake = _Intake(unit, appending, site, today.isoformat(), version)
    for chunk in chunks:
        intake.take(chunk)
    intake.find_vanished()
    return intake.result


class _Intake:
    """One inventory on its way in."""

    def __init__(self, unit: Unit, appending: Appending, site: str, today: str, version: int | None) -> None:
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
        self._matching = Matching(unit, site, reference=appending.reference, version=version)
        self.result = IntakeResult()

    # -- one chunk -----------------------------------------------------------------------------------------------------

    def take(self, chunk: Sequence[ReadRow]) -> None:
        """Sort the rows of a chunk, and write what is new and what changed."""
        self.result.rows += len(chunk)
        found = self._matching.take(chunk)
        self.result.rejected += len(found.rejected) + len(found.refused)
        self.result.refused += [(row[0], refusal) for row, refusal in found.refused]
        self._write_new(found.new)
        self._write_changed(found.known)

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

    # -- writing -------------------------------------------------------------------------------------------------------

    def _write_new(self, new: Sequence[New]) -> None:
        weapons: list[rows.Row] = []
        equipment: list[rows.Row] = []
        lines: list[tuple[str, bytes]] = []
        for row, key, alike, _like in new:
            one = row.sort == rule.WEAPON
            lines.append(
                self._new_weapon(row, key, weapons, alike=alike) if one else self._new_equipment(row, equipment)
            )
            self._count(row)
        self.result.new += len(lines)
        if lines:
            self._appending.add(lines)
            register.insert_weapons(self._unit, weapons)
            register.insert_equipment(self._unit, equipment)

    def _new_weapon(self, row: ReadRow, key: str, weapons: list[rows.Row], *, alike: bool) -> tuple[str, bytes]:
        """Its line; its row of the register goes to ``weapons``."""
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

    def _write_changed(self, known: Sequence[tuple[ReadRow, Known, dict[str, object]]]) -> None:
        lines = [Line(piece.id, _UPDATED, changes) for _row, piece, changes in known if changes]
        for row, _piece, _changes in known:
            self._count(row)
        self.result.unchanged += len(known) - len(lines)
        self.result.changed += len(lines)
        self.result.identity_changes += sum(
            not rule.IDENTIFYING.isdisjoint(changes) for row, _piece, changes in known if row[2].startswith(BY_ID)
        )
        if lines:
            self._appending.add(
                [(line.subject, encode_line_raw(line.subject, _UPDATED, dict(line.set))) for line in lines]
            )
            register.apply(self._unit, self._voucher, self._reference, lines)

    # -- what is not there any more ------------------------------------------------------------------------------------

    def find_vanished(self) -> None:
        """Pieces in stock that came with imports of which this file is a later version, and that it does not have.

        A file is a later version of what an import received where it names at least half of what is left of it.
        """
        for table in (schema.weapon, schema.equipment) if self._matching.matched else ():
            here = [table.c.site == self._site, table.c.source != "", table.c.receipt != self._reference]
            if table is schema.weapon:
                here.append(table.c.standing == Standing.IN_STOCK.value)
            counted = select(table.c.receipt, func.count()).where(*here).group_by(table.c.receipt)
            for receipt, count in list(streaming.stream(self._unit, counted)):
                matched = {
                    each
                    for each in self._matching.matched.get(receipt, ())
                    if is_weapon(each) == (table is schema.weapon)
                }
                if matched and count <= 2 * len(matched):
                    self._note_vanished(table, [*here, table.c.receipt == receipt], matched)

    def _note_vanished(self, table: Table, here: Sequence[ColumnElement[bool]], matched: set[str]) -> None:
        wanted = select(table.c.id).where(*here).order_by(table.c.key)
        gone = [each for (each,) in streaming.stream(self._unit, wanted) if each not in matched]
        self.result.vanished += len(gone)
        self.result.vanished_items += gone[: VANISHED_NAMED - len(self.result.vanished_items)]


def _body(subject: str, state: dict[str, object], row: ReadRow) -> bytes:
    body = encode_line_raw(subject, _RECEIVED, state)
    if _NUL in body:
        raise Refused("text.unreadable", row=row.row)
    return body


def _standing(state: dict[str, object]) -> dict[str, object]:
    """The fold of a first line; nearly always it is what the line sets, and one look at all values tells."""
    return state if all(state.values()) else folded(None, state)
