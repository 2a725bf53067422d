"""Quantities and prices as people write them: `$499.00`, `1.234,56`, `1 234,50 €`, `(12.00)`.

Which mark separates decimals is decided by the whole column. A single mark before exactly three digits groups
thousands, unless the column shows that it does not.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from stockpile.exchange.cells import Cell

UNREADABLE = "number-unreadable"

_NUMBER = re.compile(r"\d[\d.,]*|[.,]\d+")
_AROUND = re.compile(r"(?:[A-Z]{3}|US\$|R\$|\(|\)|[$€£¥₽₹₦₱₺₪﷼%]|РУБ\.?|EA\.?|EACH|PCS?\.?|UNITS?)", re.IGNORECASE)
_SPACES = re.compile(r"[\s'’`٬_]+")
_DECIMALS = re.compile(r"[.,]\d+$")


def decimal_mark(sample: Iterable[Cell]) -> str:
    """`.` or `,` where a column proves it to stand before decimals; empty where nothing proves either."""
    proofs = {".": 0, ",": 0}
    for cell in sample:
        if isinstance(cell, str):
            mark = _proof(_core(cell))
            if mark:
                proofs[mark] += 1
    if proofs["."] == proofs[","]:
        return ""
    return max(proofs, key=lambda each: proofs[each])


def _core(text: str) -> str:
    """Digits and marks alone; empty where other things stand there too."""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(each, each)) for each in text).replace("٫", ".")
    text = _SPACES.sub("", _AROUND.sub("", text.strip())).lstrip("+-−–").rstrip("-")
    return text if _NUMBER.fullmatch(text) else ""


def _proof(core: str) -> str:
    """The decimal mark that one number proves."""
    points, commas = core.count("."), core.count(",")
    if points and commas:
        return max(".,", key=core.rfind)
    if points > 1 or commas > 1:  # only thousands are grouped more than once
        return "," if points > 1 else "."
    if points + commas == 0:
        return ""
    decimals = len(core) - 1 - max(core.rfind("."), core.rfind(","))
    whole = len(core) - decimals - 1
    if decimals == 3 and 1 <= whole <= 3 and core[0] != "0":  # noqa: PLR2004 - could as well be thousands
        return ""
    return "." if points else ","


def is_ambiguous(cell: Cell) -> bool:
    """Whether nothing but the decimal mark of its column says which number a cell is."""
    return isinstance(cell, str) and _written(cell, ".") != _written(cell, ",")


def read_amount(cell: Cell, mark: str = "") -> tuple[float | None, str]:
    """Read one cell as a number; ``mark`` is the column's decimal mark.

    Returns:
        the number and the code of what is wrong; neither for a blank cell.
    """
    if isinstance(cell, str):
        return _written(cell, mark) if cell.strip(" \t\n\r\xa0-–—") else (None, "")
    if cell is None:
        return None, ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and math.isfinite(cell):
        return float(cell), ""
    return None, UNREADABLE


def _written(text: str, mark: str) -> tuple[float | None, str]:
    core = _core(text)
    if not core:
        return None, UNREADABLE
    mark = _proof(core) or mark
    decimals = _DECIMALS.search(core)
    if not mark and decimals is not None:
        mark = "." if decimals[0][0] == "," else ","  # three digits behind it: thousands
    plain = _with_point(core, mark)
    if not plain:
        return None, UNREADABLE
    negative = text.lstrip().startswith(("-", "−", "–", "(")) or text.rstrip().endswith("-")
    return (-float(plain) if negative else float(plain)), ""


def _with_point(core: str, mark: str) -> str:
    """The number with a point before its decimals and thousands not grouped; empty where the grouping is none."""
    whole, _, decimals = core.rpartition(mark) if mark and mark in core else (core, "", "")
    groups = re.split(r"[.,]", whole)
    grouped = all(2 <= len(group) <= 3 for group in groups[1:])  # noqa: PLR2004 - by thousands, or lakhs
    if not grouped or (decimals and not decimals.isdigit()):
        return ""
    return f"{''.join(groups) or '0'}.{decimals or '0'}"
