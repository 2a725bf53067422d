"""The fonts that go with the program, for both engines; nothing depends on what a machine has."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

TEXT, BOLD, MONO, ARABIC = "Stockpile", "Stockpile-Bold", "Stockpile-Mono", "Stockpile-Arabic"
_FILES = {
    TEXT: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    MONO: "NotoSansMono-Regular.ttf",
    ARABIC: "NotoNaskhArabic-Regular.ttf",
}


def folder() -> Path:
    """Where the fonts are."""
    return Path(str(resources.files("resources"))) / "fonts"


@cache
def register() -> None:
    """Make the fonts known to reportlab, once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder() / file)))
