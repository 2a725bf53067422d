"""Who may: logging in, and the keys that a log-in unlocks.

One random *office key* a database, wrapped once for each officer under their password; the sites' keys under the
office key. Whoever has only the database file can read it, and can seal or sign nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stockpile.domain.errors import Refused
from stockpile.domain.people import Officer, officer
from stockpile.domain.state import State
from stockpile.domain.subject import officer_subject
from stockpile.sealing.keys import PasswordLock, SigningKey, WrongKey, unwrap, wrap
from stockpile.sealing.passwords import SHORTEST, password_problem
from stockpile.storage import register, secrets
from stockpile.storage.reader import Reader
from stockpile.storage.secrets import Secret
from stockpile.storage.store import Unit

OFFICE = "office"
OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Session:
    """An officer who has logged in, with what their password unlocked. Kept in memory only, for as long as they act."""

    officer: Officer
    signing_key: SigningKey = field(repr=False)
    office_key: bytes = field(repr=False)

    @property
    def login(self) -> str:
        """Who it is."""
        return self.officer.login


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """What a site signs with: its seals (Ed25519), its papers (ECDSA P-256, PKCS#8)."""

    seal: SigningKey
    paper: bytes = field(repr=False)


def demand_password(password: str, login: str) -> None:
    """Refuse a password that guards nothing (ASVS 5.0 6.2)."""
    problem = password_problem(password, login)
    if problem is not None:
        raise Refused(problem, least=SHORTEST)


def open_session(reader: Reader, login: str, password: str) -> Session:
    """Log an officer in. One refusal for an unknown login, a wrong password and an officer who is no longer one."""
    subject = officer_subject(login)
    state = register.states(reader, [subject]).get(subject)
    locked = secrets.find(reader, OFFICER, login)
    lock = PasswordLock.from_json(locked.kdf) if locked else PasswordLock()
    key = lock.key(password)  # derived for an unknown login too: the time it takes tells nothing
    office = secrets.find(reader, OFFICE, login)
    if state is None or locked is None or office is None:
        raise Refused("login.failed")
    try:
        signing_key = SigningKey(unwrap(locked.wrapped, key, context=_context(OFFICER, login)))
        office_key = unwrap(office.wrapped, key, context=_context(OFFICE, login))
    except WrongKey:
        raise Refused("login.failed") from None
    known = officer(login, state)
    if not known.active or known.public_key != signing_key.public.hex():
        raise Refused("login.failed")
    return Session(known, signing_key, office_key)


def still(session: Session, state: State | None) -> Session:
    """The session with the officer as the ledger knows them now; refuses one whose officer is no longer active or has
    another key: a window left open must not sign for longer than its officer may."""
    now = officer(session.login, state or {})
    if not now.active or now.public_key != session.signing_key.public.hex():
        raise Refused("session.ended", officer=session.login)
    return replace(session, officer=now)


def still_all(reader: Reader, by: Session, approvers: Sequence[Session] = ()) -> tuple[Session, tuple[Session, ...]]:
    """Who acts and who approves, as `still`."""
    states = register.states(reader, [officer_subject(each.login) for each in (by, *approvers)])
    current = [still(each, states.get(officer_subject(each.login))) for each in (by, *approvers)]
    return current[0], tuple(current[1:])


def store_officer(
    unit: Unit, login: str, password: str, signing_key: SigningKey, office_key: bytes, lock: PasswordLock
) -> None:
    """Keep an officer's key and the office key, both under the officer's password."""
    key = lock.key(password)
    for name, secret in ((OFFICER, signing_key.secret), (OFFICE, office_key)):
        wrapped = wrap(secret, key, context=_context(name, login))
        secrets.keep(unit, Secret(name, login, lock.to_json(), wrapped))


def forget_officer(unit: Unit, login: str) -> None:
    """Take an officer's keys away: no password opens anything in this database for them any more."""
    for name in (OFFICER, OFFICE):
        secrets.remove(unit, name, login)


def store_site(unit: Unit, site: str, keys: SiteKeys, office_key: bytes) -> None:
    """Keep a site's keys under the office key."""
    for name, secret in ((f"site:{site}", keys.seal.secret), (f"paper:{site}", keys.paper)):
        secrets.keep(unit, Secret(name, "", "", wrap(secret, office_key, context=_context(name, ""))))


def site_keys(reader: Reader, site: str, office_key: bytes) -> SiteKeys:
    """A site's keys; refuses a site whose ledger is not written in this database."""
    opened = [_open(reader, name, office_key, site) for name in (f"site:{site}", f"paper:{site}")]
    return SiteKeys(SigningKey(opened[0]), opened[1])


def _open(reader: Reader, name: str, office_key: bytes, site: str) -> bytes:
    kept = secrets.find(reader, name)
    if kept is None:
        raise Refused("site.not-home", site=site)
    return unwrap(kept.wrapped, office_key, context=_context(name, ""))


def _context(name: str, owner: str) -> bytes:
    return f"{name}:{owner}".encode()
