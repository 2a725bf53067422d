"""The state of the ledgers: sealed when, verified when and up to where, seal taken out when, copied when.

When something was done is noted outside the ledger (`kept`): it helps people not to forget, and proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stockpile.domain.voucher import stored_time
from stockpile.office.backups import Backups, KnownBackup
from stockpile.office.kept import EVERYBODY
from stockpile.office.restoring import NOTED as RESTORED
from stockpile.sealing.checkpoint import BadNote, read_unverified
from stockpile.storage import about, kept, overview
from stockpile.storage.store import Store
from stockpile.storage.verification import Report

VERIFIED = "office/verified"
TAKEN_OUT = "office/seal-taken-out"


@dataclass(frozen=True, slots=True)
class LedgerState:
    """One ledger. Moments are ISO, UTC; empty: never.

    Attributes:
        vouchers, sealed_at, note: its head.
        verified_at, verified_size: the last verification, and how many vouchers there were then; 0: none yet.
        verified_sound: whether it found everything as it must be.
        taken_out_at, taken_out_size: when its seal was last taken out of the program, and how many vouchers it covers.
    """

    site: str
    vouchers: int
    sealed_at: str
    note: str
    verified_at: str = ""
    verified_size: int = 0
    verified_sound: bool = False
    taken_out_at: str = ""
    taken_out_size: int = 0

    @property
    def wholly_verified(self) -> bool:
        """Whether all there is now has been verified, and found sound."""
        return self.verified_sound and self.verified_size == self.vouchers


@dataclass(frozen=True, slots=True)
class LedgersState:
    """All ledgers of the database.

    Attributes:
        backup: the last one; None: none is remembered.
        restored_at: when the database was made of a backup; empty: it never was. missing: how many vouchers of a site
            that backup lacked, as the seals knew that stood there.
    """

    ledgers: tuple[LedgerState, ...]
    backup: KnownBackup | None
    restored_at: str = ""
    missing: Mapping[str, int] = field(default_factory=dict)

    def of(self, site: str) -> LedgerState | None:
        """The ledger of a site; with none named, or none of its own here, the first."""
        found = next((each for each in self.ledgers if each.site == site), None)
        return found or next(iter(self.ledgers), None)


@dataclass(frozen=True, slots=True)
class About:
    """The database itself: where it is (never a password), whether on a server, its size in bytes, and the step its
    tables stand at."""

    where: str
    on_server: bool
    size: int
    revision: str


@dataclass(frozen=True, slots=True)
class Ledgers:
    """What is asked and noted of the ledgers' state."""

    store: Store
    backups: Backups
    now: Callable[[], datetime]

    def state(self) -> LedgersState:
        """Of every ledger, and the last backup."""
        with self.store.reading() as reader:
            heads = overview.heads(reader)
            verified = _read(kept.find(reader, EVERYBODY, VERIFIED))
            taken = _read(kept.find(reader, EVERYBODY, TAKEN_OUT))
            restored = _read(kept.find(reader, EVERYBODY, RESTORED))
        missing = restored.get("missing")
        return LedgersState(
            ledgers=tuple(_state(*head, verified, taken) for head in heads),
            backup=next(iter(self.backups.made()), None),
            restored_at=str(restored.get("at", "")),
            missing={str(site): _whole(count) for site, count in missing.items()} if isinstance(missing, dict) else {},
        )

    def about(self) -> About:
        """The database itself."""
        store = self.store
        return About(str(store.address), store.dialect != "sqlite", about.size(store), about.revision(store))

    def was_verified(self, report: Report) -> None:
        """Note that all ledgers were verified. Where nothing can be written now, nothing is noted: verification works
        in read-only places too."""
        sound = not report.alarms and report.register_matches
        sizes = {each.site: {"size": each.vouchers, "sound": sound and each.ok} for each in report.ledgers}
        said = {"at": stored_time(self.now()), "alarms": len(report.alarms), "ledgers": sizes}
        kept.try_to_put(self.store, EVERYBODY, VERIFIED, json.dumps(said))

    def was_taken_out(self, note: str) -> None:
        """Note that a seal left the program: written to a file, or printed."""
        try:
            head = read_unverified(note)
        except BadNote:
            return
        site = head.origin.split("/")[1]
        with self.store.reading() as reader:
            known = _read(kept.find(reader, EVERYBODY, TAKEN_OUT))
        said = {**known, site: {"at": stored_time(self.now()), "size": head.size}}
        kept.try_to_put(self.store, EVERYBODY, TAKEN_OUT, json.dumps(said))


def _state(
    site: str, vouchers: int, sealed_at: str, note: str, verified: Mapping[str, object], taken: Mapping[str, object]
) -> LedgerState:
    ledgers = verified.get("ledgers")
    checked = _part(ledgers if isinstance(ledgers, Mapping) else {}, site)
    out = _part(taken, site)
    return LedgerState(
        site=site,
        vouchers=vouchers,
        sealed_at=sealed_at,
        note=note,
        verified_at=str(verified.get("at", "")) if checked else "",
        verified_size=_whole(checked.get("size")),
        verified_sound=checked.get("sound") is True,
        taken_out_at=str(out.get("at", "")),
        taken_out_size=_whole(out.get("size")),
    )


def _read(noted: str) -> dict[str, object]:
    """What was noted; nothing where it cannot be read: nothing rests on it."""
    try:
        read = json.loads(noted or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _part(noted: Mapping[str, object], site: str) -> Mapping[str, object]:
    found = noted.get(site)
    return found if isinstance(found, Mapping) else {}


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
