"""An import that is under way when the desk is locked, or the window closed: nothing of it is in the database, and whoever
comes back goes on with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.pages.imports import ImportPage
from ui.pages.imports.page import CHECK
from ui.pages.page import Goal
from ui.remembered import Remembered
from ui.theme.look import Look

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_books import book, rifle

PASSWORD = "violet harbour lantern"


@pytest.fixture
def window(look: Look, remembered: Remembered, answers: object, armoury: object, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(look, remembered, answers)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1366, 740)
    made.show()
    made.begin(str(armoury.path))  # type: ignore[attr-defined]
    idle(made, qtbot)
    log_in(made, qtbot)
    yield made
    idle(made, qtbot)
    answers.yes = True  # type: ignore[attr-defined]
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=30_000)


def log_in(window: MainWindow, qtbot: QtBot) -> None:
    window.log_in.login.setText("jdiallo")
    window.log_in.password.setText(PASSWORD)
    qtbot.keyClick(window.log_in.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None and window.tasks.idle, timeout=30_000)


def page_of(window: MainWindow) -> ImportPage:
    assert window.frame is not None
    found = window.frame.page
    assert isinstance(found, ImportPage)
    return found


@pytest.fixture
def under_way(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ImportPage:
    """An import with one cell edited."""
    path = book(tmp_path / "list.xlsx", *(rifle(at) for at in range(12)))
    assert window.frame is not None
    window.frame.show_goal(Goal("import", (str(path),)))
    page = page_of(window)
    qtbot.waitUntil(lambda: window.tasks.idle and page.check.model.rowCount() == 12, timeout=30_000)
    model = page.check.model
    model.setData(model.index(2, 3), "IM-99999", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: page.work.standing is not None and window.tasks.idle, timeout=30_000)
    return page


def test_the_lock_keeps_it_and_says_so(
    window: MainWindow, under_way: ImportPage, armoury: object, qtbot: QtBot
) -> None:
    assert under_way.work.is_open
    window.lock()
    assert "nothing of it is in the database" in window.log_in.notice.text
    idle(window, qtbot)
    assert armoury.office.reading.count() == 0  # type: ignore[attr-defined]
    log_in(window, qtbot)
    again = page_of(window)
    qtbot.waitUntil(lambda: window.tasks.idle and again.check.model.rowCount() == 12, timeout=30_000)
    assert again.step == CHECK
    assert again.check.model.index(2, 3).data() == "IM-99999"


def test_the_window_asks_before_it_closes_over_one(
    window: MainWindow, under_way: ImportPage, answers: object, qtbot: QtBot
) -> None:
    answers.yes = False  # type: ignore[attr-defined]
    assert not window.close()
    assert "list.xlsx" in answers.asked[-1]  # type: ignore[attr-defined]
    under_way.work.forget()
    idle(window, qtbot)
    asked = len(answers.asked)  # type: ignore[attr-defined]
    assert window.close()
    assert len(answers.asked) == asked  # type: ignore[attr-defined]
