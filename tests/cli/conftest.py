"""A terminal of one's own: commands run in this process, through the same door as the installed command."""

from __future__ import annotations

import json

import pytest

from stockpile.cli.__main__ import main
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

    def __init__(self, capsys, folder):
        self._capsys = capsys
        self.folder = folder
        self.database = folder / "armoury.db"

    def __call__(self, *words, by="admin", approvers=(), code=0, json_=True):
        named = [each for login in approvers for each in ("--approver", login)]
        options = ["--database", str(self.database), "--officer", by, *named, *(["--json"] if json_ else [])]
        got = main([*options, *map(str, words)])
        out = self._capsys.readouterr()
        assert got == code, f"{words}: exit {got}: {out.out} {out.err}"
        return json.loads(out.out) if json_ else out.out + out.err

    def refused(self, *words, **more):
        return self(*words, code=1, **more)["refused"]


@pytest.fixture
def terminal(tmp_path, capsys, monkeypatch):
    for name in ("STOCKPILE_DATABASE", "STOCKPILE_OFFICER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    for login in PEOPLE:
        monkeypatch.setenv(f"STOCKPILE_PASSWORD_{login.upper()}", PASSWORD)
    monkeypatch.setattr("stockpile.office.office.Kdf", lambda: keys.FAST)
    made = Terminal(capsys, tmp_path)
    made("init", "--site", "HQ", "--name", "Central Armoury", "--country", "XZ", "--login", "admin")
    return made


@pytest.fixture
def armoury(terminal):
    """Two sites, their people, a rack and a holder."""
    terminal("site", "add", "NORTH", "--name", "Northern Depot", "--country", "XZ")
    for login, roles in PEOPLE.items():
        named = [word for role in roles for word in ("--role", role)]
        site = "NORTH" if login == "tomas" else "HQ"
        terminal("officer", "add", login, "--name", login.title(), "--site", site, *named)
    for path in ("HQ/A", "HQ/A/1", "NORTH/A"):
        terminal("location", "add", path)
    terminal("holder", "add", "7-COY", "--name", "7 Company", "--site", "HQ")
    return terminal
