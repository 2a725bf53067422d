"""What is known of a thing: name and value, one under the other; what is not known takes no room.

The whole is one stop of the Tab key: arrows go from value to value, Ctrl+C copies one, and Enter goes where one leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from stockpile.language import _
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID
from ui.widgets.labels import label, paragraph
from ui.widgets.tab_order import follow

_ISOLATES = {ord(each): None for each in "\u2066\u2067\u2068\u2069"}  # for the eye; nothing to paste elsewhere


@dataclass(frozen=True, slots=True)
class Known:
    """A fact. ``goal``: where its value leads; None: nowhere. ``mono``: it is read letter by letter."""

    name: str
    value: str
    goal: object = None
    mono: bool = False


class Facts(QWidget):
    """Names and values in two columns.

    Signals:
        followed: (goal) a value that leads somewhere was chosen.
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[QLabel] = []
        self._goals: dict[QLabel, object] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 100)

    def show_facts(self, facts: Sequence[tuple[str, str] | Known]) -> None:
        """Show other facts; those without a value are left out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._values, self._goals = [], {}
        known = (each if isinstance(each, Known) else Known(*each) for each in facts)
        for row, fact in enumerate(each for each in known if each.value):
            self._grid.addWidget(label(fact.name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = self._value(fact)
            self._grid.addWidget(words, row, 1)
            self._values.append(words)
        follow(self, *self._values)
        self._stop_at(0)

    @property
    def words(self) -> list[str]:
        """Every value that is shown."""
        return [each.text() for each in self._values]

    def follow(self, at: int) -> None:
        """Go where a value leads, if it leads anywhere."""
        goal = self._goals.get(self._values[at])
        if goal is not None:
            self.followed.emit(goal)

    def _value(self, fact: Known) -> QLabel:
        made = paragraph(fact.value)
        flags = Qt.TextInteractionFlag
        made.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        made.setAccessibleName(_("{name}: {value}").format(name=fact.name, value=fact.value))
        if fact.mono:
            made.setFont(serial_font())
        if fact.goal is not None:
            made.setProperty("role", "link")
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.setAccessibleDescription(_("Enter opens it."))
            self._goals[made] = fact.goal
        made.installEventFilter(self)
        return made

    def _stop_at(self, at: int) -> None:
        """Tab comes to this value and to no other."""
        for place, each in enumerate(self._values):
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == at else Qt.FocusPolicy.ClickFocus)

    def _go(self, step: int, at: int) -> None:
        to = max(0, min(at + step, len(self._values) - 1))
        self._stop_at(to)
        self._values[to].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys upon a value; a click upon one that leads somewhere."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched in self._values:
            self.follow(next(place for place, each in enumerate(self._values) if each is watched))
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched not in self._values:
            return super().eventFilter(watched, event)
        at = next(place for place, each in enumerate(self._values) if each is watched)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -at, Qt.Key.Key_End: len(self._values)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() in (_NONE, _KEYPAD):
            self._go(step, at)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._goals.get(self._values[at]) is not None:
            self.follow(at)
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self._values[at].selectedText() or self._values[at].text()
            QGuiApplication.clipboard().setText(text.translate(_ISOLATES))
            return True
        return super().eventFilter(watched, event)


_NONE, _KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
