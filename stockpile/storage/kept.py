"""Small texts that officers keep, each under a name; changed and dropped as they like. No rule and no paper reads
them, and no verification: they prove nothing."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Table, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from stockpile.domain.errors import StorageFault
from stockpile.storage import schema
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store, Unit

log = logging.getLogger(__name__)

_kept = schema.kept.c
_AFTER = "\U0010ffff"  # sorts after every name


def find(reader: Reader, owner: str, name: str) -> str:
    """What is kept under a name; empty where nothing is."""
    wanted = select(_kept.value).where(_kept.owner == owner, _kept.name == name)
    return str(reader.connection.scalar(wanted) or "")


def named(reader: Reader, owner: str, prefix: str = "") -> dict[str, str]:
    """Everything of an owner whose name begins so, by name."""
    wanted = select(_kept.name, _kept.value).where(_kept.owner == owner).order_by(_kept.name)
    if prefix:
        wanted = wanted.where(_kept.name >= prefix, _kept.name < prefix + _AFTER)
    return {row.name: row.value for row in reader.connection.execute(wanted)}


def count(reader: Reader, owner: str) -> int:
    """How much an owner keeps."""
    return int(reader.connection.scalar(select(func.count()).where(_kept.owner == owner)) or 0)


def put(unit: Unit, owner: str, name: str, value: str) -> None:
    """Keep a text, in the place of what went by that name."""
    new = _insert(unit.dialect, schema.kept).values(owner=owner, name=name, value=value)
    unit.connection.execute(new)


def drop(unit: Unit, owner: str, name: str) -> bool:
    """Keep it no longer; returns whether there was one."""
    gone = schema.kept.delete().where(and_(_kept.owner == owner, _kept.name == name))
    return unit.connection.execute(gone).rowcount > 0


def _insert(dialect: str, table: Table) -> Any:  # noqa: ANN401 - the dialects' own class, which SQLAlchemy gives no common name
    if dialect == "sqlite":
        new: Any = sqlite.insert(table)
    else:
        new = postgresql.insert(table)
    return new.on_conflict_do_update(index_elements=["owner", "name"], set_={"value": new.excluded.value})


def try_to_put(store: Store, owner: str, name: str, value: str) -> bool:
    """Keep a text if that is possible now; returns whether it was. For what must not fail over a note: a database that
    is read-only or damaged, or that somebody else is writing."""
    try:
        with store.writing() as unit:
            put(unit, owner, name, value)
            unit.commit()
    except (StorageFault, SQLAlchemyError):
        log.info("not kept: %s", name, exc_info=True)
        return False
    return True
