"""The second memory of seals: the last head of each ledger, kept outside the database.

Whoever puts an old copy of the database back, or cuts off its newest vouchers, finds the seals in it consistent; this
file remembers that there was more. It is written after each commit, so it may be one voucher behind, never ahead.

SQLite: `NAME.db-seal` beside `NAME.db`. PostgreSQL: in the state folder of whoever runs the program, by the id of the
database.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.sealing.checkpoint import BadNote, read_unverified
from stockpile.storage.engine import Address

log = logging.getLogger(__name__)

_TAG = "stockpile-seals/1"


def place_of(address: Address, database: str) -> Path:
    """Where the memory of a database is kept."""
    if address.dialect == "sqlite":
        return address.path.with_name(f"{address.path.name}-seal")
    return user_state_path("stockpile", appauthor=False) / f"{database}-seal"


@dataclass(frozen=True, slots=True)
class Memory:
    """The file that remembers. ``database``: the id of the database it belongs to."""

    path: Path
    database: str

    def read(self) -> dict[str, str]:
        """The last seal remembered of each site; nothing where there is no file yet.

        To compare it with what a reader sees, read it before the reader's moment (`Store.reading`): what is remembered
        later may be newer than that moment.

        Raises:
            IntegrityAlarm: ``seal.unreadable``; ``seal.other-database`` where the file is that of another database.
            StorageFault: the file cannot be read.
        """
        try:
            stored = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageFault("storage.denied", path=str(self.path), said=error.strerror) from error
        database, seals = self._parse(stored)
        if database != self.database:
            raise IntegrityAlarm("seal.other-database", path=str(self.path))
        return seals

    def remember(self, seals: Mapping[str, str]) -> None:
        """Put the newest seals of some sites in the place of older ones, in one step that a power cut cannot halve.

        The vouchers are committed by now: what goes wrong here is logged and made good by the next act.
        """
        try:
            known = self.read()
            self._write(known | _newer(known, seals))
        except (OSError, StorageFault, IntegrityAlarm):
            log.exception("the second memory of seals could not be written: %s", self.path)

    def replace(self, seals: Mapping[str, str]) -> None:
        """Forget all and remember ``seals``: only after people decided to go on from an older copy.

        Raises:
            StorageFault: the file cannot be written.
        """
        try:
            self._write(dict(seals))
        except OSError as error:
            raise StorageFault("storage.denied", path=str(self.path), said=error.strerror) from error

    def _parse(self, stored: bytes) -> tuple[str, dict[str, str]]:
        try:
            read = json.loads(stored)
            seals = {str(site): str(note) for site, note in read["seals"].items()}
            for note in seals.values():
                read_unverified(note)
            if read["format"] != _TAG:
                raise IntegrityAlarm("seal.unreadable", path=str(self.path))
            return str(read["database"]), seals
        except (ValueError, KeyError, TypeError, AttributeError, BadNote) as error:
            raise IntegrityAlarm("seal.unreadable", path=str(self.path)) from error

    def _write(self, seals: dict[str, str]) -> None:
        content = json.dumps({"format": _TAG, "database": self.database, "seals": seals}, indent=1, ensure_ascii=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            with draft.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)
        settle(self.path.parent)


def _newer(known: Mapping[str, str], seals: Mapping[str, str]) -> dict[str, str]:
    """Another program may have committed, and remembered, between our commit and now."""
    return {site: note for site, note in seals.items() if site not in known or _size(note) >= _size(known[site])}


def _size(note: str) -> int:
    return read_unverified(note).size


def settle(folder: Path) -> None:
    """Make a rename survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
