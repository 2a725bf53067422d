"""Reading the code lists in `resources/reference`: UTF-8 tables with a heading row, read once."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name``.csv, each by its headings."""
    text = (resources.files("resources") / "reference" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def several(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by `|`."""
    return tuple(part for part in text.split("|") if part)


def spelling(text: str) -> str:
    """The form in which two spellings of a name are the same: letters and digits, no accents, no case."""
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in parted if not unicodedata.combining(each))
    return "".join(filter(str.isalnum, text.replace("&", "and").casefold()))  # H&K is H and K, M&P is not MP
