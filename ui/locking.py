"""When the desk locks by itself: nobody has touched it for so long, the machine slept, or its screen was locked.

Measured on the clock of the wall and on the machine's own: a timer stands still while a laptop sleeps, and the wall
clock can be put back. Whichever says more counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

MINUTES = (2, 5, 10, 30)  # what an officer may choose; that it never locks is not offered
USUAL = 10
_EVERY_MS = 5_000
_SLEPT_S = 15.0  # the wall clock ran on so far without the machine: it slept


class IdleWatch(QObject):
    """Watches one desk.

    Signals:
        due: the desk is to be locked.

    Attributes:
        minutes: after so many without a touch, as the officer wishes. longest: at the latest, as the state wants it.
    """

    due = Signal()

    def __init__(
        self, parent: QObject, wall: Callable[[], float] = time.time, running: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.minutes = USUAL
        self.longest = max(MINUTES)
        self._wall, self._running = wall, running
        self._touched = self._seen = (wall(), running())
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Somebody is at the desk."""
        self._touched = self._seen = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Nobody is."""
        self._timer.stop()

    @Slot()
    def touch(self) -> None:
        """Somebody is still there; but who touches a desk that should have been locked does not unlock it."""
        if not self.look():
            self._touched = self._now()

    @Slot()
    def look(self) -> bool:
        """Lock, if it is time; once."""
        if not self._timer.isActive():
            return False
        wall, running = self._now()
        slept = (wall - self._seen[0]) - (running - self._seen[1]) > _SLEPT_S
        idle_s = max(wall - self._touched[0], running - self._touched[1])
        self._seen = (wall, running)
        if not (slept or idle_s >= min(self.minutes, self.longest) * 60):
            return False
        self.stop()
        self.due.emit()
        return True

    def _now(self) -> tuple[float, float]:
        return self._wall(), self._running()


class SystemWatch(QObject):
    """Hears from the system that it goes to sleep or that its screen is locked, where a message bus tells it.

    Signals:
        due: the desk is to be locked.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # not on Windows and macOS; there the clocks tell
            return
        # PySide6 6.11 takes the text of SLOT here, and refuses the bytes that its own types demand
        told: Any = SLOT("_on_told(bool)")
        locked: Any = SLOT("_on_lock()")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            login = "org.freedesktop.login1"
            system.connect(login, "", f"{login}.Manager", "PrepareForSleep", self, told)
            system.connect(login, "", f"{login}.Session", "Lock", self, locked)
        if session.isConnected():
            for saver in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
                session.connect("", "", saver, "ActiveChanged", self, told)

    @Slot(bool)
    def _on_told(self, active: bool) -> None:  # noqa: FBT001 - as the bus calls it
        if active:
            self.due.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.due.emit()
