"""Editing a session: cells, columns, rows in and out; undo, redo; and the log that is replayed on next month's file."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from stockpile.domain.errors import Refused
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench import editing, marking
from stockpile.office.workbench.checking import Progress
from stockpile.office.workbench.editing import OPERATIONS_FORMAT, Accepted, Change, KindChange, Operation, Step
from stockpile.office.workbench.replaying import replay
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import Replayed, StepView
from stockpile.office.workbench.work import Work

_SAMPLES = 8  # of what a replacement would change

Changing = Callable[[WorkTable, int, Sequence[int]], "Change | None"]


class Editor:
    """What can be changed in the rows of a session. Every method is one step, and answers how many rows it touched.

    Columns are named by their heading. Rows are named by their ids; where none are named, all rows of the tables that
    are taken and have the column are meant.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    @contextmanager
    def watched(self, progress: Progress | None, cancelled: threading.Event | None) -> Iterator[Editor]:
        """For edits of so many rows that judging them takes long; one that is cancelled did not happen."""
        self._work.watching = progress, cancelled
        try:
            yield self
        finally:
            self._work.watching = None, None

    # -- cells ---------------------------------------------------------------------------------------------------------

    def set(self, column: str, ids: Iterable[int], text: str) -> int:
        """One text into cells of a column; an empty one clears them."""
        return self.set_columns({column: (ids, text)})

    def set_each(self, column: str, texts: Mapping[int, str]) -> int:
        """A text of its own into each of some cells of a column."""
        return self.set_block({column: texts})

    def set_columns(self, texts: Mapping[str, tuple[Iterable[int], str]], how: str = "set") -> int:
        """One text for cells of each of some columns, by their headings. ``how``: `set`, `fill`, `clear`.

        Raises:
            Refused: `import.no-such-column`, `import.made-column` for one that is made of others.
        """
        with self._work.lock:
            made: list[Change] = []
            whole = True
            for column, (ids, text) in texts.items():
                rows_of = self._by_table(ids)
                whole = whole and self._are_all(column, rows_of)
                for table, rows in rows_of:
                    change = editing.one_text(table, _own_place(table, column), text, rows)
                    made += [] if change is None else [change]
            if whole:
                wanted = {column: text for column, (_ids, text) in texts.items()}
                return self._work.edit(Step({"op": "set-all", "how": how, "texts": wanted}, made))
            return self._work.edit(Step({"op": "set", "how": how}, self._keyed(made)))

    def set_block(self, cells: Mapping[str, Mapping[int, str]], how: str = "set") -> int:
        """A text of its own into each of some cells of some columns, by heading and id of the row: what was pasted.

        Raises:
            Refused: `import.no-such-column`, `import.made-column` for one that is made of others.
        """
        with self._work.lock:
            made: list[Change] = []
            for column, texts in cells.items():
                for table, rows in self._by_table(texts):
                    wanted = {row: texts[table.first + row] for row in rows}
                    change = editing.change_of(table, _own_place(table, column), wanted)
                    made += [] if change is None else [change]
            return self._work.edit(Step({"op": "set", "how": how}, self._keyed(made)))

    def fill_down(self, columns: str | Sequence[str], ids: Iterable[int] | None = None) -> int:
        """Blank cells take what stands above them."""
        named = [columns] if isinstance(columns, str) else list(columns)
        return self._on_columns(
            {"op": "fill-down", "column": named[0], "columns": named}, named, ids, editing.fill_down
        )

    def replace(
        self,
        find: str,
        by: str,
        *,
        columns: Sequence[str] = (),
        ids: Iterable[int] | None = None,
        regex: bool = False,
        fold: bool = False,
        whole: bool = False,
    ) -> int:
        r"""Search and replace in columns, in all of the file's where none is named.

        ``regex``: ``find`` is a regular expression and ``by`` may name its groups (`\1`); it is given a bounded time.
        ``fold``: letters of any case. ``whole``: only where the whole cell fits.

        Raises:
            Refused: `import.pattern`, `import.pattern-slow`, `import.nothing-to-find`, `import.no-such-column`.
        """
        operation: Operation = {"op": "replace", "find": find, "by": by, "columns": list(columns)}
        operation |= {"regex": regex, "fold": fold, "whole": whole}
        return self._on_columns(operation, columns, ids, _replacing(find, by, regex=regex, fold=fold, whole=whole))

    def would_replace(
        self,
        find: str,
        by: str,
        *,
        columns: Sequence[str] = (),
        ids: Iterable[int] | None = None,
        regex: bool = False,
        fold: bool = False,
        whole: bool = False,
    ) -> tuple[int, tuple[tuple[str, str], ...]]:
        """How many cells `replace` would change, and some of them, before and after. Changes nothing.

        Raises:
            Refused: as `replace` does.
        """
        with self._work.lock:
            made = self._changes(columns, ids, _replacing(find, by, regex=regex, fold=fold, whole=whole))
        found: dict[tuple[str, str], None] = {}
        for change in made:
            texts = change.table.sheet.columns[change.column].texts
            pairs = zip(change.before, change.after, strict=True)
            found |= dict.fromkeys((texts[one], texts[other]) for one, other in islice(pairs, _SAMPLES))
        return sum(len(each.rows) for each in made), tuple(found)[:_SAMPLES]

    def decide(self, column: str, spellings: Collection[str], text: str) -> int:
        """One decision for all rows that have one of some spellings in a column."""
        wanted = frozenset(spellings)

        def deciding(table: WorkTable, at: int, rows: Sequence[int]) -> Change | None:
            return editing.by_text(table, at, lambda texts: [text if each in wanted else each for each in texts], rows)

        operation: Operation = {"op": "value", "column": column, "from": sorted(wanted), "to": text}
        return self._on_columns(operation, [column], None, deciding)

    # -- rows ----------------------------------------------------------------------------------------------------------

    def take_out(self, ids: Iterable[int]) -> int:
        """Rows out of the import; they are listed, and can be taken in again."""
        return self._take(ids, out=True)

    def take_in(self, ids: Iterable[int]) -> int:
        """Rows into the import that were left out: totals, page lines, what was taken out by hand."""
        return self._take(ids, out=False)

    def accept(self, ids: Iterable[int]) -> int:
        """Rows that may be the same as others go in all the same: somebody compared the pieces. Where more than a
        likeness speaks against a row, it stays out."""
        with self._work.lock:
            made: list[Accepted] = []
            named: list[str] = []
            for table, rows in self._by_table(ids):
                doubtful = [row for row in rows if self._work.results.is_doubted(table.first + row)]
                if doubtful:
                    groups = [self._work.results.group[table.first + row] for row in doubtful]
                    made.append(Accepted(table, dict(zip(doubtful, groups, strict=True))))
                    named += self.keys(table, doubtful).values()
            return self._work.edit(Step({"op": "accept", "rows": named}, accepted=made))

    # -- undo ----------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> StepView | None:
        """What `undo` would take back; None where there is nothing."""
        done = self._work.history.done
        return done[-1].told() if done else None

    @property
    def can_redo(self) -> StepView | None:
        """What `redo` would do again; None where there is nothing."""
        undone = self._work.history.undone
        return undone[-1].told() if undone else None

    def undo(self) -> int:
        """Take the last edit back."""
        step = self._work.undo()
        return len(step.ids()) if step else 0

    def redo(self) -> int:
        """Do again what was undone last."""
        step = self._work.redo()
        return len(step.ids()) if step else 0

    # -- the log -------------------------------------------------------------------------------------------------------

    def operations(self) -> dict[str, object]:
        """What was done, as JSON: to be kept and replayed on the next version of the file. ``headings`` of the file and
        ``columns`` that it is about tell for which files it is."""
        done = self._work.history.done
        columns = dict.fromkeys(name for step in done for name in step.told().columns)
        steps = [step.logged() for step in done]
        return {
            "format": OPERATIONS_FORMAT, "headings": self.headings(), "columns": list(columns), "operations": steps,
        }  # fmt: skip

    def headings(self) -> list[str]:
        """Of the file's own columns, in all tables that are taken."""
        taken = [each for each in self._work.tables if each.taken]
        return list(dict.fromkeys(name for each in taken for name in each.shape.names[: each.width]))

    def replay(self, log: Mapping[str, object]) -> Replayed:
        """Do again, on these files, what was done on others; each operation is a step that can be undone.

        What finds nothing here (its column or its row is not there, or the cell says something else by now) is
        answered, and nothing is guessed.

        Raises:
            Refused: `file.operations` for what is no log.
        """
        with self._work.lock:
            return replay(self, self._work, log)

    def keys(self, table: WorkTable, rows: Sequence[int]) -> dict[int, str]:
        """By which key each row is known again."""
        among = [row for row in rows if table.kinds[row] == RowKind.ROW]
        return {row[0] - 1: row[2] for read in self._work.checker.read(table, among) for row in read} if among else {}

    # -- how -----------------------------------------------------------------------------------------------------------

    def _on_columns(
        self, operation: Operation, columns: Sequence[str], ids: Iterable[int] | None, changing: Changing
    ) -> int:
        with self._work.lock:
            made = self._changes(columns, ids, changing)
            if ids is not None:  # some rows only: its cells are named
                return self._work.edit(Step({"op": "set", "how": operation["op"]}, self._keyed(made)))
            return self._work.edit(Step(operation, made))

    def _changes(self, columns: Sequence[str], ids: Iterable[int] | None, changing: Changing) -> list[Change]:
        """What an edit would change, in the columns that are there."""
        made: list[Change] = []
        met = False
        for table, rows in self._by_table(ids):
            for at in _places(table, columns):
                met = True
                if (change := changing(table, at, rows)) is not None:
                    made.append(change)
        if not met:
            raise Refused("import.no-such-column", heading=", ".join(columns))
        return made

    def _keyed(self, made: Sequence[Change]) -> list[Change]:
        """Changes with the keys of their rows; those of a table are worked out once for all its columns."""
        touched: defaultdict[int, set[int]] = defaultdict(set)
        for each in made:
            touched[each.table.index].update(each.rows)
        known = {index: self.keys(self._work.tables[index], sorted(rows)) for index, rows in touched.items()}
        for each in made:
            keys = known[each.table.index]
            each.keys = [keys.get(row, "") for row in each.rows]
        return list(made)

    def _are_all(self, column: str, rows_of: Sequence[tuple[WorkTable, Sequence[int]]]) -> bool:
        """Whether these are all rows of the tables that have a column."""
        having = [each for each in self._work.tables if each.taken and column in each.shape.names[: each.width]]
        return sum(len(rows) for _table, rows in rows_of) == sum(len(each.rows()) for each in having) > 1

    def _take(self, ids: Iterable[int], *, out: bool) -> int:
        with self._work.lock:
            kinds: list[KindChange] = []
            named: list[str] = []
            for table, rows in self._by_table(ids, of_table=False):
                change = editing.take(table, rows, out=out)
                if change is None:
                    continue
                kinds.append(change)
                keys = self.keys(table, list(change.rows)) if out else {}
                named += [keys.get(row, "") if out else marking.joined(table, row) for row in change.rows]
            return self._work.edit(Step({"op": "take-out" if out else "take-in", "rows": named}, kinds=kinds))

    def _by_table(self, ids: Iterable[int] | None, *, of_table: bool = True) -> list[tuple[WorkTable, list[int]]]:
        """Rows by their tables, in order: those named, or all."""
        tables = [each for each in self._work.tables if each.taken]
        if ids is None:
            return [(table, table.rows()) for table in tables]
        wanted = sorted(set(ids))
        found: list[tuple[WorkTable, list[int]]] = []
        named = 0
        for table in tables:
            first = table.first
            here = [each - first for each in wanted if first <= each < first + table.height]
            named += len(here)
            rows = [row for row in here if not of_table or table.kinds[row] == RowKind.ROW]
            found += [(table, rows)] if rows else []
        if named < len(wanted):
            strange = next(each for each in wanted if not any(t.first <= each < t.first + t.height for t in tables))
            raise Refused("import.no-such-row", row=strange)
        return found


def _replacing(find: str, by: str, *, regex: bool, fold: bool, whole: bool) -> Changing:
    turned = editing.replacing(find, by, regex=regex, fold=fold, whole=whole)

    def replacing(table: WorkTable, at: int, rows: Sequence[int]) -> Change | None:
        return editing.by_text(table, at, turned, rows)

    return replacing


def _places(table: WorkTable, columns: Sequence[str]) -> list[int]:
    """Places of the file's own columns with these headings; all of them where none is named."""
    own = table.shape.names[: table.width]
    if not columns:
        return list(range(len(own)))
    for name in columns:
        if name in table.shape.names and name not in own:
            raise Refused("import.made-column", heading=name)
    return [own.index(name) for name in columns if name in own]


def _own_place(table: WorkTable, column: str) -> int:
    found = _places(table, [column])
    if not found:
        raise Refused("import.no-such-column", heading=column)
    return found[0]
