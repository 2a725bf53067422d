"""Python's cycle collector, kept to the GUI thread.

It runs on whichever thread happens to allocate. Where that is a worker while widgets lie in a cycle, Qt objects are
destroyed on the wrong thread and the process dies (decision 0030). So it is switched off, and a timer of the GUI
thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 5_000
_SOON_MS = 250  # when Qt has destroyed what was closed
_GENERATIONS = (2, 1, 0)


def set_aside() -> None:
    """Look through what there is now no more: a million rows are in memory, in no cycle, and would hold the window for a
    tenth of a second each time. To be called on the GUI thread; `take_back` when they are gone."""
    gc.freeze()


def take_back() -> None:
    """Look through everything again."""
    gc.unfreeze()


class Garbage(QObject):
    """Collects on a timer of the GUI thread, by the thresholds Python itself would have used."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    @Slot()
    def sweep(self) -> None:
        """Soon, everything at once: the officer has left the desk, and nothing of theirs is to stay."""
        QTimer.singleShot(_SOON_MS, self, self._sweep)

    def _sweep(self) -> None:
        gc.unfreeze()
        gc.collect()

    def _collect(self) -> None:
        counts = gc.get_count()
        for generation in _GENERATIONS:
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
