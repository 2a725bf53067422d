"""Table views as they stand on every page: rows of one height, one tone for the selection, states keep their colour
in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.models.weapon_table import COLUMNS, STANDING, WeaponTable
from ui.theme.look import worn
from ui.theme.measures import ROW
from ui.words import standing_sign


def show_rows(table: QTableView, rows: int) -> None:
    """Make a table as high as its heading and so many rows, in whatever script they are written."""
    heading = table.horizontalHeader()
    for each in (table, heading):
        each.ensurePolished()
    bar = table.horizontalScrollBar().sizeHint().height() // 2  # else the last row of a long list looks cut off
    high = heading.sizeHint().height() + rows * table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(high + bar + 2 * table.frameWidth())


class Table(QTableView):
    """A table of rows, never edited in place.

    Signals:
        opened: (row) Enter or a double click on a row.
    """

    opened = Signal(int)

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table: everything has to be reached by keyboard
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        self.prepare_header(self, self.horizontalHeader())
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(self._on_double_click)

    def set_header(self, header: QHeaderView) -> None:
        """Have another header."""
        self.prepare_header(self, header)

    @staticmethod
    def prepare_header(view: QTableView, columns: QHeaderView) -> None:
        """A header as every table has it."""
        if view.horizontalHeader() is not columns:
            view.setHorizontalHeader(columns)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # a selection of its own, always empty: to draw itself the header would ask every selected row whether it is selected
        columns.setSelectionModel(QItemSelectionModel(view.model(), view))

    def widths(self, *widths: int) -> None:
        """Give the first columns their widths; the last takes what is left."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def selectRow(self, row: int) -> None:
        """Choose a row alone, whatever keys are held, and make it current.

        WORKAROUND Qt 6.11: right to left, QTableView.selectRow looks for a column one pixel beyond the header, finds none and
        chooses nothing.
        """
        flag = QItemSelectionModel.SelectionFlag
        nothing = self.selectionMode() is QAbstractItemView.SelectionMode.NoSelection
        how = flag.NoUpdate if nothing else flag.ClearAndSelect | flag.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), how)

    def chosen_ranges(self) -> list[range]:
        """The selected rows as ranges that follow one another: all of a million may be selected."""
        selection = self.selectionModel().selection()
        spans = (selection.at(each) for each in range(selection.count()))
        found: list[range] = []
        for top, bottom in sorted((each.top(), each.bottom() + 1) for each in spans):
            if found and top <= found[-1].stop:
                found[-1] = range(found[-1].start, max(bottom, found[-1].stop))
            else:
                found.append(range(top, bottom))
        return found

    def chosen_rows(self) -> list[int]:
        """The selected rows, in order."""
        return [row for each in self.chosen_ranges() for row in each]

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class WeaponsView(Table):
    """The register's table."""

    def __init__(self, model: WeaponTable, name: str) -> None:
        super().__init__(model, name)
        self.setItemDelegateForColumn(STANDING, StandingColour(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.widths(*(each.width for each in COLUMNS))
        for column, each in enumerate(COLUMNS):
            self.setColumnHidden(column, not each.shown)


class StandingColour(QStyledItemDelegate):
    """Gives the standing its colour, on the selected row too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if index.column() != STANDING or not isinstance(model, WeaponTable):
            return
        row = model.weapon(index.row())
        if row is None:
            return
        colour = QColor(worn().tone(standing_sign(row.standing)[1]))
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Text, colour)
        palette.setColor(QPalette.ColorRole.HighlightedText, colour)
        option.palette = palette
