"""When an environment is made, brought up to date, or left alone; nothing is installed here."""

from __future__ import annotations

import json

import pytest

from installer import environment
from installer.console import SetUpFailed


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """Lists of our own in place of the project's."""
    for name in ("LOCK", "DEV_LOCK", "PROJECT"):
        path = tmp_path / name
        path.write_text(name, encoding="utf-8")
        monkeypatch.setattr(environment, name, path)
    return tmp_path


@pytest.fixture
def done(monkeypatch):
    """What would have been made and installed, in order."""
    acts: list[str] = []

    def make(env: environment.Environment) -> None:
        env.home.mkdir(exist_ok=True)
        acts.append("make")

    monkeypatch.setattr(environment, "_make", make)
    monkeypatch.setattr(environment, "_install", lambda env, *, checks: acts.append("checks" if checks else "program"))
    monkeypatch.setattr(environment, "usable", lambda env: env.home.exists())
    return acts


def test_a_second_start_leaves_the_environment_alone(lists, done, tmp_path):
    for _ in range(2):
        environment.prepare(tmp_path / "env", checks=False)
    assert done == ["make", "program"]


def test_the_checks_bring_their_packages_into_the_same_environment_and_the_program_still_runs(lists, done, tmp_path):
    for checks in (False, True, False, True):
        environment.prepare(tmp_path / "env", checks=checks)
    assert done == ["make", "program", "checks"]


@pytest.mark.parametrize("changed", ["LOCK", "PROJECT"])
def test_a_changed_list_is_installed_again(lists, done, tmp_path, changed):
    environment.prepare(tmp_path / "env", checks=False)
    (lists / changed).write_text("other", encoding="utf-8")
    environment.prepare(tmp_path / "env", checks=False)
    assert done == ["make", "program", "program"]


def test_an_installation_that_broke_off_is_done_again(lists, done, tmp_path, monkeypatch):
    environment.prepare(tmp_path / "env", checks=False)
    (lists / "LOCK").write_text("other", encoding="utf-8")

    def breaks_off(env, *, checks):
        raise SetUpFailed("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", breaks_off)
        with pytest.raises(SetUpFailed):
            environment.prepare(tmp_path / "env", checks=False)
    (lists / "LOCK").write_text("LOCK", encoding="utf-8")
    environment.prepare(tmp_path / "env", checks=False)
    assert done == ["make", "program", "program"]


@pytest.mark.parametrize("stamp", ["", "[]", "nonsense", json.dumps({"program": 1})])
def test_a_damaged_note_of_what_is_installed_counts_as_none(lists, done, tmp_path, stamp):
    env = environment.prepare(tmp_path / "env", checks=False)
    (env.home / "made-from.json").write_text(stamp, encoding="utf-8")
    assert not environment.up_to_date(env, checks=False)


def test_a_folder_that_holds_something_else_is_never_cleared(lists, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(SetUpFailed, match="no virtual environment"):
        environment.prepare(tmp_path / "letters", checks=False)
    assert (tmp_path / "letters" / "letter.txt").exists()


def test_the_environment_of_another_python_is_not_usable(tmp_path):
    assert not environment.usable(environment.Environment(tmp_path / "absent"))
