"""What the register is narrowed by: a chip for each condition, taken away by click or key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stockpile.domain.filter import Condition
from stockpile.language import _
from ui.filter_words import condition_words
from ui.models.filter_state import FilterState
from ui.widgets.buttons import Button, button
from ui.widgets.chips import Flow
from ui.widgets.tab_order import follow
from ui.words import straight

_LONGEST = 60  # letters on a chip


class FilterBar(QWidget):
    """The button that opens the drawer, chips, and one button that takes all away.

    Signals:
        drawer_wanted: the drawer is to be opened or closed.

    Attributes:
        drawer: the button.
    """

    drawer_wanted = Signal()

    def __init__(self, state: FilterState) -> None:
        super().__init__()
        self._state = state
        self._layout = Flow(self)
        self.drawer = Button(_("&Filters"), icon_name="filter")
        self.drawer.setToolTip("F4")
        self.drawer.setCheckable(True)
        self.drawer.setAccessibleName(_("Filters: show or hide all of them"))
        self.drawer.toggled.connect(self._on_drawer)  # by a screen reader, too
        self._layout.addWidget(self.drawer)
        state.changed.connect(self._show_chips)
        self._show_chips()

    def show_drawer(self, *, opened: bool) -> None:
        """The drawer was opened or closed; nobody has to be told."""
        blocked = QSignalBlocker(self.drawer)
        self.drawer.setChecked(opened)
        blocked.unblock()

    def chips(self) -> list[QPushButton]:
        """The chips, in their order."""
        return [
            each for each in self.findChildren(QPushButton) if each.property("role") == "chip" and not each.isHidden()
        ]

    def _show_chips(self) -> None:
        at = next((number for number, each in enumerate(self.chips()) if each.hasFocus()), -1)
        self._layout.takeAt(0)  # the drawer's button stays
        self._layout.clear()
        self._layout.addWidget(self.drawer)
        if self._state.as_at is not None:
            day = _("As at {day}").format(day=straight(self._state.as_at.isoformat()))
            self._add(day, self._on_day)
        if self._state.query:
            self._add(_("Carries “{text}”").format(text=straight(self._state.query)), self._on_query)
        for each in self._state.conditions:
            self._add(condition_words(each), partial(self._on_condition, each))
        if self._state.narrows:
            clear = button(_("&Clear all"), self._state.clear, "link")
            self._layout.addWidget(clear)
        for place in range(self._layout.count()):
            item = self._layout.itemAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.show()
        follow(
            self.drawer,
            *(each for each in self.findChildren(QPushButton) if not each.isHidden() and each is not self.drawer),
        )
        self._layout.activate()
        self.updateGeometry()
        if at >= 0:  # the keyboard goes on to the next chip, or back to the button
            left = self.chips()
            goal = left[min(at, len(left) - 1)] if left else self.drawer
            goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, said: str, close: object) -> None:
        short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        name = _("Remove the filter: {filter}").format(filter=said)
        chip = button(f"{short}  ✕".replace("&", "&&"), close, "chip", name)  # type: ignore[arg-type]
        chip.setToolTip(said)
        self._layout.addWidget(chip)

    def _on_drawer(self, _opened: bool) -> None:  # noqa: FBT001 - Qt's own
        self.drawer_wanted.emit()

    def _on_condition(self, condition: Condition, *_checked: bool) -> None:
        self._state.put(condition, None)

    def _on_query(self) -> None:
        self._state.look_for("")

    def _on_day(self) -> None:
        self._state.look_at(None)
