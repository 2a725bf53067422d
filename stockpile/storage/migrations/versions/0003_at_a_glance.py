"""Columns and indexes that answer at a glance: what there is, of what age, overdue, in which place, in a dossier.

The register's, not the ledger's: two more of its columns say what its `details` say.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, fill them, index them."""
    for name in ("year", "issued_until"):
        op.add_column("weapon", _text(name))
    if op.get_context().dialect.name == "sqlite":
        said = "coalesce(json_extract(details, '$.{name}'), '')"
    else:
        said = "coalesce(details::jsonb ->> '{name}', '')"
    sets = ", ".join(f"{name} = {said.format(name=name)}" for name in ("year", "issued_until"))
    op.execute(f"UPDATE weapon SET {sets}")  # noqa: S608 - the texts above
    _index("ix_weapon_issued_until", ["issued_until", "voucher"], "standing = 'issued'")
    _index("ix_weapon_location", ["location", "site", "standing"], "location != ''")
    _index("ix_weapon_dossier", ["dossier", "site", "disposal", "standing"], "dossier != ''")
    _index("ix_weapon_in_transit", ["consignment", "site"], "standing = 'in transit'")


def downgrade() -> None:
    """A database does not go back; the copy made before each upgrade does."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, server_default="")


def _index(name: str, columns: list[str], where: str = "") -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, "weapon", columns, sqlite_where=condition, postgresql_where=condition)
