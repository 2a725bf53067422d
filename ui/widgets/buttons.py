"""Buttons by what they are for; one primary button a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def button(text: str, pressed: Callable[[], object], role: str = "", name: str = "") -> QPushButton:
    """A button. ``pressed``: a bound method (a lambda that mentions its widget would keep it alive). ``name``: for a
    screen reader,
    where the text alone does not say it."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setAccessibleName(name or text.replace("&", ""))
    made.clicked.connect(pressed)
    return made


def primary(text: str, pressed: Callable[[], object]) -> QPushButton:
    """The main thing to do here; Enter does it."""
    made = button(text, pressed, "primary")
    made.setDefault(True)
    return made
