"""The navigation rail: one entry a workspace, by mouse, mnemonic, or Ctrl and its number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from stockpile.language import _
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import GRID, RAIL
from ui.workspaces import Workspace

_ICON = 18


class Rail(QWidget):
    """Where one can go. What stands above the entries (which site is in view) is given by whoever makes it.

    Signals:
        chosen: (name) a workspace was chosen.
    """

    chosen = Signal(str)

    def __init__(self, above: QWidget, entries: Sequence[Workspace]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("mirrored", "true" if self.isRightToLeft() else "false")
        self.setAccessibleName(_("Workspaces"))
        self.setFixedWidth(RAIL)
        self._entries = tuple(entries)
        self._group = QButtonGroup(self)
        self._shortcuts: list[QShortcut] = []
        self._shown = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID + 6, GRID, GRID)
        layout.setSpacing(4)
        layout.addWidget(above)
        layout.addSpacing(GRID)
        for number, entry in enumerate(self._entries):
            if entry.foot:
                layout.addStretch(1)
            layout.addWidget(self._entry(number, entry))
        if not any(each.foot for each in self._entries):
            layout.addStretch(1)
        self.wear()

    def _entry(self, number: int, entry: Workspace) -> QPushButton:
        text, keys = _(entry.text), QKeySequence(f"Ctrl+{number + 1}")
        made = QPushButton(text)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(text.replace("&", ""))
        made.setAccessibleDescription(keys.toString(QKeySequence.SequenceFormat.NativeText))
        made.setIconSize(QSize(_ICON, _ICON))
        made.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        made.toggled.connect(partial(self._on_toggled, entry.name))  # what a screen reader does with it, too
        self._group.addButton(made, number)
        shortcut = QShortcut(keys, self)
        shortcut.activated.connect(partial(self._on_chosen, entry.name))
        self._shortcuts.append(shortcut)
        return made

    @property
    def current(self) -> str:
        """The workspace that is marked as the one shown."""
        number = self._group.checkedId()
        return self._entries[number].name if number >= 0 else ""

    def show_chosen(self, name: str) -> None:
        """Mark where one is."""
        self._shown = name
        for number, entry in enumerate(self._entries):
            if entry.name == name:
                self._group.button(number).setChecked(True)

    def wear(self) -> None:
        """Draw the icons in the colours worn now."""
        for number, entry in enumerate(self._entries):
            self._group.button(number).setIcon(icon(entry.name, worn().rail_text, _ICON))

    def _on_toggled(self, name: str, on: bool) -> None:  # noqa: FBT001 - Qt's own
        if on and name != self._shown:
            self.chosen.emit(name)

    def _on_chosen(self, name: str) -> None:
        self.chosen.emit(name)
