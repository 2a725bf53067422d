"""National rules: figures and options that each state sets for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox, QWidget

from stockpile.acts.administering import Change
from stockpile.domain.rules import LIMITS, RULES_SUBJECT, Rules, rules
from stockpile.language import _, ngettext
from stockpile.wording_of_rules import RULES
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.asking import Asking, perform
from ui.pages.administration.section import ListSection
from ui.widgets.buttons import button
from ui.widgets.fields import choice, line_edit
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what is in force, and what the program would say by itself."""

    name: str
    value: bool | int
    standard: bool | int
    said: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return _(RULES[self.name].title)

    @property
    def meaning(self) -> str:
        """What it means."""
        return _(RULES[self.name].meaning)

    @property
    def source(self) -> str:
        """The requirement it answers."""
        return LIMITS[self.name].source


class RulesSection(ListSection[Rule]):
    """Every rule, what is in force, and where it comes from."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "No text fixes these for every state. What is not set has the program’s value. Each change is a voucher, and counts"
            " from then on."
        )
        columns: tuple[ListColumn[Rule], ...] = (
            ListColumn(_("Rule"), lambda each: each.title),
            ListColumn(_("In force"), lambda each: value_words(each.value)),
            ListColumn(_("Set by"), lambda each: _("the state") if each.said else _("the program")),
        )
        super().__init__(desk, _("National rules"), meaning, columns)
        self.widths(0, 76, 104)
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))

    def work(self) -> Callable[[], tuple[Rule, ...]]:
        """For a reader: all rules."""
        return partial(_read, self.desk.office)

    def key_of(self, row: Rule) -> str:
        """Its stored name."""
        return row.name

    def searched(self, row: Rule) -> str:
        """Name, meaning, source."""
        return f"{row.title} {row.meaning} {row.source}"

    def counted(self, count: int) -> str:
        """How many are set."""
        own = sum(each.said for each in self.rows)
        said = ngettext("{own} of {count} rule set by the state", "{own} of {count} rules set by the state", count)
        return said.format(own=own, count=count)

    def show_row(self, row: Rule | None) -> None:
        """Show one beside the list."""
        self.change.setEnabled(row is not None)
        if row is None:
            self.detail.heading.clear()
            self.detail.facts.show_facts(())
            return
        limits = LIMITS[row.name]
        bounds = (
            _("{least} to {most}").format(least=f"{limits.least:,}", most=f"{limits.most:,}")
            if limits.is_figure
            else ""
        )
        self.detail.heading.setText(row.title)
        self.detail.state.setText(row.meaning)
        self.detail.facts.show_facts(
            (
                (_("In force"), value_words(row.value)),
                (_("By itself"), value_words(row.standard)),
                (_("Can be"), bounds),
                (_("Requirement"), straight(row.source)),
            )
        )

    def opened(self, _row: Rule) -> None:
        """Enter changes it."""
        self._on_change()

    def _on_change(self) -> None:
        if self.current is not None:
            self.open_dialog(RuleDialog(self.desk, self, self.current))


class RuleDialog(Asking):
    """Another figure, or the other answer."""

    def __init__(self, desk: Desk, parent: QWidget, rule: Rule) -> None:
        super().__init__(desk, parent, rule.title, _("&Set it"), rule.meaning)
        self._rule = rule
        limits = LIMITS[rule.name]
        self.figure = QSpinBox()
        self.figure.setRange(limits.least, max(limits.most, 1))
        self.figure.setGroupSeparatorShown(True)
        self.answer = choice([(_("Yes"), True), (_("No"), False)])
        if limits.is_figure:
            self.figure.setValue(int(rule.value))
            self.fields.add(_("&Value"), self.figure)
        else:
            self.answer.setCurrentIndex(0 if rule.value else 1)
            self.fields.add(_("&Answer"), self.answer)
        self._unused = self.answer if limits.is_figure else self.figure
        self._unused.setParent(self)
        self._unused.hide()
        self.authority = line_edit(_("Law, order or decision"))
        self.reason = line_edit()
        self.fields.add(_("By what a&uthority"), self.authority)
        self.fields.add(_("&Reason"), self.reason)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        figure = LIMITS[self._rule.name].is_figure
        value: object = self.figure.value() if figure else bool(self.answer.currentData())
        act = Change(
            subject=RULES_SUBJECT,
            changes={self._rule.name: value},
            site=self.desk.session.officer.site,
            authority=self.authority.text().strip(),
            reason=self.reason.text().strip(),
        )
        return partial(perform, self.desk.office, act, self.desk.session)


def value_words(value: bool | int) -> str:  # noqa: FBT001 - the value of a rule is one or the other
    """A rule's value."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:,}"


def _read(office: Office) -> tuple[Rule, ...]:
    """For a reader."""
    state = office.reading.things("rules").get("national", {})
    in_force, standard = rules(state), Rules()
    return tuple(
        Rule(each.name, getattr(in_force, each.name), getattr(standard, each.name), each.name in state)
        for each in fields(Rules)
    )
