"""How a sheet is laid out: hidden, merged, in groups, with totals; seen for what it is and read as somebody says."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from books import HEADINGS, rifle
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from shared import shared

from stockpile.domain.errors import Refused
from stockpile.exchange.columnar import Column
from stockpile.exchange.survey import RowKind
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, Level, Merged
from stockpile.office.workbench.filling import filled

Inventory = Callable[..., Path]


def sheet_of(path: Path, *rows: Sequence[object], done: Callable[[Worksheet], object] = lambda _sheet: None) -> Path:
    """A workbook of one sheet, with something done to its layout."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    done(sheet)
    book.save(path)
    return path


def column(work: ImportSession, heading: str, table: int = 0) -> list[str]:
    """The texts of a column, in the order of the rows."""
    shape = work.tables.all()[table].shape
    at = work.tables.names(shape)[0].index(heading)
    return [row.cells[at].text for row in work.grid.page(work.grid.rows(table=table))]


# -- hidden ------------------------------------------------------------------------------------------------------------


def hide(sheet: Worksheet) -> None:
    for row in (3, 4, 6):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["F"].hidden = True


def test_what_is_hidden_is_read_unless_somebody_says_otherwise(office: Office, anna: Session, tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "hidden.xlsx", list(HEADINGS), *(rifle(at) for at in range(6)), done=hide)
    with office.workbench.open([path], anna) as work:
        (table,) = work.tables.all()
        assert (table.hidden_rows, table.hidden_columns) == ((3, 4, 6), (6,))
        assert (table.rows, table.rows_read, table.columns_read) == (6, True, True)
        assert [each.hidden for each in work.tables.columns(0)] == [at == 5 for at in range(7)]
        parts = [(each.what, each.rows, each.columns, each.text) for each in work.tables.parts(0)]
        assert parts == [
            ("rows", (3, 4), (0, 0), ""),
            ("rows", (6, 6), (0, 0), ""),
            ("column", (0, 0), (6, 6), "Received"),
        ]
        assert [line.hidden for line in work.tables.lines(0, 2, 5)] == [False, True, True, False, True]

        work.tables.read_hidden(0, rows=False, columns=False)
        (table,) = work.tables.all()
        assert (table.rows, table.left_out) == (3, {RowKind.HIDDEN: 3})
        work.check()
        assert column(work, "Received") == ["", "", ""]
        assert [row.number for row in work.grid.page(work.grid.rows(left_out=True))] == [3, 4, 6]
        work.edit.take_in([work.grid.rows(left_out=True)[0]])
        assert len(work.grid.rows()) == 4

        work.tables.read_hidden(0, rows=True, columns=True)
        work.check()
        assert [each[:4] for each in column(work, "Received")] == ["2019"] * 6


def test_hidden_rows_stay_left_out_when_the_header_is_named(office: Office, anna: Session, tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "hidden.xlsx", list(HEADINGS), *(rifle(at) for at in range(6)), done=hide)
    with office.workbench.open([path], anna) as work:
        work.tables.read_hidden(0, rows=False)
        work.tables.set_header(0, 1, 2)
        assert work.tables.all()[0].left_out == {RowKind.HIDDEN: 3}


# -- merged ------------------------------------------------------------------------------------------------------------

MERGED = [
    ["Station", "Model", "Serial number", "Quantity", "Remark"],
    ["North", "AKM", "A1", 3, "checked in March"],
    [None, "AKM", "A2", None, None],
    [None, None, "A3", None, None],
    ["South", "FAL", "B1", 1, None],
]


def merge(sheet: Worksheet) -> None:
    for cells in ("A2:A4", "B3:B4", "D2:D4", "E2:E3"):
        sheet.merge_cells(cells)


