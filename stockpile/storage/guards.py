"""What keeps the ledger append-only inside the database: triggers, and on PostgreSQL privileges.

A seat-belt, not a lock: whoever owns the file or the server can remove them. That is found by `check`, and what was
done without them by the hashes and by seals kept elsewhere (`docs/decisions/0013-guards.md`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from stockpile.storage.engine import APP_ROLE
from stockpile.storage.reader import Reader
from stockpile.storage.schema import LEDGER, REGISTER, kept, private_fact, secret

REFUSAL = "stockpile: the ledger is only added to"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be. ``code``: stable name; ``facts``: where, JSON types."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def install(connection: Connection) -> None:
    """Put every guard in place, replacing those that are there. Needs the owner of the tables."""
    if connection.dialect.name == "sqlite":
        _install_sqlite(connection)
    else:
        _install_postgresql(connection)


def take_away(connection: Connection) -> None:
    """Remove the guards of a PostgreSQL database that is being taken away; SQLite's go with the file."""
    for each in _postgresql_triggers():
        connection.exec_driver_sql(f"DROP TRIGGER {each.name} ON {each.table}")
    for name in _FUNCTIONS:
        connection.exec_driver_sql(f"DROP FUNCTION public.{name}()")


def check(reader: Reader) -> list[Problem]:
    """Compare the guards in the database with those this program would put there.

    Gives `guard.missing`, `guard.changed`, `guard.foreign` (``guard``: its name) and `guard.privilege` (``table``).
    """
    connection = reader.connection
    found = _check_sqlite(connection) if connection.dialect.name == "sqlite" else _check_postgresql(connection)
    return list(found)


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _sqlite_triggers() -> dict[str, str]:
    """Name and text of each trigger."""
    bodies = {
        "voucher_in_order": _trigger(
            "voucher_in_order",
            "INSERT ON voucher",
            "NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM voucher) "
            "OR NEW.seq <> (SELECT coalesce(max(seq), -1) + 1 FROM voucher WHERE site = NEW.site)",
        ),
        "line_of_open_voucher": _trigger(
            "line_of_open_voucher", "INSERT ON line", "EXISTS (SELECT 1 FROM voucher WHERE id = NEW.voucher)"
        ),
    }
    for table in (*LEDGER, private_fact):
        bodies[f"{table.name}_no_update"] = _trigger(f"{table.name}_no_update", f"UPDATE ON {table.name}")
        if table is not private_fact:
            bodies[f"{table.name}_no_delete"] = _trigger(f"{table.name}_no_delete", f"DELETE ON {table.name}")
        if table.name not in ("voucher", "line"):  # INSERT OR REPLACE, from a program without recursive_triggers
            same = " AND ".join(f'"{column.name}" = NEW."{column.name}"' for column in table.primary_key)
            exists = f"EXISTS (SELECT 1 FROM {table.name} WHERE {same})"  # noqa: S608 - our own table names
            bodies[f"{table.name}_no_replace"] = _trigger(f"{table.name}_no_replace", f"INSERT ON {table.name}", exists)
    return bodies


def _trigger(name: str, before: str, when: str = "") -> str:
    condition = f"WHEN {when} " if when else ""
    return f"CREATE TRIGGER {name} BEFORE {before} {condition}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _install_sqlite(connection: Connection) -> None:
    for name, body in _sqlite_triggers().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(body)


def _check_sqlite(connection: Connection) -> Iterator[Problem]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found: dict[str, str] = {row[0]: row[1] for row in rows}
    for name, body in _sqlite_triggers().items():
        there = found.pop(name, None)
        if there is None:
            yield Problem("guard.missing", {"guard": name})
        elif there != body:
            yield Problem("guard.changed", {"guard": name})
    for name in found:
        yield Problem("guard.foreign", {"guard": name})


# -- PostgreSQL --------------------------------------------------------------------------------------------------------

_ROW, _BEFORE, _INSERT, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 4, 8, 16, 32  # pg_trigger.tgtype, PostgreSQL's trigger.h

_FUNCTIONS = {
    "stockpile_only_added_to": f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END",
    "stockpile_voucher_in_order": """
BEGIN
  IF NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM public.voucher)
     OR NEW.seq <> (SELECT coalesce(max(seq), -1) + 1 FROM public.voucher WHERE site = NEW.site)
  THEN RAISE EXCEPTION 'stockpile: the ledger is only added to'; END IF;
  RETURN NEW;
END""",
    "stockpile_line_of_open_voucher": """
BEGIN
  IF EXISTS (SELECT 1 FROM public.voucher WHERE id IN (SELECT DISTINCT added.voucher FROM added))
  THEN RAISE EXCEPTION 'stockpile: the ledger is only added to'; END IF;
  RETURN NULL;
END""",
}


