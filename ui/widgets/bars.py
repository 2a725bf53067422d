"""Horizontal bars, one a value: word, bar, count, share. A list that can be read and chosen from by keyboard, not a
picture of one (decision 0036)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockpile.language import _, ngettext
from ui.theme.look import worn
from ui.theme.measures import CORNER, GRID, ROW
from ui.theme.palette import Tone

Index = QModelIndex | QPersistentModelIndex

_PAD = 6
_THICK = 10
_WORD_SHARE = 0.42  # of the width that words may take at most
_FIGURES = "0,000,000"  # room for the count
_PERCENT = "100 %"


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: what it is for whoever chooses it, in words, and how many. ``tone``: a state keeps its colour."""

    key: str
    text: str
    count: int
    tone: Tone = Tone.PLAIN


class BarsModel(QAbstractListModel):
    """Bars in their order.

    Attributes:
        bars: as shown. total: what a share is a share of. most: the longest.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.total = 0
        self.most = 0

    def show(self, bars: Sequence[Bar], total: int | None) -> None:
        """Show others."""
        self.beginResetModel()
        self.bars = tuple(bars)
        self.total = sum(each.count for each in bars) if total is None else total
        self.most = max((each.count for each in bars), default=0)
        self.endResetModel()

    def share(self, bar: Bar) -> str:
        """How much of all of them, in hundredths; what is little but there is not called nothing."""
        if not self.total:
            return ""
        share = 100 * bar.count / self.total
        return _("< 1 %") if 0 < share < 1 else _("{share} %").format(share=f"{share:.0f}")

    def sentence(self, bar: Bar) -> str:
        """A row as a screen reader says it."""
        said = ngettext("{what}: {count} weapon, {share}", "{what}: {count} weapons, {share}", bar.count)
        return said.format(what=bar.text, count=f"{bar.count:,}", share=self.share(bar))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.sentence(bar)
        return None


class Chart(QListView):
    """What bars and columns have in common: they are chosen by a click, Enter or Space.

    Signals:
        chosen: (key) what a bar stands for is to be shown.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.bars = BarsModel(self)
        self.setModel(self.bars)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_chosen)

    def show_bars(self, bars: Sequence[Bar], total: int | None = None) -> None:
        """Show others, at the one that was current if it is still there. ``total``: what their shares are of, where
        not all are shown."""
        row = self.currentIndex().row()
        current = self.bars.bars[row].key if row >= 0 else None
        self.bars.show(bars, total)
        keys = [each.key for each in bars]
        if current in keys:
            self.setCurrentIndex(self.bars.index(keys.index(current), 0))
        self.updateGeometry()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.bars.bars[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose; a list that was never entered begins with its first bar."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)


class Bars(Chart):
    """Bars under each other, as high as they are many: what is around them scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setItemDelegate(_BarPainter(self))

    def sizeHint(self) -> QSize:
        """All of them."""
        return QSize(super().sizeHint().width(), len(self.bars.bars) * ROW + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """All of them, however narrow."""
        return QSize(200, self.sizeHint().height())

    def show_bars(self, bars: Sequence[Bar], total: int | None = None) -> None:
        super().show_bars(bars, total)
        self.setFixedHeight(self.sizeHint().height())

    def places(self, rect: QRect, font: QFont) -> tuple[QRect, QRect, QRect, QRect]:
        """Where word, bar, count and share of a row stand, left to right."""
        metrics = QFontMetrics(font)
        longest = max((metrics.horizontalAdvance(each.text) for each in self.bars.bars), default=0)
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        word = min(longest + GRID, int(inner.width() * _WORD_SHARE))
        figures = metrics.horizontalAdvance(_FIGURES)
        percent = (
            max(metrics.horizontalAdvance(each) for each in (_PERCENT, *map(self.bars.share, self.bars.bars))) + GRID
        )
        long = max(inner.width() - word - figures - percent - GRID, 0)
        left, top, high = inner.left(), inner.top(), inner.height()
        return (
            QRect(left, top, word, high),
            QRect(left + word + GRID // 2, top, long, high),
            QRect(left + word + long + GRID, top, figures, high),
            QRect(left + word + long + GRID + figures, top, percent, high),
        )


class Columns(Chart):
    """Columns beside each other, for what has an order of its own: age in years, months."""

    def __init__(self, name: str, height: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setItemDelegate(_ColumnPainter(self))
        self.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        """Room for a few digits a column."""
        return QSize(min(len(self.bars.bars) * 28, 280), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a row that is under the pointer or current, and the ring of the focus."""
    colours = worn()
    current = bool(option.state & QStyle.StateFlag.State_Selected)
    if current or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if current else colours.hover))
        painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), CORNER, CORNER)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours.focus), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(option.rect.adjusted(1, 2, -1, -2), CORNER - 1, CORNER - 1)


