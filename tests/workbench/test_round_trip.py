"""A list of the register goes out, is changed in a spreadsheet program, and comes back. Columns and words are the window's."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from books import HEADINGS, rifle
from openpyxl import Workbook, load_workbook

from stockpile import language
from stockpile.acts.administering import Add
from stockpile.acts.correcting import Correct
from stockpile.acts.issuing import Issue
from stockpile.acts.placing import Place
from stockpile.documents.content import ListingColumn
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.list_words import HEADINGS as LISTED
from stockpile.office import Export, Office, Session
from stockpile.office.workbench import ImportSession, Level, RowClass
from stockpile.sealing.keys import FAST
from stockpile.wording import sentence
from ui.models.weapon_columns import COLUMNS, heading, written

PASSWORD = "violet harbour lantern"
W1, W2, W3, W4, W5 = (f"HQ-W000000{number}" for number in range(1, 6))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def armoury(office: Office, anna: Session, tmp_path: Path) -> Office:
    """Five weapons: one issued, one on a rack, one whose facts are scarce."""
    fill(office, anna, tmp_path / "first.xlsx")
    things = {
        "location:HQ/A": {"name": "A", "site": "HQ"},
        "location:HQ/B": {"name": "B", "site": "HQ"},
        "holder:7-COY": {"name": "7 Company", "site": "HQ"},
    }
    office.perform(Add(things=things), anna)
    office.perform(Issue(weapons=(W1,), holder="7-COY", purpose="exercise"), anna)
    office.perform(Place(weapons=(W2,), location="HQ/A"), anna)
    return office


def fill(office: Office, by: Session, path: Path) -> None:
    book = Workbook()
    book.active.append([*HEADINGS, "Category", "Condition", "NSN", "Year", "Asset number"])
    for number in range(1, 4):
        row = rifle(number, maker="Zbrojovka Ñ", station="")
        book.active.append([*row, "rifle", "serviceable", "1005-00-073-9421", "1985", f"A{number}"])
    book.active.append([*rifle(4, country="SUN", station=""), "", "", "", "", ""])
    book.active.append([*rifle(5, serial="", calibre="", received="", station=""), "", "unserviceable", "", "", "X5"])
    book.save(path)
    assert office.import_inventory(path, by=by).new == 5


def exported(office: Office, by: Session, path: Path, spoken: str = "en", where: WeaponFilter | None = None) -> Path:
    language.use(spoken)
    columns = tuple(ListingColumn(each.name, heading(each.name), partial(written, each.name)) for each in COLUMNS)
    look = office.browsing.look(where or WeaponFilter())
    office.exporting.write(path, Export(look=look, columns=columns, title="Weapons", language=spoken), by)
    language.use("en")
    return path


def as_csv(path: Path) -> Path:
    made = path.with_suffix(".csv")
    with made.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return made


def edit(path: Path, **cells: str) -> Path:
    """Change cells of the list, by `field_row`: row 1 is the first weapon."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for name, text in cells.items():
        field, _, row = name.rpartition("_")
        sheet.cell(int(row) + 1, places[LISTED[field]], text)
    book.save(path)
    return path


def rows(work: ImportSession) -> dict[str, tuple[RowClass, list[tuple[str, str]], list[tuple[str, str]]]]:
    """By serial number: class, what changes, and of which cell what is said."""
    place = next(column.index for column in work.tables.columns(0) if column.field == "serial")
    return {
        row.cells[place].text: (
            row.row_class,
            [(each.field, each.new) for each in row.changes],
            [(each.heading, each.code.removeprefix("intake.")) for each in row.problems],
        )
        for row in work.grid.page(work.grid.rows())
    }


def test_the_headings_are_the_window_s() -> None:
    assert {each.name: each.heading for each in COLUMNS} == dict(LISTED)


