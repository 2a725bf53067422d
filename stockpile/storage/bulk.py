"""Many rows at once, as tuples, through the driver's fastest way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Insert ``rows``, whose values stand in the order of ``columns``; all or none, in the open transaction."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table.name, columns, rows)
    else:
        named = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join("?" for _ in columns)
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({named}) VALUES ({places})', rows)  # noqa: S608 - names from the schema


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    )
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
