"""A new officer, other roles, a new password, an end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from stockpile.domain.people import Officer, Role
from stockpile.language import _
from stockpile.sealing.passwords import SHORTEST
from ui.acts.act_dialog import Incomplete
from ui.desk import Desk
from ui.pages.administration.asking import Asking, approvers
from ui.pages.administration.pickers import SiteField
from ui.pages.administration.words import may_words, role_words
from ui.theme.measures import GRID
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

_PASSWORD_CODES = ("password.short", "password.long", "password.common", "password.login", "password.repeated")


class Roles(QWidget):
    """A tick for each role, and under it what it lets an officer do."""

    def __init__(self, chosen: Sequence[Role] = ()) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label(_("Roles"), "heading"))
        self.ticks: dict[Role, QCheckBox] = {}
        for role in Role:
            tick = QCheckBox(role_words(role))
            tick.setChecked(role in chosen)
            tick.setAccessibleName(role_words(role))
            tick.setAccessibleDescription(may_words(role))
            words = paragraph(may_words(role), "small")
            words.setContentsMargins(3 * GRID, 0, 0, 0)
            layout.addWidget(tick)
            layout.addWidget(words)
            self.ticks[role] = tick

    @property
    def chosen(self) -> tuple[Role, ...]:
        """The roles that are ticked."""
        return tuple(role for role, tick in self.ticks.items() if tick.isChecked())


class TwoPasswords:
    """A new password, typed twice."""

    def __init__(self, fields: Fields, first: str, second: str) -> None:
        self.one: QLineEdit = line_edit(secret=True)
        self.other: QLineEdit = line_edit(secret=True)
        hint = _("At least {least} characters; several words are best.").format(least=SHORTEST)
        fields.add(first, self.one, hint)
        fields.add(second, self.other)

    def given(self) -> str:
        """What was typed twice."""
        if self.one.text() != self.other.text():
            raise Incomplete(self.other, _("The two passwords differ; type the same twice."))
        return self.one.text()

    def forget(self) -> None:
        """Empty both."""
        self.one.clear()
        self.other.clear()


class AddOfficer(Asking):
    """A new officer with a key of their own, under a password they type."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        sentence = _(
            "The officer types the password themself, and nobody else learns it; it guards the key they sign with."
        )
        super().__init__(desk, parent, _("New officer"), _("&Add the officer"), sentence)
        self.login = line_edit(_("jdiallo"))
        self.name = line_edit(_("J. Diallo"))
        self.rank = line_edit()
        self.site = SiteField(desk, desk.session.officer.site)
        hint = _("Small letters, digits, dot, dash and underscore, beginning with a letter.")
        self.fields.add(_("&Login"), self.login, hint)
        self.fields.add(_("&Name"), self.name)
        self.fields.add(_("Ran&k"), self.rank)
        self.fields.add(_("Si&te"), self.site)
        self.passwords = TwoPasswords(self.fields, _("Their &password"), _("The &same again"))
        self.roles = Roles()
        self.under.addWidget(self.roles)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        if not self.name.text().strip():
            raise Incomplete(self.name, _("Give the officer’s name, as it is to stand on papers."))
        password = self.passwords.given()
        if not self.roles.chosen:
            raise Incomplete(self.roles, _("Choose at least one role."))
        return partial(
            self.desk.office.add_officer,
            self.login.text().strip(),
            self.name.text().strip(),
            self.roles.chosen,
            self.site.key(),
            password,
            self.desk.session,
            self.rank.text().strip(),
        )

    def new_key(self) -> str:
        """Their login."""
        return self.login.text().strip()

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        codes = {"officer.login": self.login, "officer.exists": self.login, "site.unknown": self.site}
        return codes | dict.fromkeys(_PASSWORD_CODES, self.passwords.one)

    def forget(self) -> None:
        """Empty the passwords."""
        super().forget()
        self.passwords.forget()


