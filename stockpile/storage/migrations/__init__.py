"""How the tables came to be, step by step; each step is tested on a database made by the version before.

Alembic finds the steps as files in `versions/`, so a packaged program carries that folder as files.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.schema import DropTable

from stockpile.domain.voucher import stored_time
from stockpile.storage import guards
from stockpile.storage.schema import meta, metadata

FORMAT = "1"  # of bodies, hashes and seals; a program refuses a format it does not know


def upgrade(connection: Connection) -> None:
    """Bring the tables to this program's version, guards and all, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    guards.install(connection)


def take_away(connection: Connection) -> None:
    """Undo `upgrade` in an empty database."""
    guards.take_away(connection)
    metadata.drop_all(connection)
    connection.execute(DropTable(Table("alembic_version", MetaData())))


def christen(connection: Connection, made_at: datetime) -> str:
    """Give a new database its identity; returns the random id."""
    identity = secrets.token_hex(16)
    rows = {"database": identity, "format": FORMAT, "made_at": stored_time(made_at)}
    connection.execute(meta.insert(), [{"name": name, "value": value} for name, value in rows.items()])
    return identity


def is_ours(connection: Connection) -> bool:
    """Whether there is a Stockpile database."""
    tables = inspect(connection).get_table_names()
    return "meta" in tables and "alembic_version" in tables


def is_empty(connection: Connection) -> bool:
    """Whether there is no table yet."""
    return not inspect(connection).get_table_names()


def revision(connection: Connection) -> str:
    """The step that the tables of a database stand at."""
    return MigrationContext.configure(connection).get_current_revision() or ""


@cache
def known_revisions() -> tuple[str, ...]:
    """Every step this program knows, the newest first; read once, since it is asked whenever a database is opened."""
    return tuple(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def digest() -> str:
    """Changes whenever a step's text does: for the tests that keep templates of databases."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
