"""Type: Noto Sans for text, Noto Sans Mono for serial numbers (0 and O, 1 and I tell apart), from the program's own
files where there."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.measures import TEXT_PT

_FAMILIES = ["Noto Sans", "Noto Sans Arabic"]
_MONO = ["Noto Sans Mono"]
# Only what the screens use: each file costs milliseconds of the start.
_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansMono-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
)


def load_fonts() -> None:
    """Make the program's own fonts known to Qt; one that is not there is left to the system."""
    folder = Path(str(resources.files("resources"))) / "fonts"
    for name in _FILES:
        if (folder / name).is_file():
            QFontDatabase.addApplicationFont(str(folder / name))


def text_font() -> QFont:
    """The font of everything but serial numbers."""
    font = QFont(_FAMILIES, TEXT_PT)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def serial_font(points: int = TEXT_PT) -> QFont:
    """The font of serial numbers, as they stand on the piece."""
    font = QFont(_MONO, points)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    return font
