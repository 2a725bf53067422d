"""The database as a whole: made once, opened by whoever needs it, read on one door and written on the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, select

from stockpile.domain.draft import Draft
from stockpile.domain.errors import Refused, StorageFault
from stockpile.domain.voucher import Kind, Line, Voucher
from stockpile.storage import appending, engine, heads, migrations, servers
from stockpile.storage.appending import Appending, Sealer
from stockpile.storage.codec import encode_line
from stockpile.storage.engine import PATIENCE, Address
from stockpile.storage.faults import translated
from stockpile.storage.memory import Memory, place_of
from stockpile.storage.reader import Reader
from stockpile.storage.schema import meta

__all__ = ["Appending", "Reader", "Sealer", "Store", "Unit"]

_CHUNK = 1000  # lines written at once


class Unit(Reader):
    """One transaction that writes: what it appends and folds is there together, or not at all."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        super().__init__(connection)
        self._memory = memory
        self._remembered: dict[str, str] | None = None
        self._sealed: dict[str, str] = {}
        self._appending: Appending | None = None

    @property
    def last_voucher_id(self) -> int:
        """The place, in the order of recording of this database, of the voucher this unit appended last."""
        if self._appending is None:
            raise RuntimeError("nothing was appended")
        return self._appending.voucher_id

    def append(self, draft: Draft, lines: Iterable[Line], seals: Sealer) -> Voucher:
        """Record a voucher with its lines. The register is not touched: the caller folds the lines into it.

        Raises:
            IntegrityAlarm: the ledger contradicts its last seal or the second memory; see `heads.check_sealed`.
            Refused: ``number.not-finite``, ``number.too-large``, ``text.unreadable`` for what JSON cannot hold.
        """
        pending = iter(lines)
        with self.streaming(draft, seals) as recording:
            while chunk := [(line.subject, encode_line(line)) for line in islice(pending, _CHUNK)]:
                recording.add(chunk)
            return recording.close()

    def streaming(self, draft: Draft, seals: Sealer) -> Appending:
        """Record a voucher of many lines: add them in chunks, then close. One at a time.

        Raises:
            IntegrityAlarm: as `append`.
        """
        if self._appending is not None and self._appending.open:
            raise RuntimeError("a voucher is still open")
        size = heads.size_of(self.connection, draft.site)
        heads.check_sealed(self.connection, draft.site, size, self._remembers(draft.site))
        self._appending = Appending(self.connection, draft, seals, self._has_sealed)
        return self._appending

    def next_voucher_id(self) -> int:
        """The place of the next voucher in the order of recording of this database."""
        return appending.next_voucher_id(self.connection)

    def next_number(self, site: str, kind: Kind, year: int) -> str:
        """The number the next voucher of this kind would have."""
        return appending.next_number(self.connection, site, kind, year)

    def commit(self) -> None:
        """Make it last; then, outside the database, remember the seals."""
        if self._appending is not None and self._appending.open:
            raise RuntimeError("a voucher was begun and not closed")
        self.connection.commit()
        if self._sealed:
            self._memory.remember(self._sealed)
        self._sealed = {}

    def _remembers(self, site: str) -> str:
        if self._remembered is None:
            self._remembered = self._memory.read()
        return self._remembered.get(site, "")

    def _has_sealed(self, voucher: Voucher, note: str) -> None:
        self._sealed[voucher.site] = note


