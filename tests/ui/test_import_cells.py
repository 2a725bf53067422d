"""Cells of the import's grid: what is suggested while one types, what is done to many of them in one step, and what is kept
of it for the next file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.desk import Desk

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_bench import Bench, Settled, somebody
from import_books import book, rifle


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Bench]:
    with somebody(desk, qtbot, settled) as made:
        yield made


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return book(tmp_path / "good.xlsx", *(rifle(at) for at in range(12)))


# -- what may stand in a cell ------------------------------------------------------------------------------------------


def test_values_of_the_list_are_suggested_while_a_cell_is_typed(bench: Bench, good: Path) -> None:
    bench.open(good)
    suggested = bench.page.check.grid.typing.suggested
    line = bench.begin(0, "Manufacturer", "kalash")
    assert [each.title for each in suggested.model.lines] == ["Izhevsk"]
    assert "Kalashnikov" in suggested.model.lines[0].detail  # the spelling it was found by
    assert not suggested.taken  # nothing is chosen before somebody goes there
    bench.qtbot.keyClick(line, Qt.Key.Key_Down)
    taken = suggested.taken
    bench.qtbot.keyClick(line, Qt.Key.Key_Return)
    bench.wait()
    assert bench.shown("Manufacturer")[0] == taken
    assert suggested.isHidden()
    assert bench.page.check.grid.currentIndex().row() == 1
    bench.begin(1, "Serial number", "kalash")
    assert suggested.isHidden()  # no list has serial numbers


def test_what_is_typed_or_scanned_stands_as_it_was_written(bench: Bench, good: Path) -> None:
    bench.open(good)
    suggested = bench.page.check.grid.typing.suggested
    line = bench.begin(0, "Manufacturer", "Kalash")
    assert not suggested.isHidden()
    bench.qtbot.keyClick(line, Qt.Key.Key_Return)
    bench.wait()
    assert bench.shown("Manufacturer")[0] == "Kalash"
    line = bench.begin(2, "Country of manufacture", "ken")
    assert suggested.model.lines[0].title == "Kenya"
    bench.qtbot.keyClick(line, Qt.Key.Key_Escape)  # the list goes, the line stays
    assert suggested.isHidden()
    assert line.isVisible()
    bench.qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert bench.shown("Country of manufacture")[2] == "DE"
