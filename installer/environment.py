"""The virtual environment: made once from the hash-locked lists, left alone while nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.console import SetUpFailed, environment, openly, quietly, say, step

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
PROJECT = ROOT / "pyproject.toml"
_NETWORK = (
    "Is the network there? pip asks the package index this machine is set up for (`pip config list` names it).\n"
    "No matching distribution, though the index answers: this system is none of those that the README names.\n"
    "A hash that does not match means that a package is not the one this project was tested with: do not install it."
)


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment of this project in the folder ``home``."""

    home: Path

    @property
    def programs(self) -> Path:
        """Where its commands are."""
        return self.home / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        return self.programs / ("python.exe" if sys.platform == "win32" else "python")

    def program(self, name: str) -> Path:
        """One of its commands."""
        return self.programs / (f"{name}.exe" if sys.platform == "win32" else name)

    def variables(self, **more: str) -> dict[str, str]:
        """This program's environment with this environment's commands first, as if it were activated."""
        path = os.pathsep.join((str(self.programs), os.environ.get("PATH", os.defpath)))
        return environment(PATH=path, VIRTUAL_ENV=str(self.home), **more)


def digest(*files: Path) -> str:
    """One fingerprint of this Python and of the files an environment is made from."""
    sha = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor} {ROOT}".encode())
    for file in files:
        sha.update(hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def lists(*, checks: bool) -> tuple[Path, ...]:
    """The locked lists to install from."""
    return (LOCK, DEV_LOCK) if checks else (LOCK,)


def prepare(home: Path, *, checks: bool) -> Environment:
    """An environment with this project in it, made or brought up to date where needed.

    Raises:
        SetUpFailed: ``home`` is something else, or a package could not be installed.
    """
    env = Environment(home.resolve())
    if up_to_date(env, checks=checks):
        return env
    if not usable(env):
        _make(env)
    _stamp(env).unlink(missing_ok=True)
    _install(env, checks=checks)
    stamps = {"program": digest(PROJECT, *lists(checks=False))} | (
        {"checks": digest(PROJECT, *lists(checks=True))} if checks else {}
    )
    _stamp(env).write_text(json.dumps(stamps), encoding="utf-8")
    return env


def up_to_date(env: Environment, *, checks: bool) -> bool:
    """Whether the environment was made from exactly the lists that lie here now."""
    try:
        stamps = json.loads(_stamp(env).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    current = digest(PROJECT, *lists(checks=checks))
    return isinstance(stamps, dict) and stamps.get("checks" if checks else "program") == current and usable(env)


def usable(env: Environment) -> bool:
    """Whether the environment is there and its Python is of the version that runs this.

    A system upgrade can take away the Python an environment was made with.
    """
    ask: list[str | Path] = [env.python, "-c", "import sys, pip; print(*sys.version_info[:2])"]
    try:
        done = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _stamp(env: Environment) -> Path:
    return env.home / "made-from.json"


def _make(env: Environment) -> None:
    home = env.home
    if home.exists() and any(home.iterdir()) and not (home / "pyvenv.cfg").exists():
        raise SetUpFailed(f"{home} is there and is no virtual environment. Name another folder with --venv.")
    with step(f"Making a virtual environment in {home}"):
        quietly(
            [sys.executable, "-m", "venv", "--clear", home],
            what="python -m venv",
            advice=f"Can this user write to {home.parent}, and is there room on the disk?",
        )


def _install(env: Environment, *, checks: bool) -> None:
    pip: list[str | Path] = [env.python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip += [] if sys.stdout.isatty() else ["-qq"]  # errors only
    files = lists(checks=checks)
    locked = [word for file in files for word in ("--requirement", file)]
    with step(f"Installing the packages of {' and '.join(file.name for file in files)}, each proven by its hash"):
        openly([*pip, "--require-hashes", "--only-binary", ":all:", *locked], what="pip install", advice=_NETWORK)
    with step("Installing Stockpile itself"):
        openly(
            [*pip, "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT],
            what="pip install of Stockpile",
            advice="What it printed above says why.",
        )
    say(f"  The command is {env.program('stockpile')}")
