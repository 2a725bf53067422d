"""How many weapons have their place where, and are with whom: on both engines, against a count by hand."""

from __future__ import annotations

import keeping
from ledger_clerk import Clerk

from stockpile.storage import occupancy
from stockpile.storage.store import Store

PLACES = ("HQ/A", "HQ/A/1", "HQ/A/10", "HQ/A/1/2", "HQ/AB", "HQ/A-1", "HQ/B", "")
STANDINGS = ("in stock", "issued", "in maintenance", "missing", "destroyed", "recorded in error")


def filled(store: Store, clerk: Clerk) -> list[dict[str, str]]:
    pieces = [
        {"location": place, "standing": standing, "holder": f"H{number % 3}" if standing == "issued" else ""}
        for number, place in enumerate(PLACES)
        for standing in STANDINGS
    ]
    keeping.found(store, clerk)
    keeping.record(store, clerk, *(keeping.received(at, **each) for at, each in enumerate(pieces, 1)))
    return pieces


def is_here(piece: dict[str, str]) -> bool:
    return piece["standing"] not in ("destroyed", "recorded in error")


def test_a_place_counts_what_lies_below_it_and_nothing_beside_it(store: Store, clerk: Clerk) -> None:
    pieces = filled(store, clerk)
    subjects = [f"location:{place}" for place in PLACES if place] + ["location:HQ/none", "site:HQ"]
    with store.reading() as reader:
        found = occupancy.having(reader, subjects)
    for place in filter(None, PLACES):
        inside = [
            each for each in pieces
            if is_here(each) and (each["location"] == place or each["location"].startswith(f"{place}/"))
        ]  # fmt: skip
        assert found[f"location:{place}"] == len(inside), place
    assert found["location:HQ/none"] == 0
    assert "site:HQ" not in found


def test_holders_have_what_is_issued_to_them(store: Store, clerk: Clerk) -> None:
    pieces = filled(store, clerk)
    with store.reading() as reader:
        each = occupancy.by_holder(reader)
        assert occupancy.having(reader, [f"holder:{key}" for key in each]) == {
            f"holder:{key}": count for key, count in each.items()
        }
    for key in ("H0", "H1", "H2"):
        assert each[key] == sum(piece["holder"] == key for piece in pieces)


def test_every_place_says_how_many_are_out(store: Store, clerk: Clerk) -> None:
    filled(store, clerk)
    with store.reading() as reader:
        found = {each.path: each for each in occupancy.by_location(reader)}
        assert occupancy.by_location(reader, "NORTH") == []
        assert occupancy.by_site(reader) == {"HQ": 4 * len(PLACES)}
    assert set(found) == set(filter(None, PLACES))
    assert all((each.weapons, each.out) == (4, 1) for each in found.values())
