"""Judging rows: read by the same code as every import, matched by the same code, and written nowhere.

What is judged together is a group: rows that carry look-alikes of one serial number, or the same key. A row is judged in
the light of the rows of its group that come before it and of the register, so an edit concerns the groups that it leaves
and enters, and no other row.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

from stockpile.acts.intake import ReadRow
from stockpile.domain.errors import Refused
from stockpile.domain.serials import fold
from stockpile.domain.standing import Standing
from stockpile.domain.subject import BY_ID
from stockpile.exchange import amounts, dates
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.chunks import Settings
from stockpile.exchange.columnar import Column
from stockpile.exchange.deciding import DECIDING
from stockpile.exchange.meaning import Understanding
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.about import tell, with_cells
from stockpile.office.workbench.results import DOUBT, IN, SERIAL, SORTS, Results
from stockpile.office.workbench.tables import WorkTable, slices
from stockpile.office.workbench.views import Level, Problem, RowClass
from stockpile.storage.matching import Matching, New, Sorted

CHUNK = 2_000
_DOUBTFUL = frozenset(
    {
        "duplicate-in-file", "import.duplicate-in-file", "import.identity-in-file", "intake.elsewhere", "intake.ended",
        "intake.found-again", "weapon.re-appeared",
    }
)  # fmt: skip
_ALARMS = frozenset({"weapon.re-appeared"})
_MISSING = Standing.MISSING.value
_SORT = {name: place for place, name in enumerate(SORTS)}
_EVERYTHING = 1 << 40

Progress = Callable[[int, "int | None"], None]


@dataclass(slots=True)
class Decided:
    """What the columns of a table decide as wholes, and of which state of each."""

    states: dict[str, tuple[int, ...]] = field(default_factory=dict)
    order: dates.Order = dates.Order.UNDECIDED
    marks: dict[str, str] = field(default_factory=dict)


class Checker:
    """Judges the rows of the tables of a session."""

    def __init__(self, *, expand: bool = False) -> None:
        self.expand = expand
        self._decided: dict[int, Decided] = {}

    def decide(self, table: WorkTable) -> bool:
        """What the columns of a table decide for all their rows; whether that is otherwise than before."""
        before = self._decided.get(table.index)
        now = _decided(table, before or Decided())
        self._decided[table.index] = now
        return before is None or (before.order, before.marks) != (now.order, now.marks)

    def forget(self) -> None:
        """Columns are read otherwise now."""
        self._decided.clear()

    def order(self, table: WorkTable) -> dates.Order:
        """In which order the dates of a table stand."""
        self.decide(table)
        return self._decided[table.index].order

    def understanding(self, table: WorkTable) -> Understanding:
        """A fresh reader of the rows of a table."""
        self.decide(table)
        decided, shape = self._decided[table.index], table.shape
        settings = Settings(order=decided.order, marks=decided.marks, units=shape.units, coded=shape.coded)
        return Understanding(
            shape.headings, (), expand=self.expand, mapped=shape.mapped(), sampled=_nothing, settings=settings,
            listed=_EVERYTHING,
        )  # fmt: skip

    def read(
        self, table: WorkTable, rows: Sequence[int], understanding: Understanding | None = None
    ) -> Iterator[list[ReadRow]]:
        """Rows of a table as an import reads them, some at a time; their numbers are those of the sheet."""
        reader = understanding or self.understanding(table)
        for some in slices(rows, CHUNK):
            found, _kept = reader.rows_of_columns([row + 1 for row in some], *cells_of(table.columns, some))
            made = [ReadRow(*row) for row in found]
            with_cells(made, table)
            yield made

    def judge(
        self,
        tables: Iterable[tuple[WorkTable, Sequence[int]]],
        matching: Matching,
        results: Results,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> None:
        """Judge rows, in the order of the tables, into ``results``."""
        done = 0
        wanted = list(tables)
        total = sum(len(rows) for _table, rows in wanted)
        for table, rows in wanted:
            understanding = self.understanding(table)
            heard = 0
            for some in slices(rows, CHUNK):
                if cancelled is not None and cancelled.is_set():
                    raise Refused("cancelled")
                for read in self.read(table, some, understanding):
                    warned = _warned(understanding, heard)
                    heard = len(understanding.warnings)
                    found = matching.take(read)
                    tell(table, found, warned, matching.site)
                    _record(table, some, read, found, warned, results)
                done += len(some)
                if progress is not None:
                    progress(done, total)


def _nothing(_at: int) -> tuple[()]:
    return ()


def _decided(table: WorkTable, before: Decided) -> Decided:
    """What is decided now; a column that is as it was decides as it did."""
    shape = table.shape
    now = Decided(order=shape.order or dates.Order.UNDECIDED)
    rows = hash(bytes(table.kinds))  # which rows are rows of the table
    for at, name in enumerate(shape.fields):
        if name not in DECIDING:
            continue
        state = now.states[name] = (*table.state_of(at), rows)
        same = before.states.get(name) == state
        if name == h.RECEIVED_ON:
            if shape.order is None:
                now.order = before.order if same else dates.order_of(_used(table.columns[at], table.kinds))
        elif same:
            now.marks[name] = before.marks[name]
        else:
            now.marks[name] = shape.mark or amounts.decimal_mark(_used(table.columns[at], table.kinds))
    return now


def _used(column: Column, kinds: bytearray) -> list[Cell]:
    """The distinct cells that a column has now in the rows of the table: all of them decide, not the first page."""
    places = set(compress(column.codes, kinds.translate(_IS_ROW)))
    return [column.values[place] for place in sorted(places)]


_IS_ROW = bytes(kind == RowKind.ROW for kind in range(256))


def cells_of(columns: Sequence[Column], rows: Sequence[int]) -> tuple[list[list[Cell]], list[list[str]]]:
    """Some rows, by columns: as cells and as texts."""
    first, last = rows[0], rows[-1] + 1
    whole = last - first == len(rows)
    cells: list[list[Cell]] = []
    texts: list[list[str]] = []
    for column in columns:
        codes = column.codes[first:last] if whole else [column.codes[row] for row in rows]
        cells.append(list(map(column.values.__getitem__, codes)))
        texts.append(list(map(column.texts.__getitem__, codes)))
    return cells, texts


def _warned(understanding: Understanding, heard: int) -> dict[int, list[Problem]]:
    """What the reader said of the rows it read last, by their numbers."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for number, heading, code, facts in understanding.warnings[heard:]:
        level = Level.ERROR if code in _KEEPING_OUT else Level.WARNING
        found[number].append(Problem(heading, f"import.{code}", facts, level))
    return found


