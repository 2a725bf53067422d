"""Photographs in a row: small, read and made small off the GUI thread; Enter makes one large. Where it is allowed,
more are taken from files and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST, MOST
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.icons import pixmap
from ui.theme.look import worn
from ui.theme.measures import CORNER, GRID
from ui.widgets.buttons import button
from ui.widgets.labels import label, set_role
from ui.widgets.notice import Notice
from ui.widgets.pictures import KINDS, small_picture
from ui.words import problem_words, straight

Index = QModelIndex | QPersistentModelIndex

WIDE, HIGH = 112, 84  # of a small one, the shape most cameras take
_PAD = 6


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph. ``name``: of its file; ``caption``: what it shows; ``read``: gives its bytes, called by a worker."""

    name: str
    read: Callable[[], bytes]
    caption: str = ""

    @classmethod
    def of(cls, name: str, content: bytes, caption: str = "") -> Photograph:
        """One whose bytes are at hand."""
        return cls(name, partial(bytes, content), caption)


class PhotographModel(QAbstractListModel):
    """Photographs in their order, each with its small picture as soon as that is made, or with what is wrong with
    it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photographs: list[Photograph] = []
        self._small: dict[Photograph, QPixmap] = {}
        self._problems: dict[Photograph, str] = {}

    def show(self, photographs: Sequence[Photograph]) -> None:
        """Show others."""
        self.beginResetModel()
        self.photographs = list(photographs)
        self._small.clear()
        self._problems.clear()
        self.endResetModel()

    def add(self, photograph: Photograph) -> None:
        """One more, at the end."""
        at = len(self.photographs)
        self.beginInsertRows(QModelIndex(), at, at)
        self.photographs.append(photograph)
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take one out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        gone = self.photographs.pop(row)
        self._small.pop(gone, None)
        self._problems.pop(gone, None)
        self.endRemoveRows()

    def made_small(self, photograph: Photograph, image: QImage) -> None:
        """Its small picture is there."""
        self._small[photograph] = QPixmap.fromImage(image)
        self._tell(photograph)

    def failed(self, photograph: Photograph, problem: Problem) -> None:
        """It cannot be shown."""
        self._problems[photograph] = problem_words(problem)
        self._tell(photograph)

    def small(self, row: int) -> QPixmap | None:
        """Its small picture; None while there is none."""
        return self._small.get(self.photographs[row])

    def problem(self, row: int) -> str:
        """Why it cannot be shown; empty where it can."""
        return self._problems.get(self.photographs[row], "")

    def _tell(self, photograph: Photograph) -> None:
        if photograph in self.photographs:  # it may have been taken out meanwhile
            at = self.index(self.photographs.index(photograph), 0)
            self.dataChanged.emit(at, at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.photographs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        photograph = self.photographs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return photograph.caption or photograph.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problem(index.row()) or photograph.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _("Photograph {number} of {count}: {what}")
            what = self.problem(index.row()) or photograph.caption or photograph.name
            return said.format(number=index.row() + 1, count=len(self.photographs), what=what)
        return None


class PhotographStrip(QFrame):
    """The row. ``adding``: photographs may be added from files, and the added ones taken out.

    Signals:
        changed: one was added or taken out.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, adding: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._adding = desk, adding
        self._added: dict[Photograph, Enclosure] = {}
        self._coming = 0  # files that are being read
        self.model = PhotographModel(self)
        self.view = _Strip(self.model)
        self.view.enlarged.connect(self._on_enlarged)
        self.view.removing.connect(self.remove)
        self.notice = Notice()
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(self.view)
        if adding:
            self.setProperty("role", "drop")
            self.setAcceptDrops(True)
            layout.addLayout(self._foot())
        else:
            layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notice)
        self._show_state()

    def _foot(self) -> QHBoxLayout:
        self.add = button(_("Add a &photograph …"), self._on_add, icon_name="photograph")
        self.add.setAutoDefault(False)
        self.take_out = button(_("Take it &out"), self._on_remove, icon_name="remove")
        self.take_out.setAutoDefault(False)
        self._hint = label(_("or drop files here"), "small")
        foot = QHBoxLayout()
        for each in (self.add, self._hint):
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(self.take_out)
        return foot

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def photographs(self) -> tuple[Photograph, ...]:
        """All of them, in their order."""
        return tuple(self.model.photographs)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """Those that were added here, as an act takes them."""
        return tuple(self._added[each] for each in self.model.photographs if each in self._added)

    @property
    def busy(self) -> bool:
        """Whether a file is still being read."""
        return bool(self._coming)

    def show_photographs(self, photographs: Sequence[Photograph]) -> None:
        """Show others; what was added is forgotten."""
        self._added.clear()
        self.notice.clear()
        self.model.show(photographs)
        for each in photographs:
            self._make_small(each)
        self._show_state()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add photographs; one that is none, or too large, is refused in words and the others are taken."""
        self.notice.clear()
        room = MOST - len(self.model.photographs) - self._coming
        if len(paths) > room:
            count = len(self.model.photographs) + self._coming + len(paths)
            self.notice.refuse(Refused("photograph.too-many", count=count, most=MOST))
            return
        for path in paths:
            self._coming += 1
            side = self._side()
            self._desk.tasks.read(self, partial(_take, path, side), self._on_taken, self._on_not_taken)
        self._show_state()

    def remove(self, row: int) -> None:
        """Take out one that was added here."""
        if not 0 <= row < len(self.model.photographs) or self.model.photographs[row] not in self._added:
            return
        del self._added[self.model.photographs[row]]
        self.model.remove(row)
        self._show_state()
        self.changed.emit()

    def _make_small(self, photograph: Photograph) -> None:
        self._desk.tasks.read(
            self,
            partial(small_picture, photograph.read, photograph.name, self._side()),
            partial(self.model.made_small, photograph),
            partial(self.model.failed, photograph),
        )

    def _side(self) -> QSize:
        return QSize(WIDE, HIGH) * self.devicePixelRatioF()

    # -- adding ------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        chosen = self._desk.ask.file_to_open(
            self, _("Take a photograph from a file"), _("Photographs ({kinds})").format(kinds=KINDS)
        )
        if chosen:
            self.add_files((Path(chosen),))

    def _on_taken(self, taken: _Taken) -> None:
        self._coming -= 1
        enclosure = Enclosure(taken.name, taken.content)
        if enclosure.sha256 in {each.sha256 for each in self._added.values()}:
            self.notice.say(_("{file} is here already.").format(file=straight(taken.name)))
        else:
            photograph = Photograph.of(taken.name, taken.content)
            self._added[photograph] = enclosure
            self.model.add(photograph)
            self.model.made_small(photograph, taken.small)
            self.view.setCurrentIndex(self.model.index(self.model.rowCount() - 1, 0))
            self.changed.emit()
        self._show_state()

    def _on_not_taken(self, problem: Problem) -> None:
        self._coming -= 1
        self.notice.refuse(problem)
        self._show_state()

    def _on_remove(self) -> None:
        self.remove(self.view.currentIndex().row())

    def _show_state(self) -> None:
        count = len(self.model.photographs)
        self.view.setVisible(bool(count))
        said = ngettext("{count} photograph", "{count} photographs", count).format(count=count)
        self.view.setAccessibleName(said)
        if self._adding:
            self.add.setEnabled(count + self._coming < MOST)
            self.take_out.setVisible(bool(self._added))

    def _on_enlarged(self, row: int) -> None:
        from ui.dialogs.photograph import PhotographDialog

        dialog = PhotographDialog(self._desk, self.photographs, row, self)
        dialog.open()

    # -- dropping ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if any(each.isLocalFile() for each in event.mimeData().urls()):
            set_role(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went on."""
        set_role(self, "over", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """They are dropped."""
        set_role(self, "over", "false")
        self.add_files([Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()])
        event.acceptProposedAction()


class _Strip(QListView):
    """The small pictures, side by side.

    Signals:
        enlarged: (row) one is to be seen large. removing: (row) one is to go.
    """

    enlarged = Signal(int)
    removing = Signal(int)

    def __init__(self, model: PhotographModel) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setModel(model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setItemDelegate(_PhotographPainter(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_double_click)

    def sizeHint(self) -> QSize:
        """One row, and its scroll bar."""
        return QSize(3 * (WIDE + 2 * _PAD), HIGH + self.fontMetrics().height() + 3 * _PAD + 18)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.enlarged.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space enlarge, Delete takes out."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.enlarged.emit(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removing.emit(row)
        else:
            super().keyPressEvent(event)


class _PhotographPainter(QStyledItemDelegate):
    """A small picture in its frame, and under it what it shows."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDE + 2 * _PAD, HIGH + option.fontMetrics.height() + 3 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, colours = index.model(), worn()
        if not isinstance(model, PhotographModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(2, 2, -2, -2)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.hover))
            painter.drawRoundedRect(frame, CORNER, CORNER)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(frame, CORNER, CORNER)
        place = QRect(option.rect.left() + _PAD, option.rect.top() + _PAD, WIDE, HIGH)
        self._draw_picture(painter, place, model, index.row())
        words = QRect(place.left(), place.bottom() + _PAD, WIDE, option.fontMetrics.height())
        painter.setPen(QColor(colours.text))
        painter.setFont(option.font)
        text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, WIDE)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    @staticmethod
    def _draw_picture(painter: QPainter, place: QRect, model: PhotographModel, row: int) -> None:
        colours, small = worn(), model.small(row)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.plain_soft))
        painter.drawRoundedRect(place, 4, 4)
        if small is None:
            bad = bool(model.problem(row))
            shape = pixmap("bad" if bad else "picture", colours.bad if bad else colours.muted, 24)
            painter.drawPixmap(place.center().x() - 12, place.center().y() - 12, shape)
            return
        size = small.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, small)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that was read: its name and bytes, and its small picture."""

    name: str
    content: bytes
    small: QImage


def _take(path: Path, side: QSize) -> _Taken:
    """For a reader: a photograph from a file; no more of it is read than may be kept."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            size = max(path.stat().st_size, len(content))
    except OSError as why:
        raise Refused("file.unreadable", file=path.name, why=why.strerror or "") from why
    if len(content) > LARGEST:
        raise Refused("photograph.too-large", file=path.name, size=size, most=LARGEST)
    return _Taken(path.name, content, small_picture(partial(bytes, content), path.name, side))
