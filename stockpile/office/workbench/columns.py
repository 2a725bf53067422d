"""Tables and columns of a session: which sheets are taken, where their headers are, what each column is read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stockpile.domain.errors import Refused
from stockpile.exchange import headings as h
from stockpile.exchange.columnar import BLANK
from stockpile.exchange.dates import Order
from stockpile.exchange.survey import RowKind, missing
from stockpile.office.workbench import layouts
from stockpile.office.workbench.filling import Merged
from stockpile.office.workbench.layouts import left_out_of, lines_of, parts_of_sheet
from stockpile.office.workbench.shapes import Made, Shape
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import ColumnInfo, LineView, PartView, TableInfo
from stockpile.office.workbench.work import Work, preview

_SAMPLES = 6


class Tables:
    """The sheets of a session, and the columns of their shapes. What is changed here makes a new check needed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> list[TableInfo]:
        """Every sheet of every file."""
        return [_info(self._work, each) for each in self._work.tables]

    def preview(self, table: int, rows: int = 60) -> list[Sequence[str]]:
        """The first rows of a sheet, as they stand there."""
        return preview(self._table(table), rows)

    def lines(self, table: int, first: int, count: int) -> list[LineView]:
        """Some lines of a sheet from number ``first`` on, each as it stands there and with what it is taken for."""
        with self._work.lock:
            return lines_of(self._table(table), first - 1, count)

    def left_out(self, table: int, most: int = 2_000) -> list[LineView]:
        """The lines of a sheet that are no rows of its table, but for blank ones and the headings; the first of them."""
        with self._work.lock:
            return left_out_of(self._table(table), most)

    def parts(self, table: int) -> list[PartView]:
        """What of a sheet is hidden, merged or filled down."""
        with self._work.lock:
            return parts_of_sheet(self._table(table))

    def take(self, table: int, *, taken: bool = True) -> None:
        """Make a sheet part of the import, or not. What was proposed for a table that lacks something of an inventory
        is taken over with it."""
        with self._work.lock:
            each = self._table(table)
            if taken and not each.shape.headings:
                raise Refused("import.no-table", sheet=each.sheet.name)
            each.taken = taken
            if taken and (fields := _proposed(self._work, each)):
                each.shape.accept(fields)
                self._again(each.shape)
            self._work.stale()

    def take_together(self, table: int, *, taken: bool = True) -> int:
        """Make a sheet and all that have its headings part of the import, or not; how many they are."""
        with self._work.lock:
            alike = self._of(self._table(table).shape)
            for each in alike:
                self.take(each.index, taken=taken)
            return len(alike)

    def mark(self, table: int, numbers: Iterable[int], kind: RowKind) -> int:
        """Say what rows of a sheet are, by their numbers: rows of the table, left out, totals, titles of groups, headings
        again. It is an edit: kept, undone and replayed as any other. How many were something else before."""
        with self._work.lock:
            return self._work.mark(self._table(table), [number - 1 for number in numbers], kind)

    # -- how a sheet is read -------------------------------------------------------------------------------------------

    def read_hidden(self, table: int, *, rows: bool | None = None, columns: bool | None = None) -> None:
        """Whether hidden rows, and hidden columns, of a sheet are read; they are unless somebody says otherwise: a filter
        hides rows, and takes no weapon out of the store."""
        with self._work.lock:
            each = self._table(table)
            if rows is not None:
                each.hidden_rows = rows
                each.leave_hidden()
            if columns is not None:
                each.hidden_columns = columns
            self._arranged(each)

    def set_merged(self, table: int, merged: Merged | str) -> None:
        """For which cells the merged cells of a sheet count."""
        with self._work.lock:
            each = self._table(table)
            each.merged = Merged(merged)
            self._arranged(each)

    def set_header(self, table: int, row: int, rows: int = 1) -> None:
        """Say where the header is: the number of its (first) row, and over how many rows the headings go.

        What was taken in or out by hand in this sheet is forgotten; edits of cells stay.

        Raises:
            Refused: `import.no-such-row`.
        """
        with self._work.lock:
            each = self._table(table)
            if min(row, rows) < 1 or row + rows - 1 > each.height:
                raise Refused("import.no-such-row", row=row)
            self._work.set_header(each, row, rows)

    # -- columns -------------------------------------------------------------------------------------------------------

    def columns(self, shape: int) -> list[ColumnInfo]:
        """The columns of a shape, with what they are read as and why."""
        with self._work.lock:
            described = self._shape(shape)
            tables = self._of(described)
            return [_column(self._work, described, tables, at) for at in range(len(described.names))]

    def names(self, shape: int) -> tuple[tuple[str, ...], int]:
        """The headings of a shape, in the order of the cells of its rows, and how many of them are of the file."""
        described = self._shape(shape)
        return tuple(described.names), len(described.names) - len(described.made)

    def fields(self) -> tuple[str, ...]:
        """Stored names of all fields that a column can be read as."""
        return h.FIELDS

    def set_field(self, shape: int, column: str, field: str) -> None:
        """Read a column as a field; an empty one keeps it as a note. Another column that was it is left without."""
        described = self._shape(shape)
        described.set_field(described.place(column), field)
        self._again(described)

    def split(self, shape: int, column: str, pattern: str, parts: Mapping[int, str]) -> list[str]:
        r"""One column into several fields: ``parts`` says which group of the pattern is which field.

        `(?P<maker>\S+) (.*)` with {1: "maker", 2: "model"}. Answers the headings of the columns made.
        """
        described = self._shape(shape)
        source = described.names[described.place(column)]
        with self._work.lock:
            places = [
                described.add(Made("split", f"{source} / {part}", (source,), pattern, part), field)
                for part, field in sorted(parts.items())
            ]
            self._again(described)
        return [described.names[at] for at in places]

    def join(self, shape: int, columns: Sequence[str], between: str, field: str, heading: str = "") -> str:
        """Several columns into one field, with a text between; the heading of the column made."""
        described = self._shape(shape)
        sources = tuple(described.names[described.place(each)] for each in columns)
        with self._work.lock:
            at = described.add(Made("join", heading or " + ".join(sources), sources, between), field)
            self._again(described)
        return described.names[at]

    def drop_made(self, shape: int, column: str) -> None:
        """Take a column away that was made of others."""
        described = self._shape(shape)
        with self._work.lock:
            described.remove_made(column)
            self._again(described)

    def fill_down(self, shape: int, column: str, *, on: bool = True) -> None:
        """Whether the blank cells of a column take what stands above them, in every row to come as well."""
        described = self._shape(shape)
        name = described.names[described.place(column)]
        (described.filled.add if on else described.filled.discard)(name)
        self._again(described)

    def set_groups(self, shape: int, *, on: bool) -> None:
        """Whether titles of groups fill a column of their own."""
        described = self._shape(shape)
        with self._work.lock:
            described.set_groups(on=on)
            self._again(described)

    def set_order(self, shape: int, order: str) -> None:
        """Which comes first in dates: `day`, `month`; empty: what the column shows."""
        described = self._shape(shape)
        described.order = Order(order) if order else None
        self._again(described)

    def set_mark(self, shape: int, mark: str) -> None:
        """Which mark stands before decimals; empty: what the column shows."""
        described = self._shape(shape)
        described.mark = mark
        self._again(described)

    def set_units(self, shape: int, *, multiply: bool) -> None:
        """Whether `Dozen` and `Hundred` in the column of units multiply the quantity."""
        described = self._shape(shape)
        described.units = multiply
        self._again(described)

    # -- mappings ------------------------------------------------------------------------------------------------------

    def mapping(self, shape: int) -> dict[str, object]:
        """How a shape is read, as JSON: to be kept, exported and applied to other files with these headings."""
        described = self._shape(shape)
        tables = self._of(described)
        table = next((each for each in tables if each.taken), tables[0] if tables else None)
        return described.described() | (layouts.described(table) if table is not None else {})

    def apply(self, shape: int, mapping: Mapping[str, object]) -> list[str]:
        """Read the tables of a shape as a kept mapping says; the headings it names that are not here.

        Where its headings stand in other rows than those that were taken for headings, they are headings.
        """
        with self._work.lock:
            tables = self._of(self._shape(shape))
            for table in tables:
                if found := layouts.headings_elsewhere(table, mapping):
                    self._work.set_header(table, *found)
                layouts.apply(table, mapping)
            absent: list[str] = []
            for each in {id(one.shape): one.shape for one in tables}.values():
                absent += [heading for heading in each.apply(mapping) if heading not in absent]
                self._again(each)
        return absent

    # -- how -----------------------------------------------------------------------------------------------------------

    def _arranged(self, table: WorkTable) -> None:
        table.version += 1
        table.arrange()
        self._work.stale()

    def _again(self, shape: Shape) -> None:
        with self._work.lock:
            for table in self._of(shape):
                table.version += 1
                table.arrange()
            self._work.stale()

    def _of(self, shape: Shape) -> list[WorkTable]:
        return [each for each in self._work.tables if each.shape is shape]

    def _table(self, index: int) -> WorkTable:
        return self._work.tables[index]

    def _shape(self, index: int) -> Shape:
        return self._work.shapes[index]


