"""The register is the fold of the lines, whichever way it came to be."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import found, received, record, tables, weapon
from ledger_clerk import Clerk

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind, Line
from stockpile.storage import register, rows
from stockpile.storage.store import Store
from stockpile.storage.verification import compare


def test_a_line_is_in_the_register_at_once(store: Store, clerk: Clerk) -> None:
    voucher = record(store, clerk, received(1), received(2, flags=["no-serial"], remark="worn"))
    with store.reading() as reader:
        states = register.states(reader, [weapon(2), weapon(1), weapon(9)])
        assert list(states) == [weapon(2), weapon(1)]
        assert states[weapon(2)] == dict(received(2, flags=["no-serial"], remark="worn").set)
        assert {row[rows.WEAPON_COLUMNS.index("receipt")] for row in tables(reader)["weapon"]} == {voucher.reference}


def test_a_later_line_overwrites_only_what_it_sets(store: Store, clerk: Clerk) -> None:
    record(store, clerk, received(1, remark="worn"))
    record(store, clerk, Line(weapon(1), "issued", {"standing": "issued", "holder": "7-COY"}))
    record(store, clerk, Line(weapon(1), "returned", {"standing": "in stock", "holder": None}))
    with store.reading() as reader:
        assert register.states(reader, [weapon(1)])[weapon(1)] == dict(received(1, remark="worn").set)


def test_two_lines_of_one_voucher_about_one_weapon(store: Store, clerk: Clerk) -> None:
    record(store, clerk, received(1), Line(weapon(1), "placed", {"location": "HQ/A"}))
    with store.reading() as reader:
        assert register.states(reader, [weapon(1)])[weapon(1)]["location"] == "HQ/A"


def test_everything_that_acts_refer_to(store: Store, clerk: Clerk) -> None:
    record(
        store,
        clerk,
        Line("holder:7-COY", "added", {"name": "7 Company", "contacts": ({"phone": "1"},)}),
        Line("holder:HQ:1", "added", {"name": "with a colon"}),
        Line("model:KR-4", "added", {"category": "assault rifle"}),
    )
    with store.reading() as reader:
        assert register.things(reader, "holder") == {
            "7-COY": {"name": "7 Company", "contacts": [{"phone": "1"}]},
            "HQ:1": {"name": "with a colon"},
        }
        assert register.things(reader, "site") == {}


def test_weapons_are_named_by_id_serial_or_asset_number(store: Store, clerk: Clerk) -> None:
    record(
        store,
        clerk,
        received(1, serial="AB-123", asset_number="INV 9"),
        received(2, serial="ab-123", model="KR-5", site="NORTH"),
        received(3, serial="A8123"),
        received(4, serial=""),
    )
    with store.reading() as reader:
        assert register.resolve(reader, weapon(3)) == [weapon(3)]
        assert register.resolve(reader, weapon(9)) == []
        assert register.resolve(reader, " ab-123 ") == [weapon(1), weapon(2)]
        assert register.resolve(reader, "AB-123", site="NORTH") == [weapon(2)]
        assert register.resolve(reader, "INV 9") == [weapon(1)]
        assert register.resolve(reader, "INV 9", site="NORTH") == []
        assert register.resolve(reader, "-") == []
        assert register.resolve(reader, "") == []


def test_look_alikes_of_serials_and_marks(store: Store, clerk: Clerk) -> None:
    record(
        store,
        clerk,
        received(1, serial="B0123"),
        received(2, serial="80123"),
        received(3, serial="X", marks=[{"kind": "state", "text": "KE 80123"}, {"kind": "other", "text": "☆"}]),
        received(4, serial="Y", components=[{"kind": "slide", "serial": "KE-80I23"}]),
        received(5, serial="80123Z", model="KE8O123", maker="80123"),
    )
    with store.reading() as reader:
        assert register.look_alikes(reader, ["BO123"]) == [weapon(1), weapon(2)]
        assert register.look_alikes(reader, ["KE 80123", ""]) == [weapon(3), weapon(4)]
        assert register.look_alikes(reader, ["Y"]) == [weapon(4)]
        assert register.look_alikes(reader, []) == []
        assert len(register.look_alikes(reader, [f"B0{each}" for each in range(1000)])) == 2


def test_ids_follow_the_highest_of_the_site(store: Store, clerk: Clerk) -> None:
    with store.reading() as reader:
        assert register.next_weapon_ids(reader, "HQ", 2) == [weapon(1), weapon(2)]
    record(
        store,
        clerk,
        received(7),
        Line("HQ-E0000003", "received", {"item": "Sight"}),
        Line("HQ_2-W0000090", "received", {}),
    )
    record(store, clerk, Line("HQ-W10000000", "received", {"serial": "many"}))
    with store.reading() as reader:
        assert register.next_weapon_ids(reader, "HQ", 1) == ["HQ-W10000001"]
        assert register.next_equipment_ids(reader, "HQ", 1) == ["HQ-E0000004"]
        assert register.next_weapon_ids(reader, "NORTH", 1) == ["NORTH-W0000001"]


def test_a_text_that_postgresql_cannot_keep_is_refused_on_both(store: Store, clerk: Clerk) -> None:
    with pytest.raises(Refused) as refused:
        record(store, clerk, received(1, serial="A\0B"))
    assert refused.value.code == "text.unreadable"
    with pytest.raises(Refused):
        record(store, clerk, Line("holder:X", "added", {"name": "A"}), received(1, maker="\0"))
    with store.reading() as reader:
        assert tables(reader)["weapon"] == []


def test_ten_thousand_lines_at_once(store: Store, clerk: Clerk) -> None:
    record(store, clerk, *[received(each) for each in range(1, 10_002)])
    record(store, clerk, *[Line(weapon(each), "placed", {"location": "HQ/A"}) for each in range(1, 10_002)])
    with store.reading() as reader:
        before = tables(reader)
        assert len(before["weapon"]) == 10_001
        assert list(compare(reader)) == []
    told: list[int] = []
    with store.writing() as unit:
        register.rebuild(unit, told.append)
        assert tables(unit) == before
    assert told == [10_000, 20_000, 20_002]


# -- whatever happens in whatever order --------------------------------------------------------------------------------

texts = st.sampled_from(["", "K-100", "K 1OO", "K-200", "к-200", "Arsenal", "0", "/", " ", "a b", '"', "日本-١٢٣"])
plain = texts | st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.5, 2.0])
fields = st.dictionaries(
    st.sampled_from(
        ["serial", "maker", "model", "site", "standing", "holder", "source", "digest", "asset_number", "year", "remark",
         "item", "quantity", "sort", "consignment", "name"]
    ),
    plain,
    max_size=5,
)  # fmt: skip
lists = st.fixed_dictionaries(
    {},
    optional={
        "flags": st.lists(st.sampled_from(["no-serial", "look-alike"]), max_size=2),
        "marks": st.lists(st.fixed_dictionaries({"kind": st.just("other"), "text": texts}), max_size=2),
        "components": st.lists(st.fixed_dictionaries({"kind": st.just("slide"), "serial": texts}), max_size=2),
        "owners": st.just([]) | st.just([{"a": {}}]) | st.just({}),
    },
)
subjects = st.sampled_from(
    ["HQ-W0000001", "HQ-W0000002", "NORTH-W0000001", "HQ-E0000001", "HQ-E0000002", "site:HQ", "holder:x"]
)
lines = st.builds(
    lambda subject, event, some, more: Line(subject, event, {**some, **more}),
    subjects,
    st.sampled_from(["received", "updated", "corrected"]),
    fields,
    lists,
)
vouchers = st.lists(st.tuples(st.sampled_from(["HQ", "NORTH"]), st.lists(lines, max_size=4)), max_size=6)


def _check_history(store: Store, history: list[tuple[str, list[Line]]]) -> None:
    for site, told in history:
        record(store, Clerk(site), *told)
        with store.reading() as reader:
            assert list(compare(reader)) == []
    with store.writing() as unit:
        kept = tables(unit)
        register.rebuild(unit)
        assert tables(unit) == kept
        if unit.dialect == "sqlite":
            unit.connection.exec_driver_sql(
                "INSERT INTO weapon_search(weapon_search, rank) VALUES('integrity-check', 1)"
            )
    with store.reading() as reader:
        assert list(compare(reader)) == []


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "armoury.db"
    Store.create(str(path)).close()
    return path


@settings(max_examples=40, deadline=None)
@given(vouchers)
def test_after_any_lines_the_register_is_what_a_rebuild_makes(
    empty_file: Path, history: list[tuple[str, list[Line]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "armoury.db"
        path.write_bytes(empty_file.read_bytes())
        with Store.open(str(path)) as store:
            _check_history(store, history)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(vouchers)
def test_the_same_on_the_database_of_this_test(store: Store, history: list[tuple[str, list[Line]]]) -> None:
    _check_history(store, history)


@given(fields, lists)
def test_a_state_comes_back_from_its_row(some: dict[str, object], more: dict[str, object]) -> None:
    for columns, make, read in (
        (rows.WEAPON_COLUMNS, rows.weapon_row, rows.weapon_state),
        (rows.EQUIPMENT_COLUMNS, rows.equipment_row, rows.equipment_state),
    ):
        row = make(1, weapon(1), {**some, **more}, "HQ/RCV 2026-000001", 1)
        state = read(dict(zip(columns, row, strict=True)))
        assert make(1, weapon(1), state, "HQ/RCV 2026-000001", 1) == row


def test_a_founded_ledger_is_folded_too(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    record(store, clerk, received(1), kind=Kind.RECEIPT)
    with store.reading() as reader:
        assert register.things(reader, "officer")["awood"]["name"] == "Awood"
        assert list(compare(reader)) == []
