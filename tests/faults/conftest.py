"""Armouries to be hurt: made through the office, on SQLite, and on PostgreSQL where STOCKPILE_TEST_POSTGRES names a server."""

from __future__ import annotations

import sys
from pathlib import Path

import databases
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `armoury` by name

from armoury import found


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path):
    with databases.state_in(tmp_path):
        yield


@pytest.fixture(params=databases.BOTH)
def url(request, tmp_path):
    """A founded armoury, closed."""
    with databases.place(request.param, tmp_path) as made:
        found(made)
        yield made
