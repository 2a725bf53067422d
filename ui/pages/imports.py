"""Import: how does my Excel get in? Choose, check, import: the check is the same run, rolled back."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.pages.page import Page
from ui.tasks import Problem, Progress, Running
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.empty import Empty
from ui.widgets.fields import Fields, choice, line_edit
from ui.widgets.import_answer import ImportAnswerView
from ui.widgets.labels import label, set_role
from ui.widgets.notice import Notice
from ui.words import problem_words, straight

if TYPE_CHECKING:
    from stockpile.office import ImportAnswer, Office, Session

KINDS = "*.xlsx *.xls *.xlsb *.ods *.csv"


class ImportPage(Page):
    """File, site, authority; what the check says; the import."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Import"))
        self.setAcceptDrops(True)
        self._running: Running | None = None
        self._reference = ""
        self.file = line_edit(_("Excel, OpenDocument or CSV; or drop the file here"))
        self.file.setAccessibleName(_("Inventory file"))
        self.file.textChanged.connect(self._on_other_file)
        self.browse = button(_("C&hoose …"), self._on_browse, name=_("Choose the inventory file"))
        self.site = choice([(desk.session.officer.site, desk.session.officer.site)])
        self.authority = line_edit(_("Order or letter it rests on, where there is one"))
        self.check = primary(_("&Check the file"), self._on_check)
        self.take = button(_("I&mport"), self._on_import)
        self.paper = button(_("Open the &paper"), self._on_paper)
        self.notice = Notice()
        self.answer = ImportAnswerView()
        self._build_progress()
        self._lay_out()
        self._on_other_file()

    def _build_progress(self) -> None:
        self._bar_words = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress of the import"))
        self.stop = button(_("Ca&ncel"), self._on_stop, name=_("Cancel the import"))
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self._bar_words, 0), (self._bar, 1), (self.stop, 0)):
            row.addWidget(widget, stretch)
        self._progress.hide()
        self.desk.tasks.progressed.connect(self._on_progressed)

    def _lay_out(self) -> None:
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        chosen.setFocusProxy(self.file)
        self._chosen = chosen
        self.fields = Fields()
        self.fields.add(_("&File"), chosen)
        self.fields.add(_("&Site"), self.site)
        self.fields.add(_("A&uthority"), self.authority)
        buttons = QHBoxLayout()
        for each in (self.check, self.take, self.paper):
            buttons.addWidget(each)
        buttons.addStretch(1)
        text = _(
            "Choose the list you keep today. The check reads all of it, shows what was understood and what is "
            "doubtful, and writes nothing."
        )
        self._empty = Empty(_("Bring in an inventory"), text)
        self.body.addWidget(self.fields)
        self.body.addLayout(buttons)
        self.body.addWidget(self._progress)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.answer, 1)

    def entered(self) -> None:
        """Offer the sites there are."""
        work = partial(self.desk.office.reading.things, "site")
        self.desk.tasks.read(self, work, self._on_sites, self.notice.refuse)

    def _on_sites(self, sites: dict[str, dict[str, object]]) -> None:
        chosen = self.site.currentData()
        self.site.clear()
        for code, state in sorted(sites.items()):
            self.site.addItem(f"{code} · {state.get('name') or ''}".rstrip(" ·"), code)
        self.site.setCurrentIndex(max(self.site.findData(chosen), 0))

    # -- choosing ----------------------------------------------------------------------------------------------------

    def _on_browse(self) -> None:
        kinds = _("Inventories ({kinds})").format(kinds=KINDS)
        chosen = self.desk.ask.file_to_open(self, _("Inventory file"), kinds)
        if chosen:
            self.file.setText(chosen)
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other_file(self, _text: str = "") -> None:
        there = bool(self.file.text().strip())
        self.check.setEnabled(there)
        self._next(self.check)
        self.take.setEnabled(False)
        self.paper.hide()
        self.answer.hide()
        self._empty.show()
        self.notice.clear()

    def _next(self, main: object) -> None:
        for each in (self.check, self.take):
            set_role(each, "role", "primary" if each is main else "")
            each.setDefault(each is main)

    # -- doing it ----------------------------------------------------------------------------------------------------

    def _on_check(self) -> None:
        self._begin(_("Checking {file}"), check=True)

    def _on_import(self) -> None:
        self._begin(_("Importing {file}"), check=False)

    def _begin(self, title: str, *, check: bool) -> None:
        self.fields.clear_problems()
        self.notice.clear()
        path = Path(self.file.text().strip())
        work = partial(
            _import, self.desk.office, self.desk.session, path, str(self.site.currentData()),
            self.authority.text().strip(), check,
        )  # fmt: skip
        self._set_busy(busy=True)
        self._running = self.desk.tasks.run(
            self, title.format(file=path.name), work, partial(self._on_answer, check), self._on_refused, writes=True
        )

    def _on_answer(self, check: bool, answer: ImportAnswer) -> None:  # noqa: FBT001 - bound by partial
        self._set_busy(busy=False)
        self._empty.hide()
        self.answer.show_answer(answer)
        self.answer.show()
        new = bool(answer.new or answer.changed)
        if check:
            self.take.setEnabled(new)
            self._next(self.take if new else self.check)
            said = (
                _("Checked; nothing was written yet.")
                if new
                else _("Everything in this file is in the register already.")
            )
            self.notice.say(said, Tone.INFORMATION)
            (self.take if new else self.check).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.take.setEnabled(False)
        self._next(self.check)
        self._reference = str(answer.reference or "")
        self.paper.setVisible(bool(self._reference))
        if not self._reference:
            self.notice.say(
                _("Everything in this file is in the register already; no voucher was made."), Tone.INFORMATION
            )
            return
        done = ngettext(
            "{number} is recorded: {count} new piece.", "{number} is recorded: {count} new pieces.", answer.new
        )
        self.notice.say(done.format(number=straight(str(answer.voucher)), count=f"{answer.new:,}"), Tone.GOOD)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        if problem.code == "cancelled":
            self.notice.refuse(problem)
        elif problem.code.startswith("file."):
            self.fields.refuse(self._chosen, problem_words(problem))
        elif problem.code.startswith("site."):
            self.fields.refuse(self.site, problem_words(problem))
        else:
            self.notice.refuse(problem)

    def _on_stop(self) -> None:
        if self._running is not None:
            self._running.cancelled.set()
            self.stop.setEnabled(False)
            self._bar_words.setText(_("Stopping; nothing will have been written …"))

    def _on_paper(self) -> None:
        if self._reference:
            self.paper_wanted.emit(self._reference)

    def _set_busy(self, *, busy: bool) -> None:
        self._running = None
        self.fields.setEnabled(not busy)
        self.check.setEnabled(not busy)
        self.take.setEnabled(False)
        self.stop.setEnabled(True)
        self._progress.setVisible(busy)

    def _on_progressed(self) -> None:
        if self._running is None or self._running.cancelled.is_set():
            return
        progress = self._running.progress
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(min(progress.done, progress.total or 0))
        self._bar_words.setText(rows_words(progress))

    # -- dropping a file ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if event.mimeData().hasUrls() and self._running is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.file.setText(paths[0])
            event.acceptProposedAction()


def rows_words(progress: Progress) -> str:
    """How far it is, in words."""
    done = f"{progress.done:,}"
    if progress.total:
        return _("{done} of about {total} rows").format(done=done, total=f"{progress.total:,}")
    return _("{done} rows read").format(done=done)


def _import(
    office: Office,
    session: Session,
    path: Path,
    site: str,
    authority: str,
    check: bool,  # noqa: FBT001 - bound by partial
    progress: Progress,
    cancelled: threading.Event,
) -> ImportAnswer:
    """For the writer."""
    return office.import_inventory(
        path, by=session, site=site, authority=authority, check=check, progress=progress, cancelled=cancelled
    )
