"""How far the long work of an import is, how long it will take yet, and the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from stockpile.language import _
from ui.pages.imports.under_way import UnderWay
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.status import work_words


class ProgressStrip(QWidget):
    """One line; hidden while nothing takes long."""

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self.words = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the import"))
        self.stop = button(_("Ca&ncel"), self._on_stop, name=_("Cancel the import"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.words, 0), (self.bar, 1), (self.stop, 0)):
            row.addWidget(widget, stretch)
        self.hide()

    def tell(self) -> None:
        """Say how it stands now."""
        running = self._work.running
        self.setVisible(running is not None)
        if running is not None:
            progress = running.progress
            self.bar.setRange(0, progress.total or 0)
            self.bar.setValue(min(progress.done, progress.total or 0))
            self.words.setText(work_words(running))
            self.stop.setEnabled(not running.cancelled.is_set())

    def _on_stop(self) -> None:
        self._work.stop()
        self.tell()
