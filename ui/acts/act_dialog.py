"""What every act's page has: what will happen in one sentence, to which weapons, what it needs, who signs.

It stays open, with what was typed, when the office refuses; Escape leaves without a trace; after the act it offers
the paper.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from stockpile.wording import sentence as in_words
from ui.acts.basis import Basis
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields, refuse_at
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.second_signature import SecondSignature
from ui.widgets.tab_order import follow
from ui.widgets.tables import Table, show_rows
from ui.words import ABSENT, problem_words, straight

if TYPE_CHECKING:
    from stockpile.acts.scene import Act
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

Signed = tuple[tuple[str, str], ...]  # login and password of each further officer

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
    icon_name: ClassVar[str] = ""
    wide: ClassVar[int] = 620  # pixels
    loud: ClassVar[bool] = False  # whether it ends something for good, or brings it back

    def __init__(self, desk: Desk, weapons: Sequence[WeaponRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.desk, self.weapons = desk, tuple(weapons)
        self.voucher: Voucher | None = None
        self.fields = Fields()
        self.signatures: list[SecondSignature] = []  # as many as the page ever needed
        self.notice = Notice()
        self.sentence = paragraph("", "heading")
        self.cancel: QPushButton = button(_("Cancel"), self.reject)
        self.paper: QPushButton = button(_("Open the &paper"), self._on_paper)
        self.paper.hide()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._on_paper)
        self.ok: QPushButton = primary("", self._on_ok)
        self.add_fields()
        self.basis = Basis(desk, authority=not hasattr(self, "authority"), reason=not hasattr(self, "reason"))
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

    def needed_signatures(self) -> int:
        """How many further officers have to sign what the page says now."""
        return 1 if self.approved else 0

    def field_of(self) -> Mapping[str, QWidget]:
        """Which field a refusal is about, by its code; the others stand at the page."""
        return {}

    # -- the page ----------------------------------------------------------------------------------------------------

    @property
    def signature(self) -> SecondSignature | None:
        """Where the second officer signs, if one does."""
        return self.signatures[0] if self.signatures else None

    @property
    def ids(self) -> tuple[str, ...]:
        """The weapons' ids."""
        return tuple(each.id for each in self.weapons)

    def retell(self, *_changed: object) -> None:
        """Say again what will happen, and who signs: a field has changed."""
        self.sentence.setText(self.tell())
        self.setAccessibleDescription(self.sentence.text())  # read when the dialog opens
        if self.voucher is None and self.ok.isEnabled():
            self._say_verb(self.verb())
        needed = self.needed_signatures()
        while len(self.signatures) < needed:
            signature = SecondSignature(len(self.signatures) + 2)
            self.signatures.append(signature)
            self._signing.addWidget(signature)
            follow(signature.password, self.cancel, self.paper, self.ok)
        for at, signature in enumerate(self.signatures):
            signature.setVisible(at < needed)

    def _form(self) -> QWidget:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID + 4)
        if self.lists_weapons:
            layout.addWidget(self._weapons_list())
        layout.addWidget(self.fields)
        layout.addWidget(self.basis)
        self._signing = QVBoxLayout()
        layout.addLayout(self._signing)
        officer = self.desk.session.officer
        signed = _("Signed by {name} ({login}) with the key that your log-in unlocked.")
        layout.addWidget(paragraph(signed.format(name=officer.name or officer.login, login=officer.login), "small"))
        layout.addStretch(1)
        return body

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)  # at home from the start: what moves house is styled again, with all in it
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
        layout.addLayout(self._head())
        layout.addWidget(self.sentence)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        self.resize(self.wide, min(self._body.sizeHint().height() + 200, 660))

    def _head(self) -> QHBoxLayout:
        """The act's sign and name."""
        head = QHBoxLayout()
        head.setSpacing(GRID + 4)
        if self.icon_name:
            head.addWidget(IconLabel(self.icon_name, Tone.BAD if self.loud else None, size=24))
        head.addWidget(label(self.title(), "title"))
        head.addStretch(1)
        return head

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
        show_rows(table, min(len(self.weapons), _WEAPONS_SEEN))
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
        signed = tuple(each.given for each in self.signatures[: self.needed_signatures()])
        work = partial(perform, self.desk.office, self._resting(act), self.desk.session, signed)
        self.desk.tasks.write(self, work, self._on_done, self._on_refused)

    def _resting(self, act: Act) -> Act:
        """The act with what it rests on."""
        basis = self.basis
        return dataclasses.replace(
            act,
            authority=act.authority or basis.authority.text().strip(),
            reason=act.reason or basis.reason.text().strip(),
            enclosures=tuple({each.sha256: each for each in (*act.enclosures, *basis.documents.taken)}.values()),
        )

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
        self._say_verb(_("&Close"))
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
        if field is None and self.signatures and problem.code in _SIGNATURE_CODES:
            field = self._signature_field(problem)
        if field is None:
            self.notice.refuse(problem)
        else:
            self._show_at(field, problem_words(problem))

    def _signature_field(self, problem: Problem) -> QWidget:
        """Which signature a refusal is about: the one that could not log in, or whose officer it names; else the last."""
        shown = self.signatures[: max(self.needed_signatures(), 1)]
        if problem.code == "login.failed":
            return shown[min(int(str(problem.facts.get("signature", 0))), len(shown) - 1)].password
        named = [each for each in shown if each.given[0] == problem.facts.get("officer")]
        return (named or [shown[-1]])[0].login

    def _show_at(self, field: QWidget, text: str) -> None:
        """At the field it is about; at the page, where the field has no room for words."""
        forms = (self.fields, self.basis.fields, *(each.fields for each in self.signatures))
        refuse_at(field, text, forms, self.notice, self._scroll)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.notice.clear()
        self.fields.clear_problems()
        for each in self.signatures:
            each.fields.clear_problems()

    def _set_busy(self, *, busy: bool) -> None:
        self._body.setEnabled(not busy)
        self.ok.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self._say_verb(_("Recording …") if busy else self.verb())

    def _say_verb(self, text: str) -> None:
        self.ok.setText(text)
        self.ok.setAccessibleName(text.replace("&", ""))

    def _on_paper(self) -> None:
        if self.voucher is not None:
            self.paper_wanted.emit(self.voucher.reference)
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins at the first field."""
        super().showEvent(event)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self._body.minimumSizeHint().width() + bar)  # nothing is cut off in any language
        self.fields.focus_first()

    def reject(self) -> None:
        """Escape leaves; but what has begun to be recorded is waited for."""
        if self.ok.isEnabled() or self.voucher is not None:
            super().reject()

    def done(self, result: int) -> None:
        """Forget the other officers' passwords before anything else."""
        for each in self.signatures:
            each.clear()
        super().done(result)


def perform(office: Office, act: Act, by: Session, signed: Signed) -> Voucher:
    """Have an act recorded, with the log-ins of further officers where there are any; for a worker."""
    approvers: list[Session] = []
    for at, each in enumerate(signed):
        try:
            approvers.append(office.log_in(*each))
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.facts, "signature": at}) from refusal
    return office.perform(act, by, approvers)
