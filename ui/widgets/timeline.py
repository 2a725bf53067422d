"""The whole life of a weapon, newest first; each entry opens its voucher's paper. Long entries wrap.

It can be narrowed to one sort of act, and read as originally entered, as corrected, or both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stockpile.domain.voucher import Kind
from stockpile.language import _, listed, marked
from stockpile.telling import View, hidden, tell
from ui.theme.look import worn
from ui.theme.measures import CORNER, GRID
from ui.widgets.fields import choice
from ui.widgets.labels import label
from ui.words import capital, day, straight

if TYPE_CHECKING:
    from stockpile.office import TimelineEntry

Index = QModelIndex | QPersistentModelIndex

_DATE = 88
_PAD = 6

# Sorts of acts the time-line can be narrowed to; empty: all.
SORTS: Mapping[str, tuple[str, frozenset[Kind]]] = {
    "": (marked("Everything"), frozenset(Kind)),
    "movements": (
        marked("Movements"),
        frozenset({Kind.RECEIPT, Kind.PLACING, Kind.ISSUE, Kind.RETURN, Kind.DISPATCH, Kind.ACCEPTANCE}),
    ),
    "inspections": (marked("Inspections and marks"), frozenset({Kind.INSPECTION, Kind.MARKING})),
    "corrections": (marked("Corrections"), frozenset({Kind.CORRECTION})),
    "disposal": (
        marked("Disposal"),
        frozenset({Kind.SURPLUS, Kind.AUTHORISATION, Kind.VERIFICATION, Kind.DESTRUCTION, Kind.DEACTIVATION}),
    ),
}
_VIEWS: Mapping[View, str] = {
    View.BOTH: marked("Both"),
    View.ENTERED: marked("As originally entered"),
    View.CORRECTED: marked("As corrected"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words."""

    date: str
    what: str
    who: str
    number: str
    reference: str

    @property
    def sentence(self) -> str:
        """All of it in one sentence, for who cannot see it."""
        said = _("{date}: {what}, by {who}, voucher {number}")
        return said.format(date=self.date, what=self.what.replace("\n", " "), who=self.who, number=self.number)


def told(entry: TimelineEntry, view: View = View.BOTH) -> Told:
    """An entry of the time-line in words."""
    voucher = entry.voucher
    what = capital(tell(entry.line, entry.corrected, view, straight=straight))
    signers = listed(signer.name or signer.login for _role, signer in voucher.signers)
    return Told(day(voucher.local_time), what, signers, straight(voucher.number), voucher.reference)


class TimelineModel(QAbstractListModel):
    """Entries in words, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._life: tuple[TimelineEntry, ...] = ()
        self._entries: tuple[Told, ...] = ()
        self._sort, self._view = "", View.BOTH

    def show(self, entries: Sequence[TimelineEntry]) -> None:
        """Show another life; ``entries`` oldest first, as the office gives them."""
        self._life = tuple(reversed(entries))
        self._tell()

    def narrow(self, sort: str, view: View) -> None:
        """Show only acts of one sort, and read corrections one way."""
        self._sort, self._view = sort, view
        self._tell()

    @property
    def was_corrected(self) -> bool:
        """Whether anything of this life was put right."""
        return any(each.voucher.kind is Kind.CORRECTION for each in self._life)

    def _tell(self) -> None:
        kinds = SORTS[self._sort][1]
        shown = (each for each in self._life if each.voucher.kind in kinds and not hidden(each.line, self._view))
        self.beginResetModel()
        self._entries = tuple(told(each, self._view) for each in shown)
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
        return entry.sentence if role == Qt.ItemDataRole.AccessibleTextRole else None


class Timeline(QListView):
    """The time-line.

    Signals:
        opened: (reference) an entry's voucher is to be seen.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setAccessibleName(_("Time-line"))
        self._entries = TimelineModel(self)
        self.setModel(self._entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)

    def show_life(self, entries: Sequence[TimelineEntry]) -> None:
        """Show the time-line of a weapon."""
        self._entries.show(entries)

    def narrow(self, sort: str, view: View) -> None:
        """Show only acts of one sort (see `SORTS`), and read corrections one way."""
        self._entries.narrow(sort, view)

    @property
    def was_corrected(self) -> bool:
        """Whether anything of this life was put right."""
        return self._entries.was_corrected

    def current_reference(self) -> str:
        """The voucher of the current entry; the latest one where none is current; empty where there is none."""
        if not self._entries.rowCount():
            return ""
        return self._entries.entry(max(self.currentIndex().row(), 0)).reference

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._entries.entry(index.row()).reference)

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


