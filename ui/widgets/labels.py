"""Labels by what they are for; the stylesheet knows the roles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme.fonts import serial_font
from ui.theme.palette import Tone


def label(text: str = "", role: str = "", tone: Tone | None = None) -> QLabel:
    """A label of plain text. ``role``: title, heading, muted, small, chip."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # what was read from a file must not become markup
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # else a number or name in Latin letters would stand at the other edge than the words around it
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if role:
        made.setProperty("role", role)
    if tone is not None:
        made.setProperty("tone", tone.value)
    return made


def paragraph(text: str = "", role: str = "") -> QLabel:
    """A label that wraps."""
    made = label(text, role)
    made.setWordWrap(True)
    return made


def serial_label(text: str, points: int) -> QLabel:
    """A serial number, to be selected and copied."""
    made = label(text)
    made.setFont(serial_font(points))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Give a widget another role or tone, and have it drawn so."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
