"""How long the GUI thread was held: a thread beside it asks it for a sign of life, and notes how long it waited.

For measuring, and for tests that must not be held for seconds; imported by name. Where it stood when it was held is
noted too, so that a figure can be answered for.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_EVERY_S = 0.005
_NOTED_S = 0.1


@dataclass
class Held:
    """The longest the GUI thread did not answer, in milliseconds, and where it stood then."""

    longest_ms: float = 0.0
    where: list[str] = field(default_factory=list)


class _Sign(QObject):
    """Answers from the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def customEvent(self, _event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.answered.set()


@contextmanager
def watched() -> Iterator[Held]:
    """Watch the GUI thread, from which this is called, while the block runs its event loop."""
    held, sign, stop = Held(), _Sign(), threading.Event()
    gui = threading.get_ident()

    def watch() -> None:
        while not stop.is_set():
            sign.answered.clear()
            asked = time.perf_counter()
            QCoreApplication.postEvent(sign, QEvent(QEvent.Type.User))
            stood: list[str] = []
            while not sign.answered.wait(_NOTED_S) and not stop.is_set():
                stood = traceback.format_stack(sys._current_frames()[gui])[-4:]
            waited_ms = (time.perf_counter() - asked) * 1000
            if sign.answered.is_set() and waited_ms > held.longest_ms:
                held.longest_ms, held.where = waited_ms, stood
            time.sleep(_EVERY_S)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        stop.set()
        thread.join(5)
