"""What everything that asks the database is given."""

from __future__ import annotations

from sqlalchemy import Connection


class Reader:
    """A connection on which one consistent moment is read.

    Attributes:
        connection: SQLAlchemy's; `Store.reading` gives one that cannot write.
        dialect: `sqlite` or `postgresql`.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name
