"""The mark that an export carries, by which it is known when it comes back: which database, and how far it was."""

from __future__ import annotations

import re

from stockpile.exchange.loading import LoadedFile
from stockpile.storage.appending import next_voucher_id
from stockpile.storage.reader import Reader

_MARK = re.compile(r"stockpile-export/1 ([0-9a-f]{8,64}) (\d{1,18})")
_SHORT = 60  # rows of a sheet that may be an About sheet


def export_mark(database: str, voucher: int) -> str:
    """The text that stands in a cell of the About sheet of an export.

    ``database``: its random id; ``voucher``: place, in the order of recording, of the last voucher it shows.
    """
    return f"stockpile-export/1 {database} {voucher}"


def last_voucher(reader: Reader) -> int:
    """The place, in the order of recording, of the last voucher of a database."""
    return next_voucher_id(reader.connection) - 1


def version_of(loaded: LoadedFile, database: str) -> int | None:
    """The last voucher that an export of this database knew of; nothing for every other file."""
    for sheet in loaded.sheets:
        if sheet.height > _SHORT:
            continue
        for column in sheet.columns:
            for text in column.texts:
                found = _MARK.fullmatch(text)
                if found and database == found[1]:
                    return int(found[2])
    return None
