"""Scanning weapons: every code is answered in words, nothing is lost when they come fast, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from stockpile.acts.issuing import Issue
from stockpile.domain.voucher import Kind
from ui.desk import Desk
from ui.widgets.person_picker import OfficerPicker
from ui.widgets.scan_field import ScanField
from ui.widgets.weapon_picker import WeaponPicker

Settled = Callable[[], None]


@pytest.fixture
def field(qtbot: QtBot) -> ScanField:
    made = ScanField("Weapon")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_enter_gives_the_code_and_makes_room_for_the_next(field: ScanField, qtbot: QtBot) -> None:
    said: list[str] = []
    field.scanned.connect(said.append)
    qtbot.keyClicks(field.line, " KA-000001 ")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.keyClicks(field.line, "KA-000002")
    qtbot.keyClick(field.line, Qt.Key.Key_Enter)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert said == ["KA-000001", "KA-000002"]
    assert field.line.text() == ""


def test_signs_that_cannot_be_seen_do_not_count(field: ScanField) -> None:
    said: list[str] = []
    field.scanned.connect(said.append)
    field.line._enter(("\x02KA-1\x03\t", "\x1d"))
    assert said == ["KA-1"]


def test_a_pasted_column_is_as_many_codes(field: ScanField, qtbot: QtBot) -> None:
    said: list[str] = []
    field.scanned.connect(said.append)
    QGuiApplication.clipboard().setText("A-1\r\n\r\nA-2\nA-3\n")
    keys = QKeySequence(QKeySequence.StandardKey.Paste)[0]
    qtbot.keyClick(field.line, keys.key(), keys.keyboardModifiers())
    assert said == ["A-1", "A-2", "A-3"]


def test_what_is_wrong_is_said_in_words_until_the_next_code(field: ScanField) -> None:
    field.refuse("No weapon “X” is in the register.")
    assert "No weapon" in field.notice.text
    assert field.line.accessibleDescription() == field.notice.text
    assert field.line.property("wrong") == "true"
    field.took("KA-1")
    assert "KA-1" in field.notice.text
    assert field.line.property("wrong") == "false"
    assert field.count == 1
    field.begin_again()
    assert (field.count, field.notice.text) == (0, "")


def test_a_scanner_does_not_press_the_main_button(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, ok = ScanField("Weapon"), QPushButton("OK")
    layout = QVBoxLayout(dialog)
    layout.addWidget(field)
    layout.addWidget(ok)
    ok.setDefault(True)
    ok.clicked.connect(dialog.accept)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.keyClicks(field.line, "KA-1")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert dialog.isVisible()


@pytest.fixture
def picker(desk: Desk, armoury: object, qtbot: QtBot) -> WeaponPicker:
    armoury.weapons(3)  # type: ignore[attr-defined]
    made = WeaponPicker(desk, Kind.ISSUE)
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def _scan(picker: WeaponPicker, qtbot: QtBot, *codes: str) -> None:
    for code in codes:
        qtbot.keyClicks(picker.scan.line, code)
        qtbot.keyClick(picker.scan.line, Qt.Key.Key_Return)


def test_weapons_are_picked_by_number_and_by_id(picker: WeaponPicker, qtbot: QtBot, settled: Settled) -> None:
    with qtbot.waitSignal(picker.changed):
        _scan(picker, qtbot, "KA-000002")
    settled()
    _scan(picker, qtbot, picker.weapons[0].id.replace("2", "3"))
    settled()
    assert [each.serial for each in picker.weapons] == ["KA-000002", "KA-000003"]
    assert picker.scan.count == 2


def test_codes_that_come_fast_are_all_taken(picker: WeaponPicker, qtbot: QtBot, settled: Settled) -> None:
    _scan(picker, qtbot, "KA-000001", "KA-000002", "KA-000003")
    settled()
    assert {each.serial for each in picker.weapons} == {"KA-000001", "KA-000002", "KA-000003"}


def test_the_same_weapon_twice_is_said(picker: WeaponPicker, qtbot: QtBot, settled: Settled) -> None:
    _scan(picker, qtbot, "KA-000001")
    settled()
    _scan(picker, qtbot, "ka-000001")
    settled()
    assert len(picker.weapons) == 1
    assert "already" in picker.scan.notice.text or "KA-000001" in picker.scan.notice.text


def test_a_number_nobody_knows_is_said_and_nothing_is_picked(
    picker: WeaponPicker, qtbot: QtBot, settled: Settled
) -> None:
    _scan(picker, qtbot, "ZZ-9")
    settled()
    assert "ZZ-9" in picker.scan.notice.text
    assert picker.weapons == ()


def test_a_weapon_to_which_it_may_not_happen_is_refused_with_the_reason(
    picker: WeaponPicker, desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(Add(things={"holder:7-COY": {"site": "HQ"}}, site="HQ"), desk.session)
    first = desk.office.reading.resolve("KA-000001")
    desk.office.perform(Issue(weapons=(first,), holder="7-COY"), desk.session)
    _scan(picker, qtbot, "KA-000001")
    settled()
    assert picker.weapons == ()
    assert picker.scan.notice.text


def test_who_types_is_shown_what_it_may_be_and_takes_it_by_keyboard(
    picker: WeaponPicker, qtbot: QtBot, settled: Settled
) -> None:
    qtbot.keyClicks(picker.scan.line, "KA-0000")
    qtbot.waitUntil(picker.suggested.isVisible)
    assert picker.suggested.model().rowCount() == 3
    qtbot.keyClick(picker.scan.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.suggested, Qt.Key.Key_Down)
    qtbot.keyClick(picker.suggested, Qt.Key.Key_Return)
    settled()
    assert len(picker.weapons) == 1
    assert not picker.suggested.isVisible()


def test_picked_weapons_are_taken_out_by_keyboard(picker: WeaponPicker, qtbot: QtBot, settled: Settled) -> None:
    _scan(picker, qtbot, "KA-000001")
    settled()
    _scan(picker, qtbot, "KA-000002")
    settled()
    picker.table.setFocus()
    picker.table.selectRow(0)
    with qtbot.waitSignal(picker.changed):
        qtbot.keyClick(picker.table, Qt.Key.Key_Delete)
    assert [each.serial for each in picker.weapons] == ["KA-000002"]
    assert picker.table.chosen_rows() == [0]


def test_officers_are_offered_by_what_they_may_record(desk: Desk, qtbot: QtBot, settled: Settled) -> None:
    everybody = OfficerPicker(desk)
    qtbot.addWidget(everybody)
    others = OfficerPicker(desk, may=Kind.ISSUE, without=(desk.session.login,))
    qtbot.addWidget(others)
    settled()
    assert desk.session.login in {each.key for each in everybody.known}
    assert desk.session.login not in {each.key for each in others.known}
