"""What is known of a thing: name and value, one under the other; what is not known takes no room.

The whole is one stop of the Tab key: arrows go from value to value, and Ctrl+C copies one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.labels import label, paragraph

_ISOLATES = {ord(each): None for each in "\u2066\u2067\u2068\u2069"}  # for the eye; nothing to paste elsewhere


class Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 100)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts; those without a value are left out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._values = []
        for row, (name, value) in enumerate(each for each in facts if each[1]):
            self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = self._value(name, value)
            self._grid.addWidget(words, row, 1)
            self._values.append(words)
        self._stop_at(0)

    def _value(self, name: str, value: str) -> QLabel:
        made = paragraph(value)
        flags = Qt.TextInteractionFlag
        made.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        made.setAccessibleName(_("{name}: {value}").format(name=name, value=value))
        made.installEventFilter(self)
        return made

    def _stop_at(self, at: int) -> None:
        """Tab comes to this value and to no other."""
        for place, each in enumerate(self._values):
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == at else Qt.FocusPolicy.ClickFocus)

    def _go(self, step: int, at: int) -> None:
        to = max(0, min(at + step, len(self._values) - 1))
        self._stop_at(to)
        self._values[to].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys upon a value."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched not in self._values:
            return super().eventFilter(watched, event)
        at = next(place for place, each in enumerate(self._values) if each is watched)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -at, Qt.Key.Key_End: len(self._values)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() in (_NONE, _KEYPAD):
            self._go(step, at)
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self._values[at].selectedText() or self._values[at].text()
            QGuiApplication.clipboard().setText(text.translate(_ISOLATES))
            return True
        return super().eventFilter(watched, event)


_NONE, _KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
