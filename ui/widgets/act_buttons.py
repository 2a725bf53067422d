"""The acts as buttons: those that may happen now, and under them the others, each with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind
from stockpile.language import _, marked
from ui.widgets.chips import Flow
from ui.widgets.labels import paragraph, set_role
from ui.words import problem_words

# In the order of a weapon's life: text of the button, and its shortcut.
OFFERED: Mapping[Kind, tuple[str, str]] = {
    Kind.ISSUE: (marked("Issue"), "Ctrl+I"),
    Kind.RETURN: (marked("Take back"), "Ctrl+B"),
    Kind.SURPLUS: (marked("Declare surplus"), "Ctrl+U"),
    Kind.AUTHORISATION: (marked("Authorise destruction"), "Ctrl+T"),
    Kind.VERIFICATION: (marked("Verify"), "Ctrl+Y"),
    Kind.DESTRUCTION: (marked("Destroy"), "Ctrl+D"),
}


class ActButtons(QWidget):
    """One button an act, always at the same place; ``reasons`` says why some cannot be pressed, and stands where the
    page puts it.

    Signals:
        wanted: (Kind) an act that is allowed was chosen.
    """

    wanted = Signal(object)

    def __init__(self, kinds: tuple[Kind, ...] = tuple(OFFERED), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._allowed: Mapping[Kind, Refused | None] = {}
        self._buttons: dict[Kind, QPushButton] = {}
        self._shortcuts: list[QShortcut] = []
        self.reasons = paragraph("", "muted")
        layout = Flow(self)
        for kind in kinds:
            layout.addWidget(self._button(kind))
        self.show_allowed({})

    def button(self, kind: Kind) -> QPushButton:
        """The button of an act."""
        return self._buttons[kind]

    def reason(self, kind: Kind) -> str:
        """Why an act may not happen now; empty where it may."""
        refusal = self._allowed.get(kind)
        return problem_words(refusal) if refusal is not None else ""

    def show_allowed(self, allowed: Mapping[Kind, Refused | None]) -> None:
        """Which acts may happen now, and why not the others; one that is not named may not."""
        self._allowed = allowed
        possible = [kind for kind in self._buttons if kind in allowed and allowed[kind] is None]
        for kind, button in self._buttons.items():
            reason = self.reason(kind)
            button.setEnabled(kind in possible)
            button.setToolTip(reason or _shortcut(kind))
            button.setAccessibleDescription(reason)
            set_role(button, "role", "primary" if possible and kind is possible[0] else "")
        said = [
            _("{act}: {reason}").format(act=_(OFFERED[kind][0]), reason=self.reason(kind))
            for kind in self._buttons
            if self.reason(kind)
        ]
        self.reasons.setText("\n".join(said))

    def _button(self, kind: Kind) -> QPushButton:
        text, keys = OFFERED[kind]
        made = QPushButton(_(text))
        made.setAccessibleName(_(text))
        shortcut = QShortcut(QKeySequence(keys), self)
        made.clicked.connect(partial(self._on_pressed, kind))
        shortcut.activated.connect(partial(self._on_pressed, kind))
        self._buttons[kind] = made
        self._shortcuts.append(shortcut)
        return made

    def _on_pressed(self, kind: Kind, *_checked: bool) -> None:
        if self._buttons[kind].isEnabled():
            self.wanted.emit(kind)


def _shortcut(kind: Kind) -> str:
    return QKeySequence(OFFERED[kind][1]).toString(QKeySequence.SequenceFormat.NativeText)
