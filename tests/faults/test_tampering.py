"""Behind the program's back: what is changed in the file, verification names; what it cannot see alone, a seal from outside shows."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from armoury import PASSWORD, live, people

from stockpile.acts.issuing import Issue
from stockpile.office import Office

# Every column of every table that is evidence or register; `secret`, `meta` and `paper` are neither.
TABLES = {
    "voucher": ("id", "site", "seq", "kind", "number", "recorded_at", "body"),
    "line": ("voucher", "position", "subject", "body"),
    "signature": ("voucher", "role", "login", "key", "signature"),
    "node": ("site", "level", "position", "hash"),
    "seal": ("site", "size", "note"),
    "attachment": ("sha256", "content"),
    "private_fact": ("hash", "salt", "value"),
    "weapon": None,
    "equipment": None,
    "thing": ("subject", "kind", "state", "voucher"),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A database with a life in it, and the triggers taken off, as somebody would who means to change it."""
    from armoury import found

    folder = tmp_path_factory.mktemp("lived")
    path = folder / "armoury.db"
    found(str(path))
    live(str(path), folder)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def copy(lived, tmp_path):
    for end in ("", "-seal"):
        shutil.copy(f"{lived}{end}", f"{tmp_path / 'armoury.db'}{end}")
    return tmp_path / "armoury.db"


def behind(path, *statements):
    """Change a database by hand: triggers off, change, triggers on again."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement, values in statements:
            connection.execute(statement, values)
        for _name, sql in triggers:
            connection.execute(sql)
        connection.commit()


def verify(path, against=None):
    with Office.open(str(path)) as office:
        return office.trust.verify(against)


def found_out(report):
    return bool(report.alarms) or not report.register_matches


def columns(path, table):
    with closing(sqlite3.connect(path)) as connection:
        return TABLES[table] or [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def altered(value, rng):
    """The value with one byte (or the number by one) changed."""
    if isinstance(value, bytes):
        at = rng.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1 << rng.randrange(8)]) + value[at + 1 :]
    if isinstance(value, str):
        at = rng.randrange(len(value) + 1)
        return value[:at] + ("x" if value[at : at + 1] != "x" else "y") + value[at + 1 :]
    return value + 1_000


def tamper(path, table, column, rng):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f'SELECT rowid_, "{column}" FROM ({_numbered(table)})').fetchall()
    key, value = rng.choice(rows)
    where, values = key.split("\x1f"), KEYS[table]
    named = " AND ".join(f'CAST("{name}" AS TEXT) = ?' for name in values)
    behind(path, (f'UPDATE "{table}" SET "{column}" = ? WHERE {named}', (altered(value, rng), *where)))


KEYS = {
    "voucher": ("id",), "line": ("voucher", "position"), "signature": ("voucher", "role", "login"),
    "node": ("site", "level", "position"), "seal": ("site", "size"), "attachment": ("sha256",),
    "private_fact": ("hash",), "weapon": ("key",), "equipment": ("key",), "thing": ("subject",),
}  # fmt: skip


def _numbered(table):
    key = " || char(31) || ".join(f'CAST("{name}" AS TEXT)' for name in KEYS[table])
    return f'SELECT {key} AS rowid_, * FROM "{table}"'


@pytest.mark.parametrize("table", TABLES)
def test_a_change_in_any_column_is_named(copy, table):
    rng = random.Random(table)
    untouched = copy.read_bytes()
    assert not found_out(verify(copy))
    for column in columns(copy, table):
        copy.write_bytes(untouched)
        tamper(copy, table, column, rng)
        report = verify(copy)
        assert found_out(report), f"{table}.{column}"
        assert any(alarm.voucher or alarm.weapon or alarm.site or alarm.facts for alarm in report.alarms)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_two_hundred_changes_in_each_table_are_all_named(copy, table):
    rng = random.Random(table)
    untouched = copy.read_bytes()
    named = columns(copy, table)
    for _turn in range(200):
        copy.write_bytes(untouched)
        tamper(copy, table, column := rng.choice(named), rng)
        assert found_out(verify(copy)), f"{table}.{column}"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM line WHERE voucher = 3 AND position = 0", "voucher.lines"),
        ("DELETE FROM signature WHERE voucher = 4", "signature.missing"),
        ("DELETE FROM voucher WHERE id = 5", "voucher.missing"),
        ("DELETE FROM weapon WHERE key = 2", "register.missing"),
        ("INSERT INTO thing VALUES ('holder:9', 'holder', '{}', 1)", "register.unknown"),
        ("DELETE FROM attachment", "attachment.missing"),
        ("DROP TRIGGER IF EXISTS none", None),
    ],
)
def test_what_is_taken_away_or_put_in_is_named(copy, statement, code):
    behind(copy, (statement, ()))
    codes = {alarm.code for alarm in verify(copy).alarms}
    assert (code in codes) if code else not codes


def test_a_guard_that_is_gone_is_named(copy):
    with closing(sqlite3.connect(copy)) as connection:
        (name,) = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone()
        connection.execute(f'DROP TRIGGER "{name}"')
        connection.commit()
    assert {alarm.code for alarm in verify(copy).alarms} == {"guard.missing"}


def cut_off_the_last_voucher(path):
    """Truncation with everything consistent: the newest voucher, its lines, signatures, nodes and seal, and the register."""
    with Office.open(str(path)) as office:
        last = office.reading.vouchers(limit=1)[0]
    behind(
        path,
        ("DELETE FROM line WHERE voucher = (SELECT max(id) FROM voucher)", ()),
        ("DELETE FROM signature WHERE voucher = (SELECT max(id) FROM voucher)", ()),
        ("DELETE FROM seal WHERE size = (SELECT max(size) FROM seal)", ()),
        ("DELETE FROM node WHERE (position + 1) << level > (SELECT max(seq) FROM voucher)", ()),
        ("DELETE FROM voucher WHERE id = (SELECT max(id) FROM voucher)", ()),
        ("DELETE FROM private_fact", ()),  # the last voucher alone has some
    )
    with Office.open(str(path)) as office:
        office.trust.rebuild(compare=False)
    return last


def test_truncation_is_seen_by_the_second_memory_and_by_a_seal_from_outside(copy):
    with Office.open(str(copy)) as office:
        outside = office.trust.seal()
    cut_off_the_last_voucher(copy)
    assert {alarm.code for alarm in verify(copy).alarms} == {"memory.ledger-shorter"}
    copy.with_name("armoury.db-seal").unlink()
    assert not found_out(verify(copy))  # alone, nothing can tell
    assert verify(copy, outside).against == "ledger shorter than the seal"


def test_an_older_copy_put_back_is_seen(copy, tmp_path):
    older = tmp_path / "older.db"
    shutil.copy(copy, older)
    with Office.open(str(copy)) as office:
        office.perform(Issue(weapons=("HQ-W0000005",), holder="7-COY"), people(office)["anna"])
        outside = office.trust.seal()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(older, copy)
    assert {alarm.code for alarm in verify(copy).alarms} == {"memory.ledger-shorter"}
    assert verify(copy, outside).against == "ledger shorter than the seal"


def test_a_ledger_rewritten_whole_contradicts_a_seal_from_outside(copy, tmp_path):
    from armoury import found

    with Office.open(str(copy)) as office:
        outside = office.trust.seal()
    rewritten = tmp_path / "rewritten.db"
    found(str(rewritten))
    live(str(rewritten), tmp_path)
    assert not found_out(verify(rewritten))
    assert verify(rewritten, outside).against == "inconsistent"
    assert PASSWORD not in rewritten.read_bytes().decode("latin-1")
