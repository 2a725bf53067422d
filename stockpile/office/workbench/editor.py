"""Editing a session: cells, columns, rows in and out; undo, redo; and the log that is replayed on next month's file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from stockpile.domain.errors import Refused
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench import editing, marking
from stockpile.office.workbench.editing import OPERATIONS_FORMAT, Change, KindChange, Operation, Step
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import Replayed
from stockpile.office.workbench.work import Work

_SAMPLES = 8  # of what a replacement would change
_NUMBERED = re.compile(r"#\d+$")  # a key that other rows have too


class Editor:
    """What can be changed in the rows of a session. Every method answers how many rows it touched.

    Columns are named by their heading. Rows are named by their ids; where none are named, all rows of the tables that
    are taken and have the column are meant.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    # -- cells ---------------------------------------------------------------------------------------------------------

    def set(self, column: str, ids: Iterable[int], text: str) -> int:
        """One text into cells of a column; an empty one clears them."""
        return self.set_each(column, dict.fromkeys(ids, text))

    def set_each(self, column: str, texts: Mapping[int, str]) -> int:
        """A text of its own into each of some cells of a column: what was pasted.

        Raises:
            Refused: `import.no-such-column`, `import.made-column` for one that is made of others.
        """
        with self._work.lock:
            made: list[Change] = []
            cells: list[Operation] = []
            for table, rows in self._by_table(texts):
                at = _own_place(table, column)
                wanted = {row: texts[table.first + row] for row in rows}
                change = editing.change_of(table, at, wanted)
                if change is not None:
                    made.append(change)
                    keys = self._keys(table, list(change.rows))
                    cells += [
                        {"key": keys.get(row, ""), "was": table.sheet.columns[at].texts[before], "value": wanted[row]}
                        for row, before in zip(change.rows, change.before, strict=True)
                    ]
            return self._work.edit(Step({"op": "set", "column": column, "cells": cells}, made))

    def fill_down(self, column: str, ids: Iterable[int] | None = None) -> int:
        """Blank cells take what stands above them."""
        return self._on_columns({"op": "fill-down", "column": column}, [column], ids, _filling)

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
        turned = editing.replacing(find, by, regex=regex, fold=fold, whole=whole)

        def replacing(table: WorkTable, at: int, rows: Sequence[int]) -> Change | None:
            return editing.by_text(table, at, turned, rows)

        return self._on_columns(operation, columns, ids, replacing)

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
        turned = editing.replacing(find, by, regex=regex, fold=fold, whole=whole)

        def replacing(table: WorkTable, at: int, rows: Sequence[int]) -> Change | None:
            return editing.by_text(table, at, turned, rows)

        with self._work.lock:
            made = self._changes(columns, ids, replacing)
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

    # -- undo ----------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> str:
        """The operation that `undo` would take back (`set`, `replace` ...); empty where there is none."""
        done = self._work.history.done
        return str(done[-1].operation["op"]) if done else ""

    @property
    def can_redo(self) -> str:
        """The operation that `redo` would do again; empty where there is none."""
        undone = self._work.history.undone
        return str(undone[-1].operation["op"]) if undone else ""

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
        """What was done, as JSON: to be kept and replayed on the next version of the file."""
        return {"format": OPERATIONS_FORMAT, "operations": [step.operation for step in self._work.history.done]}

    def replay(self, log: Mapping[str, object]) -> Replayed:
        """Do again, on these files, what was done on others; each operation is a step that can be undone.

        What finds nothing here (its column or its row is not there, or the cell says something else by now) is
        answered, and nothing is guessed.

        Raises:
            Refused: `file.operations` for what is no log.
        """
        operations = log.get("operations")
        if log.get("format") != OPERATIONS_FORMAT or not isinstance(operations, list):
            raise Refused("file.operations")
        missed: list[Operation] = []
        done = 0
        with self._work.lock:
            for each in operations:
                left: list[Operation] = self._replay(each) if isinstance(each, dict) else [{"op": str(each)}]
                done += not left or left != [each]
                missed += left
        return Replayed(done, tuple(missed))

    def _replay(self, operation: Operation) -> list[Operation]:
        """Do one operation; what of it found nothing."""
        replayed: Mapping[object, Callable[[Operation], list[Operation]]] = {
            "set": self._replay_set,
            "fill-down": lambda each: _whole(each, self.fill_down(str(each["column"]))),
            "replace": self._replay_replace,
            "value": lambda each: _whole(each, self.decide(str(each["column"]), _texts(each["from"]), str(each["to"]))),
            "take-out": lambda each: self._replay_take(each, out=True),
            "take-in": lambda each: self._replay_take(each, out=False),
            "mark": self._replay_mark,
        }
        try:
            return replayed[operation.get("op")](operation)
        except (Refused, KeyError, TypeError, ValueError):
            return [operation]

    def _replay_set(self, operation: Operation) -> list[Operation]:
        column = str(operation["column"])
        cells: list[dict[str, str]] = operation["cells"]  # type: ignore[assignment]
        rows = self._rows_by_key()
        wanted: dict[int, str] = {}
        missed: list[object] = []
        for cell in cells:
            found = rows.get(cell["key"])
            if found is not None and _text_at(found[0], column, found[1]) == cell["was"]:
                wanted[found[0].first + found[1]] = cell["value"]
            else:
                missed.append(cell)
        if wanted:
            self.set_each(column, wanted)
        return [{**operation, "cells": missed}] if missed else []

    def _replay_replace(self, each: Operation) -> list[Operation]:
        touched = self.replace(
            str(each["find"]),
            str(each["by"]),
            columns=_texts(each["columns"]),
            regex=bool(each.get("regex")),
            fold=bool(each.get("fold")),
            whole=bool(each.get("whole")),
        )
        return _whole(each, touched)

    def _replay_take(self, operation: Operation, *, out: bool) -> list[Operation]:
        known = self._rows_by_key() if out else self._left_out_by_text()
        wanted = [str(each) for each in _texts(operation["rows"])]
        found = [known[each] for each in wanted if each in known]
        self._take([table.first + row for table, row in found], out=out)
        missed = [each for each in wanted if each not in known]
        return [{**operation, "rows": missed}] if missed else []

    def _replay_mark(self, operation: Operation) -> list[Operation]:
        tables = [each for each in self._work.tables if each.taken]
        kind, found, missed = marking.found_again(tables, operation)
        for index, rows in found.items():
            self._work.mark(self._work.tables[index], rows, kind)
        return [{**operation, "rows": missed}] if missed else []

    # -- how -----------------------------------------------------------------------------------------------------------

    def _on_columns(
        self,
        operation: Operation,
        columns: Sequence[str],
        ids: Iterable[int] | None,
        changing: Callable[[WorkTable, int, Sequence[int]], Change | None],
    ) -> int:
        with self._work.lock:
            made = self._changes(columns, ids, changing)
            if ids is not None:
                operation = self._as_cells(made)
            return self._work.edit(Step(operation, made))

    def _changes(
        self,
        columns: Sequence[str],
        ids: Iterable[int] | None,
        changing: Callable[[WorkTable, int, Sequence[int]], Change | None],
    ) -> list[Change]:
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

    def _as_cells(self, made: Sequence[Change]) -> Operation:
        """An operation on some rows only, as one that names its cells."""
        cells: list[Operation] = []
        for change in made:
            texts = change.table.sheet.columns[change.column].texts
            keys = self._keys(change.table, list(change.rows))
            cells += [
                {"key": keys.get(row, ""), "was": texts[before], "value": texts[after]}
                for row, before, after in zip(change.rows, change.before, change.after, strict=True)
            ]
        column = made[0].table.shape.names[made[0].column] if made else ""
        return {"op": "set", "column": column, "cells": cells}

    def _take(self, ids: Iterable[int], *, out: bool) -> int:
        with self._work.lock:
            kinds: list[KindChange] = []
            named: list[str] = []
            for table, rows in self._by_table(ids, of_table=False):
                change = editing.take(table, rows, out=out)
                if change is None:
                    continue
                kinds.append(change)
                keys = self._keys(table, list(change.rows)) if out else {}
                named += [keys.get(row, "") if out else marking.joined(table, row) for row in change.rows]
            return self._work.edit(Step({"op": "take-out" if out else "take-in", "rows": named}, kinds=kinds))

    def _by_table(self, ids: Iterable[int] | None, *, of_table: bool = True) -> list[tuple[WorkTable, list[int]]]:
        """Rows by their tables: those named, or all."""
        tables = [each for each in self._work.tables if each.taken]
        if ids is None:
            return [(table, table.rows()) for table in tables]
        found: defaultdict[int, list[int]] = defaultdict(list)
        for each in sorted(set(ids)):
            table = next((one for one in tables if one.first <= each < one.first + one.height), None)
            if table is None:
                raise Refused("import.no-such-row", row=each)
            if not of_table or table.kinds[each - table.first] == RowKind.ROW:
                found[table.index].append(each - table.first)
        return [(self._work.tables[index], rows) for index, rows in found.items()]

    def _keys(self, table: WorkTable, rows: Sequence[int]) -> dict[int, str]:
        """By which key each row is known again."""
        among = [row for row in rows if table.kinds[row] == RowKind.ROW]
        return {row[0] - 1: row[2] for read in self._work.checker.read(table, among) for row in read} if among else {}

    def _rows_by_key(self) -> dict[str, tuple[WorkTable, int]]:
        """The rows that are told apart by their key; of several with one (the others of which have it with a number),
        none."""
        found: dict[str, tuple[WorkTable, int]] = {}
        shared: set[str] = set()
        for table in self._work.tables:
            if table.taken:
                for row, key in self._keys(table, table.rows()).items():
                    bare = key.rpartition("#")[0] if _NUMBERED.search(key) else key
                    shared |= {bare, key} if key in found or (bare != key and bare in found) else set()
                    found[key] = table, row
        return {key: row for key, row in found.items() if key not in shared}

    def _left_out_by_text(self) -> dict[str, tuple[WorkTable, int]]:
        return {
            marking.joined(table, row): (table, row)
            for table in self._work.tables
            if table.taken
            for row, kind in enumerate(table.kinds)
            if kind not in (RowKind.ROW, RowKind.BLANK, RowKind.HEADER)
        }


def _filling(table: WorkTable, at: int, rows: Sequence[int]) -> Change | None:
    return editing.fill_down(table, at, rows)


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


def _text_at(table: WorkTable, column: str, row: int) -> str | None:
    own = table.shape.names[: table.width]
    return table.sheet.columns[own.index(column)].text(row) if column in own else None


def _texts(said: object) -> list[str]:
    if not isinstance(said, list):
        raise TypeError("a list of texts")
    return [str(each) for each in said]


def _whole(operation: Operation, touched: int) -> list[Operation]:
    return [] if touched else [operation]
