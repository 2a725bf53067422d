"""Work off the GUI thread, and its answers back on it.

One writer, several readers. A worker gets functions and data, never a widget: it could be the one to destroy it. What
waits for an answer stays here under a ticket, and is told only while it still exists (decision 0031).
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from ui.words import Unforeseen

log = logging.getLogger(__name__)

Problem: TypeAlias = Refused | StorageFault | IntegrityAlarm
Told = Callable[[Problem], None]
Answer = TypeVar("Answer")

_READERS = 3
_POLL_MS = 100
_PACE_S = 2.0  # before that a pace says nothing


@dataclass(slots=True)
class Progress:
    """How far a piece of work has come; the worker writes it, the GUI looks at it. No signal a row.

    Attributes:
        what: what is done now, where it is not what the work is called by. began, first: when this stretch of it began,
            and with how much done: what was read before the first row came says nothing of the pace of rows.
    """

    done: int = 0
    total: int | None = None
    what: str = ""
    began: float = field(default_factory=time.monotonic)
    first: int = 0

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how far it is; less than before is another stretch."""
        if not self.done or done < self.done:
            self.began, self.first = time.monotonic(), done
        self.done, self.total = done, total

    def go_on(self, what: str) -> None:
        """Another stretch begins, and is called so."""
        self.what, self.done, self.total = what, 0, None

    @property
    def left_s(self) -> float | None:
        """How many seconds this stretch will take yet, at its pace so far; None while nobody can know."""
        done, total, taken = self.done - self.first, self.total, time.monotonic() - self.began
        if not total or done <= 0 or taken < _PACE_S or self.done > total:
            return None
        return taken / done * (total - self.done)


@dataclass(eq=False, slots=True)
class Running:
    """Long work that can be watched and stopped. ``title``: what it is, as a person would say it."""

    title: str
    progress: Progress = field(default_factory=Progress)
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def what(self) -> str:
        """What is done now."""
        return self.progress.what or self.title


@dataclass(slots=True)
class _Waiting:
    owner: QObject
    done: Callable[..., None]
    refused: Told
    writes: bool
    changes: bool = True
    running: Running | None = None


class Tasks(QObject):
    """Runs work for widgets.

    Signals:
        changed: something was written; listeners read again, and never write.
        progressed: there is news of the running work, or it has begun or ended.
        crashed: (error) work failed with what is neither refusal nor fault: a bug.
    """

    changed = Signal()
    progressed = Signal()
    crashed = Signal(object)
    _returned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(_READERS, "reader")
        self._tickets = itertools.count()
        self._waiting: dict[int, _Waiting] = {}
        self._answers: deque[tuple[int, Future[object]]] = deque()
        self._closed = False
        self.closing = threading.Event()  # set when everything is to end; what reads for long looks at it
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.progressed)

    @property
    def running(self) -> tuple[Running, ...]:
        """The long work under way, oldest first."""
        return tuple(each.running for each in self._waiting.values() if each.running is not None)

    def owner(self, running: Running) -> QObject | None:
        """Who waits for a piece of long work; None where nobody does any more."""
        found = next((each.owner for each in self._waiting.values() if each.running is running), None)
        return found if found is not None and shiboken6.isValid(found) else None

    @property
    def writing(self) -> bool:
        """Whether something is being written, or waits to be."""
        return any(each.writes for each in self._waiting.values())

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._waiting

    def read(self, owner: QObject, work: Callable[[], Answer], done: Callable[[Answer], None], refused: Told) -> None:
        """Have ``work`` done by a reader; ``owner`` is told, if it is still there."""
        self._submit(self._readers, _Waiting(owner, done, refused, writes=False), work)

    def write(
        self,
        owner: QObject,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        refused: Told,
        *,
        changes: bool = True,
    ) -> None:
        """Have ``work`` done by the one writer, not interrupted once begun. `changed` follows, unless nothing that
        is shown ``changes``."""
        self._submit(self._writer, _Waiting(owner, done, refused, writes=True, changes=changes), work)

    def run(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress, threading.Event], Answer],
        done: Callable[[Answer], None],
        refused: Told,
        *,
        writes: bool,
    ) -> Running:
        """Have long ``work`` done; it is given where to note its progress, and what to stop at."""
        running = Running(title)
        pool = self._writer if writes else self._readers
        waiting = _Waiting(owner, done, refused, writes=writes, running=running)
        self._submit(pool, waiting, partial(work, running.progress, running.cancelled))
        self._poll.start()
        self.progressed.emit()
        return running

    def close(self) -> None:
        """Stop what can be stopped, and wait for what has begun. Nobody is told any more."""
        self._closed = True
        self.closing.set()
        self._poll.stop()
        for running in self.running:
            running.cancelled.set()
        self._waiting.clear()
        for pool in (self._writer, self._readers):
            pool.shutdown(wait=True, cancel_futures=True)
        self._answers.clear()

    def _submit(self, pool: ThreadPoolExecutor, waiting: _Waiting, work: Callable[[], object]) -> None:
        if self._closed:
            return
        ticket = next(self._tickets)
        self._waiting[ticket] = waiting
        pool.submit(work).add_done_callback(partial(self._note, ticket))

    def _note(self, ticket: int, job: Future[object]) -> None:
        """On the worker's thread: put the answer down, ring the bell."""
        if not self._closed:
            self._answers.append((ticket, job))
            self._returned.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._answers:
            ticket, job = self._answers.popleft()
            waiting = self._waiting.pop(ticket, None)
            if waiting is not None and not job.cancelled():
                self._tell(waiting, job)

    def _tell(self, waiting: _Waiting, job: Future[object]) -> None:
        if waiting.running is not None:
            self._end_running()
        there = shiboken6.isValid(waiting.owner)
        error = job.exception()
        if error is not None:
            self._tell_error(waiting if there else None, error)
            return
        if there:
            waiting.done(job.result())
        if waiting.writes and waiting.changes:
            self.changed.emit()

    def _tell_error(self, waiting: _Waiting | None, error: BaseException) -> None:
        if isinstance(error, Refused | StorageFault | IntegrityAlarm):
            problem: Problem = error
        else:
            problem = Unforeseen()
            log.error("work failed: %s", type(error).__qualname__)  # no values; the net below writes the report
            self.crashed.emit(error)
        if waiting is not None:
            waiting.refused(problem)

    def _end_running(self) -> None:
        if not self.running:
            self._poll.stop()
        self.progressed.emit()


def unsaid(_answer: object) -> None:
    """For work whose answer, or refusal, nobody needs to hear of: a note to oneself that was kept, or was not."""
