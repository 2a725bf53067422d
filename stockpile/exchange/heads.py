"""Where the headings of a table are: which row, over how many rows they go, and what each column is called.

Inventories carry a line of bands above their headings (`Weapon` over `Make`, `Model`, `Serial number`), or headings of
which some go over two rows and others stand below a band. What speaks for a second row of headings is that it is needed:
that columns would have no heading without it, or several the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell, text_of
from stockpile.exchange.columns import heading_field, heading_words, is_heading, map_columns, may_head

Row = Sequence[Cell]

_FEW = 2  # a table has two columns
_NEARLY = 0.6  # as wide as the widest row
_MOST_BANDS = 2  # rows above the headings
_LOOKED_BELOW = 20  # rows, for what stands under a heading
_LONG_ENOUGH = 4  # letters of a heading that is found again within a longer one
_UNIT = re.compile(r"\(.*\)|\[.*\]")  # in what a heading counts, in the row below it


def find_head(head: Sequence[Row]) -> tuple[int, int] | None:
    """The place of the first row of headings, and how many rows of them there are; `None` where there are none."""
    place = _best(head)
    if place is None:
        return None
    if place + 1 < len(head) and _goes_on(head[place], head[place + 1]):
        return place, 2
    first = place
    while first and place - first < _MOST_BANDS and _is_band(head, first - 1, place):
        first -= 1
    return first, place - first + 1


def joined_headings(rows: Sequence[Row]) -> list[str]:
    """The headings of a table; where they go over several rows, the upper ones reach to the right until the next.

    A lower heading that tells by itself which field it is stands alone.
    """
    if len(rows) == 1:
        return [text_of(cell) for cell in rows[0]]
    parts = _parts(rows)
    lowest = Counter(each[-1] for each in parts if each)
    return [_shortest(each, alone=lowest[each[-1]] == 1) if each else "" for each in parts]


def _parts(rows: Sequence[Row]) -> list[list[str]]:
    """What stands above each column, from above."""
    width = max(map(len, rows))
    texts = [[" ".join(text_of(cell).split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    named: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(texts):
        reaching = ""
        for at, text in enumerate(row):
            reaching = text or reaching
            below = any(lower[at] for lower in texts[depth + 1 :])
            said = reaching if below else text
            if said and said not in named[at]:
                named[at].append(said)
    return named


def _shortest(parts: Sequence[str], *, alone: bool) -> str:
    whole = " / ".join(parts)
    telling = heading_field(parts[-1])
    if not alone or not telling or _of_something_else(whole):
        return whole
    short = len(parts[-1]) < _LONG_ENOUGH
    return parts[-1] if short or heading_field(whole) in ("", telling) else whole


def _of_something_else(text: str) -> bool:
    return not h.ABOUT_SOMETHING_ELSE.isdisjoint(heading_words(text).split())


# -- the row that names the most columns -------------------------------------------------------------------------------


def _best(head: Sequence[Row]) -> int | None:
    """The place of the row that names the most columns; the first of equals. At least two cells, most of them words.

    A row that names one column only may be a title or data: it stands back behind the first full row of words.
    """
    best: tuple[int, int] | None = None
    widest = max(map(_filled, head), default=0)
    alone: int | None = None
    for place, row in enumerate(head):
        texts = [text_of(cell) for cell in row]
        named = [text for text, cell in zip(texts, row, strict=True) if text and isinstance(cell, str)]
        filled = sum(bool(text) for text in texts)
        if len(named) < _FEW or len(named) < _NEARLY * filled or _repeats(named):
            continue
        if best is not None and (best[0] > 1 or alone is not None) and sum(map(may_head, texts)) <= best[0]:
            continue  # quick, and most rows are no better
        known = _known(texts)
        if known and (best is None or known > best[0]):
            best = (known, place)
        if known == 1 and alone is None and filled >= _NEARLY * widest:
            alone = place
    if best is not None and best[0] >= _FEW:
        return best[1]
    likely = [place for place in (alone, _first_full(head, widest)) if place is not None]
    return min(likely, default=best[1] if best else None)


def _filled(row: Row) -> int:
    return sum(bool(text_of(cell)) for cell in row)


def _known(texts: list[str]) -> int:
    """How many of the texts are headings of known fields; cells are not looked at."""
    return sum(bool(column.field) for column in map_columns(texts, [])) if any(texts) else 0


def _repeats(named: list[str]) -> bool:
    """A row of data says the same more often than a header does."""
    return len(set(named)) < _NEARLY * len(named)


def _first_full(head: Sequence[Row], widest: int) -> int | None:
    """Where no heading is known: the first row of words above rows of the same width, nearly as wide as any."""
    for place, row in enumerate(head[:-1]):
        filled = _filled(row)
        below = _filled(head[place + 1])
        if filled >= max(_FEW, widest * _NEARLY) and _words(row) == filled and below >= filled * _NEARLY:
            return place
    return None


def _words(row: Row) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) and not _number_like(cell) for cell in row)


def _number_like(text: str) -> bool:
    return bool(re.fullmatch(r"[\d\s.,:/-]+", text))


# -- more rows of headings ---------------------------------------------------------------------------------------------


def _goes_on(upper: Row, lower: Row) -> bool:
    """Whether the headings go on in the row below: it has some, and stands under bands of the row above only."""
    filled = [at for at, cell in enumerate(lower) if text_of(cell)]
    if not filled or _words(lower) < len(filled):
        return False
    under = [bool(at < len(upper) and text_of(upper[at])) for at in filled]
    if all(under):
        return all(_UNIT.fullmatch(text_of(lower[at])) for at in filled)
    if sum(is_heading(text_of(lower[at])) for at in filled) < len(filled) / 2:
        return False
    return all(text or at - 1 in filled for at, text in zip(filled, under, strict=True))


def _is_band(head: Sequence[Row], place: int, last: int) -> bool:
    """Whether a row above the headings belongs to them: words, in several cells, that name columns which would have no
    heading else, tell those apart that have the same, or say that one is of something else (the maker of the sight)."""
    band = head[place]
    filled = _filled(band)
    if filled < _FEW or _words(band) < filled or _repeats([text_of(cell) for cell in band if text_of(cell)]):
        return False
    before = joined_headings(head[place + 1 : last + 1])
    after = joined_headings(head[place : last + 1])
    width = max(len(after), len(before))
    before += [""] * (width - len(before))
    nameless = [at for at in range(width) if not before[at] and _stands_under(head, last, at)]
    named = [at for at in nameless if at < len(after) and after[at]]
    if any(after[at] for at in range(len(after)) if not before[at] and at not in nameless):
        return False  # it says something beside the table
    if nameless and len(named) == len(nameless) and any(is_heading(after[at]) for at in named):
        return True
    twice = {text for text, count in Counter(filter(None, before)).items() if count > 1}
    if twice:
        return len({*filter(None, after)}) == sum(map(bool, after))
    of_else = (at for at, cell in enumerate(band) if _of_something_else(text_of(cell)))
    return any(at < width and heading_field(before[at]) and not heading_field(after[at]) for at in of_else)


def _stands_under(head: Sequence[Row], last: int, at: int) -> bool:
    return any(at < len(row) and text_of(row[at]) for row in head[last + 1 : last + 1 + _LOOKED_BELOW])


def says_the_same(headings: Sequence[str], row: Row) -> bool:
    """Whether a row says the headings again in another language: the same fields in the same columns."""
    texts = [text_of(cell) for cell in row[: len(headings)]]
    filled = [at for at, text in enumerate(texts) if text]
    if len(filled) < _FEW or _words(row) < _filled(row):
        return False
    same = [at for at in filled if is_heading(texts[at]) and _alike(headings[at], texts[at])]
    return len(same) >= max(_FEW, _NEARLY * len(filled))


def _alike(one: str, other: str) -> bool:
    field = heading_field(one)
    return bool(field) and field == heading_field(other) and field != h.IGNORED


__all__ = ["find_head", "joined_headings", "says_the_same"]
