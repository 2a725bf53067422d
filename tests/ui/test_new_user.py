"""From an empty folder to the first weapon imported and its card printed, in under ten actions.

An action is what a person decides: a button, a choice, a form filled in and sent. After each, the screen must show the
next one: the test presses nothing that it does not find on the screen, able to be pressed and with words on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stockpile.domain.standing import Standing
from stockpile.office import Office
from ui.dialogs.paper import PaperDialog
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.theme.look import Look

PASSWORD = "violet harbour lantern"
MOST = 9


class Person:
    """Somebody who never saw the program, and presses what the screen says."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.actions: list[str] = []

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.tasks.idle, timeout=60_000)

    def press(self, name: str, on: QWidget | None = None) -> None:
        """Press the one button that is called so."""
        root = on or self.window

        def found() -> list[QAbstractButton]:
            return [
                each
                for each in root.findChildren(QAbstractButton)
                if each.accessibleName() == name and each.isVisibleTo(root) and each.isEnabled()
            ]

        self.qtbot.waitUntil(lambda: len(found()) == 1, timeout=20_000)
        self.actions.append(name)
        self.qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)
        self.wait()

    def fill_in(self, what: str, texts: dict[str, str]) -> None:
        """Fill in a form by the names of its fields, and send it with Enter."""
        self.actions.append(what)
        page = self.window.pages.currentWidget()
        assert page is not None
        for name, text in texts.items():
            field = next(each for each in page.findChildren(QWidget) if self._is_field(each, name))
            if isinstance(field.parent(), QComboBox):
                field.setText(text)  # the offscreen platform cannot show the list that typing opens
            else:
                self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.wait()

    @staticmethod
    def _is_field(widget: QWidget, name: str) -> bool:
        return widget.accessibleName() == name and hasattr(widget, "returnPressed")


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    """What an armoury has today."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Serial No", "Manufacturer", "Model", "Calibre", "Country"],
        ["KA-000123", "H&K", "G3A3", "7.62x51mm NATO", "Germany"],
    ):
        sheet.append(row)
    path = tmp_path / "inventory.xlsx"
    book.save(path)
    return path


@pytest.fixture
def window(
    look: Look, remembered: Remembered, answers: object, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    empty = tmp_path / "data" / "stockpile.db"
    monkeypatch.setattr(Office, "default_database", staticmethod(lambda: str(empty)))
    made = MainWindow(look, remembered, answers)  # type: ignore[arg-type]
    made.resize(1366, 740)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.tasks.idle, timeout=20_000)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_first_card_is_printed_in_under_ten_actions(
    window: MainWindow, answers: object, inventory: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.file = str(inventory)  # type: ignore[attr-defined] - what they choose
    answers.printed = tmp_path / "card.pdf"  # type: ignore[attr-defined]
    person = Person(window, qtbot)
    window.begin()
    person.wait()
    person.press("Begin a new armoury")
    form = {
        "Site name": "Central Armoury",
        "Site code": "HQ",
        "Country": "XX",
        "Your name": "J. Diallo",
        "Your login": "jdiallo",
        "Password": PASSWORD,
        "Password again": PASSWORD,
    }
    person.fill_in("the form", form)
    assert window.frame is not None
    person.press("Import")
    person.press("Choose the inventory file")
    person.press("Import 1 row", window.frame.page)
    person.press("Show what came in, in the register")
    person.press("Card of this weapon")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PaperDialog))
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PaperDialog)
    person.wait()
    person.press("Print …", paper)
    qtbot.waitUntil(lambda: (tmp_path / "card.pdf").exists() and (tmp_path / "card.pdf").stat().st_size > 0)
    paper.reject()
    assert len(person.actions) <= MOST, person.actions
    assert window.office is not None
    weapon = window.office.reading.card(window.office.reading.resolve("KA-000123")).weapon
    assert weapon.standing is Standing.IN_STOCK


def test_every_page_on_the_way_says_what_it_is_for(window: MainWindow, qtbot: QtBot) -> None:
    for show in (window.pages.show_welcome, window.pages.show_new, window.pages.show_connect):
        show()
        qtbot.waitUntil(lambda: window.tasks.idle)
        page = window.pages.currentWidget()
        assert page is not None
        said = [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page) and len(each.text()) > 20]
        assert said, type(page).__name__
