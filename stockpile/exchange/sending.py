"""The child's second task: every cell of every sheet, by columns, with what each row seems to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Protocol

from stockpile.exchange import survey
from stockpile.exchange.cells import Cell
from stockpile.exchange.columnar import Encoder
from stockpile.exchange.guard import Format, Looked
from stockpile.exchange.layout import Layout, layout_of
from stockpile.exchange.reader import Row, Sheet, sheets

CHUNK = 4_000  # rows in a frame


class Sends(Protocol):
    """Where frames go."""

    def send(self, tag: str, content: object) -> None:
        """One frame."""


def send_everything(looked: Looked, frames: Sends, *, encoding: str = "", separator: str = "") -> None:
    """All sheets of a file, those without cells too."""
    with ThreadPoolExecutor(1) as beside:  # the parts are looked through while the cells are read
        layouts = beside.submit(_layouts, looked)
        for sheet in sheets(looked, every=True, encoding=encoding, separator=separator):
            frames.send("sheet", {"name": sheet.name, "hidden": sheet.hidden, "kind": sheet.kind})
            encoded = _Encoded(frames, sheet)
            surveyed = survey.survey(encoded.passing(sheet.rows())) if sheet.kind == "sheet" else survey.nothing()
            encoded.flush()
            found = layouts.result().get(sheet.name) or Layout()
            if looked.format is Format.XLS or not layouts.result():
                found.merged = sheet.merged()
            frames.send("sheet-end", {**surveyed.described(), "layout": found.described()})
    frames.send("end", {"file": Path(looked.path).name})


def _layouts(looked: Looked) -> dict[str, Layout]:
    return layout_of(BytesIO(looked.unlocked.getvalue()) if looked.unlocked else looked.path, looked.format)


class _Encoded:
    """Sends rows as they pass by."""

    def __init__(self, frames: Sends, sheet: Sheet) -> None:
        self._frames = frames
        self._sheet = sheet
        self._columns: list[Encoder] = []
        self._rows: list[Row] = []

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, unchanged."""
        while some := list(islice(rows, CHUNK)):
            self._rows = some
            self.flush()
            yield from some

    def flush(self) -> None:
        """Send what has passed."""
        if not self._rows:
            return
        columns = _columns(self._rows)
        self._columns += [Encoder() for _ in range(len(columns) - len(self._columns))]
        sent = [
            (encoder.places(cells), encoder.taken()) for encoder, cells in zip(self._columns, columns, strict=False)
        ]
        self._frames.send("cells", {"rows": len(self._rows), "tall": self._sheet.tall(), "columns": sent})
        self._rows = []


def _columns(rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    level = rows if len(set(map(len, rows))) == 1 else _level(rows)
    return list(zip(*level, strict=True))


def _level(rows: Sequence[Row]) -> list[Row]:
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]
