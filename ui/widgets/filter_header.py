"""A header whose sections sort when clicked, and open their filter at the sign beside the name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme.icons import icon
from ui.theme.look import worn

_SIGN = 14
_ROOM = 20  # the sign with its margin
_ARROW = 16  # of the sort indicator, which the style draws at the trailing edge


class FilterHeader(QHeaderView):
    """Shows at each section whether it narrows.

    Signals:
        menu_wanted: (logical section, where on the screen) its filter is to be opened.
    """

    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._narrowing: frozenset[int] = frozenset()
        self._under = -1
        self.setMouseTracking(True)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorClearable(True)

    def show_narrowing(self, sections: frozenset[int]) -> None:
        """Mark these sections as narrowing."""
        if sections != self._narrowing:
            self._narrowing = sections
            self.viewport().update()

    def menu_place(self, section: int) -> QPoint:
        """Where the menu of a section opens."""
        return self.viewport().mapToGlobal(self._rect(section).bottomLeft())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        narrowing = logical in self._narrowing
        if narrowing or logical == self._under:
            sign = self._sign(logical, rect)
            painter.fillRect(sign.adjusted(-2, 0, 2, 0), QColor(worn().surface))
            colour = worn().accent if narrowing else worn().muted
            icon("filter" if narrowing else "chevron-down", colour, _SIGN).paint(painter, sign)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the sign: its filter, and no sorting."""
        at = event.position().toPoint()
        section = self.logicalIndexAt(at)
        if event.button() is Qt.MouseButton.LeftButton and section >= 0:
            edge = self.cursor().shape() is Qt.CursorShape.SplitHCursor  # somebody is about to make it wider
            if not edge and self._sign(section, self._rect(section)).adjusted(-3, -8, 3, 8).contains(at):
                self.menu_wanted.emit(section, self.menu_place(section))
                return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_wanted.emit(section, self.menu_place(section))

    def _hover(self, section: int) -> None:
        if section != self._under:
            self._under = section
            self.viewport().update()

    def _rect(self, section: int) -> QRect:
        return QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())

    def _sign(self, section: int, rect: QRect) -> QRect:
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        away = _ROOM - 2 + (_ARROW if sorted_by else 0)
        x = rect.right() - away if self.isLeftToRight() else rect.left() + away - _SIGN
        return QRect(x, rect.center().y() - _SIGN // 2, _SIGN, _SIGN)
