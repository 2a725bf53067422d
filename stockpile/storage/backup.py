"""A copy of an SQLite database that is whole, or is not there: never half a file, never an empty one.

Through SQLite's own backup, page by page, of one moment, while others go on working; into a draft in the folder where
it is to stand, looked through, made to last, and only then given its name. A power cut or a full disk leaves the
draft at most, and a draft is no backup: its name begins with a dot and ends in `.part`.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from stockpile.domain.errors import Refused, StorageFault
from stockpile.storage.faults import translated
from stockpile.storage.memory import settle

_PAGES = 2_000  # copied between two looks at whether to stop
_LEFT_BEHIND = 24 * 3600.0  # seconds after which nobody works on a draft any more

Tell = Callable[[int, int], None]  # how many are done, of how many; what it raises stops the work


def copy(source: Path, target: Path, tell: Tell, examine: Callable[[Path], None] | None = None) -> None:
    """Copy a database to where no file is. ``examine`` looks the draft through, and refuses it by raising; it may
    write what belongs beside the copy (`NAME.db-seal`).

    Raises:
        Refused: ``backup.exists``, ``backup.no-folder``; whatever ``tell`` raises.
        StorageFault: ``storage.full``, ``storage.denied``, ``storage.damaged`` ...; no file is left.
    """
    with drafted(target) as draft, translated(database=str(source)):
        _copy_pages(source, draft, tell)
        _demand_sound(draft)
        if examine is not None:
            examine(draft)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A new file under a draft's name; it gets its own when the work on it has ended well, and goes otherwise."""
    if not target.parent.is_dir():
        raise Refused("backup.no-folder", path=str(target.parent))
    if target.exists():
        raise Refused("backup.exists", path=str(target))
    _sweep(target.parent)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with _written_to(target.parent):
            draft.touch(mode=0o600, exist_ok=False)
            yield draft
            _make_last(draft)
            _rename(draft, target)
    finally:
        for end in ("", "-wal", "-shm", "-journal", "-seal"):
            with suppress(OSError):
                draft.with_name(draft.name + end).unlink(missing_ok=True)


def lay_out(path: Path) -> None:
    """Make a copy a database to work in: one that writes ahead.

    Raises:
        StorageFault: ``storage.no-wal`` on a drive that cannot (a network drive, usually).
    """
    with translated(database=str(path)), closing(_connect(path, "mode=rw")) as here:
        (mode,) = here.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise StorageFault("storage.no-wal", database=str(path))


def _copy_pages(source: Path, draft: Path, tell: Tell) -> None:
    with closing(_connect(source, "mode=ro")) as there, closing(_connect(draft, "mode=rw")) as here:
        there.execute("BEGIN")
        there.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is now: who writes does not disturb
        there.backup(here, pages=_PAGES, progress=lambda _status, left, total: tell(total - left, total))
        # one file by itself, which any drive can hold: what writes ahead needs two more beside it
        here.execute("PRAGMA journal_mode=DELETE")
        here.execute("PRAGMA synchronous=FULL")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, isolation_level=None)


def _demand_sound(draft: Path) -> None:
    with closing(_connect(draft, "mode=ro")) as here:
        found = [str(row[0]) for row in here.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise StorageFault("storage.damaged", said="; ".join(found))


@contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _as_fault(error, folder) from error


def _as_fault(error: OSError, folder: Path) -> StorageFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFault("storage.full", path=str(folder), said=error.strerror)
    if error.errno == errno.EROFS:
        return StorageFault("storage.read-only", path=str(folder), said=error.strerror)
    return StorageFault("storage.denied", path=str(folder), said=error.strerror)


def _make_last(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _rename(draft: Path, target: Path) -> None:
    """Give the draft its name; who made a file of that name meanwhile keeps it."""
    if target.exists():
        raise Refused("backup.exists", path=str(target))
    draft.rename(target)
    settle(target.parent)


def _sweep(folder: Path) -> None:
    """Drafts that a power cut left."""
    for left in folder.glob(".*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()
