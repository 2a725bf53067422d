"""What somebody drops: files, folders, archives, the clipboard, protected workbooks, texts in any encoding."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from books import HEADINGS, rifle
from msoffcrypto.format.ooxml import OOXMLFile
from shared import shared

from stockpile.domain.errors import Refused
from stockpile.office import Office, Session

Inventory = Callable[..., Path]


def lines(*rows: object, between: str = "\t") -> str:
    return "\n".join(between.join(map(str, row)) for row in rows)  # type: ignore[arg-type]


def test_folders_and_archives_come_in_as_one_import(
    office: Office, anna: Session, inventory: Inventory, tmp_path: Path
) -> None:
    folder = tmp_path / "armouries"
    (folder / "south").mkdir(parents=True)
    inventory(rifle(1), name="a.xlsx").rename(folder / "a.xlsx")
    inventory(rifle(2), name="b.xlsx").rename(folder / "south" / "b.xlsx")
    (folder / "~$a.xlsx").write_bytes(b"left by Excel")
    (folder / "letter.docx").write_bytes(b"no spreadsheet")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("../../c.csv", lines(HEADINGS, rifle(3), between=","))
        archive.writestr("broken.xlsx", b"PK\x03\x04 nothing")
        archive.writestr("readme.md", "no spreadsheet")
    with office.workbench.open([folder], anna) as work:
        names = [each.name for each in work.files()]
        assert names == ["armouries/a.xlsx", "armouries/more.zip/../../c.csv", "armouries/south/b.xlsx"]
        assert [(name, why.code) for name, why in work.refused] == [("armouries/more.zip/broken.xlsx", "file.damaged")]
        copies = work.folder
        assert copies is not None
        assert stat.S_IMODE(copies.stat().st_mode) == 0o700
        assert {stat.S_IMODE(each.stat().st_mode) for each in copies.iterdir()} == {0o600}
        assert all(each.parent == copies for each in copies.iterdir())
        assert work.check().counts.new == 3
        answer = work.commit(anna)
    assert not copies.exists()
    assert len(office.reading.voucher(answer.reference).voucher.attachments) == 3


def test_nothing_is_left_where_nothing_can_be_read(office: Office, anna: Session, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("broken.xlsx", b"PK\x03\x04 nothing")
    with pytest.raises(Refused) as refused:
        office.workbench.open([path], anna)
    assert (refused.value.code, refused.value.facts["file"]) == ("file.damaged", "all.zip/broken.xlsx")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match=r"file\.none"):
        office.workbench.open([tmp_path / "empty"], anna)


def test_a_bomb_of_an_archive_is_not_unpacked(
    office: Office, anna: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockpile.office.workbench.gathering._SUSPICIOUS", 1_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 5_000_000)
    with pytest.raises(Refused, match=r"file\.hostile"):
        office.workbench.open([path], anna)


def test_the_clipboard_of_a_spreadsheet_program(office: Office, anna: Session) -> None:
    text = lines(HEADINGS, rifle(1, serial="007"), rifle(2, serial='"two\nlines"'))
    with office.workbench.open_text(text, anna) as work:
        assert (work.files()[0].name, work.files()[0].separator) == ("clipboard", "\t")
        assert work.check().counts.new == 2
        assert work.grid.page(work.grid.rows())[0].cells[2].text == "007"
        copies = work.folder
    assert copies is not None
    assert not copies.exists()
    with pytest.raises(Refused, match=r"file\.empty"):
        office.workbench.open_text("  \n", anna)


def protected(path: Path, password: str) -> Path:
    """A copy of a workbook under a password."""
    out = io.BytesIO()
    with path.open("rb") as file:
        OOXMLFile(file).encrypt(password, out)
    made = path.with_name("protected.xlsx")
    made.write_bytes(out.getvalue())
    return made


def test_a_protected_workbook_is_read_with_its_password(
    office: Office, anna: Session, inventory: Inventory, tmp_path: Path
) -> None:
    path = protected(inventory(rifle(1), rifle(2), rifle(2)), "open sesame")
    with pytest.raises(Refused, match=r"file\.encrypted"):
        office.workbench.open([path], anna)
    with pytest.raises(Refused, match=r"file\.password-wrong"):
        office.workbench.open([path], anna, password="guess")
    with office.workbench.open([path], anna, password="open sesame") as work:
        assert work.files()[0].protected
        assert work.check().counts.new == 2
        assert work.write_rejects(tmp_path / "back.xlsx") == 1
        work.commit(anna)
    assert "open sesame" not in repr(work)


def test_in_an_archive_the_locked_members_are_told_and_the_others_go_in(
    office: Office, anna: Session, inventory: Inventory, tmp_path: Path
) -> None:
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inventory(rifle(1)), "open.xlsx")
        archive.write(protected(inventory(rifle(2)), "open sesame"), "locked.xlsx")
    with office.workbench.open([path], anna) as work:
        assert [each.name for each in work.files()] == ["lists.zip/open.xlsx"]
        assert [(name, why.code) for name, why in work.refused] == [("lists.zip/locked.xlsx", "file.encrypted")]
    with office.workbench.open([path], anna, password="open sesame") as work:
        assert [(each.name, each.protected) for each in work.files()] == [
            ("lists.zip/open.xlsx", False),
            ("lists.zip/locked.xlsx", True),
        ]
    with office.workbench.open([path], anna, password="guess") as work:
        assert [(name, why.code) for name, why in work.refused] == [("lists.zip/locked.xlsx", "file.password-wrong")]


def test_encoding_and_separator_are_told_and_can_be_changed(office: Office, anna: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(lines(HEADINGS, rifle(1, station="Łódź"), rifle(2, station="Żary"), between=";").encode("cp1250"))
    bench = office.workbench
    with bench.open([path], anna) as first:
        assert first.files()[0].separator == ";"
        again = bench.read_again(first, anna, 0, encoding="cp1250")
    with again as work:
        work.check()
        assert [row.cells[6].text for row in work.grid.page(work.grid.rows())] == ["Łódź", "Żary"]
        with pytest.raises(Refused, match="encoding-unknown"):
            bench.read_again(work, anna, 0, encoding="klingon")


def test_the_pivots_are_not_offered_and_the_data_sheets_are(office: Office, anna: Session) -> None:
    with office.workbench.open([shared("samples", "inventories", "mraps_by_county_pivots.xlsx")], anna) as work:
        seems = {each.sheet: (each.seems, each.taken) for each in work.tables.all()}
    assert seems == {
        "by state": ("pivot", False),
        "state $ totals": ("pivot", False),
        "by county": ("pivot", False),
        "cleaned data": ("inventory", True),
        "RAW DATA": ("inventory", False),
        "by date": ("pivot", False),
        "Sheet9": ("empty", False),
    }


def test_group_names_on_the_first_line_only_are_filled_down(office: Office, anna: Session) -> None:
    with office.workbench.open([shared("samples", "inventories", "dla_scrap_by_site.xls")], anna) as work:
        tables = work.tables.all()
        assert [(each.seems, each.taken, each.filled_down) for each in tables] == [
            ("totals", False, ("DRMO NAME",))
        ] * 3
        assert tables[0].missing == ("names", "counts")
        for heading, field in (("DRMO NAME", "place"), ("SCL CD", "item"), ("Total", "quantity")):
            work.tables.set_field(0, heading, field)
        for each in work.tables.all():
            assert each.seems == "inventory"
            work.tables.take(each.index)
        assert work.check().counts.rows == 1325 + 1270 + 1252
        rows = work.grid.page(work.grid.rows()[:7])
        assert {row.cells[0].text for row in rows[:6]} == {"29 PALMS"}
        totals = work.grid.rows(left_out=True, table=0)
        assert work.grid.page(totals[:1])[0].cells[0].text == "29 PALMS Total"


def test_every_date_of_the_kansas_file_is_month_first(office: Office, anna: Session) -> None:
    with office.workbench.open([shared("samples", "inventories", "ks_1033_data.csv")], anna) as work:
        work.check()
        column = next(each for each in work.tables.columns(0) if each.field == "received_on")
        assert column.order == "month"
        seen = 0
        ids = work.grid.rows()
        for start in range(0, len(ids), 500):
            for row in work.grid.page(ids[start : start + 500]):
                month, day, year = row.cells[column.index].text.split(" ")[0].split("/")
                assert row.cells[column.index].value == f"20{year[-2:]}-{month:0>2}-{day:0>2}" or year.startswith("19")
                seen += 1
        assert seen == 1575
