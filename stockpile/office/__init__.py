"""The office: where the parts are put together, and the only door for screens and command line.

`Office` is one open database and what may be done with it. What may be done is split by who asks: acts
(`performing`), inventories coming in (`importing`), reading (`reading`), papers (`papers`), trust (`trust`), and who
may (`sessions`).
"""

from __future__ import annotations

from stockpile.documents.content import ListingColumn
from stockpile.office.browsing import Look
from stockpile.office.catalogue import CatalogueEntry, CatalogueQuery
from stockpile.office.exporting import Export, as_text
from stockpile.office.finding import Found, Group, Scanned
from stockpile.office.importing import ImportAnswer
from stockpile.office.office import Office
from stockpile.office.reading import LedgerStatus, TimelineEntry, VoucherCard, WeaponCard
from stockpile.office.sessions import Session
from stockpile.office.trust import PaperCheck
from stockpile.storage.finding import Thing

__all__ = [
    "CatalogueEntry",
    "CatalogueQuery",
    "Export",
    "Found",
    "Group",
    "ImportAnswer",
    "LedgerStatus",
    "ListingColumn",
    "Look",
    "Office",
    "PaperCheck",
    "Scanned",
    "Session",
    "Thing",
    "TimelineEntry",
    "VoucherCard",
    "WeaponCard",
    "as_text",
]
