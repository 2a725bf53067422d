"""A database made of a backup again. What is older than what stood there is said, and never passes for the whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.domain.voucher import stored_time
from stockpile.office.backups import Progress, Steps, examined
from stockpile.sealing.checkpoint import read_unverified
from stockpile.storage import backup, heads, kept, overview
from stockpile.storage.memory import Memory
from stockpile.storage.store import Store

NOTED = "office/restored"
_DUMP = b"PGDMP"  # how a dump of pg_dump begins


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that was made of a backup.

    Attributes:
        path: where it is. file: the backup. vouchers: how many of each site are in it.
        missing: how many vouchers of a site the seals that stood there know, and the backup has not.
        seals: what it was held against: `beside` (the heads beside the backup), `left` (those of what stood there).
        kept_seals: where the seals of what stood there were put, where they know more; else empty.
    """

    path: str
    file: str
    vouchers: Mapping[str, int]
    missing: Mapping[str, int] = field(default_factory=dict)
    seals: tuple[str, ...] = ()
    kept_seals: str = ""


def restore(
    file: Path,
    to: Path,
    now: Callable[[], datetime],
    *,
    accept_older: bool = False,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> Restored:
    """Make a database of a backup, verified before it gets its name. ``accept_older``: also where the seals that
    stand there know of more vouchers than the backup has.

    Raises:
        Refused: `restore.exists`, `restore.left`, `restore.older`, `restore.server`, `backup.absent`, `cancelled`.
        IntegrityAlarm: `backup.unsound`, `seal.other-database`, `seal.unreadable`.
        StorageFault: `storage.full`, `storage.not-ours` ...; nothing is left behind.
    """
    file, to = file.expanduser().absolute(), to.expanduser().absolute()
    _demand_backup(file)
    _demand_free(to)
    work = _Restoring(file, to, now(), accept_older, Steps(progress, cancelled))
    backup.copy(file, to, work.steps.first_half, work.examine)
    return work.answer()


@dataclass
class _Restoring:
    file: Path
    to: Path
    moment: datetime
    accept_older: bool
    steps: Steps
    made: Restored | None = None

    def examine(self, draft: Path) -> None:
        """Hold the copy against every seal there is, then make a database of it that remembers where it came from."""
        _bring_up_to_date(draft)
        database, sizes, notes = _what_is_in(draft)
        beside, left = _seals(self.file, database), _seals(self.to, database)
        missing = {site: size - sizes.get(site, 0) for site, size in _sizes(left).items() if size > sizes.get(site, 0)}
        if missing and not self.accept_older:
            raise Refused("restore.older", missing=[f"{site}: {count}" for site, count in sorted(missing.items())])
        _demand_consistent(draft, [beside, {site: note for site, note in left.items() if site not in missing}])
        Memory(_seal_of(draft), database).replace(notes)
        examined(draft, self.steps.second_half, self.steps.stopped)
        self.made = Restored(
            path=str(self.to),
            file=str(self.file),
            vouchers=sizes,
            missing=missing,
            seals=(*(["beside"] if beside else []), *(["left"] if left else [])),
            kept_seals=str(self._kept_seals()) if missing else "",
        )
        self._note(draft)
        backup.lay_out(draft)
        if missing:
            _seal_of(self.to).rename(self._kept_seals())
        Memory(_seal_of(self.to), database).replace(notes)

    def answer(self) -> Restored:
        """What was made."""
        if self.made is None:
            raise RuntimeError("nothing was restored")
        return self.made

    def _kept_seals(self) -> Path:
        return self.to.with_name(f"{self.to.name}-seal-before-restore-{self.moment:%Y-%m-%d-%H%M%S}")

    def _note(self, draft: Path) -> None:
        """In the database itself, so that it does not pass for one that was never away."""
        said = {"at": stored_time(self.moment), "file": str(self.file), "missing": self.answer().missing}
        with Store.open(str(draft)) as copy, copy.writing() as unit:
            kept.put(unit, "", NOTED, json.dumps(said, ensure_ascii=False))
            unit.commit()


def _demand_backup(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            begins = stream.read(len(_DUMP))
    except FileNotFoundError:
        raise Refused("backup.absent", path=str(file)) from None
    except OSError as error:
        raise StorageFault("storage.denied", path=str(file), said=error.strerror) from error
    if begins == _DUMP:
        raise Refused("restore.server", path=str(file))


def _demand_free(to: Path) -> None:
    if to.exists():
        raise Refused("restore.exists", path=str(to))
    for end in ("-wal", "-shm", "-journal"):
        left = to.with_name(f"{to.name}{end}")
        if left.exists():  # SQLite would mix what is in it into the restored database
            raise Refused("restore.left", path=str(left))


def _bring_up_to_date(draft: Path) -> None:
    try:
        Store.open(str(draft)).close()
    except StorageFault as fault:
        if fault.code != "storage.older":
            raise
        Store.upgrade(str(draft)).close()


def _what_is_in(draft: Path) -> tuple[str, dict[str, int], dict[str, str]]:
    """Its id, and of each site how many vouchers and the newest seal."""
    with Store.open(str(draft)) as copy, copy.reading() as reader:
        found = overview.heads(reader)
        sizes = {code: count for code, count, _sealed_at, _note in found}
        return copy.database, sizes, {code: note for code, _count, _sealed_at, note in found}


def _seal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-seal")


def _seals(path: Path, database: str) -> dict[str, str]:
    return Memory(_seal_of(path), database).read()


def _sizes(notes: Mapping[str, str]) -> dict[str, int]:
    return {site: read_unverified(note).size for site, note in notes.items()}


def _demand_consistent(draft: Path, known: list[Mapping[str, str]]) -> None:
    """Each seal that is known outside must be one of this copy's."""
    with Store.open(str(draft)) as copy, copy.reading() as reader:
        for notes in known:
            for site, note in notes.items():
                try:
                    heads.check_consistent(reader.connection, site, heads.size_of(reader.connection, site), note)
                except IntegrityAlarm as alarm:
                    raise IntegrityAlarm("backup.contradicts", site=site, said=alarm.code) from alarm
