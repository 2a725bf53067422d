"""What is special about PostgreSQL: finding and making a database on its server, and the role that may only append."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from stockpile.domain.errors import Refused, StorageFault
from stockpile.storage.engine import APP_ROLE, Address
from stockpile.storage.faults import translated

_MAINTENANCE = "postgres"  # every server has it


def find(address: Address) -> None:
    """See whether the database answers.

    Raises:
        Refused: ``database.absent``.
        StorageFault: ``storage.unreachable``, ``storage.denied`` ...
    """
    try:
        with _connected(address.url):
            return
    except StorageFault:
        if _is_absent(address):
            raise Refused("database.absent", path=str(address)) from None
        raise


def make_database(address: Address) -> None:
    """Make the database where it is not there yet.

    Raises:
        Refused: ``database.encoding`` where it is there and not in UTF-8.
    """
    if _is_absent(address):
        plain = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
            sql.Identifier(address.url.database or "")
        )
        with _connected(address.url.set(database=_MAINTENANCE)) as connection:
            # C.UTF-8: knows the letters of all alphabets, and is the same on every machine that has it
            try:
                connection.exec_driver_sql(f"{plain.as_string(None)} LOCALE 'C.UTF-8'")
            except DBAPIError:
                connection.exec_driver_sql(plain.as_string(None))
    with _connected(address.url) as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise Refused("database.encoding", encoding=encoding)


def make_role(address: Address) -> None:
    """Make the role of the program, one for all databases of a server, and let whoever is logged in take it.

    Other logins are let in by the server's own people: ``GRANT stockpile_app TO login``.
    """
    with _connected(address.url) as connection:
        # a role knows no IF NOT EXISTS, and another program may be making it now
        connection.exec_driver_sql(
            f"DO $$ BEGIN IF to_regrole('{APP_ROLE}') IS NULL THEN CREATE ROLE {APP_ROLE} NOLOGIN; END IF; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        if not connection.exec_driver_sql(f"SELECT pg_has_role(current_user, '{APP_ROLE}', 'MEMBER')").scalar():
            connection.exec_driver_sql(f"GRANT {APP_ROLE} TO CURRENT_USER")


def _is_absent(address: Address) -> bool:
    """Whether the server answers and has no such database."""
    try:
        with _connected(address.url.set(database=_MAINTENANCE)) as connection:
            found = connection.exec_driver_sql(
                "SELECT 1 FROM pg_database WHERE datname = %(name)s", {"name": address.url.database}
            )
            return found.scalar() is None
    except StorageFault:
        return False


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": 10, "application_name": "stockpile"},
    )
    with translated(database=url.render_as_string(hide_password=True)), engine.connect() as connection:
        yield connection
