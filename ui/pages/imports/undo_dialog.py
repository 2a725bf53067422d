"""Taking an import back: what goes, what has to stay and why, who signs."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportRecord, Kept, UndoAnswer, UndoPreview
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.tasks import Problem, Progress, Running
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.fields import Fields, line_edit
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.second_signature import SecondSignature
from ui.widgets.tables import Table, show_rows
from ui.words import problem_words, straight

_SEEN = 5
_AT_SIGNATURE = frozenset(
    {"login.failed", "login.wait", "approval.missing", "approval.not-independent", "approval.not-entitled"}
)


class UndoDialog(QDialog):
    """Takes one import back, by a correction voucher.

    Signals:
        recorded: (UndoAnswer). paper_wanted: (reference).
    """

    recorded = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, reference: str, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setProperty("help", "import")
        self.desk, self._reference, self._number = desk, reference, number
        self.answer: UndoAnswer | None = None
        self._running: Running | None = None
        self.sentence = paragraph(_("Looking what can be taken back …"), "heading")
        self.kept: ListTable[Kept] = ListTable(
            (
                ListColumn(_("Stays as it is"), lambda each: straight(each.subject.rpartition(":")[2])),
                ListColumn(_("Because of"), lambda each: straight(each.voucher)),
            ),
            self,
        )
        self.table = Table(self.kept, _("Pieces that stay as they are"))
        self.table.widths(220)
        self.reason = line_edit(_("Why it is taken back: the wrong file, the wrong site …"))
        self.fields = Fields()
        self.fields.add(_("&Reason"), self.reason)
        self.signature = SecondSignature()
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Cancel"), self.reject)
        self.paper = button(_("Open the &paper"), self._on_paper)
        self.ok = button(_("&Take back"), self._on_ok, "danger")
        self.setWindowTitle(_("Take back {number}").format(number=straight(number)))
        self._lay_out()
        desk.tasks.progressed.connect(self._on_progressed)
        work = partial(desk.office.workbench.undo_preview, reference)
        desk.tasks.read(self, work, self._on_preview, self._on_no_preview)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID + 4)
        head.addWidget(IconLabel("undo", Tone.BAD, size=24))
        head.addWidget(label(self.windowTitle(), "title"))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for each in (self.cancel, self.paper, self.ok):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addLayout(head)
        for part in (self.sentence, self.table, self.fields, self.signature, self.notice, self.bar):
            layout.addWidget(part)
        layout.addLayout(foot)
        for later in (self.table, self.paper, self.bar):
            later.hide()
        self.ok.setEnabled(False)
        self.ok.setDefault(True)
        self.setMinimumWidth(620)

    def _on_preview(self, preview: UndoPreview) -> None:
        self.sentence.setText(undo_words(preview))
        self.kept.show(preview.kept_items)
        self.table.setVisible(bool(preview.kept_items))
        if preview.kept_items:
            show_rows(self.table, min(len(preview.kept_items), _SEEN))
        possible = bool(preview.removed or preview.restored)
        self.ok.setEnabled(possible)
        self.fields.setVisible(possible)
        self.signature.setVisible(possible and bool(preview.approvals))
        if possible:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_no_preview(self, problem: Problem) -> None:
        self.sentence.setText(problem_words(problem))
        self.fields.hide()
        self.signature.hide()

    def _on_ok(self) -> None:
        if self.answer is not None:
            self.accept()
            return
        self.notice.clear()
        for each in (self.fields, self.signature.fields):
            each.clear_problems()
        if not self.reason.text().strip():
            self.fields.refuse(self.reason, _("Say why it is taken back; the reason stands in the voucher."))
            return
        work = partial(
            _undo,
            self.desk.office,
            self.desk.session,
            self._reference,
            self.reason.text().strip(),
            self.signature.given,
        )
        self._set_busy(busy=True)
        title = _("Taking back {number}").format(number=self._number)
        self._running = self.desk.tasks.run(self, title, work, self._on_done, self._on_refused, writes=True)

    def _on_done(self, answer: UndoAnswer) -> None:
        self._set_busy(busy=False)
        self.answer = answer
        for each in (self.fields, self.signature, self.sentence, self.cancel):
            each.hide()
        self.notice.say(
            _("{number} is recorded: the import is taken back.").format(number=straight(answer.voucher)), Tone.GOOD
        )
        self.ok.setText(_("&Close"))
        self.ok.setAccessibleName(_("Close"))
        self.paper.show()
        self.paper.setFocus()
        self.adjustSize()
        self.recorded.emit(answer)

    def _on_refused(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        if problem.code == "login.failed":
            self.signature.fields.refuse(self.signature.password, problem_words(problem))
        elif problem.code in _AT_SIGNATURE:
            self.signature.fields.refuse(self.signature.login, problem_words(problem))
        else:
            self.notice.refuse(problem)

    def _set_busy(self, *, busy: bool) -> None:
        self._running = None
        for each in (self.ok, self.fields, self.signature):
            each.setEnabled(not busy)
        self.bar.setVisible(busy)

    def _on_progressed(self) -> None:
        if self._running is not None:
            progress = self._running.progress
            self.bar.setRange(0, progress.total or 0)
            self.bar.setValue(min(progress.done, progress.total or 0))

    def _on_paper(self) -> None:
        if self.answer is not None:
            self.paper_wanted.emit(self.answer.reference)
            self.accept()

    def reject(self) -> None:
        """Escape leaves; what has begun to be recorded is stopped, and leaves nothing."""
        if self._running is not None:
            self._running.cancelled.set()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Forget the other officer's password."""
        self.signature.clear()
        super().done(result)


def undo_of(desk: Desk, record: ImportRecord, parent: QWidget) -> UndoDialog:
    """The dialog for an import of the history."""
    return UndoDialog(desk, record.reference, record.number, parent)


def undo_words(preview: UndoPreview) -> str:
    """What taking it back would do, in a sentence or three."""
    if not preview.removed and not preview.restored:
        return _("Nothing of it can be taken back: something has happened to all of its pieces since.")
    said = []
    if preview.removed:
        text = ngettext(
            "{count} piece becomes “recorded in error”.", "{count} pieces become “recorded in error”.", preview.removed
        )
        said.append(text.format(count=f"{preview.removed:,}"))
    if preview.restored:
        text = ngettext(
            "{count} piece gets its old values back.", "{count} pieces get their old values back.", preview.restored
        )
        said.append(text.format(count=f"{preview.restored:,}"))
    if preview.kept:
        text = ngettext(
            "{count} piece stays as it is: something has happened to it since.",
            "{count} pieces stay as they are: something has happened to them since.",
            preview.kept,
        )
        said.append(text.format(count=f"{preview.kept:,}"))
    return " ".join(said)


def _undo(
    office: Office,
    by: Session,
    reference: str,
    reason: str,
    second: tuple[str, str],
    progress: Progress,
    cancelled: threading.Event,
) -> UndoAnswer:
    approvers = (office.log_in(*second),) if second[0] else ()
    return office.workbench.undo(
        reference, by, approvers=approvers, reason=reason, progress=progress, cancelled=cancelled
    )
