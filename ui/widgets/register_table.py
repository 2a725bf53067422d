"""The register's table: columns chosen, moved, frozen; a find by typing; cells one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.models.weapon_columns import COLUMNS, NARROWEST, PLACE, STANDING, WIDEST, Arrangement
from ui.models.weapon_table import WeaponTable
from ui.theme.look import worn
from ui.theme.measures import ROW
from ui.widgets.filter_header import FilterHeader
from ui.widgets.tables import StandingColour, WeaponsView

_PAUSE_MS = 1_200  # after it, letters begin another word

Index = QModelIndex | QPersistentModelIndex


class RegisterTable(WeaponsView):
    """A table whose first columns may stay while the others move.

    Signals:
        arranged: somebody moved, widened or chose columns.
        menu_wanted: (column, where on the screen) the filter of a column is to be opened.
        typed: (text) letters typed in the table, to go to what begins so.
        copy_wanted, next_wanted: Ctrl+C; F3.
    """

    arranged = Signal()
    menu_wanted = Signal(int, QPoint)
    typed = Signal(str)
    copy_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, model: WeaponTable, name: str) -> None:
        super().__init__(model, name)
        self.arrangement = Arrangement()
        self.arranging = False  # columns are being put in order; what their headers say meanwhile is no wish
        self._letters = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._forget_letters)
        self.header = FilterHeader(self)
        self.set_header(self.header)
        self.frozen = _Frozen(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._take_up)
        self.header.sectionMoved.connect(self._on_moved)
        self.header.sectionResized.connect(self._on_resized)
        for header in (self.header, self.frozen.header):
            header.menu_wanted.connect(self.menu_wanted)
        self.arrange(self.arrangement)

    # -- columns -----------------------------------------------------------------------------------------------------

    def arrange(self, arrangement: Arrangement) -> None:
        """Show these columns in this order."""
        self.arrangement = arrangement
        self.arranging = True
        for header in (self.header, self.frozen.header):
            _arrange(header, arrangement)
        stuck = arrangement.names[: arrangement.frozen]
        for name, place in PLACE.items():
            self.setColumnHidden(place, name not in arrangement.names)
            self.frozen.setColumnHidden(place, name not in stuck)
        self.arranging = False
        self.frozen.lay_over()

    def section_name(self, section: int) -> str:
        """The field of a column."""
        return COLUMNS[section].name

    def current_field(self) -> str:
        """The field of the current cell; of the serial number where there is none."""
        index = self.currentIndex()
        return COLUMNS[index.column()].name if index.isValid() else "serial"

    def show_narrowing(self, names: Sequence[str]) -> None:
        """Mark the columns that narrow."""
        sections = frozenset(PLACE[name] for name in names if name in PLACE)
        self.header.show_narrowing(sections)
        self.frozen.header.show_narrowing(sections)

    def show_order(self, order: str) -> None:
        """Mark the column that is sorted by."""
        place = PLACE.get(order.removeprefix("-"), -1)
        way = Qt.SortOrder.DescendingOrder if order.startswith("-") else Qt.SortOrder.AscendingOrder
        for header in (self.header, self.frozen.header):
            header.setSortIndicatorShown(place >= 0)
            if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (place, way):
                header.blockSignals(True)  # noqa: FBT003 - Qt's own
                header.setSortIndicator(place, way)
                header.blockSignals(False)  # noqa: FBT003
            header.viewport().update()

    def _on_moved(self, _logical: int, _old: int, _new: int) -> None:
        if not self.arranging:
            self._later.start()

    def _on_resized(self, section: int, _old: int, size: int) -> None:
        if self.arranging or self.isColumnHidden(section):
            return
        visible = [each for each in range(len(COLUMNS)) if not self.isColumnHidden(each)]
        last = max(visible, key=self.header.visualIndex, default=-1)
        if section != last:  # the last takes what is left
            self.frozen.setColumnWidth(section, size)
            self._later.start()
        self.frozen.lay_over()

    def _take_up(self) -> None:
        """What was done to the header with the mouse is the arrangement now."""
        order = sorted(range(len(COLUMNS)), key=self.header.visualIndex)
        names = tuple(COLUMNS[each].name for each in order if not self.isColumnHidden(each))
        sizes = dict(self.arrangement.widths) | {
            name: max(NARROWEST, min(self.columnWidth(PLACE[name]), WIDEST)) for name in names[:-1]
        }
        own = {name: width for name, width in sizes.items() if width != COLUMNS[PLACE[name]].width}
        made = Arrangement(names, tuple(own.items()), self.arrangement.frozen)
        if made != self.arrangement:
            self.arrange(made)
            self.arranged.emit()

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_F3:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            section = PLACE[self.current_field()]
            header = self.frozen.header if not self.frozen.isColumnHidden(section) else self.header
            self.menu_wanted.emit(section, header.menu_place(section))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to what begins with them in the current column."""
        if not search.strip() and not self._letters:
            return
        self._letters += search
        self._pause.start()
        self.typed.emit(self._letters)

    def _forget_letters(self) -> None:
        self._letters = ""

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and self.frozen.isColumnHidden(index.column()):
            _frame_current(self, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frozen.lay_over()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Not under the columns that stay."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not self.frozen.isColumnHidden(index.column()):
            bar.setValue(before)
            return
        rect, covered = self.visualRect(index), self.frozen.covered
        if self.isLeftToRight() and rect.left() < covered:
            bar.setValue(bar.value() - (covered - rect.left()))
        elif not self.isLeftToRight() and rect.right() > self.viewport().width() - covered:
            bar.setValue(bar.value() - (rect.right() - self.viewport().width() + covered))


def _frame_current(view: QTableView, index: Index) -> None:
    """A frame around the current cell: one rectangle, where a delegate of ours would slow every cell down."""
    painter = QPainter(view.viewport())
    painter.setPen(QPen(QColor(worn().focus), 1))
    painter.drawRect(view.visualRect(index).adjusted(0, 0, -1, -1))
    painter.end()


class _Frozen(QTableView):
    """The columns that stay, laid over the leading edge of the table; same model, same selection."""

    def __init__(self, table: RegisterTable) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegateForColumn(STANDING, StandingColour(self))
        self.header = FilterHeader(self)
        table.prepare_header(self, self.header)
        self.header.setStretchLastSection(False)
        self.header.setSectionsMovable(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setProperty("role", "frozen")
        self.setProperty("mirrored", "true" if self.isRightToLeft() else "false")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(table.verticalScrollMode())
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        self.header.sectionResized.connect(self._on_resized)
        self.header.sortIndicatorChanged.connect(table.header.setSortIndicator)
        self.doubleClicked.connect(table.doubleClicked)
        self.hide()

    @property
    def covered(self) -> int:
        """How much of the table is under it."""
        return 0 if self.isHidden() else self.width()

    def lay_over(self) -> None:
        """Where the table is now."""
        table = self._table
        width = sum(self.columnWidth(each) for each in range(len(COLUMNS)) if not self.isColumnHidden(each))
        if not width:
            self.hide()
            return
        view = table.viewport().geometry()
        head = table.horizontalHeader().geometry()
        width = min(width, max(0, view.width() - NARROWEST))
        left = view.left() if self.isLeftToRight() else view.right() - width + 1
        self.setGeometry(left, head.top(), width, head.height() + view.height())
        self.header.setFixedHeight(head.height())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self._table.currentIndex()
        if self._table.hasFocus() and index.isValid() and not self.isColumnHidden(index.column()):
            _frame_current(self, index)

    def _on_resized(self, section: int, _old: int, size: int) -> None:
        if size and not self._table.arranging and self._table.columnWidth(section) != size:
            self._table.setColumnWidth(section, size)


def _arrange(header: QHeaderView, arrangement: Arrangement) -> None:
    """Sections in this order, as wide as they are to be."""
    rest = [each.name for each in COLUMNS if each.name not in arrangement.names]
    for visual, name in enumerate((*arrangement.names, *rest)):
        section = PLACE[name]
        header.moveSection(header.visualIndex(section), visual)
        header.resizeSection(section, arrangement.width(name))
