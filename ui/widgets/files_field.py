"""Documents that go with an act, each looked at when it is chosen, so that what is wrong with it is said here and not
at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID, ROW
from ui.widgets.buttons import button
from ui.widgets.notice import Notice
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.draft import Enclosure

_SEEN = 3  # files before the list scrolls
_KILO = 1000


class FilesField(QWidget):
    """The chosen files, and the button that chooses more.

    Signals:
        changed: others are chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._taken: list[Enclosure] = []
        self.notice = Notice()
        self.add = button(_("Add a doc&ument …"), self._on_add, icon_name="paper")
        self.add.setAutoDefault(False)
        self.remove = button(_("Remove"), self._on_remove)
        self.remove.setAutoDefault(False)
        self.list = _Files()
        self.list.setAccessibleName(name)
        self.list.removing.connect(self._on_remove)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.list)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        self.setAccessibleName(name)
        self.setFocusProxy(self.add)
        self._show()

    @property
    def taken(self) -> tuple[Enclosure, ...]:
        """The files, read and looked at."""
        return tuple(self._taken)

    def take(self, paths: Sequence[str]) -> None:
        """Have files read and looked at."""
        self.notice.clear()
        work = partial(_take, self._desk.office.photographs.document, tuple(Path(each) for each in paths))
        self._desk.tasks.read(self, work, self._on_taken, self._on_refused)

    def _on_add(self) -> None:
        chosen = self._desk.ask.file_to_open(self, _("Add a document"), _("All files (*)"))
        if chosen:
            self.take([chosen])

    def _on_taken(self, files: tuple[Enclosure, ...]) -> None:
        known = {each.sha256 for each in self._taken}
        for each in files:
            if each.sha256 not in known:
                self._taken.append(each)
                known.add(each.sha256)
        self._show()
        self.changed.emit()

    def _on_refused(self, problem: Problem) -> None:
        self.notice.refuse(problem)

    def _on_remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._taken):
            del self._taken[row]
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.list.clear()
        for each in self._taken:
            size = _("{name} ({size} kB)").format(
                name=straight(each.name), size=f"{max(len(each.content) // _KILO, 1):,}"
            )
            self.list.addItem(QListWidgetItem(size))
        self.list.setFixedHeight(ROW * min(len(self._taken), _SEEN) + 8)
        self.list.setVisible(bool(self._taken))
        self.remove.setVisible(bool(self._taken))
        if self._taken:
            self.list.setCurrentRow(len(self._taken) - 1)


class _Files(QListWidget):
    """The list; Delete takes the current file out.

    Signals:
        removing: the current file is to go.
    """

    removing = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
            return
        super().keyPressEvent(event)


def _take(read: Callable[[Path], Enclosure], paths: tuple[Path, ...]) -> tuple[Enclosure, ...]:
    """For a reader."""
    return tuple(read(path) for path in paths)
