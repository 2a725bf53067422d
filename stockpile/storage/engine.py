"""Two doors to one database: one that writes, one that cannot.

SQLite: transactions begin where we say so (`BEGIN IMMEDIATE` for the writer, so that what a rule has read cannot change
before it writes); the reader has `query_only`. Settings and their reasons: `docs/decisions/0012-sqlite-settings.md`.

PostgreSQL: every connection takes the role `stockpile_app`, which may not change the ledger; the reader works on one
snapshot, read-only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from stockpile.domain.errors import Refused

APP_ROLE = "stockpile_app"
PATIENCE = 10.0  # seconds to wait for another writer
_WRITER_LOCK = 0x53544B50  # "STKP": the advisory lock that orders the ledgers of one PostgreSQL database
APPLICATION_ID = 0x53544B50  # the same letters in the header of an SQLite file

_SQLITE_SETTINGS = (
    "PRAGMA synchronous=FULL",  # with WAL and NORMAL a power cut took acknowledged vouchers
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE slips past the delete trigger
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",  # KiB
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is; its text never shows a password."""

    url: URL

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.url.get_backend_name()

    @property
    def path(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.url.database or "")

    def __str__(self) -> str:
        return str(self.path) if self.dialect == "sqlite" else self.url.render_as_string(hide_password=True)


def address(text: str) -> Address:
    """Read a path, or a URL such as ``postgresql://registry@server/stockpile``.

    Raises:
        Refused: ``database.address`` for what is neither.
    """
    if "://" not in text:
        return Address(URL.create("sqlite+pysqlite", database=str(_file(text))))
    try:
        url = make_url(text)
    except ArgumentError:
        raise Refused("database.address") from None  # the text may hold a password
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return Address(url.set(drivername="postgresql+psycopg"))
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return Address(URL.create("sqlite+pysqlite", database=str(_file(url.database or ""))))
    raise Refused("database.address", engine=url.drivername)


def _file(text: str) -> Path:
    if not text.strip() or text == ":memory:" or "\0" in text:
        raise Refused("database.address")
    return Path(text).expanduser().resolve()


def writer(place: Address, *, patience: float = PATIENCE, owner: bool = False) -> Engine:
    """The door that writes. ``owner``: make and migrate tables (PostgreSQL: as whoever logged in, not as the app)."""
    if place.dialect == "sqlite":
        return _sqlite(place, begin="BEGIN IMMEDIATE", settings=_SQLITE_SETTINGS, patience=patience)
    return _postgresql(place, settings=() if owner else (f"SET ROLE {APP_ROLE}",), patience=patience)


def reader(place: Address, *, patience: float = PATIENCE) -> Engine:
    """The door that cannot write; all that one connection reads is of one moment."""
    if place.dialect == "sqlite":
        # several of them stand open beside one another; what they share is in the system's own cache
        only = (*_SQLITE_SETTINGS, "PRAGMA query_only=ON", "PRAGMA cache_size=-8192")
        return _sqlite(place, begin="BEGIN", settings=only, patience=patience)
    settings = (f"SET ROLE {APP_ROLE}", "SET default_transaction_read_only = on")
    return _postgresql(place, settings=settings, patience=patience, snapshot=True)


def begin_writing(connection: Connection) -> None:
    """Wait until this is the only transaction that writes.

    The lock comes before the first look, and each statement after it sees what was committed (READ COMMITTED): what the
    writer before us left is seen.
    """
    connection.begin()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def _sqlite(place: Address, *, begin: str, settings: Iterable[str], patience: float) -> Engine:
    uri = f"{place.path.as_uri()}?mode=rw"  # a mistyped path must not become an empty armoury

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True, pool_timeout=patience
    )
    _on_connect(engine, settings)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(place: Address, *, settings: Iterable[str], patience: float, snapshot: bool = False) -> Engine:
    engine = create_engine(
        place.url,
        isolation_level="REPEATABLE READ" if snapshot else "READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=patience,
        connect_args={"connect_timeout": max(2, int(patience)), "application_name": "stockpile"},
    )
    _on_connect(
        engine,
        (
            "SET search_path = public",
            "SET timezone = 'UTC'",
            "SET client_encoding = 'UTF8'",
            f"SET lock_timeout = {int(patience * 1000)}",
            *settings,
        ),
    )
    return engine


def _on_connect(engine: Engine, settings: Iterable[str]) -> None:
    statements = tuple(settings)

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()  # a setting made in a transaction that rolls back is forgotten (PostgreSQL)
