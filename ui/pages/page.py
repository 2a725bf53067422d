"""What every workspace of the frame is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.theme.measures import GRID
from ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Goal:
    """Somewhere to go: a workspace by its name (`register`, `administration` ...), and what to show there.

    ``what``: for the register a `WeaponFilter`, or the id of a weapon; for the others a subject (`holder:7-COY`), a
    reference, or the name of a section; None: as it was left.
    """

    page: str
    what: object = None


class Page(QWidget):
    """A workspace: a title, what is on it, and what it asks of the frame.

    Signals:
        goal_wanted: (Goal) another workspace is to be shown, at something.
        act_wanted: (Kind, tuple of WeaponRow) the dialog of an act is to be opened.
        paper_wanted: (reference) the paper of a voucher is to be seen.
    """

    goal_wanted = Signal(object)
    act_wanted = Signal(object, object)
    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # from the start: a page that moves house is styled again, with all that is on it
        self.desk = desk
        self.setProperty("role", "ground")
        self.setAccessibleName(title)
        self.subtitle: QLabel = label("", "muted")
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * GRID)
        self.head.addWidget(label(title, "title"))
        self.head.addWidget(self.subtitle)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID + 4)
        self.body.addLayout(self.head)

    def entered(self) -> None:
        """The page is shown, or something was written while it is: read again. Never writes."""

    def show_goal(self, what: object) -> None:
        """Show what another workspace or the search asked for; see `Goal`."""

    def here(self) -> object:
        """What `show_goal` is given to come back to what is shown now; None: the page as it opens."""
        return None
