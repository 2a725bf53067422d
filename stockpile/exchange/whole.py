"""What only a look at the whole of a sheet understands: the workbench has one, an import that passes rows on while it reads
has none.

A merged cell stands for rows that come after it, titles and gaps are filled down, and of a list of this register it is known
what it showed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stockpile.exchange import headings as h
from stockpile.exchange.tables import Table

BLANK_FROM = 0.3  # of the cells of a column that says something only where it changes
LEFTMOST = 6  # columns looked at for such
FEWEST = 4  # rows; fewer show nothing


def needs_whole(table: Table, merged: Iterable[Sequence[int]]) -> bool:
    """Whether a table has what its first rows do not tell; rather once too often. ``merged``: as `layout.Layout` has it."""
    below = table.header_row + table.header_rows
    spans = any(top >= below and bottom > top for top, _left, bottom, _right in merged)
    return spans or h.WEAPON_ID in table.at or bool(table.titles) or _has_gaps(table)


def _has_gaps(table: Table) -> bool:
    """Whether the first column that says something begins groups: filled on the first row, and mostly blank below."""
    rows = table.sample
    if len(rows) < FEWEST:
        return False
    for column in table.mapped[:LEFTMOST]:
        filled = [column.index < len(row) and row[column.index] not in (None, "") for row in rows]
        if column.field != h.ROW_NUMBER and any(filled):
            return filled[0] and 2 * filled.count(False) >= BLANK_FROM * len(
                rows
            )  # the first rows may have fewer than all
    return False
