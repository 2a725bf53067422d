"""Where there is no database yet: open one, make one, or look at the sample."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.centred import Centred
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice


class WelcomePage(Centred):
    """Three ways to begin.

    Signals:
        open_wanted, create_wanted, sample_wanted: what was chosen.
    """

    open_wanted = Signal()
    create_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(520)
        self.notice = Notice()
        self.open = _choice(_("&Open a database"), _("Of this armoury, or on your own server"))
        self.create_new = _choice(_("&Create a database"), _("For an armoury that begins with Stockpile today"))
        self.sample = _choice(
            _("Look at the &sample armoury"), _("Made-up weapons and a year of their life, to try things out")
        )
        self.open.clicked.connect(self.open_wanted)
        self.create_new.clicked.connect(self.create_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        self.column.addWidget(label(_("Stockpile"), "title"))
        self.column.addWidget(
            paragraph(
                _("Keeps account of every weapon, from the day it is marked to the day it is destroyed."), "muted"
            )
        )
        self.column.addSpacing(GRID)
        for each in (self.open, self.create_new, self.sample):
            self.column.addWidget(each)
        self.column.addWidget(self.notice)

    def set_busy(self, *, busy: bool) -> None:
        """Something is being opened or made."""
        for each in (self.open, self.create_new, self.sample):
            each.setEnabled(not busy)


def _choice(title: str, text: str) -> QPushButton:
    made = QPushButton(f"{title}\n{text}")
    made.setProperty("role", "choice")
    made.setAccessibleName(title.replace("&", ""))
    made.setAccessibleDescription(text)
    made.setMinimumHeight(68)
    return made
