"""The register by columns answers as the database does, after every change."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping import received, record, weapon
from ledger_clerk import Clerk
from test_conditions import STATES, conditions

from stockpile.domain.errors import Refused
from stockpile.domain.fields import FIELDS, OPERATORS, YES, Sort, holds
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.filter_text import parse
from stockpile.domain.voucher import Line
from stockpile.storage import chunks, coded, search
from stockpile.storage.columns import Columns
from stockpile.storage.packed import Packed
from stockpile.storage.store import Store

_shared = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
fewer, few, many = _shared(max_examples=12), _shared(max_examples=40), _shared(max_examples=500)


def filled(store: Store) -> Store:
    record(store, Clerk(), *[received(n, **each) for n, each in enumerate(STATES, 1)])
    return store


@pytest.fixture(scope="module")
def full(shared_store: Store) -> Store:
    return filled(shared_store)


@pytest.fixture
def seen() -> Columns:
    return Columns()


def agree(store: Store, seen: Columns, where: WeaponFilter) -> list[int]:
    with store.reading() as reader:
        found = seen.keys(reader, where)
        assert found == search.keys(reader, where)
        return list(found)


any_filter = given(
    asked=st.lists(conditions, max_size=3).map(tuple),
    order=st.sampled_from(["", *sorted(search.ORDERS)]),
    back=st.booleans(),
    query=st.sampled_from(["", "", "12345", "kestrel", "X", "kestrel KR-4", "K", "ke st"]),
    plain=st.sampled_from(
        [{}, {"standing": "issued"}, {"flag": "short"}, {"model": "KR-4", "site": "HQ"}, {"limit": 2}]
    ),
)


@few
@any_filter
def test_any_filter_in_any_order(full: Store, seen: Columns, **asked: Any) -> None:
    agree_on(full, seen, **asked)


@pytest.mark.slow
@many
@any_filter
def test_many_filters_in_any_order(full: Store, seen: Columns, **asked: Any) -> None:
    agree_on(full, seen, **asked)


def agree_on(
    full: Store,
    seen: Columns,
    asked: tuple[Condition, ...],
    order: str,
    back: bool,
    query: str,
    plain: dict[str, object],
) -> None:
    order = f"-{order}" if back and order else order
    agree(full, seen, WeaponFilter(conditions=asked, order=order, query=query, **plain))  # type: ignore[arg-type]


def every_operator() -> list[Condition]:
    """Each operator of each field once, with a value that some weapon has."""
    values = {Sort.DATE: "1999-07-01", Sort.NUMBER: "1985", Sort.YES_NO: YES}
    said = {"serial": "12345", "id": "W000000", "asset_number": "a77", "remark": "räck", "location": "HQ/A/1"}
    none = (Operator.EMPTY, Operator.FILLED)
    return [
        Condition(
            name,
            operator,
            () if operator in none else (values.get(field.sort) or (field.names or (said.get(name, "5"),))[0],),
        )
        for name, field in FIELDS.items()
        for operator in OPERATORS[field.sort]
    ]


def test_every_operator_of_every_field(full: Store, seen: Columns) -> None:
    for each in every_operator():
        agree(full, seen, WeaponFilter(conditions=(each,)))


@fewer
@given(asked=st.lists(conditions, max_size=2).map(tuple), query=st.sampled_from(["", "12345"]))
def test_facets(full: Store, seen: Columns, asked: tuple[Condition, ...], query: str) -> None:
    where = WeaponFilter(conditions=asked, query=query, standing="in stock")
    names = [name for name in FIELDS if name != "age"]
    with full.reading() as reader:
        found = seen.facets(reader, where, names)
        assert found == search.facets(reader, where, names)
        assert [list(each) for each in found.values()] == [
            list(each) for each in search.facets(reader, where, names).values()
        ]


def test_what_is_recorded_meanwhile_is_seen(store: Store, seen: Columns, clerk: Clerk) -> None:
    full = filled(store)
    issued = WeaponFilter(conditions=(parse("standing is issued"),))
    assert agree(full, seen, issued) == [5]
    by_serial = agree(full, seen, WeaponFilter(order="serial"))
    record(full, clerk, Line(weapon(2), "issued", {"standing": "issued", "holder": "9-COY"}))
    assert agree(full, seen, issued) == [2, 5]
    assert agree(full, seen, WeaponFilter(order="serial")) == by_serial
    record(full, clerk, Line(weapon(1), "corrected", {"serial": "ZZZ"}), received(7, serial="000", model="New"))
    assert agree(full, seen, WeaponFilter(order="serial")) == [3, 4, 7, 2, 1, 6, 5]  # ZZZ is looked for as 222
    for order in ("id", "asset_number", "-model", "holder"):
        agree(full, seen, WeaponFilter(order=order))
    assert agree(full, seen, WeaponFilter(model="New")) == [7]


def test_what_is_read_half_is_read_again(full: Store, seen: Columns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "SIZE", 2)
    answers = iter([False, True])
    with full.reading() as reader, pytest.raises(Refused) as refused:
        seen.prepare(reader, lambda: next(answers))
    assert refused.value.code == "cancelled"
    assert not seen.ready
    assert agree(full, seen, WeaponFilter(order="-serial")) == [5, 6, 1, 2, 4, 3]


def test_texts_with_separators_in_them_stay_apart(store: Store, seen: Columns, clerk: Clerk) -> None:
    record(
        store,
        clerk,
        received(1, model="a\x1fb", maker="c"),
        received(2, model="a", maker="b\x1ec"),
        received(3, model="\x1e"),
    )
    assert agree(store, seen, WeaponFilter(model="a\x1fb")) == [1]
    assert agree(store, seen, WeaponFilter(order="model")) == [3, 2, 1]


def test_more_different_values_than_a_small_number_holds(
    store: Store, seen: Columns, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coded, "_TYPES", ((2, np.uint8), (4, np.uint16)))
    record(store, clerk, *[received(n, model=f"M{n}") for n in range(1, 8)])
    assert agree(store, seen, WeaponFilter(order="-model")) == [7, 6, 5, 4, 3, 2, 1]
    record(store, clerk, Line(weapon(3), "corrected", {"model": "Z"}))
    assert agree(store, seen, WeaponFilter(conditions=(parse("model is Z"),))) == [3]


def test_a_text_is_found_wherever_it_stands_and_nowhere_else() -> None:
    said = ["12345", "", "AB-1234", "123451234", "räck 12", "Ä12", "x" * 70, "5"] * 90
    texts = Packed()
    texts.add(said, len(said))
    texts.end_at(len(said))
    for operator in (Operator.IS, Operator.IS_NOT, Operator.CONTAINS, Operator.BEGINS, Operator.EMPTY, Operator.FILLED):
        for value in ("12345", "1234", "5", "51", "", "räck", "A", "x" * 70, "ab1", "45A"):
            asked = Condition("remark", operator, (value,))
            assert texts.where(asked).tolist() == [holds(asked, each) for each in said], asked


def test_an_order_is_that_of_the_bytes() -> None:
    said = ["b", "", "ab", "a", "é", "ab", "a-1", "Z"]
    texts = Packed()
    texts.add(said, len(said))
    texts.end_at(len(said))
    made = texts.order(folded=False)
    assert made is not None
    assert [said[place] for place in made] == sorted(said)
    assert made.tolist().index(2) < made.tolist().index(5)


def test_a_text_too_long_to_be_sorted_here_is_sorted_by_the_database(store: Store, seen: Columns, clerk: Clerk) -> None:
    record(store, clerk, *[received(n, asset_number=f"{n % 3}{'x' * 90}") for n in range(1, 6)])
    assert agree(store, seen, WeaponFilter(order="asset_number")) == [3, 1, 4, 2, 5]


def test_what_is_recorded_while_it_is_read_is_not_lost(store: Store, seen: Columns, clerk: Clerk) -> None:
    """One who reads an earlier moment comes after one who has seen a later one."""
    record(store, clerk, *[received(n, model="Old") for n in range(1, 4)])
    with store.reading() as earlier:
        assert search.count(earlier, WeaponFilter()) == 3
        record(store, clerk, Line(weapon(2), "corrected", {"model": "New"}), received(4, model="New"))
        assert agree(store, seen, WeaponFilter(model="New")) == [2, 4]
        seen.prepare(earlier)
    for field in ("model is New", "asset_number empty", "category empty", "serial not empty"):
        agree(store, seen, WeaponFilter(conditions=(parse(field),)))
    agree(store, seen, WeaponFilter(order="-id"))


def test_no_weapons(store: Store, seen: Columns) -> None:
    assert agree(store, seen, WeaponFilter(order="model", query="x")) == []
    with store.reading() as reader, pytest.raises(Refused):
        seen.keys(reader, WeaponFilter(order="body"))