class _BarPainter(QStyledItemDelegate):
    """A row."""

    def __init__(self, chart: Bars) -> None:
        super().__init__(chart)
        self._chart = chart

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._chart.viewport().width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, colours = self._chart.bars, worn()
        bar = model.bars[index.row()]
        word, way, count, share = (
            QStyle.visualRect(option.direction, option.rect, each)
            for each in self._chart.places(option.rect, option.font)
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option)
        leading = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        trailing = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        )
        painter.setFont(option.font)
        painter.setPen(QColor(colours.tone(bar.tone)))
        text = option.fontMetrics.elidedText(bar.text, Qt.TextElideMode.ElideMiddle, word.width())
        painter.drawText(word, leading, text)
        painter.setPen(QColor(colours.text))
        painter.drawText(count, trailing, f"{bar.count:,}")
        painter.setPen(QColor(colours.muted))
        painter.drawText(share, trailing, model.share(bar))
        self._draw_bar(painter, option, way, bar)
        painter.restore()

    def _draw_bar(self, painter: QPainter, option: QStyleOptionViewItem, way: QRect, bar: Bar) -> None:
        track = QRect(way.left(), way.center().y() - _THICK // 2 + 1, way.width(), _THICK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn().chart_track))
        painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
        if not bar.count or not self._chart.bars.most:
            return
        # what is there is seen, however little it is
        long = max(round(track.width() * bar.count / self._chart.bars.most), _THICK)
        filled = QRect(track.left(), track.top(), long, _THICK)
        painter.setBrush(QColor(worn().bar(bar.tone)))
        painter.drawRoundedRect(QStyle.visualRect(option.direction, track, filled), _THICK / 2, _THICK / 2)


class _ColumnPainter(QStyledItemDelegate):
    """A column: count above it, word below."""

    def __init__(self, chart: Columns) -> None:
        super().__init__(chart)
        self._chart = chart

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        many = max(len(self._chart.bars.bars), 1)
        viewport = self._chart.viewport()
        return QSize(max(viewport.width() // many, 12), viewport.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar, colours = self._chart.bars.bars[index.row()], worn()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option)
        line = option.fontMetrics.height()
        area = option.rect.adjusted(3, _PAD, -3, -_PAD)
        high = max(area.height() - 2 * line - 6, 0)
        tall = max(round(high * bar.count / self._chart.bars.most), 3) if bar.count else 0
        base = area.bottom() - line - 2
        column = QRect(area.left(), base - tall, area.width(), tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bar(bar.tone)))
        painter.drawRoundedRect(column, 3, 3)
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        painter.setFont(option.font)
        for text, colour, top in (
            (f"{bar.count:,}" if bar.count else "", colours.text, column.top() - line - 2),
            (bar.text, colours.muted, base + 2),
        ):
            painter.setPen(QColor(colour))
            place = QRect(option.rect.left(), top, option.rect.width(), line)
            said = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, centre, said)
        painter.restore()
