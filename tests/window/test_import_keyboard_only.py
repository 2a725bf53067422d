"""The whole import workbench without a mouse, in a real window: a file by its typed path, a problem walked to and mended,
the columns looked at, the commit, the rest saved as the same workbook, and the import taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from hands import PASSWORD, PATIENCE_S, Hands, needs_a_display, until

from stockpile.domain.people import Role
from stockpile.domain.standing import Standing
from stockpile.office import Office
from stockpile.sealing.keys import FAST

LOOKING_S = 2  # at what a key has brought

pytestmark = needs_a_display


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


def _open(hands: Hands, path: Path) -> None:
    """Log in, and have a file read and checked."""
    press = partial(hands.key, look_s=LOOKING_S)
    hands.window("armoury.db")
    time.sleep(1)
    hands.type("jdiallo")
    press("Tab")
    hands.type(PASSWORD)
    press("Return")
    hands.window("J. Diallo")
    time.sleep(LOOKING_S)
    press("ctrl+3")  # to the import; its file field has the keys
    hands.type(str(path))
    press("Return")
    time.sleep(2 * LOOKING_S)


def test_an_inventory_comes_in_and_is_taken_back_without_a_mouse(
    hands: Hands, office: Office, inventory: Path, tmp_path: Path
) -> None:
    press = partial(hands.key, look_s=LOOKING_S)
    _open(hands, inventory)
    press("F8")  # to the first serial number that stands there already
    hands.type("IM00004")
    press("Return")  # mended, and judged
    press("alt+3")  # the columns
    press("alt+4")  # and back to the rows
    assert office.reading.count() == 0
    press("alt+5")  # to the commit; its button has the keys
    press("Return")
    until(lambda: office.reading.count() == 11, "eleven rifles")  # the other one stays out
    assert office.reading.resolve("IM00004")

    rejects = tmp_path / "rejects.xlsx"
    time.sleep(LOOKING_S)
    press("Return")  # what stayed out is offered to be saved
    hands.window("Save the rows that stay out")
    press("ctrl+a")
    hands.type(str(rejects))
    press("Return")
    until(rejects.exists, "the rejected rows")
    time.sleep(LOOKING_S)
    rows = list(openpyxl.load_workbook(rejects)["Rifles"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["IM00007"]
    assert "IM00007" in str(rows[0][-1])  # why, in words

    hands.window("J. Diallo")
    press("Tab", "Tab", "Return")  # on to the way back
    hands.window("Take back")
    time.sleep(LOOKING_S)
    hands.type("The wrong site")
    press("Tab")
    hands.type("commander")
    press("Tab")
    hands.type(PASSWORD)
    press("Return")
    until(lambda: {row.standing for row in office.reading.weapons()} == {Standing.RECORDED_IN_ERROR}, "the undo")
    press("Escape", "alt+F4")
    assert hands.program.wait(PATIENCE_S) == 0


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """Six rifles, with a remark of the clerk's between them that looks like a piece."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Manufacturer", "Model", "Serial number", "Country of manufacture", "Calibre", "Kasten"])
    for at in range(6):
        sheet.append(["H&K", "G3A3", f"KB{at:05d}", "DE", "7.62x51mm NATO", f"R-{at}"])
        if at == 2:
            sheet.append(["Seen by the clerk", None, None, None, None, "3 pieces"])
    path = tmp_path / "untidy.xlsx"
    made.save(path)
    return path


def test_how_a_list_is_read_is_put_right_without_a_mouse(hands: Hands, office: Office, untidy: Path) -> None:
    press = partial(hands.key, look_s=LOOKING_S)
    _open(hands, untidy)
    press("alt+2")  # the sheets; their rows stand below
    hands.key(*["Tab"] * 6, look_s=1)
    hands.key(*["Down"] * 4, look_s=1)
    press("Delete")  # the clerk's remark is no piece
    press("alt+3")  # the columns
    hands.key(*["Down"] * 5, look_s=1)
    press("Return")  # what the last one is read as
    hands.type("asset")
    press("Return")
    press("alt+4")  # back to the rows, which are judged again
    time.sleep(LOOKING_S)
    press("ctrl+h")
    hands.window("Search and replace")
    hands.type("KB0")
    press("Tab")
    hands.type("KC0")
    time.sleep(LOOKING_S)  # it says how many cells would change
    hands.bring("J. Diallo", "Return")
    press("ctrl+z")
    press("ctrl+y")
    press("alt+5")
    press("Return")
    until(lambda: office.reading.count() == 6, "six rifles")
    rifles = office.reading.pieces([each.id for each in office.reading.weapons()])
    assert [each.serial for each in rifles] == [f"KC{at:05d}" for at in range(6)]
    assert [each.asset_number for each in rifles] == [f"R-{at}" for at in range(6)]
