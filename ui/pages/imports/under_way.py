"""The import under way, as the steps of the page know it: what is open, what was found, and how to ask for more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from stockpile.language import _, ngettext
from stockpile.office import Office, Session
from stockpile.office.workbench import (
    ColumnInfo,
    CommitAnswer,
    ControlTotal,
    Counts,
    FileInfo,
    ImportSession,
    Plan,
    StepView,
    TableInfo,
)
from ui.desk import Desk
from ui.garbage import set_aside, take_back
from ui.pages.imports.lane import Bench, Lane
from ui.tasks import Problem, Progress, Running

Answer = TypeVar("Answer")
UNFINISHED = "import"
_MANY = 20_000  # cells; below that an edit is judged before anybody would look at its progress
_LARGE = 100_000  # rows
_SOON_MS = 300  # after the last edit, what is not needed for it


@dataclass(frozen=True, slots=True)
class Source:
    """What was dropped, chosen or pasted."""

    paths: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What an import rests on, and who else signs: login and password of each."""

    authority: str = ""
    reason: str = ""
    second: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to see of an import after it was opened, or its tables changed."""

    files: tuple[FileInfo, ...]
    tables: tuple[TableInfo, ...]
    refused: tuple[tuple[str, Problem], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an import stands after an edit. ``done``, ``undone``: what can be taken back, and done again."""

    touched: int
    counts: Counts
    done: StepView | None
    undone: StepView | None


