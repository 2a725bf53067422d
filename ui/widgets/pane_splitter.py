"""A page and the pane beside it: the edge between them is drawn, by mouse or by keyboard, and stays where it was put."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from stockpile.language import _
from ui.remembered import Remembered
from ui.theme.measures import GRID

_STEP = 40  # pixels a key moves the edge
_SETTLE_MS = 400  # the width is kept when the edge rests


def keep_inside(splitter: QSplitter) -> None:
    """Qt lays the parts of a mirrored splitter one pixel too far to the right, where their edge is cut off."""
    splitter.setContentsMargins(0, 0, 1 if splitter.isRightToLeft() else 0, 0)


class PaneSplitter(QSplitter):
    """``name``: under which the width is remembered; ``pane``: what has that width; it can be folded away."""

    def __init__(
        self, remembered: Remembered, name: str, page: QWidget, pane: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._remembered, self._name, self._pane = remembered, name, pane
        self._wide = _number(remembered.text(name)) or pane.minimumWidth() + 60
        self._placed = False
        self.setHandleWidth(GRID + 4)
        keep_inside(self)
        self.addWidget(page)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setCollapsible(0, False)  # noqa: FBT003 - Qt takes them so
        self.handle(1).setAccessibleName(_("Edge between the list and the weapon; F9 folds the weapon away"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._keep)
        self.splitterMoved.connect(self._on_moved)
        QShortcut(QKeySequence("Alt+Shift+Left"), self, self._on_leading)
        QShortcut(QKeySequence("Alt+Shift+Right"), self, self._on_trailing)

    @property
    def folded(self) -> bool:
        """Whether the pane is away."""
        return self._placed and self.sizes()[1] == 0

    def fold(self) -> None:
        """Fold the pane away; or bring it back as wide as it was."""
        if self.folded:
            self.show_pane()
        else:
            self.setSizes([self.width(), 0])
            self._keep()

    def show_pane(self) -> None:
        """Bring the pane back, if it is away."""
        if self.folded:
            self._place(self._wide)
            self._keep()

    def _on_leading(self) -> None:
        self._move(-_STEP if self.isRightToLeft() else _STEP)

    def _on_trailing(self) -> None:
        self._move(_STEP if self.isRightToLeft() else -_STEP)

    def _move(self, wider: int) -> None:
        """The edge goes where the arrow points: the pane stands behind it."""
        wide = max(self.sizes()[1] + wider, self._pane.minimumWidth())
        self._place(min(wide, self.width() // 2))
        self._keep()

    def _place(self, wide: int) -> None:
        self.setSizes([max(self.width() - wide - self.handleWidth(), 1), wide])

    def _on_moved(self, _at: int, _index: int) -> None:
        self._settle.start()

    def _keep(self) -> None:
        wide = self.sizes()[1]
        if wide:
            self._wide = wide
        self._remembered.keep(self._name, str(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first size is the remembered one; a pane that was folded away stays so."""
        super().resizeEvent(event)
        if not self._placed and event.size().width() > 2 * self._pane.minimumWidth():
            self._placed = True
            self._place(0 if self._remembered.text(self._name) == "0" else self._wide)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
