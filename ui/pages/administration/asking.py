"""What is asked before something is recorded here: one sentence, the fields, who signs. It stays open, with what was
typed, when the office refuses; Escape leaves without a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.language import _
from ui.acts.act_dialog import Incomplete
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields, refuse_at
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.second_signature import SecondSignature
from ui.words import problem_words

if TYPE_CHECKING:
    from stockpile.acts.scene import Act
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

_SIGNATURE_CODES = frozenset(
    {"login.failed", "login.wait", "approval.missing", "approval.not-independent", "approval.not-entitled"}
)
_HIGHEST = 640


class Asking(QDialog):
    """One change.

    Signals:
        recorded: (Voucher) it is in the ledger. done_with: it was done, and nothing was to be recorded.
        added: (key) what is new, to be chosen.
    """

    recorded = Signal(object)
    added = Signal(str)
    done_with = Signal()

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, sentence: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setProperty("help", "administration")
        self.desk = desk
        self._verb = verb
        self.sentence = paragraph(sentence)
        self.fields = Fields()
        self.signature: SecondSignature | None = None
        self.begins_at: QWidget | None = None  # where typing begins; else at the first field
        self.notice = Notice()
        self.ok: QPushButton = primary(verb, self._on_ok)
        self.cancel: QPushButton = button(_("Cancel"), self.reject)
        self.under = QVBoxLayout()  # what stands under the fields
        self.under.setSpacing(GRID + 4)
        self._lay_out(title)

    # -- what a dialog says of itself --------------------------------------------------------------------------------

    def work(self) -> Callable[[], Voucher | None]:
        """For the writer: what is asked of the office; raises `Incomplete` where something is still to be said."""
        raise NotImplementedError

    def new_key(self) -> str:
        """The key of what is added; empty where nothing is."""
        return ""

    def field_of(self) -> Mapping[str, QWidget]:
        """Which field a refusal is about, by its code; the others stand at the page."""
        return {}

    def ask_second_signature(self) -> SecondSignature:
        """Have room for a second officer's signature."""
        self.signature = SecondSignature()
        self.under.addWidget(self.signature)
        return self.signature

    @property
    def second(self) -> tuple[str, str] | None:
        """Login and password of a second officer, where one was named."""
        given = self.signature.given if self.signature is not None else ("", "")
        return given if given[0] else None

    # -- the page ----------------------------------------------------------------------------------------------------

    def _lay_out(self, title: str) -> None:
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, GRID, 0)
        inside.setSpacing(GRID + 4)
        inside.addWidget(self.fields)
        inside.addLayout(self.under)
        officer = self.desk.session.officer
        signed = _("Signed by {name} ({login}) with the key that your log-in unlocked.")
        self.signed = paragraph(signed.format(name=officer.name or officer.login, login=officer.login), "small")
        inside.addWidget(self.signed)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setProperty("role", "inside")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(title, "title"))
        layout.addWidget(self.sentence)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.notice)
        layout.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as what it asks; typing begins at the first field."""
        self._body.adjustSize()
        self.resize(600, min(self._body.sizeHint().height() + 190, _HIGHEST))
        super().showEvent(event)
        if self.begins_at is None:
            self.fields.focus_first()
        else:
            self.begins_at.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing it ----------------------------------------------------------------------------------------------------

    def _on_ok(self) -> None:
        self.clear_problems()
        try:
            work = self.work()
        except Incomplete as missing:
            self._show_at(missing.field, missing.text)
            return
        except Refused as problem:
            self.on_refused(problem)
            return
        self._set_busy(busy=True)
        self.desk.tasks.write(self, work, self._on_done, self.on_refused)

    def _on_done(self, voucher: Voucher | None) -> None:
        self._set_busy(busy=False)
        if voucher is not None:
            if self.new_key():
                self.added.emit(self.new_key())
            self.recorded.emit(voucher)
        else:
            self.done_with.emit()
        self.accept()

    def on_refused(self, problem: Problem) -> None:
        """Say why not, at the field it is about."""
        self._set_busy(busy=False)
        field = self.field_of().get(problem.code)
        if field is None and self.signature is not None and problem.code in _SIGNATURE_CODES:
            field = self.signature.password if problem.code == "login.failed" else self.signature.login
        if field is None:
            self.notice.refuse(problem)
        else:
            self._show_at(field, problem_words(problem))

    def _show_at(self, field: QWidget, text: str) -> None:
        forms = (self.fields, self.signature.fields) if self.signature is not None else (self.fields,)
        refuse_at(field, text, forms, self.notice, self._scroll)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.notice.clear()
        self.fields.clear_problems()
        if self.signature is not None:
            self.signature.fields.clear_problems()

    def _set_busy(self, *, busy: bool) -> None:
        for each in (self._body, self.ok, self.cancel):
            each.setEnabled(not busy)
        self.ok.setText(_("Recording …") if busy else self._verb)

    def reject(self) -> None:
        """Escape leaves; but what has begun to be recorded is waited for."""
        if self.ok.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        """Forget passwords before anything else."""
        self.forget()
        super().done(result)

    def forget(self) -> None:
        """Empty the fields that hold passwords."""
        if self.signature is not None:
            self.signature.clear()


def perform(office: Office, act: Act, by: Session, second: tuple[str, str] | None = None) -> Voucher:
    """Have an act recorded, with a second officer's log-in where there is one; for a worker."""
    return office.perform(act, by, approvers(office, second))


def approvers(office: Office, second: tuple[str, str] | None) -> tuple[Session, ...]:
    """The second officer, logged in; for a worker."""
    return (office.log_in(*second),) if second is not None else ()
