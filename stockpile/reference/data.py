"""Reading the code lists in `resources/reference`: UTF-8 tables with a heading row, read once."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name``.csv, each by its headings."""
    headings, *rows = cells(name)
    return tuple(dict(zip(headings, row, strict=True)) for row in rows)


def cells(name: str) -> Iterator[list[str]]:
    """The rows of ``name``.csv as they stand, the headings first; for long tables, of which nothing is kept."""
    text = (resources.files("resources") / "reference" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.reader(text.splitlines())


def several(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by `|`."""
    return tuple(filter(None, text.split("|"))) if text else ()


# Letters made small, `&` written out (H&K is H and K, M&P is not MP), all that is no letter or digit dropped.
_FOLDED = {code: each.casefold() if (each := chr(code)).isalnum() else None for code in range(128)} | {ord("&"): "and"}


def spelling(text: str) -> str:
    """The form in which two spellings of a name are the same: letters and digits, no accents, no case."""
    if text.isascii():
        return text.translate(_FOLDED)
    parted = unicodedata.normalize("NFKD", text)
    plain = "".join(each for each in parted if not unicodedata.combining(each))
    return "".join(filter(str.isalnum, plain.replace("&", "and").casefold()))
