"""An icon that stands by itself, in the colours worn now; decoration beside words, so a screen reader passes over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from ui.theme.icons import pixmap
from ui.theme.look import worn
from ui.theme.measures import ICON
from ui.theme.palette import Tone

# What says a tone besides its colour.
TONES = {Tone.GOOD: "good", Tone.WARNING: "warning", Tone.BAD: "bad", Tone.INFORMATION: "information"}


class IconLabel(QLabel):
    """One icon. ``tone``: None for the quiet grey of decoration."""

    def __init__(self, name: str = "", tone: Tone | None = None, size: int = ICON) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self._draw()

    def show_icon(self, name: str, tone: Tone | None = None) -> None:
        """Show another one; empty: none."""
        self._name, self._tone = name, tone
        self._draw()

    def show_tone(self, tone: Tone) -> None:
        """Show the shape of a tone; of the plain one, nothing."""
        self.show_icon(TONES.get(tone, ""), tone)

    def _draw(self) -> None:
        if not self._name:
            self.clear()
        else:
            colour = worn().muted if self._tone is None else worn().tone(self._tone)
            self.setPixmap(pixmap(self._name, colour, self._size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Another look: drawn again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._name:
            self._draw()
