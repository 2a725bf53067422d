"""What has to be said, at the place it is about; it stays until it is answered and closes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.tasks import Problem
from ui.theme.palette import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import paragraph, set_role
from ui.words import problem_words


class Notice(QFrame):
    """A sentence on a coloured ground with its shape; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._shape = IconLabel()
        self._words: QLabel = paragraph()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, text: str, tone: Tone = Tone.INFORMATION) -> None:
        """Say something; a screen reader hears it at once."""
        self._shape.show_tone(tone)
        self._words.setText(text)
        set_role(self, "tone", tone.value)
        self._words.style().polish(self._words)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def refuse(self, problem: Problem) -> None:
        """Say why something was not done."""
        self.say(problem_words(problem), Tone.BAD)

    def clear(self) -> None:
        """Nothing to say any more."""
        self._words.clear()
        self.hide()