@dataclass(frozen=True, slots=True)
class _Trigger:
    name: str
    table: str
    function: str
    when: str  # as in CREATE TRIGGER, from BEFORE to EXECUTE
    type: int  # as in pg_trigger


def _postgresql_triggers() -> list[_Trigger]:
    triggers = [
        _Trigger(
            f"{table.name}_only_added_to",
            table.name,
            "stockpile_only_added_to",
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} FOR EACH STATEMENT",
            _BEFORE | _UPDATE | _DELETE | _TRUNCATE,
        )
        for table in LEDGER
    ]
    return [
        *triggers,
        _Trigger(
            "private_fact_only_removed",
            "private_fact",
            "stockpile_only_added_to",
            "BEFORE UPDATE OR TRUNCATE ON private_fact FOR EACH STATEMENT",
            _BEFORE | _UPDATE | _TRUNCATE,
        ),
        _Trigger(
            "voucher_in_order",
            "voucher",
            "stockpile_voucher_in_order",
            "BEFORE INSERT ON voucher FOR EACH ROW",
            _ROW | _BEFORE | _INSERT,
        ),
        _Trigger(  # once a statement, not once a line: an import has a hundred thousand
            "line_of_open_voucher",
            "line",
            "stockpile_line_of_open_voucher",
            "AFTER INSERT ON line REFERENCING NEW TABLE AS added FOR EACH STATEMENT",
            _INSERT,
        ),
    ]


def _install_postgresql(connection: Connection) -> None:
    for name, body in _FUNCTIONS.items():
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION public.{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        )
    for each in _postgresql_triggers():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {each.name} ON {each.table}")
        connection.exec_driver_sql(f"CREATE TRIGGER {each.name} {each.when} EXECUTE FUNCTION public.{each.function}()")
        # ALWAYS: also where session_replication_role says that triggers sleep
        connection.exec_driver_sql(f"ALTER TABLE {each.table} ENABLE ALWAYS TRIGGER {each.name}")
    _grant(connection)


def _grant(connection: Connection) -> None:
    everything = ", ".join(table.name for table in (*LEDGER, *REGISTER, private_fact, secret, kept))
    added_to = ", ".join(table.name for table in LEDGER if table.name != "meta")
    written = ", ".join(table.name for table in (*REGISTER, secret, kept))
    rebuilt = ", ".join(table.name for table in REGISTER)
    for statement in (
        f"REVOKE ALL ON {everything}, alembic_version FROM PUBLIC, {APP_ROLE}",
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT ON meta, alembic_version TO {APP_ROLE}",
        f"GRANT SELECT, INSERT ON {added_to} TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, DELETE ON private_fact TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {written} TO {APP_ROLE}",
        f"GRANT TRUNCATE ON {rebuilt} TO {APP_ROLE}",
    ):
        connection.exec_driver_sql(statement)


_FIND_TRIGGERS = text("""
    SELECT c.relname, t.tgname, t.tgtype, t.tgenabled, p.proname, p.prosrc, t.tgqual IS NULL AND t.tgattr::text = ''
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
""")
_FIND_RULES = text("""
    SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
""")
_MAY_CHANGE = text("""
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(:tables)
      AND (has_table_privilege(:role, c.oid, 'UPDATE, TRUNCATE') OR has_any_column_privilege(:role, c.oid, 'UPDATE')
           OR has_table_privilege(:role, c.oid, 'DELETE') AND c.relname <> 'private_fact')
""")


def _check_postgresql(connection: Connection) -> Iterator[Problem]:
    found = {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(_FIND_TRIGGERS)}
    for each in _postgresql_triggers():
        there = found.pop((each.table, each.name), None)
        if there is None:
            yield Problem("guard.missing", {"guard": each.name})
        elif there != (each.type, "A", each.function, _FUNCTIONS[each.function], True):
            yield Problem("guard.changed", {"guard": each.name})
    for _table, name in found:
        yield Problem("guard.foreign", {"guard": name})
    for table, rule in connection.execute(_FIND_RULES):
        yield Problem("guard.foreign", {"guard": f"{table}.{rule}"})
    tables = [table.name for table in (*LEDGER, private_fact)]
    for (table,) in connection.execute(_MAY_CHANGE, {"role": APP_ROLE, "tables": tables}):
        yield Problem("guard.privilege", {"table": table, "role": APP_ROLE})
