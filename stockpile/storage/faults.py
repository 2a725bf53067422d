"""From the drivers' errors to ours: busy, full, read-only, damaged, unreachable ... (`stockpile.domain.errors`).

What is not named here is a bug and passes through unchanged. Facts carry the engine's own sentence where it helps a
person who repairs machines; the engines never print a password, and statements are not repeated with their values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stockpile.domain.errors import Busy, StorageFault

_SQLITE = {  # primary result codes, https://sqlite.org/rescode.html
    3: "storage.denied",  # SQLITE_PERM
    7: "storage.exhausted",  # SQLITE_NOMEM
    8: "storage.read-only",  # SQLITE_READONLY
    10: "storage.failing",  # SQLITE_IOERR
    11: "storage.damaged",  # SQLITE_CORRUPT
    13: "storage.full",  # SQLITE_FULL
    14: "storage.unreachable",  # SQLITE_CANTOPEN
    15: "storage.busy",  # SQLITE_PROTOCOL: the locks of WAL were contended for too long
    22: "storage.too-large",  # SQLITE_NOLFS
    23: "storage.denied",  # SQLITE_AUTH
    26: "storage.not-ours",  # SQLITE_NOTADB
}
_SQLITE_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED

_SQLSTATE = {  # PostgreSQL appendix A
    "25006": "storage.read-only",
    "3D000": "storage.unreachable",
    "40001": "storage.busy",
    "40P01": "storage.busy",
    "42501": "storage.denied",
    "53100": "storage.full",
    "53300": "storage.unreachable",  # too many connections
    "55P03": "storage.busy",  # lock_timeout
    "57014": "storage.busy",  # statement_timeout, or cancelled by hand
}
_SQLSTATE_CLASS = {
    "08": "storage.unreachable",
    "28": "storage.denied",
    "53": "storage.exhausted",
    "57": "storage.unreachable",  # shut down
    "58": "storage.failing",
    "XX": "storage.damaged",
}


@contextmanager
def translated(**facts: object) -> Iterator[None]:
    """Raise `Busy` or `StorageFault` with ``facts`` instead of what a driver raises for the state of the world."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        fault = as_fault(error, facts)
        if fault is None:
            raise
        raise fault from error


def as_fault(error: Exception, facts: dict[str, object]) -> StorageFault | None:
    """Our name for a driver's error; None where it is none of the world's doing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause, facts)
    if isinstance(cause, psycopg.Error):
        return _from_postgresql(cause, facts)
    return Busy(**facts) if isinstance(cause, PoolTimeout) else None


def _from_sqlite(error: sqlite3.Error, facts: dict[str, object]) -> StorageFault | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in _SQLITE_BUSY:
        return Busy(**facts)
    return _fault(_SQLITE.get(primary), str(error), facts)


def _from_postgresql(error: psycopg.Error, facts: dict[str, object]) -> StorageFault | None:
    said = (str(error).splitlines() or [""])[0]
    state = error.sqlstate
    if state is None:  # no server answered, or it ended the conversation
        return _fault("storage.unreachable", said, facts) if isinstance(error, psycopg.OperationalError) else None
    return _fault(_SQLSTATE.get(state) or _SQLSTATE_CLASS.get(state[:2]), said, facts)


def _fault(code: str | None, said: str, facts: dict[str, object]) -> StorageFault | None:
    if code is None:
        return None
    return Busy(**facts) if code == "storage.busy" else StorageFault(code, said=said, **facts)
