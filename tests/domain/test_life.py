"""A life read with its corrections: which entry was wrong, in what, put right by whom, and what stands in the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.life import corrected_later
from stockpile.domain.state import fold
from stockpile.domain.voucher import Line
from stockpile.telling import View, hidden, tell

WEAPON = "HQ-W0000001"


def received(**said):
    return "HQ/RCV 2026-000001", Line(WEAPON, "received", said)


def corrected(number, state, **changes):
    was = {name: state.get(name) for name in changes}
    return f"HQ/COR 2026-{number:06d}", Line(WEAPON, "corrected", changes, {"was": was})


def test_the_entry_that_said_it_last_is_the_one_that_was_wrong():
    life = [
        received(serial="K0O1", calibre="9x19"),
        ("HQ/RCV 2026-000002", Line(WEAPON, "updated", {"calibre": "9x21"})),
        corrected(1, {"serial": "K0O1", "calibre": "9x21"}, serial="K001", calibre="9x19"),
    ]
    first, second, third = corrected_later(life)
    assert [(each.field, each.was, each.now, each.by) for each in first] == [
        ("serial", "K0O1", "K001", "HQ/COR 2026-000001")
    ]
    assert [each.field for each in second] == ["calibre"]
    assert third == ()


def test_a_correction_can_be_wrong_itself_and_the_last_one_stands():
    life = [
        received(serial="A"),
        corrected(1, {"serial": "A"}, serial="B"),
        corrected(2, {"serial": "B"}, serial="C"),
    ]
    first, second, _third = corrected_later(life)
    assert (first[0].now, first[0].last) == ("B", "C")
    assert (second[0].was, second[0].now) == ("B", "C")


def test_the_three_views_read_as_entered_as_corrected_and_both():
    life = [received(serial="K0O1", maker="Kestrel"), corrected(1, {"serial": "K0O1"}, serial="K001")]
    entry, wrong = life[0][1], corrected_later(life)[0]
    as_entered, as_corrected, both = (tell(entry, wrong, view) for view in (View.ENTERED, View.CORRECTED, View.BOTH))
    assert "K0O1" in as_entered
    assert "COR" not in as_entered
    assert "K001" in as_corrected
    assert "K0O1" not in as_corrected
    assert "K0O1" in both
    assert "K001" in both
    assert "COR 2026-000001" in both
    assert [hidden(life[1][1], view) for view in View] == [True, True, False]


def test_what_ended_by_mistake_says_that_it_does_not_stand():
    life = [
        received(serial="A", standing="in stock"),
        ("HQ/DES 2026-000001", Line(WEAPON, "destroyed", {"standing": "destroyed", "ended_by": "HQ/DES 2026-000001"})),
        corrected(
            1, {"standing": "destroyed", "ended_by": "x"}, standing="in stock", ended_by=None, flags=["reopened"]
        ),
    ]
    wrong = corrected_later(life)[1]
    assert [each.field for each in wrong] == ["standing"]
    assert "does not stand" in tell(life[1][1], wrong, View.CORRECTED)
    assert "does not stand" not in tell(life[1][1], wrong, View.ENTERED)


names = st.sampled_from(["serial", "maker", "calibre", "year"])
values = st.one_of(st.none(), st.text("AB01", min_size=1, max_size=3))


@given(st.lists(st.dictionaries(names, values, min_size=1, max_size=3), max_size=8))
def test_what_every_entry_says_corrected_is_what_the_register_says(changes):
    state = {"serial": "S", "maker": "M", "calibre": "C", "year": "Y"}
    life = [received(**state)]
    for number, each in enumerate(changes, 1):
        life.append(corrected(number, state, **each))
        state = fold(state, each)
    first = corrected_later(life)[0]
    said = {**life[0][1].set} | {each.field: each.last for each in first}
    assert {name: value for name, value in said.items() if value} == state


def test_numbers_keep_their_order_among_words_that_run_from_the_right():
    line = Line(WEAPON, "received", {"serial": "12 34", "condition": "serviceable"})
    said = tell(line, straight="\u2066{}\u2069".format)
    assert "\u206612 34\u2069" in said
    assert "\u2066serviceable" not in said
    mark = Line(WEAPON, "marked", {"marks": [{"kind": "state", "text": "12 34"}]})
    assert "“\u206612 34\u2069”" in tell(mark, straight="\u2066{}\u2069".format)
