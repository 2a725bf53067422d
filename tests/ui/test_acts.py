"""The pages of acts, from the first key to the ledger: what was typed stays when refused, and ends as a voucher when
not."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

import pytest
from databases import Original
from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from stockpile.acts.disposing import AuthoriseDisposal, Verify
from stockpile.acts.issuing import Issue
from stockpile.acts.surplus import DeclareSurplus
from stockpile.domain.filter import WeaponRow
from stockpile.domain.standing import Condition, Disposal, Standing
from stockpile.domain.voucher import Kind
from ui.acts import DIALOGS
from ui.acts.act_dialog import ActDialog
from ui.acts.authorise import AuthoriseDialog
from ui.acts.declare_surplus import DeclareSurplusDialog
from ui.acts.destroy import DestroyDialog
from ui.acts.issue import IssueDialog
from ui.acts.take_back import TakeBackDialog
from ui.acts.verify import VerifyDialog
from ui.desk import Desk
from ui.widgets.act_buttons import OFFERED

Settled = Callable[[], None]
Dialog = TypeVar("Dialog", bound=ActDialog)


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: armoury.staff(3))


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    return armoury.ids  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Callable[..., ActDialog]]:
    dialogs: list[weakref.ref[ActDialog]] = []

    def make(kind: type[Dialog], weapons: tuple[str, ...], desk: Desk = desk) -> Dialog:
        dialog = kind(desk, rows(desk, weapons))
        dialogs.append(weakref.ref(dialog))
        dialog.show()
        settled()
        return dialog

    yield make
    settled()
    for each in dialogs:
        dialog = each()
        if dialog is not None and _alive(dialog):
            dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _alive(dialog: ActDialog) -> bool:
    import shiboken6

    return shiboken6.isValid(dialog)


def rows(desk: Desk, weapons: tuple[str, ...]) -> tuple[WeaponRow, ...]:
    known = {row.id: row for row in desk.office.reading.weapons()}
    return tuple(known[each] for each in weapons)


def as_officer(desk: Desk, armoury: object, login: str) -> Desk:
    return Desk(desk.office, armoury.log_in(login), desk.tasks, desk.ask, desk.remembered)  # type: ignore[attr-defined]


def press(dialog: ActDialog, qtbot: QtBot, settled: Settled) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settled()


def test_every_act_on_offer_has_its_dialog() -> None:
    assert set(DIALOGS) == {*OFFERED, Kind.RECEIPT}  # what is recorded is in no table yet
    assert all(dialog.kind is kind for kind, dialog in DIALOGS.items())


def test_issue_ends_in_the_ledger(
    desk: Desk, opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(IssueDialog, weapons[:2])
    dialog.holder.field.setEditText("7-coy · 7th company")
    dialog.limited.setChecked(True)
    due = date.today() + timedelta(days=3)
    dialog.until.setDate(QDate(due.year, due.month, due.day))
    dialog.purpose.setText("Training")
    assert dialog.sentence.text() == f"2 weapons are issued to 7th Company, due back on {due.isoformat()}."
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None
    assert "ISS" in dialog.notice.text
    assert not dialog.paper.isHidden()
    card = desk.office.reading.card(weapons[0])
    assert card.weapon.standing is Standing.ISSUED
    assert card.weapon.holder == "7-COY"
    assert card.weapon.issued_until == due.isoformat()


def test_after_the_act_enter_opens_its_paper(
    opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(IssueDialog, weapons[:1])
    dialog.holder.field.setEditText("7-COY")
    press(dialog, qtbot, settled)
    with qtbot.waitSignal(dialog.paper_wanted) as wanted:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert wanted.args[0].startswith("HQ/ISS ")


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(
    desk: Desk, opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(IssueDialog, weapons[:1])
    dialog.purpose.setText("Guard duty")
    press(dialog, qtbot, settled)
    assert "Say who" in dialog.fields.problem(dialog.holder.field)
    dialog.holder.field.setEditText("9-COY")
    press(dialog, qtbot, settled)
    assert "9-COY" in dialog.fields.problem(dialog.holder.field)
    assert dialog.purpose.text() == "Guard duty"
    assert dialog.ok.isEnabled()
    assert desk.office.reading.card(weapons[0]).weapon.standing is Standing.IN_STOCK


def test_a_refusal_about_the_weapon_stands_at_the_page(
    desk: Desk, opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(IssueDialog, weapons[:1])
    desk.office.perform(Issue(weapons=weapons[:1], holder="7-COY"), desk.session)  # somebody else was faster
    dialog.holder.field.setEditText("7-COY")
    press(dialog, qtbot, settled)
    assert weapons[0] in dialog.notice.text
    assert dialog.holder.field.currentText() == "7-COY"


def test_escape_leaves_without_a_trace(
    desk: Desk, opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    vouchers = len(desk.office.reading.vouchers())
    dialog = opened(IssueDialog, weapons[:1])
    dialog.holder.field.setEditText("7-COY")
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled()
    assert len(desk.office.reading.vouchers()) == vouchers


def test_a_new_holder_is_added_first(
    desk: Desk, opened: Callable[..., IssueDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(IssueDialog, weapons[:1])
    picker = dialog.holder
    picker._open.click()
    picker.add.click()
    settled()
    assert picker.new_fields.problem(picker.new_key)
    picker.new_key.setText("SGT-1")
    picker.new_name.setText("A Sergeant")
    picker.add.click()
    settled()
    assert picker.new.isHidden()
    assert picker.key() == "SGT-1"
    press(dialog, qtbot, settled)
    assert desk.office.reading.card(weapons[0]).weapon.holder == "SGT-1"
    assert desk.office.reading.things("holder")["SGT-1"]["name"] == "A Sergeant"


def test_return_says_condition(
    desk: Desk, opened: Callable[..., TakeBackDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(Add(things={"location:HQ/A": {"site": "HQ"}}, site="HQ"), desk.session)
    desk.office.perform(Issue(weapons=weapons, holder="7-COY"), desk.session)
    dialog = opened(TakeBackDialog, weapons)
    assert dialog.location.findText("HQ/A") >= 0
    assert dialog.location.currentText() == ""  # blank leaves the place as it is
    assert dialog.sentence.text() == "3 weapons are taken back from 7-COY and are in stock again."
    dialog.location.setEditText("HQ/NOWHERE")
    press(dialog, qtbot, settled)
    assert "HQ/NOWHERE" in dialog.fields.problem(dialog.location)
    dialog.location.setEditText("")
    dialog.condition.setCurrentIndex(dialog.condition.findData(Condition.REPAIRABLE.value))
    press(dialog, qtbot, settled)
    weapon = desk.office.reading.card(weapons[0]).weapon
    assert (weapon.standing, weapon.condition, weapon.holder) == (Standing.IN_STOCK, Condition.REPAIRABLE, "")


def test_surplus_asks_for_its_authority(
    desk: Desk, opened: Callable[..., DeclareSurplusDialog], weapons: tuple[str, ...], qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(DeclareSurplusDialog, weapons)
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.authority)
    dialog.authority.setText("Order 12/2026")
    press(dialog, qtbot, settled)
    assert desk.office.reading.card(weapons[0]).weapon.disposal is Disposal.SURPLUS


def test_authorising_takes_a_second_officer_at_the_page(
    desk: Desk,
    armoury: object,
    opened: Callable[..., AuthoriseDialog],
    weapons: tuple[str, ...],
    qtbot: QtBot,
    settled: Settled,
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    dialog = opened(AuthoriseDialog, weapons)
    assert dialog.signature is not None
    dialog.authority.setText("Decision 7/2026")
    dialog.signature.login.setText("commander")
    dialog.signature.password.setText("wrong")
    press(dialog, qtbot, settled)
    assert dialog.signature.fields.problem(dialog.signature.password)
    dialog.signature.login.setText("jdiallo")
    dialog.signature.password.setText("violet harbour lantern")
    press(dialog, qtbot, settled)
    assert dialog.signature.fields.problem(dialog.signature.login)
    dialog.signature.login.setText("commander")
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None
    assert [each.login for each in dialog.voucher.approvers] == ["commander"]
    password = dialog.signature.password
    dialog.accept()
    assert not password.text()


@pytest.fixture
def authorised(desk: Desk, armoury: object, weapons: tuple[str, ...]) -> tuple[str, ...]:
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    commander = armoury.log_in("commander")  # type: ignore[attr-defined]
    desk.office.perform(AuthoriseDisposal(weapons=weapons, authority="Decision"), desk.session, [commander])
    return weapons


def test_verifying_reads_every_piece(
    desk: Desk,
    armoury: object,
    opened: Callable[..., VerifyDialog],
    authorised: tuple[str, ...],
    qtbot: QtBot,
    settled: Settled,
) -> None:
    dialog = opened(VerifyDialog, authorised, as_officer(desk, armoury, "inspector"))
    shown = [dialog.read.item(0, column).text() for column in range(2)]
    assert "KA-" not in "".join(shown) + dialog.read.typed(0)  # what is recorded is not shown
    dialog.ok.click()
    assert authorised[0] in dialog.notice.text
    for row, weapon in enumerate(rows(desk, authorised)):
        dialog.read.field(row).setText(weapon.serial if row else "KA-999999")
    dialog.ok.click()
    settled()
    assert "KA-999999" in dialog.notice.text
    dialog.read.field(0).setText(rows(desk, authorised)[0].serial.lower())
    dialog.ok.click()
    settled()
    assert desk.office.reading.card(authorised[0]).weapon.disposal is Disposal.VERIFIED


def test_a_scanner_reads_one_piece_after_the_other(
    desk: Desk,
    armoury: object,
    opened: Callable[..., VerifyDialog],
    authorised: tuple[str, ...],
    qtbot: QtBot,
    settled: Settled,
) -> None:
    dialog = opened(VerifyDialog, authorised, as_officer(desk, armoury, "inspector"))
    for row, weapon in enumerate(rows(desk, authorised)):
        assert dialog.focusWidget() is dialog.read.field(row)
        place = dialog.read.field(row)
        qtbot.keyClicks(place, weapon.serial)
        qtbot.keyClick(place, Qt.Key.Key_Return)  # after the last it confirms
    settled()
    assert dialog.voucher is not None


def test_destroying_ends_with_a_certificate(
    desk: Desk,
    armoury: object,
    opened: Callable[..., DestroyDialog],
    authorised: tuple[str, ...],
    qtbot: QtBot,
    settled: Settled,
) -> None:
    desk.office.perform(Verify(weapons=authorised), armoury.log_in("inspector"))  # type: ignore[attr-defined]
    armoury.office.add_officer(  # type: ignore[attr-defined]
        "second", "Second", ["commander"], "HQ", "violet harbour lantern", desk.session
    )
    dialog = opened(DestroyDialog, authorised, as_officer(desk, armoury, "disposal"))
    assert dialog.signature is not None
    dialog.signature.login.setText("second")
    dialog.signature.password.setText("violet harbour lantern")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.place)
    dialog.place.setText("Cutting shop")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.component)
    dialog.component.setChecked(True)
    dialog.witnesses.fill(0, "A. Witness", "Police")
    press(dialog, qtbot, settled)
    assert dialog.fields.problem(dialog.witnesses)
    dialog.witnesses.fill(1, "B. Witness", "Ministry")
    press(dialog, qtbot, settled)
    assert dialog.voucher is not None, dialog.notice.text
    assert dialog.voucher.kind is Kind.DESTRUCTION
    assert desk.office.reading.card(authorised[0]).weapon.standing is Standing.DESTROYED


def test_there_is_room_for_more_witnesses(
    opened: Callable[..., DestroyDialog], weapons: tuple[str, ...], qtbot: QtBot
) -> None:
    dialog = opened(DestroyDialog, weapons)
    dialog.witnesses.another.click()
    for at in range(3):
        dialog.witnesses.fill(at, f"Witness {at}", "Police")
    assert len(dialog.witnesses.named()) == 3


@pytest.mark.parametrize("kind", list(DIALOGS), ids=[each.value for each in DIALOGS])
def test_a_dialog_is_freed_on_close(desk: Desk, weapons: tuple[str, ...], kind: Kind, settled: Settled) -> None:
    dialog = DIALOGS[kind](desk, rows(desk, weapons))
    gone = weakref.ref(dialog)
    dialog.show()
    settled()
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del dialog
    assert gone() is None
