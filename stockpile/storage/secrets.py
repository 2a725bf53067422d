"""Wrapped keys in the database (`stockpile.sealing.keys` wraps and unwraps them); nothing here can be read by itself.

These rows may change and go: a new password wraps the same key anew, an officer who leaves loses theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, RowMapping, and_, select

from stockpile.storage.reader import Reader
from stockpile.storage.schema import secret
from stockpile.storage.store import Unit


@dataclass(frozen=True, slots=True)
class Secret:
    """One wrapped key.

    Attributes:
        name: `office`, `officer`, `site:HQ`, `paper:HQ`.
        owner: the login whose password wraps it; empty where the office key does.
        kdf: JSON of what makes a key of that password; empty where the office key wraps.
        wrapped: ciphertext.
    """

    name: str
    owner: str
    kdf: str
    wrapped: bytes = field(repr=False)


def find(reader: Reader, name: str, owner: str = "") -> Secret | None:
    """One wrapped key."""
    row = reader.connection.execute(select(secret).where(_named(name, owner))).mappings().first()
    return None if row is None else _secret(row)


def named(reader: Reader, name: str) -> list[Secret]:
    """All wrappings of what goes by a name, by owner: `office` has one for each officer."""
    wanted = select(secret).where(secret.c.name == name).order_by(secret.c.owner)
    return [_secret(row) for row in reader.connection.execute(wanted).mappings()]


def owned(reader: Reader, owner: str = "") -> list[Secret]:
    """Everything wrapped under one login's password, by name; with no login, under the office key."""
    wanted = select(secret).where(secret.c.owner == owner).order_by(secret.c.name)
    return [_secret(row) for row in reader.connection.execute(wanted).mappings()]


def keep(unit: Unit, kept: Secret) -> None:
    """Store a wrapped key, in the place of what went by that name and owner."""
    remove(unit, kept.name, kept.owner)
    row = {"name": kept.name, "owner": kept.owner, "kdf": kept.kdf, "wrapped": kept.wrapped}
    unit.connection.execute(secret.insert(), row)


def remove(unit: Unit, name: str, owner: str = "") -> bool:
    """Remove a wrapped key for good; returns whether there was one."""
    return unit.connection.execute(secret.delete().where(_named(name, owner))).rowcount > 0


def _named(name: str, owner: str) -> ColumnElement[bool]:
    return and_(secret.c.name == name, secret.c.owner == owner)


def _secret(row: RowMapping) -> Secret:
    return Secret(row["name"], row["owner"], row["kdf"], row["wrapped"])