class UnderWay(QObject):
    """One import, or none yet.

    Signals:
        opened: another one; or none any more. refused: (problem) nothing could be opened.
        seen: files or tables are otherwise; the rows have to be checked again.
        checked: every row was judged. edited: (Standing) some rows were, after an edit; unedited: it was not done.
        planned: plan and totals are those of the rows as they are.
        recorded: (CommitAnswer) it is in the ledger. faulted: (problem) something was not done.
        moved: work has begun or ended.
    """

    opened = Signal()
    refused = Signal(object)
    seen = Signal()
    checked = Signal()
    edited = Signal(object)
    unedited = Signal()
    planned = Signal()
    recorded = Signal(object)
    faulted = Signal(object)
    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lane: Lane | None = None
        self.source = Source()
        self.files: tuple[FileInfo, ...] = ()
        self.tables: tuple[TableInfo, ...] = ()
        self.unread: tuple[tuple[str, Problem], ...] = ()
        self.plan: Plan | None = None
        self.totals: tuple[ControlTotal, ...] = ()
        self.standing: Standing | None = None
        self.answer: CommitAnswer | None = None
        self._opening: Running | None = None
        self._stale = False
        desk.tasks.progressed.connect(self._on_progressed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.settle)

    # -- what is open ------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is an import."""
        return self.lane is not None

    @property
    def running(self) -> Running | None:
        """The long work under way, if there is any."""
        return self._opening or (self.lane.running if self.lane is not None else None)

    @property
    def title(self) -> str:
        """The files, as a person would say them."""
        return self.lane.bench.title if self.lane is not None else ""

    @property
    def taken(self) -> tuple[TableInfo, ...]:
        """The sheets that are part of it."""
        return tuple(each for each in self.tables if each.taken)

    def open(self, source: Source, site: str = "", passwords: Sequence[str] = ()) -> None:
        """Open files, or what was pasted, and judge their rows."""
        self.source = source
        work = partial(_open, self.desk.office, self.desk.session, source, site, passwords)
        title = _("Reading {what}").format(what=_called(source))
        self._opening = self.desk.tasks.run(self, title, work, self._on_opened, self._on_refused, writes=False)

    def read_again(self, file: int, encoding: str, separator: str) -> None:
        """Read a text in another encoding, or with another separator."""
        if self.lane is not None:
            bench = self.lane.bench
            work = partial(_read_again, self.desk.office, self.desk.session, bench, file, encoding, separator)
            self.lane.ask(work, self._on_seen_again, self.faulted.emit)

    def resume(self, bench: Bench) -> None:
        """Go on with an import that was left."""
        self._take(bench)
        self._lane.run(_("Reading {what}").format(what=bench.title), _look_again, self._on_resumed, self.faulted.emit)

    def forget(self) -> None:
        """There is no import any more; nothing of it was recorded that is not in the ledger."""
        if self.lane is not None:
            self.lane.bench.close()
            self.lane.deleteLater()
        self.desk.unfinished.drop(self.desk.session.login, UNFINISHED)
        self._clear()
        self.opened.emit()

    def stop(self) -> None:
        """Stop the long work."""
        if self.running is not None:
            self.running.cancelled.set()

    # -- asking ------------------------------------------------------------------------------------------------------

    @property
    def _lane(self) -> Lane:
        assert self.lane is not None  # noqa: S101 - steps that ask are shown only while one is open
        return self.lane

    def ask(self, work: Callable[[ImportSession], Answer], done: Callable[[Answer], None]) -> None:
        """Ask the session something."""
        self._lane.ask(work, done, self.faulted.emit)

    def write(self, work: Callable[[ImportSession], Answer], done: Callable[[Answer], None]) -> None:
        """Ask for something that records."""
        self._lane.ask(work, done, self.faulted.emit, writes=True)

    def change(self, work: Callable[[ImportSession], object]) -> None:
        """Change tables or columns; the rows have to be checked again."""
        self.plan = None
        self._lane.ask(partial(_changed, work), self._on_seen, self._on_not_changed)

    def columns(self, shape: int, done: Callable[[tuple[list[ColumnInfo], dict[str, object]]], None]) -> None:
        """The columns of a shape, and how it is read."""
        self.ask(partial(_columns, shape), done)

    def edit(self, work: Callable[[ImportSession], int], cells: int = 1) -> None:
        """Change rows; they are judged again at once. ``cells``: about how many; where they are many, it can be watched
        and stopped."""
        if cells < _MANY:
            self._lane.ask(partial(_edit, work), self._on_edited, self._on_not_edited)
        else:
            self._lane.run(
                _("Editing {what}").format(what=self.title),
                partial(_edit_many, work),
                self._on_edited,
                self._on_not_edited,
            )

    def replay(self, work: Callable[[ImportSession], int]) -> None:
        """Do kept edits again; each is judged as any other."""
        self.edit(work, _MANY)

    def check(self) -> None:
        """Judge every row."""
        self._lane.run(_("Checking {what}").format(what=self.title), _check, self._on_checked, self.faulted.emit)

    def settle(self) -> None:
        """Have the whole plan and the totals worked out as they are now; `planned` follows."""
        self._soon.stop()
        if self._stale and self.plan is not None:
            self._lane.ask(_planned, self._on_planned, self._on_not_planned)
        else:
            self.planned.emit()

    def commit(self, signed: Signed) -> None:
        """Record what goes in."""
        work = partial(_commit, self.desk.office, self.desk.session, signed)
        title = _("Importing {what}").format(what=self.title)
        self._lane.run(title, work, self._on_recorded, self.faulted.emit, writes=True)

    # -- answers -----------------------------------------------------------------------------------------------------

    def _on_opened(self, answer: tuple[ImportSession, Seen, tuple[Plan, list[ControlTotal]] | None]) -> None:
        self._opening = None
        session, seen, judged = answer
        if self.lane is not None:
            self.lane.bench.close()
            self.lane.deleteLater()
        self._clear()
        self._take(Bench(session, _named(seen.files)))
        self._note(seen)
        if judged is not None:
            self._note_plan(*judged)
        if sum(each.height for each in self.tables) > _LARGE:
            set_aside()
        self.opened.emit()

    def _on_progressed(self) -> None:
        if (running := self.running) is not None and (running.progress.total or 0) > _LARGE:
            set_aside()

    def _take(self, bench: Bench) -> None:
        self.lane = Lane(self.desk.tasks, bench, self)
        self.lane.moved.connect(self.moved)
        self.desk.unfinished.keep(self.desk.session.login, UNFINISHED, bench)

    def _on_refused(self, problem: Problem) -> None:
        self._opening = None
        self.refused.emit(problem)

    def _on_resumed(self, answer: tuple[Seen, tuple[Plan, list[ControlTotal]] | None]) -> None:
        self._note(answer[0])
        if answer[1] is not None:
            self._note_plan(*answer[1])
        self.opened.emit()

    def _on_seen(self, seen: Seen) -> None:
        self._note(seen)
        self.seen.emit()

    def _on_seen_again(self, seen: Seen) -> None:
        self.plan = None
        self._on_seen(seen)

    def _on_not_changed(self, problem: Problem) -> None:
        self.faulted.emit(problem)
        self.seen.emit()  # what was ticked or chosen goes back to what it is

    def _on_checked(self, judged: tuple[Plan, list[ControlTotal]]) -> None:
        self._note_plan(*judged)
        self.checked.emit()

    def _on_not_edited(self, problem: Problem) -> None:
        self.faulted.emit(problem)
        self.unedited.emit()

    def _on_edited(self, standing: Standing) -> None:
        self.standing = standing
        if self.plan is not None:
            self.plan = replace(self.plan, counts=standing.counts)
        self._stale = True
        self._soon.start()
        self.edited.emit(standing)

    def _on_recorded(self, answer: CommitAnswer) -> None:
        self.answer, self.plan = answer, None
        self.desk.unfinished.drop(self.desk.session.login, UNFINISHED)
        self.recorded.emit(answer)

    def _on_planned(self, judged: tuple[Plan, list[ControlTotal]]) -> None:
        self._note_plan(*judged)
        self.planned.emit()

    def _on_not_planned(self, problem: Problem) -> None:
        if problem.code == "import.not-checked":
            self.plan = None
        self.faulted.emit(problem)

    def _note(self, seen: Seen) -> None:
        self.files, self.tables, self.unread = seen.files, seen.tables, seen.refused

    def _note_plan(self, plan: Plan, totals: Sequence[ControlTotal]) -> None:
        self.plan, self.totals, self._stale = plan, tuple(totals), False

    def _clear(self) -> None:
        take_back()
        self.lane, self.plan, self.answer, self.standing = None, None, None, None
        self.files, self.tables, self.unread, self.totals = (), (), (), ()


