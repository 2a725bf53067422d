"""An inventory into the register: read in a child process, matched, recorded under one receipt voucher, or rolled
back."""

from __future__ import annotations

import dataclasses
import gc
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from stockpile.acts.intake import ReadRow
from stockpile.acts.scene import Scene, demand_approval
from stockpile.domain.draft import Draft, Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.people import MAY_RECORD
from stockpile.domain.rules import RULES_SUBJECT, rules
from stockpile.domain.subject import site_subject
from stockpile.domain.voucher import Kind, Voucher
from stockpile.exchange.deciding import Decided, Otherwise
from stockpile.exchange.inventory import InventoryReading, read_inventory
from stockpile.office.performing import sealer
from stockpile.office.sessions import Session, still_all
from stockpile.storage import intake, register
from stockpile.storage.store import Store, Unit
from stockpile.wording import sentence

LARGEST_ENCLOSURE = 20_000_000  # bytes; a larger file is named by its hash only, and kept where it is

DUPLICATE_CODES = frozenset({"duplicate-in-file", "intake.elsewhere", "weapon.re-appeared"})

Progress = Callable[[int, "int | None"], None]
Warning_ = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What may be asked of an import.

    Attributes:
        name: as people know the file, where the path is that of a copy.
        site: whose inventory it is; empty: the officer's own site.
        sheet: only this one. mapping: field to heading, in place of what is found.
        check: do all of it, and roll it back. expand: a row of several weapons becomes several weapons.
        progress: told rows done, and about how many there are. cancelled: stops it, with nothing written.
        rejects: where to write the rows that did not go in.
    """

    path: Path
    name: str = ""
    site: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    check: bool = False
    expand: bool = False
    authority: str = ""
    reason: str = ""
    progress: Progress | None = None
    cancelled: threading.Event | None = None
    rejects: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """What came of an import; the fields are those of `import --json`."""

    file: str
    sha256: str
    tables: list[dict[str, object]]
    left_out: list[dict[str, object]]
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    warnings: list[Warning_]
    quantity_total: float
    value_total: float
    weapons: int
    weapons_with_serial: int
    weapons_without_serial: int
    lots: int
    other_items: int
    unclear: int
    duplicates: int
    control_totals: list[dict[str, object]]
    vanished: int
    vanished_items: list[str] = field(default_factory=list)
    voucher: str | None = None
    reference: str | None = None
    checked: bool = False

    def as_json(self) -> dict[str, object]:
        """The document that the command line prints."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class Importer:
    """Takes inventories into one database."""

    store: Store
    now: Callable[[], datetime]

    def run(self, asked: ImportRequest, by: Session, approvers: Sequence[Session] = ()) -> ImportAnswer:
        """Import a file.

        Raises:
            Refused: the file cannot be read (`file.*`), the officer may not, the site is not there, `cancelled`;
                `import.needs-whole` for what only a look at the whole of a sheet understands, as the workbench has it.
        """
        if not by.officer.may(Kind.RECEIPT):
            roles = sorted(MAY_RECORD[Kind.RECEIPT])
            raise Refused("officer.not-entitled", officer=by.login, kind=Kind.RECEIPT.value, roles=roles)
        decided: dict[str, Decided] = {}
        while True:
            try:
                return self._run(asked, by, approvers, decided)
            except Otherwise as found:  # nothing was kept; each sheet is found so once
                decided |= found.by_sheet

    def _run(
        self, asked: ImportRequest, by: Session, approvers: Sequence[Session], decided: Mapping[str, Decided]
    ) -> ImportAnswer:
        site = asked.site or by.officer.site
        reading = read_inventory(
            asked.path,
            sheet=asked.sheet,
            mapping=asked.mapping,
            expand=asked.expand,
            row_by_row=False,
            decided=decided,
            cancel=asked.cancelled,
        )
        with collector_at_rest(), reading, self.store.writing() as unit:
            by, approvers = still_all(unit, by, approvers)
            if not register.states(unit, [site_subject(site)]):
                raise Refused("site.unknown", site=site)
            answer = self._receive(unit, reading, site, asked, by, approvers)
            if answer.reference:
                unit.commit()
        if asked.rejects is not None:
            _write_rejects(asked.rejects, reading, answer)
        return answer

    def _receive(
        self,
        unit: Unit,
        reading: InventoryReading,
        site: str,
        asked: ImportRequest,
        by: Session,
        approvers: Sequence[Session],
    ) -> ImportAnswer:
        draft = Draft(
            site=site,
            kind=Kind.RECEIPT,
            moment=self.now(),
            officer=by.officer.signer,
            approvers=tuple(each.officer.signer for each in approvers),
            authority=asked.authority,
            reason=asked.reason,
            enclosures=_enclosure(asked),
        )
        with unit.streaming(draft, sealer(unit, site, by, approvers)) as appending:
            result = intake.receive(unit, appending, site, draft.moment.date(), _watched(reading, asked))
            if not asked.check:
                demand_signatures(unit, result, appending.reference, draft, by, approvers)
            voucher = appending.close(_facts(asked, reading, result)) if result.new or result.changed else None
        return _answer(asked, reading, result, voucher)


