"""A list of the register that comes back: known by the heading of its ids. Its About sheet says of which database it is,
how far the ledgers were, which weapons it shows, and what each of its columns is, whatever language they are headed in. A
list that has lost that sheet (saved as .csv) is read by its headings, against the register as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stockpile.acts.intake import EDITABLE, LISTED, Noted, ReadRow, by_act
from stockpile.domain.errors import Refused
from stockpile.domain.standing import Standing
from stockpile.domain.subject import BY_ID
from stockpile.exchange import headings as h
from stockpile.exchange.columns import heading_words
from stockpile.exchange.loading import LoadedFile, LoadedSheet
from stockpile.list_words import ID_HEADING, fields_by_heading, stored
from stockpile.office.exporting import ABOUT, FORM, read_ids
from stockpile.office.workbench.views import Level, Problem

if TYPE_CHECKING:
    from stockpile.office.workbench.shapes import Shape
    from stockpile.office.workbench.tables import WorkTable
    from stockpile.storage.matching import Sorted

# Fields of a list, as the import names them; what is not here goes by acts: it is compared, and not taken.
_FIELDS = {
    "id": h.WEAPON_ID, "serial": h.SERIAL, "maker": h.MAKER, "model": h.MODEL, "category": h.CATEGORY,
    "calibre": h.CALIBRE, "country": h.COUNTRY, "nsn": h.NSN, "asset_number": h.ASSET_NUMBER,
    "received_on": h.RECEIVED_ON, "condition": h.CONDITION, "year": h.YEAR, "remark": h.REMARK,
    "import_country": h.IMPORT_COUNTRY, "location": h.PLACE, "holder": h.HOLDER,
}  # fmt: skip
_SHOWN = {read: name for name, read in _FIELDS.items()}
_SHORT = 500  # rows of a sheet that may be an About sheet


@dataclass(frozen=True, slots=True)
class About:
    """What a list says of itself.

    Attributes:
        database: its id. as_at: the day as at which it was made, if not as of its making.
        sizes: how many vouchers the ledger of each site had.
        headings: field by heading; empty in those of before: then ``fields`` says them by their places.
        count: how many weapons it shows; ids: which, where it says so, as `exporting.read_ids` reads it.
    """

    database: str
    as_at: str
    sizes: Mapping[str, int]
    headings: Mapping[str, str]
    fields: tuple[str, ...]
    count: int
    ids: tuple[tuple[str, ...], ...]


def about(loaded: LoadedFile) -> About | None:
    """What a file says of itself, where it is a list of a register; nothing for every other file."""
    for sheet in loaded.sheets:
        if sheet.name != ABOUT or sheet.height > _SHORT:
            continue
        rows = [[column.text(row) for column in sheet.columns] for row in range(sheet.height)]
        said = {row[0]: [each for each in row[1:] if each] for row in rows if row}
        if said.get("Form", [])[:1] == [FORM]:
            return _read(rows, said)
    return None


def _read(rows: list[list[str]], said: Mapping[str, list[str]]) -> About:
    def one(name: str) -> str:
        return said.get(name, [""])[0] if said.get(name) else ""

    fields = tuple(one("Columns").split())
    headings = said.get("Headings", [])
    count = one("Weapons")
    return About(
        database=one("Database"),
        as_at=one("As at"),
        sizes=_sizes(rows),
        headings=dict(zip(headings, fields, strict=False)) if len(headings) == len(fields) else {},
        fields=fields,
        count=int(count) if count.isdecimal() else 0,
        ids=tuple(tuple(row[1:]) for row in rows if row and row[0] == "Ids"),
    )


def _sizes(rows: list[list[str]]) -> dict[str, int]:
    seals = [row for row in rows if row[0] == "Seal" and len(row) > 3]  # noqa: PLR2004 - site, log, size, root
    return {row[1]: int(row[3]) for row in seals if row[3].isdecimal()}


def demand_own(loaded: LoadedFile, database: str) -> None:
    """Refuse a list whose ids mean other weapons here (`file.other-database`), or that shows the past (`file.as-at`)."""
    found = about(loaded)
    if found is None or not any(_has_ids(sheet.survey.headings) for sheet in loaded.sheets):
        return
    if found.database != database:
        raise Refused("file.other-database", file=loaded.name, column=ID_HEADING)
    if found.as_at:
        raise Refused("file.as-at", file=loaded.name, day=found.as_at)


def _has_ids(headings: Iterable[str]) -> bool:
    return any(heading_words(each) == heading_words(ID_HEADING) for each in headings)


def fields_of(found: About | None, sheet: LoadedSheet) -> dict[int, str]:
    """Which column of a list shows which field; none where a sheet is no list of the register."""
    headings = [" ".join(each.split()) for each in sheet.survey.headings]
    if not _has_ids(headings):
        return {}
    if found is not None and not found.headings and headings[0] == ID_HEADING and len(headings) == len(found.fields):
        return dict(enumerate(found.fields))
    known = {" ".join(heading.split()): name for heading, name in (found.headings if found else {}).items()}
    fields = [known.get(each) or fields_by_heading().get(each.casefold(), "") for each in headings]
    return {at: name for at, name in enumerate(fields) if name and fields.index(name) == at}


def read_as(name: str) -> str:
    """What the import takes a field of a list for."""
    return _FIELDS.get(name, h.IGNORED)


def listed(shape: Shape) -> Mapping[int, str]:
    """The fields of a list by the places of its columns; of a table whose ids somebody has named, those that are mapped."""
    if shape.listed or h.WEAPON_ID not in shape.fields:
        return shape.listed
    return {at: _SHOWN[name] for at, name in enumerate(shape.fields) if name in _SHOWN}


def with_cells(rows: Sequence[ReadRow], table: WorkTable) -> None:
    """Give rows that name a weapon their cells, to be compared with what the register shows; what of them could not be read
    is kept under its heading."""
    columns, names = table.columns, table.shape.names
    fields = {at: name for at, name in listed(table.shape).items() if name != "id"}
    for row in rows if fields else ():
        if not row.key.startswith(BY_ID):
            continue
        cells = {name: stored(name, columns[at].text(row.row - 1)) for at, name in fields.items()}
        unread = {names[at]: cells[name] for at, name in fields.items() if _is_unread(row, name, cells[name])}
        if unread:
            row.facts["other"] = {**unread, **_notes(row)}
        row.facts[LISTED] = cells


def _is_unread(row: ReadRow, name: str, text: str) -> bool:
    return bool(text) and name in EDITABLE and name not in row.facts


def _notes(row: ReadRow) -> Mapping[str, object]:
    kept = row.facts.get("other")
    return kept if isinstance(kept, dict) else {}


def tell(table: WorkTable, found: Sorted, warned: dict[int, list[Problem]], site: str) -> None:
    """Say of rows of a list, by the headings of the file, what was noted of them."""
    headings = {name: table.shape.names[at] for at, name in listed(table.shape).items()}
    if not headings:
        return
    for row, note in [*found.noted, *((new.row, note) for new in found.new for note in _of_new(new.row, table, site))]:
        facts = _with_headings(note.facts, headings)
        warned[row[0]].append(Problem(headings.get(note.field, ""), note.code, facts, Level.WARNING))
    found.refused = [(row, Refused(why.code, **_with_headings(why.facts, headings))) for row, why in found.refused]


def _with_headings(facts: Mapping[str, object], headings: Mapping[str, str]) -> dict[str, object]:
    """Facts that name fields, as the file calls them."""
    named = facts.get("fields")
    more = {"fields": [headings.get(str(each), str(each)) for each in named]} if isinstance(named, list) else {}
    return {**facts, **more}


def _of_new(row: ReadRow, table: WorkTable, site: str) -> Iterator[Noted]:
    """What a row that was added to a list says and a new weapon does not get: it comes into stock at the site."""
    gets = {"standing": Standing.IN_STOCK.value, "site": site}
    for at, name in listed(table.shape).items():
        text = stored(name, table.columns[at].text(row[0] - 1))
        if name not in _FIELDS and text not in ("", gets.get(name)):
            yield by_act(name, text, gets.get(name, ""))


def named_in(tables: Iterable[WorkTable]) -> Iterator[str]:
    """The weapons that the rows of lists name."""
    for table in tables:
        at = next((at for at, name in listed(table.shape).items() if name == "id"), None)
        if at is not None and table.taken:
            yield from (table.columns[at].text(row).strip().upper() for row in table.rows())


def absent(found: Iterable[About | None], named: Iterable[str]) -> tuple[int, list[str]]:
    """How many weapons of lists are not in them any more, and which, where the lists say that."""
    there = set(named)
    lists = [each for each in found if each is not None]
    if all(each.ids for each in lists):
        gone = sorted({subject for each in lists for subject in read_ids(each.ids)} - there)
        return len(gone), gone
    return max(sum(each.count for each in lists) - len(there), 0), []
