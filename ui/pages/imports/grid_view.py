"""The grid of an import: cell by cell, typed into in place, as people know it from their spreadsheet program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from stockpile.language import _
from ui.pages.imports.grid_model import CLASS, GridModel
from ui.pages.imports.grid_typing import Typing
from ui.theme.measures import ROW
from ui.widgets.tables import Table

Index = QModelIndex | QPersistentModelIndex

_CLASS_WIDE = 150
_COLUMN_WIDE = 130


class GridView(QTableView):
    """Rows of an import.

    Signals:
        moved: another cell is current. take_out_wanted, take_in_wanted: of the chosen rows.
        fill_wanted, set_wanted, clear_wanted, copy_wanted: of the chosen cells.
        pasted: (text) into the current cell and those beside and below it.
    """

    moved = Signal()
    take_out_wanted = Signal()
    take_in_wanted = Signal()
    fill_wanted = Signal()
    clear_wanted = Signal()
    copy_wanted = Signal()
    set_wanted = Signal()
    pasted = Signal(str)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.grid = model
        self.setModel(model)
        self.setAccessibleName(_("Rows of the import"))
        self.typing = Typing(self)
        self.setItemDelegate(self.typing)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._prepare_headers()
        self._kept: tuple[int, int, int] | None = None  # id of the current row, its column, how far it is scrolled
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)

    def _prepare_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setProperty("role", "rows")
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW - 4)
        rows.setHighlightSections(False)
        rows.setFixedWidth(self.fontMetrics().horizontalAdvance("1,000,000") + 32)
        Table.prepare_header(self, self.horizontalHeader())
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDE)

    def give_widths(self, widths: Mapping[int, int]) -> None:
        """Make columns as wide as what stands in them."""
        self.setColumnWidth(CLASS, _CLASS_WIDE)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    # -- what is chosen ----------------------------------------------------------------------------------------------

    def _spans(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(at) for at in range(selection.count())]

    def chosen_ranges(self) -> list[range]:
        """The rows of the selection, as ranges that follow one another."""
        spans = sorted((each.top(), each.bottom() + 1) for each in self._spans())
        found: list[range] = []
        for top, end in spans:
            if found and top <= found[-1].stop:
                found[-1] = range(found[-1].start, max(end, found[-1].stop))
            else:
                found.append(range(top, end))
        return found

    def chosen_ids(self) -> Sequence[int]:
        """The ids of the chosen rows."""
        return self.grid.ids_of(self.chosen_ranges())

    def chosen_cells(self) -> dict[str, list[range]]:
        """The chosen cells of each column of the file, by its heading."""
        found: dict[str, list[range]] = {}
        for each in self._spans():
            for column in range(max(each.left(), CLASS + 1), each.right() + 1):
                if not self.grid.is_made(column):
                    rows = range(each.top(), each.bottom() + 1)
                    found.setdefault(self.grid.headings[column - 1], []).append(rows)
        return found

    def chosen_block(self) -> tuple[list[str], Sequence[int]]:
        """What is chosen as a block: headings in their order, and ids of rows."""
        columns = {at for each in self._spans() for at in range(max(each.left(), CLASS + 1), each.right() + 1)}
        return [self.grid.headings[at - 1] for at in sorted(columns)], self.chosen_ids()

    def _choose(self, index: Index) -> None:
        """Make a cell current and the only one chosen, whatever keys are held: Shift+F8 must not choose a whole range."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def go_to(self, row: int, column: int = CLASS) -> None:
        """Make a cell current, and have it in sight."""
        index = self.model().index(row, column)
        self._choose(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the line over the cell passes on
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif key == Qt.Key.Key_Delete:
            self.clear_wanted.emit() if ctrl else self.take_out_wanted.emit()
        elif key == Qt.Key.Key_Insert and not ctrl:
            self.take_in_wanted.emit()
        elif ctrl and key == Qt.Key.Key_D:
            self.fill_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_wanted.emit() if ctrl else self._edit_current()
        else:
            super().keyPressEvent(event)

    def _edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the cell below."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        index = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and index.row() + 1 < self.model().rowCount():
            self._choose(index.siblingAtRow(index.row() + 1))
        elif hint in (
            QAbstractItemDelegate.EndEditHint.EditNextItem,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem,
        ):
            step = 1 if hint == QAbstractItemDelegate.EndEditHint.EditNextItem else -1
            beside = index.siblingAtColumn(index.column() + step)
            if beside.isValid():
                self._choose(beside)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def _on_about_to_reset(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._kept = self.grid.id_of(index.row()), index.column(), self.verticalScrollBar().value()

    def _on_reset(self) -> None:
        """Other rows: stay at the one that was current, or at what is nearest to it."""
        kept, self._kept = self._kept, None
        rows, columns = self.model().rowCount(), self.model().columnCount()
        if rows and kept is not None:
            self.verticalScrollBar().setValue(kept[2])
            self._choose(self.model().index(self.grid.nearest(kept[0]), min(kept[1], columns - 1)))
        elif rows:
            self._choose(self.model().index(0, min(CLASS + 1, columns - 1)))
        self.moved.emit()
