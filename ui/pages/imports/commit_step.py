"""Commit: what will happen in one sentence, what it rests on, who signs; then what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import CommitAnswer, ControlTotal, Counts, Level, Plan
from ui.pages.imports.totals_pane import figure
from ui.pages.imports.under_way import Signed, UnderWay
from ui.pages.imports.words import will_happen
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.facts import Facts
from ui.widgets.fields import Fields, line_edit
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import paragraph
from ui.widgets.notice import Notice
from ui.widgets.second_signature import SecondSignature
from ui.words import apart, problem_words, straight

_AT_SIGNATURE = frozenset(
    {"login.failed", "login.wait", "approval.missing", "approval.not-independent", "approval.not-entitled"}
)
_NAMED = 6


class CommitStep(QStackedWidget):
    """Before and after.

    Signals:
        back_wanted. commit_wanted: (Signed). paper_wanted: (reference). register_wanted: (reference).
        undo_wanted: (reference, number). rejects_wanted. forget_wanted.
    """

    back_wanted = Signal()
    commit_wanted = Signal(object)
    paper_wanted = Signal(str)
    register_wanted = Signal(str)
    undo_wanted = Signal(str, str)
    rejects_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, under_way: UnderWay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self.before = Before(under_way)
        self.after = After()
        self.addWidget(self.before)
        self.addWidget(self.after)
        self.before.take.clicked.connect(self._on_take)
        self.before.back.clicked.connect(self.back_wanted)
        after = self.after
        for each, signal in (
            (after.again, self.forget_wanted),
            (after.rejects, self.rejects_wanted),
        ):
            each.clicked.connect(signal)
        after.paper.clicked.connect(self._on_paper)
        after.weapons.clicked.connect(self._on_weapons)
        after.undo.clicked.connect(self._on_undo)
        under_way.planned.connect(self._on_planned)

    def entered(self) -> None:
        """Show what would happen, or what came of it."""
        if self._work.answer is not None:
            self.show_answer(self._work.answer)
            return
        self.setCurrentWidget(self.before)
        self._work.settle()

    def _on_planned(self) -> None:
        if self._work.plan is not None and self._work.answer is None:
            self.before.show_plan(self._work.plan)
            if self.isVisible():
                self.before.focus_first()

    def signed(self) -> Signed:
        """What was typed."""
        return self.before.signed()

    def _on_take(self) -> None:
        self.before.clear_problems()
        self.commit_wanted.emit(self.before.signed())

    def show_busy(self, *, busy: bool) -> None:
        """It is being recorded."""
        self.before.setEnabled(not busy)

    def show_answer(self, answer: CommitAnswer) -> None:
        """It is recorded, or nothing was to be."""
        self.before.forget()
        self.after.show_answer(answer)
        self.setCurrentWidget(self.after)
        self.after.focus_first()

    def begin(self) -> None:
        """Another import."""
        self.before.begin()
        self.setCurrentWidget(self.before)

    def refuse(self, problem: Problem) -> None:
        """It was not recorded: say why where it is mended."""
        self.setCurrentWidget(self.before)
        self.before.refuse(problem)

    def _on_paper(self) -> None:
        if self._work.answer is not None:
            self.paper_wanted.emit(self._work.answer.reference)

    def _on_weapons(self) -> None:
        if self._work.answer is not None:
            self.register_wanted.emit(self._work.answer.reference)

    def _on_undo(self) -> None:
        if (answer := self._work.answer) is not None:
            self.undo_wanted.emit(answer.reference, answer.voucher)


class Before(QWidget):
    """What will happen, and what it needs."""

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self.sentence = paragraph("", "heading")
        self.facts = Facts()
        self.authority = line_edit(_("Order or letter it rests on, where there is one"))
        self.reason = line_edit(_("Why, where it is not plain"))
        self.fields = Fields()
        self.fields.add(_("A&uthority"), self.authority)
        self.fields.add(_("&Reason"), self.reason)
        self.why = paragraph("", "muted")
        self.signature = SecondSignature()
        self.totals = Notice()
        self.notice = Notice()
        self.back = button(_("&Back to the rows"), _nothing, icon_name="back")
        self.take = primary(_("I&mport"), _nothing, "import")
        officer = under_way.desk.session.officer
        said = _("Signed by {name} ({login}) with the key that your log-in unlocked.")
        self._signer = paragraph(said.format(name=officer.name or officer.login, login=officer.login), "small")
        for field in (self.authority, self.reason, self.signature.login, self.signature.password):
            field.returnPressed.connect(self.take.click)
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID + 4)
        for each in (self.sentence, self.facts, self.totals, self.fields, self.why, self.signature, self._signer):
            inside.addWidget(each)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "inside")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        card = QFrame()
        card.setProperty("role", "card")
        around = QVBoxLayout(card)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scroll)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(card, 1)
        layout.addWidget(self.notice)
        layout.addLayout(foot)

    def begin(self) -> None:
        """Another import: nothing is typed yet."""
        self.authority.clear()
        self.reason.clear()
        self.signature.login.clear()
        self.forget()
        self.clear_problems()

    def show_plan(self, plan: Plan) -> None:
        """Say what would happen."""
        self.sentence.setText(plan_words(plan, self._work.title))
        self.facts.show_facts(count_facts(plan.counts))
        self.totals.say(totals_words(self._work.totals), Tone.WARNING)
        self.signature.setVisible(bool(plan.approvals))
        self.why.setText(_approval_words(plan))
        self.why.setVisible(bool(plan.approvals))
        self.take.setEnabled(not plan.nothing)

    def focus_first(self) -> None:
        """To what is to be typed; where nothing has to be, to the button."""
        first = self.signature.login if not self.signature.isHidden() else self.take
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def signed(self) -> Signed:
        """What was typed."""
        second = (self.signature.given,) if not self.signature.isHidden() and self.signature.given[0] else ()
        return Signed(self.authority.text().strip(), self.reason.text().strip(), second)

    def refuse(self, problem: Problem) -> None:
        """Why it was not recorded."""
        if problem.code in _AT_SIGNATURE:
            self.signature.show()
            wrong = self.signature.password if problem.code == "login.failed" else self.signature.login
            self.signature.fields.refuse(wrong, problem_words(problem))
        else:
            self.notice.refuse(problem)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        self.notice.clear()
        self.fields.clear_problems()
        self.signature.fields.clear_problems()

    def forget(self) -> None:
        """Forget the other officer's password."""
        self.signature.clear()


