"""What the installer says, and how it runs other programs.

Plain English and ASCII: it speaks before languages and fonts are there, also in a Windows console.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

TAIL_LINES = 40


class SetUpFailed(Exception):
    """A step could not be done; the message says what failed and what to do."""


def say(text: str) -> None:
    """One line for the person at the terminal, at once."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    say(f"* {text} ...")
    begun = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begun:.0f} s")


def environment(**more: str) -> dict[str, str]:
    """This program's environment with ``more`` laid over it."""
    return os.environ | more


def quietly(command: Sequence[str | Path], *, what: str, advice: str, env: Mapping[str, str] | None = None) -> None:
    """Run a command whose output matters only when it fails.

    Raises:
        SetUpFailed: it could not be started or failed; with its last lines, and ``advice``.
    """
    try:
        done = subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    except OSError as fault:
        raise SetUpFailed(f"{what} could not be started ({fault}).\n{advice}") from fault
    if done.returncode:
        last = "\n".join(done.stdout.decode(errors="replace").splitlines()[-TAIL_LINES:])
        raise SetUpFailed(f"{last}\n\n{what} failed with exit code {done.returncode}.\n{advice}")


def openly(command: Sequence[str | Path], *, what: str, advice: str, env: Mapping[str, str] | None = None) -> None:
    """Run a command whose output people want to see as it comes.

    Raises:
        SetUpFailed: it could not be started or failed; with ``advice``.
    """
    code = exit_code(command, env=env)
    if code:
        raise SetUpFailed(f"{what} failed with exit code {code}.\n{advice}")


def exit_code(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> int:
    """Run a command in the foreground and answer its exit code; 127 where it cannot be started."""
    sys.stdout.flush()
    try:
        return subprocess.run(command, env=env, cwd=cwd, check=False).returncode
    except OSError as fault:
        say(f"  {command[0]} could not be started: {fault}")
        return 127
