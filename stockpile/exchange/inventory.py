"""The public door to a file: its tables, their rows with their meaning, its own totals.

The file is looked at here and parsed in a child process (`child`), which sends rows while it reads, so that two
processors share the work.
"""

from __future__ import annotations

import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import msgspec

from stockpile.domain.errors import Refused
from stockpile.exchange.child import Request
from stockpile.exchange.deciding import Decided, Otherwise
from stockpile.exchange.guard import Format, Looked, diagnose, look
from stockpile.exchange.meaning import ReadRow
from stockpile.exchange.process import Watchdog, end, frames, hash_of, limits, log_last_words, refused, start
from stockpile.wording import sentence

BYTES_A_ROW = {Format.XLSX: 60, Format.XLSB: 40, Format.XLS: 120, Format.ODS: 40, Format.TEXT: 130, Format.GZIP: 20}


@dataclass(slots=True)
class InventoryReading:
    """A file being read. Iterate once for its rows, a chunk (list of `ReadRow`) at a time; then everything else is
    known.

    Attributes:
        file: its name. sha256: of its bytes. size: in bytes. estimated_rows: by its size, for progress.
        tables: {sheet, header_row, rows, columns {field: heading}, unmapped [heading]}.
        left_out: {sheet, row, why, text}: what is not a row of a table.
        warnings: {row, column, code, text, sheet}.
        control_totals: {what, stated, counted, agrees}.
        quantity_total, value_total: over all stock rows.
    """

    looked: Looked
    request: Request
    sha256: str
    cancel: threading.Event | None = None
    tables: list[dict[str, object]] = field(default_factory=list)
    left_out: list[dict[str, object]] = field(default_factory=list)
    warnings: list[dict[str, object]] = field(default_factory=list)
    warned: Counter[str] = field(default_factory=Counter)
    control_totals: list[dict[str, object]] = field(default_factory=list)
    rows: int = 0
    quantity_total: float = 0.0
    value_total: float = 0.0
    rejected: list[ReadRow] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return self.looked.path.name

    @property
    def size(self) -> int:
        """Bytes."""
        return self.looked.size

    @property
    def estimated_rows(self) -> int:
        """About how many rows there are, by the size of the file."""
        return max(self.rows, self.looked.size // BYTES_A_ROW[self.looked.format])

    def __enter__(self) -> Self:
        self._process = start(self.request)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            end(self._process)

    def __iter__(self) -> Iterator[list[ReadRow]]:
        """The rows, a chunk at a time.

        Raises:
            Refused: `file.*` where it cannot be read, `cancelled`.
            Otherwise: all rows decide otherwise than the first, by which rows were read; everything has to be read again.
        """
        process = self._process
        if process is None or process.stdout is None:
            raise RuntimeError("a reading is entered before it is walked")
        watchdog = Watchdog(process, self.request.seconds, self.cancel)
        ended = False
        try:
            for tag, content in frames(process.stdout):
                if tag == "rows":
                    yield self._take(cast("list[ReadRow]", content))
                else:
                    ended = self._note(tag, cast("dict[str, object]", content)) or ended
        finally:
            watchdog.stop()
        if self.cancel is not None and self.cancel.is_set():
            raise Refused("cancelled")
        if not ended:
            log_last_words(process)
            raise diagnose(self.looked.path)

    def _take(self, rows: list[ReadRow]) -> list[ReadRow]:
        self.rows += len(rows)
        for row in rows:
            self.quantity_total += row[4]
            self.value_total += row[5]
            if row[1] == "rejected":
                self.rejected.append(row)
        return rows

    def _note(self, tag: str, content: dict[str, object]) -> bool:
        """Take in a frame that is no rows; whether it was the last."""
        match tag:
            case "refused":
                raise refused(content, self.file)
            case "otherwise":
                raise Otherwise({str(content["sheet"]): msgspec.convert(content["decided"], Decided)})
            case "table":
                self.tables.append({**content, "rows": 0})
            case "table-end":
                self._end_table(content)
            case "end":
                self.left_out = content["left_out"]  # type: ignore[assignment]
                self.quantity_total = round(self.quantity_total, 4)
                self.value_total = round(self.value_total, 4)
                return True
        return False

    def _end_table(self, content: dict[str, object]) -> None:
        table = self.tables[-1]
        table["rows"] = content["rows"]
        self.warned.update(content["warned"])  # type: ignore[call-overload]
        for row, column, code, facts in content["warnings"]:  # type: ignore[attr-defined]
            text = sentence(f"import.{code}", facts)
            warning = {"row": row, "column": column, "code": code, "text": text, "sheet": table["sheet"]}
            self.warnings.append(warning)
        self.control_totals += content["totals"]  # type: ignore[arg-type]


def read_inventory(
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    expand: bool = False,
    row_by_row: bool = True,
    decided: Mapping[str, Decided] | None = None,
    cancel: threading.Event | None = None,
) -> InventoryReading:
    """Look at a file and prepare to read it; enter the reading to begin.

    ``row_by_row``: whether everything is read row by row; else what only a look at the whole of a sheet understands is
    refused (`import.needs-whole`).
    ``decided``: what columns were found to decide; given, the reading may end in `deciding.Otherwise`.

    Raises:
        Refused: `file.*`, what is wrong with the file and what to do.
    """
    looked = look(path)
    memory, seconds = limits(looked)
    request = Request(
        path=str(path.absolute()),
        format=looked.format.value,
        size=looked.size,
        sheet=sheet,
        mapping=dict(mapping) if mapping else None,
        expand=expand,
        row_by_row=row_by_row,
        decided=dict(decided) if decided is not None else None,
        memory=memory,
        seconds=seconds,
    )
    return InventoryReading(looked, request, hash_of(path), cancel)


def read_models(path: Path) -> dict[str, dict[str, object]]:
    """Entries of a catalogue from a table that names a model in each row: model to its fields.

    Raises:
        Refused: `file.*`.
    """
    wanted = ("model", "maker", "category", "calibre", "country", "nsn")
    with read_inventory(path) as reading:
        facts = [row[6] for chunk in reading for row in chunk]
    named = [each for each in facts if each.get("model")]
    return {str(each["model"]): {name: each[name] for name in wanted if each.get(name)} for each in named}


def read_weapon_list(path: Path) -> list[str]:
    """Ids or serial numbers from a text file (one a line) or a table with a column of them.

    Raises:
        Refused: `file.*`.
    """
    looked = look(path)
    if looked.format is Format.TEXT:
        from stockpile.exchange.delimited import decode

        lines = [line.strip() for line in decode(path.read_bytes(), path.name).splitlines() if line.strip()]
        if not any(separator in line for line in lines[:20] for separator in ",;\t"):
            return lines
    with read_inventory(path) as reading:
        facts = [row[6] for chunk in reading for row in chunk]
    return [str(each.get("serial") or each.get("asset_number") or "") for each in facts if each.get("serial")]
