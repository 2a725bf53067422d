"""Many rows out, as the driver gives them: an object a row would cost more than reading it.

Whoever may leave a stream before its end closes it (`contextlib.closing`): a cursor may not outlive its transaction.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Select

from stockpile.storage.reader import Reader

if TYPE_CHECKING:
    import psycopg

Row = tuple[Any, ...]  # what stands in it, the query says
Stream = Generator[Row, None, None]
Batches = Generator[Sequence[Row], None, None]

SIZE = 10_000  # rows in a batch
_numbers = count()


def batches(reader: Reader, wanted: Select[Any], size: int = SIZE) -> Batches:
    """The rows of a query in batches, as plain tuples, while it runs; several streams may be open at once."""
    if reader.dialect == "postgresql":
        yield from _from_server(reader, wanted, size)
        return
    result = reader.connection.execute(wanted)
    cursor = result.cursor
    if cursor is None:
        return
    try:
        while rows := cursor.fetchmany(size):
            yield rows
    finally:
        result.close()


def stream(reader: Reader, wanted: Select[Any], size: int = SIZE) -> Stream:
    """The rows of a query, one by one, as plain tuples."""
    with closing(batches(reader, wanted, size)) as pending:
        for rows in pending:
            yield from rows


def _from_server(reader: Reader, wanted: Select[Any], size: int) -> Batches:
    """Through a cursor of the server: the driver's own would take in the whole answer first.

    Not through SQLAlchemy's `stream_results`: it keeps the first rows to itself.
    """
    compiled = wanted.compile(dialect=reader.connection.dialect, compile_kwargs={"render_postcompile": True})
    driver = cast("psycopg.Connection[Row]", reader.connection.connection.driver_connection)
    with driver.cursor(name=f"stream_{next(_numbers)}") as cursor:
        cursor.execute(str(compiled).encode(), compiled.params)
        while rows := cursor.fetchmany(size):
            yield rows
