"""The rows that do not go in, back as the workbook they came in, each with its reasons in words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from stockpile.domain.errors import Refused
from stockpile.exchange import loading
from stockpile.exchange.cells import Cell
from stockpile.exchange.columnar import rows_of
from stockpile.exchange.guard import Format
from stockpile.exchange.headings import OURS
from stockpile.exchange.loading import LoadedFile
from stockpile.exchange.rejects import RejectSheet
from stockpile.exchange.survey import RowKind
from stockpile.exchange.workbook import put_in_place, write_sheets
from stockpile.language import _
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import Level, RowClass
from stockpile.office.workbench.work import Work
from stockpile.wording import sentence

log = logging.getLogger(__name__)

MOST_CELLS = 1_500_000  # of a workbook that is taken apart with its formats; openpyxl takes a minute for them
_STAYING = frozenset({RowKind.BLANK, RowKind.ABOVE, RowKind.HEADER})


def write_rejects(work: Work, file: int, path: Path) -> int:
    """Write the rows of a file that do not go in; how many they are."""
    tables = [each for each in work.tables if each.file == file and each.taken]
    rejected = {table.index: _rejected(work, table) for table in tables}
    sheets = [_sheet(work, table, rejected[table.index]) for table in tables]
    loaded = work.files[file]
    cells = sum(len(sheet.columns) * sheet.height for sheet in loaded.sheets)
    book = _as_it_was(loaded, sheets) if loaded.format == Format.XLSX and cells <= MOST_CELLS else b""
    if book:
        put_in_place(path, book)
    else:
        write_sheets(path, _plain(work, file, {each.name: each for each in sheets}))
    return sum(map(len, rejected.values()))


def _as_it_was(loaded: LoadedFile, sheets: list[RejectSheet]) -> bytes:
    """The workbook with its formats; empty where the library that writes it does not understand them."""
    try:
        return loading.give_back(loaded.path, sheets, password=loaded.password)
    except Refused as refusal:
        if refusal.code not in ("file.reader-stopped", "file.too-large", "file.damaged"):
            raise
        log.warning("a workbook goes back without its formats: %s", refusal.code)
        return b""


def _rejected(work: Work, table: WorkTable) -> list[int]:
    """Rows (from 0) of a table that do not go in."""
    outcome = work.results.outcome
    return [row for row in table.rows() if outcome[table.first + row] == RowClass.REJECTED]


def _sheet(work: Work, table: WorkTable, rejected: list[int]) -> RejectSheet:
    first_row = next((row for row, kind in enumerate(table.kinds) if kind == RowKind.HEADER), 0)
    foot = max((row for row, kind in enumerate(table.kinds) if kind == RowKind.HEADER), default=0)
    keep = {row for row in range(foot + 1) if table.kinds[row] in _STAYING} | set(rejected) | _titles(table, rejected)
    places = {name: at + 1 for at, name in enumerate(table.shape.names[: table.width])}
    reasons, bad = {}, {}
    for row in rejected:
        problems = [each for each in work.results.problems(table.first + row) if each.level >= Level.ERROR]
        reasons[row + 1] = " ".join(sentence(each.code, each.facts) for each in problems)
        bad[row + 1] = [places[each.heading] for each in problems if each.heading in places]
    return RejectSheet(
        name=table.sheet.name,
        keep=[row + 1 for row in sorted(keep)],
        reasons=reasons,
        bad=bad,
        edits=_edits(table, keep),
        column=_behind(table),
        header_row=first_row + 1,
        heading=_("{mark} why it did not go in").format(mark=OURS),
    )


def _behind(table: WorkTable) -> int:
    """The column of the reasons: that of a file which went back before, else the first behind the table."""
    ours = (at + 1 for at, heading in enumerate(table.survey.headings) if heading.startswith(OURS))
    return next(ours, len(table.sheet.columns) + 1)


def _titles(table: WorkTable, rejected: list[int]) -> set[int]:
    """Titles of the groups that rejected rows stand in."""
    titles = [row for row, kind in enumerate(table.kinds) if kind == RowKind.GROUP]
    return {max((title for title in titles if title < row), default=row) for row in rejected} if titles else set()


def _edits(table: WorkTable, keep: set[int]) -> dict[int, dict[int, str]]:
    """What was typed here, and what stands above a cell that the rows between no longer show."""
    found: dict[int, dict[int, str]] = {}
    for at, rows in table.original.items():
        for row in rows:
            if row in keep:
                found.setdefault(row + 1, {})[at + 1] = table.sheet.columns[at].text(row)
    for at in table.derived:
        for row in keep:
            text = table.columns[at].text(row)
            if text and table.kinds[row] == RowKind.ROW and not table.sheet.columns[at].text(row):
                found.setdefault(row + 1, {})[at + 1] = text
    return found


def _plain(
    work: Work, file: int, sheets: dict[str, RejectSheet]
) -> Iterator[tuple[str, Iterator[tuple[Cell, ...]], frozenset[int]]]:
    """Every sheet as cells, as (name, rows, rows that are headings)."""
    for table in (each for each in work.tables if each.file == file):
        what = sheets.get(table.sheet.name) if table.taken else None
        keep = [row - 1 for row in what.keep] if what else list(range(table.height))
        heads = frozenset(place for place, row in enumerate(keep) if table.kinds[row] == RowKind.HEADER)
        yield table.sheet.name, _with_reasons(table, keep, what), heads


def _with_reasons(table: WorkTable, keep: list[int], what: RejectSheet | None) -> Iterator[tuple[Cell, ...]]:
    for row, cells in zip(keep, rows_of(table.sheet.columns, keep), strict=True):
        if what is None:
            yield cells
            continue
        said = what.heading if row + 1 == what.header_row else what.reasons.get(row + 1)
        made: list[Cell] = [*cells, *[None] * (what.column - len(cells))]
        for column, text in what.edits.get(row + 1, {}).items():
            made[column - 1] = text
        made[what.column - 1] = said
        yield tuple(made)
