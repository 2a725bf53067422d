"""When the world says no: nothing is written, what is said is true, and no password is in it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from ledger_clerk import Clerk, received
from sqlalchemy import make_url, text

from stockpile.domain.errors import Busy, Refused, StorageFault
from stockpile.domain.voucher import Line
from stockpile.sealing.checkpoint import open_note
from stockpile.storage import journal
from stockpile.storage.faults import as_fault, translated
from stockpile.storage.store import Store

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
POSTGRES = os.environ.get("STOCKPILE_TEST_POSTGRES", "")

needs_postgres = pytest.mark.skipif(not POSTGRES, reason="needs STOCKPILE_TEST_POSTGRES, the URL of a superuser")


# -- SQLite ------------------------------------------------------------------------------------------------------------

FULL = """
import resource, signal, sys
from ledger_clerk import Clerk, received
from stockpile.domain.errors import StorageFault
from stockpile.storage.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(sys.argv[1])
Clerk().record(store, received(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
try:
    Clerk().record(store, *(received(count) for count in range(20_000)))
except StorageFault as fault:
    print(fault.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(Clerk().record(store, received(1)).number)
store.close()
"""


def test_a_disk_that_is_full_loses_nothing_and_leaves_no_gap(store: Store, url: str) -> None:
    if store.dialect != "sqlite":
        pytest.skip("the server's disk is not this test's to fill")
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", FULL, url], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    code, number = done.stdout.split("\n")[:2]
    assert code in ("storage.full", "storage.failing")
    assert number == "ISS 2026-000002"
    with store.reading() as reader:
        assert reader.connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_a_damaged_file_is_named_so(store: Store, url: str, clerk: Clerk) -> None:
    if store.dialect != "sqlite":
        pytest.skip("damages a file")
    clerk.record(store, *(received(count) for count in range(2000)))
    store.close()
    stored = Path(url).read_bytes()
    Path(url).write_bytes(stored[:4096] + b"\xa5" * (len(stored) - 4096))
    with pytest.raises(StorageFault) as fault, Store.open(url) as damaged:
        clerk.record(damaged)
    assert fault.value.code == "storage.damaged"


def test_a_file_that_may_only_be_read_is_named_so(store: Store, url: str) -> None:
    if store.dialect != "sqlite":
        pytest.skip("opens a file")
    with (
        closing(sqlite3.connect(f"file:{url}?mode=ro", uri=True)) as connection,
        pytest.raises(StorageFault) as fault,
        translated(database=url),
    ):
        connection.execute("INSERT INTO thing VALUES ('a', 'b', 'c', 0)")
    assert (fault.value.code, fault.value.facts["database"]) == ("storage.read-only", url)


def test_a_program_that_is_killed_loses_nothing_it_had_acknowledged(store: Store, url: str, clerk: Clerk) -> None:
    program = [sys.executable, "-u", str(HERE / "ledger_clerk.py"), url, "HQ", "10000"]
    said: list[str] = []
    for _ in range(3):
        with subprocess.Popen(program, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            said += [running.stdout.readline().strip() for _ in range(15)]
            running.send_signal(signal.SIGKILL)
            said += running.stdout.read().split("\n")[:-1]
    with store.reading() as reader:
        recorded = [each.number for each in journal.vouchers(reader, "HQ")]
        assert open_note(journal.last_seal(reader, "HQ"), clerk.verifier).size == len(recorded)
    assert set(said) <= set(recorded)
    assert len(recorded) <= len(said) + 3  # committed, and killed before it could say so
    assert recorded == [f"ISS 2026-{count:06d}" for count in range(1, len(recorded) + 1)]
    clerk.record(store)


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


@needs_postgres
@pytest.mark.parametrize("changed", [{"port": 1}, {"password": "wrong-one"}, {"host": "host.invalid"}])
def test_a_server_that_does_not_let_us_in_is_named_so(changed: dict[str, object]) -> None:
    url = make_url(POSTGRES).set(**changed).render_as_string(hide_password=False)
    password = str(make_url(url).password)
    for door in (Store.open, Store.create):
        with pytest.raises(StorageFault) as fault:
            door(url)
        assert fault.value.code in ("storage.unreachable", "storage.denied")
        told: BaseException | None = fault.value
        while told is not None:
            assert password not in f"{told} {told!r}"
            told = told.__cause__ or told.__context__


def test_a_conversation_that_ends_is_named_so_and_begun_anew(store: Store, url: str, clerk: Clerk) -> None:
    if store.dialect != "postgresql":
        pytest.skip("a file has no server")
    with pytest.raises(StorageFault) as fault, store.writing() as unit:  # noqa: PT012
        unit.append(clerk.draft(), [received(1)], clerk.sealer)
        process = unit.connection.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (process,))
        unit.append(clerk.draft(), [received(1)], clerk.sealer)
    assert fault.value.code == "storage.unreachable"
    assert clerk.record(store).number == "ISS 2026-000001"


def test_a_login_must_be_let_in_by_the_servers_people(store: Store, url: str, clerk: Clerk) -> None:
    if store.dialect != "postgresql":
        pytest.skip("SQLite knows no logins")
    login = f"clerk_{uuid4().hex[:8]}"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{login}'")
        mine = make_url(url).set(username=login, password=login).render_as_string(hide_password=False)
        try:
            with pytest.raises(StorageFault) as fault:
                Store.open(mine)
            assert fault.value.code == "storage.denied"
            owner.execute(f"GRANT stockpile_app TO {login}")
            with Store.open(mine) as opened:
                assert clerk.record(opened, received(1)).number == "ISS 2026-000001"
        finally:
            owner.execute(f"DROP ROLE {login}")


@needs_postgres
def test_a_database_of_someone_else_is_left_alone() -> None:
    name = f"stockpile_test_{uuid4().hex[:12]}"
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(POSTGRES.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
                other.execute("CREATE TABLE payroll (a int)")
            with pytest.raises(Refused) as refused:
                Store.create(url)
            assert refused.value.code == "database.exists"
            with pytest.raises(StorageFault) as fault:
                Store.open(url)
            assert fault.value.code == "storage.not-ours"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


# -- both --------------------------------------------------------------------------------------------------------------


def test_a_bug_stays_a_bug_and_shows_no_values(store: Store) -> None:
    with pytest.raises(Exception, match="nonesuch") as error, store.reading() as reader:
        reader.connection.execute(text("SELECT * FROM nonesuch WHERE a = :a"), {"a": "J. Doe"})
    assert not isinstance(error.value, StorageFault)
    assert "J. Doe" not in str(error.value)


def test_errors_of_no_engine_are_not_faults() -> None:
    assert as_fault(ValueError("x"), {}) is None
    assert as_fault(sqlite3.IntegrityError("x"), {}) is None
    assert as_fault(psycopg.errors.UniqueViolation("x"), {}) is None
    assert isinstance(as_fault(psycopg.errors.DeadlockDetected("x"), {}), Busy)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull, "storage.full"),
        (psycopg.errors.ReadOnlySqlTransaction, "storage.read-only"),
        (psycopg.errors.DataCorrupted, "storage.damaged"),
        (psycopg.errors.InvalidPassword, "storage.denied"),
        (psycopg.errors.InsufficientPrivilege, "storage.denied"),
        (psycopg.errors.AdminShutdown, "storage.unreachable"),
        (psycopg.errors.TooManyConnections, "storage.unreachable"),
        (psycopg.errors.OutOfMemory, "storage.exhausted"),
        (psycopg.errors.IoError, "storage.failing"),
        (psycopg.OperationalError, "storage.unreachable"),
    ],
)
def test_what_the_server_says_has_a_name(error: type[psycopg.Error], code: str) -> None:
    fault = as_fault(error("it said so\nDETAIL: more"), {"database": "x"})
    assert fault is not None
    assert (fault.code, fault.facts) == (code, {"said": "it said so", "database": "x"})


def test_a_text_with_nul_is_kept_by_both(store: Store, clerk: Clerk) -> None:
    said = clerk.record(store, Line("HQ-W0000001", "received", {"serial": "A\0B"}))
    with store.reading() as reader:
        assert next(journal.lines(reader, said)).set == {"serial": "A\0B"}