def demand_signatures(
    unit: Unit, result: intake.IntakeResult, reference: str, draft: Draft, by: Session, approvers: Sequence[Session]
) -> None:
    """A second officer signs where the inventory brings more weapons than the state lets one officer take in (ST-09),
    or changes what identifies a weapon."""
    limit = rules(register.states(unit, [RULES_SUBJECT]).get(RULES_SUBJECT, {})).import_approval_limit
    needed = approvals_needed(limit, result.new, result.identity_changes)
    if needed:
        signers = tuple(each.officer for each in approvers)
        scene = Scene(reference=reference, site=draft.site, officer=by.officer, now=draft.moment, approvers=signers)
        demand_approval(scene, needed)


def approvals_needed(limit: int, new: int, identity_changes: int) -> int:
    """How many officers have to sign beside the one who imports."""
    return int(0 < limit < new or identity_changes > 0)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Rows make no reference cycles; looking for some among a million of them takes a tenth of the time."""
    if not gc.isenabled():  # the desktop collects on its own thread, by its own clock
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _watched(reading: InventoryReading, asked: ImportRequest) -> Iterator[list[ReadRow]]:
    """The chunks of a reading; tells how far it is, and stops where it was asked to."""
    done = 0
    for chunk in reading:
        if asked.cancelled is not None and asked.cancelled.is_set():
            raise Refused("cancelled")
        yield [ReadRow(*row) for row in chunk]
        done += len(chunk)
        if asked.progress is not None:
            asked.progress(done, reading.estimated_rows)


def _enclosure(asked: ImportRequest) -> tuple[Enclosure, ...]:
    if asked.path.stat().st_size > LARGEST_ENCLOSURE:
        return ()
    return (Enclosure(asked.name or asked.path.name, asked.path.read_bytes()),)


def _facts(asked: ImportRequest, reading: InventoryReading, result: intake.IntakeResult) -> dict[str, object]:
    """What the receipt voucher says of the file and of what came of it."""
    return {
        "file": asked.name or reading.file,
        "sha256": reading.sha256,
        "size": reading.size,
        "tables": reading.tables,
        "rows": result.rows,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
        "weapons": result.weapons,
        "other_items": result.other_items,
        "unclear": result.unclear,
        "quantity_total": reading.quantity_total,
        "value_total": reading.value_total,
        "control_totals": reading.control_totals,
        "vanished": result.vanished,
        "vanished_items": result.vanished_items,
    }


def _answer(
    asked: ImportRequest, reading: InventoryReading, result: intake.IntakeResult, voucher: Voucher | None
) -> ImportAnswer:
    refused = [
        {"row": row, "column": "", "code": refusal.code, "text": sentence(refusal.code, refusal.facts)}
        for row, refusal in result.refused
    ]
    recorded = voucher is not None and not asked.check
    return ImportAnswer(
        file=asked.name or reading.file,
        sha256=reading.sha256,
        tables=reading.tables,
        left_out=reading.left_out,
        rows=result.rows,
        new=result.new,
        changed=result.changed,
        unchanged=result.unchanged,
        rejected=result.rejected,
        warnings=[*reading.warnings, *refused],
        quantity_total=reading.quantity_total,
        value_total=reading.value_total,
        weapons=result.weapons,
        weapons_with_serial=result.with_serial,
        weapons_without_serial=result.without_serial,
        lots=result.lots,
        other_items=result.other_items,
        unclear=result.unclear,
        duplicates=sum(warning["code"] in DUPLICATE_CODES for warning in (*reading.warnings, *refused)),
        control_totals=reading.control_totals,
        vanished=result.vanished,
        vanished_items=result.vanished_items,
        voucher=voucher.number if voucher and recorded else None,
        reference=voucher.reference if voucher and recorded else None,
        checked=asked.check,
    )


def _write_rejects(path: Path, reading: InventoryReading, answer: ImportAnswer) -> None:
    """The rows that did not go in, with the reason beside each, as a workbook."""
    from stockpile.exchange.workbook import write_rejects

    write_rejects(path, reading, answer.warnings)
