"""A terminal of one's own: commands run in this process, through the same door as the installed command."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from functools import cache

import pytest

from stockpile.cli.__main__ import main
from stockpile.cli.parser import build_parser
from stockpile.sealing import keys

PASSWORD = "four cranes over a quiet field"
PEOPLE = {
    "amara": ("storekeeper", "armourer"),
    "tomas": ("storekeeper",),
    "rosa": ("commander",),
    "viktor": ("inspector",),
    "farida": ("disposal officer", "accountant"),
    "kofi": ("armourer",),
}


class Terminal:
    """Runs commands on one database; each officer has the same password here."""

    def __init__(self, folder):
        self.folder = folder
        self.database = folder / "armoury.db"

    def __call__(self, *words, by="admin", approvers=(), code=0, json_=True):
        named = [each for login in approvers for each in ("--approver", login)]
        options = ["--database", str(self.database), "--officer", by, *named, *(["--json"] if json_ else [])]
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            got = main([*options, *map(str, words)])
        assert got == code, f"{words}: exit {got}: {out.getvalue()} {err.getvalue()}"
        return json.loads(out.getvalue()) if json_ else out.getvalue() + err.getvalue()

    def refused(self, *words, **more):
        return self(*words, code=1, **more)["refused"]


@cache
def _parser_in(_language):
    """The words of all commands are the same for each command: a process that runs many reads them once."""
    return build_parser()


def at_home(patch):
    """What surrounds a person at a terminal here. The words of all commands are read once for all that are run."""
    for name in ("STOCKPILE_DATABASE", "STOCKPILE_OFFICER"):
        patch.delenv(name, raising=False)
    patch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    for login in PEOPLE:
        patch.setenv(f"STOCKPILE_PASSWORD_{login.upper()}", PASSWORD)
    patch.setattr("stockpile.office.office.Kdf", lambda: keys.FAST)
    patch.setattr("stockpile.cli.__main__.build_parser", _words_of_commands)


_words_of_commands = cache(build_parser)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory):
    """A database as it is founded, to be copied: founding one again for each test would take most of its time."""
    made = Terminal(tmp_path_factory.mktemp("founded"))
    with pytest.MonkeyPatch.context() as patch:
        at_home(patch)
        made("init", "--site", "HQ", "--name", "Central Armoury", "--country", "XZ", "--login", "admin")
    return made.folder


@pytest.fixture(scope="session")
def _peopled(_founded, tmp_path_factory):
    """The same with two sites, their people, a rack and a holder."""
    made = Terminal(shutil.copytree(_founded, tmp_path_factory.mktemp("peopled"), dirs_exist_ok=True))
    with pytest.MonkeyPatch.context() as patch:
        at_home(patch)
        made("site", "add", "NORTH", "--name", "Northern Depot", "--country", "XZ")
        for login, roles in PEOPLE.items():
            named = [word for role in roles for word in ("--role", role)]
            site = "NORTH" if login == "tomas" else "HQ"
            made("officer", "add", login, "--name", login.title(), "--site", site, *named)
        for path in ("HQ/A", "HQ/A/1", "NORTH/A"):
            made("location", "add", path)
        made("holder", "add", "7-COY", "--name", "7 Company", "--site", "HQ")
    return made.folder


@pytest.fixture
def terminal(_founded, tmp_path, monkeypatch):
    """On a founded armoury with nobody in it but its founder."""
    at_home(monkeypatch)
    return Terminal(shutil.copytree(_founded, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def armoury(_peopled, tmp_path, monkeypatch):
    """Two sites, their people, a rack and a holder."""
    at_home(monkeypatch)
    return Terminal(shutil.copytree(_peopled, tmp_path, dirs_exist_ok=True))
