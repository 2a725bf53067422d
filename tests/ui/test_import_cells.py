"""Cells of the import's grid: what is suggested while one types, what is done to many of them in one step, and what is kept
of it for the next file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.pages.imports.blocks import as_lines, cells_of
from ui.pages.imports.page import COMMIT, FILE
from ui.pages.imports.replayed_dialog import ReplayedDialog

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_bench import Bench, Settled, somebody
from import_books import HEADINGS, book, rifle


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


# -- many cells in one step --------------------------------------------------------------------------------------------

CTRL = Qt.KeyboardModifier.ControlModifier


def select(bench: Bench, rows: tuple[int, int], headings: tuple[str, str]) -> None:
    """Choose a block of cells."""
    grid = bench.page.check.grid
    bench.choose(rows[0], headings[0])
    block = QItemSelection(bench.at(rows[0], headings[0]), bench.at(rows[1], headings[1]))
    grid.selectionModel().select(block, grid.selectionModel().SelectionFlag.ClearAndSelect)
    grid.setFocus()


def test_a_block_from_a_spreadsheet_program_is_one_step(bench: Bench, good: Path) -> None:
    bench.open(good)
    before = bench.shown("Calibre"), bench.shown("Received"), bench.shown("Station")
    bench.page.check.grid.setFocus()
    bench.choose(10, "Calibre")
    lines = ("9x19mm\t2020-01-01\tGate 4\tno column", "5.56x45mm NATO\t2020-01-02\tGate 5\t", "no row\t\t\t")
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    bench.key(Qt.Key.Key_V, CTRL)
    assert bench.shown("Calibre")[10:] == ["9x19mm", "5.56x45mm NATO"]
    assert bench.shown("Station")[10:] == ["Gate 4", "Gate 5"]
    assert "6 cells have no place here" in bench.page.notice.text
    assert "6 pasted cells (3 columns)" in bench.page.check.edits.undo.toolTip()
    bench.key(Qt.Key.Key_Z, CTRL)
    assert (bench.shown("Calibre"), bench.shown("Received"), bench.shown("Station")) == before
    assert not bench.page.check.edits.undo.isEnabled()
    bench.key(Qt.Key.Key_Y, CTRL)
    assert bench.shown("Station")[10:] == ["Gate 4", "Gate 5"]


def test_filling_clearing_and_setting_several_columns_is_one_step_each(bench: Bench, good: Path) -> None:
    bench.open(good)
    undo = bench.page.check.edits.undo
    bench.type(0, "Calibre", "9x19mm")
    bench.type(0, "Station", "Gate 4")
    select(bench, (0, 3), ("Calibre", "Station"))
    bench.key(Qt.Key.Key_D, CTRL)
    assert bench.shown("Calibre")[:5] == ["9x19mm"] * 4 + ["7.62x51mm NATO"]
    assert bench.shown("Station")[:5] == ["Gate 4"] * 4 + ["North"]
    assert "9 filled cells (3 columns)" in undo.toolTip()
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.shown("Station")[:2] == ["Gate 4", "North"]
    assert bench.shown("Calibre")[:2] == ["9x19mm", "7.62x51mm NATO"]
    select(bench, (5, 6), ("Calibre", "Station"))
    bench.key(Qt.Key.Key_Delete, CTRL)
    assert bench.shown("Station")[5:7] == bench.shown("Received")[5:7] == ["", ""]
    assert "6 cleared cells" in undo.toolTip()
    QGuiApplication.clipboard().setText("Depot")
    bench.key(Qt.Key.Key_V, CTRL)
    assert bench.shown("Station")[5:7] == ["Depot", "Depot"]  # one cell goes into all that are chosen
    bench.key(Qt.Key.Key_Z, CTRL)
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.shown("Station")[5:7] == ["North", "North"]


def test_what_is_copied_is_what_stands_there_and_comes_back_the_same(bench: Bench, tmp_path: Path) -> None:
    bench.open(book(tmp_path / "long.xlsx", *(rifle(at, station=f"Gate\n{at}") for at in range(150))))
    texts = [f"Gate\n{at}" for at in range(150)]
    select(bench, (0, 149), ("Received", "Station"))
    bench.key(Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith('2019-03-01\t"Gate\n0"\n')
    assert copied.endswith('"Gate\n149"')  # also of rows that were never on the screen
    bench.key(Qt.Key.Key_Delete, CTRL)
    bench.choose(0, "Received")
    bench.key(Qt.Key.Key_V, CTRL)
    select(bench, (0, 149), ("Station", "Station"))
    bench.key(Qt.Key.Key_C, CTRL)
    assert cells_of(QGuiApplication.clipboard().text()) == [[each] for each in texts]


@given(st.lists(st.lists(st.text(st.sampled_from('ab "\t\n5')), min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_goes_onto_the_clipboard_is_read_back(lines: list[list[str]]) -> None:
    lines.append(["end", "end"])  # blank lines at the end are none
    assert cells_of(as_lines(list(zip(*lines, strict=True)))) == lines


# -- kept for the next file --------------------------------------------------------------------------------------------


def test_edits_go_out_as_a_file_and_are_done_again(bench: Bench, good: Path, answers: object, tmp_path: Path) -> None:
    bench.open(good)
    bench.type(7, "Received", "2019-04-01")
    answers.file = str(tmp_path / "edits.json")  # type: ignore[attr-defined]
    operations = bench.page.check.operations
    operations._on_write()
    bench.wait()
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.at(7, "Received").data() == "2019-03-08"
    operations._on_read()
    bench.wait()
    assert bench.at(7, "Received").data() == "2019-04-01"
    assert "1 edit was done again" in bench.page.notice.text


def test_kept_edits_are_offered_on_the_next_file_of_the_same_shape(bench: Bench, good: Path, tmp_path: Path) -> None:
    bench.open(good)
    bench.type(7, "Station", "Gate 4")
    bench.type(8, "Station", "Gate 5")
    menu = bench.page.check.operations
    menu.keep("Monthly list")
    bench.wait()
    assert "Monthly list" in bench.page.notice.text
    later = book(tmp_path / "later.xlsx", *(rifle(at, station="West" if at == 8 else "North") for at in range(12)))
    bench.open(later)
    offer = bench.page.check.offer
    assert "2 edits are kept as “Monthly list”" in offer.words.text()
    bench.press(offer.again)
    assert bench.shown("Station")[7:9] == ["Gate 4", "West"]
    assert offer.isHidden()
    dialog = bench.dialog(ReplayedDialog)
    assert isinstance(dialog, ReplayedDialog)
    assert (dialog.missed.index(0, 0).data(), dialog.missed.rowCount()) == ("IM-00008", 1)
    assert "North becomes Gate 5" in dialog.missed.index(0, 1).data()
    dialog.accept()
    bench.press(bench.page.check.edits.undo)
    assert bench.shown("Station")[7] == "North"
    headings = ("Model", "Serial number")
    bench.open(book(tmp_path / "other.xlsx", ["AKM", "A-1"], ["AKM", "A-2"], headings=headings))
    assert offer.isHidden()
    menu.menu().aboutToShow.emit()
    assert "Monthly list" not in " ".join(each.text() for each in menu.menu().actions())  # but under other columns


def test_what_is_kept_is_written_read_and_removed(bench: Bench, good: Path, answers: object, tmp_path: Path) -> None:
    bench.open(good)
    bench.type(7, "Station", "Gate 4")
    bench.page.check.operations.keep("Monthly list")
    bench.go(FILE)
    bench.press(bench.page.file.other)
    kept = bench.page.history.edits
    bench.page.history.setCurrentWidget(kept)
    kept.list.setCurrentRow(0)
    answers.file = str(tmp_path / "As next year.json")  # type: ignore[attr-defined]
    bench.press(kept.write)
    bench.press(kept.remove)
    assert kept.list.count() == 0
    bench.press(kept.read)
    assert [kept.list.item(at).text() for at in range(kept.list.count())] == ["As next year"]


# -- possible duplicates -----------------------------------------------------------------------------------------------


def test_what_a_row_may_be_the_same_as_is_shown_and_decided_by_a_key(bench: Bench, tmp_path: Path) -> None:
    rows = [rifle(at) for at in range(12)]
    rows[5], rows[8] = rifle(5, serial="IM-OOOO1"), rifle(8, serial="IM-00003", calibre="9x19mm")
    bench.open(book(tmp_path / "alike.xlsx", *rows))
    pane, counts = bench.page.check.row.evidence, bench.page.check.chips.buttons[5]
    assert "2" in counts.text()
    bench.choose(5, "Serial number")
    bench.qtbot.waitUntil(pane.isVisible, timeout=10_000)
    told = [
        [str(pane.compared.index(at, column).data()) for column in range(3)] for at in range(pane.compared.rowCount())
    ]
    assert ["≠ Serial number", "IM-OOOO1", "IM-00001"] in told
    assert "IM-00001" in bench.page.check.detail.text() or "row 3" in bench.page.check.detail.text()
    assert pane.accept.isVisible()
    bench.page.check.grid.setFocus()
    bench.key(Qt.Key.Key_G, CTRL)
    assert "1 row goes in all the same" in bench.page.notice.text
    assert "1" in counts.text()
    bench.choose(8, "Serial number")
    bench.qtbot.waitUntil(lambda: pane.current is not None and pane.current.number == 5, timeout=10_000)
    assert not pane.accept.isVisible()  # more than a likeness speaks against it
    bench.press(pane.leave)
    assert bench.page.check.model.rowCount() == 11
    assert bench.page.work.plan is not None
    assert bench.page.work.plan.counts.duplicates == 0


def test_totals_that_differ_are_said_before_it_is_recorded(bench: Bench, tmp_path: Path) -> None:
    headings = (*HEADINGS, "Unit value")
    rows = [[*rifle(at), 2] for at in range(5)]
    bench.open(book(tmp_path / "sum.xlsx", *rows, ["Total", *[""] * 6, 11], headings=headings))
    assert bench.page.check.totals.totals.index(0, 3).data() == "-1"
    bench.go(COMMIT)
    assert "states 11 for Unit value; 10 was counted" in bench.page.commit.before.totals.text
