"""Edits: each one step that can be undone and done again, and, as JSON, replayed on next month's file.

A step keeps places of cells, not texts: what was where before, what is where now. An operation says what a person did;
where it is about single cells it names them by the key of their row, for row numbers are others next month.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from stockpile.domain.errors import Refused
from stockpile.exchange.columnar import BLANK, CODES
from stockpile.exchange.patterns import replaced
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import StepView

Operation = dict[str, object]
OPERATIONS_FORMAT = "stockpile-operations/1"


@dataclass(slots=True)
class Change:
    """What one step changed in one column of one table: rows, and the places of their cells before and after.

    ``keys``: by what each row was known then, where the step is about single cells.
    """

    table: WorkTable
    column: int
    rows: array[int]
    before: array[int]
    after: array[int]
    keys: Sequence[str] = ()

    @property
    def heading(self) -> str:
        """Of its column."""
        return self.table.shape.names[self.column]

    def cells(self) -> list[Operation]:
        """Its cells as the log names them."""
        texts = self.table.sheet.columns[self.column].texts
        told = zip(self.keys, self.before, self.after, strict=True)
        return [{"key": key, "was": texts[before], "value": texts[after]} for key, before, after in told]


@dataclass(slots=True)
class KindChange:
    """Rows that one step took in or out, and what they were before."""

    table: WorkTable
    rows: array[int]
    before: bytes
    after: int


@dataclass(slots=True)
class Accepted:
    """Rows that one step lets go in although they may be the same as others: of which group each was."""

    table: WorkTable
    rows: dict[int, int]


@dataclass(slots=True)
class Step:
    """One edit. ``operation``: what a person did, to be replayed; without its cells, which `logged` adds."""

    operation: Operation
    changes: list[Change] = field(default_factory=list)
    kinds: list[KindChange] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether it changes nothing."""
        return not (self.changes or self.kinds or self.accepted)

    def parts(self) -> list[tuple[WorkTable, Collection[int]]]:
        """The rows that it touches, by what it does to them."""
        return [
            *((each.table, each.rows) for each in self.changes),
            *((each.table, each.rows) for each in self.kinds),
            *((each.table, each.rows) for each in self.accepted),
        ]

    def ids(self) -> set[int]:
        """The ids of all rows that it touched."""
        found: set[int] = set()
        for table, rows in self.parts():
            first = table.first
            found.update(first + row for row in rows)
        return found

    def logged(self) -> Operation:
        """What a person did, as the log keeps it: cells by their columns, where it is about single ones."""
        if not any(each.keys for each in self.changes):
            return self.operation
        cells: dict[str, list[Operation]] = {}
        for each in self.changes:
            cells.setdefault(each.heading, []).extend(each.cells())
        if len(cells) == 1:
            ((column, only),) = cells.items()
            return {**self.operation, "column": column, "cells": only}
        return {**self.operation, "sets": [{"column": column, "cells": several} for column, several in cells.items()]}

    def told(self) -> StepView:
        """The edit, for who is to undo it."""
        columns = dict.fromkeys(each.heading for each in self.changes)
        cells = sum(len(each.rows) for each in self.changes)
        rows = sum(len(some) for _table, some in self.parts()[len(self.changes) :])
        how = str(self.operation.get("how") or self.operation["op"])
        return StepView(how, tuple(columns), cells, rows)