class Store:
    """An open database.

    Attributes:
        address: where it is; its text shows no password.
        database: its random id, hex.
        memory: what is remembered of its seals outside it.
    """

    def __init__(self, address: Address, database: str, *, patience: float = PATIENCE) -> None:
        self.address = address
        self.database = database
        self.memory = Memory(place_of(address, database), database)
        self._writer = engine.writer(address, patience=patience)
        self._reader = engine.reader(address, patience=patience)

    @classmethod
    def create(cls, url: str) -> Store:
        """Make a database: a file that is not there yet, or the tables in an empty PostgreSQL database.

        A PostgreSQL database that is not there is made too, where the login may.

        Raises:
            Refused: ``database.exists``, ``database.address``, ``database.no-folder``, ``database.seal-left`` (seals of
                a database that stood there are left), ``database.encoding`` (PostgreSQL, not UTF-8).
            StorageFault: the place cannot be written or reached.
        """
        address = engine.address(url)
        if address.dialect == "sqlite":
            _create_file(address)
        else:
            _create_on_server(address)
        return cls.open(url)

    def discard(self) -> None:
        """Take a database away again that was made and is not wanted; closes it.

        An empty PostgreSQL database stays.

        Raises:
            Refused: ``database.not-empty``; a ledger is never taken away.
        """
        with self.reading() as reader:
            if appending.next_voucher_id(reader.connection) > 1:
                raise Refused("database.not-empty", path=str(self.address))
        self.close()
        if self.dialect == "sqlite":
            _unlink(self.address.path)
            return
        with _as_owner(self.address) as connection:
            migrations.take_away(connection)
            connection.commit()

    @classmethod
    def open(cls, url: str, *, patience: float = PATIENCE) -> Store:
        """Open a database that is there. ``patience``: seconds to wait for another writer.

        Raises:
            Refused: ``database.absent``, ``database.address``.
            StorageFault: ``storage.not-ours``; ``storage.newer`` and ``storage.older`` (``revision`` or ``format``)
                where another version of the program made it; ``storage.unreachable``, ``storage.denied`` ...
        """
        address = engine.address(url)
        _find(address)
        with _looking(address) as connection:
            _check_version(connection, address)
            database = connection.scalar(select(meta.c.value).where(meta.c.name == "database"))
        return cls(address, str(database), patience=patience)

    @classmethod
    def upgrade(cls, url: str) -> Store:
        """Bring the tables of an older version up to date, all or nothing, and open them.

        Raises:
            Refused, StorageFault: as `open`, without ``storage.older``.
        """
        address = engine.address(url)
        _find(address)
        with _as_owner(address) as connection:
            _check_version(connection, address, older=True)
            migrations.upgrade(connection)
            connection.commit()
        return cls.open(url)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.address.dialect

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """The one transaction that writes; rolled back on leaving unless it was committed.

        Raises:
            Busy: another program wrote all the while.
            StorageFault: the world said no; nothing was written.
        """
        with translated(database=str(self.address)), self._writer.connect() as connection:
            engine.begin_writing(connection)
            yield Unit(connection, self.memory)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One consistent moment, on a connection that cannot write."""
        with translated(database=str(self.address)), self._reader.connect() as connection:
            connection.scalar(select(meta.c.value).where(meta.c.name == "format"))  # the moment is now
            yield Reader(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._writer.dispose()
        self._reader.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _find(address: Address) -> None:
    if address.dialect == "postgresql":
        servers.find(address)
        return
    try:
        with address.path.open("rb") as file:
            begins = file.read(16)
    except FileNotFoundError:
        raise Refused("database.absent", path=str(address)) from None
    except IsADirectoryError:
        raise StorageFault("storage.not-ours", database=str(address)) from None
    except OSError as error:
        raise StorageFault("storage.denied", database=str(address), said=error.strerror) from error
    if begins != b"SQLite format 3\0":
        raise StorageFault("storage.not-ours", database=str(address))


def _check_version(connection: Connection, address: Address, *, older: bool = False) -> None:
    if not migrations.is_ours(connection):
        raise StorageFault("storage.not-ours", database=str(address))
    stored = connection.scalar(select(meta.c.value).where(meta.c.name == "format"))
    if stored != migrations.FORMAT:
        raise StorageFault("storage.newer", format=stored)
    there = migrations.revision(connection)
    newest, *before = migrations.known_revisions()
    if there not in (newest, *before):
        raise StorageFault("storage.newer", revision=there)
    if there != newest and not older:
        raise StorageFault("storage.older", revision=there)


@contextmanager
def _looking(address: Address) -> Iterator[Connection]:
    """Look at what is there, whoever may be writing: not as the app, whose role may not be there."""
    sqlite = address.dialect == "sqlite"
    door = engine.reader(address) if sqlite else engine.writer(address, owner=True)
    try:
        with translated(database=str(address)), door.connect() as connection:
            yield connection
    finally:
        door.dispose()


@contextmanager
def _as_owner(address: Address) -> Iterator[Connection]:
    """The transaction in which tables are made and migrated."""
    owner: Engine = engine.writer(address, owner=True)
    try:
        with translated(database=str(address)), owner.connect() as connection:
            engine.begin_writing(connection)
            yield connection
    finally:
        owner.dispose()


def _create_file(address: Address) -> None:
    path = address.path
    left = path.with_name(f"{path.name}-seal")
    if not path.parent.is_dir():
        raise Refused("database.no-folder", path=str(path.parent))
    if left.exists() and not path.exists():
        raise Refused("database.seal-left", path=str(left))
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise Refused("database.exists", path=str(path)) from None
    except OSError as error:
        raise StorageFault("storage.denied", database=str(path), said=error.strerror) from error
    try:
        with translated(database=str(address)):
            _lay_out(path)
        _make_tables(address)
    except BaseException:
        _unlink(path)
        raise


def _unlink(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def _lay_out(path: Path) -> None:
    """What stands in the head of the file: that it is ours, and that it writes ahead."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":  # a network drive, usually; there SQLite's locks cannot be trusted either
            raise StorageFault("storage.no-wal", database=str(path))


def _create_on_server(address: Address) -> None:
    servers.make_database(address)
    servers.make_role(address)
    _make_tables(address)


def _make_tables(address: Address) -> None:
    with _as_owner(address) as connection:
        if not migrations.is_empty(connection):
            raise Refused("database.exists", path=str(address))
        migrations.upgrade(connection)
        migrations.christen(connection, datetime.now(UTC))
        connection.commit()
