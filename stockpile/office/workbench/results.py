"""What a check found, by columns: a million rows take some dozen megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stockpile.office.workbench.views import Level, Problem, RowClass

SERIAL, DOUBT, IN = 1, 2, 4  # bits of `flags`: has a serial number; possibly another piece; is a row of a taken table

_ACCEPTED = frozenset({"import.look-alike", "intake.found-again"})  # what is answered by comparing the pieces
_GOING_IN = (RowClass.NEW, RowClass.CHANGES, RowClass.SAME)
SORTS = ("", "weapon", "lot", "equipment", "unclear", "rejected")


class Results:
    """Parallel to the ids of rows.

    Attributes:
        outcome: what a commit would do with a row (`RowClass`, without doubt). level: of its worst problem.
        sorts: place in `SORTS`. flags: bits. group: rows of one group are judged together.
        pieces: how many pieces of its sort it makes. quantity, value: as counted.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.outcome = bytearray(size)
        self.level = bytearray(size)
        self.sorts = bytearray(size)
        self.flags = bytearray(size)
        self.group = array("q", bytes(8 * size))
        self.quantity = array("d", bytes(8 * size))
        self.value = array("d", bytes(8 * size))
        self._told = array("I", bytes(4 * size))
        self._sets: list[tuple[Problem, ...]] = [()]
        self._places: dict[object, int] = {(): 0}

    def clear(self, rows: Iterable[int]) -> None:
        """Forget some rows."""
        for row in rows:
            if self.flags[row]:
                self.outcome[row] = self.level[row] = self.sorts[row] = self.flags[row] = 0
                self.group[row] = self._told[row] = 0
                self.quantity[row] = self.value[row] = 0.0

    def tell(self, row: int, problems: tuple[Problem, ...]) -> None:
        """What is to be said of a row."""
        key = tuple((each.heading, each.code, repr(each.facts), each.level) for each in problems)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self._sets)
            self._sets.append(problems)
        self._told[row] = place
        self.level[row] = max((each.level for each in problems), default=Level.OK)

    def problems(self, row: int) -> tuple[Problem, ...]:
        """What is to be said of a row."""
        return self._sets[self._told[row]]

    def told(self) -> Iterator[tuple[int, tuple[Problem, ...]]]:
        """All rows of which something is to be said."""
        return ((row, self._sets[place]) for row, place in enumerate(self._told) if place)

    def is_doubted(self, row: int) -> bool:
        """Whether a row may be the same piece as another, and would go in all the same."""
        return bool(self.flags[row] & DOUBT) and self.outcome[row] in _GOING_IN

    def accept(self, row: int) -> None:
        """Somebody compared the pieces: the row is doubted no more; what was said of it is still said."""
        if self.is_doubted(row):
            self.flags[row] &= ~DOUBT
            told = self.problems(row)
            self.tell(
                row, tuple(replace(each, level=Level.CHANGED) if each.code in _ACCEPTED else each for each in told)
            )

    def row_class(self, row: int) -> RowClass:
        """What a row is."""
        return RowClass.DUPLICATE if self.flags[row] & DOUBT else RowClass(self.outcome[row])

    def of_groups(self, groups: set[int]) -> list[int]:
        """The rows of some groups."""
        return [row for row, group in enumerate(self.group) if group in groups]
