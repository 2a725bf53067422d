"""Officers: who may log in, and with what; every change is a voucher, every password is the officer's own.

A password that is changed by its owner opens the same keys as before: nothing is to be recorded. A password that is
set by an administrator comes with a new pair of keys, and the ledger says from when on (decision 0061).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from stockpile.acts.administering import Change
from stockpile.acts.people import ResetOfficer
from stockpile.domain.errors import Refused
from stockpile.domain.patience import still_to_wait
from stockpile.domain.people import Officer, Role, officer
from stockpile.domain.state import State
from stockpile.domain.subject import officer_subject
from stockpile.domain.voucher import Voucher
from stockpile.office import sessions
from stockpile.office.performing import Performer
from stockpile.office.sessions import Session
from stockpile.sealing.keys import PasswordLock, SigningKey
from stockpile.storage import register
from stockpile.storage.attempts import attempts_of
from stockpile.storage.store import Store


@dataclass(frozen=True, slots=True)
class Officers:
    """The officers of an open database. ``lock``: makes what turns a new password into a key."""

    store: Store
    now: Callable[[], datetime]
    performer: Performer
    lock: Callable[[], PasswordLock]

    def all(self) -> tuple[Officer, ...]:
        """Every officer there is or was, by login."""
        with self.store.reading() as reader:
            return tuple(officer(login, state) for login, state in register.things(reader, "officer").items())

    # -- at the door
    # -------------------------------------------------------------------------------------------------------

    def log_in(self, login: str, password: str) -> Session:
        """Log an officer in; about a quarter of a second, by design.

        Raises:
            Refused: `login.failed`, whatever was wrong; `login.wait` (``seconds``) after too many failures in a row.
        """
        attempts = attempts_of(self.store.address, self.store.database)
        before = attempts.of(login)
        seconds = still_to_wait(before.count, before.last, self.now().timestamp())
        if seconds:
            raise Refused("login.wait", login=login, seconds=seconds, wait=_minutes(seconds))
        try:
            with self.store.reading() as reader:
                session = sessions.open_session(reader, login, password)
        except Refused:
            attempts.failed(login, self.now().timestamp())
            raise
        if before.count:
            attempts.clear(login)
        return session

    def waits(self, login: str) -> int:
        """Seconds that a login still waits."""
        failures = attempts_of(self.store.address, self.store.database).of(login)
        return still_to_wait(failures.count, failures.last, self.now().timestamp())

    def let_try_again(self, login: str, by: Session) -> int:
        """Let a login be tried again at once; returns how many failures there were. For administrators."""
        with self.store.reading() as reader:
            current, _none = sessions.still_all(reader, by)
        if Role.ADMINISTRATOR not in current.officer.roles:
            raise Refused("officer.not-administrator", officer=by.login)
        return attempts_of(self.store.address, self.store.database).clear(login)

    # -- changes
    # ------------------------------------------------------------------------------------------------------------

    def change(
        self, login: str, changes: State, by: Session, approvers: Sequence[Session] = (), reason: str = ""
    ) -> Voucher:
        """Change name, rank, site, roles; or make an officer inactive, whose keys are then taken away.

        Raises:
            Refused: `officer.last-administrator`, `officer.oneself`, `officer.needs-reset` ...
        """
        act = Change(subject=officer_subject(login), changes=changes, site=by.officer.site, reason=reason)
        with self.store.writing() as unit:
            voucher = self.performer.perform_in(unit, act, by, approvers)
            if changes.get("active") is False:
                sessions.forget_officer(unit, login)
            unit.commit()
        return voucher

    def reset(
        self, login: str, password: str, by: Session, approvers: Sequence[Session] = (), reason: str = ""
    ) -> Voucher:
        """Give an officer a new pair of keys under a new password; an inactive one is active again.

        Raises:
            Refused: `password.*`, `officer.reset-oneself`, `approval.missing` ...
        """
        sessions.demand_password(password, login)
        key = SigningKey.generate()
        act = ResetOfficer(
            login=login, public_key=key.public.hex(), key=key.key_id, site=by.officer.site, reason=reason
        )
        with self.store.writing() as unit:
            voucher = self.performer.perform_in(unit, act, by, approvers)
            sessions.store_officer(unit, login, password, key, by.office_key, self.lock())
            unit.commit()
        attempts_of(self.store.address, self.store.database).clear(login)
        return voucher

    def change_password(self, by: Session, old: str, new: str) -> None:
        """Put one's own keys under another password; the keys stay, so nothing is recorded.

        Raises:
            Refused: `login.failed` where the old one is wrong, `login.wait`, `password.*`, `password.same`.
        """
        sessions.demand_password(new, by.login)
        if new == old:
            raise Refused("password.same")
        session = self.log_in(by.login, old)
        with self.store.writing() as unit:
            current, _none = sessions.still_all(unit, session)
            sessions.store_officer(unit, by.login, new, current.signing_key, current.office_key, self.lock())
            unit.commit()


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
