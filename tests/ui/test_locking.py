"""The desk locks by the clocks of the wall and of the machine, whichever says more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.locking import MINUTES, USUAL, IdleWatch


class Clocks:
    """The wall's and the machine's."""

    def __init__(self) -> None:
        self.wall_s, self.running_s = 1_000_000.0, 500.0

    def pass_by(self, wall_s: float, running_s: float | None = None) -> None:
        self.wall_s += wall_s
        self.running_s += wall_s if running_s is None else running_s

    def wall(self) -> float:
        return self.wall_s

    def running(self) -> float:
        return self.running_s


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp: QObject, clocks: Clocks) -> Iterator[IdleWatch]:
    made = IdleWatch(qapp, clocks.wall, clocks.running)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def locked(watch: IdleWatch) -> list[bool]:
    found: list[bool] = []
    watch.due.connect(lambda: found.append(True))
    return found


def pass_in_steps(watch: IdleWatch, clocks: Clocks, seconds: int) -> None:
    for _each in range(seconds // 5):
        clocks.pass_by(5)
        watch.look()


def test_it_locks_when_nobody_touched_it_for_so_long(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    pass_in_steps(watch, clocks, USUAL * 60 - 10)
    assert not found
    pass_in_steps(watch, clocks, 10)
    assert found == [True]


def test_the_state_may_want_it_locked_sooner_than_the_officer_wishes(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    watch.longest = 3
    pass_in_steps(watch, clocks, 3 * 60 - 10)
    assert not found
    pass_in_steps(watch, clocks, 10)
    assert found == [True]


def test_a_touch_keeps_it_open(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    for _each in range(10):
        pass_in_steps(watch, clocks, USUAL * 60 - 10)
        watch.touch()
    assert not found


def test_a_machine_that_slept_is_locked_at_once(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    clocks.pass_by(60, running_s=1)
    watch.look()
    assert found == [True]


def test_who_touches_a_desk_that_slept_finds_it_locked(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    clocks.pass_by(8 * 3600, running_s=0.5)
    watch.touch()  # before the timer came to look
    assert found == [True]


def test_a_clock_that_is_put_back_wins_no_time(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    clocks.pass_by(-3600, running_s=USUAL * 60)
    watch.look()
    assert found == [True]


def test_it_is_said_once(watch: IdleWatch, clocks: Clocks) -> None:
    found = locked(watch)
    pass_in_steps(watch, clocks, 3 * USUAL * 60)
    assert found == [True]


def test_that_it_never_locks_is_not_offered() -> None:
    assert USUAL in MINUTES
    assert all(0 < each <= 30 for each in MINUTES)


@given(st.lists(st.integers(0, 4 * 3600), max_size=20), st.sampled_from(MINUTES))
def test_no_pause_longer_than_allowed_goes_unseen(pauses: list[int], minutes: int) -> None:
    clocks, parent = Clocks(), QObject()
    watch = IdleWatch(parent, clocks.wall, clocks.running)
    watch.minutes = minutes
    found = locked(watch)
    watch.start()
    for pause in pauses:
        clocks.pass_by(pause)
        watch.touch()
    assert bool(found) == any(pause >= minutes * 60 for pause in pauses)
    watch.stop()


def test_the_system_tells_that_its_screen_is_locked(qtbot: QtBot) -> None:
    from ui.locking import SystemWatch

    parent = QObject()
    watch = SystemWatch(parent)
    with qtbot.waitSignal(watch.due):
        watch._on_told(True)
    with qtbot.assertNotEmitted(watch.due, wait=50):
        watch._on_told(False)
