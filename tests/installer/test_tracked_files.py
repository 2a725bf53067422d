"""Nothing in this repository names a package registry's host or a path of somebody's machine."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from installer.environment import ROOT

# Put together from pieces, or this file would name them.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("sum", "golang", "org"),
        ("crates", "io"),
        ("anaconda", "org"),
    )
]
FOLDERS = [
    "/".join(("", *parts, "")) for parts in (("work", "main"), ("work", "shared"), ("opt", "pypi"), ("Users", "runner"))
]
UNWANTED = re.compile("|".join(re.escape(text) for text in HOSTS + FOLDERS).encode() + rb"|/home/[a-z][a-z0-9_-]+/")


def tracked() -> list[str]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("needs a clone and git: what is tracked is read")
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True).stdout
    return [name for name in listing.decode().split("\0") if name]


def test_the_search_finds_what_it_is_for():
    for text in (*HOSTS, *FOLDERS):
        assert UNWANTED.search(f"see {text} for it".encode())


def test_no_tracked_file_names_a_registry_or_a_machine_s_folder():
    found = {}
    for name in tracked():
        path = ROOT / name
        if path.is_file() and (hit := UNWANTED.search(path.read_bytes())):
            found[name] = hit[0]
    assert found == {}
