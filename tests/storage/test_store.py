"""What a store promises: all or nothing, in order, gapless, on both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest
import sqlalchemy.exc
from ledger_clerk import NOON, Clerk, key_of, received
from sqlalchemy import text

from stockpile.domain.draft import Enclosure, Private
from stockpile.domain.errors import Busy, IntegrityAlarm, Refused, StorageFault
from stockpile.domain.voucher import Kind, Line, number
from stockpile.sealing.checkpoint import open_note
from stockpile.sealing.merkle import leaf_hash, root_of
from stockpile.sealing.signing import verify_voucher_signature
from stockpile.storage import appending, engine, guards, journal
from stockpile.storage.codec import encode_line, encode_line_raw
from stockpile.storage.store import Store

# -- making and opening ------------------------------------------------------------------------------------------------


def test_a_database_is_made_once(empty_url: str, clerk: Clerk) -> None:
    with Store.create(empty_url) as made:
        assert len(made.database) == 32
        clerk.record(made, received(1))
    with pytest.raises(Refused) as refused:
        Store.create(empty_url)
    assert refused.value.code == "database.exists"
    with Store.open(empty_url) as again:
        assert again.database == made.database
        assert again.dialect == made.dialect


def test_what_is_not_there_is_not_opened_nor_made(empty_url: str) -> None:
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            Store.open(empty_url)
        assert refused.value.code == "database.absent"


def test_what_was_made_in_vain_is_taken_away(empty_url: str, clerk: Clerk) -> None:
    made = Store.create(empty_url)
    with made.writing() as unit:
        unit.append(clerk.draft(), [], clerk.sealer)
    made.discard()
    assert made.dialect == "postgresql" or not list(Path(empty_url).parent.glob("new.db*"))
    with Store.create(empty_url) as again:
        clerk.record(again)
        with pytest.raises(Refused) as refused:
            again.discard()
        assert refused.value.code == "database.not-empty"
        clerk.record(again)


@pytest.mark.parametrize("content", [b"", b"SQLite", b"PK\x03\x04" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    with pytest.raises(StorageFault) as fault:
        Store.open(str(path))
    assert fault.value.code == "storage.not-ours"
    with pytest.raises(Refused):
        Store.create(str(path))
    assert path.read_bytes() == content


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(StorageFault):
        Store.open(str(tmp_path))
    with pytest.raises(Refused) as refused:
        Store.create(str(tmp_path / "absent" / "new.db"))
    assert refused.value.code == "database.no-folder"


@pytest.mark.parametrize("address", ["", ":memory:", "oracle://host/x", "mysql://root:hunter2@host/x", "://", "a\0b"])
def test_what_is_no_address_is_refused(address: str) -> None:
    for door in (Store.open, Store.create):
        with pytest.raises(Refused) as refused:
            door(address)
        assert refused.value.code == "database.address"
        assert "hunter2" not in repr(refused.value)


def test_an_sqlite_url_is_a_path(tmp_path: Path) -> None:
    with Store.create(str(tmp_path / "a #1 % é.db")):
        pass
    for address in (str(tmp_path / "a #1 % é.db"), f"sqlite:///{tmp_path}/a #1 % é.db"):
        with Store.open(address) as store:
            assert store.dialect == "sqlite"


def test_a_format_of_tomorrow_is_not_touched(url: str, store: Store) -> None:
    store.close()
    _behind_its_back(url, "UPDATE meta SET value = '2' WHERE name = 'format'")
    with pytest.raises(StorageFault) as fault:
        Store.open(url)
    assert (fault.value.code, fault.value.facts) == ("storage.newer", {"format": "2"})


def test_tables_of_tomorrow_are_not_touched(url: str, store: Store) -> None:
    store.close()
    _behind_its_back(url, "UPDATE alembic_version SET version_num = '9999'")
    for door in (Store.open, Store.upgrade):
        with pytest.raises(StorageFault) as fault:
            door(url)
        assert (fault.value.code, fault.value.facts) == ("storage.newer", {"revision": "9999"})


# -- one transaction ---------------------------------------------------------------------------------------------------


def test_what_is_appended_is_read_as_it_was_said(store: Store) -> None:
    clerk = Clerk(approvers=("bstone", "cwater"))
    lines = [
        received(1),
        Line("HQ-W0000002", "issued", {"holder": "7-COY", "condition": None, "flags": ["a"]}, {"serial": "№ 7-Б"}),
    ]
    more = {"authority": "ORD 7", "reason": "exercise “north”", "facts": {"until": "2026-12-01", "rounds": 30}}
    said = clerk.record(store, *lines, **more)
    with store.reading() as reader:
        read = journal.by_reference(reader, "HQ/ISS 2026-000001")
        assert read == said
        assert read is not None
        assert list(journal.lines(reader, read)) == lines
        assert (read.seq, read.recorded_at, read.offset, read.clock) == (0, NOON, 60, None)
        assert (read.authority, read.reason, read.facts) == tuple(more.values())
        assert read.lines == 2
        assert read.root == root_of([leaf_hash(encode_line(line)) for line in lines]).hex()
        assert [signer.login for _role, signer in read.signers] == ["awood", "bstone", "cwater"]


def test_a_voucher_is_signed_and_sealed_by_the_keys_it_names(store: Store) -> None:
    clerk = Clerk(approvers=("bstone",))
    said = clerk.record(store, received(1))
    with store.reading() as reader:
        leaf = leaf_hash(journal.stored_voucher(reader, said))
        found = journal.signatures(reader, said)
        assert [(each.role, each.login, each.key) for each in found] == [
            ("officer", "awood", key_of("awood").key_id),
            ("approver", "bstone", key_of("bstone").key_id),
        ]
        for each in found:
            assert verify_voucher_signature(each.role, leaf, each.signature, key_of(each.login).public)
        head = open_note(journal.last_seal(reader, "HQ"), clerk.verifier)
        assert (head.size, head.root) == (1, leaf)


def test_nothing_is_there_that_was_not_committed(store: Store, clerk: Clerk) -> None:
    with store.writing() as unit:
        unit.append(clerk.draft(), [received(1)], clerk.sealer)
    with pytest.raises(Refused), store.writing() as unit:  # noqa: PT012
        unit.append(clerk.draft(), [received(1)], clerk.sealer)
        raise Refused("weapon.issued")
    assert clerk.record(store, received(1)).number == "ISS 2026-000001"
    with store.reading() as reader:
        assert len(list(journal.vouchers(reader))) == 1


def test_several_vouchers_are_one_transaction(store: Store, clerk: Clerk) -> None:
    north = Clerk("NORTH")
    with store.writing() as unit:
        for each in (clerk, north, clerk):
            unit.append(each.draft(), [received(1)], each.sealer)
        assert (unit.last_voucher_id, unit.next_voucher_id()) == (3, 4)
        unit.commit()
    with store.reading() as reader:
        assert [each.reference for each in journal.vouchers(reader)] == [
            "HQ/ISS 2026-000001",
            "NORTH/ISS 2026-000001",
            "HQ/ISS 2026-000002",
        ]


def test_a_voucher_may_have_no_line(store: Store, clerk: Clerk) -> None:
    said = clerk.record(store, kind=Kind.ADMINISTRATION)
    assert (said.lines, said.root) == (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


def test_lines_stream_in_chunks_and_make_the_same_voucher(store: Store, clerk: Clerk) -> None:
    lines = [
        (f"HQ-W{count:07d}", encode_line_raw(f"HQ-W{count:07d}", "received", {"n": count})) for count in range(2500)
    ]
    with store.writing() as unit:
        with unit.streaming(clerk.draft(Kind.RECEIPT), clerk.sealer) as recording:
            assert (recording.voucher_id, recording.reference) == (1, "HQ/RCV 2026-000001")
            for start in range(0, 2500, 700):
                recording.add(lines[start : start + 700])
            said = recording.close({"rows": 2500})
        unit.commit()
    with store.reading() as reader:
        assert list(journal.bodies(reader, 1)) == [body for _subject, body in lines]
        assert journal.by_reference(reader, recording.reference) == said
    assert (said.lines, said.facts) == (2500, {"rows": 2500})
    assert said.root == root_of([leaf_hash(body) for _subject, body in lines]).hex()


def test_a_voucher_begun_and_left_cannot_be_committed(store: Store, clerk: Clerk) -> None:
    with pytest.raises(RuntimeError), store.writing() as unit:  # noqa: PT012
        with unit.streaming(clerk.draft(), clerk.sealer) as recording:
            recording.add([("HQ-W0000001", b"x")])
        unit.commit()
    with pytest.raises(RuntimeError), store.writing() as unit:  # noqa: PT012
        unit.streaming(clerk.draft(), clerk.sealer)
        unit.streaming(clerk.draft(), clerk.sealer)
    with store.reading() as reader:
        assert list(journal.vouchers(reader)) == []


def test_signers_must_be_those_whom_the_voucher_names(store: Store) -> None:
    with pytest.raises(ValueError, match="signers"), store.writing() as unit:
        unit.append(Clerk(approvers=("bstone",)).draft(), [], Clerk().sealer)


# -- numbers and times -------------------------------------------------------------------------------------------------


def test_numbers_are_gapless_by_site_year_and_kind(store: Store, clerk: Clerk) -> None:
    next_year = NOON + timedelta(days=60)
    assert [
        each.record(store, kind=kind, moment=moment).reference
        for each, kind, moment in [
            (clerk, Kind.ISSUE, NOON),
            (clerk, Kind.RETURN, NOON),
            (clerk, Kind.ISSUE, NOON),
            (Clerk("NORTH"), Kind.ISSUE, NOON),
            (clerk, Kind.ISSUE, next_year),
            (clerk, Kind.ISSUE, next_year),
        ]
    ] == [
        "HQ/ISS 2026-000001",
        "HQ/RET 2026-000001",
        "HQ/ISS 2026-000002",
        "NORTH/ISS 2026-000001",
        "HQ/ISS 2027-000001",
        "HQ/ISS 2027-000002",
    ]


def test_numbers_go_on_after_six_digits(store: Store, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "_SIX_DIGITS", 2)
    assert [clerk.record(store).number[-6:] for _ in range(4)] == ["000001", "000002", "000003", "000004"]
    assert number(Kind.ISSUE, 2026, 1_000_000) == "ISS 2026-1000000"


def test_the_year_is_that_of_the_wall(store: Store, clerk: Clerk) -> None:
    new_year = NOON.replace(month=12, day=31, hour=23, minute=59) + timedelta(minutes=1)
    assert new_year.astimezone(UTC).year == 2026
    assert clerk.record(store, moment=new_year).number == "ISS 2027-000001"


def test_time_never_runs_behind_and_a_clock_that_jumped_is_said(store: Store, clerk: Clerk) -> None:
    clerk.record(store)
    early = NOON - timedelta(days=400)
    said = clerk.record(store, moment=early)
    assert (said.recorded_at, said.clock, said.number) == (NOON, early, "ISS 2026-000002")
    assert clerk.record(store, moment=NOON + timedelta(seconds=1)).clock is None


def test_a_moment_without_a_zone_is_a_bug(store: Store, clerk: Clerk) -> None:
    with pytest.raises(ValueError, match="moment"):
        clerk.record(store, moment=NOON.replace(tzinfo=None))


# -- private facts and attachments -------------------------------------------------------------------------------------


def test_a_private_fact_is_kept_beside_and_can_be_forgotten(store: Store, clerk: Clerk) -> None:
    facts = {"witnesses": [{"name": Private("J. Doe"), "rank": "none"}], "place": "gate"}
    said = clerk.record(store, facts=facts)
    witness = said.facts["witnesses"][0]
    with store.reading() as reader:
        body = journal.stored_voucher(reader, said)
        assert b"Doe" not in body
        assert witness["rank"] == "none"
        assert journal.private(reader, witness["name"]["sealed"]) == "J. Doe"
    with store.writing() as unit:
        assert journal.forget(unit, witness["name"]["sealed"])
        assert not journal.forget(unit, witness["name"]["sealed"])
        unit.commit()
    with store.reading() as reader:
        assert journal.private(reader, witness["name"]["sealed"]) is None
        assert journal.stored_voucher(reader, said) == body
    clerk.record(store)


def test_the_same_name_twice_gives_two_hashes(store: Store, clerk: Clerk) -> None:
    said = clerk.record(store, facts={"a": Private("J. Doe"), "b": Private("J. Doe")})
    assert said.facts["a"] != said.facts["b"]


def test_attachments_are_kept_by_hash_once(store: Store, clerk: Clerk) -> None:
    content = bytes(range(256)) * 100
    first = clerk.record(store, enclosures=(Enclosure("a.jpg", content), Enclosure("b.jpg", content)))
    clerk.record(store, enclosures=(Enclosure("c.jpg", content),))
    assert [(each.name, each.size) for each in first.attachments] == [("a.jpg", 25600), ("b.jpg", 25600)]
    with store.reading() as reader:
        assert journal.attachment(reader, first.attachments[0].sha256) == content
        assert journal.attachment(reader, "0" * 64) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [(float("nan"), "number.not-finite"), (2**60, "number.too-large"), ("\ud800", "text.unreadable")],
)
def test_what_json_cannot_hold_is_refused(store: Store, clerk: Clerk, value: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        clerk.record(store, Line("HQ-W0000001", "received", {"serial": value}))
    assert refused.value.code == code
    with pytest.raises(Refused):
        clerk.record(store, facts={"deep": [{"value": value}]})


# -- others at the same time -------------------------------------------------------------------------------------------


def test_sqlite_is_set_up_to_lose_nothing(store: Store) -> None:
    if store.dialect != "sqlite":
        pytest.skip("settings of SQLite")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": 0x53544B50,
    }
    for door in (store.writing, store.reading):
        with door() as reader:
            found = {name: reader.connection.scalar(text(f"PRAGMA {name}")) for name in wanted}
        assert found == wanted


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises((sqlalchemy.exc.DBAPIError, StorageFault)), store.reading() as reader:
        reader.connection.execute(text("DELETE FROM thing"))


def test_a_reader_sees_one_moment(store: Store, clerk: Clerk) -> None:
    clerk.record(store)
    with store.reading() as reader:
        clerk.record(store)
        assert len(list(journal.vouchers(reader))) == 1
    with store.reading() as reader:
        assert len(list(journal.vouchers(reader))) == 2


def test_who_waits_too_long_is_told_busy(store: Store, another: Callable[[], Store], clerk: Clerk) -> None:
    other = another()
    with store.writing() as unit:
        unit.append(clerk.draft(), [], clerk.sealer)
        with pytest.raises(Busy), other.writing():
            pass
        unit.commit()
    assert clerk.record(other).number == "ISS 2026-000002"


def test_a_database_is_opened_while_another_program_writes(
    store: Store, another: Callable[[], Store], clerk: Clerk
) -> None:
    with store.writing() as unit:
        unit.append(clerk.draft(), [received(1)], clerk.sealer)
        with another().reading() as reader:
            assert list(journal.vouchers(reader)) == []
        unit.commit()


def test_two_programs_lose_nothing_and_double_nothing(url: str, store: Store, clerk: Clerk) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, "-W", "error", str(Path(__file__).with_name("ledger_clerk.py")), url, "HQ", "25"]
    running = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=env) for _ in range(2)]
    said = [each.communicate()[0].split("\n")[:-1] for each in running]
    assert [each.returncode for each in running] == [0, 0]
    assert sorted(said[0] + said[1]) == [f"ISS 2026-{count:06d}" for count in range(1, 51)]
    with store.reading() as reader:
        assert [each.seq for each in journal.vouchers(reader, "HQ")] == list(range(50))
        assert open_note(journal.last_seal(reader, "HQ"), clerk.verifier).size == 50
    clerk.record(store)


# -- seals and the second memory ---------------------------------------------------------------------------------------


def test_seals_are_remembered_outside_the_database(store: Store, clerk: Clerk) -> None:
    assert store.memory.read() == {}
    clerk.record(store)
    with store.writing() as unit:
        unit.append(clerk.draft(), [], clerk.sealer)
    with store.reading() as reader:
        assert store.memory.read() == {"HQ": journal.last_seal(reader, "HQ")}
    if store.dialect == "sqlite":
        assert store.memory.path == store.address.path.with_name("armoury.db-seal")


def test_an_older_seal_does_not_take_the_place_of_a_newer(store: Store, clerk: Clerk) -> None:
    """Of two programs, the one that committed first may remember last."""
    for _ in range(2):
        clerk.record(store)
    with store.reading() as reader:
        store.memory.remember({"HQ": journal.seal_at(reader, "HQ", 1)})
        assert store.memory.read() == {"HQ": journal.last_seal(reader, "HQ")}


def test_an_old_copy_put_back_is_found(store: Store, url: str, clerk: Clerk, tmp_path: Path) -> None:
    if store.dialect != "sqlite":
        pytest.skip("copies a file; the same file of memory is tested on both engines below")
    clerk.record(store)
    store.close()
    copy = Path(url).read_bytes()
    clerk.record(store)
    store.close()
    Path(url).write_bytes(copy)
    with Store.open(url) as old, pytest.raises(IntegrityAlarm) as alarm:
        clerk.record(old)
    assert (alarm.value.code, alarm.value.facts) == (
        "seal.ledger-shorter",
        {"site": "HQ", "sealed": 2, "size": 1},
    )


def test_another_history_of_the_same_length_is_found(store: Store, clerk: Clerk, empty_url: str) -> None:
    if store.dialect not in empty_url and store.dialect == "postgresql":
        pytest.skip("one of each engine is enough")
    clerk.record(store, received(1))
    with Store.create(empty_url) as forged:
        clerk.record(forged, received(2))
        forged.memory.replace(store.memory.read())
        with pytest.raises(IntegrityAlarm) as alarm:
            clerk.record(forged)
    assert alarm.value.code == "seal.inconsistent"


def test_another_database_under_the_same_name_is_found(store: Store, clerk: Clerk) -> None:
    clerk.record(store)
    stored = store.memory.path.read_text(encoding="utf-8")
    store.memory.path.write_text(stored.replace(store.database, "0" * 32), encoding="utf-8")
    with pytest.raises(IntegrityAlarm) as alarm:
        clerk.record(store)
    assert alarm.value.code == "seal.other-database"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "x"}', '{"seals": {"HQ": "note"}}', "\x00"])
def test_a_memory_that_cannot_be_read_is_an_alarm(store: Store, clerk: Clerk, content: str) -> None:
    clerk.record(store)
    store.memory.path.write_text(content, encoding="utf-8")
    with pytest.raises(IntegrityAlarm) as alarm:
        clerk.record(store)
    assert alarm.value.code == "seal.unreadable"


def test_a_lost_memory_is_begun_anew(store: Store, clerk: Clerk) -> None:
    clerk.record(store)
    store.memory.path.unlink()
    clerk.record(store)
    with store.reading() as reader:
        assert store.memory.read() == {"HQ": journal.last_seal(reader, "HQ")}


def test_an_act_stands_though_its_seal_cannot_be_remembered(
    store: Store, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clerk.record(store)
    before = store.memory.read()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", _fails)
        assert clerk.record(store).seq == 1
    assert "second memory" in caplog.text
    assert store.memory.read() == before
    assert [each.name for each in store.memory.path.parent.iterdir() if each.name.startswith(".")] == []
    clerk.record(store)
    assert store.memory.read() != before


def _fails(_file: int) -> None:
    raise OSError(28, "No space left on device")


def test_seals_left_by_a_database_that_is_gone_are_not_written_over(tmp_path: Path, clerk: Clerk) -> None:
    path = tmp_path / "armoury.db"
    with Store.create(str(path)) as store:
        clerk.record(store)
    path.unlink()
    with pytest.raises(Refused) as refused:
        Store.create(str(path))
    assert refused.value.code == "database.seal-left"


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (["DELETE FROM seal"], "seal.unsealed"),
        (["DELETE FROM seal WHERE size = 2"], "seal.unsealed"),
        (["UPDATE voucher SET body = :body WHERE seq = 1"], "ledger.altered"),
        (["UPDATE node SET hash = :hash WHERE level = 1"], "seal.inconsistent"),
        (
            ["DELETE FROM node WHERE level = 0 AND position = 0", "DELETE FROM node WHERE level = 1"],
            "ledger.node-missing",
        ),
        (
            [
                "DELETE FROM line WHERE voucher = 2",
                "DELETE FROM signature WHERE voucher = 2",
                "DELETE FROM voucher WHERE seq = 1",
            ],
            "seal.ledger-shorter",
        ),
    ],
)
def test_nothing_is_sealed_on_top_of_an_altered_ledger(
    url: str, store: Store, clerk: Clerk, done: list[str], code: str
) -> None:
    clerk.record(store, received(1))
    clerk.record(store, received(2))
    store.close()
    for statement in done:
        _behind_its_back(url, statement, body=b"stockpile-voucher/1 {}", hash=b"\0" * 32)
    with pytest.raises(IntegrityAlarm) as alarm:
        clerk.record(store, received(3))
    assert alarm.value.code == code


def _behind_its_back(url: str, statement: str, **values: object) -> None:
    """Change a database as someone does who owns it: the guards are taken off, and put back."""
    owner = engine.writer(engine.address(url), owner=True)
    with owner.connect() as connection:
        if connection.dialect.name == "sqlite":
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            for table in ("meta", "voucher", "line", "signature", "node", "seal"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), used)
        connection.commit()
        guards.install(connection)
        connection.commit()
    owner.dispose()
