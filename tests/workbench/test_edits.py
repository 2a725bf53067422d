"""Edits of many cells, what is suggested for one, and what becomes of them when a check is stopped."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from books import rifle

from stockpile.acts.administering import Add
from stockpile.domain.errors import Refused
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, Level, RowClass, StepView

Inventory = Callable[..., Path]


def test_what_may_stand_in_a_cell_is_suggested_by_the_field_of_its_column(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    office.perform(Add(things={"location:HQ/North depot": {"site": "HQ", "name": "North depot"}}), anna)
    with office.workbench.open([inventory(rifle(1))], anna) as work:
        choices = work.values.choices(0, "en")
        assert "Serial number" not in choices
        assert [each.text for each in choices["Station"].like("dep")] == ["HQ/North depot"]
        assert (
            choices["Country of manufacture"].like("allemagne")[0].text == "Germany"
        )  # found by any of its names, named in one
        assert choices["Country of manufacture"].like("Republic of nowhere") == ()
        assert choices["Model"].like("m16")[0].text == "M16"
        assert choices["Model"].like("--") == ()


def test_a_check_that_is_stopped_leaves_what_was_found_before(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    stopped = threading.Event()
    stopped.set()
    with office.workbench.open([inventory(rifle(1), rifle(2))], anna) as work:
        with pytest.raises(Refused, match="cancelled"):
            work.check(cancelled=stopped)
        assert not work.checked
        before = work.check()
        with pytest.raises(Refused, match="cancelled"):
            work.check(cancelled=stopped)
        assert work.plan() == before
        work.edit.set("Serial number", [work.grid.rows()[1]], "QF00001")
        assert work.plan().counts.new == 1


# -- many cells --------------------------------------------------------------------------------------------------------


def texts(work: ImportSession, heading: str) -> list[str]:
    """The texts of a column, in the order of the rows."""
    return work.grid.texts(work.grid.rows(), [heading])[0]


def test_a_block_of_cells_is_one_step_and_is_done_again_next_month(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    with office.workbench.open([inventory(*map(rifle, range(1, 5)))], anna) as work:
        work.check()
        first, second = work.grid.rows()[:2]
        assert (
            work.edit.set_block({"Station": {first: "Gate", second: "Gate"}, "Calibre": {second: "9x19mm"}}, "paste")
            == 2
        )
        assert work.edit.can_undo == StepView("paste", ("Station", "Calibre"), cells=3)
        log = json.loads(json.dumps(work.edit.operations()))
        assert log["columns"] == ["Station", "Calibre"]
        work.edit.undo()
        assert (texts(work, "Station"), work.edit.can_undo) == (["North"] * 4, None)
    with office.workbench.open([inventory(rifle(2), rifle(1, station="West"), name="later.xlsx")], anna) as work:
        work.check()
        replayed = work.edit.replay(log)
        assert texts(work, "Station") == ["Gate", "West"]
        assert texts(work, "Calibre") == ["9x19mm", "7.62x39mm"]
        assert [len(each["sets"]) for each in replayed.not_applied] == [1]  # the one that says something else by now
        work.edit.undo()
        assert texts(work, "Station") == ["North", "West"]


def test_what_was_set_for_all_rows_is_set_for_all_of_the_next_file(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    with office.workbench.open([inventory(rifle(1), rifle(2))], anna) as work:
        work.check()
        ids = work.grid.rows()
        work.edit.set_columns({"Station": (ids, "Depot"), "Calibre": (ids, "")}, "clear")
        log = work.edit.operations()
    with office.workbench.open([inventory(*map(rifle, range(5, 9)), name="later.xlsx")], anna) as work:
        work.check()
        assert work.edit.replay(log).not_applied == ()
        assert texts(work, "Station") == ["Depot"] * 4
        assert texts(work, "Calibre") == [""] * 4


def test_an_edit_that_is_stopped_did_not_happen(office: Office, anna: Session, inventory: Inventory) -> None:
    stopped = threading.Event()
    stopped.set()
    with office.workbench.open([inventory(rifle(1), rifle(2), rifle(2, calibre="9x19mm"))], anna) as work:
        before = work.check()
        work.edit.set("Station", work.grid.rows()[:1], "Gate")
        work.edit.undo()
        with work.edit.watched(None, stopped) as edit, pytest.raises(Refused, match="cancelled"):
            edit.set("Serial number", work.grid.rows(), "QF00007")
        assert work.plan() == before
        assert texts(work, "Serial number") == ["QF00001", "QF00002", "QF00002"]
        assert (work.edit.can_undo, work.edit.can_redo) == (None, None)
        work.edit.set("Serial number", work.grid.rows()[2:], "QF00003")
        assert work.plan().counts.rejected == 0


def test_edits_are_kept_by_name_for_the_next_file_of_the_same_shape(
    office: Office, anna: Session, inventory: Inventory, write: Inventory
) -> None:
    edits = office.workbench.edits
    with office.workbench.open([inventory(rifle(1, station="Nort"), rifle(2))], anna) as work:
        work.check()
        with pytest.raises(Refused, match="no-edits"):
            edits.save(anna, "monthly", work.edit.operations())
        work.edit.decide("Station", ["Nort"], "North")
        edits.save(anna, "monthly", work.edit.operations())
    with office.workbench.open([inventory(rifle(3, station="Nort"), name="later.xlsx")], anna) as work:
        work.check()
        (kept,) = edits.all(anna)
        assert (kept.name, kept.count, kept.columns) == ("monthly", 1, ("Station",))
        assert kept.is_of(work.edit.headings())
        assert work.edit.replay(edits.get(anna, kept.name)).done == 1
        assert texts(work, "Station") == ["North"]
    with office.workbench.open([write("other.xlsx", S=[["Model", "Serial"], ["AKM", "A1"]])], anna) as work:
        assert not kept.is_of(work.edit.headings())
        assert not kept.fits(work.edit.headings())
    assert edits.drop(anna, "monthly")
    with pytest.raises(Refused, match="no-such-edits"):
        edits.get(anna, "monthly")
    with pytest.raises(Refused, match=r"file\.operations"):
        edits.save(anna, "monthly", {"format": "something else"})


# -- possible duplicates -----------------------------------------------------------------------------------------------


def test_a_look_alike_goes_in_all_the_same_once_somebody_compared(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    rows = [rifle(1, serial="QF0O001"), rifle(2, serial="QF00001"), rifle(3), rifle(3, calibre="9x19mm")]
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        first, like, _third, twice = work.grid.rows()
        assert list(work.grid.rows(classes=[RowClass.DUPLICATE])) == [like, twice]
        assert work.edit.accept([first, like, twice]) == 1  # of the other one more than a likeness speaks against it
        assert list(work.grid.rows(classes=[RowClass.DUPLICATE])) == [twice]
        (row,) = work.grid.page([like])
        assert (row.row_class, row.level) == (RowClass.NEW, Level.CHANGED)
        assert row.problems[0].code == "import.look-alike"
        log = work.edit.operations()
        work.edit.set("Serial number", [first], "QF00009")  # what stands beside it changes: nothing to be doubted
        work.edit.undo()
        assert list(work.grid.rows(classes=[RowClass.DUPLICATE])) == [twice]
        work.edit.undo()
        assert list(work.grid.rows(classes=[RowClass.DUPLICATE])) == [like, twice]
        assert work.edit.replay(log).not_applied == ()
        assert list(work.grid.rows(classes=[RowClass.DUPLICATE])) == [twice]


def test_evidence_stands_side_by_side_field_by_field(office: Office, anna: Session, inventory: Inventory) -> None:
    office.import_inventory(inventory(rifle(1, serial="AB100")), by=anna, authority="first")
    rows = [rifle(5), rifle(1, serial="ABIOO", station="South"), rifle(5, calibre="9x19mm"), rifle(1, serial="AB100")]
    with office.workbench.open([inventory(*rows, name="again.xlsx")], anna) as work:
        work.check()
        first, like, twice, same = work.grid.rows()
        assert work.evidence(first) == []
        (register,) = work.evidence(like)
        assert (register.piece, register.standing) == ("HQ-W0000001", "in stock")
        assert [(each.field, each.mine, each.other) for each in register.compared if each.differs] == [
            ("serial", "ABIOO", "AB100"),
            ("place", "South", "North"),
        ]
        (other,) = work.evidence(twice)
        assert (other.piece, other.row, other.number) == ("", first, 2)
        assert [each.field for each in other.compared if each.differs] == ["calibre"]
        (known,) = work.evidence(same)
        assert known.piece == "HQ-W0000001"
