"""Recording as the office does it: voucher and register in one transaction. Imported by name, like `ledger_clerk`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger_clerk import Clerk, key_of

from stockpile.acts.intake import ReadRow
from stockpile.domain.voucher import Kind, Line, Voucher
from stockpile.storage import intake, register, schema
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store, Unit


def weapon(count: int, site: str = "HQ") -> str:
    return f"{site}-W{count:07d}"


def received(count: int, **state: object) -> Line:
    """A weapon came to HQ."""
    standard = {"maker": "Kestrel", "model": "KR-4", "serial": f"K{count:05d}", "site": "HQ", "standing": "in stock"}
    return Line(weapon(count), "received", {**standard, **state})


def record(store: Store, clerk: Clerk, *lines: Line, **more: object) -> Voucher:
    """One voucher in ledger and register."""
    with store.writing() as unit:
        voucher = record_in(unit, clerk, *lines, **more)
        unit.commit()
    return voucher


def record_in(unit: Unit, clerk: Clerk, *lines: Line, **more: object) -> Voucher:
    number = unit.next_voucher_id()
    voucher = unit.append(clerk.draft(**more), lines, clerk.sealer)
    register.apply(unit, number, voucher.reference, lines)
    return voucher


def found(store: Store, clerk: Clerk, *logins: str) -> Voucher:
    """The first voucher of a site: its key, and its officers' keys."""
    site = Line(
        f"site:{clerk.site}",
        "added",
        {"name": clerk.site, "origin": clerk.origin, "public_key": clerk.verifier.public.hex()},
    )
    officers = [
        Line(
            f"officer:{login}",
            "added",
            {"name": login.title(), "public_key": key_of(login).public.hex(), "key": key_of(login).key_id},
        )
        for login in (clerk.login, *logins)
    ]
    return record(store, clerk, site, *officers, kind=Kind.OPENING)


def take_in(
    store: Store, clerk: Clerk, *chunks: Sequence[ReadRow], **more: object
) -> tuple[intake.IntakeResult, Voucher | None]:
    """An inventory, as the office takes it in."""
    draft = clerk.draft(kind=Kind.RECEIPT, **more)
    voucher = None
    with store.writing() as unit, unit.streaming(draft, clerk.sealer) as appending:
        result = intake.receive(unit, appending, clerk.site, draft.moment.date(), chunks)
        if result.new or result.changed:
            voucher = appending.close({})
            unit.commit()
    return result, voucher


def tables(reader: Reader) -> dict[str, list[tuple[object, ...]]]:
    """The whole register."""
    return {
        table.name: sorted(tuple(row) for row in reader.connection.execute(table.select())) for table in schema.REGISTER
    }


def carried(reader: Reader, text: str) -> Iterable[int]:
    """What the search index itself says, on SQLite: keys of weapons that carry a folded text."""
    asked = "SELECT rowid FROM weapon_search WHERE weapon_search MATCH ?"
    return [row[0] for row in reader.connection.exec_driver_sql(asked, (f'"{text}"',))]
