"""An office of one's own, on SQLite and, where STOCKPILE_TEST_POSTGRES names a superuser's URL, on PostgreSQL."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import Workbook
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `books` by name


from books import HEADINGS, Rows

from stockpile.domain.people import Role
from stockpile.office import Office, Session
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"
POSTGRES = os.environ.get("STOCKPILE_TEST_POSTGRES", "")


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty armoury."""
    made = _office(str(tmp_path / "armoury.db"))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The same, on either engine."""
    if request.param == "postgresql" and not POSTGRES:
        pytest.skip("needs STOCKPILE_TEST_POSTGRES, the URL of a superuser of a PostgreSQL server")
    name = f"stockpile_{uuid4().hex[:12]}"
    url = (
        str(tmp_path / "armoury.db")
        if request.param == "sqlite"
        else make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    )
    made = _office(url)
    yield made
    made.close()


def _office(url: str) -> Office:
    made = Office.create(url, site="HQ", name="Central", country="KE", login="anna", password=PASSWORD, kdf=FAST)
    anna = made.log_in("anna", PASSWORD)
    made.add_officer("ben", "Ben", tuple(Role), "HQ", PASSWORD, anna)
    return made


@pytest.fixture
def anna(request: pytest.FixtureRequest) -> Session:
    return _log_in(request, "anna")


@pytest.fixture
def ben(request: pytest.FixtureRequest) -> Session:
    return _log_in(request, "ben")


def _log_in(request: pytest.FixtureRequest, login: str) -> Session:
    name = "either" if "either" in request.fixturenames else "office"
    found: Office = request.getfixturevalue(name)
    return found.log_in(login, PASSWORD)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook: sheets by name, each a list of rows."""

    def written(name: str = "book.xlsx", /, **sheets: Rows) -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return written


@pytest.fixture
def inventory(write: Callable[..., Path]) -> Callable[..., Path]:
    """Writes an inventory of some rifles."""

    def written(*rows: Sequence[object], name: str = "inventory.xlsx") -> Path:
        return write(name, Rifles=[HEADINGS, *rows])

    return written
