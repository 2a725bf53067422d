"""A place for what officers keep for themselves: saved views, columns, when they were here last. No evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kept",
        _text("owner"),
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("owner", "name", name="pk_kept"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """A database does not go back; the copy made before each upgrade does."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)
