"""The table step: every line of a sheet is seen for what it is taken for, and becomes what somebody says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from shared import shared

from stockpile.office.workbench import Merged, RowKind
from ui.desk import Desk
from ui.pages.imports.page import CHECK, COLUMNS, TABLE
from ui.pages.imports.row_marks import HEADINGS

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_bench import Bench, Settled, somebody
from import_books import HEADINGS as NAMES
from import_books import book, rifle


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Bench]:
    with somebody(desk, qtbot, settled) as made:
        yield made


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """Twelve rifles: two rows and a column hidden, a station over three rows, a note at the foot."""
    rows = [rifle(at, station=None if at in (3, 4) else "North") for at in range(12)]
    path = book(tmp_path / "laid out.xlsx", *rows, ["Checked by Chen", "and Dina"])
    made = load_workbook(path)
    sheet = made["Rifles"]
    sheet.row_dimensions[6].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.merge_cells("G4:G6")
    made.save(path)
    return path


def what_is(bench: Bench, number: int) -> str:
    """What a line is said to be."""
    return str(bench.page.table.preview.model().index(number - 1, 0).data())


def choose(bench: Bench, *numbers: int) -> None:
    """Choose lines."""
    lines = bench.page.table.preview
    lines.selectRow(numbers[0] - 1)
    how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in numbers[1:]:
        lines.selectionModel().select(lines.model().index(number - 1, 0), how)


def say(bench: Bench, kind: int) -> None:
    """Choose what the chosen lines are, in the menu."""
    marks = bench.page.table.marks
    action = next(each for each in marks.menu().actions() if each.data() == kind)
    marks.menu().triggered.emit(action)
    bench.wait()


def test_every_line_says_what_it_is(bench: Bench, laid_out: Path) -> None:
    bench.open(laid_out)
    bench.go(TABLE)
    step = bench.page.table
    assert step.preview.model().rowCount() == 14
    assert [what_is(bench, number) for number in (1, 2, 6, 9)] == [
        "Headings",
        "Row",
        "Row, hidden there",
        "Row, hidden there",
    ]
    assert step.sheets.index(0, 4).data() == "2 hidden rows · 1 hidden column · 1 merged cell"
    parts = [[step.parts.rows.index(row, at).data() for at in range(3)] for row in range(4)]
    assert parts == [
        ["Hidden row", "6", ""],
        ["Hidden row", "9", ""],
        ["Hidden column", "F", "Received"],
        ["Merged cells", "G4:G6", "North"],
    ]
    step.tabs.setCurrentIndex(2)
    step.parts.table.selectRow(1)
    step.parts.table.opened.emit(1)
    assert (step.tabs.currentIndex(), step.preview.chosen_numbers()) == (0, [9])


def test_what_is_hidden_and_merged_is_changed_by_hand(bench: Bench, laid_out: Path) -> None:
    bench.open(laid_out)
    bench.go(TABLE)
    bar = bench.page.table.layout_bar
    assert bar.rows.isChecked()
    assert "What is hidden is read" in bench.page.table.said.text()
    bench.press(bar.rows)
    assert what_is(bench, 6) == "Hidden, and left out"
    bench.press(bar.columns)
    bar.merged.setCurrentIndex(bar.merged.findData(Merged.FIRST.value))
    bar.merged.activated.emit(bar.merged.currentIndex())
    bench.wait()
    (table,) = bench.page.work.tables
    assert (table.rows_read, table.columns_read, table.merged_as) == (False, False, Merged.FIRST)
    bench.go(CHECK)
    assert bench.page.check.model.rowCount() == 11
    assert set(bench.shown("Received")) == {""}
    assert bench.shown("Station")[2:5] == ["North", "", "North"]


def test_rows_become_what_somebody_says_with_keys_and_with_the_menu(bench: Bench, laid_out: Path) -> None:
    bench.open(laid_out)
    bench.go(TABLE)
    step = bench.page.table
    step.preview.setFocus()
    choose(bench, 2, 3)
    bench.key(Qt.Key.Key_Delete)
    assert [what_is(bench, 2), what_is(bench, 3)] == ["Taken out", "Taken out"]
    assert step.tabs.tabText(1) == "Left out (2)"
    choose(bench, 3)
    bench.key(Qt.Key.Key_Insert)
    assert what_is(bench, 3) == "Row"
    choose(bench, 14)
    say(bench, RowKind.GROUP)
    assert what_is(bench, 14) == "Title of a group"
    choose(bench, 2)
    say(bench, RowKind.AGAIN)
    step.tabs.setCurrentIndex(1)
    assert [step.left_out.rows.index(row, 1).data() for row in range(2)] == ["Headings again", "Title of a group"]
    step.left_out.table.selectRow(1)
    step.left_out.table.opened.emit(1)
    assert step.preview.chosen_numbers() == [14]
    bench.go(CHECK)
    assert bench.page.check.model.rowCount() == 11
    assert "Group" in bench.page.check.model.headings


def test_headings_are_named_where_they_stand(bench: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "two.xlsx", NAMES, *(rifle(at) for at in range(4)), headings=["a", "b", "c"])
    bench.open(path)
    bench.go(TABLE)
    choose(bench, 1, 2)
    say(bench, HEADINGS)
    (table,) = bench.page.work.tables
    assert (table.header_row, table.header_rows, table.rows) == (1, 2, 4)
    assert bench.page.table.layout_bar.header_rows.value() == 2


def test_the_scrap_list_is_taken_with_one_press(bench: Bench) -> None:
    bench.open(shared("samples", "inventories", "dla_scrap_by_site.xls"))
    bench.go(TABLE)
    step = bench.page.table
    assert "DRMO NAME as Place" in step.proposal.text()
    assert not step.go_on.isEnabled()
    bench.press(step.together)
    assert [each.taken for each in bench.page.work.tables] == [True] * 3
    assert step.together.isHidden()
    bench.go(COLUMNS)
    columns = bench.page.columns
    assert columns.filled.isChecked()
    assert "taken over" in columns.columns.index(0, 4).data()
    bench.go(CHECK)
    assert bench.page.check.model.rowCount() == 1325 + 1270 + 1252
    assert bench.page.check.model.row(1) is not None
    assert bench.shown("DRMO NAME")[:3] == ["29 PALMS"] * 3


def test_a_long_sheet_is_fetched_by_pages(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    bench.open(book(tmp_path / "long.xlsx", *(rifle(at) for at in range(450)), Other=[["Nothing"]]))
    bench.go(TABLE)
    step = bench.page.table
    model = step.preview.lines
    ModelTester(model)
    assert model.rowCount() == 451
    assert model.line(400) is None
    step.preview.go_to(401)
    bench.wait()
    line = model.line(400)
    assert line is not None
    assert line.texts[2] == "IM-00399"
    step.table.selectRow(1)
    bench.wait()
    assert (model.rowCount(), model.columnCount()) == (1, 2)
    assert model.rowCount(QModelIndex()) == 1
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"
    QApplication.processEvents()
