"""Opening the desktop: `python -m ui [--database PATH|URL] [--language CODE]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from stockpile.language import LANGUAGES, _
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.speaking import Speaker, system_language
from ui.theme.look import Look, Scheme


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop until it is closed; the exit code."""
    os.umask(0o077)  # what this program writes is its user's own
    asked = parser().parse_args(sys.argv[1:] if argv is None else argv)
    app = QApplication(sys.argv[:1])
    window = start(app, asked)
    code = app.exec()
    window.deleteLater()
    return code


def start(app: QApplication, asked: argparse.Namespace) -> MainWindow:
    """Show the window, and then do what takes longer: the nets, the collector, the database."""
    app.setApplicationName("stockpile")
    app.setApplicationDisplayName("Stockpile")
    app.setDesktopFileName("stockpile")
    remembered = Remembered()
    chosen = asked.language or remembered.text("language") or system_language()
    speaker = Speaker(chosen)
    kept = remembered.text("look")
    look = Look(app, Scheme(kept) if kept in set(Scheme) else Scheme.SYSTEM)
    window = MainWindow(look, remembered, speaker=speaker)
    _FirstPaint(window, partial(_after_show, app, window, asked.database or ""))
    window.show()
    return window


class _FirstPaint(QObject):
    """Does the rest of the start when the window has been painted: nobody waits for what they cannot see yet."""

    def __init__(self, window: MainWindow, rest: Callable[[], None]) -> None:
        super().__init__(window)
        self._rest = rest
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Listen for the one paint, and no longer."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._rest)
        return False


def _after_show(app: QApplication, window: MainWindow, database: str) -> None:
    from platformdirs import user_log_path

    from ui.crash import CrashNet
    from ui.garbage import Garbage
    from ui.keyboard import Keyboard
    from ui.locking import SystemWatch

    garbage = Garbage(app)
    window.left.connect(garbage.sweep)
    net = CrashNet(Path(user_log_path("stockpile", appauthor=False)), app)
    net.install()
    window.tasks.crashed.connect(net.take)
    keyboard = Keyboard(app, window.take_scan, window.is_occupied)
    keyboard.touched.connect(window.idle.touch)
    keyboard.help_wanted.connect(window.show_help)
    system = SystemWatch(app)
    system.due.connect(window.lock)
    window.begin(database)


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="stockpile-desktop", description=_("Keeps account of small arms and light weapons.")
    )
    made.add_argument(
        "--database", default=os.environ.get("STOCKPILE_DATABASE", ""), help=_("path of a file, or URL of a server")
    )
    made.add_argument("--language", choices=LANGUAGES, default="", help=_("language of the screens"))
    return made


if __name__ == "__main__":
    sys.exit(main())
