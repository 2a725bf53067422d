"""The frame: the search from anywhere, sites, language and look, help, lock, and the line at the foot."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from databases import Original
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sitting import begin, idle, log_in

from stockpile.acts.administering import Add, Change
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.voucher import Kind
from stockpile.office import Session
from ui.acts import DIALOGS
from ui.ask import Ask
from ui.dialogs.help import HelpDialog, topic_of, topics
from ui.frame import REGISTER, Frame
from ui.locking import USUAL
from ui.main_window import MainWindow
from ui.pages.page import Goal
from ui.remembered import Remembered
from ui.tasks import Progress, Running
from ui.theme.look import Look, Scheme
from ui.widgets.found_list import Line
from ui.widgets.mnemonics import lettered, share_out
from ui.widgets.status import backup_words, work_words
from ui.workspaces import FIRST, NAMES


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: armoury.staff(5))


@pytest.fixture
def frame(window: MainWindow, path: str, qtbot: QtBot) -> Frame:
    return begin(window, path, qtbot)


def delete_what_is_to_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def titles(frame: Frame) -> list[str]:
    return [line.title for line in frame.search.found.model.lines if line.hit is not None]


def search(frame: Frame, window: MainWindow, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(frame.search, text)
    idle(window, qtbot)


class Goals:
    """Where pages were told to go."""

    def __init__(self, frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[Goal] = []
        self.papers: list[str] = []
        monkeypatch.setattr(frame, "show_goal", self.shown.append)
        monkeypatch.setattr(frame, "open_paper", self.papers.append)


# -- the search --------------------------------------------------------------------------------------------------------


def test_the_search_answers_under_its_field_in_groups(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    search(frame, window, qtbot, "7-coy")
    lines = frame.search.found.model.lines
    assert frame.search.found.isVisible()
    assert [line.title for line in lines] == ["People and units", "7th Company"]
    assert lines[0].detail == "1 found"
    assert frame.search.found.current is lines[1]


def test_the_arrows_walk_over_headings_and_enter_opens(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    search(frame, window, qtbot, "KA-00000")
    assert titles(frame)[:2] == ["KA-000001", "KA-000002"]
    qtbot.keyClick(frame.search, Qt.Key.Key_Down)
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    second = frame.desk.office.reading.resolve("KA-000002")
    assert goals.shown == [Goal(REGISTER, second)]
    assert not frame.search.found.isVisible()
    assert not frame.search.text()


def test_the_last_line_narrows_the_register(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    search(frame, window, qtbot, "KA-00000")
    qtbot.keyClick(frame.search, Qt.Key.Key_Up)  # round the end
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert goals.shown == [Goal(REGISTER, WeaponFilter(query="KA-00000"))]


def test_enter_pressed_before_the_answer_opens_it_when_it_comes(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    frame.search.begin()
    qtbot.keyClicks(frame.search, "KA-000003")
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert not goals.shown
    qtbot.waitUntil(lambda: goals.shown == [Goal(REGISTER, frame.desk.office.reading.resolve("KA-000003"))])


def test_escape_goes_back_to_where_one_was(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.lock.setFocus()
    search(frame, window, qtbot, "KA")
    qtbot.keyClick(frame.search, Qt.Key.Key_Escape)
    assert frame.lock.hasFocus()
    assert not frame.search.text()
    assert not frame.search.found.isVisible()


def test_a_voucher_opens_its_paper(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    reference = frame.desk.office.reading.vouchers(1, Kind.RECEIPT)[0].reference
    search(frame, window, qtbot, reference)
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert goals.papers == [reference]


@pytest.mark.parametrize(
    ("typed", "goal"),
    [
        ("7-coy", Goal(REGISTER, WeaponFilter(holder="7-COY"))),
        ("commander", Goal("administration", "officer:commander")),
        ("HQ/A", Goal(REGISTER, WeaponFilter(location="HQ/A"))),
        ("FL-58", Goal(REGISTER, WeaponFilter(model="FL-58"))),
        ("Central", Goal(REGISTER, WeaponFilter())),
    ],
)
def test_people_places_and_models_open_their_weapons(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, typed: str, goal: Goal
) -> None:
    things: dict[str, dict[str, object]] = {
        "location:HQ/A": {"site": "HQ", "name": "Room"},
        "model:FL-58": {"maker": "Fabrique", "model": "FL-58"},
    }
    frame.desk.office.perform(Add(things=things, site="HQ"), frame.desk.session)
    goals = Goals(frame, monkeypatch)
    search(frame, window, qtbot, typed)
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert goals.shown == [goal]


def test_what_is_not_found_is_said(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    search(frame, window, qtbot, "qqqqq")
    assert "qqqqq" in frame.search.found.model.lines[0].title
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert frame.search.text() == "qqqqq"  # there to be put right


def test_a_line_is_one_sentence_for_a_screen_reader(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    search(frame, window, qtbot, "KA-000001")
    model = frame.search.found.model
    said = str(model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("KA-000001, ")
    assert "In stock" in said


# -- scans -------------------------------------------------------------------------------------------------------------


def test_a_scan_opens_what_it_names(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    for text in ("HQ-W0000002", "7-COY", frame.desk.office.reading.vouchers(1)[0].reference):
        assert window.take_scan(text)
        idle(window, qtbot)
    assert goals.shown == [Goal(REGISTER, "HQ-W0000002"), Goal(REGISTER, WeaponFilter(holder="7-COY"))]
    assert goals.papers == [frame.desk.office.reading.vouchers(1)[0].reference]


def test_a_scan_of_nothing_known_is_said_and_changes_nothing(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    before = frame.rail.current
    assert window.take_scan("4006381333931")
    idle(window, qtbot)
    assert "4006381333931" in frame.notice.text
    assert frame.rail.current == before


def test_a_dialog_without_a_field_for_scans_takes_none(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    dialog = frame.open_act(Kind.RETURN, tuple(frame.desk.office.reading.weapons()[:1]))
    idle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    taken = window.take_scan("HQ-W0000002")
    assert taken == bool([each for each in dialog.findChildren(QWidget) if type(each).__name__ == "ScanField"])
    dialog.reject()


def test_before_the_log_in_nothing_is_scanned(window: MainWindow, path: str, qtbot: QtBot) -> None:
    window.begin(path)
    idle(window, qtbot)
    assert not window.is_occupied()
    assert not window.take_scan("HQ-W0000002")


# -- sites -------------------------------------------------------------------------------------------------------------


def test_with_one_site_there_is_nothing_to_choose(frame: Frame) -> None:
    assert frame.site_switcher.button.isHidden()
    assert frame.site_switcher.name.text() == "Central"


def test_a_site_is_put_in_view_and_remembered_for_the_officer(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.desk.office.add_site("NORTH", "Northern Depot", "XX", frame.desk.session)
    window.tasks.changed.emit()
    idle(window, qtbot)
    north = next(each for each in frame.site_switcher.menu.actions() if each.data() == "NORTH")
    north.trigger()
    idle(window, qtbot)
    assert frame.desk.site.code == "NORTH"
    assert "Northern Depot" in frame.site_switcher.button.text()
    window.lock()
    idle(window, qtbot)
    delete_what_is_to_go()
    assert log_in(window, qtbot).desk.site.code == "NORTH"
    window.lock()
    idle(window, qtbot)
    assert log_in(window, qtbot, "commander").desk.site.code == ""


# -- language and look -------------------------------------------------------------------------------------------------


@pytest.fixture
def arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arabic is spoken, whatever catalogues are compiled here."""
    monkeypatch.setattr("ui.main_window.spoken", lambda: ("en", "ar"))
    monkeypatch.setattr("ui.widgets.officer_menu.spoken", lambda: ("en", "ar"))


