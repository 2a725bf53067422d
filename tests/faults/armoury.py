"""A small armoury with a life in it, and a process that goes on living until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from stockpile.acts.administering import Add
from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.issuing import Issue, Return
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.acts.surplus import DeclareSurplus
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.people import Role
from stockpile.exchange.workbook import write_table
from stockpile.office import Office
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"
PEOPLE = ("anna", "ben", "chen", "dina", "emil")
WITNESSES = (Witness("Wanda Field", "Ombudsman"), Witness("Will Green", "Commission"))


def found(url):
    """An armoury with five officers, a holder, twelve weapons."""
    with Office.create(
        url, site="HQ", name="Central", country="XZ", login="admin", password=PASSWORD, kdf=FAST
    ) as office:
        admin = office.log_in("admin", PASSWORD)
        for login in PEOPLE:
            office.add_officer(login, login.title(), tuple(Role), "HQ", PASSWORD, admin)
        office.perform(Add(things={"holder:7-COY": {"name": "7 Company", "site": "HQ"}}, site="HQ"), admin)
        record(office, admin, range(12))


def record(office, by, numbers):
    pieces = tuple(
        NewWeapon(maker="Kestrel", model="KR-4", serial=f"K{number:05d}", country="CH") for number in numbers
    )
    return office.perform(RecordWeapons(pieces=pieces, site="HQ"), by)


def people(office):
    return {login: office.log_in(login, PASSWORD) for login in ("admin", *PEOPLE)}


def destroy(office, who, weapons, said=lambda voucher: None):
    """From surplus to the end; ``said`` hears of each acknowledged voucher."""
    said(office.perform(DeclareSurplus(weapons=weapons, authority="Review"), who["anna"]))
    said(office.perform(AuthoriseDisposal(weapons=weapons, authority="Order"), who["anna"], [who["ben"]]))
    said(office.perform(Verify(weapons=weapons), who["chen"]))
    act = ExecuteDestruction(
        weapons=weapons, method=DestructionMethod.CUTTING_OR_SHREDDING, place="Yard", witnesses=WITNESSES
    )
    said(office.perform(act, who["dina"], [who["emil"]]))


def live(url, folder):
    """A short life of every kind, for `test_tampering`."""
    with Office.open(url) as office:
        who = people(office)
        inventory(Path(folder) / "inventory.xlsx", 0)
        office.import_inventory(Path(folder) / "inventory.xlsx", by=who["anna"], authority="Order 1")
        enclosed = (Enclosure("order.txt", b"by order"),)
        issue = Issue(weapons=("HQ-W0000001", "HQ-W0000002"), holder="7-COY", enclosures=enclosed)
        office.perform(issue, who["anna"])
        office.perform(Return(weapons=("HQ-W0000001",)), who["anna"])
        destroy(office, who, ("HQ-W0000003", "HQ-W0000004"))


def inventory(path, start):
    rows = [("Adler", "Modell 9", f"B{start + number:06d}", "DE", 1) for number in range(40)]
    rows.append(("", "SIGHT,REFLEX", "", "", 3))
    headings = ("Manufacturer", "Model", "Serial number", "Country of manufacture", "Qty")
    write_table(path, headings, rows, text_columns=range(4))


def go_on(url, folder, start):
    """Import, issue, take back, destroy, for ever; each acknowledged voucher is said at once."""

    def said(voucher):
        sys.stdout.write(f"{voucher if isinstance(voucher, str) else voucher.reference}\n")
        sys.stdout.flush()

    with Office.open(url) as office:
        who = people(office)
        said("ready")
        for turn in range(start, start + 10_000):
            path = Path(folder) / f"inventory-{turn}.xlsx"
            inventory(path, turn * 100)
            said(office.import_inventory(path, by=who["anna"]).reference or "nothing")
            said(record(office, who["anna"], range(1_000 + turn * 4, 1_004 + turn * 4)))
            first = office.reading.resolve(f"K{1_000 + turn * 4:05d}")
            second = office.reading.resolve(f"K{1_001 + turn * 4:05d}")
            said(office.perform(Issue(weapons=(first,), holder="7-COY"), who["anna"]))
            said(office.perform(Return(weapons=(first,)), who["ben"]))
            destroy(office, who, (first, second), said)


def grab(url, start_at):
    """Issue each of the twelve weapons that is still to be had; says which were."""
    import time

    with Office.open(url) as office:
        session = office.log_in("anna", PASSWORD)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for number in range(1, 13):
            weapon = f"HQ-W{number:07d}"
            try:
                office.perform(Issue(weapons=(weapon,), holder="7-COY"), session)
                sys.stdout.write(f"{weapon}\n")
            except Refused as refusal:
                if refusal.code != "weapon.standing":
                    raise
            time.sleep(0.001 * float(start_at))


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "go-on":
        go_on(arguments[0], arguments[1], int(arguments[2]))
    else:
        grab(*arguments)