class Life(QWidget):
    """The time-line with what narrows it above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = Timeline()
        self.sorts = choice([(_(text), name) for name, (text, _kinds) in SORTS.items()])
        self.sorts.setAccessibleName(_("Which entries"))
        self.sorts.currentIndexChanged.connect(self._on_narrowed)
        self._group = QButtonGroup(self)
        self.views = {view: self._switch(view) for view in _VIEWS}
        self.views[View.BOTH].setChecked(True)
        self._group.buttonToggled.connect(self._on_narrowed)
        self.nothing = label(_("No entry of this sort."), "muted")
        self.nothing.hide()
        switches = QHBoxLayout()
        switches.setSpacing(GRID // 2)
        for each in self.views.values():
            switches.addWidget(each)
        switches.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.sorts)
        layout.addLayout(switches)
        layout.addWidget(self.nothing)
        layout.addWidget(self.timeline, 1)

    def _switch(self, view: View) -> QPushButton:
        made = QPushButton(_(_VIEWS[view]))
        made.setProperty("role", "segment")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(_("Corrections: {view}").format(view=_(_VIEWS[view])))
        self._group.addButton(made)
        return made

    @property
    def view(self) -> View:
        """How corrections are read now."""
        return next((view for view, each in self.views.items() if each.isChecked()), View.BOTH)

    def show_life(self, entries: Sequence[TimelineEntry]) -> None:
        """Show another life, read as before."""
        self.timeline.show_life(entries)
        corrected = self.timeline.was_corrected
        for view, each in self.views.items():
            each.setEnabled(corrected or view is self.view)
            each.setToolTip("" if corrected else _("Nothing of this life was corrected."))
        self._show_nothing()

    def _on_narrowed(self, *_changed: object) -> None:
        self.timeline.narrow(str(self.sorts.currentData()), self.view)
        self._show_nothing()

    def _show_nothing(self) -> None:
        self.nothing.setVisible(not self.timeline.model().rowCount())


class _EntryPainter(QStyledItemDelegate):
    """Date at the leading edge; what happened, wrapped; below it who and the number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        words = _laid_out(str(index.data()), option, width - _DATE - 2 * _PAD)
        return QSize(width, _high(words) + option.fontMetrics.height() + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        entry, colours = model.entry(index.row()), worn()
        painter.save()
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(_PAD, _PAD, -_PAD, 0)
        line = option.fontMetrics.height()
        words = _laid_out(entry.what, option, inner.width() - _DATE)
        left, width, high = inner.left() + _DATE, inner.width() - _DATE, _high(words)
        date, said, under = (
            QStyle.visualRect(option.direction, inner, each)
            for each in (
                QRect(inner.left(), inner.top(), _DATE, max(line, int(words.lineAt(0).height()))),
                QRect(left, inner.top(), width, high),
                QRect(left, inner.top() + high, width, line),
            )
        )
        leading = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(date, leading, entry.date)
        painter.drawText(
            under, leading, option.fontMetrics.elidedText(_under(entry), Qt.TextElideMode.ElideRight, under.width())
        )
        painter.setPen(QColor(colours.text))
        words.draw(painter, said.topLeft())
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect, colours = option.rect.adjusted(0, 1, 0, -1), worn()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 1))
            painter.drawRoundedRect(rect, CORNER, CORNER)


def _laid_out(text: str, option: QStyleOptionViewItem, width: int) -> QTextLayout:
    """A text in lines of a width. Measured and drawn by the same, since letters of another script stand higher."""
    layout = QTextLayout(text.replace("\n", "\u2028"), option.font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WordWrap)
    wrapping.setTextDirection(option.direction)
    wrapping.setAlignment(QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading))
    layout.setTextOption(wrapping)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, GRID))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _high(layout: QTextLayout) -> int:
    return ceil(layout.boundingRect().height())


def _under(entry: Told) -> str:
    return f"{entry.number}  ·  {entry.who}"
