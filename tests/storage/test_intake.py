"""An inventory comes in; the same again adds nothing; a later version changes what it says otherwise."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import found, record, take_in, weapon
from ledger_clerk import Clerk

from stockpile.acts.intake import ReadRow
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.voucher import Kind, Line
from stockpile.storage import journal, register, search
from stockpile.storage.store import Store
from stockpile.storage.verification import compare, verify

NORTH = Clerk("NORTH")


def a_row(number: int, **facts: object) -> ReadRow:
    """A rifle as an inventory tells of it."""
    said = {"maker": "Kestrel", "model": "KR-4", "serial": f"K{number:05d}", "country": "KE", **facts}
    said = {name: value for name, value in said.items() if value != ""}
    if "serial" not in said:
        said["flags"] = ["no-serial"]
    return ReadRow(number, "weapon", f"s:{number}", _digest(said), 1.0, 100.0, said)


def a_lot(number: int, quantity: float, sort: str = "lot", **facts: object) -> ReadRow:
    said = {"item": f"Thing {number}", **facts}
    return ReadRow(number, sort, f"r:{number}", _digest({**said, "q": quantity}), quantity, 5.0, said)


def _digest(said: dict[str, object]) -> str:
    return f"{hash(str(sorted(said.items(), key=str))) & 0xFFFFFFFF:x}"


def states(store: Store, *ids: str) -> list[dict[str, object]]:
    with store.reading() as reader:
        known = register.states(reader, ids)
        return [known[each] for each in ids]


def outcome(result: object) -> tuple[int, int, int, int]:
    return tuple(getattr(result, name) for name in ("new", "changed", "unchanged", "rejected"))  # type: ignore[return-value]


def test_everything_new_comes_in_under_one_voucher(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    result, voucher = take_in(
        store,
        clerk,
        [a_row(1, condition="serviceable"), a_row(2, serial="")],
        [a_lot(3, 20.0), a_lot(4, 2.5, "equipment"), a_lot(5, 1.0, "unclear"), a_row(6)._replace(sort="rejected")],
    )
    assert voucher is not None
    assert outcome(result) == (5, 0, 0, 1)
    assert (result.rows, result.weapons, result.with_serial, result.without_serial) == (6, 22, 1, 21)
    assert (result.lots, result.other_items, result.unclear, result.vanished) == (1, 1, 1, 0)
    first, second = states(store, weapon(1), weapon(2))
    assert first == {
        "maker": "Kestrel", "model": "KR-4", "serial": "K00001", "country": "KE", "condition": "serviceable",
        "site": "HQ", "standing": "in stock", "received_on": "2026-11-24", "source": "s:1",
        "digest": a_row(1, condition="serviceable").digest,
    }  # fmt: skip
    assert second["flags"] == ["no-serial"]
    with store.reading() as reader:
        assert [(each["sort"], each["quantity"]) for each in search.equipment(reader)] == [
            ("lot", 20.0),
            ("equipment", 2.5),
            ("unclear", 1.0),
        ]
        assert [line.event for line in journal.lines(reader, voucher)] == ["received"] * 5
    assert verify(store).alarms == ()


def test_the_same_again_is_no_voucher(store: Store, clerk: Clerk) -> None:
    rows = [a_row(1), a_row(2, serial=""), a_lot(3, 20.0), a_lot(4, 2.5, "equipment")]
    take_in(store, clerk, rows)
    result, voucher = take_in(store, clerk, rows[2:], rows[:2])
    assert voucher is None
    assert outcome(result) == (0, 0, 4, 0)
    assert (result.weapons, result.vanished) == (22, 0)


def test_a_later_version_changes_what_it_says_otherwise(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, remark="worn", condition="serviceable"), a_row(2), a_lot(3, 20.0)])
    changed = [a_row(1, remark="new sight", condition=""), a_row(2), a_lot(3, 18.0), a_row(4)]
    result, voucher = take_in(store, clerk, changed)
    assert voucher is not None
    assert outcome(result) == (1, 2, 1, 0)
    assert states(store, weapon(1))[0]["remark"] == "new sight"
    assert states(store, weapon(1))[0]["condition"] == "serviceable"  # blank means leave
    assert states(store, "HQ-E0000001")[0]["quantity"] == 18.0
    with store.reading() as reader:
        last = journal.timeline(reader, weapon(1))[-1][1]
        assert last.event == "updated"
        assert set(last.set) == {"remark", "source", "digest"}
        assert list(compare(reader)) == []
    assert outcome(take_in(store, clerk, changed)[0]) == (0, 0, 4, 0)


def test_a_row_that_only_says_less_changes_nothing(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, remark="worn")])
    for _each in range(2):
        result, voucher = take_in(store, clerk, [a_row(1)])
        assert (outcome(result), voucher) == ((0, 0, 1, 0), None)


def test_what_was_put_right_here_is_not_undone_by_an_old_file(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, calibre="7.62", remark="a")])
    record(store, clerk, Line(weapon(1), "corrected", {"calibre": "5.56"}), kind=Kind.CORRECTION)
    result, _voucher = take_in(store, clerk, [a_row(1, calibre="7.62", remark="b")])
    assert outcome(result) == (0, 1, 0, 0)
    assert states(store, weapon(1))[0]["calibre"] == "5.56"
    take_in(store, clerk, [a_row(1, calibre="9 mm", remark="b")])
    assert states(store, weapon(1))[0]["calibre"] == "9 mm"


def test_where_a_piece_is_follows_the_file_only_while_it_is_in_stock(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, location="A"), a_row(2, location="A")])
    record(store, clerk, Line(weapon(2), "issued", {"standing": "issued", "holder": "7-COY", "location": None}))
    take_in(store, clerk, [a_row(1, location="B", year="1970"), a_row(2, location="B", year="1970")])
    first, second = states(store, weapon(1), weapon(2))
    assert (first["location"], second.get("location")) == ("B", None)
    assert (second["standing"], second["holder"], second["year"]) == ("issued", "7-COY", "1970")


def test_flags_of_the_rows_follow_the_rows_and_those_of_the_register_stay(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, serial="")])
    record(store, clerk, Line(weapon(1), "marked", {"flags": ["no-serial", "short"]}), kind=Kind.MARKING)
    take_in(store, clerk, [a_row(1)])
    assert states(store, weapon(1))[0]["flags"] == ["short"]
    assert states(store, weapon(1))[0]["serial"] == "K00001"


def test_the_same_piece_from_another_file_is_the_same_piece(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, serial="k 00001")])
    again = a_row(1, serial="K  00001", calibre="7.62")._replace(key="other:1")
    result, _voucher = take_in(store, clerk, [again])
    assert outcome(result) == (0, 1, 0, 0)
    assert outcome(take_in(store, clerk, [again])[0]) == (0, 0, 1, 0)
    assert states(store, weapon(1))[0]["calibre"] == "7.62"


def test_a_piece_that_is_at_another_site_is_not_taken_in_twice(store: Store, clerk: Clerk) -> None:
    rows = [a_row(1), a_row(2, serial="")]
    take_in(store, clerk, rows)
    result, voucher = take_in(store, NORTH, [rows[0]])
    assert (outcome(result), voucher) == ((0, 0, 0, 1), None)
    assert [(row, refusal.code) for row, refusal in result.refused] == [(1, "intake.elsewhere")]
    record(store, NORTH, *[Line(weapon(each), "accepted", {"site": "NORTH"}) for each in (1, 2)], kind=Kind.ACCEPTANCE)
    result, _voucher = take_in(store, clerk, rows)  # the list of HQ still has them
    assert outcome(result) == (0, 0, 0, 2)
    assert outcome(take_in(store, NORTH, rows)[0]) == (0, 0, 2, 0)


def test_a_destroyed_weapon_that_appears_again_is_an_alarm(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1), a_row(2), a_row(3, serial="")])
    end = {"standing": "destroyed", "ended_by": "HQ/DES 2026-000001"}
    record(store, clerk, *[Line(weapon(each), "destroyed", end) for each in (1, 3)], kind=Kind.DESTRUCTION)
    for again in (a_row(1), a_row(1)._replace(key="x"), a_row(1, calibre="9")):
        result, voucher = take_in(store, clerk, [again])
        assert (outcome(result), voucher) == ((0, 0, 0, 1), None)
        (_row, refusal) = result.refused[0]
        assert refusal.code == "weapon.re-appeared"
        assert refusal.facts["voucher"] == "HQ/DES 2026-000001"
    result, _voucher = take_in(store, clerk, [a_row(3, serial="")])
    assert [refusal.code for _row, refusal in result.refused] == ["intake.ended"]


def test_look_alikes_of_one_kind_are_flagged_and_never_merged(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [a_row(1, serial="B0I"), a_row(2, serial="801"), a_row(3, serial="80I", model="KR-5")])
    take_in(store, clerk, [a_row(4, serial="8O1"), a_row(5, serial="B01", maker="Heron")])
    with store.reading() as reader:
        flagged = search.find(reader, WeaponFilter(flag="look-alike"))
        assert [row.id for row in flagged] == [weapon(2), weapon(4)]
        assert search.count(reader, WeaponFilter()) == 5


def test_one_piece_in_two_tables_of_a_file_is_taken_once(store: Store, clerk: Clerk) -> None:
    result, _voucher = take_in(
        store, clerk, [a_row(1), a_lot(2, 3.0), a_row(3, serial="")], [a_row(1), a_lot(2, 3.0), a_row(3, serial="")]
    )
    assert outcome(result) == (5, 0, 0, 1)
    assert [refusal.code for _row, refusal in result.refused] == ["duplicate-in-file"]
    again, voucher = take_in(
        store, clerk, [a_row(1), a_lot(2, 3.0), a_row(3, serial=""), a_lot(2, 3.0), a_row(3, serial="")]
    )
    assert (outcome(again), voucher) == ((0, 0, 5, 0), None)


@pytest.mark.parametrize("in_one_chunk", [True, False])
@pytest.mark.parametrize("into", ["an empty register", "a register"])
def test_one_piece_under_two_keys_is_taken_once(store: Store, clerk: Clerk, in_one_chunk: bool, into: str) -> None:
    if into == "a register":
        take_in(store, clerk, [a_row(9)])
    rows = [a_row(1, remark="a"), a_row(1, remark="b")._replace(key="other:1")]
    result, _voucher = take_in(store, clerk, *([rows] if in_one_chunk else [rows[:1], rows[1:]]))
    assert outcome(result) == (1, 0, 0, 1)
    assert [refusal.code for _row, refusal in result.refused] == ["duplicate-in-file"]
    result, voucher = take_in(store, clerk, rows)
    assert (outcome(result), voucher) == ((0, 0, 1, 1), None)


def test_a_serial_number_alone_is_no_identity(store: Store, clerk: Clerk) -> None:
    rows = [a_row(1, maker="", model=""), a_row(1, maker="", model="")._replace(key="other:1")]
    assert outcome(take_in(store, clerk, rows)[0]) == (2, 0, 0, 0)
    assert outcome(take_in(store, clerk, [rows[0]._replace(key="third:1")])[0]) == (1, 0, 0, 0)
    assert outcome(take_in(store, clerk, rows)[0]) == (0, 0, 2, 0)


def test_what_vanished_is_counted_listed_and_left_alone(store: Store, clerk: Clerk) -> None:
    take_in(store, clerk, [*[a_row(each) for each in range(1, 11)], a_lot(20, 1.0), a_lot(21, 1.0)])
    take_in(store, clerk, [a_row(each) for each in range(50, 60)])  # another inventory
    record(store, clerk, Line(weapon(10), "issued", {"standing": "issued"}))
    left, _voucher = take_in(store, clerk, [*[a_row(each, remark="seen") for each in range(1, 6)], a_lot(20, 1.0)])
    assert (left.changed, left.vanished) == (5, 5)
    assert left.vanished_items == [weapon(6), weapon(7), weapon(8), weapon(9), "HQ-E0000002"]
    assert states(store, weapon(6))[0]["standing"] == "in stock"
    fewer, _voucher = take_in(store, clerk, [a_row(each) for each in range(1, 5)])
    assert fewer.vanished == 0  # less than half: not a version of it


def test_what_cannot_be_kept_is_refused_and_nothing_comes_in(store: Store, clerk: Clerk) -> None:
    with pytest.raises(Refused) as refused:
        take_in(store, clerk, [a_row(1), a_row(2, serial="A\0")])
    assert refused.value.code == "text.unreadable"
    with pytest.raises(Refused):
        take_in(store, clerk, [a_row(1, remark="\ud800")])
    with store.reading() as reader:
        assert search.count(reader, WeaponFilter()) == 0


def test_nothing_at_all(store: Store, clerk: Clerk) -> None:
    result, voucher = take_in(store, clerk)
    assert (outcome(result), voucher) == ((0, 0, 0, 0), None)


def _any_row(number: int, serial: str, remark: str, sort: str, quantity: float) -> ReadRow:
    if sort != "weapon":
        return a_lot(number, quantity, sort, remark=remark)
    key = f"s:{serial.upper()}" if serial else f"r:w{number}"  # as readings make them
    return a_row(number, serial=serial, remark=remark)._replace(key=key)


any_rows = st.lists(
    st.builds(
        _any_row,
        st.integers(1, 6),
        st.sampled_from(["", "A1", "a1", "AI", "B2", "82"]),
        st.sampled_from(["", "worn", "new"]),
        st.sampled_from(["weapon", "weapon", "lot", "equipment"]),
        st.sampled_from([1.0, 4.0]),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["HQ", "NORTH"]), any_rows), max_size=4))
def test_whatever_comes_in_register_and_ledger_agree(blank: Path, files: list[tuple[str, list[ReadRow]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "armoury.db"
        path.write_bytes(blank.read_bytes())
        with Store.open(str(path)) as store:
            for site, told in files:
                result, _voucher = take_in(store, Clerk(site), told[:3], told[3:])
                assert sum(outcome(result)) == result.rows == len(told)
                again, voucher = take_in(store, Clerk(site), told)
                assert (again.new, again.changed, voucher) == (0, 0, None)
            with store.reading() as reader:
                assert list(compare(reader)) == []


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "armoury.db"
    Store.create(str(path)).close()
    return path
