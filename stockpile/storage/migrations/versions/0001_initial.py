"""The tables as they were first made.

Written out, not taken from `schema.py`: that goes on changing, this step never does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make ledger, register and the indexes of search."""
    _ledger()
    _register()
    _search()


def downgrade() -> None:
    """A ledger is not taken back."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _real(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float().with_variant(sa.REAL(), "sqlite"), nullable=False)


def _binary(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _search() -> None:
    if op.get_context().dialect.name == "sqlite":
        # trigrams over the folded marks; the register writes it beside each row of `weapon`
        op.execute(
            "CREATE VIRTUAL TABLE weapon_search USING fts5("
            "search, content='weapon', content_rowid='key', tokenize='trigram')"
        )
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
        op.execute("CREATE INDEX ix_weapon_search ON weapon USING gin (search gin_trgm_ops)")


def _ledger() -> None:
    op.create_table(
        "attachment",
        _text("sha256"),
        _binary("content"),
        sa.PrimaryKeyConstraint("sha256", name="pk_attachment"),
        sqlite_strict=True,
    )
    op.create_table(
        "meta",
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
        sqlite_strict=True,
    )
    op.create_table(
        "node",
        _text("site"),
        _whole("level"),
        _whole("position"),
        _binary("hash"),
        sa.PrimaryKeyConstraint("site", "level", "position", name="pk_node"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper",
        _text("sha256"),
        _text("kind"),
        _text("reference"),
        _text("site"),
        _whole("seal_size"),
        _text("printed_at"),
        _text("login"),
        sa.PrimaryKeyConstraint("sha256", name="pk_paper"),
        sqlite_strict=True,
    )
    op.create_table(
        "private_fact",
        _text("hash"),
        _binary("salt"),
        _text("value"),
        sa.PrimaryKeyConstraint("hash", name="pk_private_fact"),
        sqlite_strict=True,
    )
    op.create_table(
        "seal",
        _text("site"),
        _whole("size"),
        _text("note"),
        sa.PrimaryKeyConstraint("site", "size", name="pk_seal"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "secret",
        _text("name"),
        _text("owner"),
        _text("kdf"),
        _binary("wrapped"),
        sa.PrimaryKeyConstraint("name", "owner", name="pk_secret"),
        sqlite_strict=True,
    )
    op.create_table(
        "voucher",
        _whole("id"),
        _text("site"),
        _whole("seq"),
        _text("kind"),
        _text("number"),
        _text("recorded_at"),
        _binary("body"),
        sa.PrimaryKeyConstraint("id", name="pk_voucher"),
        sa.UniqueConstraint("site", "number", name="uq_voucher_site_number"),
        sa.UniqueConstraint("site", "seq", name="uq_voucher_site_seq"),
        sqlite_strict=True,
    )
    op.create_index("ix_voucher_number", "voucher", ["number"])
    op.create_index("ix_voucher_recorded_at", "voucher", ["recorded_at"])
    op.create_table(
        "line",
        _whole("voucher"),
        _whole("position"),
        _text("subject"),
        _binary("body"),
        sa.ForeignKeyConstraint(
            ["voucher"], ["voucher.id"], name="fk_line_voucher", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("voucher", "position", name="pk_line"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_line_subject_voucher", "line", ["subject", "voucher"])
    op.create_table(
        "signature",
        _whole("voucher"),
        _text("role"),
        _text("login"),
        _text("key"),
        _binary("signature"),
        sa.PrimaryKeyConstraint("voucher", "role", "login", name="pk_signature"),
        sa.ForeignKeyConstraint(["voucher"], ["voucher.id"], name="fk_signature_voucher"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _register() -> None:
    op.create_table(
        "equipment",
        _whole("key"),
        _text("id"),
        _text("site"),
        _text("sort"),
        _text("item"),
        _text("nsn"),
        _real("quantity"),
        _text("source"),
        _text("digest"),
        _text("receipt"),
        _text("details"),
        _whole("voucher"),
        sa.PrimaryKeyConstraint("key", name="pk_equipment"),
        sa.UniqueConstraint("id", name="uq_equipment_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_equipment_source", "equipment", ["source"])
    op.create_table(
        "thing",
        _text("subject"),
        _text("kind"),
        _text("state"),
        _whole("voucher"),
        sa.PrimaryKeyConstraint("subject", name="pk_thing"),
        sqlite_strict=True,
    )
    op.create_index("ix_thing_kind", "thing", ["kind"])
    op.create_table(
        "weapon",
        _whole("key"),
        _text("id"),
        _text("site"),
        _text("standing"),
        _text("condition"),
        _text("disposal"),
        _text("maker"),
        _text("model"),
        _text("serial"),
        _text("country"),
        _text("category"),
        _text("calibre"),
        _text("nsn"),
        _text("location"),
        _text("holder"),
        _text("asset_number"),
        _text("received_on"),
        _text("consignment"),
        _text("dossier"),
        _text("flags"),
        _text("serial_key"),
        _text("search"),
        _text("source"),
        _text("digest"),
        _text("receipt"),
        _text("details"),
        _whole("voucher"),
        sa.PrimaryKeyConstraint("key", name="pk_weapon"),
        sa.UniqueConstraint("id", name="uq_weapon_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_weapon_consignment",
        "weapon",
        ["consignment"],
        sqlite_where=sa.text("consignment != ''"),
        postgresql_where=sa.text("consignment != ''"),
    )
    op.create_index(
        "ix_weapon_holder",
        "weapon",
        ["holder"],
        sqlite_where=sa.text("holder != ''"),
        postgresql_where=sa.text("holder != ''"),
    )
    op.create_index("ix_weapon_serial_key", "weapon", ["serial_key"])
    op.create_index("ix_weapon_site_standing_key", "weapon", ["site", "standing", "key"])
    op.create_index("ix_weapon_source", "weapon", ["source"])
