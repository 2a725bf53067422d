"""Somebody at the import page, on a real office: what tests of the import workspace have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.pages.imports import ImportPage

Settled = Callable[[], None]


class Bench:
    """Somebody at the import page."""

    def __init__(self, page: ImportPage, qtbot: QtBot, settled: Settled) -> None:
        self.page, self.qtbot, self._settled = page, qtbot, settled

    def wait(self) -> None:
        for _again in range(3):  # an answer may ask the next thing
            self._settled()
            QApplication.processEvents()

    def open(self, *paths: Path) -> None:
        self.page.show_goal([str(each) for each in paths])
        self.wait()

    def go(self, step: int) -> None:
        self.page.go_to(step)
        self.wait()

    def press(self, button: QWidget) -> None:
        assert button.isEnabled()
        assert button.isVisibleTo(self.page.window())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.window().focusWidget() or self.page, key, modifier)
        self.wait()

    def at(self, row: int, heading: str) -> QModelIndex:
        model = self.page.check.model
        return model.index(row, model.headings.index(heading) + 1)

    def begin(self, row: int, heading: str, text: str) -> QLineEdit:
        """Begin to type into a cell of the grid, and stay in it."""
        grid = self.page.check.grid
        grid.setFocus()
        self.choose(row, heading)
        self.qtbot.keyClick(grid, Qt.Key.Key_F2)
        line = next(each for each in grid.findChildren(QLineEdit) if each.isVisible())
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        return line

    def type(self, row: int, heading: str, text: str) -> None:
        """Type into a cell of the grid, and Enter."""
        self.qtbot.keyClick(self.begin(row, heading, text), Qt.Key.Key_Return)
        self.wait()

    def choose(self, row: int, heading: str) -> None:
        self.page.check.grid.go_to(row, self.at(row, heading).column())

    def shown(self, heading: str) -> list[str]:
        return [str(self.at(row, heading).data()) for row in range(self.page.check.model.rowCount())]

    def dialog(self, kind: type) -> object:
        found = self.page.findChildren(kind)
        assert found, kind
        return found[-1]


@contextmanager
def somebody(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Bench]:
    """At the import page, which is shown."""
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 640)
    page.show()
    page.entered()
    settled()
    page.activateWindow()
    yield Bench(page, qtbot, settled)
    settled()
    desk.unfinished.close()
