"""A seal that was kept elsewhere, held against the ledger: from a file, typed or pasted, or scanned into the field."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.office.seals import CONSISTENT, INCONSISTENT, SHORTER
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID, SMALL_PT
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice

_LARGEST = 100_000  # bytes; a seal has two hundred


class CheckSeal(QDialog):
    """The field for the seal, and the answer."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Check against a seal"))
        self.setProperty("help", "administration")
        self.desk = desk
        self.notice = Notice()
        self.text = QPlainTextEdit()
        self.text.setFont(serial_font(SMALL_PT))
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The seal"))
        self.text.setPlaceholderText("stockpile/HQ/1a2b3c4d\n4711\n…")
        self.file = button(_("From a &file …"), self._on_file)
        self.check = primary(_("&Check"), self._on_check)
        self.leave = button(_("Close"), self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        words = _(
            "Scan the code of a printed seal into the field, paste it, type it line by line, or take it from a file."
        )
        foot = QHBoxLayout()
        foot.addWidget(self.file)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(_("Check against a seal"), "title"))
        layout.addWidget(paragraph(words, "muted"))
        layout.addWidget(self.text, 1)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        self.resize(620, 420)

    def showEvent(self, event: QShowEvent) -> None:
        """The field is ready for a scanner."""
        super().showEvent(event)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_file(self) -> None:
        kinds = _("Seals (*.txt *.seal *.note);;All files (*)")
        chosen = self.desk.ask.file_to_open(self, _("A seal held elsewhere"), kinds)
        if chosen:
            self.notice.clear()
            self.desk.tasks.read(self, partial(_read, Path(chosen)), self._on_read, self.notice.refuse)

    def _on_read(self, text: str) -> None:
        self.text.setPlainText(text)
        self._on_check()

    def _on_check(self) -> None:
        text = self.text.toPlainText()
        if not text.strip():
            self.notice.say(_("Scan, paste or type the seal first."), Tone.WARNING)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.clear()
        self._set_busy(busy=True)
        work = partial(self.desk.office.seals.against, text)
        self.desk.tasks.read(self, work, self._on_verdict, self._on_refused)

    def _on_verdict(self, verdict: str) -> None:
        self._set_busy(busy=False)
        self.notice.say(*verdict_words(verdict))

    def _on_refused(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        self.notice.refuse(problem)

    def _set_busy(self, *, busy: bool) -> None:
        self.check.setEnabled(not busy)
        self.check.setText(_("Checking …") if busy else _("&Check"))


def verdict_words(verdict: str) -> tuple[str, Tone]:
    """What the comparison says, and how good it is."""
    said = {
        CONSISTENT: (
            _("Consistent: everything that was recorded before this seal is in the ledger, unchanged."),
            Tone.GOOD,
        ),
        INCONSISTENT: (
            _(
                "NOT consistent: something recorded before this seal was changed. Write nothing more, keep this database, report it."
            ),
            Tone.BAD,
        ),
        SHORTER: (
            _(
                "The ledger is shorter than the seal: records are missing, or an older copy was put back. Keep this database, report it."
            ),
            Tone.BAD,
        ),
    }
    return said[verdict]


def _read(path: Path) -> str:
    """For a reader."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError as why:
        raise Refused("file.unreadable", file=str(path), why=why.strerror or "") from why
