"""A database of an older version is brought up to date when it is opened: first a copy, then the upgrade, both or
neither.

Only where it is a file of this machine. On a server others work with it, perhaps with the version before: there it is
for whoever looks after it to say when (`stockpile upgrade`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stockpile.domain.errors import StorageFault
from stockpile.storage import backup, engine
from stockpile.storage.store import Store

OLDER = "storage.older"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """That a database was brought up to date.

    Attributes:
        revision: what it was. copy: where the copy of what it was stands; empty on a server, whose own tools copy.
    """

    revision: str
    copy: str


def open_store(url: str, now: Callable[[], datetime]) -> tuple[Store, Upgraded | None]:
    """Open a database; an older one that is a file is copied and upgraded first."""
    try:
        return Store.open(url), None
    except StorageFault as fault:
        if fault.code != OLDER or engine.address(url).dialect != "sqlite":
            raise
        return _upgraded(url, str(fault.facts.get("revision", "")), now())


def upgrade(url: str, now: Callable[[], datetime]) -> tuple[Store, Upgraded | None]:
    """Bring a database up to date, wherever it is; `None` where it was.

    Raises:
        Refused, StorageFault: as `Store.open` and `backup.copy`; then nothing was changed.
    """
    try:
        return open_store(url, now)
    except StorageFault as fault:
        if fault.code != OLDER:
            raise
        return Store.upgrade(url), Upgraded(str(fault.facts.get("revision", "")), "")


def _upgraded(url: str, revision: str, moment: datetime) -> tuple[Store, Upgraded]:
    path = engine.address(url).path
    copy = _free(path.with_name(f"{path.stem}-before-upgrade-{moment:%Y-%m-%d-%H%M%S}{path.suffix}"))
    backup.copy(path, copy, lambda _done, _total: None)
    return Store.upgrade(url), Upgraded(revision, str(copy))


def _free(path: Path) -> Path:
    """A name that no file has yet: two programs may open the same database in the same second."""
    taken = 1
    free = path
    while free.exists():
        taken += 1
        free = path.with_name(f"{path.stem}-{taken}{path.suffix}")
    return free
