"""For how long each thing a person does holds the window: processor time of the GUI thread in one turn of its event
loop, milliseconds. `python -m installer.bench_held DATABASE [LOGIN PASSWORD] [--slow MS] [--profile STEP]`.

Processor time, not the clock's: what other programs do meanwhile does not count. A turn is what a key or a click waits
for, painting included. Work in a copy of the database: a visit is noted in it.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from installer.bench_ours import PASSWORD

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.frame import Frame
    from ui.main_window import MainWindow

SIZE = (1366, 738)
_BOUND_MS = 100
_RESTED = 3  # looks in a row at a window with nothing under way
_LOOK_MS = 40
_LINES = 45  # of a profile

Step = tuple[str, Callable[[], object]]


@dataclass
class Turns:
    """The longest turn of the event loop since `begin`."""

    longest_ms: float = 0.0
    _last: float = field(default_factory=time.thread_time)

    def begin(self) -> None:
        """Count anew."""
        self.longest_ms, self._last = 0.0, time.thread_time()

    def end_turn(self) -> None:
        """The loop is about to wait: what it did since it last was is one turn."""
        now = time.thread_time()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


class Walk:
    """Does one step after the other inside the running event loop, and waits after each until the window rests."""

    def __init__(self, app: QApplication, window: MainWindow, steps: Iterator[Step], profiled: str) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher, QTimer

        self.app, self.window, self.steps, self.profiled = app, window, steps, profiled
        self.figures: dict[str, float] = {}
        self.turns, self._name, self._rested = Turns(), "", 0
        self._profile: cProfile.Profile | None = None
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self.turns.end_turn)
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._rested = self._rested + 1 if self.window.tasks.idle else 0
        if self._rested >= _RESTED:
            self._rested = 0
            self._next()

    def _next(self) -> None:
        self._note()
        step = next(self.steps, None)
        if step is None:
            self._timer.stop()
            self.app.quit()
            return
        self._name, work = step
        if self.profiled and self._name.startswith(self.profiled):
            self._profile = cProfile.Profile(time.thread_time)
            self._profile.enable()
        self.turns.begin()
        work()

    def _note(self) -> None:
        if self._profile is not None:
            self._profile.disable()
            pstats.Stats(self._profile).sort_stats("cumulative").print_stats(_LINES)
            self._profile = None
        if self._name and not self._name.startswith("-"):
            self.figures[self._name] = self.turns.longest_ms
            self._name = ""


class Visit:
    """What a person does, from the log-in to the lock."""

    def __init__(self, window: MainWindow, login: str, password: str) -> None:
        self.window, self.login, self.password = window, login, password
        self.dialog: QWidget | None = None

    @property
    def frame(self) -> Frame:
        """Of who is at the desk."""
        assert self.window.frame is not None  # noqa: S101 - the steps come after the log-in
        return self.window.frame

    def steps(self) -> Iterator[Step]:
        """Name and work of each step; a name that begins with a dash is not measured."""
        yield "- rest", self._nothing
        yield "- rest", self._nothing
        yield "log-in to the first page", self._log_in
        yield "what is prepared after it", self._nothing
        yield from self._workspaces("first")
        yield from self._workspaces("again")
        yield from self._sections("first")
        yield from self._sections("again")
        yield from self._weapons()
        yield from self._acts()
        yield from self._dialogs()
        yield "language", partial(self.frame.language_wanted.emit, "ar")
        yield "language back", self._english
        yield "look", partial(self._look, "dark")
        yield "look back", partial(self._look, "light")
        yield "lock", self.window.lock

    def _nothing(self) -> None:
        pass

    def _english(self) -> None:
        self.frame.language_wanted.emit("en")

    def _look(self, scheme: str) -> None:
        self.frame.look_wanted.emit(scheme)

    def _log_in(self) -> None:
        page = self.window.log_in
        page.login.setText(self.login)
        page.password.setText(self.password)
        page.ok.click()

    def _workspaces(self, which: str) -> Iterator[Step]:
        from ui.workspaces import NAMES

        for name in NAMES:
            yield f"{name}, {which}", partial(self.frame.go_to, name)

    def _sections(self, which: str) -> Iterator[Step]:
        from ui.pages.administration.page import NAMES
        from ui.pages.page import Goal

        for name in NAMES:
            yield f"administration: {name}, {which}", partial(self.frame.show_goal, Goal("administration", name))

    def _weapons(self) -> Iterator[Step]:
        register = self.frame.register
        yield "- register", partial(self.frame.go_to, "register")
        for row, said in ((0, "the first"), (1, "the next"), (2, "one more"), (40, "far down")):
            yield f"weapon: {said}", partial(register.list.go_to, row)
        for at, said in enumerate(("weapon", "marks", "life", "papers")):
            yield f"tab: {said}", partial(register.pane.tabs.setCurrentIndex, at)
        yield "weapon: with its life shown", self._next_with_life
        yield "- back", partial(register.pane.tabs.setCurrentIndex, 0)
        yield "several weapons", self._select_all
        yield "filter drawer, first", register.toggle_drawer
        yield "filter drawer, closed", register.toggle_drawer
        yield "filter drawer, again", register.toggle_drawer
        yield "- drawer", register.toggle_drawer

    def _next_with_life(self) -> None:
        self.frame.register.pane.tabs.setCurrentIndex(2)
        self.frame.register.list.go_to(3)

    def _select_all(self) -> None:
        self.frame.register.table.selectAll()

    def _acts(self) -> Iterator[Step]:
        from stockpile.domain.filter import WeaponFilter
        from ui.acts import DIALOGS

        assert self.window.office is not None  # noqa: S101
        rows = tuple(self.window.office.reading.weapons(WeaponFilter(standing="in stock", limit=1000)))
        for kind in DIALOGS:
            for count in (1, 30, 1000):
                yield f"act: {kind.value}, {count}", partial(self._open_act, kind, rows[:count])
                yield "- close", self._close

    def _open_act(self, kind: object, rows: tuple[object, ...]) -> None:
        self.dialog = self.frame.open_act(kind, rows)  # type: ignore[arg-type]

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()  # type: ignore[attr-defined]
            self.dialog = None

    def _dialogs(self) -> Iterator[Step]:
        yield "columns", self._open_columns
        yield "- close", self._close
        yield "search: first letter", partial(self._search, "k")
        yield "search: more letters", partial(self._search, "ka-0")
        yield "- stop", self.frame.search.stop
        assert self.window.office is not None  # noqa: S101
        reference = self.window.office.reading.vouchers(1)[0].reference
        for which in ("first", "again"):
            yield f"paper, {which}", partial(self._open_paper, reference)
            yield "- close", self._close
            yield f"help, {which}", self._open_help
            yield "- close", self._close

    def _open_columns(self) -> None:
        self.dialog = self.frame.register.choose_columns()

    def _search(self, text: str) -> None:
        self.frame.search.begin()
        self.frame.search.setText(text)
        self.frame.search.textEdited.emit(text)

    def _open_paper(self, reference: str) -> None:
        self.dialog = self.frame.open_paper(reference)

    def _open_help(self) -> None:
        from ui.dialogs.help import HelpDialog

        self.dialog = HelpDialog.open_at("register", "en", self.window)


def measure(database: str, login: str, password: str, profiled: str) -> dict[str, float]:
    """Milliseconds by step."""
    started = time.thread_time()
    from PySide6.QtWidgets import QApplication

    from ui.__main__ import parser, start

    app = QApplication([])
    window = start(app, parser().parse_args(["--database", database, "--language", "en"]))
    window.resize(*SIZE)
    shown_ms = (time.thread_time() - started) * 1000
    walk = Walk(app, window, Visit(window, login, password).steps(), profiled)
    app.exec()
    window.close()
    return {"start, all of it": shown_ms, **walk.figures}


def main() -> int:
    """Measure, and say what holds the window too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("login", nargs="?", default="bench")
    parser.add_argument("password", nargs="?", default=PASSWORD)
    parser.add_argument("--slow", type=float, default=0.0, help="print only what takes longer, milliseconds")
    parser.add_argument("--profile", default="", help="say where the time goes in the steps of this name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{each}_HOME": home for each in ("CONFIG", "DATA", "STATE", "CACHE")} | {"HOME": home}
        gc.disable()
        figures = measure(str(Path(asked.database).resolve()), asked.login, asked.password, asked.profile)
    for name, took in figures.items():
        if took >= asked.slow:
            sys.stdout.write(f"{took:7.0f} {'!' if took > _BOUND_MS else ' '} {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
