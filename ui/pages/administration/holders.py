"""Holders: persons and units to whom weapons are issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stockpile.acts.administering import Add, Change
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.state import text
from stockpile.domain.subject import holder_subject
from stockpile.language import _, ngettext
from stockpile.office.places import HolderCard
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.asking import Asking, perform
from ui.pages.administration.pickers import SiteField
from ui.pages.administration.section import ListSection
from ui.pages.administration.words import UNKNOWN, active_words, sort_words, weapons_words
from ui.pages.page import Goal
from ui.widgets.buttons import button, primary
from ui.widgets.empty import Empty
from ui.widgets.fields import choice, line_edit
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher

_TEXTS = ("name", "unit", "rank", "number", "contact", "remark")


class HoldersSection(ListSection[HolderCard]):
    """Every holder, with what they have now."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "Weapons are issued only to a known person or unit. Whoever still has weapons cannot be made inactive."
        )
        columns: tuple[ListColumn[HolderCard], ...] = (
            ListColumn(_("Key"), lambda each: straight(each.key)),
            ListColumn(_("Name"), lambda each: text(each.state, "name")),
            ListColumn(_("Unit"), lambda each: text(each.state, "unit")),
            ListColumn(_("Weapons"), lambda each: f"{each.weapons:,}"),
            ListColumn(_("State"), _state),
        )
        super().__init__(desk, _("Holders"), meaning, columns)
        self.widths(100, 0, 90, 76, 110)
        self.add = primary(_("&Add a holder …"), self._on_add)
        self.head.addWidget(self.add)
        begin = button(_("Add the first &holder …"), self._on_add)
        self.teach(
            Empty(
                _("Nobody can be issued a weapon yet"),
                _("Add the persons and units that hold weapons; then weapons can be issued to them."),
                begin,
                "unit",
            )
        )
        self.weapons = self.detail.act(button(_("Show the &weapons"), self._on_weapons))
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))
        self.end = self.detail.act(button(_("Make &inactive …"), self._on_end))

    def work(self) -> Callable[[], tuple[HolderCard, ...]]:
        """For a reader: the holders of the site in view."""
        return partial(self.desk.office.places.holders, self.desk.site.code)

    def key_of(self, row: HolderCard) -> str:
        """Its key."""
        return row.key

    def searched(self, row: HolderCard) -> str:
        """Key, name, number, unit ..."""
        return " ".join((row.key, *(text(row.state, name) for name in _TEXTS)))

    def counted(self, count: int) -> str:
        """How many there are."""
        return ngettext("{count} holder", "{count} holders", count).format(count=f"{count:,}")

    def show_row(self, row: HolderCard | None) -> None:
        """Show one beside the list."""
        for each in (self.weapons, self.change, self.end):
            each.setEnabled(row is not None)
        if row is None:
            self.detail.heading.clear()
            self.detail.state.clear()
            self.detail.facts.show_facts(())
            return
        self.weapons.setEnabled(row.weapons > 0)
        self.change.setText(_("C&hange …") if row.known else _("Add to the &list …"))
        self.end.setText(_("Make &inactive …") if row.active else _("Make act&ive again …"))
        self.end.setEnabled(row.known)
        self.detail.heading.setText(text(row.state, "name") or straight(row.key))
        self.detail.state.setText(_state(row))
        self.detail.facts.show_facts(
            (
                (_("Key"), straight(row.key)),
                (_("Sort"), sort_words(text(row.state, "sort"))),
                (_("Unit"), text(row.state, "unit")),
                (_("Rank"), text(row.state, "rank")),
                (_("Number"), straight(text(row.state, "number"))),
                (_("Site"), straight(text(row.state, "site"))),
                (_("Contact"), text(row.state, "contact")),
                (_("Remark"), text(row.state, "remark")),
                (_("Has now"), weapons_words(row.weapons)),
            )
        )

    def opened(self, _row: HolderCard) -> None:
        """Enter shows the weapons, or changes a holder who has none."""
        if self.weapons.isEnabled():
            self._on_weapons()
        else:
            self._on_change()

    def _on_add(self) -> None:
        self.open_dialog(HolderDialog(self.desk, self))

    def _on_change(self) -> None:
        if self.current is not None:
            self.open_dialog(HolderDialog(self.desk, self, self.current))

    def _on_end(self) -> None:
        if self.current is not None:
            self.open_dialog(EndHolder(self.desk, self, self.current))

    def _on_weapons(self) -> None:
        if self.current is not None:
            self.goal_wanted.emit(Goal("register", WeaponFilter(holder=self.current.key)))


