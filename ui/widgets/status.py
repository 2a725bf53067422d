"""The line at the foot of the window: the ledger and its seal, and what is running, with its progress and Cancel."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from stockpile.language import _, ngettext
from ui.tasks import Tasks
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.words import minute, straight

if TYPE_CHECKING:
    from stockpile.office import LedgerStatus

_BAR = 160


class StatusLine(QStatusBar):
    """Ledger at the leading edge, running work at the other."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self._tasks = tasks
        self.ledger: QLabel = label()
        self.work: QLabel = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Cancel"), self._on_cancel, name=_("Cancel the running work"))
        self.addWidget(self.ledger)
        for widget in (self.work, self.bar, self.cancel):
            self.addPermanentWidget(widget)
        tasks.progressed.connect(self._on_progressed)
        self._on_progressed()

    def show_ledger(self, ledger: LedgerStatus | None) -> None:
        """Say how long the ledger is and when it was sealed."""
        if ledger is None:
            self.ledger.clear()
            return
        said = ngettext(
            "Ledger {site}: {count} voucher, sealed {when}",
            "Ledger {site}: {count} vouchers, sealed {when}",
            ledger.vouchers,
        )
        when = _when(ledger.sealed_at)
        self.ledger.setText(said.format(site=straight(ledger.site), count=f"{ledger.vouchers:,}", when=when))

    def _on_progressed(self) -> None:
        running = self._tasks.running
        for widget in (self.work, self.bar, self.cancel):
            widget.setVisible(bool(running))
        if not running:
            return
        first = running[0]
        progress = first.progress
        said = first.title
        if progress.done:
            said += f" · {progress.done:,}" + (f" / {progress.total:,}" if progress.total else "")
        self.work.setText(said)
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(min(progress.done, progress.total or 0))
        self.cancel.setEnabled(not first.cancelled.is_set())

    def _on_cancel(self) -> None:
        if self._tasks.running:
            self._tasks.running[0].cancelled.set()
            self.cancel.setEnabled(False)


def _when(sealed_at: str) -> str:
    return minute(datetime.fromisoformat(sealed_at).astimezone()) if sealed_at else "…"
