"""The whole verification, as people ask for it: ledgers, guards, second memory, register, and a seal from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from stockpile.domain.errors import IntegrityAlarm, Refused
from stockpile.domain.people import site
from stockpile.domain.subject import site_subject
from stockpile.sealing.checkpoint import BadNote, Checkpoint, VerifierKey, open_note, read_unverified
from stockpile.sealing.merkle import leaf_hash, root_of
from stockpile.storage import guards, heads, register, schema
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store
from stockpile.storage.verification.comparing import compare
from stockpile.storage.verification.ledgers import verify_ledgers
from stockpile.storage.verification.report import Alarm, Report

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
SHORTER = "ledger shorter than the seal"

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
        ledgers, alarms = verify_ledgers(reader, watch.stage("ledgers"))
        alarms += [Alarm(each.code, facts=each.facts) for each in guards.check(reader)]
        alarms += _remembered(store, reader)
        differences = []
        for difference in compare(reader, watch.stage("register")):
            differences.append(difference)
            if len(differences) >= _MOST_ALARMS:
                break
        verdict = None if outside is None or against is None else _against(reader, against, outside)
    return Report(tuple(ledgers), (*alarms, *differences), verdict, not differences)


def _read_seal(text: str) -> Checkpoint:
    return read_unverified(text.strip("\n") + "\n")


def _against(reader: Reader, text: str, outside: Checkpoint) -> str:
    """Whether the ledger of a seal from outside still begins with what was sealed."""
    code = outside.origin.split("/")[1] if outside.origin.count("/") == 2 else ""  # noqa: PLR2004 - stockpile/SITE/key
    known = site(code, register.states(reader, [site_subject(code)]).get(site_subject(code), {}))
    if not known.public_key:
        raise Refused("seal.foreign", origin=outside.origin)
    try:
        head = open_note(text.strip("\n") + "\n", VerifierKey(known.origin, bytes.fromhex(known.public_key)))
    except BadNote:
        return INCONSISTENT  # sealed by another key: this is not the ledger it was
    return _consistent(reader, code, head)


def _consistent(reader: Reader, code: str, head: Checkpoint) -> str:
    """Recomputed from the vouchers themselves: stored hashes are not believed."""
    wanted = select(schema.voucher.c.body).where(schema.voucher.c.site == code).order_by(schema.voucher.c.seq)
    leaves = [leaf_hash(bytes(body)) for body in reader.connection.scalars(wanted.limit(head.size))]
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
