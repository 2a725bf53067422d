"""The weapon beside the register: its record with links, its marks and photographs, its life read three ways, its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from databases import Original
from pictures import jpeg
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from stockpile.acts.correcting import Correct
from stockpile.acts.inspecting import Inspect, MarkSeen, PieceSeen
from stockpile.acts.issuing import Issue, Return
from stockpile.acts.marking import MarkWeapons
from stockpile.acts.placing import Place
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.draft import Enclosure
from stockpile.domain.marks import Component, Legibility, Mark, MarkKind
from stockpile.domain.standing import Condition
from stockpile.domain.voucher import Kind
from stockpile.telling import View
from ui.desk import Desk
from ui.pages.page import Goal
from ui.pages.register import RegisterPage
from ui.widgets.facts import Facts
from ui.widgets.pane_splitter import PaneSplitter
from ui.widgets.photographs import PhotographStrip
from ui.widgets.timeline import TimelineModel
from ui.widgets.weapon_pane import WeaponPane

Settled = Callable[[], None]
PHOTO = Enclosure("left.jpg", jpeg())


def live(armoury: object) -> None:
    """A piece with a year of life: marked, photographed, placed, wrongly numbered and put right, issued."""
    office, by = armoury.office, armoury.session  # type: ignore[attr-defined]
    armoury.staff(2)  # type: ignore[attr-defined]
    ids = armoury.ids  # type: ignore[attr-defined]
    look_alike = NewWeapon(maker="H&K", model="G3A3", serial="KA-OOO002", country="DE")
    office.perform(RecordWeapons(pieces=(look_alike,), site="HQ"), by)
    office.perform(Add(things={"location:HQ/A": {"site": "HQ", "name": "Room A"}}, site="HQ"), by)
    mark = Mark(kind=MarkKind.STATE, text="XZ 1", place="receiver", photographs=(PHOTO.sha256,))
    office.perform(MarkWeapons(weapons=ids[:1], marks=(mark,), enclosures=(PHOTO,)), by)
    office.perform(Place(weapons=ids[:1], location="HQ/A"), by)
    seen = PieceSeen(
        marks=(MarkSeen(at=0, legibility=Legibility.PARTLY),),
        components=(Component(kind="bolt", serial="7", matches=False), Component(kind="receiver", essential=True)),
    )
    office.perform(Inspect(weapons=ids[:1], condition=Condition.SERVICEABLE, seen={ids[0]: seen}), by)
    commander = armoury.log_in("commander")  # type: ignore[attr-defined]
    office.perform(Correct(weapons=ids[:1], changes={"serial": "KA-000002X"}, reason="read anew"), by, [commander])
    office.perform(Issue(weapons=ids[:1], holder="7-COY"), by)


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(live)


@pytest.fixture
def weapon(armoury: object) -> str:
    return str(armoury.ids[0])  # type: ignore[attr-defined]


@pytest.fixture
def pane(desk: Desk, weapon: str, qtbot: QtBot, settled: Settled) -> Iterator[WeaponPane]:
    made = WeaponPane(desk)
    made.resize(400, 640)
    made.show()
    made.show_card(desk.office.reading.card(weapon))
    made.show_allowed(desk.office.reading.allowed([weapon], desk.session))
    settled()
    yield made
    settled()
    made.close()
    made.deleteLater()


def lines(pane: WeaponPane) -> list[str]:
    model = pane.timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def follow(facts: Facts, value: str, qtbot: QtBot) -> None:
    """Enter upon the value, as by keyboard."""
    at = facts.words.index(value)
    qtbot.keyClick(facts._values[at], Qt.Key.Key_Return)


def test_what_is_not_in_order_says_what_to_do(pane: WeaponPane) -> None:
    said = " ".join(each.text() for each in pane.sheet.findChildren(QLabel))
    assert "A component belongs to another weapon" in said
    assert "Find the weapon whose number the component carries." in said


def test_place_and_holder_lead_there(pane: WeaponPane, desk: Desk, weapon: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.goal_wanted) as wanted:
        follow(pane.sheet.standing, "7-COY", qtbot)
    assert wanted.args == [Goal("administration", "holder:7-COY")]
    desk.office.perform(Return(weapons=(weapon,), location="HQ/A"), desk.session)
    pane.show_card(desk.office.reading.card(weapon))
    with qtbot.waitSignal(pane.goal_wanted) as wanted:
        follow(pane.sheet.standing, "HQ/A", qtbot)
    assert wanted.args == [Goal("administration", "location:HQ/A")]


def test_a_look_alike_leads_to_the_other_weapon(pane: WeaponPane, desk: Desk, qtbot: QtBot) -> None:
    other = desk.office.reading.weapons()[1]
    pane.show_card(desk.office.reading.card(other.id))
    assert any("HQ-W0000003" in each for each in pane.sheet.alike.words)
    with qtbot.waitSignal(pane.goal_wanted) as wanted:
        pane.sheet.alike.follow(0)
    assert wanted.args == [Goal("register", "HQ-W0000003")]


def test_a_fact_is_copied_without_what_only_the_eye_needs(pane: WeaponPane, qtbot: QtBot) -> None:
    at = pane.sheet.identity.words.index("KA-000002X")
    qtbot.keyClick(pane.sheet.identity._values[at], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "KA-000002X"


def test_marks_show_how_they_can_be_read_and_their_photographs(pane: WeaponPane) -> None:
    said = [each.text() for each in pane.marks.findChildren(QLabel)]
    assert "XZ 1" in said
    assert "▲ Partly legible" in said
    strips = pane.marks.findChildren(PhotographStrip)
    assert [len(each.photographs) for each in strips] == [1]
    assert strips[0].photographs[0].read() == PHOTO.content
    assert strips[0].model.small(0) is not None


def test_the_essential_component_comes_first_and_a_foreign_one_is_told(pane: WeaponPane) -> None:
    components = pane.marks.findChildren(Facts)[-1].words
    assert "essential component" in components[0]
    assert "▲ of another weapon" in components[1]


def test_the_life_is_read_as_entered_as_corrected_and_both(pane: WeaponPane) -> None:
    assert any("Put right by COR" in each for each in lines(pane))
    assert any(each.startswith("Corrected: serial number") for each in lines(pane))
    pane.life.views[View.ENTERED].click()
    assert not any("COR" in each or each.startswith("Corrected") for each in lines(pane))
    assert "KA-000001" in lines(pane)[-1]
    pane.life.views[View.CORRECTED].click()
    assert "serial number KA-000002X" in lines(pane)[-1]
    assert "KA-000001" not in lines(pane)[-1]
    assert "as put right by COR" in lines(pane)[-1]


def test_the_life_is_narrowed_to_one_sort_of_act(pane: WeaponPane) -> None:
    pane.life.sorts.setCurrentIndex(pane.life.sorts.findData("inspections"))
    assert [each.partition(":")[0] for each in lines(pane)] == ["Inspected", "Marked"]
    pane.life.sorts.setCurrentIndex(pane.life.sorts.findData("disposal"))
    assert lines(pane) == []
    assert not pane.life.nothing.isHidden()


def test_each_entry_is_one_sentence_for_who_cannot_see_it(pane: WeaponPane) -> None:
    model = pane.timeline.model()
    assert isinstance(model, TimelineModel)
    said = str(model.index(model.rowCount() - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "\n" not in said
    assert "J. Diallo" in said
    assert "RCV" in said


def test_where_nothing_was_corrected_there_is_nothing_to_switch(pane: WeaponPane, desk: Desk) -> None:
    pane.show_card(desk.office.reading.card("HQ-W0000002"))
    assert not pane.life.views[View.ENTERED].isEnabled()
    assert pane.life.views[View.ENTERED].toolTip()


def test_papers_open_with_enter_and_the_card_with_its_button(pane: WeaponPane, weapon: str, qtbot: QtBot) -> None:
    pane.papers.selectRow(0)
    with qtbot.waitSignal(pane.paper_wanted) as wanted:
        qtbot.keyClick(pane.papers, Qt.Key.Key_Return)
    assert wanted.args[0].startswith("HQ/ISS ")
    with qtbot.waitSignal(pane.paper_wanted) as wanted:
        pane.card.click()
    assert wanted.args == [weapon]
    with qtbot.waitSignal(pane.paper_wanted) as wanted:
        pane.print_wanted()
    assert wanted.args == [weapon]


def test_what_may_happen_is_a_button_and_the_rest_says_why_not(pane: WeaponPane) -> None:
    shown = [kind for kind in (Kind.RETURN, Kind.INSPECTION, Kind.CORRECTION, Kind.ISSUE, Kind.PLACING)
             if not pane.acts.button(kind).isHidden()]  # fmt: skip
    assert shown == [Kind.RETURN, Kind.INSPECTION, Kind.CORRECTION]
    assert "Issue: " in pane.acts.reasons.text()
    assert "issued" in pane.acts.reason(Kind.PLACING)


def test_several_weapons_have_acts_and_no_story(pane: WeaponPane, desk: Desk) -> None:
    pane.show_several(2)
    pane.show_allowed(desk.office.reading.allowed(["HQ-W0000002"], desk.session))
    assert [pane.tabs.isTabVisible(at) for at in range(4)] == [True, False, False, False]
    assert not pane.acts.button(Kind.ISSUE).isHidden()
    with_card = []
    pane.paper_wanted.connect(with_card.append)
    pane.print_wanted()
    assert with_card == []


def test_the_edge_stays_where_it_was_put(desk: Desk, qtbot: QtBot, weapon: str) -> None:
    def made() -> PaneSplitter:
        splitter = PaneSplitter(desk.remembered, "test/pane", QLabel("list"), WeaponPane(desk))
        qtbot.addWidget(splitter)
        splitter.resize(1100, 500)
        splitter.show()
        return splitter

    first = made()
    assert first.sizes()[1] >= first._pane.minimumWidth()
    wide = first.sizes()[1]
    first._on_leading()
    assert first.sizes()[1] == wide + 40
    first.close()
    again = made()
    assert again.sizes()[1] == wide + 40
    again.fold()
    assert again.folded
    again.close()
    folded = made()
    assert folded.folded
    folded.show_pane()
    assert not folded.folded
    folded.close()


def test_the_register_offers_recording_by_hand_and_folds_the_pane_away(
    desk: Desk, weapon: str, qtbot: QtBot, settled: Settled
) -> None:
    page = RegisterPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.entered()
    settled()
    with qtbot.waitSignal(page.act_wanted) as wanted:
        page.record.click()
    assert wanted.args == [Kind.RECEIPT, ()]
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: not page._settle.isActive())
    settled()
    page.parts.fold()
    assert page.parts.folded
    with qtbot.waitSignal(page.paper_wanted) as paper:
        page.print_wanted()
    assert paper.args == [weapon]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)  # to its story: the pane comes back
    assert not page.parts.folded
    assert page.pane.tabs.currentIndex() == 2
    page.close()
