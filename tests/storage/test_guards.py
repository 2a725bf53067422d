"""What the database itself refuses, and what is found when it was made to refuse no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy.exc
from ledger_clerk import Clerk, received
from sqlalchemy import Connection, Engine, text

from stockpile.domain.draft import Enclosure, Private
from stockpile.storage import engine, guards
from stockpile.storage.guards import Problem
from stockpile.storage.journal import Paper, record_paper
from stockpile.storage.reader import Reader
from stockpile.storage.schema import metadata
from stockpile.storage.store import Store

TABLES = ("meta", "voucher", "line", "signature", "node", "seal", "attachment", "paper")


def fill(store: Store) -> Store:
    """A row in every table of the ledger."""
    more = {"facts": {"by": Private("J. Doe")}, "enclosures": (Enclosure("a", b"a"),)}
    said = Clerk().record(store, received(1), **more)
    with store.writing() as unit:
        record_paper(
            unit,
            Paper(
                sha256="00", kind="k", reference="", site="HQ", seal_size=1, printed_at=said.recorded_at, login="awood"
            ),
        )
        unit.commit()
    return store


@pytest.fixture(scope="module")
def filled(shared_store: Store) -> Iterator[Store]:
    """The same for all tests here: what they do is refused, or never committed."""
    yield fill(shared_store)
    with shared_store.reading() as reader:
        assert guards.check(reader) == []


@pytest.fixture
def owner(shared_url: str) -> Iterator[Engine]:
    """The owner of the tables, at an ordinary prompt."""
    made = engine.writer(engine.address(shared_url), owner=True)
    yield made
    made.dispose()


def refused(door: Engine, statement: str) -> str:
    """What the database says to a statement that it must refuse."""
    with door.connect() as connection, pytest.raises(sqlalchemy.exc.DBAPIError) as error:
        connection.exec_driver_sql(statement)
    return str(error.value.orig)


@pytest.mark.parametrize("table", [*TABLES, "private_fact"])
def test_no_row_changes_even_for_the_owner(filled: Store, owner: Engine, table: str) -> None:
    column = metadata.tables[table].columns.keys()[0]
    assert guards.REFUSAL in refused(owner, f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_goes_even_for_the_owner(filled: Store, owner: Engine, table: str) -> None:
    assert guards.REFUSAL in refused(owner, f"DELETE FROM {table}")
    if filled.dialect == "postgresql":
        assert guards.REFUSAL in refused(owner, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", [*TABLES, "private_fact"])
def test_no_row_is_replaced_even_by_a_program_without_our_settings(filled: Store, owner: Engine, table: str) -> None:
    if filled.dialect != "sqlite":
        pytest.skip("only SQLite replaces rows so")
    with owner.connect() as connection:
        raw = connection.connection.driver_connection
        for setting in ("ON", "OFF"):
            raw.rollback()
            raw.execute(f"PRAGMA recursive_triggers = {setting}")
            with pytest.raises(Exception, match=guards.REFUSAL):
                raw.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_triggers_do_not_sleep_for_a_replica(filled: Store, owner: Engine) -> None:
    if filled.dialect != "postgresql":
        pytest.skip("only PostgreSQL has replicas")
    with owner.connect() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        with pytest.raises(sqlalchemy.exc.DBAPIError, match=guards.REFUSAL):
            connection.exec_driver_sql("DELETE FROM line")


@pytest.mark.parametrize(
    ("voucher_id", "seq", "site"),
    [(3, 1, "HQ"), (2, 2, "HQ"), (2, 0, "HQ"), (1, 1, "HQ"), (2, 1, "NORTH"), (0, -1, "X")],
)
def test_vouchers_come_in_order(filled: Store, owner: Engine, voucher_id: int, seq: int, site: str) -> None:
    values = f"({voucher_id}, '{site}', {seq}, 'issue', 'ISS 2026-000009', '', '')"
    if filled.dialect == "sqlite":
        values = values[:-3] + "x'00')"
    assert guards.REFUSAL in refused(owner, f"INSERT INTO voucher VALUES {values}")


def test_nothing_is_added_to_a_recorded_voucher(filled: Store, owner: Engine) -> None:
    body = "x'00'" if filled.dialect == "sqlite" else "'\\x00'"
    assert guards.REFUSAL in refused(owner, f"INSERT INTO line VALUES (1, 1, 'HQ-W0000009', {body})")


def test_a_line_without_its_voucher_does_not_last(filled: Store, owner: Engine) -> None:
    body = "x'00'" if filled.dialect == "sqlite" else "'\\x00'"
    with owner.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO line VALUES (7, 0, 'HQ-W0000009', {body})")
        with pytest.raises(sqlalchemy.exc.IntegrityError):
            connection.commit()


def test_sqlite_holds_columns_to_their_kind(filled: Store, owner: Engine) -> None:
    if filled.dialect != "sqlite":
        pytest.skip("PostgreSQL always does")
    assert "cannot store" in refused(owner, "INSERT INTO attachment VALUES ('11', 'text')")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE voucher SET kind = kind",
        "DELETE FROM voucher",
        "TRUNCATE voucher CASCADE",
        "ALTER TABLE voucher DISABLE TRIGGER ALL",
        "DROP TRIGGER voucher_in_order ON voucher",
        "DROP TABLE seal",
        "SET session_replication_role = replica",
        "UPDATE private_fact SET value = ''",
        "TRUNCATE private_fact",
        "INSERT INTO meta VALUES ('format', '0')",
        "UPDATE alembic_version SET version_num = '0'",
        "CREATE TABLE mine (a int)",
        "CREATE OR REPLACE FUNCTION stockpile_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN END$$",
    ],
)
def test_the_program_itself_may_not(filled: Store, shared_url: str, statement: str) -> None:
    if filled.dialect != "postgresql":
        pytest.skip("SQLite knows no roles")
    app = engine.writer(engine.address(shared_url))
    assert "permission denied" in refused(app, statement) or "must be owner" in refused(app, statement)
    app.dispose()


# -- finding that a guard is gone --------------------------------------------------------------------------------------


def test_guards_are_whole_in_a_new_database(filled: Store) -> None:
    with filled.reading() as reader:
        assert guards.check(reader) == []


def _checked(owner: Engine, *done: str) -> list[Problem]:
    with owner.connect() as connection:
        for statement in done:
            connection.execute(text(statement))
        found = guards.check(Reader(connection))
        guards.install(connection)
        _without_strangers(connection)
        assert guards.check(Reader(connection)) == []
    return found


def _without_strangers(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS stranger")
    else:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS stranger ON weapon")
        connection.exec_driver_sql("DROP RULE IF EXISTS stranger ON line")


@pytest.mark.parametrize(
    ("done", "problem"),
    [
        (["DROP TRIGGER line_no_update"], Problem("guard.missing", {"guard": "line_no_update"})),
        (
            [
                "DROP TRIGGER voucher_in_order",
                "CREATE TRIGGER voucher_in_order BEFORE INSERT ON voucher WHEN 0 BEGIN SELECT 1; END",
            ],
            Problem("guard.changed", {"guard": "voucher_in_order"}),
        ),
        (
            ["CREATE TRIGGER stranger AFTER INSERT ON weapon BEGIN DELETE FROM thing; END"],
            Problem("guard.foreign", {"guard": "stranger"}),
        ),
    ],
)
def test_on_sqlite_what_was_done_to_guards_is_found(
    filled: Store, owner: Engine, done: list[str], problem: Problem
) -> None:
    if filled.dialect != "sqlite":
        pytest.skip("written for SQLite")
    assert _checked(owner, *done) == [problem]


EACH = "FOR EACH STATEMENT EXECUTE FUNCTION stockpile_only_added_to()"
ONLY_ADDED_TO = "CREATE OR REPLACE FUNCTION stockpile_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "


@pytest.mark.parametrize(
    ("done", "problems"),
    [
        (["DROP TRIGGER line_only_added_to ON line"], {("guard.missing", "line_only_added_to")}),
        (["ALTER TABLE seal DISABLE TRIGGER seal_only_added_to"], {("guard.changed", "seal_only_added_to")}),
        (["ALTER TABLE seal ENABLE TRIGGER seal_only_added_to"], {("guard.changed", "seal_only_added_to")}),
        (
            [
                "DROP TRIGGER seal_only_added_to ON seal",
                f"CREATE TRIGGER seal_only_added_to BEFORE UPDATE ON seal {EACH}",
                "ALTER TABLE seal ENABLE ALWAYS TRIGGER seal_only_added_to",
            ],
            {("guard.changed", "seal_only_added_to")},
        ),
        (
            [ONLY_ADDED_TO + "$$BEGIN RETURN NULL; END$$"],
            {("guard.changed", f"{table}_only_added_to") for table in TABLES}
            | {("guard.changed", "private_fact_only_removed")},
        ),
        (
            [f"CREATE TRIGGER stranger AFTER INSERT ON weapon {EACH}"],
            {("guard.foreign", "stranger")},
        ),
        (["CREATE RULE stranger AS ON INSERT TO line DO INSTEAD NOTHING"], {("guard.foreign", "line.stranger")}),
        (["GRANT UPDATE ON voucher TO stockpile_app"], {("guard.privilege", "voucher")}),
        (["GRANT UPDATE (body) ON line TO PUBLIC"], {("guard.privilege", "line")}),
        (["GRANT DELETE ON seal TO PUBLIC"], {("guard.privilege", "seal")}),
    ],
)
def test_on_postgresql_what_was_done_to_guards_is_found(
    filled: Store, owner: Engine, done: list[str], problems: set[tuple[str, str]]
) -> None:
    if filled.dialect != "postgresql":
        pytest.skip("written for PostgreSQL")
    found = _checked(owner, *done)
    assert {(each.code, each.facts.get("guard") or each.facts["table"]) for each in found} == problems


def test_a_guard_that_is_back_leaves_the_ledger_usable(
    store: Store, url: str, clerk: Clerk, another: Callable[[], Store]
) -> None:
    fill(store)
    owner = engine.writer(engine.address(url), owner=True)
    with owner.connect() as connection:
        guards.install(connection)
        connection.commit()
    owner.dispose()
    assert clerk.record(another()).number == "ISS 2026-000002"