def _state(card: HolderCard) -> str:
    if not card.known:
        return f"{UNKNOWN} {_('Only named on weapons')}"
    return active_words(active=card.active)


class HolderDialog(Asking):
    """A new holder, or other facts about one."""

    def __init__(self, desk: Desk, parent: QWidget, card: HolderCard | None = None) -> None:
        known = card is not None and card.known
        title = _("Change holder {key}").format(key=straight(card.key)) if card and known else _("New holder")
        sentence = (
            _("What is changed here counts from today; papers of earlier days keep what stood on them.")
            if known
            else _("The holder is added by a voucher; then weapons can be issued to them.")
        )
        verb = _("&Record the change") if known else _("&Add the holder")
        super().__init__(desk, parent, title, verb, sentence)
        self._known = known
        state = card.state if card is not None else {}
        self.key = line_edit(_("7-COY, or a service number"))
        self.key.setText(card.key if card is not None else "")
        self.key.setReadOnly(card is not None)
        self.sort = choice([("", ""), (_("Person"), "person"), (_("Unit"), "unit")])
        self.sort.setCurrentIndex(max(0, self.sort.findData(text(state, "sort"))))
        self.site = SiteField(desk, text(state, "site") or desk.site.code or desk.session.officer.site)
        self.texts = {name: line_edit() for name in _TEXTS}
        for name, field in self.texts.items():
            field.setText(text(state, name))
        self.begins_at = self.key if card is None else self.texts["name"]
        self.fields.add(_("&Key"), self.key, "" if card else _("Short, and never changed: it stands on every issue."))
        self.fields.add(_("&Name"), self.texts["name"])
        self.fields.add(_("&Sort"), self.sort)
        self.fields.add(_("&Unit"), self.texts["unit"])
        self.fields.add(_("Ran&k"), self.texts["rank"])
        self.fields.add(_("Service n&umber"), self.texts["number"])
        self.fields.add(_("Si&te"), self.site)
        self.fields.add(_("Con&tact"), self.texts["contact"])
        self.fields.add(_("Re&mark"), self.texts["remark"])

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        said: dict[str, object] = {name: field.text().strip() for name, field in self.texts.items()}
        said |= {"site": self.site.key(), "sort": self.sort.currentData() or ""}
        subject = holder_subject(self.key.text().strip())
        ledger = self.site.key() or self.desk.session.officer.site
        act: Add | Change
        if self._known:
            act = Change(subject=subject, changes={name: value or None for name, value in said.items()}, site=ledger)
        else:
            act = Add(things={subject: {name: value for name, value in said.items() if value}}, site=ledger)
        return partial(perform, self.desk.office, act, self.desk.session)

    def new_key(self) -> str:
        """The key of a new one."""
        return "" if self._known else self.key.text().strip()

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"administration.no-name": self.key, "holder.exists": self.key, "site.unknown": self.site}


class EndHolder(Asking):
    """No more weapons to a holder, or again."""

    def __init__(self, desk: Desk, parent: QWidget, card: HolderCard) -> None:
        name = text(card.state, "name") or straight(card.key)
        ends = _("No weapons can be issued to {name} any more. What they held stays on record.")
        begins = _("Weapons can be issued to {name} again.")
        super().__init__(
            desk,
            parent,
            _("Make a holder inactive") if card.active else _("Make a holder active again"),
            _("Make &inactive") if card.active else _("Make &active"),
            (ends if card.active else begins).format(name=name),
        )
        self._card = card
        self.reason = line_edit()
        self.fields.add(_("&Reason"), self.reason)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        act = Change(
            subject=holder_subject(self._card.key),
            changes={"active": not self._card.active},
            site=text(self._card.state, "site") or self.desk.session.officer.site,
            reason=self.reason.text().strip(),
        )
        return partial(perform, self.desk.office, act, self.desk.session)
