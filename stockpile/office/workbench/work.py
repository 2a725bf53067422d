"""The state of a session: its files, its tables, how they are read, what a check found. No word of it is in the
database."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from stockpile.domain.errors import Refused
from stockpile.exchange.cells import text_of
from stockpile.exchange.loading import LoadedFile, LoadedSheet
from stockpile.exchange.survey import RowKind, missing
from stockpile.exchange.tables import LOOKED_AT
from stockpile.office.workbench import marking
from stockpile.office.workbench.about import About, about, fields_of, read_as
from stockpile.office.workbench.checking import Checker, Progress, by_table, group_of, rows_to_judge
from stockpile.office.workbench.editing import History, Step
from stockpile.office.workbench.results import Results
from stockpile.office.workbench.shapes import BY_EXPORT, Shape, shape_of
from stockpile.office.workbench.tables import WorkTable, beyond
from stockpile.storage.matching import Matching, last_shown
from stockpile.storage.store import Store

Remembered = Mapping[str, str]
_MANY = 3  # where an edit touches a third of the rows, all are judged: that is no slower, and can be stopped


@dataclass(slots=True)
class Work:
    """Everything a session knows.

    Attributes:
        site: whose inventory it is. remembered: fields chosen before, by the words of their heading.
        version: the last voucher that a list of the register knew of, where the files are one that comes back; lists: what
            each file says of itself, where it is one.
        checked: whether `results` are those of the tables as they are.
        watching: who looks on, and may stop it, while an edit of many rows is judged.
    """

    store: Store
    site: str
    files: list[LoadedFile]
    remembered: Remembered
    tables: list[WorkTable] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    history: History = field(default_factory=History)
    checker: Checker = field(default_factory=Checker)
    results: Results = field(default_factory=lambda: Results(0))
    version: int | None = None
    checked: bool = False
    watching: tuple[Progress | None, threading.Event | None] = (None, None)
    lock: threading.RLock = field(default_factory=threading.RLock)
    lists: list[About | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay the tables of all files one after the other, and take those that seem to be inventories."""
        self.lists = [about(each) for each in self.files]
        first = 0
        for number, loaded in enumerate(self.files):
            for sheet in loaded.sheets:
                self.tables.append(self._table(number, first, sheet))
                first += sheet.height
        self._take_what_fits()
        self.results = Results(first)
        known = next(filter(None, self.lists), None)
        if known is not None:
            with self.store.reading() as reader:
                self.version = last_shown(reader, known.sizes)

    # -- tables and shapes ---------------------------------------------------------------------------------------------

    def _table(self, file: int, first: int, sheet: LoadedSheet) -> WorkTable:
        kinds = bytearray(sheet.survey.kinds)
        blank = Shape(-1, (), [], [], [])
        table = WorkTable(len(self.tables), file, first, sheet, sheet.survey, kinds, taken=False, shape=blank)
        self.give_shape(table)
        return table

    def give_shape(self, table: WorkTable) -> None:
        """Find or make the shape of a table, by its headings; arrange its columns."""
        headings = list(table.survey.headings)
        headings += [""] * (beyond(table.sheet, len(headings), table.kinds) - len(headings))
        grouped = RowKind.GROUP in table.kinds
        key = tuple(headings)
        found = next((each for each in self.shapes if each.headings == key and each.grouped == grouped), None)
        if found is None:
            mapped = [*table.survey.mapped]
            mapped += [(f"column {at + 1}", "", "", 0.0) for at in range(len(mapped), len(headings))]
            found = shape_of(len(self.shapes), mapped, headings, self.remembered)
            table.shape = found
            found.listed = fields_of(self.lists[table.file], table.sheet)
            if found.listed:
                for at, name in found.listed.items():
                    found.set_field(at, read_as(name), BY_EXPORT)
            else:
                found.set_groups(on=grouped)
                found.filled = {found.names[at] for at in table.to_fill()}
            self.shapes.append(found)
        table.shape = found
        table.arrange()

    def _take_what_fits(self) -> None:
        """Of each file the first sheet that is an inventory and is not hidden, and all that have its shape."""
        fitting = [each for each in self.tables if each.survey.seems == "inventory" and not each.sheet.hidden]
        for table in fitting:
            first = next(each for each in fitting if each.file == table.file)
            table.taken = table.shape is first.shape

    def set_header(self, table: WorkTable, row: int, rows: int) -> None:
        """Say where the header of a table is; its rows are looked at again."""
        table.survey = table.resurvey((row, rows))
        table.kinds = bytearray(table.survey.kinds)
        table.leave_hidden()
        table.version += 1
        self.give_shape(table)
        self.stale()

    def stale(self) -> None:
        """What was found does not hold any more."""
        self.checked = False
        self.checker.forget()

    def seems(self, table: WorkTable) -> str:
        """What a table seems to be, with the columns as they are mapped now."""
        named = {name for name in table.shape.fields if name}
        if table.survey.seems in ("table", "totals") and not missing(dict.fromkeys(named, "")):
            return "inventory"
        return table.survey.seems

    # -- judging -------------------------------------------------------------------------------------------------------

    @contextmanager
    def matching(self) -> Iterator[Matching]:
        """What decides what rows are, in the light of the register as it is now."""
        with self.store.reading() as reader:
            yield Matching(reader, self.site, version=self.version)

    def check(self, progress: Progress | None = None, cancelled: threading.Event | None = None) -> None:
        """Judge all rows of the tables that are taken."""
        with self.lock, self.matching() as matching:
            self.checked = False
            results = Results(self.results.size)
            self.checker.judge(rows_to_judge(self.tables), matching, results, progress, cancelled)
            self.results = results
            self.checked = True
            self._accept()

    def judge_again(self, touched: set[int]) -> None:
        """Judge what an edit concerns: the rows it touched, and those of the groups they left and enter."""
        if not self.checked:
            return
        tables = [table for table, _rows in by_table(self.tables, touched)]
        if any(self.checker.decide(table) for table in tables) or len(touched) * _MANY > self.results.size:
            self.check(*self.watching)
            return
        groups = {self.results.group[each] for each in touched}
        for table, rows in by_table(self.tables, touched):
            for read in self.checker.read(table, rows):
                groups |= {hash(group_of(row[2], row[6].get("serial"))) or 1 for row in read}
        affected = touched | set(self.results.of_groups(groups - {0}))
        self.results.clear(touched)
        with self.matching() as matching:
            self.checker.judge(by_table(self.tables, affected), matching, self.results)
        self._accept()

    def _accept(self) -> None:
        """Rows that somebody lets go in are doubted no more, as long as they are in the group of which they said so."""
        for table in self.tables:
            for row, group in table.accepted.items():
                if self.results.group[table.first + row] == group:
                    self.results.accept(table.first + row)

    # -- edits ---------------------------------------------------------------------------------------------------------

    def edit(self, step: Step) -> int:
        """Do an edit, judge again; how many rows it touched."""
        if step.nothing:
            return 0
        return self._stepped(step, lambda: self.history.do(step), self.history.forget)

    def mark(self, table: WorkTable, rows: Iterable[int], kind: RowKind) -> int:
        """Say what rows (from 0) of a table are; how many were something else. A title of a group wants its column."""
        with self.lock:
            step = marking.step(table, rows, kind)
            if kind == RowKind.GROUP and step.kinds and not table.shape.grouped:
                self._have_groups(table.shape)
            return self.edit(step)

    def _have_groups(self, shape: Shape) -> None:
        checked = self.checked
        shape.set_groups(on=True)
        for table in self.tables:
            if table.shape is shape:
                table.version += 1
                table.arrange()
        self.stale()
        if checked:
            self.check()

    def undo(self) -> Step | None:
        """Take the last edit back."""
        step = self.history.done[-1] if self.history.done else None
        if step is not None:
            self._stepped(step, self.history.undo, self.history.redo)
        return step

    def redo(self) -> Step | None:
        """Do again what was undone last."""
        step = self.history.undone[-1] if self.history.undone else None
        if step is not None:
            self._stepped(step, self.history.redo, self.history.undo)
        return step

    def _stepped(self, step: Step, do: Callable[[], object], back: Callable[[], object]) -> int:
        """Do a step and judge again; where that is cancelled, ``back`` again, and what was found before holds."""
        with self.lock:
            checked = self.checked
            touched = step.ids()
            count = len(touched)
            changed = {table.index: table for table, _rows in step.parts()}
            before = {index: _filled_codes(table) for index, table in changed.items()}
            do()
            for index, table in changed.items():
                table.arrange()
                touched |= _differing(table, before[index])
            try:
                self.judge_again(touched)
            except Refused:
                back()
                for table in changed.values():
                    table.arrange()
                    self.checker.decide(table)
                self.checked = checked
                raise
            return count


def _filled_codes(table: WorkTable) -> dict[int, tuple[list[str], array[int]]]:
    """Columns in which an edit of one row can change another."""
    reaching = set(table.derived)
    first = len(table.shape.names) - len(table.shape.made)
    reaching |= {first + at for at, made in enumerate(table.shape.made) if made.how == "group" or reaching}
    return {at: (table.columns[at].texts, table.columns[at].codes) for at in reaching}


def _differing(table: WorkTable, before: dict[int, tuple[list[str], array[int]]]) -> set[int]:
    """Ids of rows that a column reaches otherwise than before."""
    found: set[int] = set()
    for at, (texts, codes) in before.items():
        now = table.columns[at]
        if codes == now.codes and len(texts) == len(now.texts):
            continue
        found |= {
            table.first + row
            for row, (one, other) in enumerate(zip(codes, now.codes, strict=True))
            if one != other and texts[one] != now.texts[other]
        }
    return found


def preview(table: WorkTable, rows: int = LOOKED_AT) -> list[Sequence[str]]:
    """The first rows of a sheet as texts, as they stand there."""
    columns = table.sheet.columns
    return [[text_of(column.cell(row)) for column in columns] for row in range(min(rows, table.height))]
