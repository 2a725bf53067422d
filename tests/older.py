"""Database files as an earlier version of the program made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

RELEASED = {f"ix_weapon_{each}" for each in ("consignment", "holder", "serial_key", "site_standing_key", "source")}


def as_released(path: Path) -> None:
    """Make of a file of today one of the first released version: every later step undone."""
    with closing(sqlite3.connect(path)) as behind:
        indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'weapon' AND sql IS NOT NULL"
        for (name,) in behind.execute(indexes).fetchall():
            if name not in RELEASED:
                behind.execute(f"DROP INDEX {name}")
        for name in ("year", "issued_until"):
            behind.execute(f"ALTER TABLE weapon DROP COLUMN {name}")
        behind.execute("DROP TABLE kept")
        behind.execute("UPDATE alembic_version SET version_num = '0001'")
        behind.commit()
