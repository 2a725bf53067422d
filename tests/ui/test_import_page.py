"""The import workspace on a real office: from a file to its voucher and back, and everything on the way that a person
may want to do otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Change
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.rules import RULES_SUBJECT
from stockpile.domain.standing import Standing
from stockpile.office.workbench import Level, RowClass
from ui.desk import Desk
from ui.pages.imports import ImportPage
from ui.pages.imports.columns_model import FIELD, MIME
from ui.pages.imports.edit_dialogs import ReplaceDialog, SetDialog
from ui.pages.imports.made_dialogs import JoinDialog, SplitDialog
from ui.pages.imports.mapping_menu import KeepDialog
from ui.pages.imports.page import CHECK, COLUMNS, COMMIT, FILE, TABLE
from ui.pages.imports.undo_dialog import UndoDialog

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_bench import Bench, Settled, somebody
from import_books import HEADINGS, book, rifle

PASSWORD = "violet harbour lantern"


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Bench]:
    with somebody(desk, qtbot, settled) as made:
        yield made


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return book(tmp_path / "good.xlsx", *(rifle(at) for at in range(30)))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Two rows that cannot go in, a look-alike, and a place that is written in two ways."""
    rows = [rifle(at) for at in range(20)]
    rows[4] = rifle(4, serial="IM-00003", calibre="9x19mm")  # stands there already, with other details
    rows[9] = rifle(9, serial="IM-00008", calibre="9x19mm")
    rows[12] = rifle(12, received="32/13/2019")
    rows[15] = rifle(15, station="Nroth")
    return book(tmp_path / "faulty.xlsx", *rows)


# -- the straight way --------------------------------------------------------------------------------------------------


def test_a_good_file_needs_one_confirmation(desk: Desk, bench: Bench, good: Path) -> None:
    bench.open(good)
    assert bench.page.step == CHECK
    assert bench.page.check.model.rowCount() == 30
    assert "30 new rows go into the register" in bench.page.check.sentence.text()
    assert desk.office.reading.count() == 0
    bench.press(bench.page.check.take)
    assert bench.page.step == COMMIT
    assert desk.office.reading.count() == 30
    assert "RCV" in bench.page.commit.after.sentence.text()


def test_after_it_the_paper_the_weapons_and_the_way_back(
    desk: Desk, bench: Bench, good: Path, qtbot: QtBot, armoury: object
) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    bench.open(good)
    bench.press(bench.page.check.take)
    after = bench.page.commit.after
    with qtbot.waitSignal(bench.page.paper_wanted) as paper:
        qtbot.mouseClick(after.paper, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bench.page.goal_wanted) as goal:
        qtbot.mouseClick(after.weapons, Qt.MouseButton.LeftButton)
    where = goal.args[0].what
    assert isinstance(where, WeaponFilter)
    assert len(desk.office.reading.weapons(where)) == 30
    assert where.conditions[0].values == (paper.args[0],)
    bench.press(after.undo)
    dialog = bench.dialog(UndoDialog)
    assert isinstance(dialog, UndoDialog)
    assert "30 pieces become" in dialog.sentence.text()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.fields.problem(dialog.reason)
    dialog.reason.setText("The wrong file")
    dialog.signature.login.setText("commander")
    dialog.signature.password.setText(PASSWORD)
    bench.press(dialog.ok)
    assert "taken back" in dialog.notice.text
    dialog.reject()
    bench.wait()
    standings = {row.standing for row in desk.office.reading.weapons()}
    assert standings == {Standing.RECORDED_IN_ERROR}
    assert bench.page.step == FILE
    assert "taken back" in str(bench.page.history.records.index(0, 2).data())
    assert not bench.page.history.undo.isEnabled()


def test_the_same_file_again_adds_nothing_and_says_when_it_came(bench: Bench, good: Path) -> None:
    bench.open(good)
    bench.press(bench.page.check.take)
    bench.open(good)
    assert not bench.page.check.take.isEnabled()
    assert "already" in bench.page.check.sentence.text()
    bench.go(FILE)
    assert "RCV" in bench.page.file.opened.known.text