class After(QWidget):
    """What came of it, and where to go from here."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = IconLabel("good", Tone.GOOD, size=32)
        self.sentence = paragraph("", "heading")
        self.facts = Facts()
        self.vanished = paragraph("", "muted")
        self.paper = button(_("Open the &paper"), _nothing, "primary", icon_name="paper")
        self.weapons = button(
            _("&Show them in the register"),
            _nothing,
            name=_("Show what came in, in the register"),
            icon_name="register",
        )
        self.rejects = button(
            _("Sa&ve what stayed out …"),
            _nothing,
            name=_("Save the rows that stayed out, as the same workbook"),
            icon_name="save",
        )
        self.undo = button(_("&Take this import back …"), _nothing, "link", icon_name="undo")
        self.again = button(_("Import another &file"), _nothing, icon_name="import")
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID + 4)
        head = QHBoxLayout()
        head.setSpacing(GRID + 4)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.sentence, 1)
        inside.addLayout(head)
        inside.addWidget(self.facts)
        inside.addWidget(self.vanished)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for each in (self.paper, self.weapons, self.rejects, self.again):
            buttons.addWidget(each)
        for each in (self.paper, self.weapons, self.rejects, self.again, self.undo):
            each.setAutoDefault(True)  # Enter presses what is gone to
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_answer(self, answer: CommitAnswer) -> None:
        """Show what came of it."""
        recorded = bool(answer.reference)
        self.sentence.setText(answer_words(answer))
        figures = (
            (_("New"), answer.new),
            (_("Changed"), answer.changed),
            (_("Unchanged"), answer.unchanged),
            (_("Stayed out"), answer.rejected),
            (_("Weapons in it"), answer.weapons),
        )
        self.facts.show_facts([(name, f"{figure:,}") for name, figure in figures])
        self.vanished.setText(_vanished_words(answer))
        self.vanished.setVisible(bool(answer.vanished))
        for each in (self.paper, self.weapons, self.undo):
            each.setVisible(recorded)
        self.rejects.setVisible(bool(answer.rejected))

    def focus_first(self) -> None:
        """To what is wanted next."""
        first = self.again if self.paper.isHidden() else self.rejects if not self.rejects.isHidden() else self.paper
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def plan_words(plan: Plan, title: str) -> str:
    """What a commit would do."""
    said = _("{file} comes into {site}: {what}").format(
        file=straight(title), site=straight(plan.site), what=will_happen(plan.counts)
    )
    if plan.vouchers:
        said += " " + _("It came in before, by {voucher}; what is known already is not recorded twice.").format(
            voucher=straight(plan.vouchers[0])
        )
    return said


def count_facts(counts: Counts) -> list[tuple[str, str]]:
    """The figures of a plan."""
    figures = (
        (_("Rows"), counts.rows),
        (_("Weapons"), counts.weapons),
        (_("with serial number"), counts.with_serial),
        (_("without serial number"), counts.without_serial),
        (_("Other equipment"), counts.other_items),
        (_("Unclear"), counts.unclear),
        (_("Possible duplicates"), counts.duplicates),
        (_("Same as in the register"), counts.same),
        (_("Stay out"), counts.rejected),
        (_("Alarms, to be reported"), counts.by_level.get(Level.ALARM, 0)),
    )
    return [(name, f"{figure:,}") for name, figure in figures if figure]


def totals_words(totals: Sequence[ControlTotal]) -> str:
    """The totals of the file that are not what was counted; empty where all agree."""
    template = _("The file states {stated} for {heading}; {counted} was counted.")
    return "\n".join(
        template.format(stated=figure(each.stated), heading=straight(each.heading), counted=figure(each.counted))
        for each in totals
        if not each.agrees
    )


def _approval_words(plan: Plan) -> str:
    if plan.identity_changes:
        said = ngettext(
            "{count} row changes what identifies a weapon: a second officer signs.",
            "{count} rows change what identifies a weapon: a second officer signs.",
            plan.identity_changes,
        )
        return said.format(count=f"{plan.identity_changes:,}")
    said = ngettext(
        "Above {count} new piece a second officer signs.",
        "Above {count} new pieces a second officer signs.",
        plan.limit,
    )
    return said.format(count=f"{plan.limit:,}")


def answer_words(answer: CommitAnswer) -> str:
    """What was recorded."""
    if not answer.reference:
        return _("Everything in this file is in the register already; no voucher was made.")
    if not answer.new:
        said = ngettext(
            "{number} is recorded: {count} piece changed.",
            "{number} is recorded: {count} pieces changed.",
            answer.changed,
        )
        return said.format(number=straight(answer.voucher), count=f"{answer.changed:,}")
    said = ngettext("{number} is recorded: {count} new piece.", "{number} is recorded: {count} new pieces.", answer.new)
    recorded = said.format(number=straight(answer.voucher), count=f"{answer.new:,}")
    changed = ngettext("{count} piece changed.", "{count} pieces changed.", answer.changed)
    return f"{recorded} {changed.format(count=f'{answer.changed:,}')}" if answer.changed else recorded


def _vanished_words(answer: CommitAnswer) -> str:
    said = ngettext(
        "{count} piece of earlier inventories does not stand in this one any more: {items}",
        "{count} pieces of earlier inventories do not stand in this one any more: {items}",
        answer.vanished,
    )
    return said.format(count=f"{answer.vanished:,}", items=listed(map(apart, answer.vanished_items[:_NAMED])))


def _nothing() -> None:
    """The step that has the button listens to it."""
