"""One table of a session: the columns of its sheet as they are now, what each of its rows is, and what was edited."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from stockpile.exchange import survey as surveying
from stockpile.exchange.cells import Cell
from stockpile.exchange.columnar import BLANK, CODES, Column, rows_of
from stockpile.exchange.loading import LoadedSheet
from stockpile.exchange.patterns import parts_of
from stockpile.exchange.survey import RowKind, Survey
from stockpile.exchange.tables import SAMPLE
from stockpile.office.workbench.filling import Merged, Reach, columns_to_fill, filled, reaches, spread
from stockpile.office.workbench.shapes import GROUP, Made, Shape


@dataclass(slots=True)
class WorkTable:
    """One sheet at work.

    Attributes:
        index: among the tables of the session. file: which file it is of. first: id of its first row.
        kinds: what each row is now. original: places of cells that were edited, by column and row.
        shape: how its columns are read. columns: of the shape, as the reader wants them (filled, made); see `arrange`.
        version: counts what changed; edits: the same for each column of the sheet.
        hidden_rows, hidden_columns: whether what is hidden in the workbook is read. merged: what merged cells count for.
        derived: places of columns whose cells are not all as they stand in the sheet.
        accepted: rows that go in although they may be the same as others, with the group of which somebody said so.
    """

    index: int
    file: int
    first: int
    sheet: LoadedSheet
    survey: Survey
    kinds: bytearray
    taken: bool
    shape: Shape
    original: dict[int, dict[int, int]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    version: int = 0
    edits: dict[int, int] = field(default_factory=dict)
    hidden_rows: bool = True
    hidden_columns: bool = True
    merged: Merged = Merged.ROWS
    derived: set[int] = field(default_factory=set)
    _reaches: tuple[Merged, dict[int, list[Reach]]] | None = None
    accepted: dict[int, int] = field(default_factory=dict)
    _parts: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many rows its sheet has."""
        return self.sheet.height

    @property
    def width(self) -> int:
        """How many columns of the sheet it has; what lies beyond the headings and is not blank has one too."""
        return len(self.shape.headings)

    def state_of(self, at: int) -> tuple[int, ...]:
        """What tells one state of a column of the shape from another."""
        of_sheet = at < self.width and at not in self.derived
        return (self.edits.get(at, 0), -1) if of_sheet else (self.version,)

    def rows(self) -> list[int]:
        """Its rows of the table, from 0."""
        kinds = self.kinds
        return [row for row, kind in enumerate(kinds) if kind == RowKind.ROW]

    def sample(self) -> list[tuple[Cell, ...]]:
        """Its first rows."""
        first = list(islice((row for row, kind in enumerate(self.kinds) if kind == RowKind.ROW), SAMPLE))
        return list(rows_of(self.sheet.columns, first))

    # -- columns -------------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Make the columns of the shape out of those of the sheet; to be done again after an edit."""
        shape = self.shape
        self.columns = self._own()
        groups: list[Column] = []
        for at, name in enumerate(shape.names[: self.width]):
            if name in shape.filled:
                self.columns[at] = filled(self.columns[at], self.kinds, groups)
                groups.append(self.columns[at])
        self.derived = {at for at in range(self.width) if self.columns[at] is not self.sheet.columns[at]}
        for made in shape.made:
            self.columns.append(self._make(made))

    def _own(self) -> list[Column]:
        """The columns of the sheet as they count: without the hidden ones where those are passed over, and with merged
        cells in all the cells they are said to count for."""
        sheet, fields = self.sheet, self.shape.fields
        if self._reaches is None or self._reaches[0] is not self.merged:
            self._reaches = self.merged, reaches(sheet.merged, self.merged)
        reaching = self._reaches[1]
        hidden = set() if self.hidden_columns else {each - 1 for each in sheet.hidden_columns}
        return [
            Column(self.height)
            if at in hidden
            else spread(sheet.columns, at, fields[at], reaching.get(at, ()), self.kinds)
            for at in range(self.width)
        ]

    def _make(self, made: Made) -> Column:
        if made.how == "group":
            return self._groups()
        sources = [self.columns[self.shape.place(each)] for each in made.sources]
        if made.how == "split":
            return self._split(sources[0], made)
        return join(sources, made.pattern)

    def _split(self, source: Column, made: Made) -> Column:
        """What is split is remembered by text: a pattern runs in a process of its own, and an edit must not wait."""
        known = self._parts.setdefault((made.pattern, made.part), {})
        if fresh := [text for text in source.texts if text not in known]:
            known.update(zip(fresh, parts_of(made.pattern, made.part, fresh), strict=True))
        column = Column()
        column.values = [None, *[known[text] or None for text in source.texts[1:]]]
        column.codes = array(CODES, source.codes)
        return column

    def _groups(self) -> Column:
        """The title of the group that each row stands in."""
        column = Column(self.height)
        place = BLANK
        for row, kind in enumerate(self.kinds):
            if kind == RowKind.GROUP:
                title = next((text for each in self.sheet.columns if (text := each.text(row))), "")
                place = column.place_of(title)
            column.codes[row] = place
        return column

    # -- what it is ----------------------------------------------------------------------------------------------------

    def resurvey(self, header: tuple[int, int]) -> Survey:
        """What its rows are when the header stands elsewhere."""
        return surveying.survey(rows_of(self.sheet.columns, range(self.height)), header)

    def leave_hidden(self) -> None:
        """Give hidden rows the kind that they have as it is chosen now."""
        before, after = (RowKind.HIDDEN, RowKind.ROW) if self.hidden_rows else (RowKind.ROW, RowKind.HIDDEN)
        for number in self.sheet.hidden_rows:
            if number <= len(self.kinds) and self.kinds[number - 1] == before:
                self.kinds[number - 1] = after

    def left_out(self) -> dict[RowKind, int]:
        """How many rows that are no rows of the table there are of each kind."""
        kinds = (each for each in RowKind if each not in (RowKind.ROW, RowKind.BLANK, RowKind.HEADER))
        return {kind: count for kind in kinds if (count := self.kinds.count(kind))}

    def to_fill(self) -> list[int]:
        """Columns that say something only where it changes: their blank cells take what stands above them."""
        return columns_to_fill(self._own(), self.shape.fields, self.rows())


def join(columns: Sequence[Column], between: str) -> Column:
    """Texts of several columns as one."""
    made = Column()
    known: dict[tuple[int, ...], int] = {(BLANK,) * len(columns): BLANK}
    codes = made.codes
    for places in zip(*(column.codes for column in columns), strict=True):
        place = known.get(places)
        if place is None:
            parts = (column.texts[each] for column, each in zip(columns, places, strict=True))
            place = known[places] = len(made.values)
            made.values.append(between.join(filter(None, parts)))
        codes.append(place)
    return made


def beyond(sheet: LoadedSheet, width: int, kinds: Iterable[int]) -> int:
    """How many columns a table has with those beyond its headings that hold something in its rows."""
    of_table = [row for row, kind in enumerate(kinds) if kind == RowKind.ROW]
    for at in range(len(sheet.columns), width, -1):
        codes = sheet.columns[at - 1].codes
        if any(codes[row] != BLANK for row in of_table):
            return at
    return width


def slices(rows: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Rows, some at a time."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


__all__ = ["GROUP", "WorkTable", "beyond", "join", "slices"]
