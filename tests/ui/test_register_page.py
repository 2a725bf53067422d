"""The register: searching, narrowing, the weapon beside it, and what may be done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from databases import Original
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from stockpile.acts.correcting import Correct
from stockpile.acts.issuing import Issue, Return
from stockpile.domain.voucher import Kind
from ui.desk import Desk
from ui.pages.register import RegisterPage
from ui.widgets.timeline import TimelineModel

Settled = Callable[[], None]


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: armoury.two_models())


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    return armoury.ids  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def page(register: RegisterPage) -> RegisterPage:
    return register


def choose(page: RegisterPage, row: int, qtbot: QtBot, settled: Settled) -> None:
    page.table.selectRow(row)
    wait(page, qtbot, settled)


def wait(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    qtbot.waitUntil(lambda: not page._settle.isActive())
    settled()


def test_it_says_how_many_there_are(page: RegisterPage) -> None:
    assert page.subtitle.text() == "10 weapons"
    assert page.model.rowCount() == 10


def test_typing_narrows_and_clearing_shows_all_again(page: RegisterPage, settled: Settled) -> None:
    page.search("KA-0001")
    settled()
    assert page.subtitle.text() == "5 weapons"
    page.search("nowhere")
    settled()
    assert page.subtitle.text() == "0 weapons"
    assert page.list.stack.currentIndex() == 2
    page.search("")
    settled()
    assert page.subtitle.text() == "10 weapons"


def test_the_only_weapon_that_fits_is_shown_at_once(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    page.search("KA-000103")
    settled()
    wait(page, qtbot, settled)
    assert page.pane._serial.text() == "KA-000103"


def test_a_column_sorts(page: RegisterPage, settled: Settled) -> None:
    header = page.table.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    settled()
    assert page.where.order == "-serial"
    assert page.model.data(page.model.index(0, 1)) == "KA-000104"


def test_the_weapon_tells_its_story_newest_first(
    desk: Desk, page: RegisterPage, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(Issue(weapons=weapons[:1], holder="7-COY"), desk.session)
    desk.office.perform(Return(weapons=weapons[:1]), desk.session)
    page.entered()
    settled()
    choose(page, 0, qtbot, settled)
    life = page.pane.timeline.model()
    assert isinstance(life, TimelineModel)
    assert [life.entry(row).reference.split()[0] for row in range(life.rowCount())] == ["HQ/RET", "HQ/ISS", "HQ/RCV"]
    heard = str(life.data(life.index(1), Qt.ItemDataRole.AccessibleTextRole))
    assert "ISS" in heard
    assert "J. Diallo" in heard


def test_an_entry_opens_its_paper(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    choose(page, 0, qtbot, settled)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.pane.timeline.setCurrentIndex(page.pane.timeline.model().index(0, 0))
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        qtbot.keyClick(page.pane.timeline, Qt.Key.Key_Return)
    assert wanted.args[0].startswith("HQ/RCV ")
    with qtbot.waitSignal(page.paper_wanted):
        page.print_wanted()


def test_what_may_be_done_is_a_button_and_the_rest_says_why_not(
    page: RegisterPage, qtbot: QtBot, settled: Settled
) -> None:
    choose(page, 0, qtbot, settled)
    acts = page.pane.acts
    assert acts.button(Kind.ISSUE).isEnabled()
    assert acts.button(Kind.ISSUE).property("role") == "primary"
    back = acts.button(Kind.RETURN)
    assert not back.isEnabled()
    assert "in stock" in back.toolTip()
    assert back.toolTip() in acts.reasons.text()
    assert back.accessibleDescription() == back.toolTip()


def test_an_act_is_asked_for_by_button_and_by_key(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    choose(page, 0, qtbot, settled)
    with qtbot.waitSignal(page.act_wanted) as wanted:
        page.pane.acts.button(Kind.ISSUE).click()
    assert wanted.args[0] is Kind.ISSUE
    assert len(wanted.args[1]) == 1
    with qtbot.waitSignal(page.act_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)


def test_several_are_done_together_if_all_may(
    desk: Desk, page: RegisterPage, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    page.table.selectAll()
    wait(page, qtbot, settled)
    assert page.pane._title.text() == "10 weapons chosen"
    assert page.pane.acts.button(Kind.ISSUE).isEnabled()
    desk.office.perform(Issue(weapons=weapons[-1:], holder="7-COY"), desk.session)
    page.entered()
    settled()
    page.table.selectAll()
    wait(page, qtbot, settled)
    assert weapons[-1] in page.pane.acts.reason(Kind.ISSUE)
    assert not page.pane.acts.button(Kind.ISSUE).isEnabled()


def test_after_an_act_the_same_weapon_is_still_chosen(
    desk: Desk, page: RegisterPage, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    choose(page, 4, qtbot, settled)
    chosen = page.pane._serial.text()
    row = desk.office.reading.weapons()[4]
    desk.office.perform(Issue(weapons=(row.id,), holder="7-COY"), desk.session)
    page.entered()
    settled()
    wait(page, qtbot, settled)
    assert page.table.currentIndex().row() == 4
    assert page.pane._serial.text() == chosen
    assert page.pane.acts.button(Kind.RETURN).isEnabled()


def test_what_was_read_from_a_file_never_becomes_markup(
    desk: Desk, page: RegisterPage, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    act = Correct(weapons=weapons[:1], changes={"remark": "<b>loud</b> & more"}, reason="Test")
    desk.office.perform(act, desk.session)
    page.entered()
    settled()
    choose(page, 0, qtbot, settled)
    from PySide6.QtWidgets import QLabel

    said = [each for each in page.pane.findChildren(QLabel) if "loud" in each.text()]
    assert said
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in said)
