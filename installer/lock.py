"""Writes the hash-locked lists of packages from pyproject.toml, for every system and Python that Stockpile runs on.

`requirements.lock` is what the program needs, with the build backend; `requirements-dev.lock` is what the checks add.
No list names an index: the environment decides where packages come from, the hashes decide which are let in.
`python -m installer.lock` keeps the versions that are locked; uv's `--upgrade` and `--upgrade-package NAME` renew.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from pathlib import Path

from installer.console import say
from installer.environment import DEV_LOCK, LOCK, PROJECT

_ABOUT = "# Made by `make lock` from pyproject.toml; not written by hand.\n"
_ABOUT_DEV = _ABOUT + "# What the checks need beyond requirements.lock; install the two together.\n"
_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-config",
    "--quiet",
)


def entries(text: str) -> dict[str, str]:
    """The entries of a locked list (a requirement and its hashes), by the requirement's own line."""
    found = re.findall(r"^([\w.\[\]-]+==[^\\\n]+?) \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    return {requirement: f"{requirement} \\\n{hashes}" for requirement, hashes in found}


def added(everything: str, program: str) -> str:
    """The entries of ``everything`` that ``program`` does not have."""
    known = entries(program)
    return "".join(entry for requirement, entry in entries(everything).items() if requirement not in known)


def main(words: list[str]) -> int:
    """Write both lists."""
    uv = shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")
    if not uv:
        say("Locking needs uv: `.venv/bin/python -m pip install uv`, then start this again.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        backend = Path(folder) / "backend.in"
        backend.write_text("\n".join(_build_backend()), encoding="utf-8")
        everything = Path(folder) / "everything.lock"
        everything.write_text("".join(_text(path) for path in (LOCK, DEV_LOCK)), encoding="utf-8")
        compile_: list[str | Path] = [uv, "pip", "compile", *_OPTIONS, PROJECT, backend]
        with_dev = [*compile_, *words, "--group=dev", f"--output-file={everything}"]
        subprocess.run(with_dev, check=True, stdout=subprocess.DEVNULL)
        program = Path(folder) / "program.lock"
        program.write_text(_text(everything), encoding="utf-8")  # the program runs with what it was checked with
        subprocess.run([*compile_, f"--output-file={program}"], check=True, stdout=subprocess.DEVNULL)
        LOCK.write_text(_ABOUT + _text(program), encoding="utf-8")
        DEV_LOCK.write_text(_ABOUT_DEV + added(_text(everything), _text(program)), encoding="utf-8")
    return 0


def _build_backend() -> list[str]:
    project = tomllib.loads(_text(PROJECT))
    return [str(requirement) for requirement in project["build-system"]["requires"]]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
