"""One open database, and everything that may be done with it."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from stockpile.acts.administering import Add
from stockpile.acts.places import demand_country
from stockpile.acts.scene import Act
from stockpile.domain.draft import Draft
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import Officer as Person
from stockpile.domain.people import Role
from stockpile.domain.state import as_state
from stockpile.domain.subject import SITE_CODE, officer_subject, site_subject
from stockpile.domain.voucher import Kind, Line, Voucher
from stockpile.office import restoring, sessions, upgrading
from stockpile.office.backups import Backups, Progress
from stockpile.office.browsing import Browsing
from stockpile.office.catalogue import Catalogue
from stockpile.office.exporting import Exporting
from stockpile.office.finding import Finding
from stockpile.office.importing import ImportAnswer, Importer, ImportRequest
from stockpile.office.kept import Kept
from stockpile.office.ledgers import Ledgers
from stockpile.office.model_book import ModelBook
from stockpile.office.officers import Officers
from stockpile.office.overview import Overview
from stockpile.office.papers import Papers, new_paper_key
from stockpile.office.performing import Performer, record, sealer
from stockpile.office.photographs import Photographs
from stockpile.office.places import Places
from stockpile.office.reading import Reading
from stockpile.office.restoring import Restored
from stockpile.office.seals import Seals
from stockpile.office.sessions import Session, SiteKeys
from stockpile.office.trust import Trust
from stockpile.office.workbench import AtOnce, Workbench, import_at_once
from stockpile.sealing.checkpoint import origin_of
from stockpile.sealing.keys import Kdf, PasswordLock, SigningKey, new_key
from stockpile.storage import register
from stockpile.storage.store import Store, Unit

LOGIN = re.compile(r"[a-z][a-z0-9._-]{0,31}")


def wall_clock() -> datetime:
    """Now, with the offset of the clock on the wall."""
    return datetime.now().astimezone()


class Office:
    """One open database.

    Attributes:
        url: where it is; title: its short name.
        reading, papers, trust, kept, backups, ledgers, overview: what may be asked of it. now: gives the moment of an act.
        upgraded: where it was of an older version when it was opened.
    """

    def __init__(
        self, store: Store, url: str, now: Callable[[], datetime] = wall_clock, kdf: Kdf | None = None
    ) -> None:
        self.store = store
        self.url = url
        self.now = now
        self._kdf = kdf or Kdf()
        self._performer = Performer(store, now)
        self._importer = Importer(store, now)
        self.catalogue = Catalogue(store)
        self.officers = Officers(store, now, self._performer, self._new_lock)
        self.places = Places(store)
        self.models = ModelBook(store, self._performer, self.read_models)
        self.reading = Reading(store)
        self.browsing = Browsing(store)
        self.papers = Papers(store, now)
        self.photographs = Photographs(store)
        self.exporting = Exporting(store, self.browsing, self.papers, now)
        self.kept = Kept(store)
        self.backups = Backups(store, self.kept, now)
        self.ledgers = Ledgers(store, self.backups, now)
        self.overview = Overview(store, self.browsing, self.kept, self.ledgers, now)
        self.trust = Trust(store, now, self.ledgers.was_verified)
        self.seals = Seals(store, self.papers, now)
        self.finding = Finding(store)
        self.workbench = Workbench(store, now, self.catalogue, self.kept, self._performer.perform)
        self.upgraded: upgrading.Upgraded | None = None

    # -- opening
    # -----------------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        url: str,
        *,
        site: str,
        name: str,
        country: str,
        login: str,
        password: str,
        officer_name: str = "",
        kdf: Kdf | None = None,
        now: Callable[[], datetime] = wall_clock,
    ) -> Office:
        """Make a new database with its first site, ledger, keys and officer, who may do everything until others come.

        Raises:
            Refused: `database.exists`, `site.code`, `officer.login`, `password.*`; nothing is left behind.
        """
        _demand_site_code(site)
        _demand_login(login)
        demand_country(country)
        sessions.demand_password(password, login)
        office = cls(Store.create(url), url, now, kdf)
        try:
            office._found(site, name, country, login, officer_name or login, password)
        except BaseException:
            office.store.discard()
            raise
        return office

    @classmethod
    def open(
        cls, url: str, now: Callable[[], datetime] = wall_clock, kdf: Kdf | None = None, *, upgrade: bool = False
    ) -> Office:
        """Open a database that is there; a file of an older version is copied and upgraded first (`upgraded`), a
        database on a server only where ``upgrade`` says so.

        Raises:
            Refused: `database.absent`; StorageFault: not ours, newer, damaged, unreachable.
        """
        store, upgraded = (upgrading.upgrade if upgrade else upgrading.open_store)(url, now)
        office = cls(store, url, now, kdf)
        office.upgraded = upgraded
        return office

    @staticmethod
    def restore(
        file: Path,
        to: Path,
        *,
        accept_older: bool = False,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
        now: Callable[[], datetime] = wall_clock,
    ) -> Restored:
        """Make a database of a backup; see `restoring.restore`."""
        return restoring.restore(file, to, now, accept_older=accept_older, progress=progress, cancelled=cancelled)

    @staticmethod
    def default_database() -> str:
        """The database of this user, where none is named."""
        from platformdirs import user_data_path

        return str(user_data_path("stockpile", appauthor=False) / "stockpile.db")

    @property
    def title(self) -> str:
        """Its short name: the file's, or the database's on its server; never a password."""
        return self.url.rpartition("/")[2].rpartition(os.sep)[2].partition("?")[0] or self.url.partition("@")[2]

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- who
    # ---------------------------------------------------------------------------------------------------------------

    def log_in(self, login: str, password: str) -> Session:
        """Log an officer in; about a quarter of a second, by design. Refuses with `login.failed`, whatever was
        wrong, and with `login.wait` after too many failures."""
        return self.officers.log_in(login, password)

    def add_officer(
        self,
        login: str,
        name: str,
        roles: Sequence[Role],
        site: str,
        password: str,
        by: Session,
        rank: str = "",
    ) -> Voucher:
        """Add an officer with a key of their own, under a password that they type."""
        _demand_login(login)
        sessions.demand_password(password, login)
        key = SigningKey.generate()
        person = _person(login, name, site or by.officer.site, roles, key, rank)
        with self.store.writing() as unit:
            act = Add(things={officer_subject(login): _state(person)}, site=by.officer.site)
            voucher = self._performer.perform_in(unit, act, by)
            sessions.store_officer(unit, login, password, key, by.office_key, self._new_lock())
            unit.commit()
        return voucher

    def _new_lock(self) -> PasswordLock:
        return PasswordLock(self._kdf)

    def add_site(self, code: str, name: str, country: str, by: Session) -> Voucher:
        """Add a site that is at home in this database: its keys, and the opening of its ledger."""
        _demand_site_code(code)
        if not by.officer.may(Kind.OPENING):
            raise Refused(
                "officer.not-entitled", officer=by.login, kind=Kind.OPENING.value, roles=[Role.ADMINISTRATOR.value]
            )
        demand_country(country)
        with self.store.writing() as unit:
            by, _none = sessions.still_all(unit, by)
            if register.states(unit, [site_subject(code)]):
                raise Refused("site.exists", site=code)
            voucher = self._open_ledger(unit, code, name, country, by)
            unit.commit()
        return voucher

    # -- what happens
    # --------------------------------------------------------------------------------------------------------

    def perform(self, act: Act, by: Session, approvers: Sequence[Session] = ()) -> Voucher:
        """Record an act, or refuse it; see `performing`."""
        return self._performer.perform(act, by, approvers)

    def import_inventory(
        self, path: Path | str, *, by: Session, approvers: Sequence[Session] = (), **asked: object
    ) -> ImportAnswer:
        """Take an inventory into the register; see `importing.ImportRequest` for what may be asked. What only a look
        at the whole of a sheet understands goes through the workbench: merged cells, titles and gaps that are filled down,
        lists of the register that come back."""
        try:
            return self._importer.run(ImportRequest(path=Path(path), **asked), by, approvers)  # type: ignore[arg-type]
        except Refused as refusal:
            if refusal.code != "import.needs-whole":
                raise
        return import_at_once(self.workbench, Path(path), AtOnce(**asked), by, approvers)  # type: ignore[arg-type]

    def read_weapon_list(self, path: Path) -> list[str]:
        """Ids or serial numbers from a list or spreadsheet."""
        from stockpile.exchange.inventory import read_weapon_list

        return read_weapon_list(path)

    def read_models(self, path: Path) -> dict[str, dict[str, object]]:
        """Entries for the catalogue from a table with a model in each row."""
        from stockpile.exchange.inventory import read_models

        return read_models(path)

    # -- founding
    # --------------------------------------------------------------------------------------------------------------

    def _found(self, site: str, name: str, country: str, login: str, officer_name: str, password: str) -> None:
        key, office_key = SigningKey.generate(), new_key()
        person = _person(login, officer_name, site, tuple(Role), key)
        session = Session(person, key, office_key)
        with self.store.writing() as unit:
            sessions.store_officer(unit, login, password, key, office_key, PasswordLock(self._kdf))
            officer_line = Line(officer_subject(login), Event.ADDED, _state(person))
            self._open_ledger(unit, site, name, country, session, officer_line)
            unit.commit()

    def _open_ledger(self, unit: Unit, code: str, name: str, country: str, by: Session, *more: Line) -> Voucher:
        """The first voucher of a site's ledger: its name, its public keys, and who opened it."""
        moment = self.now()
        seal_key = SigningKey.generate()
        paper_key, certificate = new_paper_key(code, name, country, moment)
        sessions.store_site(unit, code, SiteKeys(seal_key, paper_key), by.office_key)
        site: dict[str, object] = {
            "name": name,
            "country": country,
            "origin": origin_of(code, seal_key.public),
            "public_key": seal_key.public.hex(),
            "paper_certificate": certificate,
        }
        lines = (Line(site_subject(code), Event.ADDED, {k: v for k, v in site.items() if v}), *more)
        draft = Draft(site=code, kind=Kind.OPENING, moment=moment, officer=by.officer.signer)
        return record(unit, draft, lines, sealer(unit, code, by, ()))


def _person(login: str, name: str, site: str, roles: Sequence[Role], key: SigningKey, rank: str = "") -> Person:
    return Person(
        login=login,
        name=name,
        site=site,
        rank=rank,
        roles=tuple(roles),
        public_key=key.public.hex(),
        key=key.key_id,
    )


def _state(person: Person) -> Mapping[str, object]:
    """What the ledger says of an officer; the login is the subject's own name."""
    return {name: value for name, value in as_state(person).items() if name != "login"}


def _demand_site_code(code: str) -> None:
    if not SITE_CODE.fullmatch(code):
        raise Refused("site.code", site=code)


def _demand_login(login: str) -> None:
    if not LOGIN.fullmatch(login):
        raise Refused("officer.login", login=login)
