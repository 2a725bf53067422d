"""Administration: every section by keyboard, what it records, and what it says when the office refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from stockpile.acts.issuing import Issue
from stockpile.acts.placing import Place
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.acts.surplus import DeclareSurplus
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.people import Role
from stockpile.office.model_book import Source
from ui.desk import Desk
from ui.pages.administration import AdministrationPage
from ui.pages.administration.check_seal import CheckSeal
from ui.pages.administration.code_lists import LISTS, CodeListsSection
from ui.pages.administration.holders import EndHolder, HolderDialog, HoldersSection
from ui.pages.administration.location_dialogs import CloseLocation, LocationDialog
from ui.pages.administration.locations import LocationsSection
from ui.pages.administration.model_dialogs import ModelDialog, TakeModelsDialog
from ui.pages.administration.models import ModelsSection
from ui.pages.administration.officer_dialogs import (
    AddOfficer,
    ChangeOfficer,
    ChangePassword,
    DeactivateOfficer,
    ResetOfficerDialog,
)
from ui.pages.administration.officers import OfficersSection
from ui.pages.administration.page import NAMES
from ui.pages.administration.rules import RuleDialog, RulesSection
from ui.pages.administration.seals import SealsSection, sealed_words
from ui.pages.administration.sites import AddSite, ChangeSite, SitesSection
from ui.pages.page import Goal

PASSWORD = "violet harbour lantern"
NEW = "quiet copper meadow"
Settled = Callable[[], None]


class Open:
    """The page, and what a person does with it."""

    def __init__(self, desk: Desk, qtbot: QtBot, settled: Settled) -> None:
        self.page = AdministrationPage(desk)
        self._settled = settled
        qtbot.addWidget(self.page)
        self.page.resize(1154, 640)
        self.page.show()
        self.page.entered()
        settled()
        desk.tasks.changed.connect(self.page.entered)
        self.goals: list[Goal] = []
        self.page.goal_wanted.connect(self.goals.append)

    def section(self, name: str) -> object:
        found = self.page.choose(name)
        self._settled()
        return found

    def dialog(self, kind: type[QDialog]) -> QDialog:
        (found,) = self.page.findChildren(kind)
        return found

    def accept(self, dialog: QDialog) -> None:
        dialog.ok.click()  # type: ignore[attr-defined]
        self._settled()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._settled()


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Open]:
    made = Open(desk, qtbot, settled)
    yield made
    settled()
    for dialog in made.page.findChildren(QDialog):
        dialog.close()
    made.page.close()


def fill(**fields: object) -> None:
    for field, text in fields.values():  # type: ignore[misc]
        field.setText(text)


# -- all sections ----


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_and_nothing_is_wider_than_the_page(opened: Open, name: str) -> None:
    section = opened.section(name)
    assert section is opened.page.section
    named = []
    for each in opened.page.findChildren(QWidget):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible():
            interface = QAccessible.queryAccessibleInterface(each)
            assert interface.text(QAccessible.Text.Name), f"{name}: {type(each).__name__} has no name"
            named.append(each)
    assert named
    assert opened.page.minimumSizeHint().width() <= 1154


@pytest.mark.parametrize("name", NAMES)
def test_a_section_is_a_goal_and_comes_back_to_what_was_shown(opened: Open, settled: Settled, name: str) -> None:
    opened.page.show_goal(name)
    settled()
    here = opened.page.here()
    opened.page.show_goal("sites")
    opened.page.show_goal(here)
    settled()
    assert opened.page.here() == here


def test_sections_are_walked_by_keyboard(opened: Open, settled: Settled) -> None:
    opened.page.sections.setFocus()
    seen = []
    for _each in NAMES:
        seen.append(opened.page.section)
        QTest.keyClick(opened.page.sections, Qt.Key.Key_Down)
        settled()
    assert len(set(map(type, seen))) == len(NAMES)


# -- sites ----


def test_a_site_is_added_and_changed(opened: Open, desk: Desk) -> None:
    section = opened.section("sites")
    assert isinstance(section, SitesSection)
    section.add.click()
    dialog = opened.dialog(AddSite)
    fill(code=(dialog.code, "no code!"), name=(dialog.name, "North"))
    opened.accept(dialog)
    assert "capital letters" in dialog.fields.problem(dialog.code)
    dialog.code.setText("north")
    dialog.country.choose("KE")
    opened.accept(dialog)
    assert "OPN" in section.notice.text
    assert [each.site.code for each in section.rows] == ["HQ", "NORTH"]
    assert section.here() == "NORTH"
    section.change.click()
    change = opened.dialog(ChangeSite)
    fill(name=(change.name, "Northern Depot"), contact=(change.facts["contact"], "+254 1"))
    opened.accept(change)
    state = desk.office.reading.things("site")["NORTH"]
    assert (state["name"], state["contact"], state["country"]) == ("Northern Depot", "+254 1", "KE")
    assert section.current is not None
    assert section.current.site.code == "NORTH"
    section.weapons.click()
    assert opened.goals == [Goal("register", WeaponFilter(site="NORTH"))]


def test_a_change_of_nothing_is_said_and_escape_leaves_no_trace(opened: Open, desk: Desk) -> None:
    section = opened.section("sites")
    (before,) = desk.office.reading.ledgers()
    section.change.click()
    dialog = opened.dialog(ChangeSite)
    opened.accept(dialog)
    assert dialog.notice.text == "Nothing was asked for."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.office.reading.ledgers() == [before]


# -- locations ----


@pytest.fixture
def places(desk: Desk, armoury: object) -> tuple[str, ...]:
    things = {
        "location:HQ/A": {"site": "HQ", "name": "Room A", "sort": "room", "capacity": 10},
        "location:HQ/A/1": {"site": "HQ", "name": "Rack 1", "capacity": 2},
        "location:HQ/B": {"site": "HQ", "name": "Room B"},
    }
    desk.office.perform(Add(things=things, site="HQ"), desk.session)
    weapons = armoury.weapons(3)  # type: ignore[attr-defined]
    desk.office.perform(Place(weapons=weapons, location="HQ/A/1"), desk.session)
    return weapons  # type: ignore[no-any-return]


def test_an_empty_tree_teaches_and_begins(opened: Open, desk: Desk) -> None:
    section = opened.section("locations")
    assert isinstance(section, LocationsSection)
    assert section.stack.currentIndex() == 1
    section.add.click()
    dialog = opened.dialog(LocationDialog)
    dialog.code.setText("A/1")
    opened.accept(dialog)
    assert "without slashes" in dialog.fields.problem(dialog.code)
    fill(code=(dialog.code, "A"), room=(dialog.room, "many"))
    opened.accept(dialog)
    assert "whole number" in dialog.fields.problem(dialog.room)
    dialog.room.setText("20")
    opened.accept(dialog)
    assert section.stack.currentIndex() == 0
    assert section.here() == "HQ/A"
    assert desk.office.reading.things("location")["HQ/A"] == {"site": "HQ", "capacity": 20}


def test_the_tree_says_how_full_each_place_is(
    places: tuple[str, ...], opened: Open, qtmodeltester: ModelTester
) -> None:
    section = opened.section("locations")
    qtmodeltester.check(section.model)
    cards = {each.path: each for each in section.cards.values()}
    assert (cards["HQ/A"].weapons, cards["HQ/A"].here, cards["HQ/A/1"].over, cards["HQ/B"].weapons) == (3, 0, 1, 0)
    section.show_thing("HQ/A/1")
    assert "1 weapon more than there is room for" in section.detail.state.text()
    assert "▲" in section.detail.state.text()
    section.weapons.click()
    assert opened.goals == [Goal("register", WeaponFilter(site="HQ", location="HQ/A/1"))]
    section.show_thing("HQ/A")
    section.weapons.click()
    below = Condition("location", Operator.IS, ("HQ/A/1",))
    assert opened.goals[-1] == Goal("register", WeaponFilter(site="HQ", conditions=(below,)))


def test_the_tree_is_searched_and_keeps_what_a_place_lies_in(
    places: tuple[str, ...], opened: Open, settled: Settled
) -> None:
    section = opened.section("locations")
    section.search.setText("rack 1")
    section.refilter()
    assert sorted(path for _site, path in section.model.places()) == ["", "HQ/A", "HQ/A/1"]
    section.search.setText("nowhere")
    section.refilter()
    assert section.model.places() == ()
    section.search.setText("room a")  # what lies in a place that fits is shown with it
    section.refilter()
    assert sorted(path for _site, path in section.model.places()) == ["", "HQ/A", "HQ/A/1"]


def test_a_tree_opens_as_it_was_left(places: tuple[str, ...], opened: Open, settled: Settled) -> None:
    section = opened.section("locations")
    room = section.model.index_of(("HQ", "HQ/A"))
    assert section.tree.isExpanded(room)
    section.tree.collapse(room)
    section.search.setText("rack")
    section.refilter()
    assert section.tree.isExpanded(section.model.index_of(("HQ", "HQ/A")))  # while searching all is seen
    section.search.setText("")
    section.refilter()
    section.entered()
    settled()
    assert not section.tree.isExpanded(section.model.index_of(("HQ", "HQ/A")))


def test_a_row_of_the_tree_is_one_sentence(places: tuple[str, ...], opened: Open) -> None:
    section = opened.section("locations")
    said = section.model.index_of(("HQ", "HQ/A/1")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "HQ/A/1, Rack 1, 3 weapons, room for 2, ▲ 1 weapon more than there is room for"


def test_a_place_with_weapons_stays_open_and_an_empty_one_is_closed(places: tuple[str, ...], opened: Open) -> None:
    section = opened.section("locations")
    section.show_thing("HQ/A")
    section.close_it.click()
    dialog = opened.dialog(CloseLocation)
    opened.accept(dialog)
    assert "3 weapon(s)" in dialog.notice.text
    dialog.reject()
    section.show_thing("HQ/B")
    section.close_it.click()
    opened.accept(next(each for each in opened.page.findChildren(CloseLocation) if each is not dialog))
    assert section.here() == "HQ/B"
    assert "Closed" in section.detail.state.text()
    assert not section.below.isEnabled()


def test_a_place_that_is_only_named_on_weapons_is_taken_into_the_list(
    opened: Open, armoury: object, desk: Desk, settled: Settled
) -> None:
    piece = NewWeapon(model="KR-4", serial="K1", location="Old cellar")
    desk.office.perform(RecordWeapons(pieces=(piece,), site="HQ"), desk.session)
    section = opened.section("locations")
    (card,) = section.cards.values()
    assert (card.path, card.known, card.weapons) == ("Old cellar", False, 1)
    section.show_thing("Old cellar")
    assert "Only named on weapons" in section.detail.state.text()


# -- officers ----


def test_an_officer_is_added_with_a_password_of_their_own(opened: Open, desk: Desk) -> None:
    section = opened.section("officers")
    assert isinstance(section, OfficersSection)
    section.add.click()
    dialog = opened.dialog(AddOfficer)
    fill(login=(dialog.login, "amara"), name=(dialog.name, "Amara N."), one=(dialog.passwords.one, NEW))
    opened.accept(dialog)
    assert "differ" in dialog.fields.problem(dialog.passwords.other)
    dialog.passwords.other.setText(NEW)
    opened.accept(dialog)
    assert "role" in dialog.notice.text
    dialog.roles.ticks[Role.STOREKEEPER].setChecked(True)
    opened.accept(dialog)
    assert desk.office.log_in("amara", NEW).officer.roles == (Role.STOREKEEPER,)
    assert "amara" in [each.login for each in section.rows]


def test_roles_are_said_in_words_and_changed(opened: Open, armoury: object, desk: Desk) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    section = opened.section("officers")
    section.show_thing("commander")
    said = " ".join(each.text() for each in section.detail.findChildren(QWidget) if hasattr(each, "text"))
    assert "May record" in said
    assert "second signature" in said
    section.change.click()
    dialog = opened.dialog(ChangeOfficer)
    dialog.roles.ticks[Role.INSPECTOR].setChecked(True)
    opened.accept(dialog)
    assert set(desk.office.log_in("commander", PASSWORD).officer.roles) == {Role.COMMANDER, Role.INSPECTOR}


def test_nobody_ends_or_resets_themselves(opened: Open) -> None:
    section = opened.section("officers")
    section.show_thing("jdiallo")
    assert not section.end.isEnabled()
    assert not section.reset.isEnabled()


def test_a_reset_takes_another_officer_and_forgets_what_was_typed(opened: Open, armoury: object, desk: Desk) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    section = opened.section("officers")
    section.show_thing("disposal")
    section.reset.click()
    dialog = opened.dialog(ResetOfficerDialog)
    fill(one=(dialog.passwords.one, NEW), other=(dialog.passwords.other, NEW))
    opened.accept(dialog)
    assert dialog.signature is not None
    assert "1 other officer(s)" in dialog.signature.fields.problem(dialog.signature.login)
    fill(login=(dialog.signature.login, "commander"), password=(dialog.signature.password, PASSWORD))
    passwords = (dialog.passwords.one, dialog.signature.password)
    texts = [each.text() for each in passwords]
    assert all(texts)
    opened.accept(dialog)
    assert "ADM" in section.notice.text
    assert desk.office.log_in("disposal", NEW)


def test_an_officer_is_made_inactive_and_comes_back_with_a_new_password(
    opened: Open, armoury: object, desk: Desk
) -> None:
    armoury.officers()  # type: ignore[attr-defined]
    section = opened.section("officers")
    section.show_thing("disposal")
    section.end.click()
    dialog = opened.dialog(DeactivateOfficer)
    dialog.reason.setText("posted elsewhere")
    opened.accept(dialog)
    assert "Inactive" in section.detail.state.text()
    assert not section.end.isEnabled()
    assert "active again" in section.reset.text()


def test_ones_own_password_is_changed_and_nothing_recorded(opened: Open, desk: Desk) -> None:
    (before,) = desk.office.reading.ledgers()
    section = opened.section("officers")
    section.own.click()
    dialog = opened.dialog(ChangePassword)
    fill(old=(dialog.old, NEW), one=(dialog.passwords.one, NEW), other=(dialog.passwords.other, NEW))
    dialog.old.setText("five grey herons")
    opened.accept(dialog)
    assert "wrong" in dialog.fields.problem(dialog.old)
    dialog.old.setText(PASSWORD)
    opened.accept(dialog)
    assert "changed" in section.notice.text
    assert desk.office.log_in("jdiallo", NEW)
    assert desk.office.reading.ledgers() == [before]


def test_who_waits_is_let_try_again(opened: Open, armoury: object, desk: Desk, settled: Settled) -> None:
    from stockpile.domain.errors import Refused

    armoury.officers()  # type: ignore[attr-defined]
    for _each in range(5):
        with pytest.raises(Refused):
            desk.office.log_in("inspector", NEW)
    section = opened.section("officers")
    section.show_thing("inspector")
    settled()
    assert section.again.isVisible()
    section.again.click()
    settled()
    assert "5 wrong passwords" in section.notice.text
    assert desk.office.log_in("inspector", PASSWORD)


# -- holders ----


def test_holders_teach_are_added_and_end_only_empty_handed(opened: Open, armoury: object, desk: Desk) -> None:
    section = opened.section("holders")
    assert isinstance(section, HoldersSection)
    section.add.click()
    dialog = opened.dialog(HolderDialog)
    opened.accept(dialog)
    assert dialog.fields.problem(dialog.key)
    fill(key=(dialog.key, "7-COY"), name=(dialog.texts["name"], "7th Company"), number=(dialog.texts["number"], "0007"))
    opened.accept(dialog)
    weapons = armoury.weapons(2)  # type: ignore[attr-defined]
    desk.office.perform(Issue(weapons=weapons, holder="7-COY"), desk.session)
    section.entered()
    opened._settled()
    assert section.current is not None
    assert section.current.weapons == 2
    section.end.click()
    end = opened.dialog(EndHolder)
    opened.accept(end)
    assert "2 weapon(s)" in end.notice.text
    end.reject()
    section.table.opened.emit(0)
    assert opened.goals == [Goal("register", WeaponFilter(holder="7-COY"))]


def test_a_holder_is_found_by_any_part_of_what_is_known(opened: Open, desk: Desk, settled: Settled) -> None:
    things = {
        f"holder:H{number}": {"name": f"Unit {number}", "number": f"00{number}", "site": "HQ"} for number in range(1, 9)
    }
    desk.office.perform(Add(things=things, site="HQ"), desk.session)
    section = opened.section("holders")
    section.search.setText("unit 007")
    section.refilter()
    assert [section.model.row(at).key for at in range(section.model.rowCount())] == ["H7"]
    opened.page.show_goal("holder:H3")
    settled()
    assert section.here() == "H3"
    assert section.search.text() == ""


# -- catalogue ----


def test_the_catalogue_is_searched_by_what_one_knows(opened: Open) -> None:
    section = opened.section("models")
    assert isinstance(section, ModelsSection)
    assert len(section.rows) > 300
    section.search.setText("heckler g3")
    section.refilter()
    names = [section.model.row(at).key for at in range(section.model.rowCount())]
    assert "G3" in names
    section.category.setCurrentIndex(section.category.findData("mortar"))
    assert section.model.rowCount() == 0
    assert section.nothing.isVisible()


def test_an_own_entry_goes_before_the_shipped_one(opened: Open, desk: Desk, tmp_path: Path, settled: Settled) -> None:
    picture = tmp_path / "left side.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    image.save(str(picture))
    section = opened.section("models")
    opened.page.show_goal("model:G3")
    settled()
    section.change.click()
    dialog = opened.dialog(ModelDialog)
    dialog.lists["features"].setPlainText("roller-delayed\nfixed stock")
    dialog.marks.setPlainText("receiver, left: G3A3")
    dialog.lists["look_alikes"].setPlainText("HK33")
    dialog.pictures.add_files([picture])
    settled()
    opened.accept(dialog)
    card = desk.office.models.entry("G3")
    assert card.source is Source.BOTH
    assert card.features == ("roller-delayed", "fixed stock")
    assert card.look_alikes == ("HK33",)
    assert (card.marks[0].place, card.marks[0].text) == ("receiver, left", "G3A3")
    assert card.calibres  # what the program said stays
    assert desk.office.models.picture(card.pictures[0].sha256) == picture.read_bytes()
    assert section.here() == "G3"
    section.search.setText("roller delayed")
    section.refilter()
    assert section.model.rowCount() == 1
    named = NewWeapon(model=card.other_names[0], serial="K1")  # a weapon recorded under another name of the model
    desk.office.perform(RecordWeapons(pieces=(named,), site="HQ"), desk.session)
    section.entered()
    settled()
    assert "(1)" in section.weapons.text()


def test_models_come_from_a_file_after_they_were_looked_at(
    opened: Open, desk: Desk, answers: object, tmp_path: Path, settled: Settled
) -> None:
    file = tmp_path / "models.csv"
    file.write_text("Manufacturer,Model,Calibre,Country\nKestrel,KR-4,5.56x45mm NATO,KE\nKestrel,KP-9,9x19mm,KE\n")
    answers.file = str(file)  # type: ignore[attr-defined]
    section = opened.section("models")
    section.take.click()
    settled()
    dialog = opened.dialog(TakeModelsDialog)
    assert "2 models are new" in dialog.sentence.text()
    assert desk.office.reading.things("model") == {}
    opened.accept(dialog)
    assert set(desk.office.reading.things("model")) == {"KR-4", "KP-9"}
    section.take.click()
    settled()
    again = next(each for each in opened.page.findChildren(TakeModelsDialog) if each is not dialog)
    assert not again.ok.isEnabled()
    again.reject()


# -- code lists, rules ----


def test_every_code_list_has_codes_and_words(opened: Open, settled: Settled) -> None:
    section = opened.section("code lists")
    assert isinstance(section, CodeListsSection)
    for name, _label, _codes in LISTS:
        opened.page.show_goal(f"list:{name}")
        settled()
        assert section.here() == name
        assert section.rows, name
        assert all(each.code and each.words for each in section.rows), name


def test_a_rule_is_set_and_counts(opened: Open, desk: Desk, settled: Settled) -> None:
    section = opened.section("rules")
    assert isinstance(section, RulesSection)
    opened.page.show_goal("rules:days_in_transit")
    settled()
    section.change.click()
    dialog = opened.dialog(RuleDialog)
    dialog.figure.setValue(21)
    dialog.authority.setText("Order 7")
    opened.accept(dialog)
    assert section.current is not None
    assert (section.current.value, section.current.said) == (21, True)
    assert desk.office.reading.things("rules")["national"] == {"days_in_transit": 21}
    opened.page.show_goal("rules:issue_unmarked")
    section.change.click()
    other = next(each for each in opened.page.findChildren(RuleDialog) if each is not dialog)
    other.answer.setCurrentIndex(1)
    opened.accept(other)
    assert section.current.value is False


# -- seals ----


@pytest.fixture
def seals(opened: Open, armoury: object, settled: Settled) -> SealsSection:
    armoury.officers()  # type: ignore[attr-defined]
    armoury.weapons(2)  # type: ignore[attr-defined]
    section = opened.section("seals")
    assert isinstance(section, SealsSection)
    return section


def test_ledgers_are_verified(seals: SealsSection, settled: Settled) -> None:
    assert "stockpile/HQ/" in seals.note.toPlainText()
    seals.verify.click()
    assert not seals.verify.isEnabled()
    settled()
    assert seals.notice.text.startswith("Everything agrees")
    assert seals.verify.isEnabled()


def test_the_code_on_the_screen_holds_the_seal(seals: SealsSection, desk: Desk) -> None:
    image = seals.picture.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    line, wide, high = image.bytesPerLine(), image.width(), image.height()
    stored = bytes(image.constBits())
    pixels = b"".join(stored[at * line : at * line + wide] for at in range(high))
    (read,) = zxingcpp.read_barcodes(memoryview(pixels).cast("B", shape=[high, wide]))
    assert read.text == desk.office.reading.ledgers()[0].note


def test_a_seal_from_outside_is_held_against_the_ledger(
    seals: SealsSection, opened: Open, desk: Desk, answers: object, tmp_path: Path, settled: Settled
) -> None:
    answers.file = str(tmp_path / "seal.txt")  # type: ignore[attr-defined]
    seals.export.click()
    settled()
    note = seals.note.toPlainText()
    assert (tmp_path / "seal.txt").read_text(encoding="utf-8") == note
    (state,) = desk.office.ledgers.state().ledgers
    assert state.taken_out_size == state.vouchers
    weapons = tuple(row.id for row in desk.office.reading.weapons())
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    seals.against.click()
    dialog = opened.dialog(CheckSeal)
    dialog.check.click()
    assert "first" in dialog.notice.text
    dialog.file.click()
    settled()
    assert dialog.notice.text.startswith("Consistent")
    dialog.text.setPlainText(note.replace("\n", "\r\n") + "\n\n")  # as a scanner types it
    dialog.check.click()
    settled()
    assert dialog.notice.text.startswith("Consistent")
    head, dash, signed = note.partition("— ")  # typed off the page, where a long line is folded, with another dash
    dialog.text.setPlainText(f"{head}- {signed[:60]}\n{signed[60:]}")
    assert dash
    dialog.check.click()
    settled()
    assert dialog.notice.text.startswith("Consistent")
    dialog.text.setPlainText("no seal")
    dialog.check.click()
    settled()
    assert "no seal of a ledger" in dialog.notice.text
    dialog.close()


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        (lambda size, root: (size, root[::-1]), "NOT consistent"),
        (lambda size, root: (size + 5, root), "The ledger is shorter"),
    ],
)
def test_a_seal_of_another_past_is_told(
    seals: SealsSection, opened: Open, desk: Desk, settled: Settled, change: Callable[..., object], begins: str
) -> None:
    from stockpile.office.sessions import site_keys
    from stockpile.sealing.checkpoint import Checkpoint, read_unverified, sign

    head = read_unverified(seals.note.toPlainText())
    size, root = change(head.size, head.root)  # type: ignore[misc]
    with desk.office.store.reading() as reader:
        keys = site_keys(reader, "HQ", desk.session.office_key)
    seals.against.click()
    dialog = opened.dialog(CheckSeal)
    dialog.text.setPlainText(sign(Checkpoint(head.origin, size, root), keys.seal))
    dialog.check.click()
    settled()
    assert dialog.notice.text.startswith(begins)
    dialog.close()


def test_the_page_with_the_seal_is_a_genuine_paper(
    seals: SealsSection, desk: Desk, answers: object, tmp_path: Path, settled: Settled
) -> None:
    answers.file = str(tmp_path / "seal.pdf")  # type: ignore[attr-defined]
    seals.print.click()
    settled()
    pdf = (tmp_path / "seal.pdf").read_bytes()
    assert desk.office.papers.page_count(pdf) == 1
    assert desk.office.trust.check(pdf).verdict == "genuine"
    altered = bytearray(pdf)
    altered[len(pdf) // 2] ^= 1
    assert desk.office.trust.check(bytes(altered)).verdict != "genuine"
    seals.check.click()
    settled()
    assert seals.notice.text.startswith("Genuine")


def test_a_file_that_cannot_be_read_is_said(
    seals: SealsSection, answers: object, tmp_path: Path, settled: Settled
) -> None:
    answers.file = str(tmp_path / "absent.pdf")  # type: ignore[attr-defined]
    seals.check.click()
    settled()
    assert "absent.pdf" in seals.notice.text


def test_times_are_told_on_the_clock_of_the_wall() -> None:
    assert sealed_words("") == ""
    assert sealed_words("2026-11-24T09:41:00.000000Z").startswith("2026-11-2")
