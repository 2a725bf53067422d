"""What a blank cell stands for: what is written above it, or in the merged cell that it is part of."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from stockpile.exchange import headings as h
from stockpile.exchange.columnar import BLANK, CODES, Column
from stockpile.exchange.survey import RowKind
from stockpile.exchange.whole import BLANK_FROM, FEWEST, LEFTMOST

Range = Sequence[int]  # first row, first column, last row, last column, from 1

_FILLED_TO = 0.995  # share of blank cells of a column that is meant to be filled down, from `BLANK_FROM` on
_APART = 0.8  # of its texts stand once in the group beside it: each begins a group
_MOST = 3  # columns that are filled

# What tells one piece from another is written for each; no group has it.
_OF_ONE_PIECE = frozenset(
    {h.SERIAL, h.ASSET_NUMBER, h.WEAPON_ID, h.QUANTITY, h.UNIT_VALUE, h.TOTAL_VALUE, h.REMARK, h.ROW_NUMBER}
)
# A merged number over several rows is theirs together; said for each, it would be counted several times.
_TOGETHER = frozenset({h.QUANTITY, h.TOTAL_VALUE})


class Merged(StrEnum):
    """For which cells a merged cell counts."""

    FIRST = "first"  # the one it is written in, as a reader of cells sees it
    ROWS = "rows"  # every row it spans: it is drawn over them to stand for them all
    ALL = "all"  # every row and every column


def columns_to_fill(columns: Sequence[Column], fields: Sequence[str], rows: Sequence[int]) -> list[int]:
    """Columns that say something only where it changes, from the left; numbers of lines before them are passed over."""
    found: list[int] = []
    group = array(CODES, bytes(4 * len(columns[0].codes))) if columns else array(CODES)
    for at in range(min(len(columns), LEFTMOST)):
        if fields[at] == h.ROW_NUMBER or not any(columns[at].codes):
            continue
        beside = [columns[other] for other in range(at + 1, len(columns))]
        if fields[at] in _OF_ONE_PIECE or not seems_to_fill(columns[at], rows, beside, group):
            break
        found.append(at)
        group = _groups(group, columns[at], rows)
        if len(found) == _MOST:
            break
    return found


def _groups(group: array[int], column: Column, rows: Sequence[int]) -> array[int]:
    """The group that each row stands in, when a column is one more that begins groups."""
    made = array(CODES, group)
    known: dict[tuple[int, int], int] = {}
    last = BLANK
    for row in rows:
        last = column.codes[row] or last
        made[row] = known.setdefault((group[row], last), len(known))
    return made


def seems_to_fill(
    column: Column, rows: Sequence[int], beside: Sequence[Column], group: Sequence[int] | None = None
) -> bool:
    """Whether a column begins groups: filled on the first row, mostly blank below, hardly a text twice in a group of
    the columns before it, and the other columns are filled where it is blank."""
    if len(rows) < FEWEST or not beside or column.codes[rows[0]] == BLANK:
        return False
    places = [column.codes[row] for row in rows]
    blank = places.count(BLANK)
    told = [place for place in places if place != BLANK]
    words = sum(isinstance(column.values[place], str) for place in set(told))
    if not BLANK_FROM <= blank / len(places) <= _FILLED_TO or words < len(set(told)) * _APART:
        return False
    under = [row for row, place in zip(rows, places, strict=True) if place == BLANK]
    full = sum(any(each.codes[row] != BLANK for each in beside) for row in under)
    groups = {(group[row] if group else 0, column.codes[row]) for row in rows if column.codes[row] != BLANK}
    return len(groups) >= len(told) * _APART and full == len(under)


def filled(column: Column, kinds: bytearray, groups: Sequence[Column] = ()) -> Column:
    """A column whose blank cells take what stands above them, within the rows of the table.

    ``groups``: columns before it that are filled as well. Where one of them begins another group, nothing is taken over
    from the group before.
    """
    made = Column()
    made.values, made.codes = column.values, array(CODES, column.codes)
    last = BLANK
    codes = made.codes
    begun = _begun(groups, kinds) if groups else frozenset()
    for row, (place, kind) in enumerate(zip(column.codes, kinds, strict=False)):
        if kind != RowKind.ROW:
            continue
        if place != BLANK:
            last = place
        else:
            last = BLANK if row in begun else last
            codes[row] = last
    return made


def _begun(groups: Sequence[Column], kinds: bytearray) -> frozenset[int]:
    """Rows with which another group begins."""
    rows = [row for row, kind in enumerate(kinds) if kind == RowKind.ROW]
    return frozenset(row for each in groups for before, row in pairwise(rows) if each.codes[row] != each.codes[before])


Reach = tuple[int, int, int]  # first row, column and last row of a merged cell, from 0


def reaches(merged: Sequence[Range], how: Merged) -> dict[int, list[Reach]]:
    """The merged cells that reach over several cells of a column, or into it, by the column."""
    found: dict[int, list[Reach]] = {}
    if how is Merged.FIRST:
        return found
    for top, left, bottom, right in merged:
        reach = (top - 1, left - 1, bottom - 1)
        if bottom > top:
            found.setdefault(left - 1, []).append(reach)
        for at in range(left, right) if how is Merged.ALL else ():
            found.setdefault(at, []).append(reach)
    return found


def spread(columns: Sequence[Column], at: int, field: str, reaching: Sequence[Reach], kinds: bytearray) -> Column:
    """A column in which merged cells count for every cell they reach; the column itself where there are none."""
    column = columns[at]
    of_rows = [each for each in reaching if each[0] < len(kinds) and kinds[each[0]] == RowKind.ROW]
    if not of_rows or field in _TOGETHER:
        return column
    made = Column()
    made.values, made.codes = list(column.values), array(CODES, column.codes)
    for top, left, bottom in of_rows:
        place = column.codes[top] if left == at else made.place_of(columns[left].text(top))
        for row in range(top, min(bottom + 1, len(made.codes))):
            if kinds[row] == RowKind.ROW and made.codes[row] == BLANK:
                made.codes[row] = place
    return made


__all__ = ["Merged", "Reach", "columns_to_fill", "filled", "reaches", "seems_to_fill", "spread"]