def test_a_merged_cell_counts_for_every_row_it_spans(office: Office, anna: Session, tmp_path: Path) -> None:
    with office.workbench.open([sheet_of(tmp_path / "merged.xlsx", *MERGED, done=merge)], anna) as work:
        (table,) = work.tables.all()
        assert set(table.merged) == {(2, 1, 4, 1), (3, 2, 4, 2), (2, 4, 4, 4), (2, 5, 3, 5)}
        assert (table.merged_as, table.filled_down) == (Merged.ROWS, ())
        assert [each.taken_over for each in work.tables.columns(0)] == [2, 1, 0, 0, 1]
        work.check()
        assert column(work, "Station") == ["North", "North", "North", "South"]
        assert column(work, "Model") == ["AKM", "AKM", "AKM", "FAL"]
        assert column(work, "Quantity") == ["3", "", "", "1"]  # theirs together: for each it would count thrice
        assert column(work, "Remark") == ["checked in March", "checked in March", "", ""]
        first = work.grid.rows()[0]
        work.edit.set("Station", [first], "East")
        assert column(work, "Station")[:3] == ["East", "East", "East"]
        work.edit.undo()
        work.tables.set_merged(0, "first")
        work.check()
        assert column(work, "Model") == ["AKM", "AKM", "", "FAL"]
        with pytest.raises(ValueError, match="every"):
            work.tables.set_merged(0, "every")


def test_a_cell_merged_over_columns_counts_for_them_only_where_somebody_says_so(
    office: Office, anna: Session, tmp_path: Path
) -> None:
    rows = [
        ["Model", "Serial number", "Station", "Holder"],
        ["AKM", "A1", "North", None],
        ["AKM", "A2", "South", "Ben"],
    ]
    path = sheet_of(tmp_path / "wide.xlsx", *rows, done=lambda sheet: sheet.merge_cells("C2:D2"))
    with office.workbench.open([path], anna) as work:
        work.check()
        assert column(work, "Holder") == ["", "Ben"]
        work.tables.set_merged(0, Merged.ALL)
        work.check()
        assert column(work, "Holder") == ["North", "Ben"]
        assert column(work, "Station") == ["North", "South"]


def test_rejected_rows_go_back_with_what_stood_in_the_merged_cell(
    office: Office, anna: Session, tmp_path: Path
) -> None:
    rows = [list(HEADINGS), rifle(1), rifle(2, station=None, received="32/13/2019"), rifle(3, station=None, serial="?")]
    rows[2][2] = rows[1][2]  # type: ignore[index]  # the same serial twice: it does not go in
    path = sheet_of(tmp_path / "merged.xlsx", *rows, done=lambda sheet: sheet.merge_cells("G2:G4"))
    with office.workbench.open([path], anna) as work:
        work.check()
        rejected = work.grid.rows(levels=[Level.ERROR])
        assert work.write_rejects(tmp_path / "back.xlsx") == len(rejected) > 0
        kept = [row.cells[6].text for row in work.grid.page(rejected)]
    with office.workbench.open([tmp_path / "back.xlsx"], anna) as again:
        again.check()
        assert column(again, "Station") == kept == ["North"] * len(kept)


def test_rejected_rows_under_two_rows_of_headings_come_in_again(office: Office, anna: Session, tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["No", "Weapon", None, None, "Station"],
        [None, "Make", "Model", "Serial number", None],
        [1, "Kestrel", "AKM", "QF00001", "North"],
        [2, "Kestrel", "AKM", "QF00001", None],
        [3, "Kestrel", "AKM", "QF00003", None],
        ["Total", None, None, 3, None],
    ]
    path = sheet_of(tmp_path / "bands.xlsx", *rows, done=lambda sheet: sheet.merge_cells("E3:E5"))
    with office.workbench.open([path], anna) as work:
        assert work.check().counts.rejected == 1
        assert work.write_rejects(tmp_path / "back.xlsx") == 1
    with office.workbench.open([tmp_path / "back.xlsx"], anna) as again:
        (table,) = again.tables.all()
        assert (table.header_row, table.header_rows, table.rows, table.taken) == (1, 2, 1, True)
        assert table.headings[:5] == ("No", "Make", "Model", "Serial number", "Station")
        again.check()
        again.edit.set("Serial number", [again.grid.rows()[0]], "QF00002")
        assert column(again, "Station") == ["North"]
        assert again.plan().counts.goes_in == 1


# -- filled down, groups, totals ---------------------------------------------------------------------------------------


