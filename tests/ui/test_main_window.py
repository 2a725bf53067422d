"""The window: opening, making, logging in, going about, locking, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from databases import Original
from older import as_released
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sitting import PASSWORD, begin, idle

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind
from stockpile.office import Office
from ui.acts import DIALOGS
from ui.frame import REGISTER, Frame
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.tasks import Progress
from ui.theme.look import Look
from ui.workspaces import NAMES


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: armoury.staff(5))


@pytest.fixture
def frame(window: MainWindow, path: str, qtbot: QtBot) -> Frame:
    return begin(window, path, qtbot)


def test_without_a_database_it_welcomes(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "default_database", staticmethod(lambda: "/nowhere/stockpile.db"))
    window.begin()
    idle(window, qtbot)
    assert window.pages.currentWidget() is window.pages.welcome


def test_a_database_that_is_not_there_is_said_calmly(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.begin(str(tmp_path / "absent.db"))
    idle(window, qtbot)
    assert window.pages.currentWidget() is window.pages.welcome
    assert "absent.db" in window.pages.welcome.notice.text
    assert window.pages.welcome.open.isEnabled()


def test_a_file_that_is_none_of_ours_is_said_calmly(
    window: MainWindow, tmp_path: Path, answers: object, qtbot: QtBot
) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear all, " * 500)
    answers.file = str(other)  # type: ignore[attr-defined]
    window.pages.show_welcome()
    window.pages.welcome.open.click()
    idle(window, qtbot)
    assert window.pages.welcome.notice.text


def test_a_database_is_made_and_its_first_officer_is_in(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.pages.show_welcome()
    window.pages.welcome.create_new.click()
    idle(window, qtbot)
    page = window.pages.new_database
    page.path.setText(str(tmp_path / "new" / "armoury.db"))
    page.site.setText("no site")
    page.name.setText("Central Armoury")
    page.country.setEditText("xx")
    page.login.setText("jdiallo")
    page.password.setText("short")
    page.again.setText("shor")
    page.ok.click()
    assert "differ" in page.fields.problem(page.again)
    page.password.editingFinished.emit()
    assert "12 characters" in page.fields.problem(page.password)  # at the field, before anything is asked
    page.again.setText("short")
    page.ok.click()
    idle(window, qtbot)
    assert page.fields.problem(page.site) or page.fields.problem(page.password)
    page.site.setText("HQ")
    page.ok.click()
    idle(window, qtbot)
    assert page.fields.problem(page.password)
    page.password.setText(PASSWORD)
    page.again.setText(PASSWORD)
    page.ok.click()
    idle(window, qtbot)
    assert window.frame is not None
    assert not page.password.text()
    assert "armoury.db" in window.windowTitle()


def test_a_wrong_password_is_said_and_typed_again(window: MainWindow, path: str, qtbot: QtBot) -> None:
    window.begin(path)
    idle(window, qtbot)
    page = window.log_in
    page.login.setText("jdiallo")
    page.password.setText("wrong")
    page.ok.click()
    assert not page.ok.isEnabled()
    idle(window, qtbot)
    assert page.notice.text
    assert not page.password.text()
    assert page.ok.isEnabled()
    assert window.frame is None


def test_the_ledger_stands_in_the_status_line(frame: Frame, window: MainWindow) -> None:
    assert window.status.ledger.text().startswith("Ledger HQ: ")


def test_every_workspace_opens_by_its_key(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    for number, name in enumerate(NAMES):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        idle(window, qtbot)
        assert frame.page is frame.pages.currentWidget()
        assert frame.rail.current == name
    assert set(frame._made) == set(NAMES)


def test_the_first_workspace_is_the_first_of_the_rail(frame: Frame) -> None:
    assert frame.rail.current == NAMES[0]


def test_locking_takes_pages_and_models_away(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    import shiboken6

    model = frame.register.model
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(frame)
    assert not shiboken6.isValid(model)
    assert window.frame is None
    assert window.pages.currentWidget() is window.log_in
    assert window.log_in.login.text() == "jdiallo"
    assert not window.log_in.password.text()
    assert not window.status.ledger.text()


def test_an_act_is_seen_everywhere(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    row = frame.desk.office.reading.weapons()[0]
    dialog = frame.open_act(Kind.ISSUE, (row,))
    idle(window, qtbot)
    dialog.holder.field.setEditText("7-COY")  # type: ignore[attr-defined]
    dialog.ok.click()  # type: ignore[attr-defined]
    idle(window, qtbot)
    frame.go_to(REGISTER)
    model = frame.register.model
    qtbot.waitUntil(lambda: str(model.data(model.index(0, 0))) == "▲ Issued")
    dialog.accept()


def test_closing_asks_while_something_runs(frame: Frame, window: MainWindow, answers: object, qtbot: QtBot) -> None:
    def work(_progress: Progress, cancelled: object) -> None:
        cancelled.wait()  # type: ignore[attr-defined]
        raise Refused("cancelled")

    window.tasks.run(window, "Reading a list", work, print, print, writes=False)
    answers.yes = False  # type: ignore[attr-defined]
    assert not window.close()
    assert "Reading a list" in answers.asked[-1]  # type: ignore[attr-defined]
    assert window.status.work.text().startswith("Reading a list")
    window.status.cancel.click()
    idle(window, qtbot)
    assert window.status.work.isHidden()


def test_the_window_remembers_where_it_was(
    look: Look, remembered: Remembered, answers: object, path: str, qtbot: QtBot
) -> None:
    first = MainWindow(look, remembered, answers)  # type: ignore[arg-type]
    first.resize(1100, 650)
    first.show()
    first.begin(path)
    qtbot.waitUntil(lambda: first.tasks.idle, timeout=20_000)
    first.close()
    second = MainWindow(look, remembered, answers)  # type: ignore[arg-type]
    assert second.height() == first.height()  # the offscreen screen is narrower than the window
    second.show()
    second.begin()
    qtbot.waitUntil(lambda: second.tasks.idle, timeout=20_000)
    assert second.pages.currentWidget() is second.log_in
    second.close()
    for each in (first, second):
        each.deleteLater()


def nameless(root: QWidget) -> list[str]:
    """The controls one can go to that a screen reader has no name for."""
    found = []
    for each in [root, *root.findChildren(QWidget)]:
        if each.focusPolicy() is Qt.FocusPolicy.NoFocus or not each.isVisibleTo(root) or each.focusProxy() is not None:
            continue
        if each.objectName().startswith("qt_") or isinstance(each.parentWidget(), _WITH_INNER):
            continue
        spoken = QAccessible.queryAccessibleInterface(each)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return found


def _inner() -> tuple[type[QWidget], ...]:
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDateEdit

    return (QComboBox, QDateEdit, QAbstractItemView)


_WITH_INNER = _inner()


def test_no_page_has_a_control_without_a_name(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.register.table.selectRow(0)
    for name in NAMES:
        frame.go_to(name)
        idle(window, qtbot)
        assert nameless(window) == [], type(frame.page).__name__


def test_no_page_before_the_log_in_has_a_control_without_a_name(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_log_in("armoury.db")
    assert nameless(window) == []
    window.pages.show_welcome()
    assert nameless(window) == []
    window.pages.show_new()
    idle(window, qtbot)
    assert nameless(window) == []
    window.pages.show_connect()
    assert nameless(window) == []


@pytest.mark.parametrize("kind", list(DIALOGS), ids=[each.value for each in DIALOGS])
def test_no_act_has_a_control_without_a_name(kind: Kind, frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    dialog = frame.open_act(kind, tuple(frame.desk.office.reading.weapons()[:2]))
    idle(window, qtbot)
    assert nameless(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_a_small_screen(name: str, frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.go_to(name)
    idle(window, qtbot)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768


def test_right_to_left_everything_is_mirrored_but_numbers(
    qapp: QApplication, window: MainWindow, path: str, qtbot: QtBot
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        frame = begin(window, path, qtbot)
        frame.go_to(REGISTER)
        idle(window, qtbot)
        assert frame.rail.x() > frame.pages.x()
        serial = str(frame.register.model.data(frame.register.model.index(0, 1)))
        assert serial == "\u2066KA-000001\u2069"
        frame.register.table.selectRow(0)
        qtbot.waitUntil(lambda: "KA-000001" in frame.register.pane._serial.text())
        window.lock()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_sample_armoury_is_made_once_and_says_how_to_log_in(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stockpile.office import sample

    made: list[Path] = []

    def make(folder: Path, database: str, environment: dict[str, str]) -> dict[str, object]:
        made.append(folder)
        login, password = environment["STOCKPILE_OFFICER"], environment["STOCKPILE_PASSWORD"]
        Office.create(database, site="HQ", name="Sample", country="XX", login=login, password=password).close()
        return {}

    monkeypatch.setattr(sample, "make_sample", make)
    monkeypatch.setattr(Office, "default_database", staticmethod(lambda: str(tmp_path / "data" / "stockpile.db")))
    (tmp_path / "data" / "sample").mkdir(parents=True)  # left behind by a power cut
    for _each in range(2):
        window.pages.show_welcome()
        window.pages.welcome.sample.click()
        idle(window, qtbot)
        assert window.pages.currentWidget() is window.log_in
        assert window.log_in.login.text() == "demo"
        assert "password" in window.log_in.notice.text
    assert made == [tmp_path / "data" / "sample-2" / "papers"]


def test_a_database_of_an_older_version_is_brought_up_to_date_and_that_is_said(
    window: MainWindow, path: str, armoury: object, qtbot: QtBot
) -> None:
    armoury.office.close()  # type: ignore[attr-defined]
    as_released(Path(path))
    window.open(path)
    idle(window, qtbot)
    assert "before-upgrade" in window.log_in.notice.text
    assert len(list(Path(path).parent.glob("*before-upgrade*.db"))) == 1
