"""Rows are judged as an import would take them, an edit judges again only what it concerns, and nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from books import rifle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile.domain.draft import Draft
from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind, Line
from stockpile.exchange.survey import RowKind
from stockpile.office import Office, Session
from stockpile.office.performing import record, sealer
from stockpile.office.workbench import ImportSession, Level, RowClass

Inventory = Callable[..., Path]


def judged(work: ImportSession) -> list[tuple[object, ...]]:
    """Everything that a check says of the rows."""
    results = work.work.results
    rows = work.grid.rows()
    return [(row, results.row_class(row), results.level[row], results.problems(row)) for row in rows]


def contents(database: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(name, *row) for name in sorted(names) for row in connection.execute(f'SELECT * FROM "{name}"')]


def test_new_same_changes_and_rejected_are_told_apart(office: Office, anna: Session, inventory: Inventory) -> None:
    office.import_inventory(inventory(rifle(1), rifle(2), rifle(3)), by=anna, authority="first")
    later = inventory(rifle(1), rifle(2, station="South"), rifle(4), rifle(4), name="later.xlsx")
    with office.workbench.open([later], anna) as work:
        plan = work.check()
        classes = [row.row_class for row in work.grid.page(work.grid.rows())]
        assert classes == [RowClass.SAME, RowClass.CHANGES, RowClass.NEW, RowClass.DUPLICATE]
        assert (plan.counts.new, plan.counts.changes, plan.counts.same, plan.counts.rejected) == (1, 1, 1, 1)
        changed = work.grid.page(work.grid.rows(classes=[RowClass.CHANGES]))[0]
        assert changed.known == "HQ-W0000002"
        assert [(each.field, each.old, each.new) for each in changed.changes] == [("place", "North", "South")]
        twice = work.grid.page(work.grid.rows(classes=[RowClass.DUPLICATE]))[0]
        assert not twice.goes_in
        assert [each.code for each in twice.problems] == ["import.duplicate-in-file"]
        assert twice.problems[0].facts["first_row"] == 4


def test_a_check_leaves_the_database_as_it_was_to_the_byte(
    office: Office, anna: Session, inventory: Inventory, tmp_path: Path
) -> None:
    office.import_inventory(inventory(rifle(1)), by=anna, authority="first")
    before = contents(tmp_path / "armoury.db")
    with office.workbench.open([inventory(*map(rifle, range(1, 40)), name="more.xlsx")], anna) as work:
        work.check()
        work.edit.set("Station", work.grid.rows()[:5], "East")
        work.values.unknown("maker")
        work.plan()
    assert contents(tmp_path / "armoury.db") == before


def test_a_look_alike_goes_in_with_its_evidence(office: Office, anna: Session, inventory: Inventory) -> None:
    office.import_inventory(inventory(rifle(1, serial="AB100")), by=anna, authority="first")
    with office.workbench.open([inventory(rifle(1, serial="ABIOO"), name="again.xlsx")], anna) as work:
        work.check()
        (row,) = work.grid.page(work.grid.rows())
        assert (row.row_class, row.level, row.goes_in) == (RowClass.DUPLICATE, Level.WARNING, True)
        assert row.like == ("HQ-W0000001",)


def test_what_was_taken_for_destroyed_is_an_alarm(
    office: Office, anna: Session, ben: Session, inventory: Inventory
) -> None:
    from stockpile.acts.correcting import Correct

    office.import_inventory(inventory(rifle(1)), by=anna, authority="first")
    office.perform(Correct(weapons=("HQ-W0000001",), recorded_in_error=True, reason="never was"), anna, [ben])
    with office.workbench.open([inventory(rifle(1), name="again.xlsx")], anna) as work:
        work.check()
        (row,) = work.grid.page(work.grid.rows())
        assert (row.row_class, row.level, row.goes_in) == (RowClass.DUPLICATE, Level.ALARM, False)
        assert row.problems[0].code == "weapon.re-appeared"


def test_what_is_missing_and_stands_in_a_list_is_said(office: Office, anna: Session, inventory: Inventory) -> None:
    office.import_inventory(inventory(rifle(1), rifle(2)), by=anna, authority="first")
    with office.store.writing() as unit:
        draft = Draft(site="HQ", kind=Kind.CORRECTION, moment=office.now(), officer=anna.officer.signer)
        gone = Line("HQ-W0000001", "corrected", {"standing": "missing"})
        record(unit, draft, [gone], sealer(unit, "HQ", anna, ()))
        unit.commit()
    with office.workbench.open([inventory(rifle(1), rifle(2), name="again.xlsx")], anna) as work:
        work.check()
        found, held = work.grid.page(work.grid.rows())
        assert (found.row_class, found.problems[0].code, found.known) == (
            RowClass.DUPLICATE,
            "intake.found-again",
            "HQ-W0000001",
        )
        assert held.row_class is RowClass.SAME


def test_the_order_of_dates_is_decided_by_the_whole_column(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(number, received="05/06/2006") for number in range(400)]
    rows.append(rifle(900, received="05/19/2006"))
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        assert work.tables.columns(0)[5].order == "month"
        first = work.grid.page(work.grid.rows()[:1])[0]
        assert (first.cells[5].text, first.cells[5].value) == ("05/06/2006", "2006-05-06")
        proof = work.grid.rows()[-1]
        work.edit.set("Received", [proof], "")  # nothing proves it any more
        assert work.grid.page(work.grid.rows()[:1])[0].problems[0].code == "import.date-ambiguous"
        assert len(work.grid.rows(levels=[Level.WARNING])) == 400
        work.edit.undo()
        assert not work.grid.rows(levels=[Level.WARNING])
        work.tables.set_order(0, "day")
        work.check()
        assert work.grid.page(work.grid.rows()[:1])[0].cells[5].value == "2006-06-05"


def test_the_next_problem_goes_round(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(number) for number in range(10)]
    rows[3], rows[7] = rifle(3, received="soon"), rifle(7, received="never")
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        third, seventh = (work.grid.rows()[at] for at in (3, 7))
        assert work.grid.next_problem(0) == third
        assert work.grid.next_problem(third) == seventh
        assert work.grid.next_problem(seventh) == third
        assert work.grid.next_problem(seventh, backwards=True) == third
        assert work.grid.next_problem(third, backwards=True) == seventh
        assert work.grid.next_problem(0, least=Level.ERROR) is None


def test_rows_are_taken_out_and_in_and_totals_are_listed(office: Office, anna: Session, write: Inventory) -> None:
    path = write(
        "totals.xlsx",
        Sheet=[
            ["Armoury of the north"],
            ["Item", "Quantity"],
            ["RIFLE,5.56 MILLIMETER", 4],
            ["PISTOL", 2],
            ["Total", 6],
        ],
    )
    with office.workbench.open([path], anna) as work:
        work.check()
        assert work.grid.totals()[0].agrees
        left = work.grid.page(work.grid.rows(left_out=True))
        assert [(row.number, RowKind(row.kind)) for row in left] == [(1, RowKind.ABOVE), (5, RowKind.TOTAL)]
        assert work.edit.take_in([left[1].id]) == 1
        assert len(work.grid.rows()) == 3
        assert work.grid.totals() == []  # it is no total any more
        work.edit.undo()
        work.edit.take_out([work.grid.rows()[0]])
        assert (work.plan().counts.rows, work.grid.totals()[0].agrees) == (1, False)
        work.edit.undo()
        assert (work.plan().counts.rows, work.grid.totals()[0].agrees) == (2, True)


def test_the_workbench_finds_what_an_import_finds(office: Office, anna: Session, inventory: Inventory) -> None:
    rows = [rifle(number % 7, station=f"S{number % 3}") for number in range(30)]
    rows += [rifle(50, serial="", model="M16A1"), rifle(51, serial="N/A"), rifle(52, country="Nowhere")]
    path = inventory(*rows)
    checked = office.import_inventory(path, by=anna, check=True)
    with office.workbench.open([path], anna) as work:
        counts = work.check().counts
        assert (counts.new, counts.rejected, counts.weapons) == (checked.new, checked.rejected, checked.weapons)
        answer = work.commit(anna, authority="both ways")
        assert (answer.new, answer.rejected, answer.weapons) == (checked.new, checked.rejected, checked.weapons)
    again = office.import_inventory(path, by=anna)
    assert (again.new, again.changed, again.rejected, again.voucher) == (0, 0, checked.rejected, None)


SERIALS = st.sampled_from(["K1", "KI", "K-1", "K2", "KZ", "A/7", "", "N/A", "B8", "88"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("serial"), st.integers(0, 11), SERIALS),
        st.tuples(st.just("station"), st.integers(0, 11), st.sampled_from(["East", "", "West"])),
        st.tuples(st.just("out"), st.integers(0, 11), st.just("")),
        st.tuples(st.just("in"), st.integers(0, 11), st.just("")),
        st.tuples(st.just("replace"), st.just(0), st.sampled_from(["K", "1", "B"])),
        st.tuples(st.just("undo"), st.just(0), st.just("")),
        st.tuples(st.just("redo"), st.just(0), st.just("")),
    ),
    max_size=12,
)


def edit(work: ImportSession, what: str, at: int, text: str) -> None:
    """One edit, as somebody at the grid would make it."""
    row = at + 1  # the first row of the sheet is the header
    match what:
        case "serial":
            work.edit.set("Serial number", [row], text)
        case "station":
            work.edit.set("Station", [row], text)
        case "out":
            work.edit.take_out([row])
        case "in":
            work.edit.take_in([row])
        case "replace":
            work.edit.replace(text, "Z", columns=["Serial number"])
        case "undo":
            work.edit.undo()
        case "redo":
            work.edit.redo()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_judging_what_an_edit_concerns_is_judging_everything(
    opened: ImportSession, edits: list[tuple[str, int, str]]
) -> None:
    for each in edits:
        edit(opened, *each)
    some = judged(opened)
    opened.check()
    assert judged(opened) == some
    while opened.edit.can_undo:
        opened.edit.undo()
    assert [row.cells[2].text for row in opened.grid.page(opened.grid.rows())] == SAMPLE
    assert judged(opened) == FRESH[id(opened)]
    assert not any(opened.work.tables[0].original.values())


SAMPLE = ["K1", "KI", "K2", "KZ", "A/7", "", "", "B8", "K1", "N/A", "88", "K9"]
FRESH: dict[int, list[tuple[object, ...]]] = {}


@pytest.fixture
def opened(office: Office, anna: Session, inventory: Inventory):
    """A session of twelve rows, some of them known to the register."""
    rows = [rifle(at, serial=serial, station="North") for at, serial in enumerate(SAMPLE)]
    office.import_inventory(inventory(rifle(0, serial="K2"), rifle(1, serial="B8"), name="old.xlsx"), by=anna)
    with office.workbench.open([inventory(*rows)], anna) as work:
        work.check()
        FRESH[id(work)] = judged(work)
        yield work


def test_a_row_that_is_none_is_refused(office: Office, anna: Session, inventory: Inventory) -> None:
    with office.workbench.open([inventory(rifle(1), rifle(2))], anna) as work:
        with pytest.raises(Refused, match="not-checked"):
            work.plan()
        work.check()
        with pytest.raises(Refused, match="no-such-row"):
            work.edit.set("Station", [4711], "East")
        with pytest.raises(Refused, match="no-such-column"):
            work.edit.set("Rank", [1], "East")