_KEEPING_OUT = frozenset(
    {
        "quantity-unreadable", "quantity-negative", "quantity-zero", "quantity-fraction", "serial-with-quantity",
        "duplicate-in-file", "identity-in-file",
    }
)  # fmt: skip


def _record(
    table: WorkTable,
    rows: Sequence[int],
    read: Sequence[ReadRow],
    found: Sorted,
    warned: dict[int, list[Problem]],
    results: Results,
) -> None:
    first = table.first - 1  # of the id of a row, from its number
    results.clear([table.first + row for row in rows])
    for row in rows:
        results.flags[table.first + row] = IN
    if len(read) == len(rows) == rows[-1] - rows[0] + 1 and not expanded(read):
        _record_readings(results, table.first + rows[0], read, found)
    else:
        for each in read:
            _record_reading(results, first + each[0], each)
    _record_outcome(results, first, found, warned)
    for number, problems in warned.items():
        if number:
            results.tell(first + number, tuple(problems))
            if any(each.code in _DOUBTFUL for each in problems):
                results.flags[first + number] |= DOUBT


def _record_outcome(results: Results, first: int, found: Sorted, warned: dict[int, list[Problem]]) -> None:
    outcome = results.outcome
    for row in found.rejected:
        outcome[first + row[0]] = RowClass.REJECTED
    for new in found.new:
        outcome[first + new.row[0]] = RowClass.NEW
        if new.alike:
            _doubt(results, first + new.row[0], warned[new.row[0]], new)
    for row, known, changes in found.known:
        outcome[first + row[0]] = RowClass.CHANGES if changes else RowClass.SAME
        if known.standing == _MISSING:
            warned[row[0]].append(Problem("", "intake.found-again", {"weapon": known.id}, Level.WARNING))
    for row, refusal in found.refused:
        outcome[first + row[0]] = RowClass.REJECTED
        level = Level.ALARM if refusal.code in _ALARMS else Level.ERROR
        warned[row[0]].append(Problem("", refusal.code, refusal.facts, level))


def expanded(read: Sequence[ReadRow]) -> bool:
    """Whether a row gave several pieces."""
    return read[-1][0] - read[0][0] + 1 != len(read)


def _record_readings(results: Results, start: int, read: Sequence[ReadRow], found: Sorted) -> None:
    """Rows one after the other, by columns: most are."""
    end = start + len(read)
    serials = [row[6].get("serial") for row in read]
    results.sorts[start:end] = bytes([_SORT[row[1]] for row in read])
    results.flags[start:end] = bytes([IN | SERIAL if serial else IN for serial in serials])
    results.quantity[start:end] = array("d", [row[4] for row in read])
    results.value[start:end] = array("d", [row[5] for row in read])
    folded = [new.key for new in found.new] if len(found.new) == len(read) else [""] * len(read)
    rows = zip(read, serials, folded, strict=True)
    results.group[start:end] = array("q", [hash(key or group_of(row[2], serial)) or 1 for row, serial, key in rows])


def _record_reading(results: Results, at: int, read: ReadRow) -> None:
    serial = read[6].get("serial")
    results.sorts[at] = _SORT[read[1]]
    results.flags[at] |= SERIAL if serial else 0
    results.quantity[at] += read[4]
    results.value[at] += read[5]
    results.group[at] = hash(group_of(read[2], serial)) or 1


def group_of(key: str, serial: object) -> str:
    """What rows are judged together by."""
    if serial and not key.startswith(BY_ID):
        folded = fold(str(serial))
        if folded:
            return folded
    return key if key.startswith(BY_ID) else key.partition("#")[0].partition("/")[0]


def _doubt(results: Results, at: int, problems: list[Problem], new: New) -> None:
    results.flags[at] |= DOUBT
    problems.append(Problem("", "import.look-alike", {"like": list(new.like)}, Level.WARNING))


def rows_to_judge(tables: Iterable[WorkTable]) -> list[tuple[WorkTable, Sequence[int]]]:
    """All rows of the tables that are taken."""
    return [(table, table.rows()) for table in tables if table.taken]


def by_table(tables: Sequence[WorkTable], ids: Iterable[int]) -> list[tuple[WorkTable, list[int]]]:
    """Ids of rows of taken tables as rows of their tables, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    starts = [table.first for table in tables]
    for each in sorted(set(ids)):
        table = tables[bisect_right(starts, each) - 1]
        row = each - table.first
        if table.taken and row < table.height and table.kinds[row] == RowKind.ROW:
            found[table.index].append(row)
    return [(tables[index], rows) for index, rows in sorted(found.items())]
