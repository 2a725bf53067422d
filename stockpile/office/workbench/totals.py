"""What the rows of a sheet that are totals state, against what stands in the rows above them."""

from __future__ import annotations

from stockpile.exchange.amounts import read_amount
from stockpile.exchange.columnar import rows_of
from stockpile.exchange.sections import nearest, numbers_of
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import ControlTotal


def totals_of(table: WorkTable) -> list[ControlTotal]:
    """Every number that a total states of a column of numbers, and what was counted there."""
    places = [row for row, kind in enumerate(table.kinds) if kind == RowKind.TOTAL]
    stated = [
        {at: value for at, value in numbers_of(row).items() if at < table.width}
        for row in rows_of(table.sheet.columns, places)
    ]
    above = {at: sums for at in sorted(set().union(*stated)) if (sums := _sums(table, at, places))}
    return [
        ControlTotal(table.index, table.shape.names[at], value, nearest(value, above[at][place], above[at][:place]))
        for place, numbers in enumerate(stated)
        for at, value in numbers.items()
        if at in above
    ]


def _sums(table: WorkTable, at: int, places: list[int]) -> list[float]:
    """The sum of all rows of a column above each of some rows; nothing where it is no column of numbers."""
    column = table.sheet.columns[at]
    amounts = [read_amount(cell, table.shape.mark)[0] for cell in column.values]
    rows = table.rows()
    if sum(amounts[column.codes[row]] is not None for row in rows) * 2 < len(rows):
        return []
    found: list[float] = []
    total, going = 0.0, iter(rows)
    row = next(going, None)
    for place in places:
        while row is not None and row < place:
            total += amounts[column.codes[row]] or 0
            row = next(going, None)
        found.append(round(total, 4))
    return found
