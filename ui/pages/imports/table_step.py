"""Table: which sheets are taken, where their headings are, which rows are left out and why."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import ColumnInfo, ImportSession, RowView, TableInfo
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.file_step import Lines
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import kind_words, left_out_words, missing_words, seems_words
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.fields import number_field
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table
from ui.words import apart, straight

Index = QModelIndex | QPersistentModelIndex

_PREVIEW = 60
_MOST_LEFT_OUT = 2_000  # listed; the others are found in the grid


class Sheets(ListTable[TableInfo]):
    """The sheets, each with its tick.

    Signals:
        ticked: (number of the sheet, whether it is to be taken).
    """

    ticked = Signal(int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            (
                ListColumn(_("Sheet"), lambda each: straight(each.sheet) or _("The text")),
                ListColumn(_("Seems to be"), seems_words),
                ListColumn(_("Rows"), lambda each: f"{each.rows:,}"),
                ListColumn(_("Left out, and what it lacks"), lambda each: missing_words(each) or left_out_words(each)),
            ),
            parent,
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        each = self.row(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and each is not None:
            return Qt.CheckState.Checked if each.taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 and each is not None:
            taken, other = _("{sheet}, {seems}, taken"), _("{sheet}, {seems}, not taken")
            return (taken if each.taken else other).format(sheet=each.sheet or _("The text"), seems=seems_words(each))
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        each = self.row(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or each is None:
            return False
        self.ticked.emit(each.index, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class TableStep(QWidget):
    """The sheets of the files.

    Signals:
        next_wanted.
    """

    next_wanted = Signal()

    def __init__(self, under_way: UnderWay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self._filling = False
        self.sheets = Sheets(self)
        self.sheets.ticked.connect(self._on_ticked)
        self.table = Table(self.sheets, _("Sheets"))
        self.table.widths(220, 150, 80)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._on_toggled)
        self.header = number_field(_("Headings are in row"), 1, 1_000_000, 1)
        self.header_rows = number_field(_("and take so many rows"), 1, 9, 1)
        self.read_again = button(_("Read so"), self._on_header, name=_("Read the sheet with its headings there"))
        self.groups = QCheckBox(_("Titles of groups fill a column of their own"))
        self.groups.clicked.connect(self._on_groups)
        self.said = paragraph("", "muted")
        self.preview = Lines(_("First rows of the sheet"))
        self.left_out = LeftOut(under_way)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Rows of the sheet"))
        self.tabs.tabBar().setAccessibleName(_("Rows of the sheet"))
        self.tabs.addTab(self.preview, _("First rows"))
        self.tabs.addTab(self.left_out, _("Left out"))
        self.go_on = primary(_("C&ontinue"), self.next_wanted.emit)
        self._lay_out()
        under_way.seen.connect(self._on_seen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        for text, field in ((_("&Headings are in row"), self.header), (_("and take so many ro&ws"), self.header_rows)):
            caption = label(text, "muted")
            caption.setBuddy(field)
            head.addWidget(caption)
            head.addWidget(field)
        head.addWidget(self.read_again)
        head.addSpacing(2 * GRID)
        head.addWidget(self.groups)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 2)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 3)
        layout.addLayout(foot)

    def entered(self) -> None:
        """Show the sheets as they are."""
        chosen = self.table.currentIndex().row()
        self._filling = True
        self.sheets.show(self._work.tables)
        self._filling = False
        taken = next((at for at, each in enumerate(self._work.tables) if each.taken), 0)
        self.table.selectRow(chosen if 0 <= chosen < len(self._work.tables) else taken)
        self._on_current()
        self.go_on.setEnabled(bool(self._work.taken))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_seen(self) -> None:
        if self.isVisible():
            self.entered()

    @property
    def chosen(self) -> TableInfo | None:
        """The sheet that is looked at."""
        return self.sheets.row(self.table.currentIndex().row())

    def _on_current(self) -> None:
        each = self.chosen
        for part in (self.header, self.header_rows, self.read_again):
            part.setEnabled(each is not None)
        if each is None or self._filling:
            return
        self.header.setValue(max(each.header_row, 1))
        self.header_rows.setValue(max(each.header_rows, 1))
        self.groups.setVisible(bool(each.groups))
        self.said.setText(about_words(each))
        self.left_out.show_table(each)
        count = sum(each.left_out.values())
        self.tabs.setTabText(1, _("Left out ({count})").format(count=f"{count:,}"))
        self._work.ask(partial(_lines, each.index), self._on_lines)
        if each.groups:
            self._work.columns(each.shape, self._on_columns)

    def _on_lines(self, lines: Sequence[Sequence[str]]) -> None:
        self.preview.show_lines(lines)
        each = self.chosen
        if each is not None and 0 < each.header_row <= len(lines):
            self.preview.selectRow(each.header_row - 1)

    def _on_columns(self, answer: tuple[list[ColumnInfo], dict[str, object]]) -> None:
        self.groups.setChecked(any(each.made == "group" for each in answer[0]))

    # -- changing ----------------------------------------------------------------------------------------------------

    def _on_ticked(self, table: int, taken: bool) -> None:  # noqa: FBT001 - a signal's
        self._work.change(partial(_take, table, taken))

    def _on_toggled(self, _row: int) -> None:
        if (each := self.chosen) is not None:
            self._on_ticked(each.index, not each.taken)

    def _on_header(self) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_set_header, each.index, self.header.value(), self.header_rows.value()))

    def _on_groups(self) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_set_groups, each.shape, self.groups.isChecked()))


class LeftOut(QWidget):
    """The rows of a sheet that are no rows of its table; each can be taken in."""

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self.rows: ListTable[RowView] = ListTable(
            (
                ListColumn(_("Row"), lambda each: f"{each.number:,}"),
                ListColumn(_("Why"), lambda each: kind_words(each.kind)),
                ListColumn(_("What stands there"), _texts),
            ),
            self,
        )
        self.table = Table(self.rows, _("Rows that are left out"))
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.widths(80, 150)
        self.take_in = button(_("Take &in"), self._on_take_in, name=_("Take the chosen rows in"), icon_name="add")
        QShortcut(
            QKeySequence(Qt.Key.Key_Insert), self.table, self._on_take_in, context=Qt.ShortcutContext.WidgetShortcut
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.take_in, 0, Qt.AlignmentFlag.AlignLeading)

    def show_table(self, table: TableInfo) -> None:
        """Show the rows that a sheet leaves out."""
        self.take_in.setEnabled(table.taken and bool(table.left_out))
        self._work.ask(partial(_left_out, table.index), self.rows.show)

    def _on_take_in(self) -> None:
        chosen = [each.id for at in self.table.chosen_rows() if (each := self.rows.row(at)) is not None]
        if chosen and self.take_in.isEnabled():
            self._work.change(partial(_take_in, chosen))


def about_words(table: TableInfo) -> str:
    """What is to be said of a sheet besides: hidden parts, merged cells, columns that are filled down."""
    said = []
    if table.hidden_rows:
        text = ngettext(
            "{count} row is hidden there, and is read",
            "{count} rows are hidden there, and are read",
            len(table.hidden_rows),
        )
        said.append(text.format(count=f"{len(table.hidden_rows):,}"))
    if table.hidden_columns:
        text = ngettext(
            "{count} column is hidden there, and is read",
            "{count} columns are hidden there, and are read",
            len(table.hidden_columns),
        )
        said.append(text.format(count=f"{len(table.hidden_columns):,}"))
    if table.merged:
        text = ngettext("{count} merged cell", "{count} merged cells", len(table.merged))
        said.append(text.format(count=f"{len(table.merged):,}"))
    if table.groups:
        text = ngettext("{count} title of a group", "{count} titles of groups", table.groups)
        said.append(text.format(count=f"{table.groups:,}"))
    if table.filled_down:
        said.append(_("filled down: {columns}").format(columns=listed(map(apart, table.filled_down))))
    return " · ".join(said)


def _texts(row: RowView) -> str:
    return " | ".join(cell.text for cell in row.cells if cell.text)[:300]


# -- for workers -----------------------------------------------------------------------------------------------------


def _lines(table: int, session: ImportSession) -> list[Sequence[str]]:
    return session.tables.preview(table, _PREVIEW)


def _take(table: int, taken: bool, session: ImportSession) -> None:  # noqa: FBT001 - bound by partial
    session.tables.take(table, taken=taken)


def _set_header(table: int, row: int, rows: int, session: ImportSession) -> None:
    session.tables.set_header(table, row, rows)


def _set_groups(shape: int, on: bool, session: ImportSession) -> None:  # noqa: FBT001
    session.tables.set_groups(shape, on=on)


def _left_out(table: int, session: ImportSession) -> list[RowView]:
    ids: array[int] = session.grid.rows(table=table, left_out=True)
    return session.grid.page(ids[:_MOST_LEFT_OUT])


def _take_in(ids: list[int], session: ImportSession) -> int:
    return session.edit.take_in(ids)