def test_groups_within_groups_are_filled_down_and_never_over_the_next(
    office: Office, anna: Session, write: Inventory
) -> None:
    sheet = [
        ["No", "Region", "Station", "Model", "Serial number", "Remark"],
        [1, "North", "Alpha", "AKM", "A1", "worn"],
        [2, None, None, "AKM", "A2", None],
        [3, None, "Bravo", "AKM", "A3", None],
        [4, "South", "Alpha", "AKM", "A4", None],
        [5, None, None, "AKM", "A5", None],
        [6, "West", None, "AKM", "A6", None],
        [7, None, None, "AKM", "A7", None],
    ]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        assert work.tables.all()[0].filled_down == ("Region", "Station")
        work.check()
        assert column(work, "Region") == ["North"] * 3 + ["South"] * 2 + ["West"] * 2
        assert column(work, "Station") == ["Alpha", "Alpha", "Bravo", "Alpha", "Alpha", "", ""]
        assert column(work, "Remark") == ["worn", *[""] * 6]
        work.tables.fill_down(0, "Station", on=False)
        work.check()
        assert column(work, "Station") == ["Alpha", "", "Bravo", "Alpha", "", "", ""]


@given(texts=st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=20))
def test_filling_down_says_what_was_said_last(texts: list[str]) -> None:
    made = Column(len(texts))
    for row, text in enumerate(texts):
        made.codes[row] = made.place_of(text)
    now = filled(made, bytearray([RowKind.ROW] * len(texts)))
    for row in range(len(texts)):
        said = [text for text in texts[: row + 1] if text]
        assert now.text(row) == (said[-1] if said else "")


def test_a_total_is_known_by_its_sums_and_compared_with_its_own_rows(
    office: Office, anna: Session, write: Inventory
) -> None:
    sheet = [
        ["Station", "Item", "Quantity", "Received"],
        ["North", "RIFLE,5.56 MILLIMETER", 3, "2019-01-02"],
        [None, "PISTOL", 2, "2019-01-02"],
        ["North", None, 5, None],
        ["South", "PISTOL", 4, "2019-01-02"],
        [None, "RIFLE,5.56 MILLIMETER", 1, "2019-01-02"],
        ["South", None, 5, None],
        ["South", None, 7, None],  # adds nothing up: a row, and it is for somebody to say what it is
        ["Summary", None, 10, None],
    ]
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        kinds = [line.kind for line in work.tables.lines(0, 1, 9)]
        assert [number for number, kind in enumerate(kinds, 1) if kind == RowKind.TOTAL] == [4, 7, 9]
        assert kinds[7] == RowKind.ROW
        assert work.tables.mark(0, [8], RowKind.OUT) == 1
        work.check()
        assert [(each.stated, each.counted, each.agrees) for each in work.grid.totals()] == [
            (5, 5, True), (5, 5, True), (10, 10, True),
        ]  # fmt: skip
        work.edit.take_out([work.grid.rows()[0]])
        assert [each.agrees for each in work.grid.totals()] == [False, True, False]


# -- rows by hand ------------------------------------------------------------------------------------------------------

MIXED = [
    ["Model", "Serial number", "Station"],
    ["First shelf", None, None],
    ["AKM", "A1", "North"],
    ["Checked by Chen", "and Dina", None],
    ["AKM", "A2", "North"],
    ["Second shelf", "left", None],
    ["AKM", "A3", "South"],
]


def kinds_of(work: ImportSession, rows: int) -> list[str]:
    return [line.kind.name for line in work.tables.lines(0, 1, rows)]


def test_rows_become_what_somebody_says(office: Office, anna: Session, write: Inventory) -> None:
    with office.workbench.open([write(Sheet=MIXED)], anna) as work:
        first = kinds_of(work, 7)
        work.check()
        assert work.tables.mark(0, [4], RowKind.AGAIN) == 1
        assert work.tables.mark(0, [2, 6], RowKind.GROUP) == 1  # the first was seen to be one
        assert kinds_of(work, 7) == ["HEADER", "GROUP", "ROW", "AGAIN", "ROW", "GROUP", "ROW"]
        assert column(work, "Group") == ["First shelf", "First shelf", "Second shelf"]
        log = json.loads(json.dumps(work.edit.operations()))
        assert work.tables.mark(0, [1], RowKind.ROW) == 0  # headings stay
        with pytest.raises(Refused, match="no-such-row"):
            work.tables.mark(0, [99], RowKind.ROW)
        work.edit.undo()
        work.edit.undo()
        assert kinds_of(work, 7) == first
    with office.workbench.open([write("next.xlsx", Sheet=[*MIXED[:3], *MIXED[4:]])], anna) as work:
        work.check()
        assert [each["rows"] for each in work.edit.replay(log).not_applied] == [["Checked by Chen | and Dina"]]
        assert kinds_of(work, 6) == ["HEADER", "GROUP", "ROW", "ROW", "GROUP", "ROW"]
        assert column(work, "Group") == ["First shelf", "First shelf", "Second shelf"]
        assert work.plan().counts.rows == 3


