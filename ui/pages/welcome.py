"""Where there is no database yet: four ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.centred import Centred
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice

_WIDTH = 560
_INSIDE = _WIDTH - 2 * 4 * GRID - 2 * 22  # of a choice, between its edges


class WelcomePage(Centred):
    """Four ways to begin, the most likely first.

    Signals:
        create_wanted, open_wanted, connect_wanted, sample_wanted: what was chosen.
    """

    create_wanted = Signal()
    open_wanted = Signal()
    connect_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self.notice = Notice()
        self.create_new = _choice(
            _("&Begin a new armoury"),
            _("A name, a password of your own, and then your Excel inventory"),
        )
        self.open = _choice(_("&Open a database"), _("A file of this armoury, or a copy of one"))
        self.connect_to = _choice(
            _("&Connect to a server"), _("PostgreSQL, where several desks or sites work together")
        )
        self.sample = _choice(
            _("Look at the &sample armoury"), _("Made-up weapons and a year of their life, to try things out")
        )
        self.create_new.clicked.connect(self.create_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.connect_to.clicked.connect(self.connect_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        self._ways = (self.create_new, self.open, self.connect_to, self.sample)
        self.column.addWidget(label(_("Stockpile"), "title"))
        self.column.addWidget(
            paragraph(
                _("Keeps account of every weapon, from the day it is marked to the day it is destroyed."), "muted"
            )
        )
        self.column.addSpacing(GRID)
        for each in self._ways:
            self.column.addWidget(each)
        self.column.addWidget(self.notice)
        self.column.addWidget(
            paragraph(_("Nothing leaves this computer, unless you connect to a server of your own."), "small")
        )

    def set_busy(self, *, busy: bool) -> None:
        """Something is being opened or made."""
        for each in self._ways:
            each.setEnabled(not busy)


def _choice(title: str, text: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("role", "choice")
    made.ensurePolished()
    made.setText(f"{title}\n{_wrapped(text, made.fontMetrics())}")
    made.setAccessibleName(title.replace("&", ""))
    made.setAccessibleDescription(text)
    made.setMinimumHeight(64)
    made.setAutoDefault(True)
    return made


def _wrapped(text: str, metrics: QFontMetrics) -> str:
    """A text on as many lines as it needs; a button does not break its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= _INSIDE:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
