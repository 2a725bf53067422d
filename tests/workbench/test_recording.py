"""What a session records, gives back, and what is taken back again."""

from __future__ import annotations

import re
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from books import HEADINGS, rifle
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from stockpile.acts.administering import Change
from stockpile.acts.issuing import Issue
from stockpile.acts.placing import Place
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.rules import RULES_SUBJECT
from stockpile.office import Office, Session
from stockpile.office.workbench import RowClass
from stockpile.storage import register
from stockpile.storage.verification import compare, verify

Inventory = Callable[..., Path]


def register_of(office: Office) -> dict[str, dict[str, object]]:
    """Every weapon that is not recorded in error, as the register has it."""
    with office.store.reading() as reader:
        ids = [row.id for row in office.reading.weapons(WeaponFilter())]
        states = register.states(reader, ids)
    return {name: state for name, state in states.items() if state["standing"] != "recorded in error"}


def sound(office: Office) -> bool:
    """Whether ledger and register agree, and every seal holds."""
    with office.store.reading() as reader:
        return not list(compare(reader)) and not verify(office.store).alarms


def test_a_commit_is_one_voucher_with_its_files(office: Office, anna: Session, inventory: Inventory) -> None:
    paths = [inventory(rifle(1), rifle(2), name="north.xlsx"), inventory(rifle(3), name="south.xlsx")]
    told: list[tuple[int, int | None]] = []
    with office.workbench.open(paths, anna) as work:
        assert work.check().counts.new == 3
        answer = work.commit(anna, authority="Order 7", reason="taken over", progress=lambda *each: told.append(each))
    voucher = office.reading.voucher(answer.reference).voucher
    assert (voucher.lines, voucher.facts["new"], voucher.authority) == (3, 3, "Order 7")
    assert [each.name for each in voucher.attachments] == ["north.xlsx", "south.xlsx"]
    assert told[-1] == (3, 3)
    (record,) = office.workbench.history()
    assert (record.reference, record.new, record.taken_back) == (answer.reference, 3, "")
    with office.workbench.open([paths[1]], anna) as work:
        assert [each.reference for each in work.files()[0].known] == [answer.reference]
        assert work.check().vouchers == (answer.reference,)


def test_a_file_that_was_saved_over_is_not_recorded(office: Office, anna: Session, inventory: Inventory) -> None:
    with office.workbench.open([inventory(rifle(1))], anna) as work:
        work.check()
        inventory(rifle(2))
        with pytest.raises(Refused, match=r"file\.changed"):
            work.commit(anna)
    assert office.reading.count() == 0


def test_two_clicks_record_once(office: Office, anna: Session, inventory: Inventory) -> None:
    with office.workbench.open([inventory(rifle(1), rifle(2))], anna) as work:
        work.check()
        assert work.commit(anna).new == 2
        again = work.commit(anna)
        assert (again.new, again.unchanged, again.reference) == (0, 2, "")


def test_cancelled_leaves_nothing(office: Office, anna: Session, inventory: Inventory) -> None:
    with office.workbench.open([inventory(*map(rifle, range(50)))], anna) as work:
        work.check()
        stop = threading.Event()
        with pytest.raises(Refused, match="cancelled"):
            work.commit(anna, progress=lambda *_: stop.set(), cancelled=stop)
        assert office.reading.count() == 0
        assert not office.workbench.history()
        assert work.commit(anna).new == 50


def test_above_the_limit_a_second_officer_signs(
    office: Office, anna: Session, ben: Session, inventory: Inventory
) -> None:
    office.perform(Change(subject=RULES_SUBJECT, changes={"import_approval_limit": 2}), anna)
    with office.workbench.open([inventory(*map(rifle, range(3)))], anna) as work:
        plan = work.check()
        assert (plan.approvals, plan.limit) == (1, 2)
        with pytest.raises(Refused, match=r"approval.missing"):
            work.commit(anna)
        with pytest.raises(Refused, match=r"approval.not-independent"):
            work.commit(anna, approvers=[anna])
        assert office.reading.count() == 0
        assert work.commit(anna, approvers=[ben]).new == 3


# -- what does not go in -----------------------------------------------------------------------------------------------


