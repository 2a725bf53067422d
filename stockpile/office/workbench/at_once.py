"""The workbench without a screen: a file, what was decided before, and a voucher; for the command line."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stockpile.domain.errors import Refused
from stockpile.exchange.headings import IGNORED
from stockpile.exchange.meaning import MOST_WARNINGS
from stockpile.exchange.survey import RowKind
from stockpile.office.importing import ImportAnswer
from stockpile.office.sessions import Session
from stockpile.office.workbench.checking import Progress
from stockpile.office.workbench.session import ImportSession
from stockpile.office.workbench.views import CommitAnswer, Counts, Level, Replayed
from stockpile.office.workbench.workbench import Workbench
from stockpile.wording import sentence

_WHY = {
    RowKind.ABOVE: "above the table", RowKind.TOTAL: "total", RowKind.PAGE: "page line", RowKind.AGAIN: "header again",
    RowKind.GROUP: "title of a group", RowKind.OUT: "taken out",
    RowKind.HIDDEN: "hidden row",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """What may be asked of an import through the workbench.

    Attributes:
        name, site, sheet, expand, authority, reason, progress, cancelled: as of `importing.ImportRequest`.
        mapping: a kept mapping, or fields and headings. operations: a log to be replayed.
        rejects: where to write the workbook with the rows that do not go in.
        save_mapping: under which name to keep how the file was read.
        password: of a protected workbook. check: judge, and record nothing.
    """

    name: str = ""
    site: str = ""
    sheet: str | None = None
    mapping: Mapping[str, object] | None = None
    operations: Mapping[str, object] | None = None
    rejects: Path | None = None
    save_mapping: str = ""
    password: str = ""
    check: bool = False
    expand: bool = False
    authority: str = ""
    reason: str = ""
    progress: Progress | None = None
    cancelled: threading.Event | None = None


def import_at_once(
    bench: Workbench, path: Path, asked: AtOnce, by: Session, approvers: Sequence[Session] = ()
) -> ImportAnswer:
    """Import a file as the workbench reads it; the answer is that of every import.

    Raises:
        Refused: `file.*`, `import.*`, the officer may not, `approval.*`, `cancelled`.
    """
    with bench.open([path], by, site=asked.site, password=asked.password, cancelled=asked.cancelled) as work:
        if asked.name:
            work.work.files[0].name = asked.name
        _choose(work, asked)
        work.check(None, asked.cancelled)
        replayed = Replayed(0) if asked.operations is None else work.edit.replay(asked.operations)
        counts = work.grid.counts()
        if asked.rejects is not None:
            work.write_rejects(asked.rejects)
        shape = next(each.shape for each in work.tables.all() if each.taken)
        answer = work.commit(
            by, approvers=approvers, authority=asked.authority, reason=asked.reason, progress=asked.progress,
            cancelled=asked.cancelled, check=asked.check,
        )  # fmt: skip
        if asked.save_mapping:
            bench.mappings.save(by, asked.save_mapping, work.tables.mapping(shape))
        return _answer(work, counts, answer, replayed, check=asked.check)


def _choose(work: ImportSession, asked: AtOnce) -> None:
    """Take the sheet that was named, and read the columns as was said."""
    if asked.sheet is not None:
        _take_sheet(work, asked.sheet)
    if asked.expand:
        work.expand_lots(on=True)
    if asked.mapping is not None:
        _apply(work, asked.mapping)
    tables = work.tables.all()
    if not any(each.taken for each in tables):
        found = [f"{each.sheet}: {each.seems}" if each.sheet else each.seems for each in tables]
        headings = next((" | ".join(each.headings) for each in tables if each.headings), "")
        raise Refused("file.no-inventory", file=work.files()[0].name, found=found[:20], headings=headings[:300])


def _take_sheet(work: ImportSession, name: str) -> None:
    tables = work.tables.all()
    if name not in [each.sheet for each in tables]:
        raise Refused("file.no-sheet", file=work.files()[0].name, sheet=name)
    for each in tables:
        if each.taken or each.sheet == name:
            work.tables.take(each.index, taken=each.sheet == name)


def _apply(work: ImportSession, mapping: Mapping[str, object]) -> None:
    """Read the sheets that are taken, or else the first that has headings, as a mapping says."""
    tables = work.tables.all()
    wanted = [each for each in tables if each.taken] or [each for each in tables if each.headings][:1]
    for shape in {each.shape for each in wanted}:
        work.tables.apply(shape, mapping)
    for each in wanted:
        work.tables.take(each.index)


def _answer(
    work: ImportSession, counts: Counts, done: CommitAnswer, replayed: Replayed, *, check: bool
) -> ImportAnswer:
    loaded = work.work.files[0]
    recorded = bool(done.reference) and not check
    return ImportAnswer(
        file=loaded.name,
        sha256=loaded.sha256,
        tables=_tables(work),
        left_out=_left_out(work),
        rows=counts.rows,
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
        rejected=done.rejected,
        warnings=[*_not_applied(replayed), *_warnings(work)],
        quantity_total=counts.quantity_total,
        value_total=counts.value_total,
        weapons=counts.weapons,
        weapons_with_serial=counts.with_serial,
        weapons_without_serial=counts.without_serial,
        lots=counts.lots,
        other_items=counts.other_items,
        unclear=counts.unclear,
        duplicates=counts.duplicates,
        control_totals=[
            {"what": each.heading, "stated": each.stated, "counted": each.counted, "agrees": each.agrees}
            for each in work.grid.totals()
        ],
        vanished=done.vanished,
        vanished_items=list(done.vanished_items),
        voucher=done.voucher if recorded else None,
        reference=done.reference if recorded else None,
        checked=check,
    )


def _tables(work: ImportSession) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for each in work.tables.all():
        if each.taken:
            columns = work.tables.columns(each.shape)
            found.append(
                {
                    "sheet": each.sheet,
                    "header_row": each.header_row,
                    "columns": {
                        column.field: column.heading for column in columns if column.field not in ("", IGNORED)
                    },
                    "unmapped": [column.heading for column in columns if column.field in ("", IGNORED)],
                    "rows": each.rows,
                }
            )
    return found


def _left_out(work: ImportSession) -> list[dict[str, object]]:
    tables = work.tables.all()
    found: list[dict[str, object]] = [
        {
            "sheet": each.sheet,
            "row": each.header_row,
            "why": "another shape" if each.seems == "inventory" else "no inventory",
            "text": " | ".join(each.headings)[:300],
        }
        for each in tables
        if not each.taken
    ]
    for row in work.grid.page(work.grid.rows(left_out=True)[:MOST_WARNINGS]):
        text = " | ".join(cell.text for cell in row.cells if cell.text)[:300]
        found.append(
            {"sheet": tables[row.table].sheet, "row": row.number, "why": _WHY[RowKind(row.kind)], "text": text}
        )
    return found


def _not_applied(replayed: Replayed) -> list[dict[str, object]]:
    """What of the edits found nothing in the file: a warning an edit, of no row."""
    code = "import.edit-not-applied"
    return [
        {
            "row": 0,
            "column": ", ".join(each.columns),
            "code": code.removeprefix("import."),
            "text": sentence(code, each.facts),
        }
        for each in map(_NotApplied.of, replayed.not_applied[:MOST_WARNINGS])
    ]


@dataclass(frozen=True, slots=True)
class _NotApplied:
    columns: tuple[str, ...]
    facts: Mapping[str, object]

    @classmethod
    def of(cls, operation: Mapping[str, Any]) -> _NotApplied:
        """An operation, or what of it was not done."""
        sets = operation.get("sets") or ([operation] if "cells" in operation else [])
        named = [str(each["column"]) for each in sets] or operation.get("columns") or [str(operation.get("column", ""))]
        count = sum(len(each["cells"]) for each in sets) + len(operation.get("rows", ()))
        return cls(tuple(filter(None, named)), {"count": count or 1})


def _warnings(work: ImportSession) -> list[dict[str, object]]:
    """What is to be said of rows; of one code the first thousand."""
    tables = {each.index: each.sheet for each in work.tables.all()}
    found: list[dict[str, object]] = []
    told: Counter[str] = Counter()
    for row, problems in work.work.results.told():
        table = work.grid.table_of(row)
        for each in problems:
            told[each.code] += 1
            if each.level < Level.WARNING or told[each.code] > MOST_WARNINGS:
                continue
            found.append(
                {
                    "row": row - table.first + 1,
                    "column": each.heading,
                    "code": each.code.removeprefix("import."),
                    "text": sentence(each.code, each.facts),
                    "sheet": tables[table.index],
                }
            )
    return found
