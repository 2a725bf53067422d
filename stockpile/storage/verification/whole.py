"""The whole verification, as people ask for it: ledgers, guards, second memory, register, and a seal from outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from stockpile.domain.errors import Busy, IntegrityAlarm, Refused, StorageFault
from stockpile.domain.people import site
from stockpile.domain.subject import site_subject
from stockpile.sealing.checkpoint import BadNote, Checkpoint, VerifierKey, open_note, read_unverified
from stockpile.sealing.merkle import leaf_hash, root_of
from stockpile.storage import guards, heads, register, schema, streaming
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store
from stockpile.storage.verification.comparing import compare
from stockpile.storage.verification.ledgers import verify_ledgers
from stockpile.storage.verification.report import Alarm, Report

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
SHORTER = "ledger shorter than the seal"
VERDICTS = (CONSISTENT, INCONSISTENT, SHORTER)

_MOST_ALARMS = 1_000


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells how far a verification has come, and stops it. ``progress``: stage (`ledgers`, `register`) and how many
    done."""

    progress: Callable[[str, int], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def stage(self, name: str) -> Callable[[int], None]:
        """What one stage calls as it goes on."""

        def tell(done: int) -> None:
            if self.cancelled is not None and self.cancelled():
                raise Refused("cancelled")
            if self.progress is not None:
                self.progress(name, done)

        return tell


def verify(store: Store, against: str | None = None, watch: Watch | None = None) -> Report:
    """Verify everything; ``against`` is a seal from outside.

    Raises:
        Refused: `seal.malformed` for what is no seal, `seal.foreign` for another ledger's, `cancelled`.
    """
    watch = watch or Watch()
    outside = None if against is None else _read_seal(against)
    with store.reading() as reader:
        report = _unless_illegible(store, reader, outside, watch)
        if report is None:
            with _any_text(reader):
                report = _verified(store, reader, outside, watch)
    if store.dialect == "sqlite" and report.register_matches:
        return _with_search(report, store)
    return report


def against(store: Store, text: str) -> str:
    """Hold one ledger against a seal from outside, and nothing else; one of `VERDICTS`.

    Raises:
        Refused: as `verify`.
    """
    outside = _read_seal(text)
    with store.reading() as reader:
        return _against(reader, *outside)


def _verified(store: Store, reader: Reader, outside: Outside | None, watch: Watch) -> Report:
    ledgers, alarms = verify_ledgers(reader, watch.stage("ledgers"))
    alarms += [Alarm(each.code, facts=each.facts) for each in guards.check(reader)]
    alarms += _remembered(store, reader)
    differences = tuple(islice(compare(reader, watch.stage("register")), _MOST_ALARMS))
    verdict = None if outside is None else _against(reader, *outside)
    return Report(tuple(ledgers), (*alarms, *differences), verdict, not differences)


def _unless_illegible(store: Store, reader: Reader, outside: Outside | None, watch: Watch) -> Report | None:
    try:
        return _verified(store, reader, outside, watch)
    except (sqlite3.OperationalError, OperationalError) as error:
        if "Could not decode" not in str(error):
            raise
        return None


def _with_search(report: Report, store: Store) -> Report:
    """The trigram index, letter by letter. SQLite counts the question as writing; where somebody else writes, it is
    left for another time."""
    try:
        with store.writing() as unit:
            unit.connection.exec_driver_sql(
                "INSERT INTO weapon_search(weapon_search, rank) VALUES ('integrity-check', 1)"
            )
    except Busy:
        return report
    except StorageFault as fault:
        if fault.code != "storage.damaged":
            raise
        alarm = Alarm("register.search", facts={"missing": 0, "foreign": 0})
        return replace(report, alarms=(*report.alarms, alarm), register_matches=False)
    return report


@contextmanager
def _any_text(reader: Reader) -> Iterator[None]:
    """Read texts that are none (bytes changed behind the program's back), to say where they stand. Slower."""
    driver = cast("sqlite3.Connection", reader.connection.connection.driver_connection)
    driver.text_factory = _legible
    try:
        yield
    finally:
        driver.text_factory = str


def _legible(stored: bytes) -> str:
    try:
        return stored.decode()
    except UnicodeDecodeError:  # marked, so that it cannot pass for a text that was there
        return f"\N{REPLACEMENT CHARACTER}{stored.decode('utf-8', 'backslashreplace')}"


Outside = tuple[str, Checkpoint]  # the text of a seal, and what it says


def _read_seal(text: str) -> Outside:
    note = text.strip("\r\n").replace("\r\n", "\n") + "\n"
    return note, read_unverified(note)


def _against(reader: Reader, note: str, said: Checkpoint) -> str:
    """Whether the ledger of a seal from outside still begins with what was sealed."""
    code = said.origin.split("/")[1] if said.origin.count("/") == 2 else ""  # noqa: PLR2004 - stockpile/SITE/key
    known = site(code, register.states(reader, [site_subject(code)]).get(site_subject(code), {}))
    if not known.public_key:
        raise Refused("seal.foreign", origin=said.origin)
    try:
        head = open_note(note, VerifierKey(known.origin, bytes.fromhex(known.public_key)))
    except (BadNote, ValueError):
        return INCONSISTENT  # sealed by another key: this is not the ledger it was
    return _consistent(reader, code, head)


def _consistent(reader: Reader, code: str, head: Checkpoint) -> str:
    """Recomputed from the vouchers themselves: stored hashes are not believed."""
    wanted = select(schema.voucher.c.body).where(schema.voucher.c.site == code).order_by(schema.voucher.c.seq)
    leaves = [leaf_hash(body) for (body,) in streaming.stream(reader, wanted.limit(head.size))]
    if len(leaves) < head.size:
        return SHORTER
    return CONSISTENT if root_of(leaves) == head.root else INCONSISTENT


def _remembered(store: Store, reader: Reader) -> list[Alarm]:
    """The second memory: every head that this program signed must still be there."""
    try:
        notes = store.memory.read()
    except IntegrityAlarm as problem:
        return [Alarm(problem.code, facts=problem.facts)]
    alarms = []
    for code, note in notes.items():
        try:
            heads.check_consistent(reader.connection, code, heads.size_of(reader.connection, code), note)
        except IntegrityAlarm as problem:
            alarms.append(Alarm(f"memory.{problem.code.partition('.')[2]}", code, facts=problem.facts))
    return alarms
