"""One queue for one import: a session of the workbench is used by one thread at a time, whoever of the page asks."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from stockpile.office.workbench import ImportSession
from ui.tasks import Problem, Progress, Running, Tasks

Answer = TypeVar("Answer")
Told = Callable[[Problem], None]


@dataclass(eq=False, slots=True)
class Bench:
    """An import under way. It outlives the page: who leaves the desk finds it again.

    Attributes:
        title: its files, as a person would say them. step: where it was left.
    """

    session: ImportSession
    title: str
    step: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: bool = False

    def use(self, work: Callable[..., Answer], *further: object) -> Answer:
        """For a worker: work with the session, alone."""
        with self._lock:
            try:
                return work(self.session, *further)
            finally:
                if self._closing:
                    self.session.close()

    def close(self) -> None:
        """Forget the import; what still works with it is waited for by nobody, and closes it."""
        self._closing = True
        if self._lock.acquire(blocking=False):
            try:
                self.session.close()
            finally:
                self._lock.release()


@dataclass(slots=True)
class _Job:
    work: Callable[..., Any]
    done: Callable[[Any], None]
    refused: Told
    title: str = ""
    writes: bool = False
    changes: bool = False


class Lane(QObject):
    """Asks one bench, one thing after the other, off the GUI thread.

    Signals:
        moved: work has begun or ended.
    """

    moved = Signal()

    def __init__(self, tasks: Tasks, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self.bench = tasks, bench
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self.running: Running | None = None

    def ask(
        self,
        work: Callable[[ImportSession], Answer],
        done: Callable[[Answer], None],
        refused: Told,
        *,
        writes: bool = False,
    ) -> None:
        """Have short ``work`` done; ``writes``: it records something, which whoever shows the register has to know."""
        self._waiting.append(_Job(work, done, refused, writes=writes, changes=writes))
        self._next()

    def run(
        self,
        title: str,
        work: Callable[[ImportSession, Progress, threading.Event], Answer],
        done: Callable[[Answer], None],
        refused: Told,
        *,
        writes: bool = False,
    ) -> None:
        """Have long ``work`` done, which can be watched and stopped."""
        self._waiting.append(_Job(work, done, refused, title, writes, changes=writes))
        self._next()

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        job = self._job = self._waiting.popleft()
        work = partial(self.bench.use, job.work)
        if job.title:
            self.running = self._tasks.run(self, job.title, work, self._on_done, self._on_refused, writes=job.writes)
        elif job.writes:
            self._tasks.write(self, work, self._on_done, self._on_refused, changes=job.changes)
        else:
            self._tasks.read(self, work, self._on_done, self._on_refused)
        self.moved.emit()

    def _on_done(self, answer: object) -> None:
        job = self._end()
        if job is not None:
            job.done(answer)
        self._next()

    def _on_refused(self, problem: Problem) -> None:
        job = self._end()
        if job is not None:
            job.refused(problem)
        self._next()

    def _end(self) -> _Job | None:
        job, self._job, self.running = self._job, None, None
        self.moved.emit()
        return job
