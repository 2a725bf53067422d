"""A mapping that is kept says of a table all that was said of it, and nothing that is none is taken for one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.errors import Refused
from stockpile.exchange import headings as h
from stockpile.exchange.dates import Order
from stockpile.office.workbench.shapes import Made, Shape, shape_of

HEADINGS = ["Item", "Serial number", "Where", "Colour", "Date"]


def a_shape() -> Shape:
    return shape_of(0, [(heading, "", "", 0.0) for heading in HEADINGS], HEADINGS, {})


FIELDS = st.lists(
    st.tuples(st.sampled_from(HEADINGS), st.sampled_from([*h.FIELDS, "", h.IGNORED, h.IGNORED, h.IGNORED])), max_size=8
)  # one after the other, as somebody drags them
MADE = st.lists(
    st.one_of(
        st.builds(lambda source, part: Made("split", f"{source}/{part}", (source,), r"(\w+) (\w+)", part),
                  st.sampled_from(HEADINGS), st.integers(1, 2)),
        st.builds(lambda sources, between: Made("join", "+".join(sources), tuple(sources), between),
                  st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=3, unique=True), st.sampled_from(["", "-"])),
    ),
    max_size=3,
)  # fmt: skip


@given(
    fields=FIELDS,
    made=MADE,
    filled=st.sets(st.sampled_from(HEADINGS)),
    order=st.sampled_from([None, Order.DAY, Order.MONTH]),
    mark=st.sampled_from(["", ".", ","]),
    units=st.booleans(),
)
def test_a_mapping_goes_out_and_comes_in(
    fields: list[tuple[str, str]], made: list[Made], filled: set[str], order: Order | None, mark: str, units: bool
) -> None:
    shape = a_shape()
    for each in made:
        shape.add(each)
    for heading, field in fields:
        shape.set_field(shape.place(heading), field)
    shape.filled, shape.order, shape.mark, shape.units = filled, order, mark, units
    kept = json.loads(json.dumps(shape.described()))
    other = a_shape()
    assert other.apply(kept) == []
    assert json.loads(json.dumps(other.described())) == kept
    read = [(column.heading, column.field) for column in shape.mapped()]
    assert [(column.heading, column.field) for column in other.mapped()] == read


@given(heading=st.sampled_from(HEADINGS), first=st.sampled_from(h.FIELDS), second=st.sampled_from(h.FIELDS))
def test_a_field_is_read_from_one_column(heading: str, first: str, second: str) -> None:
    shape = a_shape()
    shape.set_field(0, first)
    shape.set_field(shape.place(heading), second)
    named = [field for field in shape.fields if field not in ("", h.IGNORED)]
    assert len(named) == len(set(named))
    assert shape.fields[shape.place(heading)] == second


@pytest.mark.parametrize("wrong", [{"format": "another/9", "fields": {}}, {"rank": "Item"}, {"format": "x"}])
def test_what_is_no_mapping_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        a_shape().apply(wrong)


def test_headings_that_are_not_here_are_answered() -> None:
    shape = a_shape()
    assert shape.apply({"serial": "Serial Number", "model": "Type"}) == ["Type"]
    assert shape.fields[1] == "serial"
