"""What the installer asks of the system: the decisions, without touching it."""

from __future__ import annotations

import pytest

from installer import packages
from installer.console import SetUpFailed
from installer.machine import Machine, names_a_display

DEBIAN = Machine(platform="linux", python=(3, 11), apt=True, privilege=(), can_make_environments=False)


def changed(**facts: object) -> Machine:
    fields = {name: getattr(DEBIAN, name) for name in Machine.__slots__}
    return Machine(**(fields | facts))


def test_a_fresh_debian_is_given_the_venv_module_of_its_own_python():
    assert "python3.11-venv" in packages.wanted(DEBIAN, checks=False)
    assert "python3.13-venv" in packages.wanted(changed(python=(3, 13)), checks=False)


def test_a_python_that_makes_environments_needs_none():
    assert not [name for name in packages.wanted(changed(can_make_environments=True), checks=True) if "venv" in name]


def test_running_needs_no_package_of_the_checks():
    assert not set(packages.FOR_CHECKS) & set(packages.wanted(DEBIAN, checks=False))
    assert set(packages.FOR_CHECKS) <= set(packages.wanted(DEBIAN, checks=True))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_asked_for_no_packages(platform):
    assert packages.wanted(changed(platform=platform, apt=False), checks=True) == ()


def test_a_linux_without_apt_is_told_what_qt_needs(capsys):
    packages.provide(changed(apt=False, can_make_environments=True), checks=False)
    assert "libegl1" in capsys.readouterr().out


def test_without_apt_a_python_that_makes_no_environments_is_refused():
    with pytest.raises(SetUpFailed, match="ensurepip"):
        packages.provide(changed(apt=False), checks=False)


def test_only_packages_that_are_whole_or_provided_count_as_installed():
    lines = ["ii |libegl1|", "rc |libgl1|", "ii |libglib2.0-0t64|libglib2.0-0 (= 2.80.0-6), libgio-2.0-0:amd64"]
    installed = packages.names_installed(lines)
    assert packages.missing(["libegl1", "libgl1", "libglib2.0-0", "libgio-2.0-0"], installed) == ("libgl1",)


def test_nothing_is_done_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(packages, "_installed_now", lambda: set(packages.wanted(DEBIAN, checks=True)))
    monkeypatch.setattr(packages, "_install", lambda *_: pytest.fail("asked apt for nothing"))
    packages.provide(DEBIAN, checks=True)


def test_without_the_administrator_s_rights_the_missing_packages_are_named(monkeypatch):
    monkeypatch.setattr(packages, "_installed_now", lambda: {"ca-certificates"})
    with pytest.raises(SetUpFailed) as refused:
        packages.provide(changed(privilege=None), checks=False)
    assert "apt-get install" in str(refused.value)
    assert "libxcb-cursor0" in str(refused.value)
    assert "ca-certificates" not in str(refused.value)


@pytest.mark.parametrize(
    ("platform", "env", "opens"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_needs_a_display_that_the_session_names(platform, env, opens):
    assert names_a_display(platform, env) is opens
