"""What becomes of every messy public file; `docs/messy-files.md` says so, and these tests hold it to the truth.

Written anew with STOCKPILE_WRITE_DOCS=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared import SHARED

from stockpile.domain.errors import Refused
from stockpile.exchange import process
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, TableInfo
from stockpile.wording import text_of

MESSY = SHARED / "samples" / "messy"
FOLDERS = sorted(each.name for each in MESSY.iterdir() if each.is_dir()) if MESSY.is_dir() else []
PAGE = Path(__file__).resolve().parents[2] / "docs" / "messy-files.md"
HEAD = """# What becomes of messy files

Every file of the public samples' folder `messy`, opened on the workbench: what each sheet seems to be, or why the file is
not opened. A sheet that is no inventory is listed with what it lacks and can be taken all the same, once somebody has said
which columns name and count the pieces. No file takes the program down; none takes longer than a few seconds. Written by
`tests/workbench/test_messy.py`, which fails where this page is not true.

| trait | file | what becomes of it |
| --- | --- | --- |
"""

PASSWORDS = {
    "pass_protected.ods": "1234",
    "pass_protected.xlsb": "1234",
    "protected_passtika.xlsx": "tika",
    "xor-encryption-abc.xls": "abc",
}

LACKS = {"names": "a column that names pieces", "counts": "one that counts them or tells them apart"}
SEEMS = {
    "empty": "empty",
    "text": "no table: no line of headings; shown as it is",
    "chart": "a chart",
    "pivot": "a pivot table",
    "totals": "a list of totals",
}


def of_sheet(table: TableInfo) -> str:
    """What a sheet seems to be, in words."""
    name = f"`{table.sheet}`: " if table.sheet else ""
    if table.seems not in ("inventory", "table"):
        return name + SEEMS.get(table.seems, table.seems)
    found = "inventory" if table.seems == "inventory" else "table"
    left = ", ".join(f"{count} {kind.name.lower()}" for kind, count in table.left_out.items())
    lacks = " and ".join(LACKS[each] for each in table.missing)
    return (
        f"{name}{found}, headings in row {table.header_row}, {table.rows} rows"
        + (f" (left out: {left})" if left else "")
        + (f", columns {', '.join(map(str, table.hidden_columns))} hidden" if table.hidden_columns else "")
        + (f", {len(table.hidden_rows)} rows hidden" if table.hidden_rows else "")
        + (", sheet hidden" if table.hidden else "")
        + (f"; lacks {lacks}" if lacks else "")
    )


def outcome(work: ImportSession) -> str:
    """What becomes of a file that can be opened."""
    sheets = "; ".join(map(of_sheet, work.tables.all()))
    if not any(each.taken for each in work.tables.all()):
        return sheets
    counts = work.check().counts
    return f"{sheets}. {counts.new} of {counts.rows} rows go in: {counts.weapons} weapons, {counts.other_items} rows of equipment"


def lines_of(folder: str, office: Office, session: Session) -> Iterator[str]:
    """The lines of the page about one folder."""
    for path in sorted((MESSY / folder).rglob("*")):
        if not path.is_file():
            continue
        process.warm()
        password = PASSWORDS.get(path.name.partition("__")[2], "")
        try:
            with office.workbench.open([path], session, password=password) as work:
                said = ("with its password: " if password else "") + outcome(work)
        except Refused as refusal:
            said = "not opened. " + text_of(refusal)
        yield f"| {folder} | {path.name.partition('__')[2] or path.name} | {said.replace('|', '/')} |"


@pytest.mark.skipif(not FOLDERS, reason="needs samples/messy in the folder 'shared' beside the project")
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_page_of_messy_files_is_true(folder: str, office: Office, anna: Session) -> None:
    found = sorted(lines_of(folder, office, anna))
    assert found
    page = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.is_file() else []
    if os.environ.get("STOCKPILE_WRITE_DOCS"):
        kept = [line for line in page[HEAD.count("\n") :] if not line.startswith(f"| {folder} |")]
        PAGE.write_text(HEAD + "\n".join(sorted([*kept, *found])) + "\n", encoding="utf-8")
        return
    assert [line for line in page if line.startswith(f"| {folder} |")] == found


@pytest.mark.skipif(not FOLDERS, reason="needs samples/messy in the folder 'shared' beside the project")
def test_the_page_names_no_other_file() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()[HEAD.count("\n") :]
    assert lines == sorted(lines)
    assert {line.split(" | ")[0].removeprefix("| ") for line in lines} == set(FOLDERS)
