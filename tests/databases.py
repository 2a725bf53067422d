"""Databases on both engines: made once, and copied for each test that needs one of its own.

Making one takes the migrations, a site, officers and their keys; a copy takes a tenth of that.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

POSTGRES = os.environ.get("STOCKPILE_TEST_POSTGRES", "")
BOTH = ("sqlite", "postgresql")
STATE = "state"  # in a test's folder: where the second memory of a database on a server is


def named(database: str) -> str:
    """The URL of a database on the server of the tests."""
    return make_url(POSTGRES).set(database=database).render_as_string(hide_password=False)


@contextmanager
def place(engine: str, folder: Path, file: str = "armoury.db") -> Iterator[str]:
    """Where no database is yet; gone afterwards. The test is skipped where there is no server to have one on."""
    if engine == "sqlite":
        yield str(folder / file)
        return
    if not POSTGRES:
        pytest.skip("needs STOCKPILE_TEST_POSTGRES, the URL of a superuser of a PostgreSQL server")
    name = f"stockpile_test_{uuid4().hex[:12]}"
    yield named(name)
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def administer(statement: str) -> None:
    """Do something to the server itself."""
    with psycopg.connect(named("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def state_in(folder: Path) -> Iterator[None]:
    """Keep second memories in a folder of one's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / STATE))
        yield


class Original:
    """What ``make`` makes at a URL and closes again, once on each engine that is asked for."""

    def __init__(self, make: Callable[[str], object], folder: Path) -> None:
        self._make = make
        self._folder = folder
        self._made: dict[str, str] = {}

    @contextmanager
    def copied(self, engine: str, folder: Path) -> Iterator[str]:
        """A copy of it in ``folder``, second memory and all; gone afterwards."""
        with place(engine, folder) as url:
            original = self._at(engine)
            if engine == "sqlite":
                for each in self._folder.glob("armoury.db*"):
                    shutil.copy(each, folder / each.name)
            else:
                names = (make_url(each).database for each in (url, original))
                administer('CREATE DATABASE "{}" TEMPLATE "{}"'.format(*names))
                shutil.copytree(self._folder / STATE, folder / STATE, dirs_exist_ok=True)
            yield url

    def _at(self, engine: str) -> str:
        if engine not in self._made:
            url = (
                str(self._folder / "armoury.db")
                if engine == "sqlite"
                else named(f"stockpile_original_{uuid4().hex[:12]}")
            )
            (self._folder / STATE).mkdir(exist_ok=True)
            with state_in(self._folder):
                self._make(url)
            self._made[engine] = url
        return self._made[engine]

    def close(self) -> None:
        """Nobody wants copies any more."""
        if url := self._made.get("postgresql"):
            administer(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


@contextmanager
def original(make: Callable[[str], object], folder: Path) -> Iterator[Original]:
    """For a fixture of a whole session."""
    made = Original(make, folder)
    yield made
    made.close()
