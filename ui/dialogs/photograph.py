"""A photograph, as large as the window allows; the arrows go to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.buttons import Button, veil_button
from ui.widgets.labels import label
from ui.widgets.pictures import small_picture
from ui.words import problem_words

if TYPE_CHECKING:
    from ui.widgets.photographs import Photograph

_SETTLE_MS = 120  # while the window is being drawn larger it is not decoded anew


class PhotographDialog(QDialog):
    """One of several photographs."""

    def __init__(
        self, desk: Desk, photographs: Sequence[Photograph], at: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setProperty("role", "veil")
        self._desk, self._photographs = desk, tuple(photographs)
        self.at = at
        self._epoch = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.picture.setMinimumSize(1, 1)  # a picture that is there does not hold the window open
        self.words = label("", "veil")
        self.before: Button = veil_button("back", _("Photograph before"), self._on_before)
        self.after: Button = veil_button("next", _("Next photograph"), self._on_after)
        self.leave: Button = veil_button("close", _("Close"), self.reject)
        self._lay_out()
        self._turn_to(at)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.leave)
        row = QHBoxLayout()
        row.addWidget(self.before)
        row.addWidget(self.picture, 1)
        row.addWidget(self.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.addLayout(head)
        layout.addLayout(row, 1)
        screen = self.screen().availableSize()
        self.resize(QSize(1000, 720).boundedTo(screen * 0.9))

    def _turn_to(self, at: int) -> None:
        self.at = max(0, min(at, len(self._photographs) - 1))
        photograph, count = self._photographs[self.at], len(self._photographs)
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < count)
        self.before.setVisible(count > 1)
        self.after.setVisible(count > 1)
        what = photograph.caption or photograph.name
        template = _("{what} · {number} of {count}") if count > 1 else _("{what}")
        said = template.format(what=what, number=self.at + 1, count=count)
        self.words.setText(said)
        self.setWindowTitle(said)
        self.picture.setAccessibleName(said)
        self._read()

    def _read(self) -> None:
        self._epoch += 1
        ratio = self.devicePixelRatioF()
        side = self.picture.size().expandedTo(QSize(200, 150)) * ratio
        photograph = self._photographs[self.at]
        work = partial(small_picture, photograph.read, photograph.name, side)
        shown = partial(self._on_read, self._epoch, ratio)
        self._desk.tasks.read(self, work, shown, partial(self._on_refused, self._epoch))

    def _on_read(self, epoch: int, ratio: float, image: QImage) -> None:
        if epoch == self._epoch:
            image.setDevicePixelRatio(ratio)
            self.picture.setWordWrap(False)
            self.picture.setPixmap(QPixmap.fromImage(image))

    def _on_refused(self, epoch: int, problem: Problem) -> None:
        if epoch == self._epoch:
            self.picture.setWordWrap(True)
            self.picture.setText(problem_words(problem))

    def _on_before(self) -> None:
        self._turn_to(self.at - 1)

    def _on_after(self) -> None:
        self._turn_to(self.at + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys turn, Home and End go to the ends; right to left the arrows turn the other way."""
        forward = -1 if self.isRightToLeft() else 1
        turns = {
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Home: -len(self._photographs),
            Qt.Key.Key_End: len(self._photographs),
        }
        step = turns.get(Qt.Key(event.key()))
        if step is not None:
            self._turn_to(self.at + step)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as there is room."""
        super().resizeEvent(event)
        self._settle.start()
