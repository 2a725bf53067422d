"""Parts of what can be read on a piece, through the trigram index: FTS5 on SQLite, pg_trgm on PostgreSQL.

A bound LIKE would read the whole table on SQLite, and has no index to go by there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, column, or_, table

from stockpile.storage import schema
from stockpile.storage.reader import Reader

LEAST = 3  # characters; what is shorter has no trigram
INDEX = table("weapon_search", column("rowid"), column("weapon_search"), column("search"))

Ways = Sequence[Sequence[str]]


def carries(reader: Reader, ways: Ways) -> ColumnElement[bool]:
    """Weapons that carry, for one of the ways, all of its texts; folded, at least `LEAST` characters each."""
    if reader.dialect == "postgresql":
        carried = schema.weapon.c.search
        return or_(*[and_(*[carried.contains(part, autoescape=True) for part in way]) for way in ways])
    return INDEX.c.weapon_search.op("MATCH")(_asked(ways))


def joined(reader: Reader) -> ColumnElement[bool] | None:
    """What ties the index to the weapon, where it is a table of its own."""
    return INDEX.c.rowid == schema.weapon.c.key if reader.dialect == "sqlite" else None


def _asked(ways: Ways) -> str:
    """In the language of FTS5; a folded text holds no quote."""
    return " OR ".join("(" + " AND ".join(f'"{part}"' for part in way) + ")" for way in ways)
