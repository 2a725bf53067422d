"""Choosing a person or a place: by any part of its name, by its code, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from stockpile.acts.administering import Add
from ui.desk import Desk
from ui.widgets.picker import Choice, Picker
from ui.widgets.place_picker import PlacePicker, choices

PLACES: dict[str, dict[str, object]] = {
    "HQ/A": {"name": "Room A", "site": "HQ"},
    "HQ/A/10": {"name": "Rack 10", "site": "HQ"},
    "HQ/A/9": {"name": "Rack 9", "site": "HQ"},
    "HQ/B": {"site": "HQ", "active": False},
    "NORTH/A": {"name": "Hall", "site": "NORTH"},
}


def test_places_stand_below_the_one_they_lie_in_and_nine_before_ten() -> None:
    assert [each.key for each in choices(PLACES, "HQ")] == ["HQ/A", "HQ/A/9", "HQ/A/10"]


def test_a_place_says_its_path_and_the_names_on_the_way() -> None:
    rack = choices(PLACES, "HQ")[1]
    assert rack.text == "HQ/A/9 · Room A › Rack 9"
    assert rack.said == "Room A › Rack 9"


def test_all_sites_are_offered_where_none_is_named() -> None:
    assert [each.key for each in choices(PLACES, "")] == ["HQ/A", "HQ/A/9", "HQ/A/10", "NORTH/A"]


@pytest.fixture
def picker(qtbot: QtBot) -> Picker:
    made = Picker("Place", "type")
    qtbot.addWidget(made)
    made.offer(choices(PLACES, "HQ"))
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


@pytest.mark.parametrize(("typed", "found"), [("rack 1", "HQ/A/10"), ("ROOM a › rack 9", "HQ/A/9"), ("a/9", "HQ/A/9")])
def test_any_part_of_a_name_finds_it(picker: Picker, typed: str, found: str) -> None:
    completer = picker.completer()
    completer.setCompletionPrefix(typed)  # not typed: a list that opens needs a real screen
    assert completer.completionCount() == 1
    picker.setEditText(completer.currentCompletion())
    assert picker.key() == found


@pytest.mark.parametrize("typed", ["HQ/A/9", "hq/a/9", " HQ/A/9 · Room A › Rack 9 "])
def test_a_code_typed_in_full_is_as_good(picker: Picker, typed: str) -> None:
    picker.setEditText(typed)
    assert picker.key() == "HQ/A/9"
    assert picker.said() == "Room A › Rack 9"


def test_what_is_not_there_is_passed_on_as_typed(picker: Picker) -> None:
    picker.setEditText(" HQ/Z ")
    assert (picker.key(), picker.chosen()) == ("HQ/Z", None)


def test_what_was_typed_stays_when_the_choices_are_read_again(picker: Picker, qtbot: QtBot) -> None:
    picker.setEditText("HQ/A/1")
    with qtbot.waitSignal(picker.changed):
        picker.offer([Choice("x", "X")])
    assert picker.currentText() == "HQ/A/1"
    picker.offer([Choice("x", "X")], chosen="x")
    assert picker.key() == "x"


def test_a_field_with_no_choice_yet_is_empty(qtbot: QtBot) -> None:
    made = Picker("Place")
    qtbot.addWidget(made)
    made.offer([Choice("x", "X")])
    assert made.key() == ""
    assert made.said() == ""


def test_the_places_of_a_site_are_read_from_the_office(desk: Desk, qtbot: QtBot, settled: Callable[[], None]) -> None:
    things = {
        "location:HQ/A": {"name": "Room A", "site": "HQ"},
        "location:HQ/A/1": {"name": "Rack 1", "site": "HQ"},
    }
    desk.office.perform(Add(things=things, site="HQ"), desk.session)
    made = PlacePicker(desk, "HQ")
    qtbot.addWidget(made)
    settled()
    assert [each.key for each in made.known] == ["HQ/A", "HQ/A/1"]
    made.show_site("NORTH")
    settled()
    assert made.known == ()
