"""An inventory into ledger and register: chunk by chunk, matched by set, encoded and hashed in the pass that builds
the insert."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Table, func, select

from stockpile.acts import intake as rule
from stockpile.acts.intake import Known, ReadRow
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.serials import exact_key, fold
from stockpile.domain.standing import Standing
from stockpile.domain.state import fold as folded
from stockpile.domain.state import text
from stockpile.domain.subject import equipment_id, weapon_id
from stockpile.storage import register, rows, schema
from stockpile.storage.appending import Appending
from stockpile.storage.codec import decode_line, encode_line_raw
from stockpile.storage.store import Unit

VANISHED_NAMED = 1_000
_IMPORTED = frozenset({Event.RECEIVED.value, Event.UPDATED.value})
_WEAPON = "weapon"


@dataclass(slots=True)
class IntakeResult:
    """What came of an inventory. ``refused``: rows that did not go in, as (row, refusal)."""

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
        self._known_pieces = self._weapon_key > 1 or self._equipment_key > 1  # an empty register needs no asking
        self._seen_serials: dict[str, str] = {}  # folded to the first as written, of this file
        self._matched: dict[str, set[str]] = defaultdict(set)  # receipt to sources found again
        self.result = IntakeResult()

    # -- one chunk
    # ---------------------------------------------------------------------------------------------------------

    def take(self, chunk: Sequence[ReadRow]) -> None:
        """Sort the rows of a chunk, and write what is new and what changed."""
        around = self._surroundings(chunk) if self._known_pieces else rule.Surroundings()
        new: list[ReadRow] = []
        changed: list[tuple[ReadRow, Known]] = []
        for row in chunk:
            self.result.rows += 1
            if row.sort == "rejected":
                self.result.rejected += 1
                continue
            try:
                known = self._find(row, around)
            except Refused as refusal:
                self.result.rejected += 1
                self.result.refused.append((row.row, refusal))
                continue
            self._count(row)
            if known is None:
                new.append(row)
            elif known.source == row.key and known.digest == row.digest:
                self.result.unchanged += 1
            else:
                changed.append((row, known))
        self._write_new(new, around)
        self._write_changed(changed)

    def _find(self, row: ReadRow, around: rule.Surroundings) -> Known | None:
        known = around.by_source.get(row.key)
        if known is None and row.sort == _WEAPON and around.by_serial and (serial := row.facts.get("serial")):
            known = rule.same_piece(row, around.by_serial.get(fold(str(serial)), ()), self._site)
        if known is not None:
            self._matched[known.receipt].add(known.source)
        return known

    def _count(self, row: ReadRow) -> None:
        result = self.result
        match row.sort:
            case "weapon" if row.facts.get("serial"):
                result.with_serial += 1
            case "weapon":
                result.without_serial += 1
            case "lot":
                result.lots += 1
                result.without_serial += int(row.quantity)
            case "equipment":
                result.other_items += 1
            case _:
                result.unclear += 1

    def _surroundings(self, chunk: Sequence[ReadRow]) -> rule.Surroundings:
        keys = [row.key for row in chunk]
        by_source = self._known(schema.weapon, keys) | self._known(schema.equipment, keys)
        serials = {
            fold(str(serial))
            for row in chunk
            if row.key not in by_source and row.sort == _WEAPON and (serial := row.facts.get("serial"))
        }
        by_serial: dict[str, tuple[Known, ...]] = defaultdict(tuple)
        if serials:
            wanted = select(schema.weapon).where(schema.weapon.c.serial_key.in_(serials - {""}))
            for row in self._unit.connection.execute(wanted).mappings():
                by_serial[row["serial_key"]] += (_known(row["id"], row, rows.weapon_state(row)),)
        return rule.Surroundings(by_source, by_serial)

    def _known(self, table: Table, keys: Sequence[str]) -> dict[str, Known]:
        state = rows.weapon_state if table is schema.weapon else rows.equipment_state
        wanted = select(table).where(table.c.source.in_(keys), table.c.site == self._site)
        return {
            row["source"]: _known(row["id"], row, state(row))
            for row in self._unit.connection.execute(wanted).mappings()
        }

    # -- writing -------------------------------------------------------------------------------------------------------

    def _write_new(self, new: Sequence[ReadRow], around: rule.Surroundings) -> None:
        weapons: list[rows.Row] = []
        equipment: list[rows.Row] = []
        lines: list[tuple[str, bytes]] = []
        for row in new:
            if row.sort == _WEAPON:
                subject = weapon_id(self._site, self._weapon_count)
                alike = self._looks_alike(row, around)
                state = rule.received(row, self._site, self._today, look_alike=alike)
                weapons.append(rows.weapon_row(self._weapon_key, subject, state, self._reference, self._voucher))
                self._weapon_key += 1
                self._weapon_count += 1
            else:
                subject = equipment_id(self._site, self._equipment_count)
                state = rule.received_equipment(row, self._site)
                equipment.append(
                    rows.equipment_row(self._equipment_key, subject, state, self._reference, self._voucher)
                )
                self._equipment_key += 1
                self._equipment_count += 1
            lines.append((subject, encode_line_raw(subject, Event.RECEIVED.value, state)))
        self.result.new += len(lines)
        if lines:
            self._appending.add(lines)
            register.insert_weapons(self._unit, weapons)
            register.insert_equipment(self._unit, equipment)

    def _looks_alike(self, row: ReadRow, around: rule.Surroundings) -> bool:
        """Whether another serial number, in the file or in the register, is easily taken for this one."""
        serial = str(row.facts.get("serial") or "")
        if not serial:
            return False
        key = fold(serial)
        others = [text(each.state, "serial") for each in around.by_serial.get(key, ())]
        before = self._seen_serials.setdefault(key, serial)
        if before is serial and not others:  # as nearly all are: the first of its look
            return False
        exact = exact_key(serial)
        return any(exact_key(other) != exact for other in (before, *others))

    def _write_changed(self, changed: Sequence[tuple[ReadRow, Known]]) -> None:
        said = self._said([known.id for _row, known in changed])
        lines = []
        for row, known in changed:
            changes = rule.updated(row, said.get(known.id, {}))
            lines.append((known.id, encode_line_raw(known.id, Event.UPDATED.value, changes)))
        self.result.changed += len(lines)
        if lines:
            self._appending.add(lines)
            decoded = [decode_line(body) for _subject, body in lines]
            register.apply(self._unit, self._voucher, self._reference, decoded)

    def _said(self, subjects: Sequence[str]) -> dict[str, dict[str, object]]:
        """What earlier rows said of pieces: the fold of what was imported, without what was corrected since."""
        said: dict[str, dict[str, object]] = {}
        wanted = (
            select(schema.line.c.subject, schema.line.c.body)
            .where(schema.line.c.subject.in_(subjects))
            .order_by(schema.line.c.voucher, schema.line.c.position)
        )
        for subject, body in self._unit.connection.execute(wanted) if subjects else ():
            line = decode_line(body)
            if line.event in _IMPORTED:
                said[subject] = folded(said.get(subject), line.set)
        return said

    # -- what is not there any more ------------------------------------------------------------------------------------

    def find_vanished(self) -> None:
        """Pieces in stock that came with imports of which this file is a later version, and that it does not have."""
        for table in (schema.weapon, schema.equipment):
            here = (table.c.site == self._site) & (table.c.source != "") & (table.c.voucher != self._voucher)
            if table is schema.weapon:
                here &= table.c.standing == Standing.IN_STOCK.value
            totals = select(table.c.receipt, func.count()).where(here).group_by(table.c.receipt)
            counted: dict[str, int] = dict(self._unit.connection.execute(totals).all()) if self._matched else {}
            for receipt, matched in self._matched.items():
                if 0 < counted.get(receipt, 0) <= 2 * len(matched):
                    wanted = select(table.c.id, table.c.source).where(here, table.c.receipt == receipt)
                    gone = [each for each, source in self._unit.connection.execute(wanted) if source not in matched]
                    self.result.vanished += len(gone)
                    self.result.vanished_items += gone[: VANISHED_NAMED - len(self.result.vanished_items)]


def _known(subject: str, row: rows.Stored, state: dict[str, object]) -> Known:
    return Known(subject, str(row["site"]), str(row["source"]), str(row["digest"]), str(row["receipt"]), state)
