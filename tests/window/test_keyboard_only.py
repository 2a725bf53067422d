"""A real window, a real keyboard: log in, find a weapon by part of its serial, read its life, issue it, save the receipt,
take it back, lock; and a scanner, which is a keyboard too.

Needs an X server of its own (Xvfb), a window manager (openbox) and a hand on the keys (xdotool); skipped, saying so,
where one of them is absent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hands import PASSWORD, PATIENCE_S, Hands, needs_a_display, until

from stockpile.acts.administering import Add
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.standing import Standing
from stockpile.office import Office
from stockpile.sealing.keys import FAST

pytestmark = needs_a_display


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The same database as the window's, to see what the keys did."""
    office = Office.create(
        str(tmp_path / "armoury.db"), site="HQ", name="Central", country="XX", login="jdiallo", password=PASSWORD,
        officer_name="J. Diallo", kdf=FAST,
    )  # fmt: skip
    session = office.log_in("jdiallo", PASSWORD)
    office.perform(Add(things={"holder:7-COY": {"site": "HQ", "name": "7th Company"}}, site="HQ"), session)
    pieces = tuple(NewWeapon(maker="H&K", model="G3A3", country="DE", serial=f"KA-{at:06d}") for at in range(40))
    office.perform(RecordWeapons(pieces=pieces, site="HQ"), session)
    yield office
    office.close()


def test_a_weapon_is_found_issued_and_taken_back_without_a_mouse(hands: Hands, office: Office, tmp_path: Path) -> None:
    weapon = office.reading.resolve("KA-000023")

    def standing(wanted: Standing) -> Callable[[], bool]:
        return lambda: office.reading.card(weapon).weapon.standing is wanted

    log_in(hands)
    hands.type("000023")  # part of its serial number; the search has the keys
    time.sleep(1)
    hands.key("Return")  # the weapon, in the register
    time.sleep(2)
    hands.key("Return")  # its life
    time.sleep(1)
    hands.key("ctrl+i")
    hands.window("Issue")
    hands.type("7-COY")
    hands.key("Return", "Return")  # the first takes the holder, the second issues
    until(standing(Standing.ISSUED), "the issue")
    assert office.reading.card(weapon).weapon.holder == "7-COY"

    receipt = tmp_path / "receipt.pdf"
    time.sleep(1)
    hands.key("Return")  # the paper is offered
    hands.window("ISS ")
    hands.bring("Save the paper", "ctrl+s")  # as soon as it is made
    hands.key("ctrl+a")
    hands.type(str(receipt))
    hands.key("Return")
    until(lambda: receipt.exists() and receipt.read_bytes().startswith(b"%PDF"), "the receipt")
    hands.window("ISS ")
    hands.key("Escape")
    hands.window("J. Diallo")

    time.sleep(1)
    hands.key("ctrl+b")
    hands.window("Return")
    time.sleep(1)
    hands.key("Return")
    until(standing(Standing.IN_STOCK), "the return")
    time.sleep(1)
    hands.key("Escape")
    hands.window("J. Diallo")

    hands.key("ctrl+l")
    until(lambda: "J. Diallo" not in hands.title(), "the lock")
    hands.key("alt+F4")
    assert hands.program.wait(PATIENCE_S) == 0
    assert [entry.voucher.kind.prefix for entry in office.reading.card(weapon).timeline] == ["RCV", "ISS", "RET"]


def test_a_scanner_is_known_wherever_the_focus_is(hands: Hands, office: Office) -> None:
    voucher = office.reading.vouchers(1)[0]
    log_in(hands)
    hands.key("Tab")  # from the search to a button: the blank of the number would press it
    hands.scan(voucher.reference)
    hands.window(voucher.number)
    hands.scan(office.reading.vouchers(2)[1].reference)  # the next paper takes the place of the one looked at
    hands.window(office.reading.vouchers(2)[1].number)
    hands.key("Escape")
    hands.window("J. Diallo")


def test_the_lock_takes_what_was_copied(hands: Hands, office: Office) -> None:
    log_in(hands)
    hands.type("copied")
    hands.key("ctrl+a", "ctrl+c")
    until(lambda: hands.clipboard() == "copied", "the copy")
    hands.key("Escape", "ctrl+l")
    until(lambda: "J. Diallo" not in hands.title(), "the lock")
    until(lambda: not hands.clipboard(), "an empty clipboard")
    assert office.reading.count()


def log_in(hands: Hands) -> None:
    """From the log-in to the desk."""
    hands.window("armoury.db")
    time.sleep(1)
    hands.type("jdiallo")
    hands.key("Tab")
    hands.type(PASSWORD)
    hands.key("Return")
    hands.window("J. Diallo")
    time.sleep(1)
