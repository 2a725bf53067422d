"""Where in a sheet the table is: its header under preambles, its rows, and what stands below them.

Every row under the header that is not blank is a row of the table, unless it is seen to be something else (a total, a
page line, the header again); then it is left out aloud, with its number, its text and the reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

from stockpile.exchange.cells import Cell, text_of
from stockpile.exchange.columns import Column, heading_words, map_columns
from stockpile.exchange.heads import find_head, joined_headings, says_the_same
from stockpile.exchange.sections import Sections, number_of, numbers_of

LOOKED_AT = 200  # rows in which a header is looked for
SAMPLE = 300  # rows by which columns are understood
_TITLE_CELLS = 3
_FEW_COLUMNS = 3  # below it a row with one cell is a row
_TOTAL_WORDS = frozenset(
    {
        *("total", "totals", "sum", "summary", "subtotal", "overall", "somme", "totaux", "suma", "totales", "resumen"),
        *("итого", "всего", "сумма", "合计", "总计", "小计", "المجموع", "الاجمالي", "اجمالي"),
    }
)
_PAGE_LINE = re.compile(r"^\W*(page\s*)?-?\s*\d+\s*(-|/|of|sur|de|из)?\s*\d*\s*-?\W*$", re.IGNORECASE)
_TIME = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?$")
_NAMES_A_PIECE = ("item", "serial", "nsn", "model", "asset_number", "maker")

Row = Sequence[Cell]


@dataclass(slots=True)
class Table:
    """A table found in a sheet.

    Attributes:
        sheet: its name. header_row: number of the header, from 1, as a person sees it; header_rows: over how many rows
            it goes.
        headings: as they stand there. sample: the first rows. numbered: all rows with their numbers, once.
        mapped: its columns, as its headings and sample show them; at: places of the fields among them.
        left_out: what is no row, as {row, why, text}. stated: numbers of total rows, by place of their column.
        titles: numbers of rows that are but a word at the left: titles of the rows under them, perhaps.
    """

    sheet: str
    header_row: int
    headings: list[str]
    sample: list[Row]
    numbered: Iterator[tuple[int, Row]]
    left_out: list[dict[str, object]] = field(default_factory=list)
    stated: list[dict[int, float]] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    at: Mapping[str, int] = field(default_factory=dict)
    first_heading: str = ""
    mapped: Sequence[Column] = ()
    header_rows: int = 1

    def __post_init__(self) -> None:
        self.first_heading = next((heading for heading in self.headings if heading), "")


def find_table(sheet: str, rows: Iterable[Row], header: tuple[int, int] | None = None) -> Table | None:
    """The table of a sheet; `None` where there is none.

    ``header``: number of its header row, and over how many rows the headings go, where somebody has said so.
    """
    stream = enumerate(rows, 1)
    first, count = header or (0, 1)
    head = list(islice(stream, max(LOOKED_AT, first + count)))
    found = find_head([row for _number, row in head]) if header is None else (first - 1, count)
    if found is None or found[0] >= len(head):
        return None
    place, count = found
    headings = joined_headings([row for _number, row in head[place : place + count]])
    width = max((at for at, heading in enumerate(headings, 1) if heading), default=0)
    headings = headings[:width]
    more = list(islice(stream, SAMPLE))
    below = [*head[place + count :], *more]
    sample = [row for _number, row in below if not is_blank(row)][:SAMPLE]
    table = Table(sheet, head[place][0], headings, sample, iter(()), header_rows=count)
    table.mapped = map_columns(headings, sample)
    table.at = {column.field: column.index for column in table.mapped if column.field}
    table.left_out = [
        {"row": before, "why": "above the table", "text": _joined(row)}
        for before, row in head[:place]
        if not is_blank(row)
    ]
    if below and says_the_same(headings, below[0][1]):
        table.left_out.append({"row": below[0][0], "why": "header again", "text": _joined(below[0][1])})
        del below[0]
    table.numbered = _rows(table, chain(below, stream))
    return table


# -- rows ----


def _rows(table: Table, below: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    again = [heading_words(heading) for heading in table.headings]
    sections = Sections(table.at[name] for name in _NAMES_A_PIECE if name in table.at)
    wide = sum(map(bool, table.headings)) >= _FEW_COLUMNS
    for number, row in below:
        if is_blank(row):
            continue
        filled = len(row) - row.count("") - row.count(None)
        why = _no_row(table, row, again, filled) or (_total(table, row) if sections.is_total(row) else "")
        if why == "total":
            sections.begin()
        if why:
            table.left_out.append({"row": number, "why": why, "text": _joined(row)})
        else:
            if wide and filled == 1 and _is_title(row):
                table.titles.append(number)
            yield number, row


def _is_title(row: Row) -> bool:
    """A single cell, at the left, of words."""
    at, cell = next((at, cell) for at, cell in enumerate(row) if cell not in (None, ""))
    return at <= 1 and isinstance(cell, str) and any(map(str.isalpha, cell))


def _no_row(table: Table, row: Row, again: list[str], filled: int) -> str:
    """Why a row that is not blank is no row of the table; empty where it is one.

    Asked of every row, so what most rows can be told by comes first and is remembered.
    """
    first = next(cell for cell in row if not _is_empty(cell))
    if isinstance(first, str):
        if _says_total(first) and not _names_piece(table, row):
            return _total(table, row)
        if first == table.first_heading and _repeats_header(row, again):
            return "header again"
    if filled <= _TITLE_CELLS and _is_page_line(table, row):
        return "page line"
    return ""


def _total(table: Table, row: Row) -> str:
    if numbers := numbers_of(row):
        table.stated.append(numbers)
    return "total"


def _repeats_header(row: Row, again: list[str]) -> bool:
    texts = [heading_words(text_of(cell)) for cell in row[: len(again)]]
    return texts == again and sum(map(bool, texts)) > 1


def _is_page_line(table: Table, row: Row) -> bool:
    filled = [cell for cell in row if not _is_empty(cell)]
    few = len(filled) <= _TITLE_CELLS < len(table.headings)
    alone = len(filled) == 1 and not text_of(filled[0]).isdigit()
    return (few or alone) and all(map(_of_a_page, filled))


@lru_cache(maxsize=20_000)
def _says_total(text: str) -> bool:
    words = heading_words(text).split()
    return bool(words) and (words[0] in _TOTAL_WORDS or words[-1] in _TOTAL_WORDS) and len(words) <= 6  # noqa: PLR2004


def _names_piece(table: Table, row: Row) -> bool:
    """Whether a cell says which piece it is; a total has none, though its word may stand in such a column."""
    places = [table.at[name] for name in _NAMES_A_PIECE if name in table.at and table.at[name] < len(row)]
    texts = [text_of(row[at]) for at in places]
    return any(text and not _says_total(text) and number_of(text) is None for text in texts)


def _of_a_page(cell: Cell) -> bool:
    """Dates, times and page numbers, as a printing program puts them under its table."""
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return True
    text = text_of(cell)
    return bool(
        _PAGE_LINE.match(text)
        or _TIME.match(text)
        or re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", text)
    )


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank(row: Row) -> bool:
    """Whether nothing stands in a row."""
    first = next(filter(None, row), None)  # at the speed of C for all rows but odd ones
    if first is not None and (not isinstance(first, str) or not first.isspace()):
        return False
    return all(map(_is_empty, row))


def _joined(row: Row) -> str:
    return " | ".join(text for cell in row if (text := text_of(cell)))[:300]
