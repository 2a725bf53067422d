"""The watchdog sees a GUI thread that is held; and the way from the log-in through the pages holds it for no time that
a person would call waiting. How long exactly is measured, not asserted: machines differ."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sitting import PASSWORD, idle

from ui.main_window import MainWindow
from ui.workspaces import NAMES

sys.path.insert(0, str(Path(__file__).resolve().parent))
from watchdog import watched


def test_a_held_thread_is_seen_and_where_it_stood(qtbot: QtBot) -> None:
    def hold() -> None:
        time.sleep(0.4)

    with watched() as held:
        QTimer.singleShot(30, hold)
        qtbot.wait(600)
    assert held.longest_ms > 200
    assert any("hold" in line for line in held.where)


def test_from_the_log_in_through_every_page_nobody_waits(
    window: MainWindow, armoury: object, qtbot: QtBot, record_property: object
) -> None:
    armoury.weapons(300)  # type: ignore[attr-defined]
    window.begin(str(armoury.path))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.tasks.idle and window.pages.currentWidget() is window.log_in, timeout=20_000)
    figures: dict[str, int] = {}
    with watched() as held:
        window.log_in.login.setText("jdiallo")
        window.log_in.password.setText(PASSWORD)
        window.log_in.ok.click()
        qtbot.waitUntil(lambda: window.frame is not None and window.tasks.idle, timeout=20_000)
    figures["log-in to first page"] = round(held.longest_ms)
    assert window.frame is not None
    for name in NAMES:
        with watched() as held:
            window.frame.go_to(name)
            idle(window, qtbot)
        figures[name] = round(held.longest_ms)
    with watched() as held:
        window.frame.search.begin()
        qtbot.keyClicks(window.frame.search, "KA-0001", delay=20)
        qtbot.waitUntil(lambda: window.tasks.idle and window.frame.search.found.isVisible(), timeout=20_000)
    figures["search"] = round(held.longest_ms)
    record_property("held_ms", figures)  # type: ignore[operator]
    print(figures)
    assert max(figures.values()) < 10_000, held.where  # a thread that waits for a lock, not a slow machine
