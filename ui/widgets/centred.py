"""A page with one column in its middle, for the few moments before the work: welcome, log-in, a new database."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme.measures import GRID


class Centred(QScrollArea):
    """A card in the middle; it scrolls on a screen that is too low for it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(width)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        self.column.setSpacing(GRID + 4)
        around = QWidget()
        row = QHBoxLayout(around)
        row.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(card)
        middle.addStretch(3)
        row.addLayout(middle)
        row.addStretch(1)
        self.setWidget(around)
