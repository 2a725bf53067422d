"""Doing again, on next month's file, what was done on this one. What finds nothing is answered, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stockpile.domain.errors import Refused
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench import marking
from stockpile.office.workbench.editing import OPERATIONS_FORMAT, Operation
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import Replayed

if TYPE_CHECKING:
    from stockpile.office.workbench.editor import Editor
    from stockpile.office.workbench.work import Work

_NUMBERED = re.compile(r"#\d+$")  # a key that other rows have too

Place = tuple[WorkTable, int]


def demand_log(log: Mapping[str, object]) -> list[object]:
    """The operations of a log.

    Raises:
        Refused: `file.operations` for what is no log.
    """
    operations = log.get("operations")
    if log.get("format") != OPERATIONS_FORMAT or not isinstance(operations, list):
        raise Refused("file.operations")
    return operations


def replay(editor: Editor, work: Work, log: Mapping[str, object]) -> Replayed:
    """Do the operations of a log, each a step; how many, and what of them found nothing here."""
    replaying = _Replaying(editor, work)
    missed: list[Operation] = []
    done = 0
    for each in demand_log(log):
        left: list[Operation] = replaying.do(each) if isinstance(each, dict) else [{"op": str(each)}]
        done += not left or left != [each]
        missed += left
    return Replayed(done, tuple(missed))


@dataclass(slots=True)
class _Replaying:
    editor: Editor
    work: Work

    def do(self, operation: Operation) -> list[Operation]:
        """Do one operation; what of it found nothing."""
        known: Mapping[object, Callable[[Operation], list[Operation]]] = {
            "set": self._set,
            "set-all": self._set_all,
            "fill-down": lambda each: _whole(each, self.editor.fill_down(_columns(each))),
            "replace": self._replace,
            "value": self._decide,
            "take-out": lambda each: self._take(each, out=True),
            "take-in": lambda each: self._take(each, out=False),
            "accept": self._accept,
            "mark": self._mark,
        }
        try:
            return known[operation.get("op")](operation)
        except (Refused, KeyError, TypeError, ValueError):
            return [operation]

    def _set(self, operation: Operation) -> list[Operation]:
        """Single cells, by the key of their row, where they say what they said then."""
        sets: list[dict[str, object]] = operation.get("sets") or [operation]  # type: ignore[assignment]
        rows = self._rows_by_key()
        wanted: dict[str, dict[int, str]] = {}
        missed: list[dict[str, object]] = []
        for each in sets:
            column, left = str(each["column"]), []
            cells: list[dict[str, str]] = each["cells"]  # type: ignore[assignment]
            for cell in cells:
                found = rows.get(cell["key"])
                if found is not None and _text_at(found[0], column, found[1]) == cell["was"]:
                    wanted.setdefault(column, {})[found[0].first + found[1]] = cell["value"]
                else:
                    left.append(cell)
            missed += [{"column": column, "cells": left}] if left else []
        if wanted:
            self.editor.set_block(wanted, str(operation.get("how") or "set"))
        if not missed:
            return []
        return [{**operation, **missed[0]}] if "sets" not in operation else [{**operation, "sets": missed}]

    def _set_all(self, operation: Operation) -> list[Operation]:
        texts: dict[str, str] = operation["texts"]  # type: ignore[assignment]
        ids = [table.first + row for table in self._taken() for row in table.rows()]
        wanted = {column: (ids, text) for column, text in texts.items()}
        return _whole(operation, self.editor.set_columns(wanted, str(operation.get("how") or "set")))

    def _replace(self, each: Operation) -> list[Operation]:
        touched = self.editor.replace(
            str(each["find"]),
            str(each["by"]),
            columns=_texts(each["columns"]),
            regex=bool(each.get("regex")),
            fold=bool(each.get("fold")),
            whole=bool(each.get("whole")),
        )
        return _whole(each, touched)

    def _decide(self, each: Operation) -> list[Operation]:
        return _whole(each, self.editor.decide(str(each["column"]), _texts(each["from"]), str(each["to"])))

    def _take(self, operation: Operation, *, out: bool) -> list[Operation]:
        known = self._rows_by_key() if out else self._left_out_by_text()
        ids, missed = _found(operation, known)
        _touched = self.editor.take_out(ids) if out else self.editor.take_in(ids)
        return missed

    def _accept(self, operation: Operation) -> list[Operation]:
        ids, missed = _found(operation, self._rows_by_key())
        return missed if not ids or self.editor.accept(ids) else [operation]

    def _mark(self, operation: Operation) -> list[Operation]:
        kind, found, missed = marking.found_again(self._taken(), operation)
        for index, rows in found.items():
            self.work.mark(self.work.tables[index], rows, kind)
        return [{**operation, "rows": missed}] if missed else []

    # -- finding rows again --------------------------------------------------------------------------------------------

    def _taken(self) -> list[WorkTable]:
        return [each for each in self.work.tables if each.taken]

    def _rows_by_key(self) -> dict[str, Place]:
        """The rows that are told apart by their key; of several with one (the others of which have it with a number),
        none."""
        found: dict[str, Place] = {}
        shared: set[str] = set()
        for table in self._taken():
            for row, key in self.editor.keys(table, table.rows()).items():
                bare = key.rpartition("#")[0] if _NUMBERED.search(key) else key
                shared |= {bare, key} if key in found or (bare != key and bare in found) else set()
                found[key] = table, row
        return {key: row for key, row in found.items() if key not in shared}

    def _left_out_by_text(self) -> dict[str, Place]:
        return {
            marking.joined(table, row): (table, row)
            for table in self._taken()
            for row, kind in enumerate(table.kinds)
            if kind not in (RowKind.ROW, RowKind.BLANK, RowKind.HEADER)
        }


def _found(operation: Operation, known: Mapping[str, Place]) -> tuple[list[int], list[Operation]]:
    """The ids of the rows that an operation names, and what of it is not here."""
    wanted = _texts(operation["rows"])
    ids = [table.first + row for table, row in (known[each] for each in wanted if each in known)]
    missed = [each for each in wanted if each not in known]
    return ids, [{**operation, "rows": missed}] if missed else []


def _columns(operation: Operation) -> Sequence[str]:
    return _texts(operation["columns"]) if "columns" in operation else [str(operation["column"])]


def _text_at(table: WorkTable, column: str, row: int) -> str | None:
    own = table.shape.names[: table.width]
    return table.sheet.columns[own.index(column)].text(row) if column in own else None


def _texts(said: object) -> list[str]:
    if not isinstance(said, list):
        raise TypeError("a list of texts")
    return [str(each) for each in said]


def _whole(operation: Operation, touched: int) -> list[Operation]:
    return [] if touched else [operation]
