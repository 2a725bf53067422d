"""Bars are a list: read as sentences, chosen by keyboard, and as long as they mean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.look import Look, worn
from ui.theme.palette import Tone
from ui.widgets.bars import Bar, Bars, Columns

STANDINGS = (
    Bar("in stock", "In stock", 300, Tone.GOOD),
    Bar("issued", "Issued", 100, Tone.WARNING),
    Bar("missing", "Missing", 1, Tone.BAD),
    Bar("destroyed", "Destroyed", 0),
)


@pytest.fixture
def bars(qtbot: QtBot, look: Look) -> Bars:
    made = Bars("Standing")
    qtbot.addWidget(made)
    made.resize(520, 200)
    made.show_bars(STANDINGS)
    made.show()
    qtbot.waitExposed(made)
    return made


def _said(bars: Bars | Columns) -> list[str]:
    model = bars.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def test_a_row_is_one_sentence_with_word_count_and_share(bars: Bars) -> None:
    assert _said(bars) == [
        "In stock: 300 weapons, 75 %",
        "Issued: 100 weapons, 25 %",
        "Missing: 1 weapon, < 1 %",
        "Destroyed: 0 weapons, 0 %",
    ]


def test_shares_may_be_of_more_than_is_shown(bars: Bars) -> None:
    bars.show_bars(STANDINGS[:1], total=3000)
    assert _said(bars) == ["In stock: 300 weapons, 10 %"]


def test_nothing_at_all_divides_nothing(bars: Bars) -> None:
    bars.show_bars([Bar("x", "X", 0)])
    assert _said(bars) == ["X: 0 weapons, "]
    bars.grab()
    bars.show_bars([])
    bars.grab()


def test_keys_go_through_the_bars_and_choose_one(bars: Bars, qtbot: QtBot) -> None:
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(bars.chosen) as told:
            qtbot.keyClick(bars, key)
        assert told.args == [STANDINGS[bars.currentIndex().row()].key]


def test_a_click_chooses(bars: Bars, qtbot: QtBot) -> None:
    place = bars.visualRect(bars.model().index(2, 0)).center()
    with qtbot.waitSignal(bars.chosen) as told:
        qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["missing"]


def test_the_current_bar_stays_current_when_the_counts_change(bars: Bars) -> None:
    bars.setCurrentIndex(bars.model().index(1, 0))
    bars.show_bars(tuple(reversed(STANDINGS)))
    assert bars.currentIndex().row() == 2


def _dots(bars: Bars, row: int, colour: str) -> list[int]:
    """Where on the middle line of a row the colour is seen in one piece, longest; letters have it too."""
    image = bars.viewport().grab().toImage()
    rect: QRect = bars.visualRect(bars.model().index(row, 0))
    wanted = QColor(colour)
    y = rect.center().y() + 1
    runs: list[list[int]] = [[]]
    for x in range(image.width()):
        if image.pixelColor(x, y) == wanted:
            runs[-1].append(x)
        elif runs[-1]:
            runs.append([])
    return max(runs, key=len)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_bar_is_as_long_as_it_means_from_the_leading_edge(
    bars: Bars, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    bars.setLayoutDirection(direction)
    word, way, _count, _share = bars.places(bars.visualRect(bars.model().index(0, 0)), bars.font())
    full = _dots(bars, 0, worn().good)
    third = _dots(bars, 1, worn().warning)
    assert abs(max(full) - min(full) + 1 - way.width()) <= 3
    assert abs((max(third) - min(third)) * 3 - way.width()) <= 12
    if direction is Qt.LayoutDirection.LeftToRight:
        assert abs(min(third) - min(full)) <= 3
        assert word.left() < min(full)
    else:
        assert abs(max(third) - max(full)) <= 3


def test_one_weapon_among_many_is_still_seen(bars: Bars) -> None:
    assert len(_dots(bars, 2, worn().bad)) >= 3


def test_columns_are_chosen_the_same_way(qtbot: QtBot, look: Look) -> None:
    columns = Columns("Age")
    qtbot.addWidget(columns)
    columns.resize(400, 160)
    columns.show_bars([Bar(str(age), str(age), age * 3) for age in range(8)])
    columns.show()
    qtbot.waitExposed(columns)
    columns.setFocus()
    columns.setCurrentIndex(columns.model().index(0, 0))
    qtbot.keyClick(columns, Qt.Key.Key_Right)
    with qtbot.waitSignal(columns.chosen) as told:
        qtbot.keyClick(columns, Qt.Key.Key_Return)
    assert told.args == ["1"]
    assert _said(columns)[7].startswith("7: 21 weapons")