@pytest.mark.parametrize(("spoken", "suffix"), [("en", ".xlsx"), ("ar", ".xlsx"), ("ar", ".csv"), ("fr", ".csv")])
def test_a_list_that_nobody_has_changed_changes_nothing(
    spoken: str, suffix: str, armoury: Office, anna: Session, tmp_path: Path
) -> None:
    path = exported(armoury, anna, tmp_path / "list.xlsx", spoken)
    path = as_csv(path) if suffix == ".csv" else path
    with armoury.workbench.open([path], anna) as work:
        counts = work.check().counts
        assert counts.by_class == {RowClass.SAME: 5}
        assert counts.by_level == {Level.OK: 5}
    answer = armoury.import_inventory(path, by=anna)
    assert (answer.new, answer.changed, answer.unchanged, answer.rejected) == (0, 0, 5, 0)
    assert (answer.warnings, answer.vanished, answer.voucher) == ([], 0, None)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_acts_change_is_said_on_its_cell_and_the_rest_goes_in(
    suffix: str, armoury: Office, anna: Session, tmp_path: Path
) -> None:
    path = edit(
        exported(armoury, anna, tmp_path / "list.xlsx"),
        standing_1="In stock", holder_1="8-COY", calibre_1="5.45x39mm", location_2="HQ/B", site_3="NORTH",
        standing_4="Destroyed", flags_5="All is well",
    )  # fmt: skip
    path = as_csv(path) if suffix == ".csv" else path
    with armoury.workbench.open([path], anna) as work:
        work.check()
        assert rows(work) == {
            "QF00001": (
                RowClass.CHANGES,
                [("calibre", "5.45x39mm")],
                [("Standing", "standing-by-act"), ("Holder", "holder-by-act")],
            ),
            "QF00002": (RowClass.SAME, [], [("Location", "location-by-act")]),
            "QF00003": (RowClass.SAME, [], [("Site", "site-by-act")]),
            "QF00004": (RowClass.SAME, [], [("Standing", "standing-by-act")]),
            "": (RowClass.SAME, [], [("Not in order", "by-act")]),
        }
        first = work.grid.page(work.grid.rows()[:1])[0]
        assert first.goes_in
        said = [sentence(each.code, each.facts) for each in first.problems]
        assert said[0].startswith("The row says “in stock”, the register “issued”. Standing changes by acts")
        place = next(column.index for column in work.tables.columns(0) if column.heading == "Standing")
        assert first.cells[place].level is Level.WARNING
        language.use("ar")
        assert "في المخزون" in sentence(first.problems[0].code, first.problems[0].facts)
    language.use("en")
    answer = armoury.import_inventory(path, by=anna)
    assert (answer.changed, answer.unchanged, len(answer.warnings)) == (1, 4, 6)
    assert {(each["row"], each["column"]) for each in answer.warnings} >= {(2, "Standing"), (3, "Location")}
    assert "the register “HQ/A”" in next(str(each["text"]) for each in answer.warnings if each["row"] == 3)
    weapon = armoury.reading.card(W1).weapon
    assert (weapon.calibre, weapon.standing, weapon.holder) == ("5.45x39mm", "issued", "7-COY")


def test_what_was_changed_in_the_register_meanwhile_is_said(armoury: Office, anna: Session, tmp_path: Path) -> None:
    path = edit(
        exported(armoury, anna, tmp_path / "list.xlsx"),
        condition_2="Repairable", calibre_3="9x19mm", calibre_4="9x19mm", standing_4="Issued",
    )  # fmt: skip
    armoury.perform(Place(weapons=(W2,), location="HQ/B"), anna)
    armoury.perform(Correct(weapons=(W3,), changes={"calibre": "5.56x45mm"}, reason="read again"), anna)
    armoury.perform(Correct(weapons=(W4,), changes={"calibre": "9x19mm"}, reason="read again"), anna)
    armoury.perform(Issue(weapons=(W4,), holder="7-COY", purpose="exercise"), anna)
    armoury.perform(Correct(weapons=(W5,), changes={"year": "1990"}, reason="read again"), anna)
    with armoury.workbench.open([path], anna) as work:
        work.check()
        found = rows(work)
        assert found["QF00001"] == (RowClass.SAME, [], [])
        assert found["QF00002"] == (RowClass.CHANGES, [("condition", "repairable")], [("", "changed-meanwhile")])
        assert found["QF00003"] == (RowClass.REJECTED, [], [("", "conflict")])
        assert found["QF00004"] == (
            RowClass.SAME,
            [],
            [("", "changed-meanwhile")],
        )  # but for the holder, as the list wants it
        assert found[""] == (RowClass.SAME, [], [("", "changed-meanwhile")])
        told = {
            row.number: row.problems[0].facts.get("fields") for row in work.grid.page(work.grid.rows()) if row.problems
        }
        assert told == {3: ["Location"], 4: ["Calibre"], 5: ["Holder"], 6: ["Year"]}


def test_rows_taken_out_are_absent_and_rows_put_in_are_new(armoury: Office, anna: Session, tmp_path: Path) -> None:
    path = exported(armoury, anna, tmp_path / "list.xlsx", where=WeaponFilter(model="AKM"))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_rows(4)
    places = {cell.value: cell.column for cell in sheet[1]}
    for row, (serial, standing, site) in enumerate((("N1", "In stock", "HQ"), ("N2", "Issued", "NORTH")), 6):
        for name, text in (("Serial number", serial), ("Model", "AKM"), ("Maker", "Kestrel"), ("Standing", standing),
                           ("Site", site)):  # fmt: skip
            sheet.cell(row, places[name], text)
    book.save(path)
    with armoury.workbench.open([path], anna) as work:
        work.check()
        found = rows(work)
        assert (found["N1"], len(found)) == ((RowClass.NEW, [], []), 6)
        assert found["N2"] == (RowClass.NEW, [], [("Standing", "standing-by-act"), ("Site", "site-by-act")])
        answer = work.commit(anna)
    assert (answer.new, answer.unchanged, answer.vanished, answer.vanished_items) == (2, 4, 1, (W3,))
    assert armoury.reading.card(W3).weapon.standing == "in stock"
    assert armoury.reading.card("HQ-W0000007").weapon.site == "HQ"


