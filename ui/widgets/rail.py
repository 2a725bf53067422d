"""The navigation rail: one entry a workspace, by mouse, mnemonic, or Ctrl and its number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from stockpile.language import _
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import GRID, RAIL
from ui.widgets.labels import label

_ICON = 18


class Rail(QWidget):
    """Where one can go.

    Signals:
        chosen: (number) a workspace was chosen.
    """

    chosen = Signal(int)

    def __init__(self, title: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("mirrored", "true" if self.isRightToLeft() else "false")
        self.setAccessibleName(_("Workspaces"))
        self.setFixedWidth(RAIL)
        self._icons = [icon_name for icon_name, _text in entries]
        self._group = QButtonGroup(self)
        self._shortcuts: list[QShortcut] = []
        self._title: QLabel = label(title)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(GRID, 0, 0, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, 2 * GRID)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        for number, (_icon, text) in enumerate(entries):
            layout.addWidget(self._entry(number, text))
        layout.addStretch(1)
        self.wear()
        self._group.idClicked.connect(self.chosen)

    def _entry(self, number: int, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(text.replace("&", ""))
        made.setIconSize(QSize(_ICON, _ICON))
        made.setToolTip(QKeySequence(f"Ctrl+{number + 1}").toString(QKeySequence.SequenceFormat.NativeText))
        self._group.addButton(made, number)
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
        shortcut.activated.connect(partial(self._on_shortcut, number))
        self._shortcuts.append(shortcut)
        return made

    def show_chosen(self, number: int) -> None:
        """Mark where one is."""
        self._group.button(number).setChecked(True)

    def wear(self) -> None:
        """Draw the icons in the colours worn now."""
        for number, name in enumerate(self._icons):
            self._group.button(number).setIcon(icon(name, worn().rail_text, _ICON))

    def _on_shortcut(self, number: int) -> None:
        self.chosen.emit(number)
