"""The whole import workbench without a mouse, in a real window: a file by its typed path, a problem walked to and mended,
the columns looked at, the commit, the rest saved as the same workbook, and the import taken back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from stockpile.domain.people import Role
from stockpile.domain.standing import Standing
from stockpile.office import Office
from stockpile.sealing.keys import FAST

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
PASSWORD = "violet harbour lantern"
PATIENCE_S = 90
TYPING_MS = 70  # a fast person
LOOKING_S = 2  # at what a key has brought

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)} on this machine"
)


@pytest.fixture
def display() -> Iterator[str]:
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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The same database as the window's, to see what the keys did."""
    office = Office.create(
        str(tmp_path / "armoury.db"), site="HQ", name="Central", country="XX", login="jdiallo", password=PASSWORD,
        officer_name="J. Diallo", kdf=FAST,
    )  # fmt: skip
    session = office.log_in("jdiallo", PASSWORD)
    office.add_officer("commander", "Commander", [Role.COMMANDER], "HQ", PASSWORD, session)
    yield office
    office.close()


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    """Twelve rifles, two of which carry a number that stands in the row before, with other details."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Rifles"
    sheet.append(["Manufacturer", "Model", "Serial number", "Country of manufacture", "Calibre"])
    for at in range(12):
        sheet.append(["H&K", "G3A3", f"IM{at:05d}", "DE", "7.62x51mm NATO"])
    for row, serial in ((6, "IM00003"), (10, "IM00007")):
        sheet[f"C{row}"], sheet[f"E{row}"] = serial, "9x19mm"
    path = tmp_path / "rifles.xlsx"
    made.save(path)
    return path


@dataclass
class Hands:
    """Somebody at the keyboard of one display."""

    display: str
    program: subprocess.Popen[bytes]

    def window(self, name: str) -> None:
        """Wait until a window of this name has the keys."""
        until(lambda: name in self._do("getactivewindow", "getwindowname"), f"window “{name}”")

    def key(self, *keys: str) -> None:
        """Press keys, and look."""
        self._do("key", "--clearmodifiers", "--delay", "80", *keys)
        time.sleep(LOOKING_S)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--clearmodifiers", "--delay", str(TYPING_MS), text)

    def _do(self, *words: str) -> str:
        env = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(["xdotool", *words], env=env, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout


@pytest.fixture
def hands(display: str, office: Office, tmp_path: Path) -> Iterator[Hands]:
    home = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
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
        time.sleep(0.2)


def test_an_inventory_comes_in_and_is_taken_back_without_a_mouse(
    hands: Hands, office: Office, inventory: Path, tmp_path: Path
) -> None:
    hands.window("armoury.db")
    time.sleep(1)
    hands.type("jdiallo")
    hands.key("Tab")
    hands.type(PASSWORD)
    hands.key("Return")
    hands.window("J. Diallo")
    time.sleep(LOOKING_S)

    hands.key("ctrl+3")  # to the import; its file field has the keys
    hands.type(str(inventory))
    hands.key("Return")
    time.sleep(2 * LOOKING_S)  # read and checked
    hands.key("F8")  # to the first serial number that stands there already
    hands.type("IM00004")
    hands.key("Return")  # mended, and judged
    hands.key("alt+3")  # the columns
    hands.key("alt+4")  # and back to the rows
    assert office.reading.count() == 0
    hands.key("alt+5")  # to the commit; its button has the keys
    hands.key("Return")
    until(lambda: office.reading.count() == 11, "eleven rifles")  # the other one stays out
    assert office.reading.resolve("IM00004")

    rejects = tmp_path / "rejects.xlsx"
    time.sleep(LOOKING_S)
    hands.key("Return")  # what stayed out is offered to be saved
    hands.window("Save the rows that stay out")
    hands.key("ctrl+a")
    hands.type(str(rejects))
    hands.key("Return")
    until(rejects.exists, "the rejected rows")
    time.sleep(LOOKING_S)
    rows = list(openpyxl.load_workbook(rejects)["Rifles"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["IM00007"]
    assert "IM00007" in str(rows[0][-1])  # why, in words

    hands.window("J. Diallo")
    hands.key("Tab", "Tab", "Return")  # on to the way back
    hands.window("Take back")
    time.sleep(LOOKING_S)
    hands.type("The wrong site")
    hands.key("Tab")
    hands.type("commander")
    hands.key("Tab")
    hands.type(PASSWORD)
    hands.key("Return")
    until(lambda: {row.standing for row in office.reading.weapons()} == {Standing.RECORDED_IN_ERROR}, "the undo")
    hands.key("Escape", "alt+F4")
    assert hands.program.wait(PATIENCE_S) == 0
