"""The system's own packages: which are needed, which are missing, and how they come in.

Only Debian and its family are served. Python and Qt bring what they need on Windows and macOS; elsewhere it is named.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from installer.console import SetUpFailed, environment, quietly, say, step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.machine import Machine

CERTIFICATES = ("ca-certificates",)  # for pip's TLS
QT_LIBRARIES = (
    "libcups2",  # without it Qt finds no printer
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",  # brings a first font (DejaVu) with it
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
FOR_CHECKS = (
    "golang-go",  # Go's own transparency-log code judges our checkpoints and proofs
    "golang-golang-x-mod-dev",
    "openbox",  # a window manager, so that real windows get the focus
    "poppler-utils",
    "postgresql",
    "xdotool",
    "xvfb",
)


def wanted(machine: Machine, *, checks: bool) -> tuple[str, ...]:
    """The packages to have on this machine; none where packages do not come through apt."""
    if machine.platform != "linux" or not machine.apt:
        return ()
    major, minor = machine.python
    environments = () if machine.can_make_environments else (f"python{major}.{minor}-venv",)
    return (*environments, *CERTIFICATES, *QT_LIBRARIES, *(FOR_CHECKS if checks else ()))


def names_installed(dpkg_lines: Iterable[str]) -> set[str]:
    """Every package name that is installed or provided, from lines of ``STATUS|PACKAGE|PROVIDES``.

    Provided names count: Debian 13 and Ubuntu 24.04 renamed libraries (``libglib2.0-0t64`` provides ``libglib2.0-0``).
    """
    names: set[str] = set()
    for line in dpkg_lines:
        status, package, provides = line.split("|", 2)
        if status[1:2] == "i":
            names.add(package)
            names.update(word.split()[0].partition(":")[0] for word in provides.split(",") if word.strip())
    return names


def missing(names: Iterable[str], installed: set[str]) -> tuple[str, ...]:
    """The names that are not there, in order."""
    return tuple(name for name in names if name not in installed)


def provide(machine: Machine, *, checks: bool) -> None:
    """Have the system's packages there. Asks neither network nor administrator when nothing is missing.

    Raises:
        SetUpFailed: something is missing and cannot be installed; it is named.
    """
    names = wanted(machine, checks=checks)
    if not names:
        _explain_other_systems(machine)
        return
    lacking = missing(names, _installed_now())
    if not lacking:
        return
    if machine.privilege is None:
        raise SetUpFailed(cannot_install(lacking))
    _install(lacking, machine.privilege)


def cannot_install(lacking: Iterable[str]) -> str:
    """What a person without the administrator's rights is told."""
    return (
        "These packages of the system are missing, and installing them needs root or sudo without a password:\n\n"
        f"    apt-get install --no-install-recommends {' '.join(lacking)}\n\n"
        "Have them installed with that command, then start this again."
    )


def _installed_now() -> set[str]:
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}|${Package}|${Provides}\\n"]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return names_installed(done.stdout.splitlines())


def _install(lacking: tuple[str, ...], privilege: tuple[str, ...]) -> None:
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Acquire::Retries=3"]
    advice = (
        "Is the network there? Do the system's package sources work? Mend what is said above, then start this again."
    )
    with step(f"Installing packages of the system with apt-get, which can take some minutes: {' '.join(lacking)}"):
        quietly([*apt, "update"], what="apt-get update", advice=advice)
        quietly(
            [*apt, "install", "--yes", "--no-install-recommends", *lacking],
            what="apt-get install",
            advice=advice,
            env=environment(RUNLEVEL="1"),  # a database server installed for the checks need not start as a service
        )


def _explain_other_systems(machine: Machine) -> None:
    if machine.platform == "linux":
        say("* This Linux has no apt-get. Qt needs these libraries, whatever they are called here:")
        say(f"  {' '.join(QT_LIBRARIES)}")
    if not machine.can_make_environments:
        raise SetUpFailed("This Python lacks the modules venv and ensurepip. Install them, then start this again.")
