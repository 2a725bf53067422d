"""Export of what is seen: the same weapons, columns and order as on the screen, as a workbook or a paper.

A workbook can come back: its first column is the weapon's id, everything is text, and its sheet `About` says of which
database and of which state of the ledgers it is (decision 0046).
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stockpile.documents.content import ListingColumn
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.domain.filter_text import printed
from stockpile.language import _
from stockpile.office.browsing import Browsing, Look
from stockpile.office.papers import Listing, Papers
from stockpile.office.sessions import Session
from stockpile.sealing.checkpoint import read_unverified
from stockpile.storage import overview
from stockpile.storage.store import Store

ID_HEADING = "Stockpile id"  # in every language: by it the program knows its own workbook again
ABOUT = "About"
FORM = "register export 1"
_AT_ONCE = 2_000

Progress = Callable[[int, "int | None"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is to be exported.

    Attributes:
        look: what is seen. keys: those chosen of it; None: all. columns: field, heading and text of each column.
        title: of the list; said: what narrows it, in words.
    """

    look: Look
    columns: tuple[ListingColumn, ...]
    keys: array[int] | None = None
    title: str = ""
    said: str = ""
    language: str = "en"

    @property
    def wanted(self) -> array[int]:
        """The keys of what is exported."""
        return self.look.keys if self.keys is None else self.keys


@dataclass(frozen=True, slots=True)
class Exporting:
    """Exports from an open database."""

    store: Store
    browsing: Browsing
    papers: Papers
    now: Callable[[], datetime]

    def write(
        self,
        path: Path,
        export: Export,
        by: Session,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> int:
        """Write a workbook or a signed PDF, as the file's name ends; how many weapons are in it.

        Raises:
            Refused: `cancelled`, `file.not-writable`, `filter.value` for another kind of file.
        """
        kind = path.suffix.lower()
        if kind == ".xlsx":
            return self._workbook(path, export, progress, cancelled)
        if kind == ".pdf":
            listing = Listing(
                columns=export.columns, rows=self._rows(export, None, None), total=len(export.wanted), said=export.said,
                title=export.title,
            )  # fmt: skip
            return self.papers.inventory_pdf(
                path, export.look.where, by, export.language, progress, cancelled, listing=listing
            )
        raise Refused("filter.value", field=_("kind of file"), value=path.suffix, allowed=[".pdf", ".xlsx"])

    def _workbook(
        self, path: Path, export: Export, progress: Progress | None, cancelled: threading.Event | None
    ) -> int:
        from stockpile.exchange.workbook import write_table

        columns = [each for each in export.columns if each.field != "id"]
        rows = ([row.id, *(each.text(row) for each in columns)] for row in self._rows(export, progress, cancelled))
        headings = [ID_HEADING, *(each.heading for each in columns)]
        return write_table(
            path,
            headings,
            rows,
            text_columns=range(len(headings)),
            title=export.title,
            about=(ABOUT, self._about(export, ["id", *(each.field for each in columns)])),
        )

    def _rows(
        self, export: Export, progress: Progress | None, cancelled: threading.Event | None
    ) -> Iterator[WeaponRow]:
        wanted = export.wanted
        for start in range(0, len(wanted), _AT_ONCE):
            if cancelled is not None and cancelled.is_set():
                raise Refused("cancelled")
            if progress is not None:
                progress(start, len(wanted))
            yield from self.browsing.rows_of(export.look, wanted[start : start + _AT_ONCE])

    def _about(self, export: Export, fields: Sequence[str]) -> list[list[str]]:
        """What a later import has to know of the file: whose it is, what it says of the ledgers, what its columns are."""
        where = export.look.where
        with self.store.reading() as reader:
            heads = [(site, note) for site, _count, _sealed, note in overview.heads(reader)]
        lines = [
            ["Form", FORM],
            ["Database", self.store.database],
            ["Made at", self.now().isoformat(timespec="seconds")],
            ["As at", where.as_at.isoformat() if where.as_at else ""],
            ["Language", export.language],
            ["Weapons", str(len(export.wanted))],
            ["Columns", " ".join(fields)],
            ["Site", where.site],
            ["Looked for", where.query],
            *(["Condition", printed(each)] for each in where.conditions),
        ]
        for site, note in heads:
            if note:
                head = read_unverified(note)
                lines.append(["Seal", site, head.origin, str(head.size), head.root.hex()])
        return lines


def as_text(rows: Sequence[WeaponRow], columns: Sequence[ListingColumn]) -> str:
    """Rows below their headings, with tabs between: what other programs take from the clipboard."""
    lines = [[each.heading for each in columns], *([each.text(row) for each in columns] for row in rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
