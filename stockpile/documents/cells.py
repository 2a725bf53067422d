"""Text into cells of a list: cut to fit, and right-to-left words in their order and joined forms, run by run.

reportlab's own right-to-left drawing reverses numbers; here only runs of right-to-left letters are shaped, and
numbers, serials and Latin words between them stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from stockpile.documents import arabic, fonts

ELLIPSIS = "…"
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_REMEMBERED = 100_000


class Fitting:
    """Texts of one column cut to its width; each distinct text is measured once."""

    def __init__(self, font: str, size: float, width: float) -> None:
        self._font = font
        self._size = size
        self._width = width
        self._surely = int(width / (size * 1.02))  # so few letters fit whatever they are; digits are narrower
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text, or as much of it as fits and an ellipsis."""
        if len(text) <= self._surely:
            return text
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._cut(text)
        return known

    def _cut(self, text: str) -> str:
        if self._wide(text) <= self._width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._wide(text[:middle] + ELLIPSIS) <= self._width else (low, middle - 1)
        return text[:low].rstrip() + ELLIPSIS

    def _wide(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, self._font, self._size))


def is_right_to_left(text: str) -> bool:
    """Whether a text has letters that run from the right."""
    return not text.isascii() and _RIGHT.search(text) is not None


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The runs of a text from left to right as they are seen: whether it runs from the right, and its letters."""
    found: list[tuple[bool, str]] = []
    for letter in text:
        right = _direction(letter)
        if found and (right is None or right == found[-1][0]):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((bool(right), letter))
    first = next((right for letter in text if (right := _direction(letter)) is not None), False)
    yield from reversed(found) if first else found


def _direction(letter: str) -> bool | None:
    """From the right, from the left, or whatever its neighbours do."""
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL"):
        return True
    if kind in ("L", "EN", "AN"):
        return False
    return None


def draw(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """Draw a text that has right-to-left runs, each in its own font and direction."""
    for right, run in runs(text):
        face = fonts.ARABIC if right else font
        shown = arabic.seen(run) if right else run
        canvas.setFont(face, size)
        canvas.drawString(x, y, shown)
        x += pdfmetrics.stringWidth(shown, face, size)
