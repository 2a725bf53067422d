"""The steps by which tables came to be lead to the tables that the program knows."""

from __future__ import annotations

from pathlib import Path

import keeping
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from ledger_clerk import Clerk, received
from sqlalchemy import inspect, select, text

from stockpile.domain.errors import StorageFault
from stockpile.storage import engine, guards, journal, kept, migrations
from stockpile.storage.schema import metadata, weapon
from stockpile.storage.store import Store
from stockpile.storage.verification.comparing import compare

SEARCH = {  # made by hand in the first step: SQLAlchemy has no words for them
    "weapon_search",
    "weapon_search_config",
    "weapon_search_data",
    "weapon_search_docsize",
    "weapon_search_idx",
    "ix_weapon_search",
}


def test_migrated_tables_are_those_of_the_schema(store: Store) -> None:
    with store.reading() as reader:
        context = MigrationContext.configure(
            reader.connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found = compare_metadata(context, metadata)
    differences = [each for each in found if getattr(each[1], "name", "") not in SEARCH]
    assert differences == []


def test_migrated_tables_are_made_of_the_same_words(empty_url: str, store: Store, tmp_path: Path) -> None:
    """What comparing passes over: STRICT, WITHOUT ROWID, collations, deferred keys, partial indexes."""
    if not empty_url.endswith("new.db") or store.dialect != "sqlite":
        pytest.skip("compared on SQLite, which keeps the words; below for PostgreSQL")
    Path(empty_url).touch()
    plain = engine.writer(engine.address(empty_url), owner=True)
    with plain.connect() as connection:
        metadata.create_all(connection)
        wanted = _words(connection)
    plain.dispose()
    with store.reading() as reader:
        found = {name: words for name, words in _words(reader.connection).items() if name not in SEARCH}
    found.pop("alembic_version")
    assert found == wanted


def _words(connection) -> dict[str, list[str]]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"))
    return {name: sorted(sql.replace(",", " ").replace("(", " ").replace(")", " ").split()) for name, sql in rows}


def test_text_is_ordered_by_bytes_on_postgresql(store: Store) -> None:
    if store.dialect != "postgresql":
        pytest.skip("SQLite knows no other order")
    with store.reading() as reader:
        others = reader.connection.scalars(
            text(
                "SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
                "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'text'::regtype "
                "AND a.attcollation <> '\"C\"'::regcollation"
            )
        ).all()
    assert others == []


def test_search_finds_by_trigrams(store: Store) -> None:
    if store.dialect == "sqlite":
        with store.writing() as unit:
            unit.connection.execute(text("INSERT INTO weapon_search(rowid, search) VALUES (7, 'ARSENAL AK47 N0123')"))
            found = unit.connection.scalars(text("SELECT rowid FROM weapon_search WHERE weapon_search MATCH '\"K47\"'"))
            assert found.all() == [7]
    else:
        with store.reading() as reader:
            index = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_weapon_search'"
            assert "gin (search gin_trgm_ops)" in str(reader.connection.scalar(text(index)))


RELEASED = {f"ix_weapon_{each}" for each in ("consignment", "holder", "serial_key", "site_standing_key", "source")}


def as_released(url: str) -> None:
    """Make a database of the first released version of one of today: every later step undone."""
    owner = engine.writer(engine.address(url), owner=True)
    with owner.connect() as connection:
        for each in inspect(connection).get_indexes("weapon"):
            if each["name"] not in RELEASED | SEARCH and "duplicates_constraint" not in each:
                connection.exec_driver_sql(f"DROP INDEX {each['name']}")
        for name in ("year", "issued_until"):
            connection.exec_driver_sql(f"ALTER TABLE weapon DROP COLUMN {name}")
        connection.exec_driver_sql("DROP TABLE kept")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    owner.dispose()


def test_an_older_database_is_named_and_brought_up_to_date(store: Store, url: str, clerk: Clerk) -> None:
    clerk.record(store, received(1))
    with store.reading() as reader:
        before = journal.last_seal(reader, "HQ")
    store.close()
    as_released(url)
    with pytest.raises(StorageFault) as fault:
        Store.open(url)
    assert (fault.value.code, fault.value.facts) == ("storage.older", {"revision": "0001"})
    with Store.upgrade(url) as upgraded:
        assert upgraded.database == store.database
        with upgraded.reading() as reader:
            assert journal.last_seal(reader, "HQ") == before
            assert guards.check(reader) == []
            context = MigrationContext.configure(reader.connection)
            left = [each for each in compare_metadata(context, metadata) if getattr(each[1], "name", "") not in SEARCH]
            assert left == []
        clerk.record(upgraded, received(2))
        with upgraded.writing() as unit:  # the app's own role may write it
            kept.put(unit, "jdiallo", "columns", "[]")
            unit.commit()


def test_an_upgraded_register_says_what_the_ledger_says(store: Store, url: str, clerk: Clerk) -> None:
    keeping.found(store, clerk)
    keeping.record(store, clerk, keeping.received(1, year="1978", issued_until="2026-12-31"), keeping.received(2))
    store.close()
    as_released(url)
    with Store.upgrade(url) as upgraded, upgraded.reading() as reader:
        asked = select(weapon.c.year, weapon.c.issued_until).order_by(weapon.c.key)
        assert reader.connection.execute(asked).all() == [("1978", "2026-12-31"), ("", "")]
        assert list(compare(reader)) == []


def test_an_upgrade_happens_as_a_whole_or_not_at_all(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    as_released(url)

    def fails(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(guards, "install", fails)
        with pytest.raises(RuntimeError):
            Store.upgrade(url)
    with pytest.raises(StorageFault) as fault:
        Store.open(url)
    assert fault.value.code == "storage.older"
    Store.upgrade(url).close()


def test_tables_stand_in_one_step_or_not_at_all(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> str:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "christen", fails)
        with pytest.raises(RuntimeError):
            Store.create(empty_url)
    if not empty_url.startswith("postgresql"):
        assert not list(Path(empty_url).parent.glob("new.db*"))
    with Store.create(empty_url) as made, made.reading() as reader:
        assert "voucher" in inspect(reader.connection).get_table_names()


def test_steps_form_one_chain() -> None:
    assert migrations.known_revisions()[-1] == "0001"
