"""Buttons by what they are for; one primary button a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton

from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import ICON

_GAP = 4  # between icon and words, besides what the style leaves


class Button(QPushButton):
    """A button whose icon has the colour of its words, in every look."""

    def __init__(self, text: str, role: str = "", icon_name: str = "") -> None:
        super().__init__(text)
        self._icon_name = icon_name
        if role:
            self.setProperty("role", role)
        self._gap = _GAP if text else 0
        self._drawn = ("", "", "")
        self.setIconSize(QSize(ICON + self._gap, ICON))
        self.set_icon(icon_name)

    def sizeHint(self) -> QSize:
        """With room for the bold words of a segment that is chosen, which Qt does not reckon with."""
        hint = super().sizeHint()
        if self.property("role") == "segment":
            bold = QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(more, 0))
        return hint

    def set_icon(self, name: str) -> None:
        """Show another icon, by its name in `ui.theme.icons`; empty: none."""
        self._icon_name = name
        drawn = (name, self._colour(), worn().muted)
        if name and drawn != self._drawn:  # a page being put together has its style changed many times
            self._drawn = drawn
            self.setIcon(icon(name, drawn[1], ICON, drawn[2], self._gap))

    def _colour(self) -> str:
        colours = worn()
        tinted = {
            "primary": colours.on_accent,
            "danger": colours.bad,
            "link": colours.accent,
            "chip": colours.information,
            "icon": colours.muted,
            "veil": colours.on_veil,
        }
        return tinted.get(str(self.property("role")), colours.text)

    def changeEvent(self, event: QEvent) -> None:
        """Another look, or another role: the icon goes with it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon_name:
            self.set_icon(self._icon_name)


def button(
    text: str, pressed: Callable[[], object], role: str = "", name: str = "", icon_name: str = ""
) -> QPushButton:
    """A button. ``pressed``: a bound method (a lambda that mentions its widget would keep it alive). ``role``: primary,
    danger, link, chip, choice. ``name``: for a screen reader, where the text alone does not say it. ``icon_name``: of
    `ui.theme.icons`, beside the words."""
    made = Button(text, role, icon_name)
    made.setAccessibleName(name or text.replace("&", ""))
    made.clicked.connect(pressed)
    return made


def primary(text: str, pressed: Callable[[], object], icon_name: str = "") -> QPushButton:
    """The main thing to do here; Enter does it."""
    made = button(text, pressed, "primary", icon_name=icon_name)
    made.setDefault(True)
    return made


def icon_button(icon_name: str, name: str, pressed: Callable[[], object]) -> Button:
    """A button that is only an icon, where its place says what it does; ``name`` is its hint and what a screen reader
    says."""
    made = Button("", "icon", icon_name)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setAutoDefault(False)  # Enter in a field beside it must not press it
    made.clicked.connect(pressed)
    return made


def veil_button(icon_name: str, name: str, pressed: Callable[[], object]) -> Button:
    """The same on the dark ground behind a photograph."""
    made = icon_button(icon_name, name, pressed)
    made.setProperty("role", "veil")
    made.set_icon(icon_name)
    return made
