"""Armouries to be hurt: made through the office, on SQLite, and on PostgreSQL where STOCKPILE_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `armoury` by name

from armoury import found

POSTGRES = os.environ.get("STOCKPILE_TEST_POSTGRES", "")


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A founded armoury, closed."""
    if request.param == "sqlite":
        made = str(tmp_path / "armoury.db")
        found(made)
        yield made
        return
    if not POSTGRES:
        pytest.skip("needs STOCKPILE_TEST_POSTGRES, the URL of a superuser of a PostgreSQL server")
    name = f"stockpile_faults_{uuid4().hex[:12]}"
    made = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    found(made)
    yield made
    import psycopg

    with psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
