"""A backup is whole or not there; what is older never passes for the whole."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import databases
import pytest
from older import as_released
from sqlalchemy import make_url

from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.office import Office
from stockpile.sealing.keys import FAST
from stockpile.storage import dumping
from stockpile.wording import text_of

PASSWORD = "violet harbour lantern"


class Clock:
    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-05-04T09:30:00+02:00")

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path) -> Iterator[None]:
    with databases.state_in(tmp_path):
        yield


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = founded(str(tmp_path / "armoury.db"))
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def founded(url: str) -> Office:
    made = Office.create(
        url, site="HQ", name="Central", country="XZ", login="anna", password=PASSWORD, kdf=FAST, now=Clock()
    )
    record(made, 20)
    return made


def record(office: Office, count: int) -> None:
    first = office.reading.count()
    pieces = tuple(NewWeapon(maker="Kestrel", model="KR-4", serial=f"K{first + at:05d}") for at in range(count))
    office.perform(RecordWeapons(pieces=pieces, site="HQ"), office.log_in("anna", PASSWORD))


def everything(office: Office) -> tuple[object, ...]:
    return (office.reading.ledgers(), office.reading.weapons(), office.reading.vouchers(1_000))


def shown(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))


def refused(problem: type[Exception], work, *args, **named) -> str:
    with pytest.raises(problem) as caught:
        work(*args, **named)
    assert "{" not in text_of(caught.value)  # type: ignore[arg-type]
    return caught.value.code  # type: ignore[attr-defined,no-any-return]


# -- making ------------------------------------------------------------------------------------------------------------


def test_a_backup_is_all_of_it_and_stands_with_its_seal(office: Office, folder: Path, tmp_path: Path) -> None:
    made = office.backups.make(folder)
    assert made.verified
    assert made.vouchers == {"HQ": 2}
    assert shown(folder) == [Path(made.file).name, Path(made.seal).name]
    assert office.reading.ledgers()[0].note in Path(made.seal).read_text(encoding="utf-8").replace("\\n", "\n")
    before = everything(office)
    restored = Office.restore(Path(made.file), tmp_path / "elsewhere.db")
    assert (restored.vouchers, restored.missing, restored.seals) == ({"HQ": 2}, {}, ("beside",))
    with Office.open(str(tmp_path / "elsewhere.db"), kdf=FAST) as again:
        assert everything(again) == before
        assert again.trust.verify().alarms == ()
        record(again, 1)  # and life goes on in it
        assert again.trust.verify().alarms == ()
        assert again.overview.ledger_state().restored_at


def test_a_backup_is_of_one_moment_while_others_write(office: Office, folder: Path) -> None:
    writing = threading.Event()

    def write(_done: int, _total: int | None) -> None:
        if not writing.is_set():
            writing.set()
            record(office, 5)

    made = office.backups.make(folder, progress=write)
    assert made.vouchers == {"HQ": 2}
    assert office.reading.ledgers()[0].vouchers == 3


def test_what_was_made_is_remembered_and_looked_for_again(office: Office, folder: Path) -> None:
    assert office.backups.latest() is None
    first = office.backups.make(folder)
    second = office.backups.make(folder)
    assert [each.file for each in office.backups.made()] == [second.file, first.file]
    latest = office.backups.latest()
    Path(second.file).unlink()
    assert [each.there for each in office.backups.made()] == [False, True]
    assert office.backups.latest() is not None
    assert office.backups.latest() < latest  # type: ignore[operator]
    Path(first.file).write_bytes(b"")  # what is there under its name, and is not it
    assert office.backups.latest() is None


def test_what_is_remembered_can_be_spoilt_and_nothing_rests_on_it(office: Office, folder: Path) -> None:
    for spoilt in ("no json", "{}", '[{"file": 1}]', '[{"file": "x", "made_at": "x", "size": 1, "vouchers": {}}]'):
        office.kept.note("office/backups", spoilt)
        assert office.backups.made() == ()
    office.backups.make(folder)
    assert len(office.backups.made()) == 1


def test_progress_grows_and_a_cancelled_backup_leaves_nothing(office: Office, folder: Path) -> None:
    told: list[tuple[int, int | None]] = []
    office.backups.make(folder, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert {total for _done, total in told} == {1_000}
    there = shown(folder)
    stop = threading.Event()
    stop.set()
    assert refused(Refused, office.backups.make, folder, cancelled=stop) == "cancelled"
    late = threading.Event()
    assert refused(Refused, office.backups.make, folder, lambda done, _t: late.set() if done > 500 else None, late)
    assert shown(folder) == there
    assert not list(folder.glob(".*"))


def test_there_must_be_a_folder(office: Office, tmp_path: Path) -> None:
    assert refused(Refused, office.backups.make, tmp_path / "absent") == "backup.no-folder"
    assert office.backups.made() == ()


def test_what_contradicts_its_seals_becomes_no_backup(office: Office, folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "armoury.db")) as behind:
        behind.execute("UPDATE weapon SET serial = 'FORGED' WHERE key = 3")
        behind.commit()
    assert refused(IntegrityAlarm, office.backups.make, folder) == "backup.unsound"
    assert list(folder.iterdir()) == []
    assert office.backups.made() == ()


def test_a_backup_on_a_disk_without_room_leaves_no_file(office: Office, folder: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    command = [sys.executable, "-m", "stockpile.cli", "--database", str(tmp_path / "armoury.db"), "backup", str(folder)]
    done = subprocess.run(command, preexec_fn=little_room, capture_output=True, text=True, check=False)
    assert done.returncode == 5, done.stderr
    assert list(folder.iterdir()) == []


def test_a_killed_backup_leaves_a_draft_at_most_and_the_next_one_clears_it(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    program = (
        "import sys, time\n"
        "from stockpile.office import Office\n"
        "with Office.open(sys.argv[1]) as office:\n"
        "    office.backups.make(sys.argv[2], lambda done, total: (print(done, flush=True), time.sleep(30)))\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "armoury.db"), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline()
    running.kill()
    running.wait()
    running.stdout.close()
    assert shown(folder) == []
    drafts = list(folder.iterdir())
    assert drafts
    office.backups.make(folder)
    assert set(drafts) <= set(folder.iterdir())  # somebody may still be working on it
    for each in drafts:
        os.utime(each, (time.time() - 100_000,) * 2)
    office.backups.make(folder)
    assert not [each for each in folder.iterdir() if each.name.endswith(".part")]


# -- restoring ---------------------------------------------------------------------------------------------------------


def test_nothing_is_restored_over_what_is_there(office: Office, folder: Path, tmp_path: Path) -> None:
    made = Path(office.backups.make(folder).file)
    before = (tmp_path / "armoury.db").read_bytes()
    assert refused(Refused, Office.restore, made, tmp_path / "armoury.db") == "restore.exists"
    assert (tmp_path / "armoury.db").read_bytes() == before
    (tmp_path / "new.db-wal").write_bytes(b"left")
    assert refused(Refused, Office.restore, made, tmp_path / "new.db") == "restore.left"
    assert not (tmp_path / "new.db").exists()
    assert refused(Refused, Office.restore, folder / "absent.db", tmp_path / "newer.db") == "backup.absent"


def test_an_older_copy_is_known_as_one(office: Office, folder: Path, tmp_path: Path) -> None:
    made = Path(office.backups.make(folder).file)
    record(office, 3)
    outside = office.trust.seal("HQ")
    office.close()
    path = tmp_path / "armoury.db"
    path.unlink()
    left = (tmp_path / "armoury.db-seal").read_bytes()
    assert refused(Refused, Office.restore, made, path) == "restore.older"
    assert not path.exists()
    assert (tmp_path / "armoury.db-seal").read_bytes() == left
    restored = Office.restore(made, path, accept_older=True)
    assert restored.missing == {"HQ": 1}
    assert Path(restored.kept_seals).read_bytes() == left
    with Office.open(str(path), kdf=FAST, now=Clock()) as again:
        record(again, 1)
        assert again.overview.ledger_state().missing == {"HQ": 1}
        assert "restored-older" in {each.code for each in again.overview.todo()}
        report = again.trust.verify(outside)
        assert report.alarms == ()
        assert report.against == "inconsistent"  # the lost voucher is missed by whoever holds its seal


def test_what_was_lost_and_is_all_in_the_backup_comes_back_without_a_word(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    made = Path(office.backups.make(folder).file)
    office.close()
    (tmp_path / "armoury.db").unlink()
    restored = Office.restore(made, tmp_path / "armoury.db")
    assert (restored.missing, restored.seals, restored.kept_seals) == ({}, ("beside", "left"), "")


def test_seals_of_another_database_are_not_written_over(office: Office, folder: Path, tmp_path: Path) -> None:
    made = Path(office.backups.make(folder).file)
    founded(str(tmp_path / "other.db")).close()
    (tmp_path / "other.db").unlink()
    assert refused(IntegrityAlarm, Office.restore, made, tmp_path / "other.db") == "seal.other-database"
    assert not (tmp_path / "other.db").exists()


def test_a_changed_backup_is_not_restored(office: Office, folder: Path, tmp_path: Path) -> None:
    made = Path(office.backups.make(folder).file)
    stored = made.read_bytes()
    assert stored.count(b"K00007") > 1
    made.write_bytes(stored.replace(b"K00007", b"K00008"))
    with pytest.raises((IntegrityAlarm, StorageFault)):
        Office.restore(made, tmp_path / "new.db")
    assert not list(tmp_path.glob("new.db*"))
    made.write_bytes(stored[: len(stored) // 2])
    with pytest.raises((IntegrityAlarm, StorageFault)):
        Office.restore(made, tmp_path / "new.db")
    assert not list(tmp_path.glob("new.db*"))


def test_a_shortened_backup_is_told_by_the_seal_beside_it(office: Office, folder: Path, tmp_path: Path) -> None:
    first = office.backups.make(folder)
    record(office, 1)
    second = office.backups.make(folder)
    shutil.copy(first.file, second.file)
    assert refused(IntegrityAlarm, Office.restore, Path(second.file), tmp_path / "new.db") == "backup.contradicts"
    assert not list(tmp_path.glob("new.db*"))


def test_a_backup_without_its_seal_is_restored_and_that_is_said(office: Office, folder: Path, tmp_path: Path) -> None:
    made = office.backups.make(folder)
    Path(made.seal).unlink()
    assert Office.restore(Path(made.file), tmp_path / "new.db").seals == ()


def test_a_backup_of_an_older_version_is_brought_up_to_date(office: Office, folder: Path, tmp_path: Path) -> None:
    made = Path(office.backups.make(folder).file)
    as_released(made)
    Office.restore(made, tmp_path / "new.db")
    with Office.open(str(tmp_path / "new.db")) as again:
        assert again.upgraded is None
        assert again.trust.verify().alarms == ()


def test_a_dump_of_a_server_is_not_restored_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.dump").write_bytes(b"PGDMP\x01")
    assert refused(Refused, Office.restore, tmp_path / "x.dump", tmp_path / "new.db") == "restore.server"


# -- upgrading ---------------------------------------------------------------------------------------------------------


def test_an_older_file_is_copied_and_then_upgraded(office: Office, tmp_path: Path) -> None:
    before = everything(office)
    office.close()
    as_released(tmp_path / "armoury.db")
    with Office.open(str(tmp_path / "armoury.db")) as again:
        assert again.upgraded is not None
        assert again.upgraded.revision == "0001"
        copy = Path(again.upgraded.copy)
        assert everything(again) == before
        assert again.trust.verify().alarms == ()
    with closing(sqlite3.connect(copy)) as was:
        assert was.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert was.execute("SELECT count(*) FROM weapon").fetchone() == (20,)
    with Office.open(str(tmp_path / "armoury.db")) as later:
        assert later.upgraded is None
    assert len(list(tmp_path.glob("*before-upgrade*.db"))) == 1


def test_an_older_file_that_cannot_be_copied_is_left_as_it_was(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    as_released(tmp_path / "armoury.db")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("stockpile.storage.backup.os.fsync", full)
        assert refused(StorageFault, Office.open, str(tmp_path / "armoury.db")) == "storage.full"
    with closing(sqlite3.connect(tmp_path / "armoury.db")) as was:
        assert was.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    assert not list(tmp_path.glob("*before-upgrade*"))


# -- on a server -------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with databases.place("postgresql", tmp_path) as made:
        yield made
        databases.administer(f'DROP DATABASE IF EXISTS "{make_url(made).database}_again" WITH (FORCE)')


def test_a_database_on_a_server_is_dumped_and_loads_again(server: str, folder: Path) -> None:
    import psycopg

    with founded(server) as office:
        made = office.backups.make(folder)
        before = everything(office)
        assert not made.verified
        assert [each.there for each in office.backups.made()] == [True]
    again = f"{server}_again"
    plain = server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{make_url(again).database}" TEMPLATE template0')  # type: ignore[arg-type]
    url = make_url(again)
    load = [
        "pg_restore",
        "--no-password",
        f"--dbname={url.set(drivername='postgresql').render_as_string(hide_password=False)}",
    ]
    subprocess.run([*load, made.file], check=True, capture_output=True)
    with Office.open(again) as loaded:
        assert everything(loaded) == before
        assert loaded.trust.verify().alarms == ()


def test_without_the_servers_tools_that_is_said(server: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with founded(server) as office:
        with monkeypatch.context() as patch:
            patch.setattr(dumping.shutil, "which", lambda _name: None)
            assert refused(Refused, office.backups.make, folder) == "backup.no-client"
        with monkeypatch.context() as patch:
            patch.setattr(dumping.shutil, "which", lambda _name: "/bin/false")
            assert refused(StorageFault, office.backups.make, folder) == "backup.failed"
        assert list(folder.iterdir()) == []
        assert office.backups.made() == ()
