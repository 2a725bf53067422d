"""A database on a server: the address is kept, the password nowhere; what is wrong is said where it is mended."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sitting import PASSWORD, idle

from ui.main_window import MainWindow
from ui.opening import server_address, server_of, without_password
from ui.pages.connect import Server
from ui.remembered import Remembered

SERVER = os.environ.get("STOCKPILE_TEST_POSTGRES", "")
words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=20)


@given(login=words, password=words, database=words, port=st.integers(1, 65_535))
def test_an_address_says_what_was_typed_and_keeps_no_password(
    login: str, password: str, database: str, port: int
) -> None:
    asked = Server("db.example.net", port, database, login, password)
    url = server_address(asked)
    kept = without_password(url)
    assert server_of(kept) == Server("db.example.net", port, database, login)
    assert urlsplit(kept).password is None
    assert without_password(kept) == kept


@pytest.mark.parametrize("url", ["/srv/armoury/stockpile.db", "postgresql://login@server/stockpile", "C:\\armoury.db"])
def test_an_address_without_a_password_stays_as_it_is(url: str) -> None:
    assert without_password(url) == url


def test_a_server_that_does_not_answer_is_said_at_the_form(
    window: MainWindow, remembered: Remembered, qtbot: QtBot
) -> None:
    window.pages.show_welcome()
    window.pages.welcome.connect_to.click()
    page = window.pages.connect_page
    page.ok.click()
    assert page.fields.problem(page.login)  # what is missing is said before anything is asked
    page.host.setText("127.0.0.1")
    page.port.setText("1")
    page.login.setText("registry")
    page.password.setText("not to be kept")
    page.ok.click()
    idle(window, qtbot)
    assert page.notice.text
    assert "not to be kept" not in page.notice.text
    assert page.ok.isEnabled()
    assert not remembered.text("database")


def test_a_server_used_last_that_is_gone_is_offered_again(
    window: MainWindow, remembered: Remembered, qtbot: QtBot
) -> None:
    remembered.keep("database", "postgresql://registry@127.0.0.1:1/armoury")
    window.begin()
    idle(window, qtbot)
    page = window.pages.connect_page
    assert window.pages.currentWidget() is page
    assert (page.host.text(), page.port.text(), page.database.text()) == ("127.0.0.1", "1", "armoury")
    assert page.login.text() == "registry"
    assert page.notice.text


@pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server: installer/postgres.py run -- …")
def test_a_register_is_made_on_a_real_server_and_opened_again(
    window: MainWindow, remembered: Remembered, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    name = f"stockpile_window_{uuid4().hex[:8]}"
    known = server_of(SERVER)
    assert known is not None
    window.pages.show_connect(known)
    page = window.pages.connect_page
    page.database.setText(name)
    page.password.setText(urlsplit(SERVER).password or "")
    page.ok.click()
    idle(window, qtbot)
    assert page.create_new.isVisible(), page.notice.text
    page.create_new.click()
    idle(window, qtbot)
    new = window.pages.new_database
    assert new.path.isReadOnly()
    new.name.setText("Central")
    new.site.setText("HQ")
    new.country.setEditText("XX")
    new.login.setText("jdiallo")
    new.password.setText(PASSWORD)
    new.again.setText(PASSWORD)
    new.ok.click()
    idle(window, qtbot)
    assert window.frame is not None, new.notice.text
    kept = remembered.text("database")
    assert kept.endswith(f"/{name}")
    assert urlsplit(kept).password is None
    window.lock()
    idle(window, qtbot)
    address = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    window.open(address)
    idle(window, qtbot)
    assert window.pages.currentWidget() is window.log_in
    assert window.log_in.login.text() == "jdiallo"  # known from last time, whatever the password at the server
