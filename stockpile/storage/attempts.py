"""Failed log-ins, counted outside the database (decision 0060): `NAME.db-logins` beside `NAME.db`; for PostgreSQL in
the state folder of whoever runs the program.

A failed log-in has no key: it cannot be sealed into a ledger, and it must not wait for a long import to end. An older
copy of the database that is put back does not bring the count back either.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path

from stockpile.storage.engine import Address
from stockpile.storage.memory import place_of

log = logging.getLogger(__name__)

_TAG = "stockpile-logins/1"
_MOST = 1_000  # logins remembered; made-up ones must not fill the disk


@dataclass(frozen=True, slots=True)
class Failures:
    """How often in a row a login was tried in vain, and when last (seconds since 1970)."""

    count: int = 0
    last: float = 0.0


def attempts_of(address: Address, database: str) -> Attempts:
    """The counter of a database."""
    beside = place_of(address, database)
    return Attempts(beside.with_name(f"{beside.name.removesuffix('-seal')}-logins"), database)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The file that counts. What goes wrong with it is logged, and never keeps an officer out."""

    path: Path
    database: str
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def of(self, login: str) -> Failures:
        """The failures of a login since it last succeeded."""
        with self._lock:
            return self._read().get(login, Failures())

    def failed(self, login: str, moment: float) -> Failures:
        """Count one more."""
        with self._lock:
            known = self._read()
            known[login] = Failures(known.get(login, Failures()).count + 1, moment)
            self._write(known)
            return known[login]

    def clear(self, login: str) -> int:
        """Begin anew; returns how many there were."""
        with self._lock:
            known = self._read()
            were = known.pop(login, None)
            if were is None:
                return 0
            self._write(known)
            return were.count

    def _read(self) -> dict[str, Failures]:
        try:
            stored = json.loads(self.path.read_bytes())
            if stored["format"] != _TAG or stored["database"] != self.database:
                return {}
            return {
                str(login): Failures(max(0, int(each["count"])), float(each["last"]))
                for login, each in stored["logins"].items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            log.warning("the count of failed log-ins cannot be read: %s", self.path)
            return {}

    def _write(self, known: dict[str, Failures]) -> None:
        newest = sorted(known.items(), key=lambda each: each[1].last)[-_MOST:]
        logins = {login: {"count": each.count, "last": each.last} for login, each in newest}
        content = json.dumps({"format": _TAG, "database": self.database, "logins": logins}, indent=1)
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except OSError:
            log.warning("the count of failed log-ins cannot be written: %s", self.path)
        finally:
            draft.unlink(missing_ok=True)
