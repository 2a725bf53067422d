"""Work is done elsewhere and answered here; only those who are still there are told."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stockpile.domain.errors import Busy, Refused
from ui.tasks import Problem, Progress, Tasks
from ui.words import Unforeseen, problem_words


class _Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.problems: list[Problem] = []
        self.threads: set[QThread] = set()

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(QThread.currentThread())

    def refused(self, problem: Problem) -> None:
        self.problems.append(problem)


def test_an_answer_comes_back_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    tasks.read(owner, threading.get_ident, owner.done, owner.refused)
    qtbot.waitUntil(lambda: bool(owner.answers))
    assert owner.answers != [threading.get_ident()]
    assert owner.threads == {owner.thread()}


def test_a_refusal_and_a_fault_of_the_world_are_told(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()

    def refuse() -> None:
        raise Refused("weapons.none")

    def busy() -> None:
        raise Busy

    tasks.read(owner, refuse, owner.done, owner.refused)
    tasks.write(owner, busy, owner.done, owner.refused)
    qtbot.waitUntil(lambda: len(owner.problems) == 2)
    assert {each.code for each in owner.problems} == {"weapons.none", "storage.busy"}


def test_a_bug_is_told_to_who_waits_and_to_the_net(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    with qtbot.waitSignal(tasks.crashed) as caught:
        tasks.read(owner, lambda: 1 // 0, owner.done, owner.refused)
    assert isinstance(caught.args[0], ZeroDivisionError)
    assert isinstance(owner.problems[0], Unforeseen)
    assert "fault" in problem_words(owner.problems[0])


def test_who_is_gone_is_not_told(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    told: list[object] = []
    owner = QWidget()
    tasks.read(owner, gate.wait, told.append, told.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _valid(owner))
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert not told


def _valid(owner: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(owner)


def test_what_was_written_is_announced_after_the_one_who_asked_knows(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    with qtbot.waitSignal(tasks.changed):
        tasks.write(owner, lambda: "done", owner.done, owner.refused)
    assert owner.answers == ["done"]


def test_a_paper_changes_nothing_that_is_shown(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    with qtbot.assertNotEmitted(tasks.changed):
        tasks.write(owner, lambda: "paper", owner.done, owner.refused, changes=False)
        qtbot.waitUntil(lambda: tasks.idle)


def test_one_writes_at_a_time(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    for _each in range(50):
        tasks.write(owner, work, owner.done, owner.refused)
    qtbot.waitUntil(lambda: tasks.idle)
    assert set(most) == {1}


def test_long_work_is_watched_and_stopped(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    begun = threading.Event()

    def work(progress: Progress, cancelled: threading.Event) -> None:
        progress(3, 10)
        begun.set()
        cancelled.wait()
        raise Refused("cancelled")

    running = tasks.run(owner, "Reading", work, owner.done, owner.refused, writes=True)
    with qtbot.waitSignal(tasks.progressed):
        begun.wait()
    assert tasks.running == (running,)
    assert (running.progress.done, running.progress.total) == (3, 10)
    running.cancelled.set()
    qtbot.waitUntil(lambda: bool(owner.problems))
    assert owner.problems[0].code == "cancelled"
    assert tasks.running == ()


def test_closing_waits_for_what_has_begun_and_stops_what_can_be_stopped(qtbot: QtBot) -> None:
    made = Tasks()
    owner = _Owner()
    begun, ended = threading.Event(), threading.Event()

    def work(_progress: Progress, cancelled: threading.Event) -> None:
        begun.set()
        cancelled.wait()
        ended.set()

    made.run(owner, "Reading", work, owner.done, owner.refused, writes=False)
    begun.wait()
    made.close()
    assert ended.is_set()
    made.read(owner, lambda: "late", owner.done, owner.refused)
    assert made.idle
    assert not owner.answers


def test_an_owner_is_let_go_once_it_is_told(qtbot: QtBot, tasks: Tasks) -> None:
    owner = _Owner()
    gone = weakref.ref(owner)
    tasks.read(owner, lambda: 1, owner.done, owner.refused)
    qtbot.waitUntil(lambda: tasks.idle)
    del owner
    assert gone() is None
