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
from stockpile.office.workbench.shapes import Made, Shape

GROUP = "Group"  # heading of the column that titles of groups fill

_FILLED_FROM, _FILLED_TO = 0.3, 0.995  # share of blank cells of a column that is meant to be filled down
_APART = 0.8  # of its texts stand once: each begins a group


@dataclass(slots=True)
class WorkTable:
    """One sheet at work.

    Attributes:
        index: among the tables of the session. file: which file it is of. first: id of its first row.
        kinds: what each row is now. original: places of cells that were edited, by column and row.
        shape: how its columns are read. columns: of the shape, as the reader wants them (filled, made); see `arrange`.
        version: counts what changed; edits: the same for each column of the sheet.
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
        of_sheet = at < self.width and self.shape.names[at] not in self.shape.filled
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
        base = [self.sheet.columns[at] for at in range(self.width)]
        self.columns = [
            filled(column, self.kinds) if name in shape.filled else column
            for name, column in zip(shape.names, base, strict=False)
        ]
        for made in shape.made:
            self.columns.append(self._make(made))

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

    def left_out(self) -> dict[RowKind, int]:
        """How many rows that are no rows of the table there are of each kind."""
        kinds = (each for each in RowKind if each not in (RowKind.ROW, RowKind.BLANK, RowKind.HEADER))
        return {kind: count for kind in kinds if (count := self.kinds.count(kind))}

    def to_fill(self) -> list[int]:
        """Columns that say something only where it changes: their blank cells take what stands above them."""
        found: list[int] = []
        rows = self.rows()
        for at in range(min(self.width, 3)):
            if not seems_to_fill(self.sheet.columns[at], rows, beside=self._rest(at)):
                break
            found.append(at)
        return found

    def _rest(self, at: int) -> Sequence[Column]:
        return [self.sheet.columns[other] for other in range(at + 1, self.width)]


def seems_to_fill(column: Column, rows: Sequence[int], beside: Sequence[Column]) -> bool:
    """Whether a column begins groups: filled on the first row, mostly blank below, hardly a text twice, and the other
    columns are filled where it is blank."""
    if len(rows) < 4 or not beside or column.codes[rows[0]] == BLANK:  # noqa: PLR2004 - fewer show nothing
        return False
    places = [column.codes[row] for row in rows]
    blank = places.count(BLANK)
    told = [place for place in places if place != BLANK]
    words = sum(isinstance(column.values[place], str) for place in set(told))
    if not _FILLED_FROM <= blank / len(places) <= _FILLED_TO or words < len(set(told)) * _APART:
        return False
    under = [row for row, place in zip(rows, places, strict=True) if place == BLANK]
    full = sum(any(each.codes[row] != BLANK for each in beside) for row in under)
    return len(set(told)) >= len(told) * _APART and full == len(under)


def filled(column: Column, kinds: bytearray) -> Column:
    """A column whose blank cells take what stands above them, within the rows of the table."""
    made = Column()
    made.values, made.codes = column.values, array(CODES, column.codes)
    last = BLANK
    codes = made.codes
    for row, place in enumerate(column.codes):
        if kinds[row] == RowKind.ROW:
            if place == BLANK:
                codes[row] = last
            else:
                last = place
    return made


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


__all__ = ["GROUP", "WorkTable", "beyond", "filled", "join", "seems_to_fill", "slices"]
