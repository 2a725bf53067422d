"""The overview: what waits, what there is, what changed; each opens its place, by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockpile.acts.issuing import Issue
from stockpile.acts.surplus import DeclareSurplus
from stockpile.acts.transferring import Dispatch
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.people import Role
from stockpile.office.todo import Item, Severity
from ui.desk import Desk
from ui.pages.overview import OverviewPage
from ui.pages.page import Goal
from ui.widgets.todo_list import TodoList

Settled = Callable[[], None]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, settled: Settled) -> Callable[[], OverviewPage]:
    def make() -> OverviewPage:
        page = OverviewPage(desk)
        qtbot.addWidget(page)
        page.resize(1150, 640)
        page.show()
        page.entered()
        settled()
        return page

    return make


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    armoury.officers()  # type: ignore[attr-defined]
    armoury.holder()  # type: ignore[attr-defined]
    return armoury.weapons(6)  # type: ignore[attr-defined,no-any-return]


def codes(shown: TodoList) -> list[str]:
    return [each.code for each in shown.lines.items]


def row(shown: TodoList, code: str) -> int:
    return codes(shown).index(code)


def press(shown: TodoList, qtbot: QtBot, code: str) -> None:
    shown.setCurrentIndex(shown.lines.index(row(shown, code), 0))
    qtbot.keyClick(shown, Qt.Key.Key_Return)


def test_the_first_day_teaches(opened: Callable[[], OverviewPage], qtbot: QtBot) -> None:
    page = opened()
    assert page.stack.currentIndex() == 1
    with qtbot.waitSignal(page.goal_wanted) as wanted:
        page.take_in.click()
    assert wanted.args == [Goal("import")]


def test_each_line_opens_the_weapons_it_counts(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], qtbot: QtBot
) -> None:
    page = opened()
    assert page.stack.currentIndex() == 0
    assert "without-place" in codes(page.mine)
    with qtbot.waitSignal(page.goal_wanted) as wanted:
        press(page.mine, qtbot, "without-place")
    goal = wanted.args[0]
    assert goal.page == "register"
    assert desk.office.reading.count(goal.what) == 6
    with qtbot.waitSignal(page.goal_wanted) as wanted:
        press(page.mine, qtbot, "backup-none")
    assert wanted.args == [Goal("administration", "database")]


def test_what_is_for_others_stands_apart(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], settled: Settled
) -> None:
    page = opened()
    assert codes(page.others) == []
    assert not page.others.isVisible()
    inspector = replace(desk, session=desk.office.log_in("inspector", "violet harbour lantern"))
    assert inspector.session.officer.roles == (Role.INSPECTOR,)
    theirs = OverviewPage(inspector)
    theirs.show()
    theirs.entered()
    settled()
    assert "without-place" in codes(theirs.others)
    assert theirs.others.isVisible()
    assert codes(theirs.mine) == []
    assert theirs.calm.isVisible()
    theirs.close()
    theirs.deleteLater()


def test_bars_open_their_weapons(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], qtbot: QtBot
) -> None:
    desk.office.perform(Issue(weapons=weapons[:2], holder="7-COY", until=date.today()), desk.session)
    page = opened()
    assert {each.key: each.count for each in page.standings.bars.bars} == {"in stock": 4, "issued": 2}
    for chart in (page.standings, page.categories, page.decades, page.sites):
        for at, bar in enumerate(chart.bars.bars):
            chart.setCurrentIndex(chart.bars.index(at, 0))
            with qtbot.waitSignal(page.goal_wanted) as wanted:
                qtbot.keyClick(chart, Qt.Key.Key_Space)
            goal = wanted.args[0]
            assert goal.page == "register"
            assert desk.office.reading.count(goal.what) == bar.count


def test_what_changed_opens_its_paper(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], settled: Settled, qtbot: QtBot
) -> None:
    page = opened()
    assert page.since.text() == "In the last seven days"
    desk.office.overview.leave(desk.session)
    page.entered()
    settled()
    assert page.since.text().startswith("Since your last visit")
    assert page.nothing_new.isVisible()
    first = desk.office.perform(DeclareSurplus(weapons=weapons[:1], authority="Order"), desk.session)
    page.entered()
    settled()
    tree = page.changes
    assert tree.model().rowCount() == 1
    tree.setCurrentIndex(tree.model().index(0, 0))
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert wanted.args == [first.reference]
    second = desk.office.perform(DeclareSurplus(weapons=weapons[1:2], authority="Order"), desk.session)
    page.entered()
    settled()
    group = tree.model().index(0, 0)
    tree.setCurrentIndex(group)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(group)
    assert tree.model().rowCount(group) == 2
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        tree.clicked.emit(tree.model().index(0, 0, group))
    assert wanted.args == [second.reference]


def test_the_site_in_view_is_respected(
    desk: Desk, armoury: object, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], settled: Settled
) -> None:
    desk.office.add_site("NORTH", "Northern", "XX", desk.session)
    page = opened()
    desk.site.show("NORTH")
    settled()
    assert page.stack.currentIndex() == 1  # no weapon is there yet
    desk.site.show("HQ")
    settled()
    assert page.stack.currentIndex() == 0
    assert page.held.text() == "6 weapons held"


def test_an_answer_for_another_site_is_passed_over(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage]
) -> None:
    page = opened()
    before = codes(page.mine)
    page._on_todo("ELSEWHERE", [])
    page._on_holdings("ELSEWHERE", desk.office.overview.holdings("ELSEWHERE"))
    assert codes(page.mine) == before
    assert page.stack.currentIndex() == 0


def test_tab_goes_as_one_reads_and_the_current_row_is_seen(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], qtbot: QtBot
) -> None:
    page = opened()
    page.resize(820, 240)
    page.mine.setFocus()
    qtbot.keyClick(page.mine, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.changes
    qtbot.keyClick(page.changes, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.decades
    page.mine.setFocus()
    page.around.verticalScrollBar().setValue(0)
    for _step in range(page.mine.lines.rowCount()):
        qtbot.keyClick(page.mine, Qt.Key.Key_Down)
    shown = page.mine.visualRect(page.mine.currentIndex())
    middle = page.mine.viewport().mapTo(page.around.viewport(), shown.center())
    assert page.mine.currentIndex().row() == page.mine.lines.rowCount() - 1
    assert 0 < middle.y() < page.around.viewport().height()


def test_lines_wrap_and_the_list_is_as_high_as_they_are(qtbot: QtBot) -> None:
    shown = TodoList("To do")
    qtbot.addWidget(shown)
    shown.resize(600, 10)
    shown.show()
    path = "/media/" + "very-long-folder-name" * 12 + "/armoury.db"
    shown.show_items([Item("backup-gone", 1, Severity.SOON, facts={"file": path})])
    wide = shown.height()
    shown.resize(260, 10)
    qtbot.waitUntil(lambda: shown.height() > wide)
    assert shown.height() >= shown.sizeHintForRow(0)
    shown.close()


def test_a_line_is_one_sentence_for_a_screen_reader(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    shown = TodoList("To do")
    qtbot.addWidget(shown)
    shown.show_items([Item("overdue", 2, Severity.URGENT, what=WeaponFilter())])
    qtmodeltester.check(shown.lines)
    said = shown.lines.data(shown.lines.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Urgent: 2 weapons should be back by now"


def test_consignments_wait_where_they_are_going(
    desk: Desk, weapons: tuple[str, ...], opened: Callable[[], OverviewPage], settled: Settled
) -> None:
    desk.office.add_site("NORTH", "Northern", "XX", desk.session)
    desk.office.perform(
        Dispatch(weapons=weapons[:3], to="NORTH", expected_on=date.today() + timedelta(days=3)), desk.session
    )
    page = opened()
    assert "to-accept" not in codes(page.mine)
    items = desk.office.overview.todo("NORTH")
    waiting = next(each for each in items if each.code == "to-accept")
    assert waiting.count == 3
    assert desk.office.reading.count(waiting.what) == 3
    assert json.dumps(dict(waiting.facts))
