"""The tables. Two kinds that must not be confused:

* the **ledger** (voucher, line, signature, node, seal, attachment, private_fact, paper): appended to, never changed; triggers and
  privileges see to it, hashes prove it;
* the **register** (weapon, equipment, thing): the fold of the ledgers, written in the same transaction; can be thrown away and
  rebuilt.

Columns of the ledger beside a `body` repeat what stands in the body, for finding it; `verify` holds them to it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
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
STRICT = {"sqlite_strict": True}
CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}

voucher = Table(
    "voucher",
    metadata,
    Column("id", BigInt, primary_key=True, autoincrement=False),  # order of recording in this database, from 1
    Column("site", Text, nullable=False),
    Column("seq", BigInt, nullable=False),  # place in the site's ledger, from 0
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("site", "seq"),
    UniqueConstraint("site", "number"),
    Index(None, "recorded_at"),
    **STRICT,
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
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "subject", "voucher"),
    **CLUSTERED,
)

signature = Table(
    "signature",
    metadata,
    Column("voucher", BigInt, ForeignKey("voucher.id"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),  # officer, approver
    Column("login", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    **CLUSTERED,
)

node = Table(  # hashes of complete subtrees of each site's log; level 0 are the leaves
    "node",
    metadata,
    Column("site", Text, primary_key=True),
    Column("level", BigInt, primary_key=True, autoincrement=False),
    Column("position", BigInt, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    **CLUSTERED,
)

seal = Table(
    "seal",
    metadata,
    Column("site", Text, primary_key=True),
    Column("size", BigInt, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    **CLUSTERED,
)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    **STRICT,
)

private_fact = Table(  # the one table of the ledger from which a lawful order may remove a row
    "private_fact",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("value", Text, nullable=False),
    **STRICT,
)

paper = Table(  # what left the program: the hash of each finished paper
    "paper",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),  # the voucher's, or empty for a list
    Column("site", Text, nullable=False),
    Column("seal_size", BigInt, nullable=False),
    Column("printed_at", Text, nullable=False),
    Column("login", Text, nullable=False),
    **STRICT,
)

secret = Table(  # wrapped keys; no secret in the clear
    "secret",
    metadata,
    Column("name", Text, primary_key=True),  # office, officer, site:HQ, paper:HQ
    Column("owner", Text, primary_key=True),  # login, or empty for what the office key wraps
    Column("kdf", Text, nullable=False),  # JSON of the parameters of Argon2id; empty where the office key wraps
    Column("wrapped", LargeBinary, nullable=False),
    **STRICT,
)

# -- register ------------------------------------------------------------------------------------------------------------------

weapon = Table(
    "weapon",
    metadata,
    Column("key", BigInt, primary_key=True, autoincrement=False),  # order of first appearance in this database, from 1
    Column("id", Text, nullable=False, unique=True),
    Column("site", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("condition", Text, nullable=False),
    Column("disposal", Text, nullable=False),
    Column("maker", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("calibre", Text, nullable=False),
    Column("nsn", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("asset_number", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    Column("consignment", Text, nullable=False),
    Column("dossier", Text, nullable=False),
    Column("flags", Text, nullable=False),  # ` no-serial look-alike `: each between blanks
    Column("serial_key", Text, nullable=False),  # folded, for exact and prefix search
    Column("search", Text, nullable=False),  # folded: everything one can read on the piece, blank between
    Column("source", Text, nullable=False),  # how its row is known again in a later version of the file it came from
    Column("digest", Text, nullable=False),  # what that row said
    Column("receipt", Text, nullable=False),  # reference of the voucher that received it
    Column("details", Text, nullable=False),  # JSON of every other field
    Column("voucher", BigInt, nullable=False),  # the last one that touched it
    Index(None, "serial_key"),
    Index(None, "source"),
    Index(None, "site", "standing", "key"),
    **STRICT,
)
Index("ix_weapon_holder", weapon.c.holder, sqlite_where=weapon.c.holder != "", postgresql_where=weapon.c.holder != "")
Index(
    "ix_weapon_consignment",
    weapon.c.consignment,
    sqlite_where=weapon.c.consignment != "",
    postgresql_where=weapon.c.consignment != "",
)

equipment = Table(
    "equipment",
    metadata,
    Column("key", BigInt, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("site", Text, nullable=False),
    Column("sort", Text, nullable=False),  # equipment; lot (of weapons, not told apart); unclear
    Column("item", Text, nullable=False),
    Column("nsn", Text, nullable=False),
    Column("quantity", Float, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("voucher", BigInt, nullable=False),
    Index(None, "source"),
    **STRICT,
)

thing = Table(  # sites, officers, holders, locations, models: what acts refer to
    "thing",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),  # JSON
    Column("voucher", BigInt, nullable=False),
    Index(None, "kind"),
    **STRICT,
)

LEDGER = (voucher, line, signature, node, seal, attachment, paper)
REGISTER = (weapon, equipment, thing)