def _info(work: Work, table: WorkTable) -> TableInfo:
    sheet, survey, shape = table.sheet, table.survey, table.shape
    return TableInfo(
        index=table.index,
        file=table.file,
        sheet=sheet.name,
        seems=work.seems(table),
        taken=table.taken,
        shape=shape.index,
        hidden=sheet.hidden,
        header_row=survey.header_row,
        header_rows=survey.header_rows,
        headings=tuple(survey.headings),
        rows=len(table.rows()),
        left_out=table.left_out(),
        missing=_missing(work, table),
        filled_down=tuple(name for name in shape.names if name in shape.filled),
        groups=table.left_out().get(RowKind.GROUP, 0),
        hidden_rows=tuple(sheet.hidden_rows),
        hidden_columns=tuple(sheet.hidden_columns),
        merged=tuple((each[0], each[1], each[2], each[3]) for each in sheet.merged),
        rows_read=table.hidden_rows,
        columns_read=table.hidden_columns,
        merged_as=table.merged,
        proposed=tuple((shape.names[at], field) for at, field in sorted(_proposed(work, table).items())),
        together=sum(each.shape is shape for each in work.tables) if shape.headings else 1,
        height=table.height,
        grouped=shape.grouped,
    )


def _missing(work: Work, table: WorkTable) -> tuple[str, ...]:
    """What a table lacks of an inventory, as its columns are read now."""
    if work.seems(table) == "inventory":
        return ()
    return tuple(missing(dict.fromkeys(filter(None, table.shape.fields), "")) if table.survey.missing else ())


