"""A page of the gallery: headings, and parts under them with what state they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.gallery.armoury import Armoury
from ui.theme.measures import GRID
from ui.widgets.labels import label, paragraph


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A page: its short name for files, its title, and what makes it."""

    name: str
    title: str
    make: Callable[[Armoury], QWidget]


class Sheet(QScrollArea):
    """What an exhibit stands on."""

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        inside = QWidget()
        if not wide:
            inside.setMaximumWidth(1000)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        self.column.setSpacing(GRID + 4)
        self.setWidget(inside)

    def section(self, title: str, words: str = "") -> None:
        """Begin a group of parts."""
        self.column.addSpacing(GRID)
        self.column.addWidget(label(title, "heading"))
        if words:
            self.column.addWidget(paragraph(words, "muted"))

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Show one part over the whole width."""
        self.column.addWidget(widget, stretch)

    def row(self, *widgets: QWidget) -> None:
        """Show parts beside each other."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for each in widgets:
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)

    def grid(self, headings: tuple[str, ...], rows: tuple[tuple[str, tuple[QWidget | None, ...]], ...]) -> None:
        """Show parts in rows, one a state: a column says which."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for at, heading in enumerate(headings):
            grid.addWidget(label(heading, "section"), 0, at + 1)
        for down, (name, widgets) in enumerate(rows, 1):
            grid.addWidget(label(name, "muted"), down, 0)
            for at, each in enumerate(widgets):
                if each is not None:
                    grid.addWidget(each, down, at + 1)
        grid.setColumnStretch(len(headings) + 1, 1)
        self.column.addLayout(grid)

    def end(self) -> Sheet:
        """No more: what is left of the page stays empty."""
        self.column.addStretch(1)
        return self


def card(widget: QWidget, width: int = 0, height: int = 0) -> QFrame:
    """A part as it stands in a card."""
    made = QFrame()
    made.setProperty("role", "card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
    layout.addWidget(widget)
    if width:
        made.setFixedWidth(width)
    if height:
        made.setFixedHeight(height)
    return made


def hovered(widget: QWidget) -> QWidget:
    """A part as if the pointer were on it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return widget


def disabled(widget: QWidget) -> QWidget:
    """A part that cannot be used now."""
    widget.setEnabled(False)
    return widget


def nothing() -> None:
    """What the buttons of the gallery do."""
