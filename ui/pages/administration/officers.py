"""Officers and roles: who may log in, and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile.domain.people import Officer
from stockpile.language import _, listed, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.officer_dialogs import (
    AddOfficer,
    ChangeOfficer,
    ChangePassword,
    DeactivateOfficer,
    ResetOfficerDialog,
)
from ui.pages.administration.section import ListSection
from ui.pages.administration.words import active_words, may_words, role_words
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, paragraph
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import Office


class OfficersSection(ListSection[Officer]):
    """Every officer there is or was."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "Officers sign with keys of their own. What they signed stays theirs; an officer is made inactive, never taken away."
        )
        columns: tuple[ListColumn[Officer], ...] = (
            ListColumn(_("Login"), lambda each: straight(each.login)),
            ListColumn(_("Name"), lambda each: each.name),
            ListColumn(_("Roles"), lambda each: listed(role_words(role) for role in each.roles)),
            ListColumn(_("Site"), lambda each: straight(each.site)),
            ListColumn(_("State"), lambda each: active_words(active=each.active)),
        )
        super().__init__(desk, _("Officers and roles"), meaning, columns)
        self.widths(84, 130, 0, 70, 100)
        self.own = button(_("Change my &password …"), self._on_own)
        self.add = primary(_("&Add an officer …"), self._on_add)
        self.head.addWidget(self.own)
        self.head.addWidget(self.add)
        self._roles = QWidget()
        self._roles_layout = QVBoxLayout(self._roles)
        self._roles_layout.setContentsMargins(0, 0, 0, 0)
        self._roles_layout.setSpacing(2)
        self.detail.parts.addWidget(self._roles)
        self.change = self.detail.act(button(_("C&hange name, roles, site …"), self._on_change))
        self.reset = self.detail.act(button(_("&New password …"), self._on_reset))
        self.again = self.detail.act(button(_("Let them &try again now"), self._on_again))
        self.end = self.detail.act(button(_("Make &inactive …"), self._on_end))
        self.again.hide()

    def work(self) -> Callable[[], tuple[Officer, ...]]:
        """For a reader: all officers."""
        return self.desk.office.officers.all

    def key_of(self, row: Officer) -> str:
        """Their login."""
        return row.login

    def searched(self, row: Officer) -> str:
        """Login, name, rank, site, roles."""
        return " ".join((row.login, row.name, row.rank, row.site, *(role_words(role) for role in row.roles)))

    def counted(self, _count: int) -> str:
        """How many there are."""
        active = sum(each.active for each in self.rows)
        return ngettext("{count} active officer", "{count} active officers", active).format(count=active)

    def show_row(self, row: Officer | None) -> None:
        """Show one beside the list, with what their roles let them do."""
        for each in (self.change, self.reset, self.end):
            each.setEnabled(row is not None)
        self._clear_roles()
        self.again.hide()
        if row is None:
            self.detail.heading.clear()
            self.detail.facts.show_facts(())
            return
        oneself = row.login == self.desk.session.login
        self.reset.setEnabled(not oneself)
        self.end.setEnabled(row.active and not oneself)
        self.reset.setText(_("&New password …") if row.active else _("Make active again with a &new password …"))
        self.detail.heading.setText(row.name or straight(row.login))
        self.detail.state.setText(active_words(active=row.active))
        self.detail.facts.show_facts(
            (
                (_("Login"), straight(row.login)),
                (_("Rank"), row.rank),
                (_("Site"), straight(row.site)),
                (_("Key"), straight(row.key)),
            )
        )
        for role in row.roles:
            self._roles_layout.addWidget(label(role_words(role)))
            self._roles_layout.addWidget(paragraph(may_words(role), "small"))
        work = partial(_waits, self.desk.office, row.login)
        self.desk.tasks.read(self, work, self._on_waits, self.notice.refuse)

    def opened(self, _row: Officer) -> None:
        """Enter changes them."""
        self._on_change()

    def _clear_roles(self) -> None:
        while (item := self._roles_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _on_waits(self, waits: tuple[str, int]) -> None:
        """After too many wrong passwords there is one more thing to do."""
        login, seconds = waits
        if self.current is not None and self.current.login == login and seconds:
            self.again.show()
            said = _("{state}, and waits after too many wrong passwords")
            self.detail.state.setText(said.format(state=active_words(active=self.current.active)))

    # -- doing -------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        self.open_dialog(AddOfficer(self.desk, self))

    def _on_change(self) -> None:
        if self.current is not None:
            self.open_dialog(ChangeOfficer(self.desk, self, self.current))

    def _on_reset(self) -> None:
        if self.current is not None:
            self.open_dialog(ResetOfficerDialog(self.desk, self, self.current))

    def _on_end(self) -> None:
        if self.current is not None:
            self.open_dialog(DeactivateOfficer(self.desk, self, self.current))

    def _on_own(self) -> None:
        dialog = ChangePassword(self.desk, self)
        dialog.done_with.connect(self._on_own_done)
        self.open_dialog(dialog)

    def _on_own_done(self) -> None:
        self.notice.say(_("Your password is changed. Your key is the same; nothing had to be recorded."), Tone.GOOD)

    def _on_again(self) -> None:
        if self.current is not None:
            work = partial(self.desk.office.officers.let_try_again, self.current.login, self.desk.session)
            self.desk.tasks.read(self, work, self._on_let, self.notice.refuse)

    def _on_let(self, failures: int) -> None:
        said = ngettext(
            "They may try again at once; there was {count} wrong password.",
            "They may try again at once; there were {count} wrong passwords.",
            failures,
        )
        self.notice.say(said.format(count=failures), Tone.GOOD)
        self.show_row(self.current)


def _waits(office: Office, login: str) -> tuple[str, int]:
    """For a reader."""
    return login, office.officers.waits(login)
