"""What there is to say of a database itself: how large it is, and at which step its tables stand."""

from __future__ import annotations

from contextlib import suppress

from stockpile.storage import migrations
from stockpile.storage.store import Store


def size(store: Store) -> int:
    """In bytes: of the file and what it writes ahead, or as the server says."""
    if store.dialect == "postgresql":
        with store.reading() as reader:
            asked = "SELECT pg_database_size(current_database())"
            return int(reader.connection.exec_driver_sql(asked).scalar() or 0)
    total = 0
    for end in ("", "-wal"):
        with suppress(OSError):
            total += store.address.path.with_name(f"{store.address.path.name}{end}").stat().st_size
    return total


def revision(store: Store) -> str:
    """The step that its tables stand at."""
    with store.reading() as reader:
        return migrations.revision(reader.connection)
