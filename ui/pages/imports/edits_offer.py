"""Offers to do again, on a file of the same shape, what was done on the last one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from stockpile.language import _, ngettext
from stockpile.office.workbench import KeptLog
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import paragraph, set_role
from ui.words import straight


class EditsOffer(QFrame):
    """One line with its two answers; hidden while nothing is offered.

    Signals:
        wanted: (name) they are to be done again.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setProperty("role", "notice")
        set_role(self, "tone", Tone.INFORMATION.value)
        self.words = paragraph()
        self.again = button(_("Do them again"), self._on_again, icon_name="history")
        self.leave = button(_("Not now"), self.hide, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(IconLabel("information", Tone.INFORMATION), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.again)
        row.addWidget(self.leave)
        self.hide()

    def show_log(self, log: KeptLog | None) -> None:
        """Offer these edits, or none."""
        self.setVisible(log is not None)
        if log is not None:
            self._name = log.name
            said = ngettext(
                "{count} edit is kept as “{name}”, made on a file with these columns.",
                "{count} edits are kept as “{name}”, made on a file with these columns.",
                log.count,
            )
            self.words.setText(said.format(count=f"{log.count:,}", name=straight(log.name)))

    def _on_again(self) -> None:
        self.hide()
        self.wanted.emit(self._name)
