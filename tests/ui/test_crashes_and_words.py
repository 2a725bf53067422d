"""What goes wrong is said calmly and reported without values; the collector stays on its thread; states have shapes."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile.domain.errors import Refused
from stockpile.domain.standing import Standing
from stockpile.domain.voucher import Kind
from ui.crash import CrashDialog, CrashNet, report, write_report
from ui.garbage import Garbage
from ui.theme.look import Look
from ui.words import KINDS, flag_words, kind_words, named, problem_words, standing_sign, standing_words


def _fault() -> BaseException:
    try:
        secret = "violet harbour lantern"
        raise ValueError(secret)  # noqa: TRY301 - here it is to be found
    except ValueError as error:
        return error


def test_a_report_names_the_place_and_no_value(tmp_path: Path) -> None:
    said = report(_fault())
    assert "ValueError" in said
    assert "_fault" in said
    assert "raise ValueError(secret)" in said
    path = write_report(_fault(), tmp_path / "reports")
    assert path is not None
    assert "ValueError" in path.read_text(encoding="utf-8")


def test_where_no_report_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert write_report(_fault(), tmp_path / "file" / "reports") is None


def _dialogs(qapp: QApplication) -> list[CrashDialog]:
    return [each for each in qapp.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()]


def _dismiss(qapp: QApplication) -> None:
    """Close what is said, and what comes after it."""
    while dialogs := _dialogs(qapp):
        for each in dialogs:
            each.accept()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def test_a_crash_is_said_once_and_the_program_goes_on(
    qapp: QApplication, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    net = CrashNet(tmp_path)
    for _each in range(5):
        net.take(_fault())
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    (dialog,) = _dialogs(qapp)
    assert len(list(tmp_path.glob("report-*.txt"))) == 1
    dialog.accept()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    net.take(_fault())
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    assert len(list(tmp_path.glob("report-*.txt"))) == 2
    _dismiss(qapp)


def test_what_is_logged_has_no_values_either(
    qapp: QApplication, look: Look, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    net = CrashNet(tmp_path)
    net.take(_fault())
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    assert "ValueError" in caplog.text
    assert "violet" not in caplog.text.replace('secret = "violet harbour lantern"', "")
    _dismiss(qapp)


def test_a_crash_is_said_again_when_the_window_of_the_last_one_is_gone(
    qapp: QApplication, look: Look, tmp_path: Path, qtbot: QtBot
) -> None:
    net, window = CrashNet(tmp_path), QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    net.take(_fault())
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    net.take(_fault())
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    _dismiss(qapp)


def test_the_net_catches_what_any_thread_let_fall(
    qapp: QApplication, look: Look, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    net = CrashNet(tmp_path)
    net.install()
    with qtbot.waitSignal(net.caught):
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    with qtbot.waitSignal(net.caught):
        sys.excepthook(ValueError, _fault(), None)
    qtbot.waitUntil(lambda: bool(_dialogs(qapp)))
    _dismiss(qapp)


def test_the_collector_is_kept_to_the_gui_thread(qapp: QApplication) -> None:
    owner = QObject()
    garbage = Garbage(owner)
    try:
        assert not gc.isenabled()
        for _each in range(2_000):
            cycle: list[object] = []
            cycle.append(cycle)
        garbage._collect()
        assert gc.get_count()[0] < 2_000
    finally:
        gc.disable()  # as the fixture had it


def test_every_standing_has_a_shape_of_its_own() -> None:
    shapes = [standing_sign(each)[0] for each in Standing]
    assert len(set(shapes)) == len(Standing)
    assert standing_words("in stock") == "● In stock"
    assert standing_sign("unheard of")[0] == "○"


def test_every_kind_of_voucher_has_words() -> None:
    assert set(KINDS) == set(Kind)
    assert kind_words(Kind.ISSUE) == "Issue"


def test_words_for_what_is_stored() -> None:
    assert named("assault rifle") == "Assault rifle"
    assert named("") == "—"
    assert flag_words("no-serial") == "No serial number"
    assert flag_words("never-heard-of") == "Never heard of"
    assert "Name at least one" in problem_words(Refused("weapons.none"))
