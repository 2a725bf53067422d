"""Columns, values and edits: what is suggested, what is changed by hand, and what is done again next month."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from books import rifle

from stockpile.acts.administering import Add
from stockpile.domain.errors import Refused
from stockpile.exchange.patterns import replaced
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, RowKind, StepView

Inventory = Callable[..., Path]


def column(work: ImportSession, heading: str) -> list[str]:
    """The texts of a column, in the order of the rows."""
    at = next(each.index for each in work.tables.columns(0) if each.heading == heading)
    return [row.cells[at].text for row in work.grid.page(work.grid.rows())]


# -- columns -----------------------------------------------------------------------------------------------------------


def test_columns_say_why_they_are_what_they_are(office: Office, anna: Session, write: Inventory) -> None:
    rows = [[f"{number}", "M16A1", f"9{number:05d}A", "something"] for number in range(1, 9)]
    with office.workbench.open([write(Sheet=[["No", "Weapon", "Serial No.", "Colour"], *rows])], anna) as work:
        number, weapon, serial, colour = work.tables.columns(0)
        assert (number.field, weapon.field, serial.field, colour.field) == ("row_number", "model", "serial", "")
        assert (serial.reason, serial.sureness > 0.9, serial.distinct, serial.blank) == ("heading", True, 8, 0)
        assert serial.samples[0] == "900001A"
        assert "model" in [each.field for each in weapon.suggestions]
        work.check()
        work.tables.set_field(0, "Colour", "remark")
        assert not work.checked
        work.check()
        assert work.tables.columns(0)[3].reason == "hand"


def test_what_was_chosen_is_remembered_for_the_site(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [["Item", "Serial number", "Finish"], ["RIFLE", "A1", "blued"], ["RIFLE", "A2", "parked"]]
    with office.workbench.open([write("one.xlsx", Sheet=sheet)], anna) as work:
        work.tables.set_field(0, "Finish", "condition")
        work.tables.set_field(0, "Finish", "remark")
        work.check()
        work.commit(anna)
        office.workbench.remember(work, anna)
    with office.workbench.open([write("two.xlsx", Sheet=[*sheet, ["RIFLE", "A3", "worn"]])], anna) as work:
        finish = work.tables.columns(0)[2]
        assert (finish.field, finish.reason) == ("remark", "memory")


def test_one_column_becomes_several_and_several_one(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [["Weapon", "Serial", "Block", "Shelf"], ["Colt M16A1", "A1", "2", "7"], ["FN FAL", "A2", "3", "8"]]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        made = work.tables.split(0, "Weapon", r"(\S+)\s+(.*)", {1: "maker", 2: "model"})
        work.tables.join(0, ["Block", "Shelf"], "-", "place")
        work.tables.set_field(0, "Serial", "serial")
        work.check()
        assert column(work, made[0]) == ["Colt", "FN"]
        work.edit.set("Weapon", [work.grid.rows()[0]], "Armalite AR-15")
        assert (column(work, made[0])[0], column(work, made[1])[0]) == ("Armalite", "AR-15")
        with pytest.raises(Refused, match="made-column"):
            work.edit.set(made[0], [work.grid.rows()[0]], "Colt")
        work.commit(anna)
    weapon = office.reading.card("HQ-W0000001").weapon
    assert (weapon.maker, weapon.model, weapon.state["place"]) == ("Armalite", "AR-15", "2-7")


def test_what_is_not_mapped_is_kept_and_what_is_ignored_is_not(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [["Model", "Serial", "Colour", "Price tag"], ["AKM", "A1", "black", "x"], ["AKM", "A2", "grey", "y"]]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        work.tables.set_field(0, "Price tag", "ignored")
        work.check()
        work.commit(anna)
    assert office.reading.card("HQ-W0000001").weapon.state["other"] == {"Colour": "black"}


def test_dozens_are_counted_as_pieces_where_somebody_says_so(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [["Item", "Quantity", "UI"], ["RIFLE,5.56 MILLIMETER", 2, "Dozen"], ["PISTOL", 3, "Each"]]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        assert work.check().counts.weapons == 5
        work.tables.set_units(0, multiply=True)
        assert work.check().counts.weapons == 27
        assert work.grid.page(work.grid.rows()[:1])[0].problems[0].code == "import.unit-multiplied"


def test_group_titles_and_gaps_are_filled_down(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [
        ["Item", "Serial", "Quantity"],
        ["North armoury"],
        ["RIFLE", "A1", 1],
        ["RIFLE", "A2", 1],
        ["South armoury"],
        ["RIFLE", "A3", 1],
        ["RIFLE", "A4", 1],
    ]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        (table,) = work.tables.all()
        assert (table.groups, table.rows) == (2, 4)
        work.tables.set_field(0, "Group", "place")
        work.check()
        assert column(work, "Group") == ["North armoury"] * 2 + ["South armoury"] * 2
        title = next(row.id for row in work.grid.page(work.grid.rows(left_out=True)) if row.kind == RowKind.GROUP)
        work.edit.take_in([title])
        assert len(work.grid.rows()) == 5
        work.edit.undo()
        assert column(work, "Group")[0] == "North armoury"
        work.tables.set_groups(0, on=False)
        assert work.tables.names(0) == (("Item", "Serial", "Quantity"), 3)
        work.tables.set_groups(0, on=True)
        work.check()
        assert work.tables.names(0) == (("Item", "Serial", "Quantity", "Group"), 3)
        assert column(work, "Group")[0] == "North armoury"


def test_headings_over_two_rows_are_put_together(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [
        ["Weapon", None, "Held", None],
        ["Model", "Serial", "From", "By"],
        ["AKM", "A1", "2019-01-02", "North"],
        ["AKM", "A2", "2019-01-03", "South"],
    ]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        work.tables.set_header(0, 1, 2)
        (table,) = work.tables.all()
        assert table.headings == ("Model", "Serial", "Held / From", "Held / By")
        assert (table.rows, table.seems) == (2, "inventory")
        shape = table.shape
        assert [each.field for each in work.tables.columns(shape)][:2] == ["model", "serial"]
        with pytest.raises(Refused, match="no-such-row"):
            work.tables.set_header(0, 99)


def test_mappings_are_kept_by_name_and_go_out_as_json(office: Office, anna: Session, write: Inventory) -> None:
    sheet = [["What", "Mark", "Where"], ["AKM", "A1", "North"], ["AKM", "A2", "South"]]
    bench = office.workbench
    with bench.open([write(Sheet=sheet)], anna) as work:
        for heading, field in (("What", "model"), ("Mark", "serial"), ("Where", "place")):
            work.tables.set_field(0, heading, field)
        work.tables.split(0, "Where", "(.)", {1: "region"})
        bench.mappings.save(anna, "northern list", json.loads(json.dumps(work.tables.mapping(0))))
    with bench.open([write("next.xlsx", Sheet=sheet)], anna) as work:
        work.tables.take(0)
        assert work.tables.apply(0, bench.mappings.get(anna, "northern list")) == []
        assert {each.field for each in work.tables.columns(0)} == {"model", "serial", "place", "region"}
        assert work.check().counts.with_serial == 2
        assert work.tables.apply(0, {"serial": "Stamp", "model": "What"}) == ["Stamp"]
    with pytest.raises(Refused, match="no-such-mapping"):
        bench.mappings.get(anna, "southern list")
    assert bench.mappings.drop(anna, "northern list")


# -- edits -------------------------------------------------------------------------------------------------------------


def test_fill_down_replace_and_one_decision_for_a_spelling(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(1, station="Nort"), rifle(2, station=""), rifle(3, station="South"), rifle(4, station="")]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        assert work.edit.fill_down("Station") == 2
        assert column(work, "Station") == ["Nort", "Nort", "South", "South"]
        assert work.edit.decide("Station", ["Nort"], "North") == 2
        assert work.edit.replace(r"(\w)outh", r"\1UTH", columns=["Station"], regex=True) == 2
        assert work.edit.replace("north", "N", columns=["Station"], fold=True, whole=True) == 2
        assert column(work, "Station") == ["N", "N", "SUTH", "SUTH"]
        assert work.edit.can_undo == StepView("replace", ("Station",), cells=2)
        assert work.edit.can_redo is None
        while work.edit.undo():
            pass
        assert column(work, "Station") == ["Nort", "", "South", ""]
        while work.edit.redo():
            pass
        assert column(work, "Station") == ["N", "N", "SUTH", "SUTH"]


def test_what_a_replacement_would_change_is_counted_first(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(1, station="Nort"), rifle(2, station="Nort"), rifle(3, station="South")]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        count, samples = work.edit.would_replace("nort", "North", columns=["Station"], fold=True)
        assert (count, samples) == (2, (("Nort", "North"),))
        assert column(work, "Station") == ["Nort", "Nort", "South"]
        assert not work.edit.can_undo
        with pytest.raises(Refused, match=r"import\.pattern"):
            work.edit.would_replace("(", "", regex=True)


def test_a_row_is_read_alike_alone_and_on_a_page(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(1), rifle(1), rifle(2, received="4 March 2019"), rifle(3, country="Kenya"), rifle(4, serial="")]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        ids = work.grid.rows()
        assert work.grid.page(ids) == [work.grid.page([each])[0] for each in ids]


def test_a_pattern_that_never_ends_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(Refused, match="pattern-slow"):
        replaced(r"(a+)+$", "x", ["a" * 60 + "!"])
    assert time.monotonic() - started < 60  # it would take longer than anybody lives
    with pytest.raises(Refused, match=r"import\.pattern"):
        replaced("(", "x", ["a"])
    with pytest.raises(Refused, match=r"import\.pattern"):
        replaced("a", r"\7", ["a"])
    assert replaced(r"(\d)(\d)", r"\2\1", ["12", "x34"]) == ["21", "x43"]


def test_operations_are_replayed_on_next_months_file(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(1, station="Nort"), rifle(2, station="South"), rifle(3, station="Nort"), rifle(4, serial="QF0OO04")]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        ids = work.grid.rows()
        work.edit.decide("Station", ["Nort"], "North")
        work.edit.set("Serial number", [ids[3]], "QF00004")
        work.edit.set("Station", [ids[1]], "East")
        work.edit.take_out([ids[2]])
        log = json.loads(json.dumps(work.edit.operations()))
        done = column(work, "Station")
    later = [rifle(9, station="Nort"), rifle(4, serial="QF0OO04"), rifle(2, station="West"), rifle(1, station="Nort")]
    with office.workbench.open([inventory(*later, name="later.xlsx")], anna) as work:
        work.check()
        replayed = work.edit.replay(log)
        assert column(work, "Station") == ["North", "North", "West", "North"]
        assert column(work, "Serial number")[1] == "QF00004"
        missed = [each["op"] for each in replayed.not_applied]
        assert missed == ["set", "take-out"]  # 2 stands elsewhere by now, 3 is not there
        assert replayed.done == 2
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        assert work.edit.replay(log).not_applied == ()
        assert column(work, "Station") == done
        with pytest.raises(Refused, match="operations"):
            work.edit.replay({"format": "something else"})


# -- values ------------------------------------------------------------------------------------------------------------


def test_unknown_values_are_gathered_matched_and_decided_once(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    office.perform(Add(things={"location:HQ/North": {"site": "HQ", "name": "North"}}), anna)
    rows = [
        *(rifle(number, maker="Izhmah", station="Nort") for number in range(3)),
        *(rifle(number, maker="Izhmach", station="North") for number in range(3, 5)),
        rifle(6, country="Kenia", station="Xanadu"),
    ]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        assert set(work.values.fields()) == {"maker", "model", "calibre", "country", "place"}
        makers = work.values.unknown("maker")
        izhmash = next(each for each in makers if ("Izhmah", 3) in each.values)
        assert izhmash.matches
        places = {each.values[0][0]: each for each in work.values.unknown("place")}
        assert set(places) == {"Nort", "Xanadu"}
        assert places["Nort"].matches[0][0] == "HQ/North"
        assert [each.values for each in work.values.unknown("country")] == [(("Kenia", 1),)]
        assert work.values.decide("country", ["Kenia"], "KE") == 1
        assert work.values.unknown("country") == []
        assert work.values.decide("maker", [text for text, _count in izhmash.values], izhmash.matches[0][0]) >= 3
        work.edit.undo()
        assert any(("Izhmah", 3) in each.values for each in work.values.unknown("maker"))


def test_new_things_are_made_in_one_go(office: Office, anna: Session, inventory: Inventory) -> None:
    with office.workbench.open([inventory(rifle(1, station="Block 2"), rifle(2, model="Kestrel XQ"))], anna) as work:
        work.check()
        work.values.make("place", ["Block 2"], anna)
        work.values.make("model", ["Kestrel XQ"], anna)
        assert "HQ/Block 2" in office.reading.things("location")
        assert office.reading.things("model")["Kestrel XQ"]["maker"] == "Kestrel"
        assert work.values.unknown("model") == []
        assert [each.values[0][0] for each in work.values.unknown("place")] == ["North"]


def test_an_edit_of_rows_that_cannot_be_told_apart_is_not_guessed(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    rows = [rifle(1), rifle(1, calibre="9x19mm"), rifle(2)]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        ids = work.grid.rows()
        work.edit.set("Serial number", [ids[1]], "QF00009")
        log = work.edit.operations()
        work.edit.undo()
        answer = work.edit.replay(log)
        assert answer.done == 0
        assert len(answer.not_applied) == 1
        assert column(work, "Serial number") == ["QF00001", "QF00001", "QF00002"]
