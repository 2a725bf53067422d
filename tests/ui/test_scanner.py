"""Scans are told from typing wherever the focus is, and nothing that a person typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.keyboard import Keyboard, scan_into
from ui.scanner import GAP_MS
from ui.widgets.scan_field import ScanField

SCANNER_MS, PERSON_MS = 8, 120
CODE = "HQ/ISS 2026-000012"


@dataclass
class Hands:
    """Keys as the system gives them to a window, each at its moment."""

    window: QWidget
    now_ms: int = 1_000

    def type(self, text: str, gap_ms: int, end: Qt.Key | None = None) -> None:
        for letter in text:
            if letter.isupper():
                self.press(Qt.Key.Key_Shift, "", 1)
            self.press(self._key(letter), letter, gap_ms)
        if end is not None:
            self.press(end, "\r", gap_ms)

    def press(self, key: Qt.Key, text: str, gap_ms: int, *, repeats: bool = False, code: int = 0) -> None:
        self.now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            shift = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
            event = QKeyEvent(kind, key, shift, code, 0, 0, text, repeats)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    @staticmethod
    def _key(letter: str) -> Qt.Key:
        return Qt.Key(ord(letter.upper()))


@dataclass
class Taker:
    """Takes scans, or not."""

    takes: bool = True
    listens: bool = True
    scans: list[str] = field(default_factory=list)

    def take(self, text: str) -> bool:
        self.scans.append(text)
        return self.takes

    def is_listening(self) -> bool:
        return self.listens


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def hands(qapp: QApplication, qtbot: QtBot, taker: Taker) -> Iterator[Hands]:
    window = QWidget()
    layout = QVBoxLayout(window)
    window.line, window.area = QLineEdit(), QPlainTextEdit()  # type: ignore[attr-defined]
    window.combo, window.button = QComboBox(), QPushButton("&Issue")  # type: ignore[attr-defined]
    window.combo.setEditable(True)  # type: ignore[attr-defined]
    for each in (window.line, window.area, window.combo, window.button):  # type: ignore[attr-defined]
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    keyboard = Keyboard(qapp, taker.take, taker.is_listening)
    yield Hands(window)
    keyboard.deleteLater()
    window.close()


def focus(hands: Hands, name: str, qtbot: QtBot) -> QWidget:
    widget: QWidget = getattr(hands.window, name)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_leaves_the_field_as_it_was(hands: Hands, taker: Taker, qtbot: QtBot, end: Qt.Key) -> None:
    line = focus(hands, "line", qtbot)
    hands.type("typed", PERSON_MS)
    hands.now_ms += PERSON_MS
    hands.type(CODE, SCANNER_MS, end)
    assert taker.scans == [CODE]
    assert line.text() == "typed"  # type: ignore[attr-defined]
    assert line.hasFocus()


def test_what_was_selected_before_a_scan_is_selected_after_it(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    line = focus(hands, "line", qtbot)
    line.setText("7th Company")  # type: ignore[attr-defined]
    line.selectAll()  # type: ignore[attr-defined]
    hands.type(CODE, SCANNER_MS, Qt.Key.Key_Return)
    assert taker.scans == [CODE]
    assert line.selectedText() == "7th Company"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "read"), [("area", "toPlainText"), ("combo", "currentText")])
def test_every_kind_of_field_is_given_back(hands: Hands, taker: Taker, qtbot: QtBot, name: str, read: str) -> None:
    widget = focus(hands, name, qtbot)
    hands.type("before", PERSON_MS)
    hands.now_ms += PERSON_MS
    hands.type(CODE, SCANNER_MS, Qt.Key.Key_Return)
    assert taker.scans == [CODE]
    assert getattr(widget, read)() == "before"


def test_a_person_is_never_taken_for_a_scanner(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    line = focus(hands, "line", qtbot)
    hands.type(CODE, GAP_MS + 1, Qt.Key.Key_Return)
    assert not taker.scans
    assert line.text() == CODE  # type: ignore[attr-defined]


def test_a_stumble_or_a_held_key_is_no_scan(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    line = focus(hands, "line", qtbot)
    hands.type("abc", SCANNER_MS, Qt.Key.Key_Return)
    for _each in range(8):
        hands.press(Qt.Key.Key_X, "x", SCANNER_MS, repeats=True)
    hands.press(Qt.Key.Key_Return, "\r", SCANNER_MS)
    assert not taker.scans
    assert line.text() == "abcxxxxxxxx"  # type: ignore[attr-defined]


def test_a_scan_presses_no_button(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    button = focus(hands, "button", qtbot)
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)  # type: ignore[attr-defined]
    hands.type(CODE, SCANNER_MS, Qt.Key.Key_Return)  # with a blank in it
    QTest.qWait(2 * GAP_MS)
    assert taker.scans == [CODE]
    assert not pressed


def test_a_person_presses_a_button_all_the_same(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    button = focus(hands, "button", qtbot)
    with qtbot.waitSignal(button.clicked, timeout=2_000):  # type: ignore[attr-defined]
        hands.type(" ", PERSON_MS)
    assert not taker.scans


def test_keys_of_a_person_come_in_their_order(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    button = focus(hands, "button", qtbot)
    got: list[str] = []

    class Listening(QPushButton):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
            got.append(event.text())

    listening = Listening(hands.window)
    hands.window.layout().addWidget(listening)
    listening.setFocus()
    qtbot.waitUntil(listening.hasFocus)
    hands.type("abcd", SCANNER_MS)
    hands.press(Qt.Key.Key_Down, "", PERSON_MS)  # no letter: it waits for nothing, and behind the others
    assert got == ["a", "b", "c", "d", ""]
    assert not taker.scans
    assert button.isVisible()


def test_what_nobody_takes_stays_where_it_was_typed_and_presses_nothing(
    hands: Hands, taker: Taker, qtbot: QtBot
) -> None:
    taker.takes = False
    line = focus(hands, "line", qtbot)
    entered: list[bool] = []
    line.returnPressed.connect(partial_append(entered))  # type: ignore[attr-defined]
    hands.type(CODE, SCANNER_MS, Qt.Key.Key_Return)
    assert line.text() == CODE  # type: ignore[attr-defined]
    assert not entered


def partial_append(found: list[bool]) -> Callable[[], None]:
    return lambda: found.append(True)


def test_a_code_of_several_lines_keeps_them_where_there_is_room(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    taker.takes = False
    area = focus(hands, "area", qtbot)
    lines = ["stockpile/hq/25484b67", "100", "", "ojodnnqzn"]
    for line in lines:
        hands.type(line, SCANNER_MS, Qt.Key.Key_Return)
    assert area.toPlainText() == "\n".join((*lines, ""))  # type: ignore[attr-defined]


def test_a_password_is_nobodys_scan(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    taker.listens = False
    line = focus(hands, "line", qtbot)
    with qtbot.waitSignal(line.returnPressed):  # type: ignore[attr-defined]
        hands.type("violetharbour", SCANNER_MS, Qt.Key.Key_Return)
    assert not taker.scans


def test_the_alphabet_of_the_keyboard_does_not_matter(hands: Hands, taker: Taker, qtbot: QtBot) -> None:
    focus(hands, "line", qtbot)
    for letter, code in (
        ("ا", 43),
        ("ض", 24),
        ("-", 20),
        ("ص", 25),
        ("١", 10),
        ("٢", 11),
    ):  # h q - w 1 2 on an X server
        hands.press(Qt.Key(ord(letter)), letter, SCANNER_MS, code=code)
    hands.press(Qt.Key.Key_Return, "\r", SCANNER_MS)
    assert taker.scans == ["hq-w12"]


def test_a_field_for_scans_gets_them_and_only_where_it_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    scan = ScanField("Weapons")
    QVBoxLayout(window).addWidget(scan)
    qtbot.addWidget(window)
    assert not scan_into(window, CODE)
    window.show()
    with qtbot.waitSignal(scan.scanned) as got:
        assert scan_into(window, CODE)
    assert got.args == [CODE]
    window.close()
