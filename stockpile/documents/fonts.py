"""The fonts that go with the program, for both engines; nothing depends on what a machine has."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

TEXT, BOLD, MONO, ARABIC = "Stockpile", "Stockpile-Bold", "Stockpile-Mono", "Stockpile-Arabic"
MISSING = "\ufffd"  # the sign for a letter that cannot be shown
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


@cache
def _letters() -> frozenset[int]:
    """Every letter that one of the fonts has."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    return frozenset().union(*(TTFontFile(str(folder() / file)).charToGlyph for file in _FILES.values()))


def spelt(text: str) -> str:
    """A text in letters the fonts have, others as `\ufffd`: evidence says where something is missing, and is still made."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _can_be_set(letter) else MISSING for letter in text)


def _can_be_set(letter: str) -> bool:
    """What joins or directs other letters is not drawn, and needs no font."""
    return ord(letter) in _letters() or letter in "\n\t" or unicodedata.category(letter) in ("Cf", "Mn", "Zs")