def formatted(path: Path) -> Path:
    """A workbook as an armoury keeps it: a title, widths, a second sheet, a rejected row among good ones."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rifles"
    sheet.append(["Rifles of the northern armoury"])
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.append([])
    sheet.append(list(HEADINGS))
    for number in range(1, 6):
        sheet.append(rifle(number))
    sheet.append(rifle(3, station="Elsewhere"))  # row 9: the same piece with other details
    sheet["C9"].number_format = "@"
    sheet["G9"].font = Font(italic=True)
    sheet.row_dimensions[9].height = 33
    sheet.column_dimensions["C"].width = 27
    sheet.append(rifle(8))
    notes = book.create_sheet("Notes")
    notes["B2"] = "keep me"
    book.save(path)
    return path


def test_the_rest_comes_back_as_the_same_workbook_and_mended_comes_in(
    office: Office, anna: Session, tmp_path: Path
) -> None:
    back = tmp_path / "back.xlsx"
    with office.workbench.open([formatted(tmp_path / "rifles.xlsx")], anna) as work:
        work.check()
        assert work.write_rejects(back) == 1
        assert work.commit(anna).new == 6
    book = load_workbook(back)
    assert book.sheetnames == ["Rifles", "Notes"]
    assert book["Notes"]["B2"].value == "keep me"
    sheet = book["Rifles"]
    assert [sheet["A1"].value, sheet["A1"].font.size] == ["Rifles of the northern armoury", 16]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:D1"]
    assert [cell.value for cell in sheet[3]][:3] == list(HEADINGS[:3])
    assert (sheet["C4"].value, sheet["G4"].value, sheet.max_row) == ("QF00003", "Elsewhere", 4)
    assert (sheet["G4"].font.italic, sheet.row_dimensions[4].height, sheet.column_dimensions["C"].width) == (
        True,
        33,
        27,
    )
    assert sheet["C4"].fill.fgColor.rgb == "FFF4C7C3"
    assert "QF00003" in str(sheet["H4"].value)
    assert str(sheet["H3"].value).startswith("Stockpile:")
    sheet["C4"].value = "QF00009"
    book.save(back)
    with office.workbench.open([back], anna) as work:
        plan = work.check()
        assert (plan.counts.new, plan.counts.rejected) == (1, 0)
        work.commit(anna)
    mended = office.reading.card("HQ-W0000007").weapon
    assert (mended.serial, mended.state.get("other")) == ("QF00009", None)


def test_other_formats_come_back_as_a_plain_workbook(office: Office, anna: Session, tmp_path: Path) -> None:
    path, back = tmp_path / "rifles.csv", tmp_path / "back.xlsx"
    rows = [HEADINGS, rifle(1, serial="007"), rifle(1, serial="007", station="Other"), rifle(2)]
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    with office.workbench.open([path], anna) as work:
        work.check()
        assert work.write_rejects(back) == 1
    (sheet,) = load_workbook(back).worksheets
    assert [[cell.value for cell in row][:3] for row in sheet.iter_rows()] == [
        list(HEADINGS[:3]),
        ["Kestrel", "AKM", "007"],
    ]


# -- taking back -------------------------------------------------------------------------------------------------------


def test_after_taking_back_the_register_is_as_before(
    either: Office, anna: Session, ben: Session, inventory: Inventory
) -> None:
    office = either
    first = inventory(*map(rifle, range(1, 6)), name="first.xlsx")
    office.import_inventory(first, by=anna)
    before = register_of(office)
    rows = [*(rifle(number, station="South", calibre="5.56x45mm") for number in range(1, 6)), *map(rifle, range(6, 9))]
    with office.workbench.open([inventory(*rows, name="second.xlsx")], anna) as work:
        plan = work.check()
        assert (plan.counts.changes, plan.counts.new) == (5, 3)
        answer = work.commit(anna)
    preview = office.workbench.undo_preview(answer.reference)
    assert (preview.removed, preview.restored, preview.kept) == (3, 5, 0)
    with pytest.raises(Refused, match=r"approval.missing"):
        office.workbench.undo(answer.reference, anna, reason="wrong file")
    undone = office.workbench.undo(answer.reference, anna, approvers=[ben], reason="wrong file")
    assert register_of(office) == before
    assert sound(office)
    assert [each.taken_back for each in office.workbench.history()] == [undone.reference, ""]
    with pytest.raises(Refused, match="taken-back"):
        office.workbench.undo(answer.reference, anna, approvers=[ben], reason="once more")
    with office.workbench.open([inventory(*rows, name="right.xlsx")], anna) as work:
        plan = work.check()
        assert (plan.counts.changes, plan.counts.new, plan.counts.rejected) == (5, 3, 0)
        assert work.commit(anna).new == 3
    assert office.import_inventory(inventory(*rows, name="right.xlsx"), by=anna).voucher is None
    assert sound(office)


def test_what_was_touched_since_is_named_and_left(
    office: Office, anna: Session, ben: Session, inventory: Inventory
) -> None:
    from stockpile.acts.administering import Add

    office.perform(Add(things={"location:HQ/A": {"site": "HQ"}, "holder:7": {"site": "HQ", "name": "7"}}), anna)
    answer = office.import_inventory(inventory(*map(rifle, range(1, 5))), by=anna)
    placed = office.perform(Place(weapons=("HQ-W0000001",), location="HQ/A"), anna)
    office.perform(Issue(weapons=("HQ-W0000002",), holder="7", reason="range"), anna)
    undone = office.workbench.undo(answer.reference or "", anna, approvers=[ben], reason="wrong file")
    assert (undone.preview.removed, undone.preview.kept) == (2, 2)
    kept = {each.subject: each.voucher for each in undone.preview.kept_items}
    assert kept["HQ-W0000001"] == placed.reference
    assert set(register_of(office)) == {"HQ-W0000001", "HQ-W0000002"}
    paper = office.papers.voucher(undone.reference, anna)
    assert paper.startswith(b"%PDF")
    facts = office.reading.voucher(undone.reference).voucher.facts
    assert (facts["takes_back"], facts["kept"]) == (answer.reference, 2)
    assert sound(office)


def test_equipment_is_taken_back_too(office: Office, anna: Session, ben: Session, write: Inventory) -> None:
    path = write("kit.xlsx", Sheet=[["Item", "Quantity"], ["MAGAZINE,CARTRIDGE", 40], ["SIGHT,REFLEX", 3]])
    answer = office.import_inventory(path, by=anna)
    assert len(office.reading.equipment()) == 2
    office.workbench.undo(answer.reference or "", anna, approvers=[ben], reason="wrong armoury")
    assert office.reading.equipment() == []
    assert office.import_inventory(path, by=anna).new == 2
    assert sound(office)


# -- exports that come back --------------------------------------------------------------------------------------------


def exported(office: Office, path: Path, by: Session, language: str = "en") -> Path:
    from stockpile.documents.content import ListingColumn
    from stockpile.office.exporting import Export

    names = ("id", "serial", "maker", "model", "calibre", "country", "category", "asset_number", "received_on", "location",
             "standing", "condition")  # fmt: skip
    columns = tuple(
        ListingColumn(name, f"⟨{name}⟩", lambda row, name=name: str(getattr(row, name) or "")) for name in names
    )
    look = office.browsing.look(WeaponFilter())
    office.exporting.write(path, Export(look=look, columns=columns, title="Weapons", language=language), by)
    return path


def change(path: Path, cell: str, text: str) -> None:
    book = load_workbook(path)
    book.worksheets[0][cell].value = text
    book.save(path)


def test_an_export_that_comes_back_updates_what_was_edited(
    office: Office, anna: Session, ben: Session, inventory: Inventory, tmp_path: Path
) -> None:
    office.import_inventory(inventory(*map(rifle, range(1, 5))), by=anna)
    path = exported(office, tmp_path / "list.xlsx", anna)
    with office.workbench.open([path], anna) as work:
        assert [column.field for column in work.tables.columns(0)][:4] == ["weapon_id", "serial", "maker", "model"]
        assert work.check().counts.same == 4
    change(path, "E2", "5.45x39mm")
    change(path, "B3", "QF99999")
    with office.workbench.open([path], anna) as work:
        plan = work.check()
        assert (plan.counts.changes, plan.counts.same, plan.approvals, plan.identity_changes) == (2, 2, 1, 1)
        changed = work.grid.page(work.grid.rows(classes=[RowClass.CHANGES]))
        assert [[(each.field, each.old, each.new) for each in row.changes] for row in changed] == [
            [("calibre", "7.62x39mm", "5.45x39mm")],
            [("serial", "QF00002", "QF99999")],
        ]
        with pytest.raises(Refused, match=r"approval.missing"):
            work.commit(anna)
        assert work.commit(anna, approvers=[ben]).changed == 2
    assert office.reading.card("HQ-W0000002").weapon.serial == "QF99999"
    assert office.import_inventory(inventory(rifle(1), name="old.xlsx"), by=anna).unchanged == 1
    assert sound(office)


def test_what_changed_in_the_register_meanwhile_is_shown_and_not_overwritten(
    office: Office, anna: Session, ben: Session, inventory: Inventory, tmp_path: Path
) -> None:
    from stockpile.acts.correcting import Correct

    office.import_inventory(inventory(*map(rifle, range(1, 5))), by=anna)
    path = exported(office, tmp_path / "list.xlsx", anna)
    for weapon in ("HQ-W0000001", "HQ-W0000002"):
        office.perform(Correct(weapons=(weapon,), changes={"calibre": "9x19mm"}, reason="read again"), anna)
    change(path, "E2", "5.45x39mm")  # both say yet another thing
    with office.workbench.open([path], anna) as work:
        plan = work.check()
        assert (plan.counts.same, plan.counts.changes, plan.counts.rejected) == (3, 0, 1)
        (row,) = work.grid.page(work.grid.rows(classes=[RowClass.REJECTED]))
        assert row.problems[0].code == "intake.conflict"
        assert row.problems[0].facts["values"] == [
            {"field": "calibre", "was": "7.62x39mm", "now": "9x19mm", "file": "5.45x39mm"}
        ]
    assert office.reading.card("HQ-W0000002").weapon.calibre == "9x19mm"


def test_a_workbook_whose_formats_nobody_understands_goes_back_without_them(
    office: Office, anna: Session, inventory: Inventory, tmp_path: Path
) -> None:
    path = inventory(rifle(1), rifle(1, station="Other"))
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(odd, "w") as made:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("styles.xml"):
                part = re.sub(rb"<fills.*?</fills>", b'<fills count="1"><fill/></fills>', part, flags=re.DOTALL)
            made.writestr(name, part)
    with office.workbench.open([odd], anna) as work:
        work.check()
        assert work.write_rejects(tmp_path / "back.xlsx") == 1
    (sheet,) = load_workbook(tmp_path / "back.xlsx").worksheets
    assert [sheet["C2"].value, sheet["G2"].value, sheet.max_row] == ["QF00001", "Other", 2]
