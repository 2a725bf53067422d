"""Somebody who sits down at a window of this process: waits for it, and logs in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.frame import Frame
from ui.main_window import MainWindow

PASSWORD = "violet harbour lantern"


def idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is under way, also on a slow machine."""
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=60_000)


def begin(window: MainWindow, path: str, qtbot: QtBot) -> Frame:
    """Open a database and log in."""
    window.begin(path)
    idle(window, qtbot)
    return log_in(window, qtbot)


def log_in(window: MainWindow, qtbot: QtBot, login: str = "jdiallo") -> Frame:
    """Type a login and its password at the window that asks for them."""
    window.log_in.login.setText(login)
    window.log_in.password.setText(PASSWORD)
    qtbot.keyClick(window.log_in.password, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert window.frame is not None
    return window.frame