class ChangeOfficer(Asking):
    """Another name, rank, site, other roles; from now on."""

    def __init__(self, desk: Desk, parent: QWidget, officer: Officer) -> None:
        title = _("Change officer {login}").format(login=straight(officer.login))
        sentence = _(
            "It counts at once, also where they are logged in. Papers of earlier days keep what stood on them."
        )
        super().__init__(desk, parent, title, _("&Record the change"), sentence)
        self._officer = officer
        self.name = line_edit()
        self.name.setText(officer.name)
        self.rank = line_edit()
        self.rank.setText(officer.rank)
        self.site = SiteField(desk, officer.site)
        self.reason = line_edit()
        self.fields.add(_("&Name"), self.name)
        self.fields.add(_("Ran&k"), self.rank)
        self.fields.add(_("Si&te"), self.site)
        self.fields.add(_("Reas&on"), self.reason)
        self.roles = Roles(officer.roles)
        self.under.addWidget(self.roles)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        changes: dict[str, object] = {
            "name": self.name.text().strip(),
            "rank": self.rank.text().strip() or None,
            "site": self.site.key(),
            "roles": [role.value for role in self.roles.chosen],
        }
        if set(self.roles.chosen) == set(self._officer.roles):
            del changes["roles"]  # the order in which they are listed is no change
        return partial(
            _change, self.desk.office, self._officer.login, changes, self.desk.session, self.reason.text().strip()
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"administration.no-name": self.name, "site.unknown": self.site}


class DeactivateOfficer(Asking):
    """An officer who may not log in any more."""

    def __init__(self, desk: Desk, parent: QWidget, officer: Officer) -> None:
        sentence = _(
            "{name} may not log in from now on, also where they are logged in. Their keys are taken out of the database; what"
            " they signed stays proven. They come back with a new password and key."
        )
        super().__init__(
            desk,
            parent,
            _("Make an officer inactive"),
            _("Make &inactive"),
            sentence.format(name=officer.name or officer.login),
        )
        self._officer = officer
        self.reason = line_edit()
        self.fields.add(_("&Reason"), self.reason)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        changes: dict[str, object] = {"active": False}
        return partial(
            _change, self.desk.office, self._officer.login, changes, self.desk.session, self.reason.text().strip()
        )


class ResetOfficerDialog(Asking):
    """A new password and key for an officer who forgot theirs, or comes back."""

    def __init__(self, desk: Desk, parent: QWidget, officer: Officer) -> None:
        sentence = _(
            "{name} gets a new pair of keys, and the ledger says so: whoever sets a password could sign with it. Let them type it"
            " themself. What they signed before stays theirs."
        )
        super().__init__(
            desk,
            parent,
            _("New password for {login}").format(login=straight(officer.login)),
            _("&Set the password"),
            sentence.format(name=officer.name or officer.login),
        )
        self._officer = officer
        self.passwords = TwoPasswords(self.fields, _("Their new &password"), _("The &same again"))
        self.reason = line_edit()
        self.fields.add(_("&Reason"), self.reason)
        self.ask_second_signature()

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        return partial(
            _reset,
            self.desk.office,
            self._officer.login,
            self.passwords.given(),
            self.desk.session,
            self.second,
            self.reason.text().strip(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return dict.fromkeys(_PASSWORD_CODES, self.passwords.one)

    def forget(self) -> None:
        """Empty the passwords."""
        super().forget()
        self.passwords.forget()


class ChangePassword(Asking):
    """One's own password; the key stays."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        sentence = _(
            "Your key stays the same, so nothing is recorded. The new password counts from the next log-in on."
        )
        super().__init__(desk, parent, _("Change my password"), _("&Change it"), sentence)
        self.signed.hide()
        self.old = line_edit(secret=True)
        self.fields.add(_("&Old password"), self.old)
        self.passwords = TwoPasswords(self.fields, _("&New password"), _("The &same again"))

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        new = self.passwords.given()
        return partial(self.desk.office.officers.change_password, self.desk.session, self.old.text(), new)

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        codes: dict[str, QWidget] = dict.fromkeys((*_PASSWORD_CODES, "password.same"), self.passwords.one)
        return codes | {"login.failed": self.old, "login.wait": self.old}

    def forget(self) -> None:
        """Empty the passwords."""
        super().forget()
        self.passwords.forget()
        self.old.clear()


def _change(office: Office, login: str, changes: Mapping[str, object], by: Session, reason: str) -> Voucher:
    """For the writer."""
    return office.officers.change(login, changes, by, reason=reason)


def _reset(
    office: Office, login: str, password: str, by: Session, second: tuple[str, str] | None, reason: str
) -> Voucher:
    """For the writer."""
    return office.officers.reset(login, password, by, approvers(office, second), reason=reason)
