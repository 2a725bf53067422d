"""Recording a session: the rows as they are now, through the same door as every import, under one voucher."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from stockpile.acts.intake import ReadRow
from stockpile.domain.draft import Draft, Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.people import MAY_RECORD
from stockpile.domain.subject import site_subject
from stockpile.domain.voucher import Kind, Voucher
from stockpile.exchange.loading import LoadedFile
from stockpile.exchange.process import hash_of
from stockpile.office.importing import LARGEST_ENCLOSURE, collector_at_rest, demand_signatures
from stockpile.office.performing import sealer
from stockpile.office.sessions import Session, still_all
from stockpile.office.workbench.about import absent, named_in
from stockpile.office.workbench.checking import Progress, rows_to_judge
from stockpile.office.workbench.grid import Grid
from stockpile.office.workbench.views import CommitAnswer
from stockpile.office.workbench.work import Work
from stockpile.storage import intake, register
from stockpile.storage.store import Unit

Now = Callable[[], datetime]


def commit(
    work: Work,
    now: Now,
    by: Session,
    approvers: Sequence[Session],
    *,
    authority: str,
    reason: str,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
    check: bool = False,
) -> CommitAnswer:
    """Record what goes in; everything or nothing. ``check``: do all of it, and roll it back.

    Raises:
        Refused: the officer may not, the site is not there, `approval.*`, `cancelled`.
    """
    demand_may_import(by)
    with work.lock, collector_at_rest(), work.store.writing() as unit:
        by, approvers = still_all(unit, by, approvers)
        _demand_site(unit, work.site)
        draft = Draft(
            site=work.site,
            kind=Kind.RECEIPT,
            moment=now(),
            officer=by.officer.signer,
            approvers=tuple(each.officer.signer for each in approvers),
            authority=authority,
            reason=reason,
            enclosures=tuple(each for loaded in _taken_files(work) for each in _enclosure(loaded)),
        )
        totals = _Totals()
        with unit.streaming(draft, sealer(unit, work.site, by, approvers)) as appending:
            chunks = totals.watched(_chunks(work, progress, cancelled))
            result = intake.receive(unit, appending, work.site, draft.moment.date(), chunks, work.version)
            if any(work.lists):
                result.vanished, gone = absent(work.lists, named_in(work.tables))
                result.vanished_items = gone[: intake.VANISHED_NAMED]
            if not check:
                demand_signatures(unit, result, appending.reference, draft, by, approvers)
            something = result.new or result.changed
            voucher = appending.close(_facts(work, result, totals)) if something else None
        if voucher is not None and not check:
            if cancelled is not None and cancelled.is_set():
                raise Refused("cancelled")
            unit.commit()
    return _answer(result, voucher)


def demand_may_import(by: Session) -> None:
    """Refuse an officer who may not record receipts."""
    if not by.officer.may(Kind.RECEIPT):
        roles = sorted(MAY_RECORD[Kind.RECEIPT])
        raise Refused("officer.not-entitled", officer=by.login, kind=Kind.RECEIPT.value, roles=roles)


def _demand_site(unit: Unit, site: str) -> None:
    if not register.states(unit, [site_subject(site)]):
        raise Refused("site.unknown", site=site)


class _Totals:
    """What the rows come to, as they go by."""

    def __init__(self) -> None:
        self.quantity = self.value = 0.0

    def watched(self, chunks: Iterator[list[ReadRow]]) -> Iterator[list[ReadRow]]:
        """The chunks, as they go by."""
        for chunk in chunks:
            self.quantity += sum(row[4] for row in chunk)
            self.value += sum(row[5] for row in chunk)
            yield chunk


def _chunks(work: Work, progress: Progress | None, cancelled: threading.Event | None) -> Iterator[list[ReadRow]]:
    wanted = rows_to_judge(work.tables)
    total = sum(len(rows) for _table, rows in wanted)
    done = 0
    for table, rows in wanted:
        for read in work.checker.read(table, rows):
            if cancelled is not None and cancelled.is_set():
                raise Refused("cancelled")
            yield read
            done += len(read)
            if progress is not None:
                progress(done, total)


def _taken_files(work: Work) -> list[LoadedFile]:
    taken = {table.file for table in work.tables if table.taken}
    return [loaded for index, loaded in enumerate(work.files) if index in taken]


def _enclosure(loaded: LoadedFile) -> list[Enclosure]:
    """The file itself, where it is not too large: the one that was read, not what was saved over it since."""
    demand_unchanged(loaded)
    return [Enclosure(loaded.name, loaded.path.read_bytes())] if loaded.size <= LARGEST_ENCLOSURE else []


def demand_unchanged(loaded: LoadedFile) -> None:
    """Refuse a file that is not what was opened any more (`file.changed`)."""
    try:
        same = hash_of(loaded.path) == loaded.sha256
    except OSError:
        same = False
    if not same:
        raise Refused("file.changed", file=loaded.name)


def _facts(work: Work, result: intake.IntakeResult, totals: _Totals) -> dict[str, object]:
    """What the receipt voucher says of the files and of what came of them."""
    files = _taken_files(work)
    grid = Grid(work)
    facts: dict[str, object] = {
        "file": ", ".join(each.name for each in files),
        "sha256": files[0].sha256 if len(files) == 1 else [each.sha256 for each in files],
        "size": sum(each.size for each in files),
        "tables": _tables(work),
        "rows": result.rows,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
        "weapons": result.weapons,
        "other_items": result.other_items,
        "unclear": result.unclear,
        "quantity_total": round(totals.quantity, 4),
        "value_total": round(totals.value, 4),
        "control_totals": [
            {"what": each.heading, "stated": each.stated, "counted": each.counted, "agrees": each.agrees}
            for each in grid.totals()
        ],
        "vanished": result.vanished,
        "vanished_items": result.vanished_items,
    }
    edited = sum(len(rows) for table in work.tables if table.taken for rows in table.original.values())
    return facts | ({"edited_cells": edited} if edited else {})


def _tables(work: Work) -> list[dict[str, object]]:
    return [
        {
            "sheet": table.sheet.name,
            "header_row": table.survey.header_row,
            "rows": len(table.rows()),
            "columns": {
                field: name for name, field in zip(table.shape.names, table.shape.fields, strict=True) if field
            },
            "unmapped": [name for name, field in zip(table.shape.names, table.shape.fields, strict=True) if not field],
        }
        for table in work.tables
        if table.taken
    ]


def _answer(result: intake.IntakeResult, voucher: Voucher | None) -> CommitAnswer:
    return CommitAnswer(
        new=result.new,
        changed=result.changed,
        unchanged=result.unchanged,
        rejected=result.rejected,
        weapons=result.weapons,
        vanished=result.vanished,
        vanished_items=tuple(result.vanished_items),
        voucher=voucher.number if voucher else "",
        reference=voucher.reference if voucher else "",
    )