def test_above_the_limit_a_second_officer_signs(desk: Desk, bench: Bench, good: Path, armoury: object) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    desk.office.perform(Change(subject=RULES_SUBJECT, changes={"import_approval_limit": 10}), desk.session)
    bench.open(good)
    bench.press(bench.page.check.take)
    before = bench.page.commit.before
    assert bench.page.step == COMMIT
    assert before.signature.isVisible()
    assert desk.office.reading.count() == 0
    bench.press(before.take)
    assert before.signature.fields.problem(before.signature.login)
    before.signature.login.setText("commander")
    before.signature.password.setText(PASSWORD)
    before.authority.setText("Order 12")
    bench.press(before.take)
    assert desk.office.reading.count() == 30
    voucher = desk.office.reading.vouchers(1)[0]
    assert voucher.authority == "Order 12"
    assert [each.login for each in voucher.approvers] == ["commander"]
    assert not before.signature.password.text()


# -- file --------------------------------------------------------------------------------------------------------------


def test_a_file_is_typed_chosen_dropped_or_pasted(bench: Bench, good: Path, answers: object, qtbot: QtBot) -> None:
    file = bench.page.file
    qtbot.keyClicks(file.path, str(good))
    qtbot.keyClick(file.path, Qt.Key.Key_Return)
    bench.wait()
    assert bench.page.work.is_open
    bench.go(FILE)
    bench.press(file.other)
    assert not bench.page.work.is_open
    answers.file = str(good)  # type: ignore[attr-defined]
    bench.press(file.browse)
    assert bench.page.step == CHECK
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(good))])
    event = QDropEvent(
        QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    bench.page.dropEvent(event)
    bench.wait()
    assert bench.page.check.model.rowCount() == 30
    bench.go(FILE)
    bench.press(file.other)
    lines = ["\t".join(map(str, row)) for row in (HEADINGS, rifle(1), rifle(2))]
    QGuiApplication.clipboard().setText("\n".join(lines))
    bench.page.stepper.setFocus()
    qtbot.keyClick(bench.page.history.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.wait()
    bench.press(file.paste) if not bench.page.work.is_open else None
    assert bench.page.check.model.rowCount() == 2


def test_a_file_that_is_not_there_is_refused_at_its_field(bench: Bench, tmp_path: Path) -> None:
    bench.open(tmp_path / "absent.xlsx")
    assert bench.page.step == FILE
    assert "absent.xlsx" in bench.page.file.fields.problem(bench.page.file._row)


def test_no_inventory_says_what_each_sheet_lacks(bench: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "menu.xlsx", ["Soup", 3], ["Bread", 2], headings=["Dish", "Price"])
    bench.open(path)
    assert bench.page.step == FILE
    assert "It lacks" in bench.page.file.opened.known.text
    assert not bench.page.stepper.steps[CHECK].isEnabled()


def test_a_text_is_read_with_another_separator(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Serial number|Model;Maker\nA-1|G3A3;H&K\nA-2|G3A3;H&K\n", encoding="utf-8")
    bench.open(path)
    bench.go(FILE)
    opened = bench.page.file.opened
    assert opened.how.isVisible()
    opened.separator.setCurrentIndex(opened.separator.findData(";"))
    opened.separator.activated.emit(opened.separator.currentIndex())
    bench.wait()
    bench.go(COLUMNS)
    assert [each.heading for each in bench.page.columns._columns] == ["Serial number|Model", "Maker"]


def locked(good: Path, name: str, password: str) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    protected = good.with_name(name)
    with good.open("rb") as plain, protected.open("wb") as out:
        OOXMLFile(plain).encrypt(password, out)
    return protected


def test_files_under_different_passwords_are_opened_one_after_the_other(bench: Bench, good: Path) -> None:
    bench.open(good, locked(good, "one.xlsx", "open sesame"), locked(good, "two.xlsx", "close sesame"))
    file = bench.page.file
    for password, there, why in (
        ("", 1, "one.xlsx is protected"),
        ("open sesame", 2, "two.xlsx"),
        ("guess", 2, "The password does not open two.xlsx"),
        ("close sesame", 3, ""),
    ):
        if password:
            bench.qtbot.keyClicks(bench.page.window().focusWidget(), password)
            bench.key(Qt.Key.Key_Return)
        assert len(bench.page.work.files) == there
        assert (bench.page.step == FILE) == bool(why)
        assert why in file.fields.problem(file.password)
        assert bench.page.window().focusWidget() is file.password or not why
    assert bench.page.step == CHECK


def test_a_protected_workbook_asks_for_its_password(bench: Bench, good: Path) -> None:
    protected = locked(good, "protected.xlsx", "open sesame")
    bench.open(protected)
    file = bench.page.file
    assert file.password.isVisible()
    assert file.fields.problem(file.password)
    file.password.setText("open sesame")
    bench.key(Qt.Key.Key_Return)
    assert bench.page.step == CHECK
    assert bench.page.check.model.rowCount() == 30


# -- table -------------------------------------------------------------------------------------------------------------


def test_sheets_are_taken_and_left_by_hand(bench: Bench, tmp_path: Path) -> None:
    more = [HEADINGS, *(rifle(at) for at in range(100, 105))]
    path = book(tmp_path / "two.xlsx", *(rifle(at) for at in range(5)), Depot=more, Notes=[["Counted in March"]])
    bench.open(path)
    bench.go(TABLE)
    step = bench.page.table
    assert [each.taken for each in bench.page.work.tables] == [True, True, False]
    step.table.setFocus()
    step.table.selectRow(1)
    bench.qtbot.keyClick(step.table, Qt.Key.Key_Space)
    bench.wait()
    assert [each.taken for each in bench.page.work.tables] == [True, False, False]
    bench.go(CHECK)
    assert bench.page.check.model.rowCount() == 5


def test_rows_that_are_left_out_are_listed_and_taken_in(bench: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "total.xlsx", *(rifle(at) for at in range(5)), ["Total", "", 5])
    bench.open(path)
    bench.go(TABLE)
    left_out = bench.page.table.left_out
    bench.page.table.tabs.setCurrentIndex(1)
    assert left_out.rows.rowCount() == 1
    assert left_out.rows.index(0, 1).data() == "Total"
    left_out.table.selectRow(0)
    bench.press(left_out.take_in)
    bench.go(CHECK)
    assert bench.page.check.model.rowCount() == 6


def test_the_header_is_named_by_hand(bench: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "late.xlsx", ["x", "y"], HEADINGS, *(rifle(at) for at in range(5)), headings=["a", "b"])
    bench.open(path)
    bench.go(TABLE)
    assert bench.page.table.layout_bar.header.value() == 3
    bench.page.table.layout_bar.header.setValue(1)
    bench.press(bench.page.table.layout_bar.read_again)
    assert bench.page.work.tables[0].header_row == 1


# -- columns -----------------------------------------------------------------------------------------------------------


def field_of(bench: Bench, heading: str) -> str:
    return next(each.field for each in bench.page.columns._columns if each.heading == heading)


def test_a_field_is_chosen_by_key_and_by_dragging(bench: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "odd.xlsx", *([*rifle(at), "R-1"] for at in range(8)), headings=(*HEADINGS, "Kasten"))
    bench.open(path)
    bench.go(COLUMNS)
    step = bench.page.columns
    row = [each.heading for each in step._columns].index("Kasten")
    assert field_of(bench, "Kasten") == ""
    assert "Kasten" in step.said.text()
    delegate = step.table.delegate  # its list cannot be opened on the offscreen platform; a real window's test does
    editor = delegate.createEditor(step.table, QStyleOptionViewItem(), step.columns.index(row, FIELD))
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(editor.findData("asset_number"))
    delegate.setModelData(editor, step.columns, step.columns.index(row, FIELD))
    editor.deleteLater()
    bench.wait()
    assert field_of(bench, "Kasten") == "asset_number"
    data = QMimeData()
    data.setData(MIME, b"remark")
    step.columns.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, step.columns.index(row, FIELD))
    bench.wait()
    assert field_of(bench, "Kasten") == "remark"
    assert bench.page.work.plan is None
    bench.press(step.go_on)
    assert bench.page.step == CHECK
    assert bench.page.work.plan is not None


def test_columns_are_split_and_joined(bench: Bench, tmp_path: Path) -> None:
    rows = [["H&K G3A3", f"S-{at}", "North", "Rack 2"] for at in range(8)]
    path = book(tmp_path / "both.xlsx", *rows, headings=("Weapon", "Serial number", "Room", "Shelf"))
    bench.open(path)
    bench.go(COLUMNS)
    step = bench.page.columns
    step.table.selectRow(0)
    bench.press(step.split)
    split = bench.dialog(SplitDialog)
    assert isinstance(split, SplitDialog)
    assert not split.ok.isEnabled()
    for place, name in ((0, "maker"), (1, "model")):
        split.parts[place].setCurrentIndex(split.parts[place].findData(name))
        split.parts[place].activated.emit(0)
    assert "H&K | G3A3" in split.sample.text()
    bench.press(split.ok)
    assert {"maker", "model"} <= {each.field for each in step._columns if each.made == "split"}
    bench.press(step.join)
    join = bench.dialog(JoinDialog)
    assert isinstance(join, JoinDialog)
    bench.press(join.ok)
    assert join.fields.problem(join.list)
    for at in range(join.list.count()):
        wanted = join.list.item(at).text() in ("Room", "Shelf")
        join.list.item(at).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    join.field.setCurrentIndex(join.field.findData("place"))
    bench.press(join.ok)
    made = next(each for each in step._columns if each.made == "join")
    assert made.field == "place"
    assert made.samples == ("North Rack 2",)


def test_a_mapping_is_kept_and_taken_for_the_next_file(
    bench: Bench, tmp_path: Path, answers: object, qtbot: QtBot
) -> None:
    headings = ("Hersteller", "Modell", "Nummer", "Kasten")
    path = book(tmp_path / "a.xlsx", *(["H&K", "G3A3", f"N-{at}", "R-1"] for at in range(6)), headings=headings)
    bench.open(path)
    bench.go(COLUMNS)
    step = bench.page.columns
    step._on_field("Kasten", "place")
    bench.wait()
    step.mappings._on_keep()
    keep = step.findChild(KeepDialog)
    assert keep is not None
    keep.setTextValue("German depots")
    keep.accept()
    bench.wait()
    assert "German depots" in step.mappings._names
    answers.file = str(tmp_path / "mapping.json")  # type: ignore[attr-defined]
    step.mappings._on_write()
    bench.wait()
    step._on_field("Kasten", "")
    bench.wait()
    step.mappings._on_read()
    bench.wait()
    assert field_of(bench, "Kasten") == "place"
    step._on_field("Kasten", "")
    bench.wait()
    step.mappings.menu().aboutToShow.emit()
    action = next(each for each in step.mappings.menu().actions() if "German depots" in each.text())
    action.trigger()
    bench.wait()
    assert field_of(bench, "Kasten") == "place"


# -- check -------------------------------------------------------------------------------------------------------------


def test_f8_walks_what_keeps_rows_out_and_a_mended_cell_is_judged(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    grid, model = bench.page.check.grid, bench.page.check.model
    assert bench.page.work.plan is not None
    assert bench.page.work.plan.counts.rejected == 2
    grid.setFocus()
    bench.key(Qt.Key.Key_F8)
    first = grid.currentIndex().row()
    assert first == 4
    assert bench.page.check.detail.text()
    bench.key(Qt.Key.Key_F8)
    while grid.currentIndex().row() == first:
        bench.key(Qt.Key.Key_F8)
    assert grid.currentIndex().row() == 9
    bench.key(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    while grid.currentIndex().row() == 9:
        bench.key(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert grid.currentIndex().row() == 4
    bench.type(4, "Serial number", "IM-00004")
    assert bench.page.work.plan.counts.rejected == 1
    assert bench.at(4, "Serial number").data() == "IM-00004"
    row = model.row(4)
    assert row is not None
    assert row.row_class == RowClass.NEW
    assert row.cells[2].was == "IM-00003"
    assert grid.currentIndex().row() == 5  # Enter went on to the next row; nothing else moved


def test_edits_are_undone_and_done_again(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    bench.type(4, "Serial number", "IM-00004")
    edits = bench.page.check.edits
    assert "text in 1 cell (Serial number)" in edits.undo.toolTip()
    bench.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.at(4, "Serial number").data() == "IM-00003"
    assert bench.page.work.plan is not None
    assert bench.page.work.plan.counts.rejected == 2
    bench.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert bench.at(4, "Serial number").data() == "IM-00004"
    assert not edits.redo.isEnabled()


def test_chips_show_rows_of_one_kind_with_their_counts(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    chips = bench.page.check.chips
    texts = {each.accessibleName() for each in chips.buttons if not each.isHidden()}
    assert "All rows: 20" in texts
    rejected = next(
        each
        for each in chips.buttons
        if each.accessibleName().startswith(("Rejected", "Possible")) and not each.isHidden()
    )
    bench.press(rejected)
    assert bench.page.check.model.rowCount() == 2
    bench.page.check.holds.setText("IM-00003")
    bench.qtbot.wait(400)
    bench.wait()
    assert bench.page.check.model.rowCount() == 1


def test_rows_are_taken_out_and_in_again(bench: Bench, good: Path) -> None:
    bench.open(good)
    grid = bench.page.check.grid
    grid.setFocus()
    bench.choose(3, "Model")
    bench.key(Qt.Key.Key_Delete)
    assert bench.page.check.model.rowCount() == 29
    assert grid.currentIndex().row() == 3
    left_out = bench.page.check.chips.buttons[-1]
    bench.press(left_out)
    assert bench.page.check.model.rowCount() == 1
    grid.go_to(0, 1)
    bench.key(Qt.Key.Key_Insert)
    bench.press(bench.page.check.chips.buttons[0])
    assert bench.page.check.model.rowCount() == 30


def test_cells_are_filled_set_and_pasted(bench: Bench, good: Path) -> None:
    bench.open(good)
    grid = bench.page.check.grid
    grid.setFocus()
    bench.type(0, "Station", "Gate 4")
    selection = grid.selectionModel()
    flag = selection.SelectionFlag
    bench.choose(0, "Station")
    for row in range(1, 4):
        selection.select(bench.at(row, "Station"), flag.Select)
    bench.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert bench.shown("Station")[:5] == ["Gate 4"] * 4 + ["North"]
    bench.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = bench.dialog(SetDialog)
    assert isinstance(dialog, SetDialog)
    dialog.text.setText("Depot")
    dialog._on_ok()
    bench.wait()
    assert bench.shown("Station")[:5] == ["Depot"] * 4 + ["North"]
    QGuiApplication.clipboard().setText("5.56x45mm NATO\t2020-01-01\n9x19mm\t2020-01-02\n")
    bench.choose(10, "Calibre")
    bench.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert bench.shown("Calibre")[10:12] == ["5.56x45mm NATO", "9x19mm"]
    assert bench.shown("Received")[10:12] == ["2020-01-01", "2020-01-02"]


def test_replace_counts_first_and_takes_regular_expressions(bench: Bench, good: Path) -> None:
    bench.open(good)
    bench.page.check.grid.setFocus()
    bench.choose(0, "Serial number")
    bench.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = bench.dialog(ReplaceDialog)
    assert isinstance(dialog, ReplaceDialog)
    dialog.where.setCurrentIndex(dialog.where.findData("Serial number"))
    dialog.regex.click()
    dialog.sought.setText(r"IM-(\d")
    bench.qtbot.waitUntil(lambda: bool(dialog.fields.problem(dialog.sought)), timeout=10_000)
    dialog.sought.setText(r"IM-(\d+)")
    dialog.by.setText(r"NB-\1")
    bench.qtbot.waitUntil(dialog.ok.isEnabled, timeout=10_000)
    assert "30 cells" in dialog.count.text()
    assert bench.shown("Serial number")[0] == "IM-00000"
    bench.press(dialog.ok)
    assert bench.shown("Serial number")[0] == "NB-00000"


def test_unknown_places_are_matched_and_made(desk: Desk, bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    values = bench.page.check.values
    bench.page.check.tabs.setCurrentWidget(values)
    values.field.setCurrentIndex(values.field.findData("place"))
    values.field.activated.emit(values.field.currentIndex())
    texts = [text for each in values._unknown["place"] for text, _count in each.values]
    assert set(texts) == {"North", "Nroth"}
    row = next(at for at, each in enumerate(values._unknown["place"]) if "Nroth" in dict(each.values))
    values.table.selectRow(row)
    values.meaning.setEditText("North")
    bench.press(values.take)
    assert set(bench.shown("Station")) == {"North"}
    values.table.selectRow(0)
    bench.press(values.make)
    assert "HQ/North" in desk.office.reading.things("location")
    assert "place" not in values._unknown


def test_what_changes_is_shown_old_beside_new(desk: Desk, bench: Bench, good: Path, tmp_path: Path) -> None:
    bench.open(good)
    bench.press(bench.page.check.take)
    again = book(
        tmp_path / "again.xlsx", *(rifle(at, calibre="9x19mm" if at == 6 else "7.62x51mm NATO") for at in range(30))
    )
    bench.open(again)
    assert bench.page.work.plan is not None
    assert bench.page.work.plan.counts.changes == 1
    bench.choose(6, "Calibre")
    bench.wait()
    pane = bench.page.check.row
    assert pane.changes.rowCount() == 1
    assert "7.62" in str(pane.changes.index(0, 1).data())
    assert "9" in str(pane.changes.index(0, 2).data())
    said = pane.evidence.text  # that of the row before stays until this row's is there
    bench.qtbot.waitUntil(lambda: "It is HQ-W0000007 of the register" in said.text(), timeout=10_000)
    assert pane.evidence.isVisible()
    assert pane.evidence.table.isHidden()  # what it changes there stands above


def test_totals_of_the_sheet_are_held_against_ours(bench: Bench, tmp_path: Path) -> None:
    rows = [[*rifle(at), 2] for at in range(5)]
    headings = (*HEADINGS, "Unit value")
    path = book(tmp_path / "sum.xlsx", *rows, ["Total", "", "", "", "", "", "", 11], headings=headings)
    bench.open(path)
    totals = bench.page.check.totals.totals
    assert totals.rowCount() == 1
    assert str(totals.index(0, 2).data()).startswith("✕")
    assert "▲" in bench.page.check.tabs.tabText(2)


def test_what_stays_out_is_saved_and_comes_in_mended(
    desk: Desk, bench: Bench, faulty: Path, answers: object, tmp_path: Path
) -> None:
    import openpyxl

    bench.open(faulty)
    bench.press(bench.page.check.take)
    assert desk.office.reading.count() == 18
    rejects = tmp_path / "rejects.xlsx"
    answers.file = str(rejects)  # type: ignore[attr-defined]
    bench.press(bench.page.commit.after.rejects)
    assert "2 rows" in bench.page.notice.text
    made = openpyxl.load_workbook(rejects)
    sheet = made["Rifles"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [line[2] for line in lines] == ["IM-00003", "IM-00008"]
    sheet["C2"], sheet["C3"] = "IM-00004", "IM-00009"
    made.save(rejects)
    bench.open(rejects)
    bench.press(bench.page.check.take)
    assert desk.office.reading.count() == 20


def test_the_grid_is_a_model_as_qt_wants_one(bench: Bench, faulty: Path, qtmodeltester: ModelTester) -> None:
    bench.open(faulty)
    qtmodeltester.check(bench.page.check.model, force_py=True)


def test_every_state_has_a_sign_and_words(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    index = bench.at(12, "Received")
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) != index.data()
    row = bench.page.check.model.row(12)
    assert row is not None
    assert row.level == Level.WARNING


# -- leaving and coming back -------------------------------------------------------------------------------------------


def test_who_locks_the_desk_goes_on_where_they_were(
    desk: Desk, bench: Bench, faulty: Path, qtbot: QtBot, settled: Settled
) -> None:
    bench.open(faulty)
    bench.type(4, "Serial number", "IM-00004")
    bench.page.close()
    again = ImportPage(desk)
    qtbot.addWidget(again)
    again.show()
    for _again in range(3):
        settled()
    assert again.step == CHECK
    assert again.work.plan is not None
    assert again.work.plan.counts.rejected == 1
    assert desk.office.reading.count() == 0
    assert desk.unfinished.titles == ("faulty.xlsx",)
    again.close()
    bench.page.work.lane = None


def test_another_file_asks_before_edits_are_lost(bench: Bench, faulty: Path, good: Path, answers: object) -> None:
    bench.open(faulty)
    bench.type(4, "Serial number", "IM-00004")
    answers.yes = False  # type: ignore[attr-defined]
    bench.open(good)
    assert bench.page.work.title == "faulty.xlsx"
    answers.yes = True  # type: ignore[attr-defined]
    bench.open(good)
    assert bench.page.work.title == "good.xlsx"


def test_a_reference_chooses_its_import(bench: Bench, good: Path, desk: Desk) -> None:
    bench.open(good)
    bench.press(bench.page.check.take)
    reference = desk.office.workbench.history()[0].reference
    bench.page.show_goal(f"rejected:{reference}")
    bench.wait()
    assert bench.page.step == FILE
    assert bench.page.history.chosen is not None
    assert bench.page.history.chosen.reference == reference


def test_every_control_has_a_name(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    for step in (FILE, TABLE, COLUMNS, CHECK, COMMIT):
        bench.go(step)
        assert bench.page.step == step
        nameless = [
            type(each).__name__
            for each in bench.page.findChildren(QWidget)
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (each.accessibleName() or getattr(each, "text", str)())
            and not isinstance(each.parentWidget(), QComboBox)
        ]
        assert not nameless, (step, nameless)


def test_it_fits_a_small_screen(bench: Bench, faulty: Path) -> None:
    bench.open(faulty)
    for step in (FILE, TABLE, COLUMNS, CHECK, COMMIT):
        bench.go(step)
        hint = bench.page.minimumSizeHint()
        assert hint.width() <= 1366 - 176 - 40
        assert hint.height() <= 640


def test_an_import_whose_rows_are_not_judged_any_more_asks_for_it_once(bench: Bench, good: Path) -> None:
    bench.open(good)
    bench.type(0, "Station", "Gate 4")
    assert bench.page.work.lane is not None
    bench.page.work.lane.bench.session.work.checked = False
    bench.type(1, "Station", "Gate 4")
    bench.qtbot.wait(400)
    bench.wait()
    bench.go(COMMIT)
    assert bench.page.step == COLUMNS
    bench.press(bench.page.columns.go_on)
    assert bench.page.work.plan is not None


def test_files_and_a_folder_that_are_dropped_together_are_one_import(
    desk: Desk, bench: Bench, good: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "depots"
    (folder / "north").mkdir(parents=True)
    book(folder / "a.xlsx", *(rifle(at) for at in range(100, 103)))
    book(folder / "north" / "b.xlsx", *(rifle(at) for at in range(200, 204)))
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4 no list")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in (good, folder)])
    event = QDropEvent(
        QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    bench.page.dropEvent(event)
    bench.wait()
    assert bench.page.work.title == "3 files"
    assert bench.page.check.model.rowCount() == 37
    bench.press(bench.page.check.take)
    assert desk.office.reading.count() == 37
    assert len(desk.office.workbench.history()) == 1
