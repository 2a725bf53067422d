"""Import: how does my Excel get in? Five steps on one page; each can be gone back to, and none writes but the last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.language import _, ngettext
from stockpile.office.workbench import CommitAnswer, ImportRecord, ImportSession
from ui.desk import Desk
from ui.pages.imports.check_step import CheckStep
from ui.pages.imports.columns_step import ColumnsStep
from ui.pages.imports.commit_step import CommitStep
from ui.pages.imports.file_step import FileStep
from ui.pages.imports.history import History
from ui.pages.imports.lane import Bench
from ui.pages.imports.progress_strip import ProgressStrip
from ui.pages.imports.stepper import Stepper
from ui.pages.imports.table_step import TableStep
from ui.pages.imports.under_way import UNFINISHED, Signed, Source, UnderWay
from ui.pages.imports.undo_dialog import UndoDialog, undo_of
from ui.pages.page import Goal, Page
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.mnemonics import share_out
from ui.widgets.notice import Notice
from ui.widgets.pane_splitter import keep_inside
from ui.words import problem_words, straight

FILE, TABLE, COLUMNS, CHECK, COMMIT = range(5)
REJECTED = "rejected:"  # begins the goal of an import whose rejected rows wait


class ImportPage(Page):
    """The import workspace.

    Attributes:
        work: the import under way. steps: file, table, columns, check, commit.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Import"), parent)
        self.setAcceptDrops(True)
        self.work = UnderWay(desk, self)
        self.stepper = Stepper((_("File"), _("Table"), _("Columns"), _("Check"), _("Commit")))
        self.steps = QStackedWidget(self)
        self._begin = QSplitter(Qt.Orientation.Horizontal, self.steps)  # each where it will stand (decision 0080)
        self.file = FileStep(self.work, self._begin)
        self.history = History(desk, self._begin)
        self.table = TableStep(self.work, self.steps)
        self.columns = ColumnsStep(self.work, self.steps)
        self.check = CheckStep(self.work, self.steps)
        self.commit = CommitStep(self.work, self.steps)
        self.notice = Notice()
        self.progress = ProgressStrip(self.work)
        self._lay_out()
        self._listen()
        self._resume()

    # -- laying out --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        beside = self._begin
        keep_inside(beside)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self.file)
        beside.addWidget(self.history)
        beside.setSizes([660, 460])
        beside.setHandleWidth(2 * GRID)
        for each in (beside, self.table, self.columns, self.check, self.commit):
            self.steps.addWidget(each)
        self.head.addWidget(self.stepper)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.steps, 1)
        self._show(FILE)

    def _listen(self) -> None:
        self.desk.tasks.progressed.connect(self._on_progressed)
        self.stepper.wanted.connect(self.go_to)
        self.file.open_wanted.connect(self._on_open)
        self.file.next_wanted.connect(partial(self.go_to, TABLE))
        self.file.forget_wanted.connect(self._on_forget)
        self.table.next_wanted.connect(partial(self.go_to, COLUMNS))
        self.columns.next_wanted.connect(partial(self.go_to, CHECK))
        self.check.import_wanted.connect(self._on_import)
        self.check.signing_wanted.connect(partial(self.go_to, COMMIT))
        self.check.rejects_wanted.connect(self._on_rejects)
        self.check.weapon_wanted.connect(self._on_weapon)
        self.check.said.connect(self._say)
        self.commit.back_wanted.connect(partial(self.go_to, CHECK))
        self.commit.commit_wanted.connect(self._commit)
        self.commit.paper_wanted.connect(self.paper_wanted)
        self.commit.register_wanted.connect(self._on_register)
        self.commit.rejects_wanted.connect(self._on_rejects)
        self.commit.undo_wanted.connect(self._on_undo_this)
        self.commit.forget_wanted.connect(self._on_forget)
        self.history.paper_wanted.connect(self.paper_wanted)
        self.history.undo_wanted.connect(self._on_undo)
        self._listen_to_work()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for at in range(self.steps.count()):
            QShortcut(QKeySequence(f"Alt+{at + 1}"), self, partial(self.go_to, at), context=within)
        QShortcut(QKeySequence.StandardKey.Paste, self, self._on_paste, context=within)

    def _listen_to_work(self) -> None:
        self.work.opened.connect(self._on_opened)
        self.work.moved.connect(self._on_progressed)
        self.work.refused.connect(self._on_refused)
        self.work.seen.connect(self._on_seen)
        self.work.checked.connect(self._on_checked)
        self.work.recorded.connect(self._on_recorded)
        self.work.faulted.connect(self._on_faulted)

    # -- going about -------------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self.steps.currentIndex()

    def go_to(self, step: int) -> None:
        """Show a step, if it can be gone to."""
        if step != self.step and step in self._reachable():
            self.notice.clear()
        if step not in self._reachable():
            self._show(self.step)
            return
        self._show(step)
        shown = (None, self.table, self.columns, self.check, self.commit)[step]
        if shown is not None:
            shown.entered()
            self._to_rows()
        else:
            self.history.entered()
            self.file.show_opened()

    def _reachable(self) -> tuple[int, ...]:
        if not self.work.is_open:
            return (FILE,)
        if self.work.answer is not None:
            return (FILE, COMMIT)
        if not self.work.taken:
            return (FILE, TABLE, COLUMNS)
        return (FILE, TABLE, COLUMNS, CHECK) if self.work.plan is None else (FILE, TABLE, COLUMNS, CHECK, COMMIT)

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        if self.work.lane is not None:
            self.work.lane.bench.step = str(step)
        reachable = self._reachable()
        done = [each for each in reachable if each < step or (self.work.plan is not None and each < CHECK)]
        self.stepper.show_step(step, done if self.work.is_open else (), reachable)
        if self.isVisible():
            share_out(self.window())

    def entered(self) -> None:
        """Offer the sites there are, and the imports there were."""
        self.desk.office.workbench.warm()
        work = partial(self.desk.office.reading.things, "site")
        self.desk.tasks.read(self, work, self._on_sites, self.notice.refuse)
        self.history.entered()
        if self.step == FILE and self.work.running is None:
            self.file.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_goal(self, what: object) -> None:
        """Files to open, the reference of an import, or `rejected:` and one."""
        if isinstance(what, (list, tuple)) and what:
            self.file.open(Source(tuple(str(each) for each in what)))
        elif isinstance(what, Path):
            self.file.open(Source((str(what),)))
        elif isinstance(what, str) and what:
            self.go_to(FILE)
            self.history.show_reference(what.removeprefix(REJECTED))

    def _resume(self) -> None:
        bench = self.desk.unfinished.of(self.desk.session.login, UNFINISHED)
        if isinstance(bench, Bench):
            self.work.resume(bench)

    def _on_sites(self, sites: dict[str, dict[str, object]]) -> None:
        named = [(code, str(state.get("name") or "")) for code, state in sorted(sites.items())]
        self.file.show_sites(named, self.desk.site.code or self.desk.session.officer.site)

    def _say(self, text: str) -> None:
        self.notice.say(text, Tone.INFORMATION)

    # -- opening -----------------------------------------------------------------------------------------------------

    def _on_open(self, source: Source, passwords: tuple[str, ...]) -> None:
        if self.work.running is not None:
            return
        if self.work.is_open and self.work.answer is None and not self._gives_up():
            return
        self.notice.clear()
        site = str(self.file.site.currentData() or self.desk.session.officer.site)
        self.work.open(source, site, passwords)
        self._on_progressed()

    def _gives_up(self) -> bool:
        """Whether the import under way may be given up for another."""
        edited = self.work.standing is not None and bool(self.work.standing.done)
        if not edited:
            return True
        question = _("Give the import of {what} up, with what was edited? Nothing of it is in the database.")
        return self.desk.ask.confirm(self, question.format(what=self.work.title), _("Give up"), _("Stay"))

    def _on_opened(self) -> None:
        self._on_progressed()
        self.check.begin()
        self.commit.begin()
        self.file.show_opened()
        if not self.work.is_open:
            self.notice.clear()
            self._show(FILE)
            self.history.entered()
            self.file.path.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.work.taken or self.file.asks_for_password:
            self._show(FILE)
            first = self.file.password if self.file.asks_for_password else self.file.go_on
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_to(self._left_at())
            if self.work.unread:
                self.notice.say("\n".join(problem_words(each) for _name, each in self.work.unread), Tone.WARNING)

    def _left_at(self) -> int:
        """Where a new import goes on: at its rows; one that was left, where it was left."""
        left = self.work.lane.bench.step if self.work.lane is not None else ""
        return int(left) if left in ("1", "2", "3") else CHECK

    def _on_refused(self, problem: Problem) -> None:
        self._on_progressed()
        self._show(FILE)
        self.file.refuse(problem)

    def _on_seen(self) -> None:
        self._show(self.step)
        if self.step == FILE:
            self.file.show_opened()

    def _on_checked(self) -> None:
        self.notice.clear()
        self._on_progressed()
        self._show(self.step)
        self._to_rows()

    def _to_rows(self) -> None:
        """The keys go to the rows, once they are judged."""
        if self.step == CHECK and self.work.plan is not None:
            self.check.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_forget(self) -> None:
        if self.work.answer is not None or self._gives_up():
            self.work.forget()

    def _on_paste(self) -> None:
        """Ctrl+V anywhere but in a field or the grid, which take it themselves."""
        field = self.window().focusWidget()
        if isinstance(field, QLineEdit):
            field.paste()
        elif self.step == CHECK and self.work.is_open:
            self.check.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.check.edits.on_paste(QGuiApplication.clipboard().text())
        else:
            self.file.on_paste()

    # -- recording ---------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        """From the rows straight away, where nobody else has to sign."""
        plan = self.work.plan
        if plan is None or plan.nothing:
            return
        if plan.approvals or (plan.limit and plan.counts.new > plan.limit):
            self.go_to(COMMIT)
        else:
            self._commit(self.commit.signed())

    def _commit(self, signed: Signed) -> None:
        if self.work.running is None and self.commit.before.isEnabled():  # never twice
            self._show(COMMIT)
            self.commit.setCurrentWidget(self.commit.before)
            self.commit.show_busy(busy=True)
            self.work.commit(signed)
            self._on_progressed()

    def _on_recorded(self, answer: CommitAnswer) -> None:
        self._on_progressed()
        self.commit.show_busy(busy=False)
        self._show(COMMIT)
        self.commit.show_answer(answer)
        share_out(self.window())

    def _on_faulted(self, problem: Problem) -> None:
        self._on_progressed()
        self.commit.show_busy(busy=False)
        if self.step in (CHECK, COMMIT) and self.work.is_open and self.work.answer is None and self.work.plan is None:
            self.go_to(COLUMNS)  # stopped, or refused: there the rows can be checked again
        elif self.step == COMMIT and self.work.answer is None:
            self.commit.refuse(problem)
            return
        self.notice.refuse(problem)

    def _on_rejects(self) -> None:
        """The rows that stay out, as the same workbook: a file for each of the import that has any."""
        name = Path(self.work.files[0].name)
        suggested = _("{name} – to be mended.xlsx").format(name=name.stem)
        path = self.desk.ask.file_to_save(
            self, _("Save the rows that stay out"), suggested, _("Workbooks ({kinds})").format(kinds="*.xlsx")
        )
        if path:
            self.work.ask(partial(_write_rejects, Path(path), len(self.work.files)), partial(self._on_saved, path))

    def _on_saved(self, path: str, count: int) -> None:
        said = ngettext(
            "{count} row is saved in {path}, with what is wrong in its last column. Mended, the file comes in again.",
            "{count} rows are saved in {path}, with what is wrong in the last column. Mended, the file comes in again.",
            count,
        )
        self.notice.say(said.format(count=f"{count:,}", path=straight(path)), Tone.GOOD)

    # -- afterwards --------------------------------------------------------------------------------------------------

    def _on_register(self, reference: str) -> None:
        where = WeaponFilter(conditions=(Condition("receipt", Operator.IS, (reference,)),))
        self.goal_wanted.emit(Goal("register", where))

    def _on_weapon(self, weapon: str) -> None:
        self.goal_wanted.emit(Goal("register", weapon))

    def _on_undo(self, record: ImportRecord) -> None:
        self._open_undo(undo_of(self.desk, record, self))

    def _on_undo_this(self, reference: str, number: str) -> None:
        self._open_undo(UndoDialog(self.desk, reference, number, self))

    def _open_undo(self, dialog: UndoDialog) -> None:
        dialog.paper_wanted.connect(self.paper_wanted)
        dialog.recorded.connect(self._on_taken_back)
        dialog.open()

    def _on_taken_back(self, _answer: object) -> None:
        self.history.entered()
        if self.work.answer is not None:
            self.work.forget()

    # -- progress ----------------------------------------------------------------------------------------------------

    def _on_progressed(self) -> None:
        self.progress.tell()
        self.file.show_busy(busy=self.work.running is not None)

    # -- dropping files ----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped, on any step."""
        if event.mimeData().hasUrls() and self.work.running is None:
            event.acceptProposedAction()
            self.file.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They are held elsewhere."""
        self.file.show_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self.file.show_over(over=False)
        paths = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.file.open(Source(paths))


def _write_rejects(path: Path, files: int, session: ImportSession) -> int:
    """For a worker; after a commit the rows are judged again first."""
    if not session.checked:
        session.check()
    written = session.write_rejects(path)
    for at in range(1, files):
        written += session.write_rejects(path.with_stem(f"{path.stem} ({at + 1})"), at)
    return written