def test_columns_may_be_moved_added_and_taken_out(armoury: Office, anna: Session, tmp_path: Path) -> None:
    """Somebody's own column is kept as a note, and no column is taken for its neighbour."""
    path = exported(armoury, anna, tmp_path / "list.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_cols(5)  # maker
    sheet.insert_cols(1)
    sheet.cell(1, 1, "Checked by")
    sheet.cell(3, 1, "Sergeant Ode")
    book.save(path)
    with armoury.workbench.open([path], anna) as work:
        work.check()
        found = rows(work)
        assert found["QF00002"] == (RowClass.CHANGES, [("other", "Checked by: Sergeant Ode")], [])
        assert [each[0] for serial, each in found.items() if serial != "QF00002"] == [RowClass.SAME] * 4
        work.commit(anna)
        work.check()
        assert rows(work)["QF00002"][0] is RowClass.SAME
    assert armoury.reading.card(W2).weapon.maker == "Zbrojovka Ñ"


def test_an_edit_that_cannot_be_read_is_kept_and_said(armoury: Office, anna: Session, tmp_path: Path) -> None:
    path = edit(exported(armoury, anna, tmp_path / "list.xlsx"), received_on_1="soon", condition_2="shiny")
    with armoury.workbench.open([path], anna) as work:
        work.check()
        found = rows(work)
    assert found["QF00001"] == (
        RowClass.CHANGES, [("other", "Received on: soon")], [("Received on", "import.date-unreadable")],
    )  # fmt: skip
    assert found["QF00002"][1] == [("other", "Condition: shiny")]


@pytest.mark.parametrize(
    ("identifier", "what", "code"),
    [
        ("HQ-W0009999", RowClass.REJECTED, "no-such-weapon"),
        ("W 17", RowClass.REJECTED, "no-such-weapon"),
        (W1, RowClass.DUPLICATE, "duplicate-in-file"),
    ],
)
def test_an_id_that_names_no_other_weapon_is_refused(
    identifier: str, what: RowClass, code: str, armoury: Office, anna: Session, tmp_path: Path
) -> None:
    path = edit(exported(armoury, anna, tmp_path / "list.xlsx"), id_3=identifier)
    with armoury.workbench.open([path], anna) as work:
        work.check()
        assert rows(work)["QF00003"] == (what, [], [("", code)])
        assert [row.goes_in for row in work.grid.page(work.grid.rows())] == [True, True, False, True, True]


def test_a_list_of_another_database_or_of_the_past_is_refused(
    armoury: Office, anna: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Office.create(
        str(tmp_path / "other.db"), site="HQ", name="Other", country="KE", login="anna", password=PASSWORD, kdf=FAST
    )
    try:
        by = other.log_in("anna", PASSWORD)
        fill(other, by, tmp_path / "theirs.xlsx")
        path = exported(other, by, tmp_path / "list.xlsx")
    finally:
        other.close()
    for take in (partial(armoury.workbench.open, [path], anna), partial(armoury.import_inventory, path, by=anna)):
        with pytest.raises(Refused, match=r"file\.other-database"):
            take()
    today = armoury.now().date()
    past = exported(armoury, anna, tmp_path / "past.xlsx", where=WeaponFilter(as_at=today))
    with pytest.raises(Refused, match=r"file\.as-at"):
        armoury.workbench.open([past], anna)


def test_a_column_of_ids_that_somebody_names_by_hand_is_a_list_too(
    armoury: Office, anna: Session, write: Callable[..., Path]
) -> None:
    path = write(
        "mine.xlsx", Mine=[["Ours", "Serial number", "Calibre", "Where"], [W2, "QF00002", "5.45x39mm", "HQ/B"]]
    )
    with armoury.workbench.open([path], anna) as work:
        for at, field in enumerate(("weapon_id", "serial", "calibre", "place")):
            work.tables.set_field(0, work.tables.columns(0)[at].heading, field)
        work.tables.take(0)
        work.check()
        assert rows(work) == {"QF00002": (RowClass.CHANGES, [("calibre", "5.45x39mm")], [("Where", "location-by-act")])}