def _proposed(work: Work, table: WorkTable) -> dict[int, str]:
    """Fields that would make an inventory of it; of what is no plain table, none."""
    if not table.survey.missing or not _missing(work, table) or table.survey.seems not in ("table", "totals"):
        return {}
    return table.shape.propose(table.sample())


def _column(work: Work, shape: Shape, tables: Sequence[WorkTable], at: int) -> ColumnInfo:
    reason, sureness = shape.reasons[at]
    first = len(shape.names) - len(shape.made)
    field = shape.fields[at]
    distinct: set[str] = set()
    blank = over = 0
    samples: dict[str, None] = {}
    for table in tables:
        column, rows = table.columns[at], table.rows()
        codes = [column.codes[row] for row in rows]
        blank += codes.count(BLANK)
        if at in table.derived:
            own = table.sheet.columns[at].codes
            over += sum(code != BLANK and own[row] == BLANK for row, code in zip(rows, codes, strict=True))
        distinct |= {column.texts[place] for place in set(codes)}
        samples |= dict.fromkeys(column.texts[place] for place in codes[:200] if place != BLANK)
    order = work.checker.order(tables[0]).value if field == h.RECEIVED_ON and tables else ""
    return ColumnInfo(
        index=at,
        heading=shape.names[at],
        field=field,
        reason=reason,
        sureness=sureness,
        made=shape.made[at - first].how if at >= first else "",
        filled_down=shape.names[at] in shape.filled,
        taken_over=over,
        hidden=any(at + 1 in table.sheet.hidden_columns for table in tables) and at < first,
        samples=tuple(list(samples)[:_SAMPLES]),
        distinct=len(distinct - {""}),
        blank=blank,
        order="" if order == Order.UNDECIDED.value else order,
        suggestions=shape.suggestions(at, tables[0].sample()) if tables else (),
    )
