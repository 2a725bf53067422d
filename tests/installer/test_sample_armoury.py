"""The sample armoury is made once and shown by the users' own door. A stand-in plays the command `stockpile`."""

from __future__ import annotations

import json
import os
import sys

import pytest

from installer import sample
from installer.console import SetUpFailed
from installer.environment import Environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a first line")

STAND_IN = """#!{python}
import json, os, pathlib, sys
words = sys.argv[1:]
if os.environ.get("FAILS") in words:
    sys.exit(1)
if "demo" in words:
    if pathlib.Path(words[-1]).exists():
        sys.exit("refused: demo.exists")
    pathlib.Path(words[-1]).mkdir()
    pathlib.Path(os.environ["STOCKPILE_DATABASE"]).touch()
    papers = pathlib.Path(words[-1]) / "papers"
    papers.mkdir()
    (papers / "DES-2026-000001.pdf").touch()
    (papers / "inventory-hq.pdf").touch()
elif "--json" in words:
    print(json.dumps([{{"id": "HQ-W0000007"}}]))
else:
    print("ran", *words, "as", os.environ["STOCKPILE_OFFICER"])
"""


@pytest.fixture
def env(tmp_path):
    made = Environment(tmp_path / "env")
    made.programs.mkdir(parents=True)
    program = made.program("stockpile")
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return made


def test_it_is_made_once_and_its_login_is_kept_for_its_owner(env, tmp_path, monkeypatch):
    first = sample.made(env, tmp_path / "sample")
    monkeypatch.setenv("FAILS", "demo")
    assert sample.made(env, tmp_path / "sample") == first
    assert first.database.exists()
    kept = first.folder / "login.json"
    assert json.loads(kept.read_text()) == {"officer": "demo", "password": first.password}
    assert kept.stat().st_mode & 0o077 == 0


def test_one_that_failed_leaves_nothing_in_the_way_of_the_next(env, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("FAILS", "demo")
        with pytest.raises(SetUpFailed, match="stockpile demo"):
            sample.made(env, tmp_path / "sample")
    assert sample.made(env, tmp_path / "sample").database.exists()


def test_a_folder_without_a_login_is_never_overwritten(env, tmp_path):
    made = sample.made(env, tmp_path / "sample")
    (made.folder / "login.json").unlink()
    with pytest.raises(SetUpFailed, match="Remove it"):
        sample.made(env, tmp_path / "sample")
    assert made.database.exists()


def test_without_a_display_it_says_so_and_walks_the_command_line(env, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(sample, "FOLDER", tmp_path / "sample")
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert sample.open_sample(env, []) == 0
    said = capfd.readouterr().out
    assert "no display" in said
    for words in ("weapons --limit 5", "show HQ-W0000007", "verify", "check"):
        assert f"ran {words}" in said
    assert "DES-2026-000001.pdf as demo" in said
    assert str(tmp_path / "sample" / "papers") in said


def test_a_walk_that_meets_an_alarm_fails(env, tmp_path, monkeypatch):
    made = sample.made(env, tmp_path / "sample")
    monkeypatch.setenv("FAILS", "verify")
    assert sample.walk(env, made) == 1


def test_a_display_that_cannot_be_opened_is_told_and_no_window_is_tried(env, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(sample, "FOLDER", tmp_path / "sample")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert not os.path.exists(env.python)
    env.python.write_text("#!/bin/sh\nexit 134\n", encoding="utf-8")
    env.python.chmod(0o755)
    assert sample.open_sample(env, []) == 0
    assert "cannot be opened" in capfd.readouterr().out


def test_passwords_are_new_each_time_and_can_be_typed():
    passwords = {sample.new_password() for _ in range(20)}
    assert len(passwords) == 20
    assert all(password.isascii() and len(password) >= 15 for password in passwords)
