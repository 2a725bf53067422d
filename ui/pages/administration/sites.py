"""Sites: the places that keep a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stockpile.acts.administering import Change
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.state import text
from stockpile.domain.subject import site_subject
from stockpile.language import _, ngettext
from stockpile.office.places import SiteCard
from ui.acts.act_dialog import Incomplete
from ui.countries import country_words
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.asking import Asking, perform
from ui.pages.administration.pickers import CountryField
from ui.pages.administration.section import ListSection
from ui.pages.administration.words import weapons_words
from ui.pages.page import Goal
from ui.widgets.buttons import button, primary
from ui.widgets.fields import line_edit
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

_FACTS = ("force", "address", "contact", "remark")


class SitesSection(ListSection[SiteCard]):
    """Every site with what its ledger holds."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "A site keeps a ledger of its own: an armoury, a depot, a unit, a police station. Its code stands in every number"
            " and never changes."
        )
        columns: tuple[ListColumn[SiteCard], ...] = (
            ListColumn(_("Code"), lambda each: straight(each.site.code)),
            ListColumn(_("Name"), lambda each: each.site.name),
            ListColumn(_("Country"), lambda each: country_words(each.site.country, desk.language)),
            ListColumn(_("Weapons"), lambda each: f"{each.weapons:,}"),
            ListColumn(_("Vouchers"), lambda each: f"{each.vouchers:,}" if each.at_home else _("elsewhere")),
        )
        super().__init__(desk, _("Sites"), meaning, columns)
        self.widths(80, 0, 90, 76, 80)
        self.add = primary(_("&Add a site …"), self._on_add)
        self.head.addWidget(self.add)
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))
        self.weapons = self.detail.act(button(_("Show its &weapons"), self._on_weapons))

    def work(self) -> Callable[[], tuple[SiteCard, ...]]:
        """For a reader: all sites."""
        return self.desk.office.places.sites

    def key_of(self, row: SiteCard) -> str:
        """Its code."""
        return row.site.code

    def searched(self, row: SiteCard) -> str:
        """Code, name, country, and what else is said of it."""
        said = (row.site.code, row.site.name, country_words(row.site.country, self.desk.language))
        return " ".join((*said, *(text(row.state, name) for name in _FACTS)))

    def counted(self, count: int) -> str:
        """How many there are."""
        return ngettext("{count} site", "{count} sites", count).format(count=f"{count:,}")

    def show_row(self, row: SiteCard | None) -> None:
        """Show one beside the list."""
        for each in (self.change, self.weapons):
            each.setEnabled(row is not None)
        if row is None:
            self.detail.heading.clear()
            self.detail.facts.show_facts(())
            return
        home = _("Its ledger is written in this database.")
        away = _("Its ledger is not written in this database.")
        self.detail.heading.setText(row.site.name or straight(row.site.code))
        self.detail.state.setText(home if row.at_home else away)
        self.detail.facts.show_facts(
            (
                (_("Code"), straight(row.site.code)),
                (_("Country"), country_words(row.site.country, self.desk.language)),
                (_("Force or agency"), text(row.state, "force")),
                (_("Address"), text(row.state, "address")),
                (_("Contact"), text(row.state, "contact")),
                (_("Remark"), text(row.state, "remark")),
                (_("Weapons"), weapons_words(row.weapons)),
                (_("Ledger"), straight(row.site.origin)),
            )
        )

    def opened(self, _row: SiteCard) -> None:
        """Enter changes it."""
        self._on_change()

    def _on_add(self) -> None:
        self.open_dialog(AddSite(self.desk, self))

    def _on_change(self) -> None:
        if self.current is not None:
            self.open_dialog(ChangeSite(self.desk, self, self.current))

    def _on_weapons(self) -> None:
        if self.current is not None:
            self.goal_wanted.emit(Goal("register", WeaponFilter(site=self.current.site.code)))


class AddSite(Asking):
    """A new site, with a ledger and keys of its own."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        sentence = _("A ledger is opened for the site in this database, with keys of its own.")
        super().__init__(desk, parent, _("New site"), _("&Add the site"), sentence)
        self.code = line_edit(_("HQ"))
        self.name = line_edit(_("Central Armoury"))
        self.country = CountryField(desk)
        hint = _("1 to 16 capital letters, digits and underscores; it stands in every number and never changes.")
        self.fields.add(_("&Code"), self.code, hint)
        self.fields.add(_("&Name"), self.name)
        self.fields.add(_("C&ountry"), self.country)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        if not self.name.text().strip():
            raise Incomplete(self.name, _("Give the site a name."))
        return partial(
            self.desk.office.add_site,
            self.code.text().strip().upper(),
            self.name.text().strip(),
            self.country.key(),
            self.desk.session,
        )

    def new_key(self) -> str:
        """Its code."""
        return self.code.text().strip().upper()

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"site.code": self.code, "site.exists": self.code, "country.unknown": self.country}


class ChangeSite(Asking):
    """Other facts about a site."""

    def __init__(self, desk: Desk, parent: QWidget, card: SiteCard) -> None:
        sentence = _("What is changed here counts from today; papers of earlier days keep what stood on them.")
        title = _("Change site {code}").format(code=straight(card.site.code))
        super().__init__(desk, parent, title, _("&Record the change"), sentence)
        self._card = card
        self.name = line_edit()
        self.name.setText(card.site.name)
        self.country = CountryField(desk, card.site.country)
        self.facts = {name: line_edit() for name in _FACTS}
        for name, field in self.facts.items():
            field.setText(text(card.state, name))
        self.fields.add(_("&Name"), self.name)
        self.fields.add(_("C&ountry"), self.country)
        self.fields.add(_("&Force or agency"), self.facts["force"])
        self.fields.add(_("A&ddress"), self.facts["address"])
        self.fields.add(_("Con&tact"), self.facts["contact"])
        self.fields.add(_("Re&mark"), self.facts["remark"])

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office: only what differs is recorded."""
        said = {"name": self.name.text().strip(), "country": self.country.key()}
        said |= {name: field.text().strip() for name, field in self.facts.items()}
        return partial(_change_site, self.desk.office, self._card.site.code, said, self.desk.session)

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"administration.no-name": self.name, "country.unknown": self.country}


def _change_site(office: Office, code: str, said: Mapping[str, str], by: Session) -> Voucher:
    """For the writer."""
    changes = {name: value or None for name, value in said.items()}
    return perform(office, Change(subject=site_subject(code), changes=changes, site=by.officer.site), by)
