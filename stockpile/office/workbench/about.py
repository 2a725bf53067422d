"""An export of the register that comes back: known by its About sheet, which says of which database it is, how far the
ledgers were, and what each of its columns is, whatever language they are headed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stockpile.exchange import headings as h
from stockpile.exchange.loading import LoadedFile, LoadedSheet
from stockpile.office.exporting import ABOUT, FORM, ID_HEADING

# Fields of the register's list, as the import names them; what is not here goes by acts and is passed over.
_FIELDS = {
    "id": h.WEAPON_ID, "serial": h.SERIAL, "maker": h.MAKER, "model": h.MODEL, "category": h.CATEGORY,
    "calibre": h.CALIBRE, "country": h.COUNTRY, "nsn": h.NSN, "asset_number": h.ASSET_NUMBER,
    "received_on": h.RECEIVED_ON, "condition": h.CONDITION, "year": h.YEAR, "remark": h.REMARK,
    "import_country": h.IMPORT_COUNTRY,
}  # fmt: skip
_SHORT = 500  # rows of a sheet that may be an About sheet


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself. ``sizes``: how many vouchers the ledger of each site had; ``fields``: of its
    columns, as the import names them."""

    sizes: Mapping[str, int]
    fields: tuple[str, ...]

    def fits(self, sheet: LoadedSheet) -> bool:
        """Whether a sheet is the list that it is about."""
        headings = sheet.survey.headings
        return bool(headings) and headings[0] == ID_HEADING and len(headings) >= len(self.fields)


def about(loaded: LoadedFile, database: str) -> About | None:
    """What a file says of itself, where it is an export of this database; nothing for every other file."""
    for sheet in loaded.sheets:
        if sheet.name != ABOUT or sheet.height > _SHORT:
            continue
        rows = [[column.text(row) for column in sheet.columns] for row in range(sheet.height)]
        said = {row[0]: row[1] for row in rows if len(row) > 1}
        if said.get("Form") == FORM and said.get("Database") == database:
            return About(_sizes(rows), tuple(_FIELDS.get(each, h.IGNORED) for each in said.get("Columns", "").split()))
    return None


def _sizes(rows: list[list[str]]) -> dict[str, int]:
    seals = [row for row in rows if row[0] == "Seal" and len(row) > 3]  # noqa: PLR2004 - site, log, size, root
    return {row[1]: int(row[3]) for row in seals if row[3].isdecimal()}
