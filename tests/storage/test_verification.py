"""Whatever is changed behind the program's back is named; what was not changed is never accused."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keeping import found, received, record, record_in, weapon
from ledger_clerk import NOON, Clerk, key_of

from stockpile.domain.draft import Enclosure, Private
from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind, Line
from stockpile.sealing.checkpoint import Checkpoint, VerifierKey, origin_of, read_unverified, sign
from stockpile.storage import journal, register
from stockpile.storage.store import Store
from stockpile.storage.verification import Report, compare, verify, verify_ledgers
from stockpile.storage.verification.whole import Watch

APPROVED = Clerk(approvers=("bbird",))
NORTH = Clerk("NORTH")


def live(store: Store) -> None:
    """A little of everything that a ledger can hold."""
    clerk = Clerk()
    found(store, clerk, "bbird")
    record(store, clerk, *[received(each) for each in range(1, 6)], kind=Kind.RECEIPT)
    record(
        store,
        clerk,
        Line("HQ-E0000001", "received", {"item": "Sight", "quantity": 4.0, "site": "HQ", "sort": "equipment"}),
    )
    record(
        store,
        APPROVED,
        Line(weapon(1), "issued", {"standing": "issued", "holder": "7-COY"}, {"serial": "K00001"}),
        enclosures=(Enclosure("order.txt", b"seven of them"),),
        facts={"to": {"name": Private("A. Person")}},
    )
    found(store, NORTH)
    record(store, NORTH, Line(weapon(2), "accepted", {"site": "NORTH"}), kind=Kind.ACCEPTANCE)
    record(store, clerk, Line(weapon(1), "returned", {"standing": "in stock", "holder": None}), kind=Kind.RETURN)


@pytest.fixture(scope="session")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with that life, to be copied."""
    path = tmp_path_factory.mktemp("living") / "armoury.db"
    with Store.create(str(path)) as store:
        live(store)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def copy_of(living: Path, folder: Path) -> Path:
    for end in ("", "-seal"):
        shutil.copy(f"{living}{end}", folder / f"armoury.db{end}")
    return folder / "armoury.db"


