"""The inventory list as PDF: every weapon that was asked for, numbered, on A4 across, and what they come to by
category."""

from __future__ import annotations

import os
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape

from stockpile.documents import fonts, statement
from stockpile.documents.cells import Fitting, draw, is_right_to_left
from stockpile.documents.content import InventoryContent
from stockpile.documents.streamed import StreamedCanvas
from stockpile.domain.category import Category
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.language import translations
from stockpile.reference.categories import LABELS

WIDTH, HEIGHT = landscape(A4)
MARGIN = 30.0
ROW, SIZE = 12.5, 7.5
TOP = HEIGHT - 84
BOTTOM = 44.0
ROWS_ON_PAGE = int((TOP - BOTTOM) // ROW)

INK, MUTED, RULE, BAND = HexColor("#1B2430"), HexColor("#566273"), HexColor("#C3CAD3"), HexColor("#F1F3F6")

Words = Callable[[str], str]
Progress = Callable[[int, "int | None"], None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, field of the row (empty: the running number), width in points, font."""

    heading: str
    field: str
    width: float
    font: str = fonts.TEXT


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list, in their order."""
    return (
        Column(words("No."), "", 34),
        Column(words("Weapon"), "id", 78, fonts.MONO),
        Column(words("Manufacturer"), "maker", 86),
        Column(words("Model"), "model", 78),
        Column(words("Serial number"), "serial", 104, fonts.MONO),
        Column(words("Country"), "country", 40),
        Column(words("Category"), "category", 104),
        Column(words("Calibre"), "calibre", 72),
        Column(words("Place or holder"), "location", 76),
        Column(words("Standing"), "standing", 58),
        Column(words("Condition"), "condition", 52),
    )


def chosen_columns(words: Words, content: InventoryContent) -> tuple[Column, ...]:
    """The columns somebody chose, as wide beside one another as on the screen, after the running number."""
    first = columns(words)[0]
    room = WIDTH - 2 * MARGIN - first.width
    part = room / sum(each.width for each in content.columns)
    return (
        first,
        *(
            Column(each.heading, each.field, each.width * part, fonts.MONO if each.code else fonts.TEXT)
            for each in content.columns
        ),
    )


def write_inventory(
    path: Path,
    content: InventoryContent,
    sign: Callable[[bytes], bytes] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> int:
    """Write the list; how many weapons stand on it. The file is there whole or not at all.

    Raises:
        Refused: `cancelled`, `file.not-writable`.
    """
    try:
        handle, made = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}-")
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
    try:
        with os.fdopen(handle, "w+b") as out:
            count = _List(content, StreamedCanvas(out, (WIDTH, HEIGHT)), progress, cancelled).draw()
            if sign is not None:
                out.seek(0)
                signed = sign(out.read())
                out.seek(0)
                out.write(signed)
            out.flush()
            os.fsync(out.fileno())
        Path(made).replace(path)
    except BaseException as error:
        Path(made).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Refused("file.not-writable", file=str(path), why=error.strerror or "") from error
        raise
    return count


class _List:
    """One list being drawn."""

    def __init__(
        self,
        content: InventoryContent,
        canvas: StreamedCanvas,
        progress: Progress | None,
        cancelled: threading.Event | None,
    ) -> None:
        fonts.register()
        self._content = content
        self._canvas = canvas
        self._progress = progress
        self._cancelled = cancelled
        self._words = translations(content.language).gettext
        self._columns = chosen_columns(self._words, content) if content.columns else columns(self._words)
        self._fits = [Fitting(column.font, SIZE, column.width - 6) for column in self._columns]
        self._lefts = [MARGIN + sum(column.width for column in self._columns[:at]) for at in range(len(self._columns))]
        self._labels = {category.value: self._words(label) for category, label in LABELS.items()}
        self._pages = max(1, -(-content.total // ROWS_ON_PAGE)) + 1
        self._page = 0
        self._by_category: Counter[str] = Counter()
        self._seal = _seal_line(content.seal)
        canvas.setTitle(f"{content.title}, {content.site_name}, {content.as_at}")
        canvas.setCreator("Stockpile")
        canvas.setKeywords(statement.write("inventory", content.site, content.seal))

    def draw(self) -> int:
        """All pages; how many rows there were."""
        rows = iter(self._content.rows)
        done = 0
        while True:
            page = list(islice(rows, ROWS_ON_PAGE))
            if not page and done:
                break
            self._begin_page()
            self._draw_head()
            self._draw_rows(page, done)
            self._canvas.showPage()
            done += len(page)
            self._watch(done)
            if len(page) < ROWS_ON_PAGE:
                break
        self._begin_page()
        self._draw_summary(done)
        self._canvas.showPage()
        self._canvas.finish()
        return done

    def _watch(self, done: int) -> None:
        if self._cancelled is not None and self._cancelled.is_set():
            raise Refused("cancelled")
        if self._progress is not None:
            self._progress(done, self._content.total)

    # -- a page --------------------------------------------------------------------------------------------------------

    def _begin_page(self) -> None:
        self._page += 1
        canvas, content = self._canvas, self._content
        self._put(MARGIN, HEIGHT - 40, content.title, fonts.BOLD, 13, INK)
        about = self._words("{site}; as at {date}").format(
            site=f"{content.site_name} ({content.site})", date=content.as_at
        )
        self._put(
            MARGIN,
            HEIGHT - 54,
            about + (f"; {content.filter_text}" if content.filter_text else ""),
            fonts.TEXT,
            8,
            MUTED,
        )
        page = self._words("Page {number} of {count}").format(number=self._page, count=self._pages)
        canvas.setFont(fonts.TEXT, 8)
        canvas.setFillColor(MUTED)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 40, page)
        printed = self._words("Printed {moment}").format(moment=f"{content.printed_at:%Y-%m-%d %H:%M %z}")
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 54, printed)
        canvas.setFont(fonts.MONO, 6)
        canvas.drawString(MARGIN, 24, self._seal)

    def _draw_head(self) -> None:
        canvas = self._canvas
        canvas.setFillColor(INK)
        canvas.setFont(fonts.BOLD, SIZE)
        for column, left in zip(self._columns, self._lefts, strict=True):
            canvas.drawString(left, TOP + 6, Fitting(fonts.BOLD, SIZE, column.width - 4)(column.heading))
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, TOP + 1.5, WIDTH - MARGIN, TOP + 1.5)

    def _draw_rows(self, rows: list[WeaponRow], done: int) -> None:
        """Bands and rules first, then all text as one object, then the few cells that run from the right."""
        self._draw_bands(len(rows))
        canvas = self._canvas
        text = canvas.beginText()
        text.setFillColor(INK)
        special: list[tuple[float, float, str, str]] = []
        cells = [self._cells(row, number) for number, row in enumerate(rows, done + 1)]
        for at, column in enumerate(self._columns):
            text.setFont(column.font, SIZE)
            left, fit = self._lefts[at], self._fits[at]
            y = TOP - ROW + 3.6
            for row in cells:
                cell = row[at]
                if cell:
                    if not cell.isascii() and is_right_to_left(cell):
                        special.append((left, y, cell, column.font))
                    else:
                        text.setTextOrigin(left, y)
                        text.textOut(fit(cell))
                y -= ROW
        canvas.drawText(text)
        for left, y, cell, font in special:
            draw(canvas, left, y, cell, font, SIZE)

    def _cells(self, row: WeaponRow, number: int) -> tuple[str, ...]:
        label = self._labels.get(row.category, row.category)
        self._by_category[row.category] += 1
        if self._content.columns:
            return (str(number), *[each.text(row) for each in self._content.columns])
        return (
            str(number), row.id, row.maker, row.model, row.serial or "—", row.country, label, row.calibre,
            row.holder or row.location, self._words(row.standing), self._words(row.condition) if row.condition else "",
        )  # fmt: skip

    def _draw_bands(self, count: int) -> None:
        canvas = self._canvas
        canvas.setFillColor(BAND)
        for at in range(1, count, 2):
            canvas.rect(MARGIN - 2, TOP - ROW * (at + 1), WIDTH - 2 * MARGIN + 4, ROW, stroke=0, fill=1)

    # -- the last page -------------------------------------------------------------------------------------------------

    def _draw_summary(self, total: int) -> None:
        y = TOP - 4
        self._put(MARGIN, y, self._words("Totals by category"), fonts.BOLD, 11, INK)
        y -= 20
        for label, count in self._totals():
            self._put(MARGIN, y, label, fonts.TEXT, 9, INK)
            self._canvas.setFont(fonts.TEXT, 9)
            self._canvas.drawRightString(MARGIN + 380, y, f"{count}")
            y -= 15
        self._canvas.setStrokeColor(INK)
        self._canvas.line(MARGIN, y + 10, MARGIN + 380, y + 10)
        self._put(MARGIN, y - 4, self._words("All weapons"), fonts.BOLD, 9, INK)
        self._canvas.setFont(fonts.BOLD, 9)
        self._canvas.drawRightString(MARGIN + 380, y - 4, f"{total}")
        self._draw_seal()

    def _totals(self) -> Iterator[tuple[str, int]]:
        for category in Category:
            if count := self._by_category.pop(category.value, 0):
                yield self._labels[category.value], count
        for other, count in sorted(self._by_category.items()):
            yield other or self._words("category not known"), count

    def _draw_seal(self) -> None:
        left = WIDTH - MARGIN - 300
        self._put(left, TOP - 4, self._words("Seal of the ledger"), fonts.BOLD, 11, INK)
        self._canvas.setFont(fonts.MONO, 6.5)
        self._canvas.setFillColor(INK)
        y = TOP - 20
        for line in self._content.seal.splitlines():
            for start in range(0, len(line), 76):
                self._canvas.drawString(left, y, line[start : start + 76])
                y -= 9
        draw_code(self._canvas, self._content.qr, left, y - 132, 124)

    def _put(self, x: float, y: float, text: str, font: str, size: float, colour: HexColor) -> None:
        self._canvas.setFillColor(colour)
        if is_right_to_left(text):
            draw(self._canvas, x, y, text, font, size)
        else:
            self._canvas.setFont(font, size)
            self._canvas.drawString(x, y, text)


def draw_code(canvas: StreamedCanvas, text: str, x: float, y: float, side: float) -> None:
    """Draw a QR code into a square."""
    matrix = tuple(segno.make(text, error="m", micro=False).matrix)
    module = side / len(matrix)
    canvas.setFillColor(HexColor("#000000"))
    path = canvas.beginPath()
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            if dark:
                path.rect(x + across * module, y + side - (down + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _seal_line(note: str) -> str:
    origin, size, root, *_rest = [*note.splitlines(), "", "", ""]
    return f"{origin}  {size}  {root}"
