"""Every public inventory comes in on the workbench with at most one confirmation, and every figure is as EXPECTED.json says.

What a person does between opening a file and importing it is in `CONFIRMED`: nothing, for all files but two.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from shared import SHARED, shared

from stockpile.acts.intake import ReadRow
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession

INVENTORIES = SHARED / "samples" / "inventories"
FILES = sorted(each.name for each in INVENTORIES.iterdir()) if INVENTORIES.is_dir() else []
NAMES = {
    "property_book_ND.xlsx": "ND.xlsx",
    "property_book_ID.xlsx": "ID.xlsx",
    "property_book_FL.xlsx": "FL.xlsx",
    "ne_1033_data.xlsx": "ne_1033_data.xlsx",
    "ks_1033_data.csv": "ks_1033_data.csv",
}


def take_all_years(work: ImportSession) -> None:
    """The list of scrap is no list of weapons: somebody has to say that it is to be taken."""
    work.tables.take_together(0)


CONFIRMED: Mapping[str, Callable[[ImportSession], None]] = {"dla_scrap_by_site.xls": take_all_years}
UNTOLD = {  # files of which EXPECTED.json says nothing: rows, quantity; its own grand totals say the same
    "dla_scrap_by_site.xls": (1325 + 1270 + 1252, 431915150 + 356996497 + 318386111),
    "mraps_by_county_pivots.xlsx": (605, 607),
}


def figures_of(name: str) -> dict[str, Any]:
    everything: dict[str, Any] = json.loads(shared("samples", "EXPECTED.json").read_text(encoding="utf-8"))
    if name in NAMES:
        return dict(everything[NAMES[name]])
    listed: dict[str, Any] = everything["leso2020"].get(name.removeprefix("leso2020_").replace("_", " "), {})
    return listed


class Found:
    """What the workbench makes of a file, under the names that EXPECTED.json gives the figures."""

    def __init__(self, work: ImportSession, name: str) -> None:
        self.work = work
        self.name = name
        self.table = next(each for each in work.tables.all() if each.taken)
        self.rows = [
            each for some in work.work.checker.read(work.work.tables[self.table.index], self._places()) for each in some
        ]
        self.weapons = [row for row in self.rows if row.sort in ("weapon", "lot")]

    def _places(self) -> list[int]:
        return work_rows(self.work, self.table.index)

    def fact(self, rows: list[ReadRow], name: str) -> list[Any]:
        return [row.facts.get(name) for row in rows]

    def figure(self, name: str) -> object:
        return getattr(self, f"of_{name}")()

    def of_header_row(self) -> object:
        return self.table.header_row

    def of_columns(self) -> object:
        return list(self.table.headings)

    def of_data_lines(self) -> object:
        return self.table.rows

    def of_quantity_total(self) -> object:
        return sum(row.quantity for row in self.rows)

    of_units = of_quantity_total

    def of_total_cost(self) -> object:
        return round(sum(row.value for row in self.rows), 2)

    of_value = of_total_cost

    def of_weapon_lines(self) -> object:
        return len(self.weapons)

    def of_weapon_units(self) -> object:
        return sum(row.quantity for row in self.weapons)

    def of_weapon_lines_quantity_over_1(self) -> object:
        return sum(row.quantity > 1 for row in self.weapons)

    def of_weapons_by_model(self) -> object:
        return dict(Counter(self.fact(self.weapons, "model")))

    def of_weapons_by_nsn(self) -> object:
        return dict(Counter(self.fact(self.weapons, "nsn")))

    def of_nsn_not_13_digits(self) -> object:
        return sum("local-stock-number" in row.facts.get("flags", []) for row in self.rows)

    def of_stations(self) -> object:
        return len(set(self.fact(self.rows, "place")))

    of_counties = of_stations

    def of_identical_lines(self) -> object:
        return len(self.rows) - len({row.digest for row in self.rows})

    def of_lines_without_item_name(self) -> object:
        return sum(not row.facts.get("item") for row in self.rows)

    def of_ship_date_range(self) -> object:
        dates = [date for date in self.fact(self.rows, "received_on") if date]
        return [min(dates), max(dates)]

    def of_ship_date_not_a_date(self) -> object:
        return [each for each in self.work.work.results.told() if any("date" in one.code for one in each[1])]

    def of_non_data_rows_after_header(self) -> object:
        left_out = self.work.grid.page(self.work.grid.rows(left_out=True))
        return [
            [row.number, [cell.text for cell in row.cells if cell.text]]
            for row in left_out
            if row.number > self.table.header_row
        ]

    def of_csv_rows(self) -> object:
        return len(self.work.tables.lines(0, 2, 10_000))

    def of_blank_lines(self) -> object:
        return sum(line.kind.name == "BLANK" for line in self.work.tables.lines(0, 2, 10_000))


def work_rows(work: ImportSession, table: int) -> list[int]:
    first = work.work.tables[table].first
    return [row - first for row in work.grid.rows(table=table)]


def same(name: str, found: object, wanted: object) -> bool:
    if name == "non_data_rows_after_header":
        return _numbered(found) == _numbered(wanted)
    return found == wanted


def _numbered(rows: Any) -> list[Any]:
    return [[number, [_plain(text) for text in texts]] for number, texts in rows]


def _plain(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return text.strip()


@pytest.mark.skipif(not FILES, reason="needs samples/inventories in the folder 'shared' beside the project")
@pytest.mark.parametrize("name", FILES)
def test_every_figure_of_every_public_inventory(name: str, office: Office, anna: Session) -> None:
    with office.workbench.open([INVENTORIES / name], anna) as work:
        if name in CONFIRMED:
            CONFIRMED[name](work)
        counts = work.check().counts
        assert counts.rejected == 0
        assert all(each.agrees for each in work.grid.totals())
        if name in UNTOLD:
            assert (counts.rows, counts.quantity_total) == UNTOLD[name]
            return
        found, figures = Found(work, name), figures_of(name)
        assert figures
        wrong = {
            each: (found.figure(each), wanted)
            for each, wanted in figures.items()
            if not same(each, found.figure(each), wanted)
        }
        assert wrong == {}


def test_the_raw_sheet_of_a_workbook_of_pivots_says_what_its_cleaned_one_says(office: Office, anna: Session) -> None:
    """Its states stand on the first line only, and a line without a word adds each of them up."""
    with office.workbench.open([shared("samples", "inventories", "mraps_by_county_pivots.xlsx")], anna) as work:
        sheets = {each.sheet: each.index for each in work.tables.all()}
        states = {}
        for name in ("cleaned data", "RAW DATA"):
            for each in sheets.values():
                work.tables.take(each, taken=each == sheets[name])
            counts = work.check().counts
            assert (counts.rows, counts.quantity_total, counts.value_total) == (605, 607, 412035427)
            states[name] = Counter(row.cells[0].text for row in work.grid.page(work.grid.rows()))
        assert states["RAW DATA"] == states["cleaned data"]
        wrong = [(each.heading, each.stated) for each in work.grid.totals() if not each.agrees]
        assert wrong == [("Unit Cost", 48010000), ("Unit Cost", 411900427)]  # the file errs in Texas, and so in all
