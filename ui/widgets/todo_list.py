"""What waits, a line each: shape, sentence, how much it presses. A list that is as high as its lines, which wrap; each
opens the place where it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockpile.language import _
from stockpile.office.todo import Item, Severity
from stockpile.todo import SEVERITIES, item_words
from ui.theme.icons import pixmap
from ui.theme.look import worn
from ui.theme.measures import CORNER, GRID, ICON, SMALL_PT
from ui.theme.palette import Tone
from ui.widgets.icon_label import TONES
from ui.words import straight

Index = QModelIndex | QPersistentModelIndex

_PAD = 7
_VOUCHER = re.compile(r"\w+/[A-Z]{3} \d{4}-\d{6}", re.ASCII)
_TONES = {Severity.URGENT: Tone.BAD, Severity.SOON: Tone.WARNING, Severity.LATER: Tone.INFORMATION}


class TodoModel(QAbstractListModel):
    """Items in their order.

    Attributes:
        items: as shown.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()
        self._words: tuple[str, ...] = ()

    def show(self, items: Sequence[Item]) -> None:
        """Show others."""
        self.beginResetModel()
        self.items = tuple(items)
        self._words = tuple(item_words(each, _unbroken) for each in items)
        self.endResetModel()

    def words(self, row: int) -> str:
        """What a line says."""
        return self._words[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _("{severity}: {what}")
            return said.format(severity=severity_words(self.items[index.row()]), what=self._words[index.row()])
        return None


def _unbroken(code: str) -> str:
    """A number or code as it is shown: its blank is no place to break a line."""
    return straight(
        code.replace(" ", "\N{NO-BREAK SPACE}").replace("/", "/\N{WORD JOINER}") if _VOUCHER.fullmatch(code) else code
    )


def severity_words(item: Item) -> str:
    """How much an item presses."""
    return _(SEVERITIES[item.severity.value])


class TodoList(QListView):
    """The lines.

    Signals:
        chosen: (Item) it is to be settled.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.lines = TodoModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LinePainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_chosen)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show others, at the one that was current if it still waits."""
        row = self.currentIndex().row()
        code = self.lines.items[row].code if row >= 0 else ""
        self.lines.show(items)
        codes = [each.code for each in items]
        if code in codes:
            self.setCurrentIndex(self.lines.index(codes.index(code), 0))
        self._fit()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.lines.items[index.row()])

    def _fit(self) -> None:
        """As high as the lines are at this width."""
        self.scheduleDelayedItemsLayout()
        high = sum(self.sizeHintForRow(row) for row in range(self.lines.rowCount()))
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The font is known by now."""
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)


class _LinePainter(QStyledItemDelegate):
    """One line."""

    def __init__(self, view: TodoList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = self._view.viewport().width()
        _icon, words, _severity = self._places(QRect(0, 0, wide, 10_000), option.font)
        high = _wrapped_height(self._view.lines.words(index.row()), option.font, words.width())
        return QSize(wide, max(high, ICON) + 2 * _PAD)

    def _places(self, rect: QRect, font: QFont) -> tuple[QRect, QRect, QRect]:
        """Where shape, sentence and severity stand, left to right."""
        small = _small(font)
        longest = max(QFontMetrics(small).horizontalAdvance(_(each)) for each in SEVERITIES.values()) + GRID
        inner = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        left, top, high = inner.left(), inner.top(), inner.height()
        words = max(inner.width() - ICON - GRID - longest, 60)
        return (
            QRect(left, top, ICON, ICON),
            QRect(left + ICON + GRID, top, words, high),
            QRect(left + ICON + GRID + words, top, longest, high),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, colours = self._view.lines.items[index.row()], worn()
        tone = _TONES[item.severity]
        shape, words, severity = (
            QStyle.visualRect(option.direction, option.rect, each) for each in self._places(option.rect, option.font)
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option)
        painter.drawPixmap(shape, pixmap(TONES[tone], colours.tone(tone), ICON, self._view.devicePixelRatioF()))
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        wrapped = QTextOption(Qt.AlignmentFlag.AlignLeading)
        wrapped.setTextDirection(option.direction)
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(words.toRectF(), self._view.lines.words(index.row()), wrapped)
        painter.setFont(_small(option.font))
        painter.setPen(QColor(colours.tone(tone)))
        trailing = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        # scripts with high and low letters want more than the height of the small font
        painter.drawText(severity, trailing | Qt.TextFlag.TextDontClip, severity_words(item))
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Under the pointer, or current; and the ring of the focus."""
        colours = worn()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        current = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if current or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if current else colours.hover))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), CORNER, CORNER)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 2, -1, -2), CORNER - 1, CORNER - 1)


def _wrapped_height(text: str, font: QFont, width: int) -> int:
    """How high a text stands that is painted within a width; a path without a blank is broken too."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    high = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        high += line.height()
    layout.endLayout()
    return ceil(high)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSize(SMALL_PT)
    made.setWeight(QFont.Weight.DemiBold)
    return made
