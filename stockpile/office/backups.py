"""Backups: copies that were verified before they got their name, and databases made of them again.

A backup is one file and beside it, in `NAME-seal`, the signed heads of its ledgers. When and where the last ones were
made is noted in the database itself, outside the ledger, and each time it is asked the files are looked for again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from stockpile.domain.errors import IntegrityAlarm, Refused
from stockpile.domain.voucher import read_time, stored_time
from stockpile.office.kept import Kept
from stockpile.storage import backup, dumping, overview, verification
from stockpile.storage.memory import Memory
from stockpile.storage.store import Store
from stockpile.storage.verification import Report
from stockpile.storage.verification.whole import Watch

NOTED = "office/backups"
_REMEMBERED = 20  # backups
PARTS = 1_000  # of which progress is told

Progress = Callable[[int, "int | None"], None]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made.

    Attributes:
        file, seal: where it stands, and the heads of its ledgers beside it. size: in bytes. made_at: ISO, UTC.
        vouchers: how many of each site are in it.
        verified: whether the copy itself was verified; on a server it was the database it came from.
        same_drive: whether it stands on the drive of the database, and would be lost with it.
    """

    file: str
    seal: str
    size: int
    made_at: str
    vouchers: Mapping[str, int]
    verified: bool
    same_drive: bool = False


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup that is remembered. ``there``: whether its file is found now, as large as it was."""

    file: str
    made_at: str
    size: int
    vouchers: Mapping[str, int] = field(default_factory=dict)
    there: bool = False


@dataclass(frozen=True, slots=True)
class Backups:
    """What makes backups of an open database, and remembers them."""

    store: Store
    kept: Kept
    now: Callable[[], datetime]

    def make(
        self, folder: Path | str, progress: Progress | None = None, cancelled: threading.Event | None = None
    ) -> BackupReport:
        """Make a backup in a folder: copied, verified from the first voucher to the last, and only then named.

        Raises:
            Refused: `backup.no-folder`, `backup.no-client` (PostgreSQL without its tools), `cancelled`.
            IntegrityAlarm: `backup.unsound`: the records contradict their seals; no backup is left.
            StorageFault: `storage.full`, `storage.denied`, `backup.failed` ...; no file is left.
        """
        moment = self.now()
        steps = Steps(progress, cancelled)
        with self.store.reading() as reader:
            heads = {code: note for code, _vouchers, _sealed_at, note in overview.heads(reader)}
        sqlite = self.store.dialect == "sqlite"
        target = _target(self.store, Path(folder).expanduser().absolute(), moment)
        beside = Memory(target.with_name(f"{target.name}-seal"), self.store.database)
        report = self._copy(target, beside, heads, steps) if sqlite else self._dump(target, beside, heads, steps)
        made = BackupReport(
            file=str(target),
            seal=str(beside.path),
            size=target.stat().st_size,
            made_at=stored_time(moment),
            vouchers={each.site: each.vouchers for each in report.ledgers},
            verified=sqlite,
            same_drive=sqlite and target.stat().st_dev == self.store.address.path.stat().st_dev,
        )
        self._remember(made)
        return made

    def latest(self) -> datetime | None:
        """When the last backup was made that is still where it was put."""
        return next((read_time(each.made_at) for each in self.made() if each.there), None)

    def made(self) -> tuple[KnownBackup, ...]:
        """The last backups, newest first, each looked for again."""
        found = []
        for each in self._noted():
            known = KnownBackup(**each)  # type: ignore[arg-type]
            found.append(KnownBackup(known.file, known.made_at, known.size, known.vouchers, _is_there(known)))
        return tuple(found)

    # -- making
    # -----------------------------------------------------------------------------------------------------------------

    def _copy(self, target: Path, beside: Memory, heads: Mapping[str, str], steps: Steps) -> Report:
        reports: list[Report] = []

        def examine(draft: Path) -> None:
            Memory(draft.with_name(f"{draft.name}-seal"), self.store.database).replace(heads)
            steps.second_half("ledgers", 0)
            reports.append(examined(draft, steps.second_half, steps.stopped))
            steps.second_half("register", 0)
            steps.demand_going_on()
            beside.replace(_heads(draft))

        try:
            backup.copy(self.store.address.path, target, steps.first_half, examine)
        except BaseException:
            _take_away_unless(target, beside.path)
            raise
        return reports[0]

    def _dump(self, target: Path, beside: Memory, heads: Mapping[str, str], steps: Steps) -> Report:
        report = verification.verify(self.store, watch=Watch(steps.second_half, steps.stopped))
        _demand_sound(report)
        dumping.dump(self.store.address, target, steps.first_half)
        beside.replace(heads)
        return report

    # -- remembering
    # -----------------------------------------------------------------------------------------------------------------

    def _noted(self) -> list[dict[str, object]]:
        try:
            read = json.loads(self.kept.noted(NOTED) or "[]")
            return [
                {name: each[name] for name in ("file", "made_at", "size", "vouchers")}
                for each in read
                if read_time(each["made_at"])
            ]
        except (ValueError, TypeError, KeyError):
            return []  # somebody else wrote there: it is no evidence, and nothing rests on it

    def _remember(self, made: BackupReport) -> None:
        newest = {name: value for name, value in asdict(made).items() if name in KnownBackup.__dataclass_fields__}
        others = [each for each in self._noted() if each["file"] != made.file]
        self.kept.note(NOTED, json.dumps([newest, *others][:_REMEMBERED], ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Steps:
    """Tells how far a backup has come, in two halves, and stops it."""

    progress: Progress | None = None
    cancelled: threading.Event | None = None

    def stopped(self) -> bool:
        """Whether to stop."""
        return self.cancelled is not None and self.cancelled.is_set()

    def demand_going_on(self) -> None:
        """Stop, if somebody wants it."""
        if self.stopped():
            raise Refused("cancelled")

    def first_half(self, done: int, total: int) -> None:
        """Copying: pages of how many."""
        self.demand_going_on()
        if self.progress is not None:
            self.progress(PARTS // 2 * done // total if total else 0, PARTS)

    def second_half(self, stage: str, _done: int) -> None:
        """Verifying: it is not known how many there are, only which part of it is being done."""
        if self.progress is not None:
            self.progress(PARTS * (5 if stage == "ledgers" else 8) // 10, PARTS)


def examined(path: Path, tell: Callable[[str, int], None], stopped: Callable[[], bool] | None = None) -> Report:
    """Verify a copy as a whole, against the heads that stand beside it.

    Raises:
        IntegrityAlarm: `backup.unsound`.
    """
    with Store.open(str(path)) as copy:
        report = verification.verify(copy, watch=Watch(tell, stopped))
    _demand_sound(report)
    return report


def _demand_sound(report: Report) -> None:
    if report.alarms or not report.register_matches:
        raise IntegrityAlarm("backup.unsound", count=max(len(report.alarms), 1))


def _heads(path: Path) -> dict[str, str]:
    with Store.open(str(path)) as copy, copy.reading() as reader:
        return {code: note for code, _vouchers, _sealed_at, note in overview.heads(reader)}


def _target(store: Store, folder: Path, moment: datetime) -> Path:
    stem = store.address.path.stem if store.dialect == "sqlite" else (store.address.url.database or "stockpile")
    end = ".db" if store.dialect == "sqlite" else ".dump"
    return folder / f"{stem}-{moment:%Y-%m-%d-%H%M%S}{end}"


def _take_away_unless(target: Path, seal: Path) -> None:
    """The heads that were to stand beside a copy that did not come to be."""
    if not target.exists():
        seal.unlink(missing_ok=True)


def _is_there(known: KnownBackup) -> bool:
    try:
        return Path(known.file).stat().st_size == known.size
    except OSError:
        return False
