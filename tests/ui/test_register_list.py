"""The register's list: filters that share one state, columns, saved views, finding, copying and exporting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from databases import Original
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stockpile.acts.issuing import Issue
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.filter_text import parse
from stockpile.domain.voucher import Kind
from ui.desk import Desk
from ui.models.saved_view import SavedView, ready_made, views
from ui.models.weapon_columns import COLUMNS, PLACE, Arrangement, arrangement
from ui.pages.register import RegisterPage
from ui.tasks import Tasks
from ui.widgets.register_list import NOTHING_FITS, NOTHING_YET
from ui.widgets.views_menu import SaveViewDialog

Settled = Callable[[], None]
offscreen_popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: armoury.two_models())


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    return armoury.ids  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def page(register: RegisterPage) -> RegisterPage:
    return register


def serials(page: RegisterPage) -> list[str]:
    at = PLACE["serial"]
    return [str(page.model.data(page.model.index(row, at))) for row in range(page.model.rowCount())]


def narrow(page: RegisterPage, settled: Settled, *conditions: str) -> None:
    for each in conditions:
        page.list.state.add(parse(each))
    settled()


# -- one state ---------------------------------------------------------------------------------------------------------


def test_a_condition_is_a_chip_and_leaves_by_keyboard(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    narrow(page, settled, "model is AKM", "serial contains 103|104")
    assert page.subtitle.text() == "2 weapons · 2 filters"
    first, second = page.filters.chips()
    assert "Model is AKM" in first.text()
    assert "103 or 104" in second.text()
    assert first.accessibleName() == "Remove the filter: Model is AKM"
    other = second.accessibleName()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    settled()
    assert [each.accessibleName() for each in page.filters.chips()] == [other]
    qtbot.keyClick(page.filters.chips()[0], Qt.Key.Key_Space)
    settled()
    assert page.subtitle.text() == "10 weapons"


def test_a_condition_is_typed_in_the_drawer(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert page.side.currentWidget() is page.drawer
    settled()
    editor = page.drawer.editor
    editor.show_field("serial")
    editor.operator.setCurrentIndex(editor.operator.findData("begins with"))
    qtbot.keyClicks(editor.value, "ka-00010")
    qtbot.keyClick(editor.value, Qt.Key.Key_Return)
    settled()
    assert page.list.state.conditions == (Condition("serial", Operator.BEGINS, ("ka-00010",)),)
    assert page.model.rowCount() == 5
    page.drawer.edit(page.list.state.conditions[0])
    editor.value.setText("ka-000104")
    editor.apply.click()
    settled()
    assert serials(page) == ["KA-000104"]
    qtbot.keyClick(page.drawer, Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.pane


def test_what_cannot_be_compared_is_said_at_the_field(page: RegisterPage, qtbot: QtBot) -> None:
    editor = page.drawer.editor
    editor.show_field("received_on")
    editor.value.setText("yesterday")
    editor.apply.click()
    assert "today-30" in editor._why.text()
    assert editor.value.property("wrong") == "true"
    editor.value.clear()
    editor.apply.click()
    assert editor._why.text()
    assert page.list.state.conditions == ()


def test_values_are_ticked_and_the_others_stay_in_sight(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    page.toggle_drawer()
    page.drawer._heads["model"].click()
    settled()
    values = page.drawer.facets["model"].list
    assert [values.item(at).text() for at in range(values.count())] == ["AKM  ·  5", "G3A3  ·  5"]
    values.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: page.list.state.chosen("model") == ("AKM",))
    settled()
    assert page.model.rowCount() == 5
    assert [values.item(at).text() for at in range(values.count())] == ["AKM  ·  5", "G3A3  ·  5"]
    values.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: len(page.list.state.chosen("model")) == 2)
    settled()
    assert page.model.rowCount() == 10
    page.list.state.clear()
    settled()
    assert values.item(0).checkState() is Qt.CheckState.Unchecked


@offscreen_popups
def test_a_heading_opens_its_own_filter(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    page.focus_table()
    page.table.setCurrentIndex(page.model.index(0, PLACE["model"]))
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled()
    menu = page.list._menu
    assert menu is not None
    assert menu.values is not None
    assert "5" in menu.values.list.item(0).text()
    menu.editor.value.setText("G3")
    menu.editor.operator.setCurrentIndex(menu.editor.operator.findData("contains"))
    qtbot.keyClick(menu.editor.value, Qt.Key.Key_Return)
    settled()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.model.rowCount() == 5
    assert page.list._menu is None
    assert PLACE["model"] in page.table.header._narrowing


@offscreen_popups
def test_an_order_and_a_place_from_the_heading(page: RegisterPage, settled: Settled) -> None:
    menu = page.list.open_menu(PLACE["model"], page.table.header.menu_place(PLACE["model"]))
    menu._on_order("-model")
    settled()
    assert page.where.order == "-model"
    page.list.open_menu(PLACE["serial"], page.table.header.menu_place(PLACE["serial"]))._on_freeze()
    assert page.table.arrangement.frozen == 2
    page.list.open_menu(PLACE["holder"], page.table.header.menu_place(PLACE["holder"]))._on_hide()
    assert "holder" not in page.table.arrangement.names
    page.list.open_menu(PLACE["serial"], page.table.header.menu_place(PLACE["serial"]))._on_freeze()
    assert page.table.arrangement.frozen == 1


def test_a_header_click_sorts_and_a_third_one_does_not(page: RegisterPage, settled: Settled) -> None:
    header = page.table.header
    header.setSortIndicator(PLACE["serial"], Qt.SortOrder.DescendingOrder)
    settled()
    assert serials(page)[0] == "KA-000104"
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    settled()
    assert page.where.order == ""


def test_another_page_shows_what_it_means(page: RegisterPage, weapons: tuple[str, ...], settled: Settled) -> None:
    page.show_goal(WeaponFilter(model="AKM", standing="in stock", order="-serial"))
    settled()
    assert serials(page)[0] == "KA-000104"
    assert page.subtitle.text() == "5 weapons · 2 filters"
    page.show_goal(weapons[0])
    settled()
    assert serials(page) == ["KA-000001"]
    page.show_goal(WeaponFilter())
    settled()
    assert page.model.rowCount() == 10


def test_the_site_in_view_narrows_without_a_chip(desk: Desk, page: RegisterPage, settled: Settled) -> None:
    desk.site.show("NORTH")
    settled()
    assert page.list.stack.currentIndex() == NOTHING_FITS
    assert page.filters.chips() == []
    desk.site.show("")
    settled()
    assert page.model.rowCount() == 10


def test_a_day_that_is_past_is_read_only(desk: Desk, page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    yesterday = date.today() - timedelta(days=1)
    page.list.state.look_at(yesterday)
    settled()
    assert page.model.rowCount() == 0
    assert yesterday.isoformat() in page.list.past.text
    page.list.state.look_at(date.today())
    settled()
    page.list.go_to(0)
    qtbot.waitUntil(lambda: not page._settle.isActive())
    settled()
    assert not page.pane.acts.button(Kind.ISSUE).isEnabled()
    page.list.state.clear()
    settled()
    assert page.list.past.text == ""


def test_nothing_yet_leads_to_the_import(empty_desk: Desk, qtbot: QtBot, settled: Settled) -> None:
    page = RegisterPage(empty_desk)
    qtbot.addWidget(page)
    page.entered()
    settled()
    assert page.list.stack.currentIndex() == NOTHING_YET
    with qtbot.waitSignal(page.goal_wanted) as wanted:
        page.list.import_wanted.emit()
    assert wanted.args[0].page == "import"


# -- columns -----------------------------------------------------------------------------------------------------------


def test_columns_are_chosen_ordered_frozen_and_remembered(
    desk: Desk, page: RegisterPage, qtbot: QtBot, settled: Settled
) -> None:
    dialog = page.choose_columns()
    names = [str(dialog.list.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(dialog.list.count())]
    dialog.list.item(names.index("id")).setCheckState(Qt.CheckState.Checked)
    dialog.list.item(names.index("maker")).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.setCurrentRow(names.index("serial"))
    dialog._on_up()
    dialog.frozen.setValue(1)
    dialog._on_chosen()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = page.table.arrangement
    assert shown.names[0] == "serial"
    assert "id" in shown.names
    assert "maker" not in shown.names
    assert page.table.isColumnHidden(PLACE["maker"])
    assert not page.table.frozen.isHidden()
    assert page.table.header.visualIndex(PLACE["serial"]) == 0
    page.list._keep_columns()
    settled()
    again = RegisterPage(desk)
    qtbot.addWidget(again)
    again.entered()
    settled()
    assert again.table.arrangement == shown


def test_a_column_made_wider_by_mouse_stays_so(page: RegisterPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.table.arranged):
        page.table.header.resizeSection(PLACE["model"], 222)
    assert page.table.arrangement.width("model") == 222
    with qtbot.waitSignal(page.table.arranged):
        page.table.header.moveSection(page.table.header.visualIndex(PLACE["site"]), 0)
    assert page.table.arrangement.names[0] == "site"
    assert page.table.columnWidth(PLACE["model"]) == 222


def test_the_current_cell_is_never_under_the_columns_that_stay(page: RegisterPage, qtbot: QtBot) -> None:
    page.resize(700, 500)
    page.list.arrange(Arrangement(tuple(each.name for each in COLUMNS), (), 2))
    for name in ("receipt", "model", "id", "calibre"):
        index = page.model.index(0, PLACE[name])
        page.table.setCurrentIndex(index)
        page.table.scrollTo(index)
        assert page.table.visualRect(index).left() >= page.table.frozen.covered


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"names": ["nothing"]}', '{"widths": {"serial": "wide"}}', '{"frozen": 99}']
)
def test_what_was_kept_and_is_odd_does_no_harm(text: str) -> None:
    found = arrangement(text)
    assert set(found.names) == {each.name for each in COLUMNS if each.shown}
    assert 0 <= found.frozen < len(found.names)


def test_an_arrangement_is_kept_as_it_is() -> None:
    made = Arrangement(("id", "serial"), (("id", 200),), 1)
    assert arrangement(made.printed()) == made


def test_every_cell_and_heading_can_be_heard(page: RegisterPage) -> None:
    for column in range(page.model.columnCount()):
        index = page.model.index(0, column)
        assert page.model.headerData(column, Qt.Orientation.Horizontal)
        assert "KA-000001" in str(page.model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole))


# -- views -------------------------------------------------------------------------------------------------------------


def test_a_view_is_saved_shown_again_and_dropped(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    narrow(page, settled, "model is AKM")
    page.list.sort("-serial")
    settled()
    dialog = page.save_view()
    assert isinstance(dialog, SaveViewDialog)
    dialog._on_save()
    assert dialog.notice.text
    dialog.name.setText("  Kalashnikovs | ours ")
    dialog._on_save()
    settled()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.views.chosen.emit(None)
    settled()
    assert page.model.rowCount() == 10
    (view,) = page.views.views
    assert view.name == "Kalashnikovs | ours"
    page.views.chosen.emit(view)
    settled()
    assert serials(page)[0] == "KA-000104"
    assert any("Kalashnikovs" in each.text() for each in page.views.menu().actions())
    page.views.drop(view)
    settled()
    assert page.views.views == []


def test_a_shared_view_is_everybodys_and_its_owners_to_drop(
    armoury: object, page: RegisterPage, desk: Desk, qtbot: QtBot, tasks: Tasks, settled: Settled
) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    page._on_save("For all", True)
    settled()
    other = Desk(desk.office, armoury.log_in("inspector"), tasks, desk.ask, desk.remembered)  # type: ignore[attr-defined]
    theirs = RegisterPage(other)
    qtbot.addWidget(theirs)
    theirs.entered()
    settled()
    (view,) = theirs.views.views
    assert view.shared
    assert not theirs.views.may_drop(view)
    assert page.views.may_drop(page.views.views[0])


def test_ready_made_views_ask_what_the_register_knows(desk: Desk, weapons: tuple[str, ...]) -> None:
    desk.office.perform(Issue(weapons=weapons[:2], holder="7-COY"), desk.session)
    counts = {view.name: len(desk.office.browsing.look(view.where).keys) for view in ready_made()}
    assert counts["Issued"] == 2
    assert counts["Not in a place"] == 8
    assert counts["Overdue"] == 0


def test_a_view_that_cannot_be_read_is_left_out() -> None:
    good = SavedView(
        "a", WeaponFilter(query="x", as_at=date(2026, 1, 2), order="serial"), Arrangement(("id",)), shared=True
    )
    kept = {
        good.kept_name: good.printed(),
        "view/b": "{",
        "view/c": '{"conditions": ["colour is red"]}',
        "view/d": "[]",
    }
    assert views(kept) == [good]


# -- finding, copying, exporting ---------------------------------------------------------------------------------------


def test_typing_finds_in_the_current_column(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    page.focus_table()
    page.table.setCurrentIndex(page.model.index(0, PLACE["serial"]))
    qtbot.keyClicks(page.table, "ka-00010")
    settled()
    assert page.table.currentIndex().row() == 5
    assert "5 weapons" in page.list.found.text()
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    assert page.table.currentIndex().row() == 6
    page.list.go_to(9)
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    assert page.table.currentIndex().row() == 5
    page.table._forget_letters()
    qtbot.keyClicks(page.table, "zz")
    settled()
    assert "No Serial number here" in page.list.found.text()
    assert page.table.currentIndex().row() == 5


def test_rows_are_copied_below_their_headings(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    page.list.go_to(0)
    page.list.arrange(Arrangement(("serial", "standing", "id")))
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settled()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "Serial number\tStanding\tStockpile id\nKA-000001\tIn stock\tHQ-W0000001"
    assert "mso-number-format:'\\@'" in copied.html()
    assert page.notice.text


def test_what_is_seen_is_exported_as_a_workbook_that_can_come_back(
    desk: Desk, page: RegisterPage, answers: object, tmp_path: Path, settled: Settled
) -> None:
    narrow(page, settled, "model is AKM")
    page.list.sort("-serial")
    page.list.arrange(Arrangement(("serial", "standing", "model")))
    settled()
    answers.file = str(tmp_path / "seen")  # type: ignore[attr-defined]
    page.export.export(".xlsx", chosen=False)
    settled()
    book = load_workbook(tmp_path / "seen.xlsx")
    sheet, about = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Stockpile id", "Serial number", "Standing", "Model"]
    assert rows[1] == ["HQ-W0000010", "KA-000104", "In stock", "AKM"]
    assert len(rows) == 6
    assert {cell.number_format for row in sheet.iter_rows(min_row=2) for cell in row} == {"@"}
    said = {str(row[0].value): row[1].value for row in about.iter_rows()}
    assert about.title == "About"
    assert said["Database"] == desk.office.store.database
    assert said["Columns"] == "id serial standing model"
    assert said["Condition"] == "model is AKM"
    assert said["Seal"] == "HQ"
    assert "5 weapons" in page.notice.text


def test_only_the_chosen_are_exported_as_a_paper(
    page: RegisterPage, answers: object, tmp_path: Path, desk: Desk, settled: Settled
) -> None:
    page.list.go_to(2)
    answers.file = str(tmp_path / "chosen.pdf")  # type: ignore[attr-defined]
    page.export.export(".pdf", chosen=True)
    settled()
    pdf = (tmp_path / "chosen.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert desk.office.papers.page_count(pdf) == 2
    assert "1 weapon is in" in page.notice.text


def test_the_way_out_says_how_many(page: RegisterPage, settled: Settled) -> None:
    page.table.selectAll()
    page.export._fill()
    words = [each.text() for each in page.export.menu().actions()]
    assert "Everything seen here: 10 weapons" in words
    assert "10 chosen weapons" in words


@offscreen_popups
def test_everything_that_takes_the_keyboard_has_a_name(page: RegisterPage, settled: Settled) -> None:
    page.toggle_drawer()
    settled()
    menu = page.list.open_menu(PLACE["model"], page.table.header.menu_place(PLACE["model"]))
    settled()
    for within in (page, page.drawer, menu):
        for each in within.findChildren(QWidget):
            if (
                each.focusPolicy() & Qt.FocusPolicy.TabFocus
                and each.isVisible()
                and type(each).__name__ != "QScrollArea"
            ):
                assert each.accessibleName() or getattr(each, "text", str)(), type(each).__name__
    menu.close()
