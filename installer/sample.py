"""The sample armoury: made once, then opened on the desktop; walked on the command line where there is no display."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from installer.console import SetUpFailed, exit_code, say, step
from installer.environment import ROOT, Environment
from installer.machine import names_a_display

FOLDER = ROOT / "build" / "sample"
_LOGIN = "login.json"
_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample armoury: its folder, and who may log in."""

    folder: Path
    login: str
    password: str

    @property
    def database(self) -> Path:
        return self.folder / "armoury.db"

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def seal(self) -> Path:
        """The signed head of the first site's ledger, as it would be sent away."""
        return self.papers / "seal-hq.txt"

    def variables(self) -> dict[str, str]:
        """What the command line reads, as `stockpile --help` says."""
        return {
            "STOCKPILE_DATABASE": str(self.database),
            "STOCKPILE_OFFICER": self.login,
            "STOCKPILE_PASSWORD": self.password,
        }


def open_sample(env: Environment, further: list[str]) -> int:
    """Show the sample armoury to a person, one way or the other; answers the exit code."""
    sample = made(env, FOLDER)
    if not names_a_display(sys.platform, os.environ):
        say("* There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.")
        return walk(env, sample)
    if not _display_opens(env):
        say("* The display cannot be opened: see the message above. So no window can open.")
        return walk(env, sample)
    say("* Opening the desktop.")
    return exit_code([env.python, "-m", "ui", "--database", sample.database, *further], env=env.variables(), cwd=ROOT)


def made(env: Environment, folder: Path) -> Sample:
    """The sample armoury in ``folder``: made if it is not there, else the one that is.

    Raises:
        SetUpFailed: it cannot be made, or ``folder`` holds something else.
    """
    if folder.exists():
        sample = _kept(folder)
        say(f"* The sample armoury is in {folder}")
    else:
        sample = Sample(folder, "demo", new_password())
        _make(env, sample)
    say(f"  Log in as {sample.login} with the password {sample.password}")
    say("  The sample's other officers have the same password; `stockpile officer list` names them.")
    return sample


def _kept(folder: Path) -> Sample:
    try:
        login = json.loads((folder / _LOGIN).read_text(encoding="utf-8"))
    except OSError as fault:
        raise SetUpFailed(
            f"{folder} is no sample armoury with its login ({fault}). Remove it and start again."
        ) from fault
    return Sample(folder, login["officer"], login["password"])


def new_password() -> str:
    """A password a person can type: four made-up words."""

    def word() -> str:
        return "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(3))

    return "-".join(word() for _ in range(4))


def _make(env: Environment, sample: Sample) -> None:
    """Made aside and put in its place when it is whole, so that one broken off is never taken for one."""
    aside = replace(sample, folder=sample.folder.with_name(sample.folder.name + ".unfinished"))
    shutil.rmtree(aside.folder, ignore_errors=True)
    aside.folder.parent.mkdir(parents=True, exist_ok=True)
    with step(f"Making a sample armoury with a year of made-up life in {sample.folder}"):
        command: list[str | Path] = [env.program("stockpile"), "--database", aside.database, "demo", aside.folder]
        variables = env.variables(**aside.variables())
        done = subprocess.run(command, env=variables, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            why = f"`stockpile demo` failed with exit code {done.returncode}; what it printed above says why."
            raise SetUpFailed(why)
    key = aside.folder / _LOGIN
    key.touch(mode=0o600)
    key.write_text(json.dumps({"officer": sample.login, "password": sample.password}), encoding="utf-8")
    aside.folder.rename(sample.folder)


def _display_opens(env: Environment) -> bool:
    """Try it: a display that is named may be gone, or closed to this user; Qt would abort the program on it."""
    done = subprocess.run([env.python, "-c", _PROBE], env=env.variables(), stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def walk(env: Environment, sample: Sample) -> int:
    """The life of one weapon on the command line, each command shown as a person would type it."""
    say("  Here is the same on the command line. To repeat it, set these first:")
    for name, value in sample.variables().items():
        say(f"    export {name}={value}")
    stockpile = _Walk(env, sample)
    stockpile.show("weapons", "--limit", "5")
    ended = stockpile.ask("weapons", "--standing", "destroyed", "--limit", "1")
    if ended:
        stockpile.show("show", ended[0]["id"])
    stockpile.show("verify", "--against", str(sample.seal))
    for paper in certificates(sample.papers)[:1]:
        stockpile.show("check", str(paper))
    say(f"\n* Its papers are in {sample.papers}")
    if stockpile.failed:
        say("* Not everything held: see above.")
    return 1 if stockpile.failed else 0


def certificates(papers: Path) -> list[Path]:
    """The destruction certificates among the papers."""
    return sorted(papers.glob("DES-*.pdf"))


class _Walk:
    """Commands run one after the other, by the door that users have."""

    def __init__(self, env: Environment, sample: Sample) -> None:
        self._stockpile = env.program("stockpile")
        self._variables = env.variables(**sample.variables())
        self.failed = False

    def show(self, *words: str) -> None:
        """Run a command in the open."""
        say(f"\n$ stockpile {' '.join(words)}")
        self.failed |= exit_code([self._stockpile, *words], env=self._variables) != 0

    def ask(self, *words: str) -> list[dict[str, str]]:
        """Rows of a command's answer; none where it fails."""
        command: list[str | Path] = [self._stockpile, "--json", *words]
        done = subprocess.run(command, env=self._variables, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            self.failed = True
            return []
        answer: list[dict[str, str]] = json.loads(done.stdout)
        return answer
