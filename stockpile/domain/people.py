"""Officers, holders, sites and locations: who and what acts refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile.domain.state import State, text, texts
from stockpile.domain.voucher import Kind, Signer


class Role(StrEnum):
    """What an officer may do (GV-03)."""

    ADMINISTRATOR = "administrator"
    STOREKEEPER = "storekeeper"
    ARMOURER = "armourer"
    ACCOUNTANT = "accountant"
    DISPOSAL_OFFICER = "disposal officer"
    COMMANDER = "commander"
    INSPECTOR = "inspector"
    REGISTRAR = "registrar"


_STORE = frozenset({Role.STOREKEEPER, Role.ARMOURER})

# Who may record which kind of voucher. A state's own table will replace it where it wishes (BMS6 paragraph 13).
MAY_RECORD: dict[Kind, frozenset[Role]] = {
    Kind.OPENING: frozenset({Role.ADMINISTRATOR}),
    Kind.ADMINISTRATION: frozenset({Role.ADMINISTRATOR}),
    Kind.RECEIPT: _STORE | {Role.ACCOUNTANT, Role.REGISTRAR},
    Kind.MARKING: _STORE | {Role.REGISTRAR},
    Kind.INSPECTION: _STORE | {Role.INSPECTOR, Role.REGISTRAR},
    Kind.PLACING: _STORE,
    Kind.ISSUE: _STORE,
    Kind.RETURN: _STORE,
    Kind.DISPATCH: _STORE,
    Kind.ACCEPTANCE: _STORE,
    Kind.SURPLUS: frozenset({Role.ACCOUNTANT, Role.DISPOSAL_OFFICER, Role.COMMANDER}),
    Kind.AUTHORISATION: frozenset({Role.DISPOSAL_OFFICER, Role.COMMANDER}),
    Kind.VERIFICATION: frozenset({Role.INSPECTOR, Role.DISPOSAL_OFFICER, Role.ARMOURER}),
    Kind.DESTRUCTION: frozenset({Role.DISPOSAL_OFFICER, Role.ARMOURER}),
    Kind.DEACTIVATION: frozenset({Role.DISPOSAL_OFFICER, Role.ARMOURER}),
    Kind.CORRECTION: frozenset({Role.ACCOUNTANT, Role.STOREKEEPER, Role.REGISTRAR, Role.COMMANDER}),
}


# Who may put the second signature where a rule wants one.
MAY_APPROVE = frozenset({Role.COMMANDER, Role.INSPECTOR, Role.REGISTRAR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person who can log in and sign acts. ``public_key``: Ed25519, hex; ``key``: its first 8 hex of SHA-256."""

    login: str
    name: str = ""
    site: str = ""
    rank: str = ""
    roles: tuple[Role, ...] = ()
    public_key: str = ""
    key: str = ""
    active: bool = True

    def may(self, kind: Kind) -> bool:
        """Whether this officer may record a voucher of this kind."""
        return self.active and not MAY_RECORD[kind].isdisjoint(self.roles)

    @property
    def may_approve(self) -> bool:
        """Whether this officer may put a second signature."""
        return self.active and not MAY_APPROVE.isdisjoint(self.roles)

    @property
    def signer(self) -> Signer:
        """The officer as named on a voucher of today."""
        return Signer(self.login, self.name, self.key)


def officer(login: str, state: State) -> Officer:
    """Read an officer from the fold of the lines about them."""
    return Officer(
        login=login,
        name=text(state, "name"),
        site=text(state, "site"),
        rank=text(state, "rank"),
        roles=tuple(Role(each) for each in texts(state, "roles")),
        public_key=text(state, "public_key"),
        key=text(state, "key"),
        active=bool(state.get("active", True)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that keeps a ledger. ``origin``: the name of its log; ``public_key``: Ed25519 of its seals, hex."""

    code: str
    name: str = ""
    country: str = ""
    origin: str = ""
    public_key: str = ""
    paper_certificate: str = ""


def site(code: str, state: State) -> Site:
    """Read a site from the fold of the lines about it."""
    return Site(
        code=code,
        **{name: text(state, name) for name in ("name", "country", "origin", "public_key", "paper_certificate")},
    )
