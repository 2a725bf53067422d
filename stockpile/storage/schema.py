"""The tables. Three kinds that must not be confused:

* the **ledger** (voucher, line, signature, node, seal, attachment, private_fact, paper): appended to, never changed;
  triggers and privileges see to it, hashes prove it;
* the **register** (weapon, equipment, thing): the fold of the ledgers, written in the same transaction; can be thrown
  away and rebuilt;
* what officers **keep** for themselves (kept): changed and dropped as they like, read by no rule, and no evidence.

Columns of the ledger beside a `body` repeat what stands in the body, for finding it; `verify` holds them to it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)

BigInt = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's own row number
Real = Float().with_variant(REAL, "sqlite")  # STRICT knows no FLOAT
# By bytes, as SQLite does: a language's order passes over hyphens, and serial numbers live by them.
String = Text().with_variant(Text(collation="C"), "postgresql")

meta = Table(  # what this database is; written when it is made
    "meta",
    metadata,
    Column("name", String, primary_key=True),  # database (its random id, hex), format, made_at
    Column("value", String, nullable=False),
    sqlite_strict=True,
)

voucher = Table(
    "voucher",
    metadata,
    Column("id", BigInt, primary_key=True, autoincrement=False),  # order of recording in this database, from 1
    Column("site", String, nullable=False),
    Column("seq", BigInt, nullable=False),  # place in the site's ledger, from 0
    Column("kind", String, nullable=False),
    Column("number", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("site", "seq"),
    UniqueConstraint("site", "number"),
    Index(None, "number"),  # a paper is often asked for without its site
    Index(None, "recorded_at"),
    sqlite_strict=True,
)

line = Table(
    "line",
    metadata,
    # deferred: an import streams its lines first and writes its header, which carries their root, last
    Column(
        "voucher",
        BigInt,
        ForeignKey("voucher.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", BigInt, primary_key=True, autoincrement=False),
    Column("subject", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "subject", "voucher"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

signature = Table(
    "signature",
    metadata,
    Column("voucher", BigInt, ForeignKey("voucher.id"), primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),  # officer, approver
    Column("login", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

node = Table(  # hashes of complete subtrees of each site's log; level 0 are the leaves
    "node",
    metadata,
    Column("site", String, primary_key=True),
    Column("level", BigInt, primary_key=True, autoincrement=False),
    Column("position", BigInt, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

seal = Table(
    "seal",
    metadata,
    Column("site", String, primary_key=True),
    Column("size", BigInt, primary_key=True, autoincrement=False),
    Column("note", String, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

private_fact = Table(  # the one table of the ledger from which a lawful order may remove a row
    "private_fact",
    metadata,
    Column("hash", String, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("value", String, nullable=False),
    sqlite_strict=True,
)

paper = Table(  # what left the program: the hash of each finished paper
    "paper",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("reference", String, nullable=False),  # the voucher's, or empty for a list
    Column("site", String, nullable=False),
    Column("seal_size", BigInt, nullable=False),
    Column("printed_at", String, nullable=False),
    Column("login", String, nullable=False),
    sqlite_strict=True,
)

secret = Table(  # wrapped keys; no secret in the clear
    "secret",
    metadata,
    Column("name", String, primary_key=True),  # office, officer, site:HQ, paper:HQ
    Column("owner", String, primary_key=True),  # login, or empty for what the office key wraps
    Column("kdf", String, nullable=False),  # JSON of the parameters of Argon2id; empty where the office key wraps
    Column("wrapped", LargeBinary, nullable=False),
    sqlite_strict=True,
)

kept = Table(  # saved views, columns, the last visit; nothing that an act or a paper rests on
    "kept",
    metadata,
    Column("owner", String, primary_key=True),  # login, or empty for what is everybody's
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# -- register ----------------------------------------------------------------------------------------------------------

weapon = Table(
    "weapon",
    metadata,
    Column("key", BigInt, primary_key=True, autoincrement=False),  # order of first appearance in this database, from 1
    Column("id", String, nullable=False, unique=True),
    Column("site", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("condition", String, nullable=False),
    Column("disposal", String, nullable=False),
    Column("maker", String, nullable=False),
    Column("model", String, nullable=False),
    Column("serial", String, nullable=False),
    Column("country", String, nullable=False),
    Column("category", String, nullable=False),
    Column("calibre", String, nullable=False),
    Column("nsn", String, nullable=False),
    Column("location", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("asset_number", String, nullable=False),
    Column("received_on", String, nullable=False),
    Column("consignment", String, nullable=False),
    Column("dossier", String, nullable=False),
    Column("flags", String, nullable=False),  # ` no-serial look-alike `: each between blanks
    Column("serial_key", String, nullable=False),  # folded, for exact and prefix search
    Column("search", String, nullable=False),  # folded: everything one can read on the piece, blank between
    Column("source", String, nullable=False),  # how its row is known again in a later version of the file it came from
    Column("digest", String, nullable=False),  # what that row said
    Column("receipt", String, nullable=False),  # reference of the voucher that received it
    Column("details", String, nullable=False),  # JSON of every other field
    Column("voucher", BigInt, nullable=False),  # the last one that touched it
    # from `details`, for what is asked at a glance
    Column("year", String, nullable=False, server_default=text("''")),
    Column("issued_until", String, nullable=False, server_default=text("''")),
    Index(None, "serial_key"),
    Index(None, "source"),
    Index(None, "site", "standing", "key"),
    sqlite_strict=True,
)


def _partial(name: str, where: ColumnElement[bool], *columns: Column[Any]) -> None:
    Index(name, *columns, sqlite_where=where, postgresql_where=where)


_partial("ix_weapon_holder", weapon.c.holder != "", weapon.c.holder)
_partial("ix_weapon_consignment", weapon.c.consignment != "", weapon.c.consignment)
_partial(
    "ix_weapon_dossier",
    weapon.c.dossier != "",
    weapon.c.dossier,
    weapon.c.site,
    weapon.c.disposal,
    weapon.c.standing,
)
_partial("ix_weapon_in_transit", weapon.c.standing == "in transit", weapon.c.consignment, weapon.c.site)
_partial("ix_weapon_issued_until", weapon.c.standing == "issued", weapon.c.issued_until, weapon.c.voucher)
_partial("ix_weapon_location", weapon.c.location != "", weapon.c.location, weapon.c.site, weapon.c.standing)

equipment = Table(
    "equipment",
    metadata,
    Column("key", BigInt, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("site", String, nullable=False),
    Column("sort", String, nullable=False),  # equipment; lot (of weapons, not told apart); unclear
    Column("item", String, nullable=False),
    Column("nsn", String, nullable=False),
    Column("quantity", Real, nullable=False),
    Column("source", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("receipt", String, nullable=False),
    Column("details", String, nullable=False),
    Column("voucher", BigInt, nullable=False),
    Index(None, "source"),
    sqlite_strict=True,
)

thing = Table(  # sites, officers, holders, locations, models: what acts refer to
    "thing",
    metadata,
    Column("subject", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),  # JSON
    Column("voucher", BigInt, nullable=False),
    Index(None, "kind"),
    sqlite_strict=True,
)

LEDGER = (meta, voucher, line, signature, node, seal, attachment, paper)  # no row of it changes or goes
REGISTER = (weapon, equipment, thing)
