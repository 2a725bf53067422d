"""The five steps on top of the page: where one is, what is done, and the way back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.buttons import Button


class Stepper(QWidget):
    """One button a step.

    Signals:
        wanted: (place) a step is to be shown.
    """

    wanted = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self.steps: list[Button] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for place, name in enumerate(names):
            made = Button(_("{number}  {name}").format(number=place + 1, name=name), "segment")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setToolTip(_("Alt+{number}").format(number=place + 1))
            self._group.addButton(made, place)
            self.steps.append(made)
            layout.addWidget(made)

    def show_step(self, place: int, done: Collection[int], reachable: Collection[int]) -> None:
        """Say where one is, what is done, and where one can go."""
        for at, each in enumerate(self.steps):
            finished = at in done and at != place
            each.setChecked(at == place)
            each.setEnabled(at in reachable or at == place)
            each.set_icon("tick" if finished else "")
            if not finished:
                each.setIcon(QIcon())
            each.setAccessibleName(self._called(at, here=at == place, finished=finished))

    def _called(self, at: int, *, here: bool, finished: bool) -> str:
        facts = {"number": at + 1, "count": len(self.steps), "name": self._names[at]}
        if here:
            return _("Step {number} of {count}: {name}, here").format(**facts)
        if finished:
            return _("Step {number} of {count}: {name}, done").format(**facts)
        return _("Step {number} of {count}: {name}").format(**facts)