class History:
    """The steps of a session, done and undone."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def do(self, step: Step) -> None:
        """Do a step; what was undone before it cannot be done again."""
        apply(step)
        self.done.append(step)
        self.undone.clear()

    def forget(self) -> None:
        """Take the last step back for good: it did not happen."""
        revert(self.done.pop())

    def undo(self) -> Step | None:
        """Take the last step back."""
        if not self.done:
            return None
        step = self.done.pop()
        revert(step)
        self.undone.append(step)
        return step

    def redo(self) -> Step | None:
        """Do again what was undone last."""
        if not self.undone:
            return None
        step = self.undone.pop()
        apply(step)
        self.done.append(step)
        return step


def apply(step: Step) -> None:
    """Put the new in the place of the old."""
    for change in step.changes:
        _put(change, change.after)
    for kind in step.kinds:
        for row in kind.rows:
            kind.table.kinds[row] = kind.after
        kind.table.version += 1
    for each in step.accepted:
        each.table.accepted |= each.rows


def revert(step: Step) -> None:
    """Put the old in the place of the new."""
    for each in step.accepted:
        each.table.accepted = {row: group for row, group in each.table.accepted.items() if row not in each.rows}
    for kind in step.kinds:
        for row, before in zip(kind.rows, kind.before, strict=True):
            kind.table.kinds[row] = before
        kind.table.version += 1
    for change in reversed(step.changes):
        _put(change, change.before)


def _put(change: Change, places: Sequence[int]) -> None:
    table = change.table
    codes = table.sheet.columns[change.column].codes
    original = table.original.setdefault(change.column, {})
    for row, place in zip(change.rows, places, strict=True):
        first = original.setdefault(row, codes[row])
        codes[row] = place
        if place == first:
            del original[row]
    table.version += 1
    table.edits[change.column] = table.edits.get(change.column, 0) + 1


# -- making steps ------------------------------------------------------------------------------------------------------


def change_of(table: WorkTable, column: int, wanted: Mapping[int, str]) -> Change | None:
    """New texts for some rows of a column; nothing where they stand there already."""
    place_of = table.sheet.columns[column].place_of
    places = {text: place_of(text) for text in set(wanted.values())}
    rows = sorted(wanted)
    return _change(table, column, rows, [places[wanted[row]] for row in rows])


def one_text(table: WorkTable, column: int, text: str, rows: Sequence[int]) -> Change | None:
    """One text for some rows of a column."""
    return _change(table, column, rows, [table.sheet.columns[column].place_of(text)] * len(rows))


def _change(table: WorkTable, column: int, rows: Sequence[int], after: Sequence[int]) -> Change | None:
    """Other places for the cells of some rows, in order; nothing where they say the same already."""
    cells = table.sheet.columns[column]
    codes, texts = cells.codes, cells.texts
    before = [codes[row] for row in rows]
    other = [one != two and texts[one] != texts[two] for one, two in zip(before, after, strict=True)]
    if not any(other):
        return None
    kept, old, new = (array(CODES, compress(each, other)) for each in (rows, before, after))
    return Change(table, column, kept, old, new)


def fill_down(table: WorkTable, column: int, rows: Iterable[int]) -> Change | None:
    """Blank cells take what stands above them, in the rows of the table."""
    cells = table.sheet.columns[column]
    wanted: dict[int, str] = {}
    among = set(rows)
    last = ""
    for row, kind in enumerate(table.kinds):
        if kind != RowKind.ROW:
            continue
        if cells.codes[row] != BLANK:
            last = str(cells.text(row))
        elif row in among and last:
            wanted[row] = last
    return change_of(table, column, wanted)


def by_text(
    table: WorkTable, column: int, turned: Callable[[list[str]], list[str]], rows: Iterable[int]
) -> Change | None:
    """Texts turned into others, each distinct one once."""
    cells = table.sheet.columns[column]
    rows = list(rows)
    places = sorted({cells.codes[row] for row in rows} - {BLANK})
    texts = [cells.texts[place] for place in places]
    turned_to = zip(places, texts, turned(texts), strict=True)
    made = {place: cells.place_of(new) for place, text, new in turned_to if new != text}
    changed = [row for row in rows if cells.codes[row] in made]
    return _change(table, column, changed, [made[cells.codes[row]] for row in changed])


def replacing(find: str, by: str, *, regex: bool, fold: bool, whole: bool) -> Callable[[list[str]], list[str]]:
    """What search and replace makes of texts.

    Raises:
        Refused: `import.pattern`, `import.pattern-slow`, `import.nothing-to-find`.
    """
    if not find:
        raise Refused("import.nothing-to-find")
    if not regex and not fold and not whole:
        return lambda texts: [text.replace(find, by) for text in texts]
    if whole and not regex:
        key = find.casefold() if fold else find
        return lambda texts: [by if (text.casefold() if fold else text) == key else text for text in texts]
    pattern = find if regex else re.escape(find)
    pattern = rf"^(?:{pattern})$" if whole else pattern
    template = by if regex else by.replace("\\", "\\\\")
    return lambda texts: replaced(pattern, template, texts, fold=fold)


def take(table: WorkTable, rows: Iterable[int], *, out: bool) -> KindChange | None:
    """Rows out of the table, or others into it."""
    after = RowKind.OUT if out else RowKind.ROW
    wanted = sorted({row for row in rows if _may_become(table.kinds[row], after)})
    if not wanted:
        return None
    return KindChange(table, array(CODES, wanted), bytes(table.kinds[row] for row in wanted), after)


def _may_become(kind: int, after: int) -> bool:
    if after == RowKind.OUT:
        return kind == RowKind.ROW
    return kind not in (RowKind.ROW, RowKind.BLANK, RowKind.HEADER)
