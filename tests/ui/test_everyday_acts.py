"""Recording, marking, moving, looking at, sending, taking in, correcting, deactivating: from the first key to the ledger."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from databases import Original
from pictures import jpeg
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from stockpile.acts.correcting import Correct
from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.surplus import DeclareSurplus
from stockpile.acts.transferring import Dispatch
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.filter import WeaponRow
from stockpile.domain.marks import Legibility, MarkKind
from stockpile.domain.people import Role
from stockpile.domain.standing import Condition, DisposalOption, Standing
from stockpile.domain.voucher import Kind
from ui.acts.accept import AcceptDialog
from ui.acts.act_dialog import ActDialog
from ui.acts.authorise import AuthoriseDialog
from ui.acts.correct import CorrectDialog
from ui.acts.deactivate import DeactivateDialog
from ui.acts.dispatch import DispatchDialog
from ui.acts.inspect import InspectDialog
from ui.acts.issue import IssueDialog
from ui.acts.mark import MarkDialog
from ui.acts.move import MoveDialog
from ui.acts.record import RecordDialog
from ui.acts.verify import VerifyDialog
from ui.desk import Desk

Settled = Callable[[], None]
Opened = Callable[..., ActDialog]
Dialog = TypeVar("Dialog", bound=ActDialog)
PASSWORD = "violet harbour lantern"


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    def grow(armoury: object) -> None:
        armoury.staff(3)  # type: ignore[attr-defined]
        places = {"location:HQ/A": {"site": "HQ"}, "location:HQ/A/1": {"site": "HQ", "name": "Rack 1"}}
        armoury.office.perform(Add(things=places, site="HQ"), armoury.session)  # type: ignore[attr-defined]

    return grown(grow)


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    return armoury.ids  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def opened(desk: Desk, settled: Settled) -> Iterator[Opened]:
    dialogs: list[weakref.ref[ActDialog]] = []

    def make(kind: type[Dialog], ids: tuple[str, ...], at: Desk = desk) -> Dialog:
        known = {row.id: row for row in desk.office.reading.weapons()}
        dialog = kind(at, tuple(known[each] for each in ids))
        dialogs.append(weakref.ref(dialog))
        dialog.show()
        settled()
        return dialog

    yield make
    settled()
    for each in dialogs:
        dialog = each()
        if dialog is not None and shiboken6.isValid(dialog):
            dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "left side.jpg"
    path.write_bytes(jpeg(40))
    return path


def press(dialog: ActDialog, qtbot: QtBot, settled: Settled) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settled()


def at(desk: Desk, login: str) -> Desk:
    return Desk(desk.office, desk.office.log_in(login, PASSWORD), desk.tasks, desk.ask, desk.remembered)


def sign(dialog: ActDialog, *logins: str) -> None:
    for signature, login in zip(dialog.signatures, logins, strict=False):
        signature.login.setText(login)
        signature.password.setText(PASSWORD)


def signing(dialog: ActDialog) -> int:
    """How many further officers the page asks to sign."""
    return sum(not each.isHidden() for each in dialog.signatures)


def weapon(desk: Desk, weapon_id: str) -> object:
    return desk.office.reading.card(weapon_id).weapon


# -- recording ---------------------------------------------------------------------------------------------------------


def test_recording_fills_from_the_catalogue_and_takes_as_many_numbers_as_there_are(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(RecordDialog, ())
    assert dialog.maker.text() == ""  # nothing is chosen before somebody does
    entry = desk.office.catalogue.search()[0]
    dialog.model.choose(entry.name)
    assert dialog.category.currentData() == entry.category
    dialog.maker.setText("Kestrel")
    for serial in ("N-1", "N-2", "N-2"):
        qtbot.keyClicks(dialog.numbers.scan.line, serial)
        qtbot.keyClick(dialog.numbers.scan.line, Qt.Key.Key_Return)
    assert "already" in dialog.numbers.scan.notice.text
    qtbot.keyClicks(dialog.numbers.scan.line, "N-3")  # typed, and not yet entered: it counts
    assert dialog.sentence.text() == "3 weapons are taken into the record of HQ: taken over."
    assert dialog.asset.isHidden()  # it would be of one piece
    dialog.location.choose("HQ/A/1")
    dialog.ok.click()
    settled()
    assert dialog.voucher is not None, dialog.notice.text
    found = desk.office.reading.weapons()[3:]
    assert [(each.serial, each.maker, each.model, each.location) for each in found] == [
        (serial, "Kestrel", entry.name, "HQ/A/1") for serial in ("N-1", "N-2", "N-3")
    ]


def test_one_piece_is_recorded_with_its_marks_and_photographs(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], photograph: Path, settled: Settled
) -> None:
    dialog = opened(RecordDialog, ())
    dialog.model.setEditText("Home-made")
    dialog.ok.click()
    assert "say that there is none" in dialog.fields.problem(dialog.numbers)
    dialog.numbers.unmarked.setChecked(True)
    dialog.marks.add()
    dialog.marks.fill(0, MarkKind.STATE, "XZ 77", "frame")
    dialog.photographs.add_files([photograph])
    settled()
    dialog.ok.click()
    settled()
    assert dialog.voucher is not None, dialog.notice.text
    piece = desk.office.reading.card("HQ-W0000004").weapon
    assert (piece.model, piece.serial, piece.flags) == ("Home-made", "", ("no-serial",))
    assert (piece.marks[0].text, piece.marks[0].place) == ("XZ 77", "frame")
    assert desk.office.reading.photograph(piece.photographs[0]) == photograph.read_bytes()


def test_a_number_that_is_taken_is_refused_at_its_field(
    opened: Opened, weapons: tuple[str, ...], desk: Desk, settled: Settled
) -> None:
    row = desk.office.reading.weapons()[0]
    dialog = opened(RecordDialog, ())
    dialog.model.setEditText(row.model)
    dialog.maker.setText(row.maker)
    dialog.country.choose(row.country)
    dialog.numbers.scan.line.setText(row.serial)
    dialog.ok.click()
    settled()
    assert row.id in dialog.fields.problem(dialog.numbers)
    assert dialog.numbers.scan.line.text() == row.serial


# -- marking, moving, looking at ---------------------------------------------------------------------------------------


def test_marks_of_several_weapons_count_on(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(MarkDialog, weapons)
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.text)
    dialog.text.setText("XZ {n}")
    dialog.first.setValue(8)
    dialog.where.setText("receiver")
    assert dialog.sentence.text() == "3 weapons carry new marks from “XZ 8” to “XZ 10”."
    press(dialog, qtbot, settled)
    assert [weapon(desk, each).marks[0].text for each in weapons] == ["XZ 8", "XZ 9", "XZ 10"]  # type: ignore[attr-defined]


def test_the_same_unique_mark_twice_is_refused_at_its_field(
    opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(MarkDialog, weapons)
    dialog.text.setText("XZ 1")
    press(dialog, qtbot, settled)
    assert "XZ 1" in dialog.fields.problem(dialog.text)


def test_a_mark_is_photographed_as_it_is_put_on(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], photograph: Path, qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(MarkDialog, weapons[:1])
    dialog.text.setText("XZ 1")
    dialog.photographs.add_files([photograph])
    settled()
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    assert [each.name for each in dialog.voucher.attachments] == ["left side.jpg"]
    mark = desk.office.reading.card(weapons[0]).weapon.marks[0]
    assert mark.photographs == (dialog.voucher.attachments[0].sha256,)


def test_moving_says_where_and_refuses_a_place_that_is_not_there(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(MoveDialog, weapons)
    dialog.location.setEditText("HQ/NOWHERE")
    press(dialog, qtbot, settled)
    assert "HQ/NOWHERE" in dialog.fields.problem(dialog.location)
    dialog.location.choose("HQ/A/1")
    assert dialog.sentence.text() == "3 weapons are put in Rack 1."
    press(dialog, qtbot, settled)
    assert {each.location for each in desk.office.reading.weapons()} == {"HQ/A/1"}


def test_a_piece_is_looked_at_mark_by_mark(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], photograph: Path, qtbot: QtBot, settled: Settled
) -> None:
    marking = opened(MarkDialog, weapons[:1])
    marking.text.setText("XZ 1")
    press(marking, qtbot, settled)
    dialog = opened(InspectDialog, weapons[:1])
    dialog.condition.setCurrentIndex(dialog.condition.findData(Condition.REPAIRABLE.value))
    dialog.finding.setText("worn bolt")
    dialog.next_due.choose(desk.office.now().date() + timedelta(days=30))
    legibility = dialog.piece.marks[0].legibility
    legibility.setCurrentIndex(legibility.findData(Legibility.PARTLY.value))
    dialog.piece.marks[0].photographs.add_files([photograph])
    dialog.piece.components.add()
    dialog.piece.components.fill(0, "bolt", "99", other=True)
    settled()
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    piece = desk.office.reading.card(weapons[0]).weapon
    assert (piece.condition, piece.finding) == (Condition.REPAIRABLE, "worn bolt")
    assert piece.marks[0].legibility is Legibility.PARTLY
    assert len(piece.marks[0].photographs) == 1
    assert (piece.components[0].serial, piece.flags) == ("99", ("component-mismatch",))


def test_what_was_not_touched_is_found_as_recorded(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(InspectDialog, weapons[:1])
    press(dialog, qtbot, settled)
    line = desk.office.reading.card(weapons[0]).timeline[-1].line
    assert set(line.set) == {"inspected_on"}


# -- from site to site -------------------------------------------------------------------------------------------------


@pytest.fixture
def north(desk: Desk, weapons: tuple[str, ...]) -> Desk:
    """The desk of somebody at another site."""
    desk.office.add_site("NORTH", "Northern Depot", "XX", desk.session)
    desk.office.perform(Add(things={"location:NORTH/B": {"site": "NORTH"}}, site="NORTH"), desk.session)
    desk.office.add_officer("tomas", "Tomas", [Role.STOREKEEPER], "NORTH", PASSWORD, desk.session)
    return at(desk, "tomas")


def test_what_is_sent_is_taken_in_piece_by_piece_and_what_is_short_is_missing(
    desk: Desk, north: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    sending = opened(DispatchDialog, weapons)
    press(sending, qtbot, settled)
    assert sending.fields.problem(sending.to)
    sending.to.choose("NORTH")
    sending.vehicle.setText("XZ 100")
    press(sending, qtbot, settled)
    assert sending.voucher is not None, sending.notice.text
    taking = opened(AcceptDialog, weapons[:1], north)
    press(taking, qtbot, settled)  # Enter is the scanner's there
    taking.ok.click()
    assert "at least one" in taking.notice.text
    line = taking.pieces.scan.line
    for code, said in (("ka-000001", "here"), ("KA-000001", "already"), ("KA-9", "not of this"), (weapons[1], "here")):
        qtbot.keyClicks(line, code)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert said in taking.pieces.scan.notice.text
    assert "2 of 3 weapons are taken in; 1 did not arrive" in taking.sentence.text()
    taking.location.choose("NORTH/B")
    taking.ok.click()
    settled()
    assert taking.voucher is not None, taking.notice.text
    found = {each.id: (each.standing, each.site, each.location) for each in desk.office.reading.weapons()}
    assert found[weapons[0]] == ("in stock", "NORTH", "NORTH/B")
    assert found[weapons[2]][0] == "missing"


def test_space_ticks_what_is_chosen(
    desk: Desk, north: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot
) -> None:
    desk.office.perform(Dispatch(weapons=weapons, to="NORTH"), desk.session)
    dialog = opened(AcceptDialog, weapons[:1], north)
    dialog.pieces.table.selectAll()
    qtbot.keyClick(dialog.pieces.table, Qt.Key.Key_Space)
    assert dialog.pieces.model.missing == ()
    qtbot.keyClick(dialog.pieces.table, Qt.Key.Key_Space)
    assert dialog.pieces.model.missing == weapons
    dialog.pieces.all.click()
    assert dialog.sentence.text().startswith("All of CSG")


# -- putting right -----------------------------------------------------------------------------------------------------


def test_a_detail_is_put_right_by_one_and_an_identity_by_two(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(CorrectDialog, weapons[:1])
    assert dialog.details.changes() == {}
    press(dialog, qtbot, settled)
    assert "at least one field" in dialog.notice.text
    dialog.details.write("calibre", "7.62x51mm NATO")
    assert signing(dialog) == 0
    dialog.details.write("serial", "KA-00000I")
    assert signing(dialog) == 1
    press(dialog, qtbot, settled)
    assert dialog.signatures[0].fields.problem(dialog.signatures[0].password)
    sign(dialog, "commander")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.reason)
    dialog.reason.setText("Read anew on the piece")
    dialog.corrects.setCurrentIndex(1)
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    assert dialog.voucher.facts["corrects"].startswith("HQ/RCV")  # type: ignore[union-attr]
    card = desk.office.reading.card(weapons[0])
    assert (card.weapon.serial, card.weapon.calibre) == ("KA-00000I", "7.62x51mm NATO")
    assert {each.field for each in card.timeline[0].corrected} == {"serial", "calibre"}


def test_a_field_is_cleared_by_leaving_it_blank_and_says_so(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(Correct(weapons=weapons[:1], changes={"remark": "x"}, reason="r"), desk.session)
    dialog = opened(CorrectDialog, weapons[:1])
    dialog.details.write("remark", "")
    assert dialog.details.changes() == {"remark": ""}
    assert dialog.details._signs["remark"].text() == "cleared"
    dialog.reason.setText("It was of another piece")
    press(dialog, qtbot, settled)
    assert weapon(desk, weapons[0]).remark == ""  # type: ignore[attr-defined]


def test_of_several_weapons_blank_leaves_each_as_it_is(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(Correct(weapons=weapons[:1], changes={"year": "1999"}, reason="r"), desk.session)
    dialog = opened(CorrectDialog, weapons)
    assert dialog.details._olds["year"].text() == "several values"
    dialog.details.write("calibre", "7.62x51mm NATO")
    dialog.reason.setText("All are of one calibre")
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    pieces = [desk.office.reading.card(each).weapon for each in weapons]
    assert {each.calibre for each in pieces} == {"7.62x51mm NATO"}
    assert [each.year for each in pieces] == ["1999", "", ""]


def test_a_piece_recorded_in_error_leaves_the_register_by_two(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(CorrectDialog, weapons[:1])
    assert not dialog.by_reopening.isEnabled()
    dialog.by_error.setChecked(True)
    assert dialog.details.isHidden()
    assert dialog.ok.property("role") == "danger"
    dialog.reason.setText("Recorded twice")
    sign(dialog, "inspector")
    press(dialog, qtbot, settled)
    assert weapon(desk, weapons[0]).standing is Standing.RECORDED_IN_ERROR  # type: ignore[attr-defined]


def destroyed(desk: Desk, weapons: tuple[str, ...]) -> None:
    office = desk.office
    office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    commander, inspector = office.log_in("commander", PASSWORD), office.log_in("inspector", PASSWORD)
    office.perform(AuthoriseDisposal(weapons=weapons, authority="Decision"), desk.session, [commander])
    office.perform(Verify(weapons=weapons), inspector)
    office.add_officer("second", "Second", [Role.COMMANDER], "HQ", PASSWORD, desk.session)
    witnesses = (Witness("A. Witness", "Police"), Witness("B. Witness", "Ministry"))
    act = ExecuteDestruction(
        weapons=weapons, method=DestructionMethod.CUTTING_OR_SHREDDING, place="Shop", witnesses=witnesses
    )
    office.perform(act, office.log_in("disposal", PASSWORD), [office.log_in("second", PASSWORD)])


def test_what_ended_by_mistake_comes_back_by_as_many_as_the_rules_say(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    destroyed(desk, weapons[:1])
    dialog = opened(CorrectDialog, weapons[:1])
    dialog.by_reopening.setChecked(True)
    assert signing(dialog) == 2
    dialog.reason.setText("Another piece was cut")
    sign(dialog, "commander", "commander")
    press(dialog, qtbot, settled)
    assert weapon(desk, weapons[0]).standing is Standing.DESTROYED  # type: ignore[attr-defined]
    sign(dialog, "commander", "inspector")
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    piece = desk.office.reading.card(weapons[0]).weapon
    assert (piece.standing, piece.flags) == (Standing.IN_STOCK, ("reopened",))


# -- disposal ----------------------------------------------------------------------------------------------------------


def test_another_decision_than_destruction_says_why_and_leads_to_deactivation(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons[:1], authority="Order"), desk.session)
    deciding = opened(AuthoriseDialog, weapons[:1])
    assert deciding.because.isHidden()
    deciding.option.setCurrentIndex(deciding.option.findData(DisposalOption.DEACTIVATION.value))
    assert not deciding.because.isHidden()
    deciding.authority.setText("Decision 8")
    sign(deciding, "commander")
    press(deciding, qtbot, settled)
    assert deciding.fields.problem(deciding.because)
    deciding.because.setText("Kept by the museum")
    press(deciding, qtbot, settled)
    assert deciding.voucher is not None, deciding.notice.text
    desk.office.perform(Verify(weapons=weapons[:1]), desk.office.log_in("inspector", PASSWORD))
    desk.office.add_officer("second", "Second", [Role.COMMANDER], "HQ", PASSWORD, desk.session)
    dialog = opened(DeactivateDialog, weapons[:1], at(desk, "disposal"))
    sign(dialog, "second")
    dialog.standard.setText("Regulation 2015/2403")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.deactivated_by)
    dialog.deactivated_by.setText("Workshop")
    dialog.verifying_entity.setText("Workshop")
    dialog.mark.setText("XZ DEACT 1")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.verifying_entity)
    dialog.verifying_entity.setText("Proof House")
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    assert weapon(desk, weapons[0]).standing is Standing.DEACTIVATED  # type: ignore[attr-defined]


# -- the foundation ----------------------------------------------------------------------------------------------------


def test_any_act_may_rest_on_an_order_and_carry_documents(
    desk: Desk, opened: Opened, weapons: tuple[str, ...], tmp_path: Path, qtbot: QtBot, settled: Settled
) -> None:
    order = tmp_path / "order.pdf"
    order.write_bytes(b"%PDF-1.7 an order")
    dialog = opened(MoveDialog, weapons[:1])
    assert dialog.basis.fields.isHidden()
    dialog.basis.open.click()
    dialog.basis.authority.setText("Order 3")
    desk.ask.file = str(order)  # type: ignore[attr-defined]
    dialog.basis.documents.add.click()
    settled()
    dialog.basis.documents.take([str(tmp_path / "nowhere.pdf")])
    settled()
    assert "nowhere.pdf" in dialog.basis.documents.notice.text
    dialog.location.choose("HQ/A/1")
    dialog.ok.click()
    settled()
    assert dialog.voucher is not None, dialog.notice.text
    assert dialog.voucher.authority == "Order 3"
    assert [(each.name, each.size) for each in dialog.voucher.attachments] == [("order.pdf", 17)]


def test_a_thousand_weapons_are_listed_and_read_without_a_thousand_fields(desk: Desk, weapons: tuple[str, ...]) -> None:
    first = desk.office.reading.weapons()[0]
    many = tuple(_copy(first, number) for number in range(1_000))
    issue = IssueDialog(desk, many)
    assert issue.findChildren(type(issue._body))  # it was made
    issue.close()
    verify = VerifyDialog(desk, many)
    assert len(verify.read._read) < 20
    verify.read.go_to(900)
    assert verify.read.field(900).accessibleName().endswith("HQ-W0000900")
    verify.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _copy(row: WeaponRow, number: int) -> WeaponRow:
    import dataclasses

    return dataclasses.replace(row, id=f"HQ-W{number:07d}", serial=f"S{number}")


def test_control_p_after_the_act_opens_its_paper(
    opened: Opened, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(MoveDialog, weapons[:1])
    dialog.location.choose("HQ/A/1")
    press(dialog, qtbot, settled)
    with qtbot.waitSignal(dialog.paper_wanted) as wanted:
        dialog._on_paper()
    assert wanted.args[0].startswith("HQ/PLC ")
    assert Kind.PLACING.prefix == "PLC"
