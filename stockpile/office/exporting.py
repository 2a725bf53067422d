"""Export of what is seen: the same weapons, columns and order as on the screen, as a workbook or a paper.

A workbook can come back: its first column is the weapon's id, everything is text, and its sheet `About` says of which
database and of which state of the ledgers it is (decision 0046).
"""

from __future__ import annotations

import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from stockpile.documents.content import ListingColumn
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.domain.filter_text import printed
from stockpile.language import _
from stockpile.list_words import ID_HEADING
from stockpile.office.browsing import Browsing, Look
from stockpile.office.papers import Listing, Papers
from stockpile.office.sessions import Session
from stockpile.sealing.checkpoint import read_unverified
from stockpile.storage import overview
from stockpile.storage.store import Store

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
        ids: list[str] = []

        def cells(row: WeaponRow) -> list[str]:
            ids.append(row.id)
            return [row.id, *(each.text(row) for each in columns)]

        rows = map(cells, self._rows(export, progress, cancelled))
        headings = [ID_HEADING, *(each.heading for each in columns)]
        fields = ["id", *(each.field for each in columns)]
        return write_table(
            path,
            headings,
            rows,
            text_columns=range(len(headings)),
            title=export.title,
            about=(ABOUT, self._about(export, fields, headings, ids)),
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

    def _about(
        self, export: Export, fields: Sequence[str], headings: Sequence[str], ids: Sequence[str]
    ) -> Iterator[list[str]]:
        """What a later import has to know of the file: whose it is, what it says of the ledgers, what its columns are.

        ``ids``: of the weapons; they are all there when the rows have been written.
        """
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
            ["Headings", *headings],
            ["Site", where.site],
            ["Looked for", where.query],
            *(["Condition", printed(each)] for each in where.conditions),
        ]
        for site, note in heads:
            if note:
                head = read_unverified(note)
                lines.append(["Seal", site, head.origin, str(head.size), head.root.hex()])
        yield from lines
        yield from ([_IDS, *each] for each in written_ids(ids))


_IDS = "Ids"
_LONGEST_LINE = 30_000  # characters of a cell
_MOST_LINES = 20  # a list of more scattered weapons says only how many there are


def written_ids(ids: Iterable[str]) -> list[tuple[str, str]]:
    """The ids of weapons, those that follow each other as one range: `HQ-W`, `1-400 402`; nothing where it is too much."""
    by_begin: dict[str, list[int]] = defaultdict(list)
    for each in ids:
        site, between, number = each.rpartition("-W")
        by_begin[site + between].append(int(number))
    lines = [
        (begin, line)
        for begin, numbers in sorted(by_begin.items())
        for line in wrap(" ".join(_ranges(sorted(numbers))), _LONGEST_LINE)
    ]
    return lines if len(lines) <= _MOST_LINES else []


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    for _gap, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        together = [number for _place, number in run]
        yield str(together[0]) if len(together) == 1 else f"{together[0]}-{together[-1]}"


def read_ids(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """The ids that such lines name."""
    for begin, ranges in (line[:2] for line in lines if len(line) > 1):
        for each in ranges.split():
            first, _dash, last = each.partition("-")
            if first.isdecimal() and (not last or last.isdecimal()):
                numbers = range(int(first), int(last or first) + 1)
                yield from (f"{begin}{number:07d}" for number in numbers[:_MOST_IDS])


_MOST_IDS = 10_000_000  # of one range: what a stranger wrote is not believed without end


def as_text(rows: Sequence[WeaponRow], columns: Sequence[ListingColumn]) -> str:
    """Rows below their headings, with tabs between: what other programs take from the clipboard."""
    lines = [[each.heading for each in columns], *([each.text(row) for each in columns] for row in rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
