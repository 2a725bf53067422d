"""The file's own totals against ours: what its total rows state, and what the rows above them come to."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile.exchange import amounts
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.sections import CLOSE, nearest
from stockpile.exchange.tables import Row, Table

_ADDED = frozenset({h.QUANTITY, h.UNIT_VALUE, h.TOTAL_VALUE})  # of the known fields, those that totals are of
_NUMERIC = 0.6  # of the sample; headings and totals within the table stand in it as well


class Sums:
    """Sums of a table's columns of numbers, taken while its rows go by. ``rows``: how many went by."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.rows = 0
        otherwise = {at for field, at in table.at.items() if field not in _ADDED}
        places = [
            at
            for at in range(len(table.headings))
            if at not in otherwise and _is_numeric([_cell(row, at) for row in table.sample])
        ]
        self._sums = dict.fromkeys(places, 0.0)
        self._marks = {at: amounts.decimal_mark(_cell(row, at) for row in table.sample) for at in places}
        self._above: list[dict[int, float]] = []  # the sums of all rows above each total

    def watched(self, numbered: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
        """The rows, as they go by."""
        sums, stated, above = self._sums, self._table.stated, self._above
        for number, row in numbered:
            while len(above) < len(stated):
                above.append(dict(sums))
            self.rows += 1
            for at in sums:
                cell = row[at] if at < len(row) else None
                if isinstance(cell, (int, float)):
                    sums[at] += cell
                elif cell:
                    sums[at] += self._read(at, cell)
            yield number, row

    def _read(self, at: int, cell: Cell) -> float:
        amount, _code = amounts.read_amount(cell, self._marks[at])
        return amount or 0.0

    def control_totals(self) -> list[dict[str, object]]:
        """Each number that a total row states of a column, what we counted there, and whether the two agree."""
        found = []
        self._above += [self._sums] * (len(self._table.stated) - len(self._above))
        for place, stated in enumerate(self._table.stated):
            for at, value in stated.items():
                if at in self._sums:
                    before = [each[at] for each in self._above[:place]]
                    counted = nearest(value, self._above[place][at], before)
                    agrees = abs(counted - value) < CLOSE
                    found.append(
                        {"what": self._table.headings[at], "stated": value, "counted": counted, "agrees": agrees}
                    )
        return found


def _cell(row: Row, at: int) -> Cell:
    return row[at] if at < len(row) else None


def _is_numeric(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    numbers = [cell for cell in filled if isinstance(cell, (int, float)) or _looks_like_amount(cell)]
    return bool(filled) and len(numbers) >= _NUMERIC * len(filled)


def _looks_like_amount(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))
