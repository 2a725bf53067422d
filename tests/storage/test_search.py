"""Weapons are found by what can be read on them, and by where and how they stand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import received, record, weapon
from ledger_clerk import Clerk

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.voucher import Line
from stockpile.storage import register, search
from stockpile.storage.store import Store


def filled(store: Store) -> Store:
    record(
        store,
        Clerk(),
        received(1, serial="AB-12345", asset_number="INV 77", category="assault rifle", condition="serviceable"),
        received(2, serial="12345", model="Modell 9", maker="Adler & Sohn", category="pistol", flags=["look-alike"]),
        received(3, serial="", flags=["no-serial", "short"], marks=[{"kind": "state", "text": "KE 20-777"}]),
        received(4, serial="زرقاء ١٢٣٤٥", holder="7-COY", standing="issued", site="NORTH", dossier="HQ/DSP 1"),
        received(5, serial="X%_1", components=[{"kind": "slide", "serial": "SL-9"}], location="HQ/A"),
    )
    return store


@pytest.fixture(scope="module")
def armoury(shared_store: Store) -> Store:
    return filled(shared_store)


def ids(found: list[WeaponRow]) -> list[int]:
    return [int(row.id[-7:]) for row in found]


def asked(store: Store, query: str = "", **more: object) -> list[int]:
    where = WeaponFilter(query=query, **more)  # type: ignore[arg-type]
    with store.reading() as reader:
        found = search.find(reader, where)
        assert search.count(reader, where) == len(found)
        assert search.by_keys(reader, search.keys(reader, where)) == found
        return ids(found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12345", [1, 2, 4]),
        ("234", [1, 2, 4]),
        ("ab 12345", [1]),
        ("АВ-12345", [1]),  # Cyrillic
        ("A812", [1]),
        ("inv77", [1]),
        ("Modell 9", [2]),
        ("sohn adler", [2]),
        ("adler kestrel", []),
        ("777", [3]),
        ("SL-9", [5]),
        ("sl9", [5]),
        ("X", [5]),  # too short for a part: what begins with it
        ("12", [2]),
        ("%", []),
        ("***", []),
        ('"', []),
        ("X%_1", [5]),
        ("HQ-W0000003", [3]),
        ("hq-w0000003", [3]),
        ("HQ-W0000009", []),
        ("1234567890", []),
        ("", [1, 2, 3, 4, 5]),
    ],
)
def test_what_can_be_read_on_the_piece(armoury: Store, typed: str, expected: list[int]) -> None:
    assert asked(armoury, typed) == expected


def test_how_it_stands(armoury: Store) -> None:
    assert asked(armoury, standing="issued") == [4]
    assert asked(armoury, holder="7-COY", site="NORTH") == [4]
    assert asked(armoury, category="pistol") == [2]
    assert asked(armoury, flag="short") == [3]
    assert asked(armoury, flag="no") == []
    assert asked(armoury, flag="no%serial") == []
    assert asked(armoury, condition="serviceable", model="KR-4") == [1]
    assert asked(armoury, dossier="HQ/DSP 1") == [4]
    assert asked(armoury, location="HQ/A") == [5]
    assert asked(armoury, "12345", site="HQ") == [1, 2]


def test_order_and_limit(armoury: Store) -> None:
    assert asked(armoury, order="-key") == [5, 4, 3, 2, 1]
    assert asked(armoury, order="serial") == [3, 2, 1, 5, 4]
    assert asked(armoury, order="-serial", limit=2) == [4, 5]
    assert asked(armoury, "12345", order="-model") == [2, 4, 1]
    assert asked(armoury, "12345", limit=2) == [1, 2]
    assert asked(armoury, limit=0) == []
    with armoury.reading() as reader, pytest.raises(Refused) as refused:
        search.find(reader, WeaponFilter(order="body"))
    assert refused.value.code == "filter.value"


def test_a_row_has_what_the_command_line_promises(armoury: Store) -> None:
    with armoury.reading() as reader:
        row = search.find(reader, WeaponFilter(flag="short"))[0]
    assert row == WeaponRow(
        id=weapon(3), serial="", maker="Kestrel", model="KR-4", category="", calibre="", country="", nsn="", site="HQ",
        location="", holder="", standing="in stock", condition="", flags=("no-serial", "short"), asset_number="",
        received_on="", receipt="HQ/ISS 2026-000001",
    )  # fmt: skip


def test_suggestions_begin_with_what_is_meant(armoury: Store) -> None:
    with armoury.reading() as reader:
        assert ids(search.suggest(reader, "12345")) == [2, 1, 4]
        assert ids(search.suggest(reader, "1234", limit=1)) == [2]
        assert ids(search.suggest(reader, "HQ-W00000")) == [1, 2, 3, 4, 5]
        assert ids(search.suggest(reader, "hq-w0000002")) == [2]
        assert ids(search.suggest(reader, "7-CO")) == [4]
        assert ids(search.suggest(reader, "kestrel", limit=3)) == [1, 3, 4]
        assert search.suggest(reader, "  ") == []
        assert search.suggest(reader, "-") == []


def test_facets_count_what_fits(armoury: Store) -> None:
    with armoury.reading() as reader:
        everything = search.facets(reader, WeaponFilter())
        assert everything["standing"] == {"in stock": 4, "issued": 1}
        assert everything["model"] == {"KR-4": 4, "Modell 9": 1}
        assert search.facets(reader, WeaponFilter(query="12345", site="HQ"))["category"] == {
            "assault rifle": 1,
            "pistol": 1,
        }


def test_rows_by_key_and_id_in_the_order_asked(armoury: Store) -> None:
    with armoury.reading() as reader:
        assert ids(search.by_keys(reader, [4, 99, 1])) == [4, 1]
        assert ids(search.by_ids(reader, [weapon(4), "HQ-W0000099", weapon(1)])) == [4, 1]
        assert search.by_keys(reader, []) == []


def test_a_changed_mark_is_found_and_the_old_one_no_more(store: Store, clerk: Clerk) -> None:
    armoury = filled(store)
    record(armoury, clerk, Line(weapon(1), "corrected", {"serial": "ZZ-999"}))
    assert asked(armoury, "zz999") == [1]
    assert asked(armoury, "AB-1234") == []


def test_equipment_is_listed_apart(store: Store, clerk: Clerk) -> None:
    record(
        store,
        clerk,
        Line("HQ-E0000001", "received", {"item": "Sight", "quantity": 3.0, "site": "HQ", "sort": "equipment"}),
    )
    with store.reading() as reader:
        assert search.equipment(reader, "NORTH") == []
        assert search.equipment(reader, "HQ") == [
            {"id": "HQ-E0000001", "item": "Sight", "quantity": 3.0, "site": "HQ", "sort": "equipment"}
        ]
        assert search.find(reader, WeaponFilter()) == []


marks = st.text(st.sampled_from("OB08I1А-  'يX%\"*"), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(marks, min_size=1, max_size=5), marks)
def test_every_part_of_every_serial_is_found(store: Store, serials: list[str], typed: str) -> None:
    with store.writing() as unit:
        register.apply(
            unit, 1, "HQ/RCV 1", [received(n, serial=text, model="", maker="") for n, text in enumerate(serials, 1)]
        )
        key = fold(typed)
        folded = {n: fold(text) for n, text in enumerate(serials, 1)}
        if len(key) >= 3:
            words = [part for word in typed.split() if len(part := fold(word)) >= 3]
            expected = [
                n
                for n, text in folded.items()
                if key in text or (len(words) > 1 and all(word in text for word in words))
            ]
            assert ids(search.find(unit, WeaponFilter(query=typed))) == expected
        begins = [n for n, text in folded.items() if text.startswith(key)] if key else []
        assert set(begins) <= set(ids(search.suggest(unit, typed)))
