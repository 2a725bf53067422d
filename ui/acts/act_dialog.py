"""What every act's page has: what will happen in one sentence, to which weapons, what it needs, who signs.

It stays open, with what was typed, when the office refuses; Escape leaves without a trace; after the act it offers
the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from stockpile.wording import sentence as in_words
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.tasks import Problem
from ui.theme.measures import GRID, ROW
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.second_signature import SecondSignature
from ui.widgets.tables import Table
from ui.words import ABSENT, problem_words, straight

if TYPE_CHECKING:
    from stockpile.acts.scene import Act
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

_WEAPONS_SEEN = 5  # rows of the list before it scrolls
_SIGNATURE_CODES = frozenset({"login.failed", "approval.missing", "approval.not-independent", "approval.not-entitled"})


class Incomplete(Exception):
    """Something is still to be said at a field; nothing was asked of the office."""

    def __init__(self, field: QWidget, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


class ActDialog(QDialog):
    """One act upon some weapons.

    Signals:
        recorded: (Voucher) it is in the ledger.
        paper_wanted: (reference) its paper is to be seen.
    """

    recorded = Signal(object)
    paper_wanted = Signal(str)

    kind: ClassVar[Kind]
    approved: ClassVar[bool] = False  # whether a second officer signs
    lists_weapons: ClassVar[bool] = True

    def __init__(self, desk: Desk, weapons: Sequence[WeaponRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.desk, self.weapons = desk, tuple(weapons)
        self.voucher: Voucher | None = None
        self.fields = Fields()
        self.signature = SecondSignature() if self.approved else None
        self.notice = Notice()
        self.sentence = paragraph("", "heading")
        self.ok: QPushButton = primary(self.verb(), self._on_ok)
        self.cancel: QPushButton = button(_("Cancel"), self.reject)
        self.paper: QPushButton = button(_("Open the &paper"), self._on_paper)
        self.paper.hide()
        self.add_fields()
        self._body = self._form()
        self._lay_out()
        self.setWindowTitle(self.title())
        self.retell()

    # -- what an act says of itself ----------------------------------------------------------------------------------

    def title(self) -> str:
        """The act, as a noun."""
        raise NotImplementedError

    def verb(self) -> str:
        """The act, as the button says it."""
        raise NotImplementedError

    def tell(self) -> str:
        """What will happen, in one sentence."""
        raise NotImplementedError

    def add_fields(self) -> None:
        """Add what the act needs to `fields`."""

    def act(self) -> Act:
        """What is asked of the office; raises `Incomplete` where something is still to be said."""
        raise NotImplementedError

    def field_of(self) -> Mapping[str, QWidget]:
        """Which field a refusal is about, by its code; the others stand at the page."""
        return {}

    # -- the page ----------------------------------------------------------------------------------------------------

    @property
    def ids(self) -> tuple[str, ...]:
        """The weapons' ids."""
        return tuple(each.id for each in self.weapons)

    def retell(self, *_changed: object) -> None:
        """Say again what will happen: a field has changed."""
        self.sentence.setText(self.tell())

    def _form(self) -> QWidget:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID + 4)
        if self.lists_weapons:
            layout.addWidget(self._weapons_list())
        layout.addWidget(self.fields)
        if self.signature is not None:
            layout.addWidget(self.signature)
        officer = self.desk.session.officer
        signed = _("Signed by {name} ({login}) with the key that your log-in unlocked.")
        layout.addWidget(paragraph(signed.format(name=officer.name or officer.login, login=officer.login), "small"))
        layout.addStretch(1)
        return body

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setProperty("role", "inside")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        self._scroll = scroll
        foot = QHBoxLayout()
        foot.addStretch(1)
        for each in (self.cancel, self.paper, self.ok):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(self.title(), "title"))
        layout.addWidget(self.sentence)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        self.resize(620, min(self._body.sizeHint().height() + 200, 660))

    def _weapons_list(self) -> Table:
        model: ListTable[WeaponRow] = ListTable(
            (
                ListColumn(_("Serial number"), lambda row: straight(row.serial) or ABSENT),
                ListColumn(_("Model"), lambda row: " ".join(each for each in (row.maker, row.model) if each)),
                ListColumn(_("Weapon"), lambda row: straight(row.id)),
            ),
            self,
        )
        model.show(self.weapons)
        table = Table(model, _("Weapons of this act"))
        table.widths(160, 230)
        table.setFixedHeight(ROW * min(len(self.weapons), _WEAPONS_SEEN) + 46)
        return table

    # -- doing it ----------------------------------------------------------------------------------------------------

    def _on_ok(self) -> None:
        if self.voucher is not None:
            self.accept()
            return
        self.clear_problems()
        try:
            act = self.act()
        except Incomplete as missing:
            self._show_at(missing.field, missing.text)
            return
        self._set_busy(busy=True)
        second = self.signature.given if self.signature is not None else None
        work = partial(perform, self.desk.office, act, self.desk.session, second)
        self.desk.tasks.write(self, work, self._on_done, self._on_refused)

    def _on_done(self, voucher: Voucher) -> None:
        self.voucher = voucher
        self._set_busy(busy=False)
        self._scroll.hide()
        self.cancel.hide()
        self.sentence.hide()
        self.notice.say(self._done_words(voucher), Tone.GOOD)
        self.paper.show()
        self.paper.setProperty("role", "primary")
        self.paper.style().polish(self.paper)
        self.ok.setText(_("&Close"))
        self.ok.setAccessibleName(_("Close"))
        self.ok.setProperty("role", "")
        self.ok.style().polish(self.ok)
        self.paper.setDefault(True)
        self.paper.setFocus()
        self.adjustSize()
        self.recorded.emit(voucher)

    @staticmethod
    def _done_words(voucher: Voucher) -> str:
        done = ngettext(
            "{number} is recorded: {count} weapon.", "{number} is recorded: {count} weapons.", voucher.lines
        )
        said = [done.format(number=straight(voucher.number), count=voucher.lines)]
        warnings = voucher.facts.get("warnings")
        if isinstance(warnings, list):
            said += [in_words(str(each), {}) for each in warnings]
        return "\n".join(said)

    def _on_refused(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        self._show_refusal(problem)

    def _show_refusal(self, problem: Problem) -> None:
        field = self.field_of().get(problem.code)
        if field is None and self.signature is not None and problem.code in _SIGNATURE_CODES:
            field = self.signature.password if problem.code == "login.failed" else self.signature.login
        if field is None:
            self.notice.refuse(problem)
        else:
            self._show_at(field, problem_words(problem))

    def _show_at(self, field: QWidget, text: str) -> None:
        """At the field it is about; at the page, where the field has no room for words."""
        forms = (self.fields, self.signature.fields) if self.signature is not None else (self.fields,)
        form = next((each for each in forms if each.has(field)), None)
        if form is None:
            self.notice.say(text, Tone.BAD)
        else:
            form.refuse(field, text)
            self._scroll.ensureWidgetVisible(field)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.notice.clear()
        self.fields.clear_problems()
        if self.signature is not None:
            self.signature.fields.clear_problems()

    def _set_busy(self, *, busy: bool) -> None:
        self._body.setEnabled(not busy)
        self.ok.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.ok.setText(_("Recording …") if busy else self.verb())

    def _on_paper(self) -> None:
        if self.voucher is not None:
            self.paper_wanted.emit(self.voucher.reference)
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins at the first field."""
        super().showEvent(event)
        self.fields.focus_first()

    def reject(self) -> None:
        """Escape leaves; but what has begun to be recorded is waited for."""
        if self.ok.isEnabled() or self.voucher is not None:
            super().reject()

    def done(self, result: int) -> None:
        """Forget the second officer's password before anything else."""
        if self.signature is not None:
            self.signature.clear()
        super().done(result)


def perform(office: Office, act: Act, by: Session, second: tuple[str, str] | None) -> Voucher:
    """Have an act recorded, with a second officer's log-in where there is one; for a worker."""
    approvers = (office.log_in(*second),) if second is not None else ()
    return office.perform(act, by, approvers)
