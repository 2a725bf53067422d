"""Running the checks: all of them, every failure told, left-out ones never passed off as passed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installer import checks, postgres
from installer.checks import Check, Result
from installer.console import SetUpFailed
from installer.environment import Environment


@pytest.fixture
def run(monkeypatch, tmp_path, capfd):
    """Run made-up checks, without a server and without the folder ``shared``; the exit code and what was said."""

    def no_server():
        raise SetUpFailed("PostgreSQL is not installed.")

    def go(*codes: int, demanded: bool = False) -> tuple[int, str]:
        made_up = [Check(f"exit {code}", (sys.executable, "-c", f"raise SystemExit({code})")) for code in codes]
        monkeypatch.setattr(checks, "checks", lambda env, *, slow: made_up)
        monkeypatch.setattr(checks, "_server_is_demanded", lambda: demanded)
        code = checks.run_all(Environment(tmp_path), slow=False)
        return code, capfd.readouterr().out

    monkeypatch.setattr(postgres, "server", no_server)
    monkeypatch.setenv("STOCKPILE_SHARED", str(tmp_path / "absent"))
    return go


def test_all_checks_run_though_one_fails_and_the_failure_shows(run):
    code, said = run(0, 3, 0)
    assert code == 1
    assert said.count("passed ") == 2
    assert "FAILED" in said
    assert "1 failed." in said


def test_what_is_left_out_is_said(run):
    code, said = run(0)
    assert code == 0
    assert said.count("LEFT OUT") == 2
    assert "PostgreSQL is not installed" in said
    assert "'shared'" in said


def test_a_missing_server_fails_where_the_set_up_installs_it(run):
    code, said = run(0, demanded=True)
    assert code == 1
    assert "FAILED" in said


def test_a_program_that_is_not_there_is_a_failed_check(tmp_path):
    assert not checks._run(Check("absent", (tmp_path / "absent",)), {}).passed


def test_the_long_tests_are_left_to_test_all():
    env = Environment(Path("env"))
    usual, all_ = ([*checks.checks(env, slow=slow)[-1].command] for slow in (False, True))
    assert "not slow" in usual
    assert "not slow" not in all_


def test_the_summary_names_each_check_with_its_time():
    text = checks.summary([Result("style", passed=True, seconds=3.2), Result("tests", passed=False, seconds=61)])
    assert [line.split() for line in text.splitlines() if " s " in line] == [
        ["passed", "3", "s", "style"],
        ["FAILED", "61", "s", "tests"],
    ]
