#!/usr/bin/env python3
"""From a fresh machine with nothing but Python to a running Stockpile, or to every check done.

    python3 installer/bootstrap.py run     set up, then open the desktop with a sample armoury
    python3 installer/bootstrap.py test    set up, then run every check
    python3 installer/bootstrap.py setup   set up only

What is there already is left alone: a second start needs neither network nor administrator.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit(f"Stockpile needs Python 3.11 or later; this is {sys.version.split()[0]}.")

if __name__ == "__main__":  # run as a file: find the other modules of the installer
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from installer import checks, environment, machine, packages, postgres, sample
from installer.console import SetUpFailed, say


def parser() -> argparse.ArgumentParser:
    """The words this program understands."""
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("command", choices=("run", "test", "setup"))
    top.add_argument(
        "--venv",
        type=Path,
        default=environment.ROOT / ".venv",
        metavar="DIR",
        help="the folder of the virtual environment (default: .venv in the project)",
    )
    top.add_argument("--slow", action="store_true", help="test: also the exhaustive and long tests")
    top.add_argument("--dev", action="store_true", help="setup: also what the checks need")
    return top


def main(words: list[str]) -> int:
    """Do what is asked; what `run` does not know itself goes on to the desktop."""
    top = parser()
    asked, further = top.parse_known_args(words)
    if further and asked.command != "run":
        top.error(f"unknown: {' '.join(further)}")
    postgres.end_on_terminate()
    try:
        return _do(asked, further)
    except SetUpFailed as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def _do(asked: argparse.Namespace, further: list[str]) -> int:
    with_checks = asked.command == "test" or asked.dev
    packages.provide(machine.this_machine(), checks=with_checks)
    env = environment.prepare(asked.venv, checks=with_checks)
    if asked.command == "run":
        return sample.open_sample(env, further)
    if asked.command == "test":
        return checks.run_all(env, slow=asked.slow)
    say(f"* Stockpile is set up; its commands are in {env.programs}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
