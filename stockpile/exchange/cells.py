"""What a cell of a spreadsheet can hold, and how it is written as text."""

from __future__ import annotations

import datetime as dt
import math
from typing import TypeAlias

Cell: TypeAlias = "str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None"

LARGEST_EXACT = 2**53  # beyond it a spreadsheet's number has lost digits


def text_of(cell: Cell) -> str:
    """A cell as text: without outer space, whole numbers without `.0`, dates as ISO; empty for a blank cell."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, (dt.date, dt.time)):
        return _moment(cell)
    return "" if cell is None else str(cell)


def _moment(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "seconds")
    return value.isoformat()


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else repr(value)
