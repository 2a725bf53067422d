"""The whole life of a weapon, newest first; each entry opens its voucher's paper. Long entries wrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockpile.language import _
from stockpile.telling import tell
from ui.theme.look import worn
from ui.theme.measures import CORNER, GRID
from ui.words import capital, day, straight

if TYPE_CHECKING:
    from stockpile.office import TimelineEntry

Index = QModelIndex | QPersistentModelIndex

_DATE = 88
_PAD = 6


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words."""

    date: str
    what: str
    who: str
    number: str
    reference: str


def told(entry: TimelineEntry) -> Told:
    """An entry of the time-line in words."""
    voucher = entry.voucher
    what = capital(tell(entry.line, entry.corrected))
    signers = ", ".join(signer.name or signer.login for _role, signer in voucher.signers)
    return Told(day(voucher.local_time), what, signers, straight(voucher.number), voucher.reference)


class TimelineModel(QAbstractListModel):
    """Entries in words, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Told, ...] = ()

    def show(self, entries: Sequence[TimelineEntry]) -> None:
        """Show another life; ``entries`` oldest first, as the office gives them."""
        self.beginResetModel()
        self._entries = tuple(told(each) for each in reversed(entries))
        self.endResetModel()

    def entry(self, row: int) -> Told:
        """The entry of a row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            template = _("{date}: {what}, by {who}, voucher {number}")
            return template.format(date=entry.date, what=entry.what, who=entry.who, number=entry.number)
        return None


class Timeline(QListView):
    """The time-line; as high as its entries, so that the pane around it scrolls and not it.

    Signals:
        opened: (reference) an entry's voucher is to be seen.
        reached: (y) the current entry is at this height; the pane scrolls there.
    """

    opened = Signal(str)
    reached = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setAccessibleName(_("Time-line"))
        self._entries = TimelineModel(self)
        self.setModel(self._entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)

    def show_life(self, entries: Sequence[TimelineEntry]) -> None:
        """Show the time-line of a weapon."""
        self._entries.show(entries)
        self._fit()

    def current_reference(self) -> str:
        """The voucher of the current entry; the latest one where none is current; empty where there is none."""
        if not self._entries.rowCount():
            return ""
        return self._entries.entry(max(self.currentIndex().row(), 0)).reference

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._entries.entry(index.row()).reference)

    def _fit(self) -> None:
        heights = (self.sizeHintForRow(row) for row in range(self._entries.rowCount()))
        self.setFixedHeight(sum(heights) + 2 * self.frameWidth() + 2)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the pane where the current entry is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.reached.emit(self.visualRect(current).center().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the entry on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()


class _EntryPainter(QStyledItemDelegate):
    """Date at the leading edge; what happened, wrapped; below it who and the number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        metrics = option.fontMetrics
        height = _wrapped(metrics, str(index.data()), width - _DATE - 2 * _PAD) + metrics.height() + 2 * _PAD
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        entry, colours = model.entry(index.row()), worn()
        painter.save()
        rect = option.rect.adjusted(0, 1, 0, -1)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        inner = rect.adjusted(_PAD, _PAD - 1, -_PAD, 0)
        date, words, under = self._places(option, inner, entry)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        flags = QStyle.visualAlignment(option.direction, leading)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(date, flags, entry.date)
        painter.drawText(
            under, flags, option.fontMetrics.elidedText(_under(entry), Qt.TextElideMode.ElideRight, under.width())
        )
        painter.setPen(QColor(colours.text))
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), entry.what)
        painter.restore()

    @staticmethod
    def _places(option: QStyleOptionViewItem, inner: QRect, entry: Told) -> tuple[QRect, QRect, QRect]:
        line = option.fontMetrics.height()
        date = QRect(inner.left(), inner.top(), _DATE, line)
        left, width = inner.left() + _DATE, inner.width() - _DATE
        high = _wrapped(option.fontMetrics, entry.what, width)
        words = QRect(left, inner.top(), width, high)
        under = QRect(left, inner.top() + high, width, line)
        places = (date, words, under)
        return tuple(QStyle.visualRect(option.direction, inner, each) for each in places)  # type: ignore[return-value]


def _under(entry: Told) -> str:
    return f"{entry.number}  ·  {entry.who}"


def _wrapped(metrics: QFontMetrics, text: str, width: int) -> int:
    flags = int(Qt.TextFlag.TextWordWrap)
    return max(metrics.boundingRect(QRect(0, 0, max(width, GRID), 10_000), flags, text).height(), metrics.height())
