"""Conditions: the database, and the register as at a date, answer as `domain.fields.holds` means them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import received, record, weapon
from ledger_clerk import Clerk

from stockpile.domain.fields import FIELDS, NO, OPERATORS, YES, Sort, holds, resolved
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.filter_text import parse
from stockpile.domain.state import State, text, texts
from stockpile.domain.voucher import Line
from stockpile.domain.weapon import weapon as read_weapon
from stockpile.storage import history, register, search
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

TODAY = date.today()
THEN = datetime(2026, 1, 10, 12, tzinfo=UTC)

STATES: tuple[dict[str, object], ...] = (
    {"serial": "AB-12345", "category": "assault rifle", "condition": "serviceable", "year": "1985", "country": "DE"},
    {"serial": "12345", "model": "AK-47 %", "maker": "Ижевск", "flags": ["look-alike", "short"], "year": "1960-05"},
    {"serial": "", "flags": ["no-serial"], "marks": [{"kind": "state", "text": "KE 20-777"}], "remark": "räck | \\ 9"},
    {"serial": "", "marks": [{"kind": "import", "text": "X"}], "received_on": "1999-07-01", "asset_number": "A-77"},
    {"serial": "زرقاء ١٢٣٤٥", "standing": "issued", "holder": "7-COY", "issued_until": TODAY.isoformat()},
    {"serial": "X%_1", "location": "HQ/A/1", "disposal": "surplus", "dossier": "HQ/DSP 2026-000001", "year": "n/k"},
)  # fmt: skip


def fill(store: Store, clerk: Clerk) -> None:
    record(store, clerk, *[received(n, **each) for n, each in enumerate(STATES, 1)], moment=THEN)


def oracle(conditions: tuple[Condition, ...], states: dict[int, State], receipt: str) -> list[int]:
    """One weapon after the other, in Python."""
    asked = [resolved(each, TODAY) for each in conditions]
    return [n for n, state in states.items() if all(holds(each, said(n, state, each.field, receipt)) for each in asked)]


def said(n: int, state: State, name: str, receipt: str) -> str | tuple[str, ...]:
    if name == "marked":
        return YES if read_weapon(weapon(n), state).marked else NO
    if name == "flags":
        return texts(state, "flags")
    return {"id": weapon(n), "receipt": receipt}.get(name) or text(state, name)


def numbers(reader: Reader, where: WeaponFilter) -> list[int]:
    found = search.find(reader, where)
    assert search.count(reader, where) == len(found)
    if where.as_at is not None:
        assert history.by_keys(reader, *history.keys(reader, where)) == found
    else:
        assert search.by_keys(reader, search.keys(reader, where)) == found
    return [int(row.id[-7:]) for row in found]


words = st.sampled_from(
    ["", "AB-12345", "12345", "a", "Б", "7-COY", "no-serial", "short", "look-alike", "DE", "KR-4", "Kestrel", "HQ", "W0000",
     "HQ/A/1", "HQ/RCV", "%", "_", "\\", "|", "0", "1960", "räck", "A77", "surplus"]
)  # fmt: skip
days = st.sampled_from(["1999-07-01", "1999-07-02", "today", "today-1", "today+1", "2026-01-10"])
years = st.sampled_from(["1960", "1985", "41", "66", "0", "3000"])


def _values(name: str, operator: Operator) -> st.SearchStrategy[tuple[str, ...]]:
    known = FIELDS[name]
    if operator in (Operator.EMPTY, Operator.FILLED):
        return st.just(())
    closed = st.sampled_from(known.names) if known.names else words
    one = {Sort.DATE: days, Sort.NUMBER: years}.get(known.sort, closed)
    if operator not in (Operator.IS, Operator.IS_NOT):
        one = one.filter(bool)
    return st.lists(one, min_size=1, max_size=3).map(tuple)


conditions = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.sampled_from(OPERATORS[FIELDS[name].sort]).flatmap(
        lambda operator: _values(name, operator).map(lambda values: Condition(name, operator, values))
    )
)


_shared = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
fewer, few, many = _shared(max_examples=20), _shared(max_examples=50), _shared(max_examples=500)
asked_for = given(asked=st.lists(conditions, min_size=1, max_size=3).map(tuple), order=st.sampled_from(["", "-key"]))


@few
@asked_for
def test_the_database_answers_what_is_meant(full: Store, states: dict[int, State], **asked: Any) -> None:
    answer(full, states, **asked)


@pytest.mark.slow
@many
@asked_for
def test_the_database_answers_many_questions_as_they_are_meant(
    full: Store, states: dict[int, State], **asked: Any
) -> None:
    answer(full, states, **asked)


def answer(full: Store, states: dict[int, State], asked: tuple[Condition, ...], order: str) -> None:
    with full.reading() as reader:
        expected = oracle(asked, states, "HQ/ISS 2026-000001")
        found = numbers(reader, WeaponFilter(conditions=asked, order=order))
        assert found == (expected[::-1] if order else expected)


@fewer
@given(asked=st.lists(conditions, min_size=1, max_size=2).map(tuple))
def test_as_at_a_date_it_answers_the_same_of_what_was(
    changed: Store, asked: tuple[Condition, ...], states: dict[int, State]
) -> None:
    with changed.reading() as reader:
        before = WeaponFilter(conditions=asked, as_at=TODAY, offset=0)
        after = {**states, 1: {**states[1], "holder": "9-COY", "standing": "issued", "year": "1912"}}
        assert numbers(reader, before) == oracle(asked, after, "HQ/ISS 2026-000001")
        then = WeaponFilter(conditions=asked, as_at=THEN.date(), offset=0)
        looked_at_then = tuple(resolved(each, THEN.date()) for each in asked)
        assert numbers(reader, then) == oracle(looked_at_then, states, "HQ/ISS 2026-000001")


@pytest.fixture
def states() -> dict[int, State]:
    return {n: received(n, **each).set for n, each in enumerate(STATES, 1)}


@pytest.fixture(scope="module")
def full(shared_store: Store) -> Store:
    fill(shared_store, Clerk())
    return shared_store


@pytest.fixture
def changed(store: Store, clerk: Clerk) -> Store:
    fill(store, clerk)
    moment = datetime(2026, 2, 1, 12, tzinfo=UTC)
    issued = Line(weapon(1), "issued", {"standing": "issued", "holder": "9-COY", "year": "1912"})
    record(store, clerk, issued, moment=moment)
    return store


def test_values_that_are_many_go_in_as_one(store: Store) -> None:
    with store.writing() as unit:
        register.apply(unit, 1, "HQ/RCV 1", [received(n, asset_number=f"A{n:05d}") for n in range(1, 1_201)])
        asked = WeaponFilter(conditions=(parse("asset_number contains A0"),))
        assert search.count(unit, asked) == 1_200
        assert search.count(unit, WeaponFilter(conditions=(parse("asset_number begins with A01"),))) == 201


def test_facets_of_any_field_do_not_narrow_themselves(full: Store) -> None:
    asked = WeaponFilter(standing="issued", conditions=(parse("maker is Kestrel"), parse("flags empty")))
    with full.reading() as reader:
        found = search.facets(reader, asked, ("standing", "maker", "flags", "marked", "year", "holder"))
    assert found == {
        "standing": {"in stock": 3, "issued": 1},
        "maker": {"Kestrel": 1},
        "flags": {"": 1},
        "marked": {YES: 1},
        "year": {"": 1},
        "holder": {"7-COY": 1},
    }


def any_field() -> list[Any]:
    return sorted(search.ORDERS)


@pytest.mark.parametrize("name", any_field())
def test_every_column_orders(full: Store, name: str) -> None:
    with full.reading() as reader:
        forward = numbers(reader, WeaponFilter(order=name))
        assert numbers(reader, WeaponFilter(order=f"-{name}")) == forward[::-1]
        assert numbers(reader, WeaponFilter(order=name, as_at=TODAY)) == forward
