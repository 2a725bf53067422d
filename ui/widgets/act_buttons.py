"""The acts as buttons: those that may happen now, and under them the others, each with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind
from stockpile.language import _, marked
from ui.theme.measures import GRID
from ui.widgets.buttons import Button
from ui.widgets.chips import Flow
from ui.widgets.labels import label, paragraph, set_role
from ui.words import problem_words

_GAP = 6  # pixels between buttons: four stand in the narrow pane


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as a button: its words, its shortcut, its sign."""

    text: str
    keys: str
    icon_name: str


# In the order of a weapon's life: what is done at the counter every day comes first.
OFFERED: Mapping[Kind, Offer] = {
    Kind.ISSUE: Offer(marked("Issue"), "Ctrl+I", "issue"),
    Kind.RETURN: Offer(marked("Take back"), "Ctrl+B", "take-back"),
    Kind.ACCEPTANCE: Offer(marked("Accept"), "Ctrl+Shift+A", "accept"),
    Kind.PLACING: Offer(marked("Move"), "Ctrl+M", "move"),
    Kind.INSPECTION: Offer(marked("Inspect"), "Ctrl+Shift+I", "show"),
    Kind.MARKING: Offer(marked("Mark"), "Ctrl+Shift+M", "mark"),
    Kind.DISPATCH: Offer(marked("Dispatch"), "Ctrl+Shift+D", "dispatch"),
    Kind.CORRECTION: Offer(marked("Correct"), "Ctrl+E", "correct"),
    Kind.SURPLUS: Offer(marked("Declare surplus"), "Ctrl+U", "surplus"),
    Kind.AUTHORISATION: Offer(marked("Authorise disposal"), "Ctrl+T", "authorise"),
    Kind.VERIFICATION: Offer(marked("Verify"), "Ctrl+Y", "verify"),
    Kind.DESTRUCTION: Offer(marked("Destroy"), "Ctrl+D", "destroy"),
    Kind.DEACTIVATION: Offer(marked("Deactivate"), "Ctrl+Shift+V", "deactivate"),
}


class ActButtons(QWidget):
    """One button an act that may happen now, in the order of a weapon's life; ``reasons`` lists the others, each with the
    reason why not, and stands where the page puts it. ``always``: the others stay in their place, disabled.

    Signals:
        wanted: (Kind) an act that is allowed was chosen.
    """

    wanted = Signal(object)

    def __init__(
        self, kinds: tuple[Kind, ...] = tuple(OFFERED), parent: QWidget | None = None, *, always: bool = False
    ) -> None:
        super().__init__(parent)
        self._always = always
        self._offered = frozenset(kinds)
        self._allowed: Mapping[Kind, Refused | None] = {}
        self._buttons: dict[Kind, Button] = {}
        self._shortcuts: list[QShortcut] = []
        self.reasons = Reasons(kinds, buttons=not always)
        layout = Flow(self)
        layout.setSpacing(_GAP)
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

    def offer(self, kinds: Iterable[Kind]) -> None:
        """Show only these; the others do not come into question here."""
        self._offered = frozenset(kinds)

    def show_allowed(self, allowed: Mapping[Kind, Refused | None]) -> None:
        """Which acts may happen now, and why not the others; one that is not named may not."""
        self._allowed = allowed
        offered = [kind for kind in self._buttons if kind in self._offered]
        possible = [kind for kind in offered if kind in allowed and allowed[kind] is None]
        for kind, button in self._buttons.items():
            reason = self.reason(kind)
            button.setEnabled(kind in possible)
            button.setVisible((self._always and kind in offered) or kind in possible)
            button.setToolTip(reason or _shortcut(kind))
            button.setAccessibleDescription(reason)
            set_role(button, "role", "primary" if possible and kind is possible[0] else "")
            button.set_icon(OFFERED[kind].icon_name)  # in the colour of its words
        self.reasons.show_reasons({kind: reason for kind in offered if (reason := self.reason(kind))})
        self.updateGeometry()

    def _button(self, kind: Kind) -> Button:
        offer = OFFERED[kind]
        made = Button(_(offer.text), "", offer.icon_name)
        made.setAccessibleName(_(offer.text))
        shortcut = QShortcut(QKeySequence(offer.keys), self)
        made.clicked.connect(partial(self._on_pressed, kind))
        shortcut.activated.connect(partial(self._on_pressed, kind))
        self._buttons[kind] = made
        self._shortcuts.append(shortcut)
        return made

    def _on_pressed(self, kind: Kind, *_checked: bool) -> None:
        if self._buttons[kind].isEnabled():
            self.wanted.emit(kind)


class Reasons(QWidget):
    """The acts that may not happen now: each as the button it would be (by name, where the button stands elsewhere), and
    beside it why not."""

    def __init__(self, kinds: tuple[Kind, ...], *, buttons: bool) -> None:
        super().__init__()
        self._rows: dict[Kind, tuple[QWidget, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID + 4)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(kinds):
            offer = OFFERED[kind]
            act = Button(_(offer.text), "", offer.icon_name) if buttons else label(_(offer.text), "strong")
            why = paragraph("", "muted")
            act.setEnabled(not buttons)
            act.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            grid.addWidget(act, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(why, row, 1)
            self._rows[kind] = (act, why)

    def show_reasons(self, reasons: Mapping[Kind, str]) -> None:
        """Say why each of these may not happen now."""
        for kind, (button, why) in self._rows.items():
            reason = reasons.get(kind, "")
            why.setText(reason)
            button.setAccessibleDescription(reason)
            for each in (button, why):
                each.setVisible(bool(reason))
        self.setVisible(bool(reasons))

    def text(self) -> str:
        """All of it in words."""
        said = _("{act}: {reason}")
        return "\n".join(
            said.format(act=_(OFFERED[kind].text), reason=why.text())
            for kind, (_b, why) in self._rows.items()
            if why.text()
        )


def _shortcut(kind: Kind) -> str:
    return QKeySequence(OFFERED[kind].keys).toString(QKeySequence.SequenceFormat.NativeText)
