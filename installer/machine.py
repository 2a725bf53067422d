"""What kind of machine this is: everything the installer's decisions hang on, read once."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Machine:
    """The facts about a machine.

    Attributes:
        platform: ``linux``, ``win32`` or ``darwin``, as `sys.platform` says it.
        python: major and minor version of the Python that runs this.
        apt: packages come through apt-get and dpkg (Debian, Ubuntu).
        privilege: words to put before a command that needs the administrator: none for root, sudo where it asks no
            password; None where neither is to be had.
        can_make_environments: this Python brings venv and ensurepip (Debian splits them off).
    """

    platform: str
    python: tuple[int, int]
    apt: bool
    privilege: tuple[str, ...] | None
    can_make_environments: bool


def this_machine() -> Machine:
    """The machine this runs on."""
    return Machine(
        platform=sys.platform,
        python=(sys.version_info.major, sys.version_info.minor),
        apt=bool(shutil.which("apt-get") and shutil.which("dpkg-query")),
        privilege=_privilege(),
        can_make_environments=all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
    )


def _privilege() -> tuple[str, ...] | None:
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return (sudo, "-n")
    return None


def names_a_display(platform: str, env: Mapping[str, str]) -> bool:
    """Whether there is somewhere to open a window; on Linux the session says so in its environment."""
    return platform != "linux" or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))
