"""Table: which sheets are taken, where their headings are, which rows are left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import ImportSession, LineView, PartView, RowKind, TableInfo
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.layout_bar import LayoutBar
from ui.pages.imports.row_marks import HEADINGS, RowMarks
from ui.pages.imports.sheet_lines import SheetLines, line_words
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import field_words, left_out_words, missing_words, part_words, seems_words, where_words
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.labels import paragraph
from ui.widgets.tables import Table
from ui.words import apart, straight

Index = QModelIndex | QPersistentModelIndex


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
                ListColumn(_("Hidden or merged"), _laid_out),
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
        self.table.widths(190, 120, 70, 430)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._on_toggled)
        self.proposal = paragraph("", "muted")
        self.together = button("", self._on_together)
        self.layout_bar = LayoutBar()
        self.said = paragraph("", "muted")
        self.preview = SheetLines(under_way)
        self.marks = RowMarks(self.preview, self.preview.chosen_numbers)
        self.left_out = LeftOut(under_way)
        self.parts = Parts(under_way)
        self.tabs = QTabWidget()
        self.go_on = primary(_("C&ontinue"), self.next_wanted.emit)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Rows of the sheet"))
        self.tabs.tabBar().setAccessibleName(_("Rows of the sheet"))
        for page, name in ((self.preview, _("All rows")), (self.left_out.table, ""), (self.parts.table, "")):
            self.tabs.addTab(page, name)
        beside = QHBoxLayout()
        beside.addWidget(self.proposal, 1)
        beside.addWidget(self.together)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for each in (self.marks, self.left_out.marks, self.left_out.take_in):
            foot.addWidget(each)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 2)
        layout.addLayout(beside)
        layout.addWidget(self.layout_bar)
        layout.addWidget(self.tabs, 4)
        layout.addLayout(foot)
        self._on_tab()

    def _listen(self) -> None:
        bar = self.layout_bar
        bar.header_wanted.connect(self._on_header)
        bar.groups_wanted.connect(self._on_groups)
        bar.rows_wanted.connect(self._on_rows)
        bar.columns_wanted.connect(self._on_columns)
        bar.merged_wanted.connect(self._on_merged)
        self.marks.wanted.connect(self._on_marked)
        self.left_out.marks.wanted.connect(self._on_marked)
        self.left_out.table.opened.connect(self._on_line_wanted)
        self.parts.table.opened.connect(self._on_part_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self._work.seen.connect(self._on_seen)
        self._work.opened.connect(self._on_opened)

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
        if self.focusWidget() is None or not self.isAncestorOf(self.focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self) -> None:
        self.preview.show_table(None)
        self.sheets.show(())

    def _on_seen(self) -> None:
        if self.isVisible():
            self.entered()

    @property
    def chosen(self) -> TableInfo | None:
        """The sheet that is looked at."""
        return self.sheets.row(self.table.currentIndex().row())

    def _on_current(self) -> None:
        each = self.chosen
        if self._filling:
            return
        self.layout_bar.show_table(each, grouped=each is not None and each.grouped)
        self.said.setText(about_words(each) if each is not None else "")
        self._show_proposal(each)
        for marks in (self.marks, self.left_out.marks):
            marks.setEnabled(each is not None and bool(each.headings))
        self.preview.show_table(each)
        self.left_out.show_table(each)
        self.parts.show_table(each)
        count = sum(each.left_out.values()) if each is not None else 0
        self.tabs.setTabText(1, _("Left out ({count})").format(count=f"{count:,}"))
        count = parts_of(each) if each is not None else 0
        self.tabs.setTabText(2, _("Hidden, merged, filled down ({count})").format(count=f"{count:,}"))

    def _show_proposal(self, each: TableInfo | None) -> None:
        """What a sheet would be read as, and the sheets that are like it."""
        self.proposal.setText(proposal_words(each) if each is not None else "")
        alike = [one for one in self._work.tables if each is not None and one.shape == each.shape]
        wanted = each is not None and bool(each.headings) and not all(one.taken for one in alike)
        self.together.setVisible(wanted and (len(alike) > 1 or bool(each and each.proposed)))
        text = ngettext("T&ake it so", "T&ake all {count} sheets with these headings", len(alike))
        self.together.setText(text.format(count=f"{len(alike):,}"))
        self.together.setAccessibleName(self.together.text().replace("&", ""))
        self.proposal.setVisible(bool(self.proposal.text()))

    def _on_tab(self) -> None:
        at = self.tabs.currentIndex()
        self.marks.setVisible(at == 0)
        self.left_out.marks.setVisible(at == 1)
        self.left_out.take_in.setVisible(at == 1)

    def _on_line_wanted(self, row: int) -> None:
        if (line := self.left_out.rows.row(row)) is not None:
            self._go_to(line.number)

    def _on_part_wanted(self, row: int) -> None:
        if (part := self.parts.rows.row(row)) is not None and part.rows[0]:
            self._go_to(part.rows[0])

    def _go_to(self, number: int) -> None:
        self.tabs.setCurrentIndex(0)
        self.preview.go_to(number)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changing ----------------------------------------------------------------------------------------------------

    def _on_ticked(self, table: int, taken: bool) -> None:  # noqa: FBT001 - a signal's
        self._work.change(partial(_take, table, taken))

    def _on_toggled(self, _row: int) -> None:
        if (each := self.chosen) is not None:
            self._on_ticked(each.index, not each.taken)

    def _on_together(self) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_take_together, each.index))

    def _on_header(self, row: int, rows: int) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_set_header, each.index, row, rows))

    def _on_groups(self, on: bool) -> None:  # noqa: FBT001 - a signal's
        if (each := self.chosen) is not None:
            self._work.change(partial(_set_groups, each.shape, on))

    def _on_rows(self, read: bool) -> None:  # noqa: FBT001 - a signal's
        if (each := self.chosen) is not None:
            self._work.change(partial(_read_rows, each.index, read))

    def _on_columns(self, read: bool) -> None:  # noqa: FBT001 - a signal's
        if (each := self.chosen) is not None:
            self._work.change(partial(_read_columns, each.index, read))

    def _on_merged(self, what: str) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_set_merged, each.index, what))

    def _on_marked(self, numbers: Sequence[int], kind: int) -> None:
        each = self.chosen
        if each is None:
            return
        if kind == HEADINGS:
            self._on_header(min(numbers), min(max(numbers) - min(numbers) + 1, self.layout_bar.header_rows.maximum()))
        else:
            self._work.change(partial(_mark, each.index, list(numbers), RowKind(kind)))


class LeftOut(QObject):
    """The rows of a sheet that are no rows of its table; each can be taken in.

    Attributes:
        table: of them. marks, take_in: what can be done with the chosen ones.
    """

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self.rows: ListTable[LineView] = ListTable(
            (
                ListColumn(_("Row"), lambda each: f"{each.number:,}"),
                ListColumn(_("Why"), line_words),
                ListColumn(_("What stands there"), _texts),
            ),
            self,
        )
        self.table = Table(self.rows, _("Rows that are left out"))
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.widths(80, 190)
        self.marks = RowMarks(self.table, self._chosen)
        self.take_in = button(_("Take &in"), self.marks.take_in, name=_("Take the chosen rows in"), icon_name="add")

    def show_table(self, table: TableInfo | None) -> None:
        """Show the rows that a sheet leaves out."""
        self.take_in.setEnabled(table is not None and bool(table.left_out))
        if table is None:
            self.rows.show(())
        else:
            self._work.ask(partial(_left_out, table.index), self.rows.show)

    def _chosen(self) -> list[int]:
        return [each.number for at in self.table.chosen_rows() if (each := self.rows.row(at)) is not None]


class Parts(QObject):
    """What of a sheet is seen in its spreadsheet program only: hidden, merged; and what is filled down.

    Attributes:
        table: of it; Enter goes to the row.
    """

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self.rows: ListTable[PartView] = ListTable(
            (
                ListColumn(_("What it is"), part_words),
                ListColumn(_("Where"), where_words),
                ListColumn(_("What stands there"), lambda each: straight(each.text)),
            ),
            self,
        )
        self.table = Table(self.rows, _("Hidden, merged and filled down"))
        self.table.widths(190, 120)

    def show_table(self, table: TableInfo | None) -> None:
        """Show what a sheet has of it."""
        if table is None or not parts_of(table):
            self.rows.show(())
        else:
            self._work.ask(partial(_parts, table.index), self.rows.show)


def parts_of(table: TableInfo) -> int:
    """How many hidden, merged and filled parts a sheet has."""
    return len(table.hidden_rows) + len(table.hidden_columns) + len(table.merged) + len(table.filled_down)


def proposal_words(table: TableInfo) -> str:
    """As what a sheet would be read that lacks something of an inventory."""
    if not table.proposed:
        return ""
    pairs = [
        _("{heading} as {field}").format(heading=apart(name), field=field_words(field))
        for name, field in table.proposed
    ]
    return _("By itself it is no inventory. Taken, it is read so: {columns}.").format(columns=listed(pairs))


def about_words(table: TableInfo) -> str:
    """What is to be said of a sheet besides: what becomes of hidden parts, titles, columns that are filled down."""
    said = []
    if table.hidden_rows or table.hidden_columns:
        read = (table.rows_read or not table.hidden_rows) and (table.columns_read or not table.hidden_columns)
        all_read = _("What is hidden is read: a filter takes no weapon out of the store")
        said.append(all_read if read else _("Not all that is hidden is read"))
    if table.groups:
        text = ngettext("{count} title of a group", "{count} titles of groups", table.groups)
        said.append(text.format(count=f"{table.groups:,}"))
    if table.filled_down:
        said.append(_("Filled down: {columns}").format(columns=listed(map(apart, table.filled_down))))
    return " · ".join(said)


def _laid_out(table: TableInfo) -> str:
    """How many hidden and merged parts a sheet has."""
    said = []
    if count := len(table.hidden_rows):
        said.append(ngettext("{count} hidden row", "{count} hidden rows", count).format(count=f"{count:,}"))
    if count := len(table.hidden_columns):
        said.append(ngettext("{count} hidden column", "{count} hidden columns", count).format(count=f"{count:,}"))
    if count := len(table.merged):
        said.append(ngettext("{count} merged cell", "{count} merged cells", count).format(count=f"{count:,}"))
    return " · ".join(said)


def _texts(line: LineView) -> str:
    return straight(" | ".join(text for text in line.texts if text)[:300])


# -- for workers -----------------------------------------------------------------------------------------------------


def _take(table: int, taken: bool, session: ImportSession) -> None:  # noqa: FBT001 - bound by partial
    session.tables.take(table, taken=taken)


def _set_header(table: int, row: int, rows: int, session: ImportSession) -> None:
    session.tables.set_header(table, row, rows)


def _set_groups(shape: int, on: bool, session: ImportSession) -> None:  # noqa: FBT001
    session.tables.set_groups(shape, on=on)


def _take_together(table: int, session: ImportSession) -> int:
    return session.tables.take_together(table)


def _read_rows(table: int, read: bool, session: ImportSession) -> None:  # noqa: FBT001
    session.tables.read_hidden(table, rows=read)


def _read_columns(table: int, read: bool, session: ImportSession) -> None:  # noqa: FBT001
    session.tables.read_hidden(table, columns=read)


def _set_merged(table: int, what: str, session: ImportSession) -> None:
    session.tables.set_merged(table, what)


def _mark(table: int, numbers: list[int], kind: RowKind, session: ImportSession) -> int:
    return session.tables.mark(table, numbers, kind)


def _left_out(table: int, session: ImportSession) -> list[LineView]:
    return session.tables.left_out(table)


def _parts(table: int, session: ImportSession) -> list[PartView]:
    return session.tables.parts(table)
