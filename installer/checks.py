"""Every check there is, one after the other; none is left out because an earlier one failed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from installer import postgres
from installer.console import SetUpFailed, exit_code, say
from installer.environment import ROOT, Environment

WORKERS = 3  # on two processors: tests of a server, of a disk and of somebody who types wait half of their time
TOGETHER = ("--dist", "loadfile", "--no-loadscope-reorder")  # a file's tests share what they look at; the longest first


@dataclass(frozen=True, slots=True)
class Check:
    """One program to run; it passes with exit code 0."""

    name: str
    command: tuple[str | Path, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a check; ``reason`` stands only where it was left out."""

    name: str
    passed: bool
    seconds: float = 0.0
    reason: str = ""

    @property
    def verdict(self) -> str:
        if self.reason:
            return "LEFT OUT"
        return "passed" if self.passed else "FAILED"


def checks(env: Environment, *, slow: bool) -> tuple[Check, ...]:
    """The checks of the project itself, quick ones first."""
    python = env.python
    tests = ("-m", "pytest", "-n", str(WORKERS), *TOGETHER, *(() if slow else ("-m", "not slow")))
    return (
        Check("format (ruff format --check)", (python, "-m", "ruff", "format", "--check", ".")),
        Check("style (ruff check)", (python, "-m", "ruff", "check", ".")),
        Check("types (mypy --strict)", (python, "-m", "mypy")),
        Check("rooms (lint-imports)", (env.program("lint-imports"),)),
        Check("tests (pytest, SQLite and PostgreSQL)", (python, *tests)),
    )


def shared_folder() -> Path:
    """Where the public samples and the contract are, if anywhere; as in `tests/shared.py`."""
    return Path(os.environ.get("STOCKPILE_SHARED", ROOT.parent / "shared"))


def run_all(env: Environment, *, slow: bool) -> int:
    """Run every check and say what came of each; the exit code is 0 only if none failed."""
    results: list[Result] = []
    with ExitStack() as stack:
        # Where compiled modules are not kept, each of the many processes that tests start compiles all of them again.
        variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
        try:
            variables[postgres.VARIABLE] = stack.enter_context(postgres.server())
        except SetUpFailed as failure:
            results.append(without_server(str(failure), demanded=_server_is_demanded()))
        results += [_run(check, env.variables(**variables)) for check in checks(env, slow=slow)]
    results.append(_contract(env))
    say(summary(results))
    return 0 if all(result.passed for result in results) else 1


def _server_is_demanded() -> bool:
    """On Linux the set-up installs the server, so its absence is a failure; elsewhere one may do without it."""
    return sys.platform == "linux"


def without_server(why: str, *, demanded: bool) -> Result:
    """What stands in the summary where no PostgreSQL could be started."""
    say(why)
    return Result("PostgreSQL server", passed=not demanded, reason="" if demanded else "PostgreSQL is not installed")


def _run(check: Check, variables: Mapping[str, str]) -> Result:
    return timed(check.name, lambda: exit_code(check.command, env=variables, cwd=ROOT))


def timed(name: str, work: Callable[[], int]) -> Result:
    """Run one check, and note how long it took."""
    say(f"\n=== {name}")
    begun = time.monotonic()
    code = work()
    return Result(name, passed=code == 0, seconds=time.monotonic() - begun)


def _contract(env: Environment) -> Result:
    name = "contract (command line, from outside)"
    script = shared_folder() / "acceptance" / "contract.py"
    if not script.exists():
        return Result(name, passed=True, reason="the folder 'shared' is not beside the project")
    return _run(Check(name, (env.python, script)), env.variables())


def summary(results: list[Result]) -> str:
    """A line for each check: what came of it, how long it took, and why it was left out."""
    lines = [
        f"{result.verdict:<8} {result.seconds:6.0f} s  {result.name}{f': {result.reason}' if result.reason else ''}"
        for result in results
    ]
    failed = sum(not result.passed for result in results)
    return "\n".join(("", "Checks:", *lines, f"{failed} failed." if failed else "None failed."))