# -- what was chosen is kept -------------------------------------------------------------------------------------------


def lay_out(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("C5:C6")


def test_a_mapping_keeps_how_the_sheet_is_read(office: Office, anna: Session, tmp_path: Path) -> None:
    bands = [["What", None, "Where", None], ["Mark", "Stamp", "Hall", "Shelf"]]
    rows = [[f"AKM {at}", f"A{at}", "North" if at != 2 else None, f"S{at}"] for at in range(4)]
    path = sheet_of(tmp_path / "one.xlsx", ["List"], *bands, *rows, done=lay_out)
    with office.workbench.open([path], anna) as work:
        work.tables.set_header(0, 2, 2)
        shape = work.tables.all()[0].shape
        for heading, field in (("Mark", "model"), ("What / Stamp", "serial"), ("Where / Hall", "place")):
            work.tables.set_field(shape, heading, field)
        work.tables.read_hidden(0, rows=False, columns=False)
        work.tables.set_merged(0, Merged.FIRST)
        mapping = json.loads(json.dumps(work.tables.mapping(shape)))
    more = sheet_of(tmp_path / "two.xlsx", ["List"], ["of April"], *bands, *rows, done=lay_out)
    with office.workbench.open([more], anna) as work:
        work.tables.take(0)
        assert work.tables.apply(work.tables.all()[0].shape, mapping) == []
        (table,) = work.tables.all()
        assert (table.header_row, table.header_rows) == (3, 2)
        assert (table.rows_read, table.columns_read, table.merged_as) == (False, False, Merged.FIRST)
        assert table.left_out[RowKind.HIDDEN] == 1
        assert [each.field for each in work.tables.columns(table.shape)] == ["model", "serial", "place", ""]


# -- what is no inventory by itself ------------------------------------------------------------------------------------


def test_the_scrap_list_is_taken_with_one_confirmation(office: Office, anna: Session) -> None:
    with office.workbench.open([shared("samples", "inventories", "dla_scrap_by_site.xls")], anna) as work:
        first = work.tables.all()[0]
        assert first.proposed == (("DRMO NAME", "place"), ("SCL CD", "item"), ("Total", "quantity"))
        assert work.tables.take_together(0) == first.together == 3
        counts = work.check().counts
        assert (counts.rows, counts.rejected, counts.weapons) == (1325 + 1270 + 1252, 0, 0)
        assert counts.quantity_total == 431915150 + 356996497 + 318386111  # its own grand totals
        assert all(each.agrees for each in work.grid.totals())
        assert len(work.grid.totals()) == 89 + 82 + 80
        place = next(each for each in work.tables.columns(0) if each.field == "place")
        assert (place.filled_down, place.blank, place.reason) == (True, 0, "proposal")
        work.tables.take_together(0, taken=False)
        assert not any(each.taken for each in work.tables.all())


@pytest.mark.parametrize(
    ("sheet", "proposed"),
    [
        ([["Was", "Stück"], ["Pistole", 3], ["Gewehr", 12], ["Gewehr", 1]], {"Was": "item", "Stück": "quantity"}),
        ([["Was", "Nummer"], ["a", "48810"], ["b", "48811"], ["c", "48913"]], {"Was": "item", "Nummer": "serial"}),
        ([["Dish", "Price"], ["Soup", 3.5], ["Bread", 2.25], ["Tea", 1]], {}),
        ([["Wer", "Wo"], ["a", "x"], ["b", "y"], ["c", "z"]], {}),
    ],
)
def test_what_a_list_lacks_is_proposed_where_its_cells_show_it(
    office: Office, anna: Session, write: Inventory, sheet: list[list[object]], proposed: dict[str, str]
) -> None:
    with office.workbench.open([write(Sheet=sheet)], anna) as work:
        (table,) = work.tables.all()
        assert dict(table.proposed) == proposed
        work.tables.take(0)
        assert {each.heading: each.field for each in work.tables.columns(0) if each.heading in proposed} == proposed
        assert (work.tables.all()[0].missing == ()) == bool(proposed)
