"""The locked lists let in exactly the packages this project was tested with, and name no place to get them from."""

from __future__ import annotations

import re
import tomllib

import pytest

from installer.environment import DEV_LOCK, LOCK, PROJECT
from installer.lock import added, entries

LISTS = pytest.mark.parametrize("path", [LOCK, DEV_LOCK], ids=lambda path: path.name)


def names(*texts: str) -> set[str]:
    return {canonical(requirement.partition("==")[0]) for text in texts for requirement in entries(text)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def wanted(requirements: list[str]) -> set[str]:
    return {canonical(match[0]) for text in requirements if (match := re.match(r"[\w.-]+", text))}


@LISTS
def test_nothing_stands_in_a_list_but_pinned_versions_with_hashes(path):
    text = path.read_text(encoding="utf-8")
    rest = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    for entry in entries(text).values():
        rest = rest.replace(entry, "", 1)
    assert rest == ""
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries(text).values())


@LISTS
def test_a_list_names_no_index(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|@ ", text)


def test_the_program_s_list_holds_what_it_asks_for_and_the_build_backend():
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    asked = wanted([*project["project"]["dependencies"], *project["build-system"]["requires"]])
    assert asked <= names(LOCK.read_text(encoding="utf-8"))


def test_the_two_lists_together_hold_what_the_checks_ask_for_and_share_nothing():
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    program, checks = (path.read_text(encoding="utf-8") for path in (LOCK, DEV_LOCK))
    assert wanted(project["dependency-groups"]["dev"]) <= names(program, checks)
    assert not entries(program).keys() & entries(checks).keys()  # a package may be the program's on one system only


def test_what_the_checks_add_is_all_but_the_program_s_own():
    def entry(name: str) -> str:
        return f"{name}==1.0 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"

    everything = entry("one") + entry("two") + entry("three")
    assert added(everything, entry("two")) == entry("one") + entry("three")
