"""Every line of a sheet as it stands there, with what it is taken for; fetched by pages, as the grid is."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from stockpile.language import _
from stockpile.office.workbench import ImportSession, LineView, RowKind, TableInfo
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import column_letters, kind_words
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.widgets.tables import Table
from ui.words import straight

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_PAGE = 100
_PAGES_KEPT = 40
_WAITING = "…"
_KIND_WIDE, _CELL_WIDE = 150, 120
_ICON = 14


class LinesModel(QAbstractTableModel):
    """The lines of one sheet."""

    def __init__(self, under_way: UnderWay, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = under_way
        self._table: TableInfo | None = None
        self._width = 0
        self._pages: OrderedDict[int, list[LineView]] = OrderedDict()
        self._old: dict[int, list[LineView]] = {}  # stay on the screen until the new ones are there
        self._wanted: set[int] = set()
        self._epoch = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def show_table(self, table: TableInfo | None) -> bool:
        """Show a sheet; the same one again, where its lines are something else now, stays where it is. Whether it is
        another one."""
        same = table is not None and self._table is not None and table.index == self._table.index
        self._epoch += 1
        self._wanted.clear()
        if same and table is not None and table.height == self.rowCount():
            self._old |= self._pages
            self._pages.clear()
            self._table = table
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return False
        self.beginResetModel()
        self._pages.clear()
        self._old.clear()
        self._table, self._width = table, len(table.headings) if table is not None else 0
        self.endResetModel()
        if table is not None and table.height:
            self._want(0)
        return True

    def line(self, row: int) -> LineView | None:
        """A line, if it is there already; else it is asked for."""
        page, at = divmod(row, _PAGE)
        lines = self._pages.get(page)
        if lines is None:
            self._want(page)
            lines = self._old.get(page)
        return lines[at] if lines is not None and at < len(lines) else None

    # -- reading -----------------------------------------------------------------------------------------------------

    def _want(self, page: int) -> None:
        self._wanted.add(page)
        self._soon.start()

    def _ask(self) -> None:
        table, wanted = self._table, sorted(self._wanted)
        self._wanted.clear()
        if table is None or not self._work.is_open:
            return
        for page in wanted[-3:]:  # what was scrolled past is not read
            done = partial(self._on_lines, self._epoch, page)
            self._work.ask(partial(_lines, table.index, page * _PAGE + 1), done)

    def _on_lines(self, epoch: int, page: int, lines: list[LineView]) -> None:
        if epoch != self._epoch:
            return
        self._pages[page] = lines
        self._old.pop(page, None)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        width = max((len(each.texts) for each in lines), default=0)
        if width > self._width:
            self.beginInsertColumns(QModelIndex(), self._width + 1, width)
            self._width = width
            self.endInsertColumns()
        if lines:
            first = page * _PAGE
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(lines) - 1, self.columnCount() - 1))

    # -- as a table --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or self._table is None else self._table.height

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole:
            if orientation is Qt.Orientation.Vertical:
                return f"{section + 1:,}"
            return _("What it is") if section == 0 else column_letters(section)
        if role == Role.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role not in (Role.DisplayRole, Role.ToolTipRole, Role.ForegroundRole, Role.DecorationRole):
            return None
        line = self.line(index.row())
        if line is None:
            return _WAITING if role == Role.DisplayRole and index.column() == 0 else None
        if role == Role.ForegroundRole:
            of_table = line.kind in (RowKind.ROW, RowKind.HEADER)
            return None if of_table else QBrush(QColor(worn().muted))
        if role == Role.DecorationRole:
            name = _SIGNS.get(line.kind, "") or ("hide" if line.hidden else "")
            return icon(name, worn().muted, _ICON) if name and index.column() == 0 else None
        if index.column() == 0:
            return line_words(line)
        return straight(line.texts[index.column() - 1]) if index.column() <= len(line.texts) else ""


_SIGNS = {
    RowKind.HEADER: "columns",
    RowKind.GROUP: "folder",
    RowKind.OUT: "less",
    RowKind.TOTAL: "reports",
    RowKind.HIDDEN: "hide",
}


class SheetLines(Table):
    """The lines of a sheet; several can be chosen."""

    def __init__(self, under_way: UnderWay) -> None:
        self.lines = LinesModel(under_way, None)  # type: ignore[arg-type]  # its parent comes when there is one
        super().__init__(self.lines, _("Rows of the sheet"))
        self.lines.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        rows = self.verticalHeader()
        rows.setProperty("role", "rows")
        rows.setVisible(True)
        columns = self.horizontalHeader()
        columns.setDefaultSectionSize(_CELL_WIDE)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, _KIND_WIDE)

    def show_table(self, table: TableInfo | None) -> None:
        """Show a sheet, its headings in sight; one that is shown already stays where it is."""
        other = self.lines.show_table(table)
        if table is not None and table.height and other:
            self.setColumnWidth(0, _KIND_WIDE)
            self.go_to(max(table.header_row, 1))

    def go_to(self, number: int) -> None:
        """Choose a line, and have it in sight."""
        self.selectRow(number - 1)
        self.scrollTo(self.model().index(number - 1, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def chosen_numbers(self) -> list[int]:
        """The numbers of the chosen lines."""
        return [row + 1 for row in self.chosen_rows()]


def line_words(line: LineView) -> str:
    """What a line is."""
    said = kind_words(line.kind)
    return _("{kind}, hidden there").format(kind=said) if line.hidden and line.kind != RowKind.HIDDEN else said


def _lines(table: int, first: int, session: ImportSession) -> list[LineView]:
    return session.tables.lines(table, first, _PAGE)
