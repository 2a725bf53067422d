"""A fresh database for each test, on both engines; PostgreSQL where STOCKPILE_TEST_POSTGRES names a superuser's URL."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from stockpile.storage.store import Store

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `ledger_clerk` by name

from ledger_clerk import Clerk

POSTGRES = os.environ.get("STOCKPILE_TEST_POSTGRES", "")
BOTH = ("sqlite", "postgresql")


def _administer(statement: str) -> None:
    with psycopg.connect(_named("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _named(database: str) -> str:
    return make_url(POSTGRES).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second memory of a PostgreSQL database belongs to the test too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(scope="session")
def _postgres_template() -> Iterator[str]:
    """One migrated database, copied for each test: a copy takes a tenth of the time."""
    name = f"stockpile_template_{uuid4().hex[:12]}"
    Store.create(_named(name)).close()
    yield name
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    Store.create(str(path)).close()
    return path


@contextmanager
def _copied(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A copy of the template on the engine that the request's parameter names."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("_sqlite_template")
        path = folder / "armoury.db"
        path.write_bytes(template.read_bytes())
        yield str(path)
        return
    if not POSTGRES:
        pytest.skip("needs STOCKPILE_TEST_POSTGRES, the URL of a superuser of a PostgreSQL server")
    template_name: str = request.getfixturevalue("_postgres_template")
    name = f"stockpile_test_{uuid4().hex[:12]}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template_name}"')
    yield _named(name)
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a fresh database is, with its tables and nothing in them."""
    with _copied(request, tmp_path) as made:
        yield made


@pytest.fixture(scope="module", params=BOTH)
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database for all the tests of a file that only look, or take back what they did."""
    with _copied(request, tmp_path_factory.mktemp("shared")) as made:
        yield made


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where no database is yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "new.db")
        return
    if not POSTGRES:
        pytest.skip("needs STOCKPILE_TEST_POSTGRES, the URL of a superuser of a PostgreSQL server")
    name = f"stockpile_test_{uuid4().hex[:12]}"
    yield _named(name)
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A fresh database, open."""
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_store(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, open, with a second memory of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        opened = Store.open(shared_url)
    with opened:
        yield opened


@pytest.fixture
def another(url: str) -> Iterator[Callable[[], Store]]:
    """Opens the database of `store` once more, as another program does."""
    opened: list[Store] = []

    def once_more() -> Store:
        opened.append(Store.open(url, patience=0.5))
        return opened[-1]

    yield once_more
    for each in opened:
        each.close()


@pytest.fixture
def clerk() -> Clerk:
    """Someone who can record vouchers at HQ."""
    return Clerk()
