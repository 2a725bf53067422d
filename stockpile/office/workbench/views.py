"""What the workbench answers: frozen, in plain types, ready to be shown. Words are chosen by whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from stockpile.exchange.columns import Suggestion
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.filling import Merged

__all__ = [
    "CellView", "ColumnInfo", "CommitAnswer", "ControlTotal", "Counts", "FieldChange", "FileInfo", "ImportRecord", "Level",
    "LineView", "Merged", "PartView", "Plan", "Problem", "RowClass", "RowKind", "RowView", "Suggestion", "TableInfo",
    "UndoAnswer", "UndoPreview",
]  # fmt: skip


class RowClass(IntEnum):
    """What a row is in the light of the register and of the rows before it."""

    NONE = 0  # nothing: blank, header, of a table that is not taken
    NEW = 1
    CHANGES = 2  # known, and says something otherwise
    SAME = 3  # known, and says nothing new
    REJECTED = 4  # does not go in
    DUPLICATE = 5  # possibly the same piece as another: look at the evidence
    LEFT_OUT = 6  # no row of the table, or taken out by hand; can be taken in


class Level(IntEnum):
    """State of a cell, and, as the highest of its cells, of a row."""

    OK = 0
    CHANGED = 1  # edited here, or read otherwise than it is written (a date, a country)
    WARNING = 2  # goes in, and somebody should look at it
    ERROR = 3  # keeps its row out
    ALARM = 4  # keeps its row out, and is to be reported: destroyed, and here again


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to be said of a row.

    Attributes:
        heading: of its column; empty where the whole row is meant.
        code: `import.date-ambiguous`, `weapon.re-appeared` ...: `stockpile.wording.sentence(code, facts)` says it.
    """

    heading: str
    code: str
    facts: Mapping[str, object]
    level: Level


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell. ``text``: as it stands in the file or was typed; ``value``: as it is read, where that is otherwise;
    ``was``: what stood in the file, where it was edited."""

    text: str
    value: str = ""
    level: Level = Level.OK
    was: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a row changes on a piece of the register: by stored field name, old and new."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the grid.

    Attributes:
        id: as the index arrays name it. table: its number in `ImportSession.tables`. number: in its sheet, from 1.
        kind: what the survey, or somebody, says it is. goes_in: whether it would be recorded.
        sort: `weapon`, `lot`, `equipment`, `unclear`, `rejected`; empty where it is not judged.
        means: which piece that is, by its columns and by the words of its item: maker, model, category, calibre, nsn.
        known: id of the piece of the register that it is; changes: what it changes there.
        like: ids of weapons, and `row N` of rows, that it may be the same as.
    """

    id: int
    table: int
    number: int
    kind: int
    row_class: RowClass
    level: Level
    goes_in: bool
    cells: tuple[CellView, ...]
    sort: str = ""
    means: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    known: str = ""
    changes: tuple[FieldChange, ...] = ()
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """One file of a session. ``known``: the imports it came in with before, by its SHA-256."""

    index: int
    name: str
    sha256: str
    size: int
    format: str
    encoding: str = ""
    separator: str = ""
    protected: bool = False
    known: tuple[ImportRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableInfo:
    """One sheet, and what it seems to be.

    Attributes:
        seems: `inventory`, `table`, `pivot`, `totals`, `text`, `empty`, `chart`, `macro`, `dialog`, `other`.
        taken: whether its rows are part of the import. shape: its number in `ImportSession.shapes`; tables with the
            same headings have the same.
        rows: of the table. left_out: how many there are of each `RowKind` that is no row.
        missing: what it lacks of an inventory: `names` (a column that names pieces), `counts` (that tells or counts
            them); `formulas` where only formulas without values stand there.
        filled_down: headings of columns whose blank cells take what stands above them; groups: titles of groups.
        hidden_rows, hidden_columns, merged: as the workbook has them, from 1.
        rows_read, columns_read: whether what is hidden is read all the same. merged_as: for which cells merged ones count.
        proposed: headings and fields that would make an inventory of a table that lacks something of one; they are
            taken over with it.
        together: how many tables with the same headings there are. height: how many lines the sheet has.
        grouped: whether titles of groups fill a column of their own.
    """

    index: int
    file: int
    sheet: str
    seems: str
    taken: bool
    shape: int
    hidden: bool
    header_row: int
    header_rows: int
    headings: tuple[str, ...]
    rows: int
    left_out: Mapping[RowKind, int]
    missing: tuple[str, ...]
    filled_down: tuple[str, ...]
    groups: int
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    rows_read: bool = True
    columns_read: bool = True
    merged_as: Merged = Merged.ROWS
    proposed: tuple[tuple[str, str], ...] = ()
    together: int = 1
    height: int = 0
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a sheet as it stands there. ``number``: from 1; ``kind``: what it is taken for; ``hidden``: in the
    workbook."""

    number: int
    kind: RowKind
    hidden: bool
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """Something of a sheet that is seen in its spreadsheet program only.

    Attributes:
        what: `rows` or `column`: hidden; `merged`: cells drawn as one; `filled`: a column that is filled down.
        rows, columns: from where to where, from 1; (0, 0): all.
        text: what stands there, or the heading. cells: how many take it over from another.
    """

    what: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    text: str = ""
    cells: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnInfo:
    """One column of a shape.

    Attributes:
        index: its place in the cells of a row. heading: unique among the columns of its shape.
        field: stored name of the field it is read as; empty: kept as a note on each weapon.
        reason: `mapping`, `memory`, `export`, `heading`, `part of heading`, `content`, `hand`, `proposal`; empty where
            unmapped.
        made: how it was made of others: `split`, `join`, `group`; empty for a column of the file.
        filled_down: whether its blank cells take what stands above them; suggested where that seems to be meant.
        taken_over: how many of its cells have what stands above them, or in the merged cell that they are part of.
        hidden: whether it is hidden in the workbook.
        samples: some of its texts; distinct: how many there are; blank: how many rows have none.
        order: `day` or `month` first, of a column of dates; empty where nothing tells.
        suggestions: what else it could be, the surest first.
    """

    index: int
    heading: str
    field: str = ""
    reason: str = ""
    sureness: float = 0.0
    made: str = ""
    filled_down: bool = False
    taken_over: int = 0
    hidden: bool = False
    samples: tuple[str, ...] = ()
    distinct: int = 0
    blank: int = 0
    order: str = ""
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A number that the file states of a column, and what was counted there."""

    table: int
    heading: str
    stated: float
    counted: float

    @property
    def agrees(self) -> bool:
        """Whether both are the same, to half a cent."""
        return abs(self.stated - self.counted) < 0.005  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How it stands after a check.

    Attributes:
        by_class: rows of each class. by_level: rows of each state, of those that are rows of the table.
        goes_in: rows that would be recorded or are known already.
        weapons, with_serial, without_serial, lots, other_items, unclear: as an import counts them.
        quantity_total, value_total: over all rows.
    """

    by_class: Mapping[RowClass, int]
    by_level: Mapping[Level, int]
    rows: int = 0
    goes_in: int = 0
    new: int = 0
    changes: int = 0
    same: int = 0
    rejected: int = 0
    weapons: int = 0
    with_serial: int = 0
    without_serial: int = 0
    lots: int = 0
    other_items: int = 0
    unclear: int = 0
    duplicates: int = 0
    quantity_total: float = 0.0
    value_total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a commit would do; for the one sentence before it.

    Attributes:
        approvals: how many other officers have to sign. limit: above so many pieces they have to; 0: no limit.
        vouchers: imports of the same file, that came in before.
    """

    counts: Counts
    site: str
    approvals: int = 0
    limit: int = 0
    identity_changes: int = 0
    files: tuple[str, ...] = ()
    vouchers: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to record."""
        return not (self.counts.new or self.counts.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitAnswer:
    """What came of a commit; ``voucher``, ``reference``: empty where nothing was new or changed."""

    new: int
    changed: int
    unchanged: int
    rejected: int
    weapons: int
    vanished: int = 0
    vanished_items: tuple[str, ...] = ()
    voucher: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One import of the history. ``taken_back``: reference of the voucher that took it back, where one did."""

    reference: str
    number: str
    site: str
    recorded_at: datetime
    officer: str
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    new: int
    changed: int
    rejected: int
    taken_back: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that an undo leaves as it is. ``voucher``: what happened to it since."""

    subject: str
    voucher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPreview:
    """What taking an import back would do.

    Attributes:
        removed: pieces it recorded, that become "recorded in error". restored: pieces it changed, that get their old
            values back. kept: pieces something has happened to since; the first 1,000 are named.
    """

    reference: str
    removed: int
    restored: int
    kept: int
    kept_items: tuple[Kept, ...] = ()
    approvals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAnswer:
    """What came of taking an import back, and under which voucher."""

    preview: UndoPreview
    voucher: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Values of a column that the catalogue does not know and that look like one another.

    Attributes:
        field: `maker`, `model`, `calibre`, `country`, `place` ...
        values: the spellings, with how many rows have each; the most first.
        matches: what they may mean, in the catalogue or among the site's own, the likeliest first, with likeness 0 to 1.
    """

    field: str
    values: tuple[tuple[str, int], ...]
    matches: tuple[tuple[str, float], ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One field, as a row says it and as the other does."""

    field: str
    mine: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.mine and self.other) and self.mine != self.other


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a row may be the same as, or is.

    Attributes:
        piece: id of a piece of the register; empty for another row of the files. row, number: its id, and its number in
            its sheet. compared: field by field. standing: of the piece.
    """

    piece: str
    row: int
    number: int
    compared: tuple[Compared, ...]
    standing: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """An edit that can be undone, or done again.

    Attributes:
        how: `set`, `paste`, `fill`, `clear`, `fill-down`, `replace`, `value`, `take-out`, `take-in`, `accept`, `mark`.
        columns: headings. cells, rows: how many it changed.
    """

    how: str
    columns: tuple[str, ...] = ()
    cells: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of replaying operations: how many were done, and those that found nothing here."""

    done: int
    not_applied: tuple[Mapping[str, object], ...] = field(default=())
