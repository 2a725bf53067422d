"""Somebody at the keyboard of a real window: an X server of its own (Xvfb), a window manager (openbox), and a hand on the
keys (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from stockpile.office import Office

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("Xvfb", "openbox", "xdotool")
PASSWORD = "violet harbour lantern"
PATIENCE_S = 90
TYPING_MS = 70  # a fast person
SCANNING_MS = 4

needs_a_display = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)} on this machine"
)


@contextmanager
def a_display() -> Iterator[str]:
    """An X server that nobody sees, with a window manager."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        name = ":" + told.readline().strip()
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": name}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@dataclass
class Hands:
    """Somebody at the keyboard of one display."""

    display: str
    program: subprocess.Popen[bytes]

    def window(self, name: str) -> None:
        """Wait until a window of this name is there, and has the keys."""
        until(lambda: name in self.title(), f"window “{name}”")

    def bring(self, name: str, *keys: str) -> None:
        """Press keys until a window of this name has the keys: what they ask may still be in the making."""

        def there() -> bool:
            self.key(*keys, look_s=2)
            return name in self.title()

        until(there, f"window “{name}”")

    def title(self) -> str:
        """Of the window that has the keys."""
        return self._do("getactivewindow", "getwindowname")

    def key(self, *keys: str, look_s: float = 0.0) -> None:
        """Press keys, and look at what they bring."""
        self._do("key", "--clearmodifiers", "--delay", "60", *keys)
        time.sleep(look_s)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--clearmodifiers", "--delay", str(TYPING_MS), text)

    def scan(self, text: str) -> None:
        """Hold a code under a scanner."""
        names = {" ": "space", "-": "minus", "/": "slash"}
        self._do("key", "--delay", str(SCANNING_MS), *(names.get(each, each) for each in text), "Return")

    def clipboard(self) -> str:
        """What another program would paste."""
        asked = "from PySide6.QtWidgets import QApplication as A; a = A([]); print(a.clipboard().text())"
        env = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def _do(self, *words: str) -> str:
        env = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(["xdotool", *words], env=env, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout


@contextmanager
def a_person(display: str, office: Office, folder: Path) -> Iterator[Hands]:
    """The program over a database, with settings of its own in ``folder``, and somebody at it."""
    home = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    env = {**os.environ, **home, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "ui", "--database", office.url, "--language", "en"]
    program = subprocess.Popen(command, cwd=ROOT, env=env)
    yield Hands(display, program)
    if program.poll() is None:
        program.terminate()
        program.wait(20)


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for what the keys should have done."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)
