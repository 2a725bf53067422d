"""A fresh database for each test, on both engines; PostgreSQL where STOCKPILE_TEST_POSTGRES names a superuser's URL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import databases
import pytest

from stockpile.storage.store import Store

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `ledger_clerk` by name

from ledger_clerk import Clerk


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path) -> Iterator[None]:
    """The second memory of a PostgreSQL database belongs to the test too."""
    with databases.state_in(tmp_path):
        yield


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Original]:
    """A migrated database, to be copied."""

    def make(url: str) -> None:
        Store.create(url).close()

    with databases.original(make, tmp_path_factory.mktemp("empty")) as made:
        yield made


@pytest.fixture(params=databases.BOTH)
def url(request: pytest.FixtureRequest, _empty: databases.Original, tmp_path: Path) -> Iterator[str]:
    """Where a fresh database is, with its tables and nothing in them."""
    with _empty.copied(request.param, tmp_path) as made:
        yield made


@pytest.fixture(params=databases.BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where no database is yet."""
    with databases.place(request.param, tmp_path, "new.db") as made:
        yield made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A fresh database, open."""
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="module", params=databases.BOTH)
def shared_url(
    request: pytest.FixtureRequest, _empty: databases.Original, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One database for all the tests of a file that only look, or take back what they did."""
    with _empty.copied(request.param, tmp_path_factory.mktemp("shared")) as made:
        yield made


@pytest.fixture(scope="module")
def shared_store(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same, open, with a second memory of its own."""
    with databases.state_in(tmp_path_factory.mktemp("memory")):
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
