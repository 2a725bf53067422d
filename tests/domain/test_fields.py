"""What can be asked of a weapon: meanings, values, and conditions as lines of text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.errors import Refused
from stockpile.domain.fields import FIELDS, OPERATORS, Sort, holds, resolved
from stockpile.domain.filter import Condition, Operator
from stockpile.domain.filter_text import parse, printed

TODAY = date(2026, 11, 27)


def ask(text: str, value: str | tuple[str, ...]) -> bool:
    return holds(resolved(parse(text), TODAY), value)


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("model is AK-47|AKM", ["AKM", "AK-47"], ["", "AK", "akm"]),
        ("model is not AKM", ["", "AK"], ["AKM"]),
        ("model is AKM|", ["AKM", ""], ["AK"]),
        ("serial contains o12|zz", ["AB0-12", "x22"], ["", "12"]),
        ("serial begins with ab", ["A812", "ab-1"], ["CAB", ""]),
        ("received_on before 2020-01-01", ["2019-12-31", "1975"], ["2020-01-01", ""]),
        ("received_on after today-30", ["2026-10-29"], ["2026-10-28", ""]),
        ("issued_until before today", ["2026-11-26"], ["2026-11-27", ""]),
        ("year less than 1980", ["1979", "1975-03"], ["1980", "", "about 1970"]),
        ("year empty", ["", "unknown"], ["1980"]),
        ("age more than 40", ["1985"], ["1986", ""]),
        ("age less than 10", ["2017", "2026"], ["2016", ""]),
        ("age is 1", ["2025"], ["2026"]),
        ("holder empty", [""], ["7-COY"]),
        ("holder not empty", ["7-COY"], [""]),
    ],
)
def test_what_a_condition_means(text: str, yes: list[str], no: list[str]) -> None:
    assert [each for each in yes if not ask(text, each)] == []
    assert [each for each in no if ask(text, each)] == []


def test_of_flags_any_one_counts() -> None:
    assert ask("flags is no-serial|duplicate", ("look-alike", "no-serial"))
    assert not ask("flags is not no-serial", ("look-alike", "no-serial"))
    assert ask("flags empty", ())
    assert ask("flags is |duplicate", ())


@pytest.mark.parametrize(
    "text",
    [
        "", "colour is red", "model", "model like x", "standing is lost", "standing contains stock", "marked is perhaps",
        "received_on is yesterday", "received_on before 2026-02-30", "received_on after today+99999999", "age more than x",
        "year is 19750", "received_on before ", "holder before 2026-01-01", "model is a\0b",
    ],
)  # fmt: skip
def test_what_is_no_field_operator_or_value_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        resolved(parse(text), TODAY)
    assert refused.value.code == "filter.value"
    assert refused.value.facts["allowed"]


conditions = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.sampled_from(OPERATORS[FIELDS[name].sort]).flatmap(
        lambda operator: st.builds(
            Condition,
            st.just(name),
            st.just(operator),
            st.just(())
            if operator in (Operator.EMPTY, Operator.FILLED)
            else st.lists(st.text(), min_size=1, max_size=3).map(tuple),
        )
    )
)


@given(conditions)
def test_what_is_printed_is_read_again_as_the_same(condition: Condition) -> None:
    assert parse(printed(condition)) == condition


@given(st.sampled_from([name for name, each in FIELDS.items() if each.sort is Sort.DATE]), st.integers(-9999, 9999))
def test_resolving_twice_changes_nothing(name: str, days: int) -> None:
    once = resolved(Condition(name, Operator.BEFORE, (f"today{days:+d}",)), TODAY)
    assert resolved(once, TODAY) == once