def behind_the_back(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change a database as somebody does who owns the file: without the guards, which are then put back."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            connection.execute(statement, values)
        for _name, sql in triggers:
            connection.execute(sql)
        connection.commit()


def verified(path: Path, against: str | None = None) -> Report:
    with Store.open(str(path)) as store:
        return verify(store, against)


def codes(report: Report) -> set[str]:
    return {alarm.code for alarm in report.alarms}


# -- what is sound -----------------------------------------------------------------------------------------------------


def test_a_sound_database_raises_no_alarm(store: Store) -> None:
    live(store)
    told: list[tuple[str, int]] = []
    with store.reading() as reader:
        seal = journal.last_seal(reader, "HQ")
    report = verify(store, seal, Watch(lambda stage, done: told.append((stage, done))))
    assert (report.alarms, report.against, report.register_matches) == ((), "consistent", True)
    assert [(each.site, each.vouchers, each.lines, each.ok) for each in report.ledgers] == [
        ("HQ", 5, 11, True),
        ("NORTH", 2, 3, True),
    ]
    assert report.ledgers[0].root == read_unverified(seal).root.hex()
    assert told[0][0] == "ledgers"


def test_an_empty_database_is_sound(store: Store) -> None:
    report = verify(store)
    assert (report.ledgers, report.alarms, report.register_matches) == ((), (), True)


def test_every_earlier_seal_is_consistent(store: Store) -> None:
    live(store)
    with store.reading() as reader:
        seals = [*journal.seals(reader, "HQ"), *journal.seals(reader, "NORTH")]
    assert len(seals) == 7
    assert {verify(store, each).against for each in seals} == {"consistent"}
    assert verify(store, seals[0].replace("\n", "\r\n")).against == "consistent"


def test_verification_stops_when_it_is_asked_to(store: Store) -> None:
    live(store)
    with pytest.raises(Refused, match="cancelled"):
        verify(store, None, Watch(cancelled=lambda: True))


def test_a_removed_private_fact_is_no_alarm(store: Store) -> None:
    live(store)
    with store.reading() as reader:
        issue = journal.by_reference(reader, "HQ/ISS 2026-000002")
    assert issue is not None
    with store.writing() as unit:
        assert journal.forget(unit, issue.facts["to"]["name"]["sealed"])  # type: ignore[index]
        unit.commit()
    assert verify(store).alarms == ()


def test_a_voucher_of_five_thousand_lines(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    for count in (1, 1023, 1024, 1025, 2048, 5000):
        record(
            store, clerk, *[Line(weapon(each), "placed", {"location": f"HQ/{count}"}) for each in range(1, count + 1)]
        )
    with store.reading() as reader:
        ledgers, alarms = verify_ledgers(reader)
        assert alarms == []
        assert ledgers[0].lines == 2 + 1 + 1023 + 1024 + 1025 + 2048 + 5000
        assert list(compare(reader)) == []


# -- whatever is changed -----------------------------------------------------------------------------------------------

LEDGER = ("voucher", "line", "signature", "node", "seal", "attachment", "private_fact")
REGISTER = ("weapon", "equipment", "thing")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_changed_value_is_named(living: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = copy_of(living, Path(folder))
        table = data.draw(st.sampled_from(LEDGER + REGISTER))
        with closing(sqlite3.connect(path)) as connection:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
            rows = connection.execute(f"SELECT {', '.join(keys)} FROM {table} ORDER BY 1").fetchall()
            row = data.draw(st.sampled_from(rows))
            column = data.draw(st.sampled_from(columns))
            where = " AND ".join(f"{key} = ?" for key in keys)
            connection.text_factory = bytes
            (value,) = connection.execute(f'SELECT "{column}" FROM {table} WHERE {where}', row).fetchone()
        changed, form = _changed(value, column, table, data)
        behind_the_back(path, (f'UPDATE OR REPLACE {table} SET "{column}" = {form} WHERE {where}', (changed, *row)))
        report = verified(path)
        assert report.alarms
        assert not (table in REGISTER and report.register_matches)
        assert all(isinstance(alarm.as_json(), dict) for alarm in report.alarms)
        assert "".join(f"{alarm.voucher}{alarm.weapon}{dict(alarm.facts)}" for alarm in report.alarms).encode()
        if table == "weapon" and column not in ("id", "key"):
            assert _named(path, row) in {alarm.weapon for alarm in report.alarms}


def _changed(value: object, column: str, table: str, data: st.DataObject) -> tuple[object, str]:
    if isinstance(value, (int, float)):
        return value + data.draw(st.sampled_from([1, -1, 1000])), "?"
    assert isinstance(value, bytes)
    form = "?" if (table, column) in BLOBS else "CAST(? AS TEXT)"
    if not value:
        return b"x", form
    place = data.draw(st.integers(0, len(value) - 1))
    flipped = value[place] ^ data.draw(st.sampled_from([1, 2, 0x20, 0x80]))
    return value[:place] + bytes([flipped]) + value[place + 1 :], form


BLOBS = {
    ("voucher", "body"), ("line", "body"), ("signature", "signature"), ("node", "hash"), ("attachment", "content"),
    ("private_fact", "salt"),
}  # fmt: skip


def _named(path: Path, row: tuple[object, ...]) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT id FROM weapon WHERE key = ?", row).fetchone()[0])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_removed_row_is_missed(living: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = copy_of(living, Path(folder))
        table = data.draw(st.sampled_from([each for each in LEDGER + REGISTER if each != "private_fact"]))
        with closing(sqlite3.connect(path)) as connection:
            keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
            row = data.draw(st.sampled_from(connection.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()))
        where = " AND ".join(f"{key} = ?" for key in keys)
        behind_the_back(path, (f"DELETE FROM {table} WHERE {where}", row))
        assert verified(path).alarms


def test_a_changed_line_is_named_with_its_voucher(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    behind_the_back(
        path, ("UPDATE line SET body = CAST(replace(body, 'K00003', 'K00008') AS BLOB) WHERE subject = ?", (weapon(3),))
    )
    found_ = {(alarm.code, alarm.voucher, alarm.weapon) for alarm in verified(path).alarms}
    assert found_ == {
        ("voucher.root", "HQ/RCV 2026-000001", ""),
        ("register.differs", "HQ/RCV 2026-000001", weapon(3)),
    }


def test_a_voucher_of_one_line_names_the_weapon(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    said = (
        "UPDATE line SET body = CAST(replace(body, '\"returned\"', '\"accepted\"') AS BLOB) WHERE subject = ?",
        (weapon(1),),
    )
    behind_the_back(path, said)
    assert [(alarm.code, alarm.weapon) for alarm in verified(path).alarms] == [("voucher.root", weapon(1))]


def test_a_register_row_that_no_line_speaks_of(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    behind_the_back(path, ("UPDATE weapon SET id = 'HQ-W0000099' WHERE id = ?", (weapon(5),)))
    assert {(alarm.code, alarm.weapon) for alarm in verified(path).alarms} == {
        ("register.missing", weapon(5)),
        ("register.unknown", "HQ-W0000099"),
    }


def test_a_search_index_that_hides_a_weapon(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        told = (
            "INSERT INTO weapon_search(weapon_search, rowid, search) SELECT 'delete', key, search FROM weapon LIMIT 1"
        )
        connection.execute(told)
        connection.commit()
    assert codes(verified(path)) == {"register.search"}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO weapon_search(rowid, search) VALUES (1, ' 0THER /')")
        connection.commit()
    report = verified(path)
    assert codes(report) == {"register.search"}
    assert not report.register_matches


def test_a_missing_guard_is_an_alarm(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER line_no_update")
        connection.commit()
    assert codes(verified(path)) == {"guard.missing"}


def test_a_changed_row_on_postgresql_too(store: Store) -> None:
    live(store)
    with store.writing() as unit:
        unit.connection.exec_driver_sql("UPDATE weapon SET serial = 'X' WHERE id = 'HQ-W0000003'")
        unit.connection.exec_driver_sql("DELETE FROM equipment")
        unit.commit()
    report = verify(store)
    assert {(alarm.code, alarm.weapon) for alarm in report.alarms} == {
        ("register.differs", weapon(3)),
        ("register.missing", "HQ-E0000001"),
    }
    assert not report.register_matches
    assert all(ledger.ok for ledger in report.ledgers)


# -- signatures and keys -----------------------------------------------------------------------------------------------


def test_an_officer_whose_key_no_line_registers(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    record(store, replace(clerk, login="mallory"), received(1))
    assert codes(verify(store)) == {"signature.unknown-key"}


def test_an_officer_cannot_be_given_a_key_by_the_voucher_it_signs(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    mallory = replace(clerk, login="mallory")
    added = Line(
        "officer:mallory", "added", {"public_key": key_of("mallory").public.hex(), "key": key_of("mallory").key_id}
    )
    record(store, mallory, added, kind=Kind.ADMINISTRATION)
    record(store, mallory, received(1))
    assert [(alarm.code, alarm.voucher) for alarm in verify(store).alarms] == [
        ("signature.unknown-key", "HQ/ADM 2026-000001")
    ]


def test_an_officer_who_was_added_by_another(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    key = key_of("cclay")
    record(
        store,
        clerk,
        Line("officer:cclay", "added", {"public_key": key.public.hex(), "key": key.key_id}),
        kind=Kind.ADMINISTRATION,
    )
    record(store, replace(clerk, login="cclay"), received(1))
    assert verify(store).alarms == ()


def test_keys_that_are_no_keys(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    record(store, clerk, Line("officer:awood", "changed", {"public_key": "no hex", "key": 5}), kind=Kind.ADMINISTRATION)
    record(store, clerk, received(1))
    assert codes(verify(store)) == {"signature.unknown-key"}


# -- given a seal from outside -----------------------------------------------------------------------------------------


def test_a_ledger_that_was_cut_off(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    with store.reading() as reader:
        head = journal.last_seal(reader, "HQ")
    later = head.replace("\n1\n", "\n9\n")
    assert later != head
    with pytest.raises(Refused):
        verify(store, "no seal at all")
    ahead = sign(Checkpoint(clerk.origin, 9, bytes(32)), key_of("HQ"))
    assert verify(store, ahead).against == "ledger shorter than the seal"
    other = sign(Checkpoint(clerk.origin, 1, bytes(32)), key_of("HQ"))
    assert verify(store, other).against == "inconsistent"
    assert verify(store, later).against == "inconsistent"  # its signature is false


def test_an_older_copy_put_back_is_found_by_the_second_memory(living: Path, tmp_path: Path) -> None:
    path = copy_of(living, tmp_path)
    with Store.open(str(path)) as store:
        record(store, Clerk(), received(77))
        with store.reading() as reader:
            seal = journal.last_seal(reader, "HQ")
    for end in ("-wal", "-shm"):
        path.with_name(f"armoury.db{end}").unlink(missing_ok=True)
    shutil.copy(living, path)
    report = verified(path, seal)
    assert codes(report) == {"memory.ledger-shorter"}
    assert report.against == "ledger shorter than the seal"


def test_a_whole_ledger_written_anew_is_found_by_a_seal_from_outside(living: Path, tmp_path: Path) -> None:
    with Store.open(str(living)) as store, store.reading() as reader:
        seal = journal.last_seal(reader, "HQ")
    other_keys, same_keys = tmp_path / "other.db", tmp_path / "same.db"
    with Store.create(str(other_keys)) as store:
        anew = _OtherKey()
        found(store, anew)
        record(store, anew, received(1, serial="X"))
        report = verify(store, seal)
        assert (report.alarms, report.against) == ((), "inconsistent")
    with Store.create(str(same_keys)) as store:  # by somebody who has the keys too
        found(store, Clerk(), "bbird")
        for each in range(6):
            record(store, Clerk(), received(each))
        report = verify(store, seal)
        assert (report.alarms, report.against) == ((), "inconsistent")


class _OtherKey(Clerk):
    """The same site with another key: as somebody makes it who rewrites the whole."""

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.origin, key_of("other").public)

    @property
    def origin(self) -> str:
        return origin_of("HQ", key_of("other").public)

    @property
    def sealer(self):
        return replace(super().sealer, origin=self.origin, seal=lambda head: sign(head, key_of("other")))


def test_a_seal_of_another_ledger_is_refused(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    with pytest.raises(Refused) as refused:
        verify(store, sign(Checkpoint(NORTH.origin, 1, bytes(32)), key_of("NORTH")))
    assert refused.value.code == "seal.foreign"


def test_a_clock_that_jumped_back_is_no_alarm(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    record(store, clerk, received(1), moment=NOON - timedelta(days=400))
    assert verify(store).alarms == ()


def test_two_vouchers_in_one_transaction(store: Store, clerk: Clerk) -> None:
    found(store, clerk)
    with store.writing() as unit:
        record_in(unit, clerk, received(1))
        record_in(unit, clerk, received(2))
        unit.commit()
    assert verify(store).alarms == ()
    with store.reading() as reader:
        assert len(register.states(reader, [weapon(1), weapon(2)])) == 2
