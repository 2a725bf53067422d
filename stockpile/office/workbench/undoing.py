"""Taking an import back: one correction voucher for all pieces nothing has happened to since, and a list of the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from stockpile.acts.scene import Scene, demand, demand_approval
from stockpile.acts.taking_back import APPROVALS, taken_back
from stockpile.domain.draft import Draft
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import MAY_RECORD
from stockpile.domain.voucher import Kind, Voucher
from stockpile.office.importing import collector_at_rest
from stockpile.office.performing import sealer
from stockpile.office.sessions import Session, still_all
from stockpile.office.workbench.history import imports
from stockpile.office.workbench.views import Kept, UndoAnswer, UndoPreview
from stockpile.storage import codec, journal, register, taking_back
from stockpile.storage.appending import Appending
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store, Unit
from stockpile.storage.taking_back import Left

NAMED = 1_000  # pieces that are kept and named

Progress = Callable[[int, "int | None"], None]


@dataclass(slots=True)
class _Tally:
    removed: int = 0
    restored: int = 0
    kept: int = 0
    kept_items: list[Kept] = field(default_factory=list)

    def count(self, left: Left) -> bool:
        """Count a line; whether it is taken back."""
        if left.since:
            self.kept += 1
            if len(self.kept_items) < NAMED:
                self.kept_items.append(Kept(left.line.subject, left.since))
        elif left.line.event == Event.RECEIVED:
            self.removed += 1
        else:
            self.restored += 1
        return not left.since

    def preview(self, reference: str) -> UndoPreview:
        """As an answer."""
        return UndoPreview(
            reference=reference,
            removed=self.removed,
            restored=self.restored,
            kept=self.kept,
            kept_items=tuple(self.kept_items),
            approvals=APPROVALS,
        )


def preview(store: Store, reference: str) -> UndoPreview:
    """What taking an import back would do.

    Raises:
        Refused: `voucher.unknown`, `import.no-import`, `import.taken-back`.
    """
    with store.reading() as reader:
        voucher = _import(reader, reference)
        tally = _Tally()
        for chunk in taking_back.left_by(reader, journal.voucher_id(reader, voucher), states=False):
            for left in chunk:
                tally.count(left)
    return tally.preview(reference)


def undo(
    store: Store,
    now: Callable[[], datetime],
    reference: str,
    by: Session,
    approvers: Sequence[Session],
    *,
    authority: str,
    reason: str,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> UndoAnswer:
    """Take an import back; everything that can be, or nothing.

    Raises:
        Refused: `officer.not-entitled`, `correction.no-reason`, `approval.*`, `voucher.unknown`, `import.no-import`,
            `import.taken-back`, `import.nothing-left`, `cancelled`.
    """
    if not by.officer.may(Kind.CORRECTION):
        roles = sorted(MAY_RECORD[Kind.CORRECTION])
        raise Refused("officer.not-entitled", officer=by.login, kind=Kind.CORRECTION.value, roles=roles)
    demand(reason.strip(), "correction.no-reason")
    with collector_at_rest(), store.writing() as unit:
        by, approvers = still_all(unit, by, approvers)
        voucher = _import(unit, reference)
        draft = Draft(
            site=voucher.site,
            kind=Kind.CORRECTION,
            moment=now(),
            officer=by.officer.signer,
            approvers=tuple(each.officer.signer for each in approvers),
            authority=authority,
            reason=reason,
        )
        _demand_signature(draft, by, approvers)
        with unit.streaming(draft, sealer(unit, voucher.site, by, approvers)) as appending:
            tally = _take_back(unit, appending, voucher, progress, cancelled)
            demand(tally.removed or tally.restored, "import.nothing-left", voucher=reference, kept=tally.kept)
            recorded = appending.close(_facts(reference, tally))
        unit.commit()
    return UndoAnswer(preview=tally.preview(reference), voucher=recorded.number, reference=recorded.reference)


def _import(reader: Reader, reference: str) -> Voucher:
    """The voucher of an import that was not taken back."""
    voucher = journal.by_reference(reader, reference)
    if voucher is None:
        raise Refused("voucher.unknown", number=reference)
    record = next((each for each in imports(reader) if each.reference == reference), None)
    if record is None:
        raise Refused("import.no-import", voucher=reference)
    if record.taken_back:
        raise Refused("import.taken-back", voucher=reference, correction=record.taken_back)
    return voucher


def _demand_signature(draft: Draft, by: Session, approvers: Sequence[Session]) -> None:
    signers = tuple(each.officer for each in approvers)
    demand_approval(
        Scene(reference="", site=draft.site, officer=by.officer, now=draft.moment, approvers=signers), APPROVALS
    )


def _take_back(
    unit: Unit, appending: Appending, voucher: Voucher, progress: Progress | None, cancelled: threading.Event | None
) -> _Tally:
    tally = _Tally()
    done = 0
    for chunk in taking_back.left_by(unit, journal.voucher_id(unit, voucher)):
        if cancelled is not None and cancelled.is_set():
            raise Refused("cancelled")
        lines = [taken_back(left.line, left.before, left.now, voucher.reference) for left in chunk if tally.count(left)]
        if lines:
            appending.add([(line.subject, codec.encode_line(line)) for line in lines])
            register.apply(unit, appending.voucher_id, appending.reference, lines)
        done += len(chunk)
        if progress is not None:
            progress(done, voucher.lines)
    return tally


def _facts(reference: str, tally: _Tally) -> dict[str, object]:
    found: dict[str, object] = {
        "corrects": reference,
        "takes_back": reference,
        "removed": tally.removed,
        "restored": tally.restored,
        "kept": tally.kept,
    }
    kept = [f"{each.subject} ({each.voucher})" for each in tally.kept_items]
    return found | ({"kept_items": kept} if kept else {})