def _called(source: Source) -> str:
    """What is read, as a person would say it."""
    if source.text:
        return _("the clipboard")
    names = [path.replace("\\", "/").rstrip("/").rpartition("/")[2] for path in source.paths]
    return names[0] if len(names) == 1 else _several(len(names))


def _named(files: Sequence[FileInfo]) -> str:
    return files[0].name if len(files) == 1 else _several(len(files))


def _several(count: int) -> str:
    return ngettext("{count} file", "{count} files", count).format(count=count)


# -- for workers -----------------------------------------------------------------------------------------------------


def _open(
    office: Office,
    by: Session,
    source: Source,
    site: str,
    passwords: Sequence[str],
    progress: Progress,
    cancelled: threading.Event,
) -> tuple[ImportSession, Seen, tuple[Plan, list[ControlTotal]] | None]:
    bench = office.workbench
    if source.text:
        session = bench.open_text(source.text, by, site=site, cancelled=cancelled)
    else:
        session = bench.open(source.paths, by, site=site, password=passwords, progress=progress, cancelled=cancelled)
    try:
        seen = _seen(session)
        if not any(each.taken for each in seen.tables):
            return session, seen, None
        progress.go_on(_("Checking {what}").format(what=_named(seen.files)))
        return session, seen, _check(session, progress, cancelled)
    except BaseException:
        session.close()
        raise


def _read_again(
    office: Office, by: Session, bench: Bench, file: int, encoding: str, separator: str, session: ImportSession
) -> Seen:
    bench.session = office.workbench.read_again(session, by, file, encoding=encoding, separator=separator)
    return _seen(bench.session)


def _seen(session: ImportSession) -> Seen:
    return Seen(tuple(session.files()), tuple(session.tables.all()), session.refused)


def _look_again(
    session: ImportSession, progress: Progress, cancelled: threading.Event
) -> tuple[Seen, tuple[Plan, list[ControlTotal]] | None]:
    seen = _seen(session)
    if session.checked:
        return seen, (session.plan(), session.grid.totals())
    return seen, _check(session, progress, cancelled) if any(each.taken for each in seen.tables) else None


def _changed(work: Callable[[ImportSession], object], session: ImportSession) -> Seen:
    work(session)
    return _seen(session)


def _columns(shape: int, session: ImportSession) -> tuple[list[ColumnInfo], dict[str, object]]:
    return session.tables.columns(shape), session.tables.mapping(shape)


def _check(session: ImportSession, progress: Progress, cancelled: threading.Event) -> tuple[Plan, list[ControlTotal]]:
    return session.check(progress, cancelled), session.grid.totals()


def _edit(work: Callable[[ImportSession], int], session: ImportSession) -> Standing:
    touched = work(session)
    return Standing(touched, session.grid.counts(), session.edit.can_undo, session.edit.can_redo)


def _edit_many(
    work: Callable[[ImportSession], int], session: ImportSession, progress: Progress, cancelled: threading.Event
) -> Standing:
    with session.edit.watched(progress, cancelled):
        return _edit(work, session)


def _planned(session: ImportSession) -> tuple[Plan, list[ControlTotal]]:
    return session.plan(), session.grid.totals()


def _commit(
    office: Office,
    by: Session,
    signed: Signed,
    session: ImportSession,
    progress: Progress,
    cancelled: threading.Event,
) -> CommitAnswer:
    approvers = tuple(office.log_in(*each) for each in signed.second)
    answer = session.commit(
        by,
        approvers=approvers,
        authority=signed.authority,
        reason=signed.reason,
        progress=progress,
        cancelled=cancelled,
    )
    if answer.reference:
        office.workbench.remember(session, by)
    return answer
