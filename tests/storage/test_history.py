"""As at any day: what the same lines, folded up to that day, say."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import received, record, weapon
from ledger_clerk import Clerk

from stockpile.domain.filter import WeaponFilter
from stockpile.domain.state import fold as folded
from stockpile.domain.voucher import Line, stored_time
from stockpile.storage import history, journal, rows, search
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

DAY = datetime(2026, 1, 10, 12, tzinfo=UTC)


def on(day: int) -> datetime:
    return DAY + timedelta(days=day)


def as_at(day: int, **more: object) -> WeaponFilter:
    return WeaponFilter(as_at=on(day).date(), offset=0, **more)  # type: ignore[arg-type]


@pytest.fixture
def year(store: Store, clerk: Clerk) -> Store:
    record(store, clerk, received(1, serial="A-111"), received(2), received(3), moment=on(0))
    record(store, clerk, Line(weapon(1), "issued", {"standing": "issued", "holder": "7-COY"}), moment=on(5))
    record(store, clerk, Line(weapon(2), "corrected", {"serial": "B-222"}), moment=on(7))
    record(
        store, clerk, Line(weapon(1), "returned", {"standing": "in stock", "holder": None}), received(4), moment=on(10)
    )
    return store


def test_the_register_as_it_stood(year: Store) -> None:
    with year.reading() as reader:
        for day, count, issued in (
            (-1, 0, []),
            (0, 3, []),
            (4, 3, []),
            (5, 3, [1]),
            (9, 3, [1]),
            (10, 4, []),
            (99, 4, []),
        ):
            assert search.count(reader, as_at(day)) == count == len(search.find(reader, as_at(day)))
            assert [row.id for row in search.find(reader, as_at(day, holder="7-COY"))] == [weapon(n) for n in issued]
            assert search.count(reader, as_at(day, standing="issued")) == len(issued)


def test_what_could_be_read_on_it_then(year: Store) -> None:
    with year.reading() as reader:
        assert [row.id for row in search.find(reader, as_at(6, query="K00002"))] == [weapon(2)]
        assert search.find(reader, as_at(8, query="K00002")) == []
        assert [row.serial for row in search.find(reader, as_at(8, query="b222"))] == ["B-222"]
        assert search.find(reader, as_at(6, query="b222")) == []
        assert [row.id for row in search.find(reader, as_at(6, query="A1"))] == [weapon(1)]
        assert [row.id for row in search.find(reader, as_at(6, query=weapon(2)))] == [weapon(2)]
        assert search.count(reader, as_at(6, query="***")) == 0


def test_in_any_order_and_number(year: Store) -> None:
    with year.reading() as reader:
        assert [row.id for row in search.find(reader, as_at(6, order="-key"))] == [weapon(3), weapon(2), weapon(1)]
        assert [row.serial for row in search.find(reader, as_at(6, order="serial"))] == ["A-111", "K00002", "K00003"]
        assert [row.id for row in search.find(reader, as_at(6, limit=2))] == [weapon(1), weapon(2)]


def test_a_day_ends_where_the_reader_is() -> None:
    assert stored_time(history.end_of(date(2026, 1, 10), 0)) == "2026-01-10T23:59:59.999999Z"
    assert stored_time(history.end_of(date(2026, 1, 10), 120)) == "2026-01-10T21:59:59.999999Z"
    assert stored_time(history.end_of(date(2026, 1, 10), -300)) == "2026-01-11T04:59:59.999999Z"
    assert history.end_of(date(2026, 1, 10)).utcoffset() is not None


def test_states_of_anything_at_a_moment(year: Store, clerk: Clerk) -> None:
    record(year, clerk, Line("holder:7-COY", "added", {"name": "Seven"}), moment=on(20))
    with year.reading() as reader:
        assert history.states_at(reader, [weapon(1), "holder:7-COY"], on(6)) == {
            weapon(1): {**received(1, serial="A-111").set, "standing": "issued", "holder": "7-COY"}
        }
        assert history.states_at(reader, ["holder:7-COY"], on(20)) == {"holder:7-COY": {"name": "Seven"}}


events = st.lists(
    st.tuples(
        st.sampled_from(["HQ", "NORTH"]),
        st.integers(0, 20),  # on which day; a clock that runs behind is held at the last
        st.lists(
            st.tuples(
                st.integers(1, 4),
                st.sampled_from(["standing", "holder", "serial"]),
                st.sampled_from(["", "K1", "7-COY"]),
            ),
            min_size=1,
            max_size=4,
        ),
    ),
    max_size=7,
)


@settings(max_examples=40, deadline=None)
@given(events, st.integers(-1, 21), st.sampled_from(["", "K1", "7-COY"]), st.sampled_from(["", "K1", "7-COY"]))
def test_any_day_is_the_fold_up_to_it(
    nothing_yet: Path, told: list[tuple[str, int, list[tuple[int, str, str]]]], day: int, holder: str, query: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "armoury.db"
        path.write_bytes(nothing_yet.read_bytes())
        with Store.open(str(path)) as store:
            for site, at, changes in told:
                lines = [Line(weapon(number), "updated", {name: value}) for number, name, value in changes]
                record(store, Clerk(site), *lines, moment=on(at))
            where = as_at(day, holder=holder, query=query)
            with store.reading() as reader:
                expected = {
                    subject
                    for subject, state in _folded_until(reader, day).items()
                    if (not holder or state.get("holder") == holder) and _reads(subject, state, query)
                }
                assert {row.id for row in search.find(reader, where)} == expected
                assert search.count(reader, where) == len(expected)


def _folded_until(reader: Reader, day: int) -> dict[str, dict[str, object]]:
    states: dict[str, dict[str, object]] = {}
    for voucher in journal.vouchers(reader):
        if voucher.recorded_at <= history.end_of(on(day).date(), 0):
            for line in journal.lines(reader, voucher):
                states[line.subject] = folded(states.get(line.subject), line.set)
    return states


def _reads(subject: str, state: dict[str, object], query: str) -> bool:
    made = dict(zip(rows.WEAPON_COLUMNS, rows.weapon_row(1, subject, state, "", 0), strict=True))
    key = query.replace("-", "").replace("O", "0").replace("I", "1")
    return not query or (key in str(made["search"]) if len(key) > 2 else str(made["serial_key"]).startswith(key))


@pytest.fixture(scope="session")
def nothing_yet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("nothing") / "armoury.db"
    Store.create(str(path)).close()
    return path
