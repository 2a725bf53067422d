"""The letters that Alt presses, shared out so that no two controls of a window have the same.

Every text brings the letter its writer, or its translator, thought fit; which of them meet in one window nobody can
know beforehand. Who comes first keeps its letter; who finds it taken gets another of its own text, or none.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

_KEEP = "\0"  # stands for a written && while letters are moved


def share_out(root: QWidget) -> None:
    """Give every control that is seen in a window, and wants a letter, one of its own."""
    taken: set[str] = set()
    for each in sorted(lettered(root), key=_rank):
        letter = _letter(each.text())
        if letter in taken:
            each.setText(_with_another(each.text(), taken))
            letter = _letter(each.text())
        if letter:
            taken.add(letter)


def lettered(root: QWidget) -> list[QAbstractButton | QLabel]:
    """The controls that are seen and have a letter; of a label its field has it."""
    found: list[QAbstractButton | QLabel] = []
    for each in root.findChildren(QWidget):
        if not each.isVisibleTo(root) or not isinstance(each, QAbstractButton | QLabel):
            continue
        if isinstance(each, QLabel) and each.buddy() is None:
            continue
        if _letter(each.text()):
            found.append(each)
    return found


def _rank(control: QAbstractButton | QLabel) -> int:
    """The main thing keeps its letter before all others; then they come as they were made: the frame, then its page."""
    return 0 if isinstance(control, QPushButton) and control.isDefault() else 1


def _letter(text: str) -> str:
    return QKeySequence.mnemonic(text).toString()


def _with_another(text: str, taken: set[str]) -> str:
    bare = text.replace("&&", _KEEP).replace("&", "")
    starts = [at for at, letter in enumerate(bare) if letter.isalnum() and (at == 0 or not bare[at - 1].isalnum())]
    places = starts + [at for at, letter in enumerate(bare) if letter.isalnum() and at not in starts]
    free = (at for at in places if _letter(f"&{bare[at]}") not in taken)
    at = next(free, None)
    marked = bare if at is None else f"{bare[:at]}&{bare[at:]}"
    return marked.replace(_KEEP, "&&")
