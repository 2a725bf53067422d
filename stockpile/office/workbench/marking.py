"""Saying by hand what rows of a sheet are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from stockpile.domain.errors import Refused
from stockpile.exchange.columnar import CODES
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.editing import KindChange, Operation, Step
from stockpile.office.workbench.tables import WorkTable

# What a person can make of a row, as the log of operations names it.
MARKS = {
    RowKind.ROW: "row", RowKind.OUT: "out", RowKind.TOTAL: "total", RowKind.GROUP: "group", RowKind.AGAIN: "again",
}  # fmt: skip
_NAMED = {name: kind for kind, name in MARKS.items()}
_FIXED = frozenset({RowKind.BLANK, RowKind.HEADER})


def step(table: WorkTable, rows: Iterable[int], kind: RowKind) -> Step:
    """Rows (from 0) that become something; blank ones and headings stay what they are.

    Raises:
        Refused: `import.no-such-row`.
    """
    wanted = sorted(set(rows))
    if wanted and not 0 <= wanted[0] <= wanted[-1] < len(table.kinds):
        raise Refused("import.no-such-row", row=wanted[-1] + 1)
    wanted = [row for row in wanted if table.kinds[row] != kind and table.kinds[row] not in _FIXED]
    change = KindChange(table, array(CODES, wanted), bytes(table.kinds[row] for row in wanted), kind)
    operation: Operation = {"op": "mark", "as": MARKS[kind], "rows": [joined(table, row) for row in wanted]}
    return Step(operation, kinds=[change] if wanted else [])


def found_again(tables: Sequence[WorkTable], operation: Operation) -> tuple[RowKind, dict[int, list[int]], list[str]]:
    """What an operation makes of which rows, by table, and the rows it names that are not here. Of rows that say the
    same, as many as were marked."""
    texts: list[str] = list(map(str, operation["rows"]))  # type: ignore[call-overload]
    left = {text: texts.count(text) for text in texts}
    found: dict[int, list[int]] = {}
    for table in tables:
        for row, kind in enumerate(table.kinds):
            if kind not in _FIXED and left and left.get(text := joined(table, row)):
                found.setdefault(table.index, []).append(row)
                left[text] -= 1
    return _NAMED[str(operation["as"])], found, [text for text, count in left.items() for _ in range(count)]


def joined(table: WorkTable, row: int) -> str:
    """What stands in a row, by which it is known again."""
    return " | ".join(text for column in table.sheet.columns if (text := column.text(row)))[:300]