def weapon_is_shown(frame: Frame, serial: str) -> bool:
    table = frame.register.table
    return table.currentIndex().isValid() and serial in str(table.currentIndex().siblingAtColumn(1).data())


@pytest.mark.usefixtures("arabic")
def test_the_register_stands_at_the_same_weapon_in_the_other_language(
    frame: Frame, window: MainWindow, qtbot: QtBot
) -> None:
    frame.show_goal(Goal(REGISTER, WeaponFilter(query="KA-00000")))
    idle(window, qtbot)
    frame.register.list.go_to(3)
    idle(window, qtbot)
    assert weapon_is_shown(frame, "KA-000004")
    choose(frame, "ar")
    idle(window, qtbot)
    again = window.frame
    assert again is not None
    qtbot.waitUntil(lambda: weapon_is_shown(again, "KA-000004"))
    assert again.register.where.query == "KA-00000"


def choose(frame: Frame, code: str) -> None:
    for menu in [each.menu() for each in frame.officer.menu().actions() if each.menu() is not None]:
        for action in menu.actions():
            if action.data() == code:
                action.trigger()
                return
    raise AssertionError(code)


@pytest.mark.usefixtures("arabic")
def test_the_language_changes_where_one_stands(
    frame: Frame, window: MainWindow, qtbot: QtBot, remembered: Remembered
) -> None:
    frame.go_to("papers")
    idle(window, qtbot)
    choose(frame, "ar")
    delete_what_is_to_go()
    idle(window, qtbot)
    assert not shiboken6.isValid(frame)
    again = window.frame
    assert again is not None
    assert again.rail.current == "papers"
    assert again.desk.language == "ar"
    assert again.desk.session.login == "jdiallo"
    assert again.rail.x() > again.pages.x()  # mirrored
    assert remembered.text("language") == "ar"
    choose(again, "en")
    idle(window, qtbot)
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.usefixtures("arabic")
def test_the_language_is_the_officers_own(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    choose(frame, "ar")
    idle(window, qtbot)
    window.lock()
    idle(window, qtbot)
    window.log_in.login.setText("commander")
    other = log_in(window, qtbot, "commander")
    assert other.desk.language == "ar"  # has no wish, and keeps what is spoken
    choose(other, "en")
    idle(window, qtbot)
    window.lock()
    idle(window, qtbot)
    assert log_in(window, qtbot, "jdiallo").desk.language == "ar"


@pytest.mark.usefixtures("arabic")
def test_while_something_runs_the_language_waits(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    running = run(window)
    choose(frame, "ar")
    assert window.frame is frame
    assert frame.notice.text
    running.cancelled.set()
    idle(window, qtbot)


def test_the_look_is_the_officers_own(frame: Frame, window: MainWindow, qtbot: QtBot, look: Look) -> None:
    choose(frame, "dark")
    assert look.scheme is Scheme.DARK
    idle(window, qtbot)
    window.lock()
    idle(window, qtbot)
    other = log_in(window, qtbot, "commander")
    choose(other, "light")
    idle(window, qtbot)
    window.lock()
    idle(window, qtbot)
    log_in(window, qtbot)
    assert look.scheme is Scheme.DARK


# -- the lock ----------------------------------------------------------------------------------------------------------


def test_after_the_lock_nothing_of_the_officer_is_left(window: MainWindow, path: str, qtbot: QtBot) -> None:
    window.begin(path)
    idle(window, qtbot)
    frame = log_in(window, qtbot)
    search(frame, window, qtbot, "7-coy")
    session = id(frame.desk.session)
    with qtbot.waitSignal(window.left):
        window.lock()
    idle(window, qtbot)
    del frame
    delete_what_is_to_go()
    gc.collect()
    assert not [each for each in gc.get_objects() if id(each) == session and isinstance(each, Session)]
    assert not window.office.finding._known  # type: ignore[union-attr]
    assert not window.idle._timer.isActive()


def test_who_comes_back_first_finds_the_page_they_left(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.go_to("papers")
    idle(window, qtbot)
    window.lock()
    idle(window, qtbot)
    assert log_in(window, qtbot).rail.current == "papers"
    window.lock()
    idle(window, qtbot)
    assert log_in(window, qtbot, "commander").rail.current == FIRST


def test_open_dialogs_go_with_the_lock(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    dialog = frame.open_act(Kind.ISSUE, tuple(frame.desk.office.reading.weapons()[:1]))
    idle(window, qtbot)
    window.lock()
    assert not dialog.isVisible()
    delete_what_is_to_go()
    assert not shiboken6.isValid(dialog)


def test_a_question_on_the_screen_is_left_before_the_lock(
    look: Look, remembered: Remembered, path: str, qtbot: QtBot
) -> None:
    window = MainWindow(look, remembered, Ask())
    window.show()
    window.begin(path)
    idle(window, qtbot)
    frame = log_in(window, qtbot)
    answers: list[bool] = []

    def lock_meanwhile() -> None:
        assert isinstance(QApplication.activeModalWidget(), QMessageBox)
        window.lock()
        assert window.pages.currentWidget() is window.log_in  # at once

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, lock_meanwhile)
    answers.append(frame.desk.ask.confirm(frame.page, "Really?", "Yes", "No"))
    assert answers == [False]
    qtbot.waitUntil(lambda: window.frame is None)
    idle(window, qtbot)
    window.close()
    window.deleteLater()


def test_the_minutes_until_the_lock_are_chosen(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    assert window.idle.minutes == USUAL
    choose(frame, "5")
    idle(window, qtbot)
    assert window.idle.minutes == 5
    window.lock()
    idle(window, qtbot)
    log_in(window, qtbot)
    assert window.idle.minutes == 5


def test_the_state_s_rule_for_the_lock_counts_from_the_next_log_in(
    frame: Frame, window: MainWindow, qtbot: QtBot
) -> None:
    act = Change(subject="rules:national", changes={"lock_after_minutes": 3}, site="HQ")
    frame.desk.office.perform(act, frame.desk.session)
    window.lock()
    idle(window, qtbot)
    log_in(window, qtbot)
    assert window.idle.longest == 3


def test_after_wrong_passwords_the_log_in_says_how_long_to_wait(window: MainWindow, path: str, qtbot: QtBot) -> None:
    window.begin(path)
    idle(window, qtbot)
    for _each in range(7):
        window.log_in.login.setText("jdiallo")
        window.log_in.password.setText("wrong")
        if window.log_in.ok.isEnabled():
            window.log_in.ok.click()
            idle(window, qtbot)
    assert not window.log_in.ok.isEnabled()
    assert "jdiallo" in window.log_in.notice.text
    window.log_in._on_waited()
    assert window.log_in.ok.isEnabled()


def test_locked_capitals_are_said(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_log_in("armoury.db")
    qtbot.keyClick(window.log_in.password, "V")
    assert not window.log_in.capitals.isHidden()
    qtbot.keyClick(window.log_in.password, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert window.log_in.capitals.isHidden()


def test_the_last_login_is_offered(
    frame: Frame, window: MainWindow, look: Look, remembered: Remembered, path: str, qtbot: QtBot
) -> None:
    other = MainWindow(look, remembered)
    other.begin(path)
    idle(other, qtbot)
    assert other.log_in.login.text() == "jdiallo"
    other.close()
    other.deleteLater()


# -- the line at the foot ----------------------------------------------------------------------------------------------


def run(window: MainWindow, total: int = 10_843, done: int = 4_120) -> Running:
    def work(progress: Progress, cancelled: object) -> None:
        progress(done, total)
        cancelled.wait()  # type: ignore[attr-defined]

    return window.tasks.run(window, "Importing", work, print, print, writes=False)


def test_the_foot_says_how_ledger_and_backup_stand(frame: Frame, window: MainWindow) -> None:
    assert window.status.ledger.text().startswith("Ledger HQ: ")
    assert "not verified yet" in window.status.ledger.text()
    assert window.status.backup.text() == "No backup yet"
    assert window.status.backup.property("tone") == "warning"


def test_the_foot_leads_to_its_places(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = Goals(frame, monkeypatch)
    window.status.ledger.click()
    window.status.backup.click()
    assert goals.shown == [Goal("administration", "seals"), Goal("administration", "database")]


def test_running_work_says_how_far_it_is_and_is_cancelled(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    running = run(window)
    qtbot.waitUntil(lambda: window.status.work.text() == "Importing: 4,120 of 10,843")
    window.status.cancel.click()
    assert running.cancelled.is_set()
    idle(window, qtbot)
    assert window.status.work.isHidden()


@pytest.mark.parametrize(
    ("age", "words", "fresh"),
    [
        (timedelta(seconds=20), "Backup just now", True),
        (timedelta(minutes=5), "Backup 5 min ago", True),
        (timedelta(hours=2, minutes=40), "Backup 2 h ago", True),
        (timedelta(days=3), "Backup 3 days ago", True),
        (timedelta(days=8), "Backup 8 days ago", False),
        (timedelta(minutes=-5), "Backup just now", True),
    ],
)
def test_a_backup_grows_old(age: timedelta, words: str, fresh: bool) -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert backup_words((now - age).isoformat(), now) == (words, fresh)


def test_the_time_left_is_said_once_the_pace_is_known() -> None:
    running = Running("Importing", Progress(100, 1_000))
    assert work_words(running) == "Importing: 100 of 1,000"
    running.progress.began -= 26
    assert work_words(running) == "Importing: 100 of 1,000 · 4 min left"
    running.progress(900, 1_000)
    assert work_words(running).endswith("less than a minute left")
    running.progress.go_on("Checking")
    assert work_words(running) == "Checking"
    running.progress(300, 1_000)
    running.progress.began -= 20
    running.progress(400, 1_000)
    assert work_words(running) == "Checking: 400 of 1,000 · 2 min left"  # what was before says nothing of this pace
    running.cancelled.set()
    assert work_words(running) == "Checking: stopping …"


# -- help --------------------------------------------------------------------------------------------------------------


def test_f1_opens_at_the_page(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    window.show_help()
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.shown == frame.rail.current
    dialog.show_topic("keys")
    assert "Ctrl+K" in dialog.text.toPlainText()
    window.show_help()
    assert window.findChildren(HelpDialog) == [dialog]  # one is enough
    dialog.close()


def test_the_help_is_searched_and_its_links_are_followed(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    window.show_help()
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    dialog.search.setText("scanner enter")
    assert dialog.shown == "search"
    dialog.search.setText("no such words anywhere")
    assert dialog.nothing.isVisible()
    dialog.show_topic("start")
    dialog.text.anchorClicked.emit("keys.md")
    assert dialog.shown == "keys"
    dialog.close()


def test_help_stands_beside_the_dialog_of_an_act(frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    act = frame.open_act(Kind.ISSUE, tuple(frame.desk.office.reading.weapons()[:1]))
    idle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is act)
    window.show_help()
    dialog = act.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.isEnabled()
    assert topic_of(act, frame) == "issue"
    dialog.close()
    act.reject()


def test_every_workspace_and_every_act_has_its_help() -> None:
    wanted = {*NAMES, *(kind.value.replace(" ", "-") for kind in DIALOGS)}
    assert wanted - {each.name for each in topics("en")} == set()


def test_every_link_of_the_help_leads_somewhere() -> None:
    import re

    known = {each.name for each in topics("en")}
    for each in topics("en"):
        for target in re.findall(r"\]\(([^)]+)\)", each.text):
            assert target.removesuffix(".md") in known, f"{each.name}: {target}"


def test_every_subject_has_a_title_of_its_own() -> None:
    titles = [each.title for each in topics("en")]
    assert len(titles) == len(set(titles))
    assert [each.name for each in topics("en")][:3] == ["start", "search", "keys"]


# -- keys --------------------------------------------------------------------------------------------------------------


def shortcuts(root: QWidget) -> dict[str, int]:
    """Keys of shortcuts that are heard now."""
    found: dict[str, int] = {}
    for each in root.findChildren(QShortcut):
        parent = each.parent()
        if isinstance(parent, QWidget) and (parent.isVisibleTo(root) or parent is root) and each.isEnabled():
            found[each.key().toString()] = found.get(each.key().toString(), 0) + 1
    return found


def collisions(root: QWidget) -> dict[str, object]:
    share_out(root)
    found: dict[str, list[str]] = {}
    for each in lettered(root):
        found.setdefault(QKeySequence.mnemonic(each.text()).toString(), []).append(each.text())
    letters = {letter: texts for letter, texts in found.items() if len(texts) > 1}
    keys = {keys: count for keys, count in shortcuts(root).items() if count > 1}
    return {**letters, **keys}


@pytest.mark.parametrize("name", NAMES)
def test_no_two_things_on_a_page_have_the_same_key(name: str, frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    frame.go_to(name)
    idle(window, qtbot)
    assert collisions(window) == {}


@pytest.mark.parametrize("kind", list(DIALOGS), ids=[each.value for each in DIALOGS])
def test_no_two_things_in_an_act_have_the_same_key(kind: Kind, frame: Frame, window: MainWindow, qtbot: QtBot) -> None:
    dialog: QDialog = frame.open_act(kind, tuple(frame.desk.office.reading.weapons()[:2]))
    idle(window, qtbot)
    assert collisions(dialog) == {}
    dialog.reject()


def test_a_letter_that_is_taken_is_changed_and_no_other(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    texts = ["&Place", "Scra&p", "&Photograph && mark", "&p", "&Witness", "no letter"]
    buttons = [QPushButton(text) for text in texts]
    for each in buttons:
        layout.addWidget(each)
    main = QPushButton("&Witness it")
    main.setDefault(True)
    layout.addWidget(main)
    qtbot.addWidget(window)
    window.show()
    share_out(window)
    said = [each.text() for each in buttons]
    assert said == ["&Place", "&Scrap", "Photograph && &mark", "p", "W&itness", "no letter"]
    assert main.text() == "&Witness it"
    share_out(window)
    assert [each.text() for each in buttons] == said
    window.close()


def test_no_two_things_before_the_log_in_have_the_same_key(window: MainWindow, qtbot: QtBot) -> None:
    pages: list[Callable[[], None]] = [window.pages.show_welcome, window.pages.show_new, window.pages.show_connect]
    for show in pages:
        show()
        idle(window, qtbot)
        assert collisions(window) == {}
    window.pages.show_log_in("armoury.db")
    assert collisions(window) == {}


def test_a_line_without_detail_is_spoken_too() -> None:
    assert Line("Weapons").spoken == "Weapons"


def test_a_long_sentence_at_the_foot_makes_no_window_wider(frame: Frame, window: MainWindow) -> None:
    before = window.minimumSizeHint().width()
    window.status.ledger.say("A sentence in a language with long words, " * 20)
    window.status.work.show()
    window.status.work.say("Another one, of what is running at the moment, " * 20)
    assert window.minimumSizeHint().width() <= max(before, 1024)
    assert window.status.ledger.toolTip().startswith("A sentence")


def test_a_page_that_fails_keeps_no_desk_open(
    frame: Frame, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> object:
        raise RuntimeError("a page with a fault")

    monkeypatch.setattr(frame.page, "here", fail)
    with pytest.raises(RuntimeError):
        window.lock()
    assert window.frame is None
    assert window.pages.currentWidget() is window.log_in
    delete_what_is_to_go()
    assert not shiboken6.isValid(frame)


def test_what_a_screen_reader_does_with_an_entry_of_the_rail_goes_there(
    frame: Frame, window: MainWindow, qtbot: QtBot
) -> None:
    """It toggles a button that can be checked, without a click."""
    entry = next(each for each in frame.rail.findChildren(QPushButton) if each.accessibleName() == "Papers")
    entry.toggle()
    idle(window, qtbot)
    assert frame.rail.current == "papers"
    assert frame.pages.currentWidget() is frame.page
    with qtbot.assertNotEmitted(frame.rail.chosen):
        frame.go_to("overview")
