"""A date that may be left out: a tick, and the date beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.theme.measures import GRID
from ui.widgets.fields import date_field


class OptionalDate(QWidget):
    """``text``: what the tick says, with a mnemonic; ``days``: how far ahead the date begins.

    Signals:
        changed: another date, or none.
    """

    changed = Signal()

    def __init__(self, text: str, days: int = 7) -> None:
        super().__init__()
        self.wanted = QCheckBox(text)
        self.date = date_field(text.replace("&", ""), QDate.currentDate().addDays(days))
        self.date.setEnabled(False)
        self.wanted.toggled.connect(self.date.setEnabled)
        self.wanted.toggled.connect(self._on_changed)
        self.date.dateChanged.connect(self._on_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.wanted)
        row.addWidget(self.date)
        row.addStretch(1)
        self.setFocusProxy(self.wanted)

    def value(self) -> date | None:
        """The date; None where none is wanted."""
        if not self.wanted.isChecked():
            return None
        chosen = self.date.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def choose(self, day: date) -> None:
        """Want this date."""
        self.wanted.setChecked(True)
        self.date.setDate(QDate(day.year, day.month, day.day))

    def _on_changed(self, *_changed: object) -> None:
        self.changed.emit()
