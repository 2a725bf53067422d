"""An empty screen teaches: what belongs here, and the button to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.measures import GRID, ICON_LARGE
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import paragraph

_WIDEST = 420  # a line that is longer is not read


class Empty(QWidget):
    """What is shown where there is nothing yet."""

    def __init__(self, title: str, text: str, button: QPushButton | None = None, icon_name: str = "empty") -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        layout.addWidget(IconLabel(icon_name, size=ICON_LARGE), 0, Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(GRID // 2)
        heading = paragraph(title, "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(heading)
        layout.addLayout(_centred(text))
        if button is not None:
            layout.addSpacing(GRID)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)


def _centred(text: str) -> QHBoxLayout:
    words = paragraph(text, "muted")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setMaximumWidth(_WIDEST)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout()  # not by alignment, which gives wrapped words the height of a single line
    row.addStretch(1)
    row.addWidget(words, _WIDEST)
    row.addStretch(1)
    return row
