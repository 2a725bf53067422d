"""The process in which files are parsed: small, limited, and killed without harm.

It is given one request on standard input and answers in frames on standard output: a length of four bytes, then
MessagePack. What a file can do to its reader (take memory without end, run for ever, crash it) it does to this
process alone.
"""

from __future__ import annotations

import gc
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from stockpile.domain.errors import Refused
from stockpile.exchange.chunks import Settings
from stockpile.exchange.columns import map_columns
from stockpile.exchange.deciding import Decided, decided, leaves_open
from stockpile.exchange.delimited import told
from stockpile.exchange.guard import Format, Looked
from stockpile.exchange.layout import layout_of
from stockpile.exchange.meaning import ReadRow, Understanding
from stockpile.exchange.reader import Sheet, sheets
from stockpile.exchange.rejects import RejectSheet, give_back
from stockpile.exchange.sending import send_everything
from stockpile.exchange.tables import Table, find_table
from stockpile.exchange.totals import Sums
from stockpile.exchange.whole import needs_whole

CHUNK = 2_000  # rows in a frame
_LENGTH = struct.Struct(">I")
_encode = msgspec.msgpack.Encoder(enc_hook=str).encode


class Request(msgspec.Struct):
    """What the child is asked.

    Attributes:
        sheet: only this one. mapping: field to heading.
        whole: every cell of every sheet, by columns, for the workbench (`sending`).
        rejects: sheets that go back with reasons (`rejects`), instead of being read.
        row_by_row: whether everything is read row by row; else what only a look at the whole of a sheet understands
            (`whole`) is refused: `import.needs-whole`.
        decided: what the columns of sheets were found to decide, by sheet; none: nobody asks whether all rows of a sheet
            decide as its first rows do.
        encoding, separator: of a text file, where somebody has said so. password: of a protected workbook.
        memory, seconds: limits, bytes and processor time; 0: none.
    """

    path: str
    format: str
    size: int
    sheet: str | None = None
    mapping: dict[str, str] | None = None
    expand: bool = False
    whole: bool = False
    row_by_row: bool = True
    decided: dict[str, Decided] | None = None
    rejects: list[RejectSheet] | None = None
    encoding: str = ""
    separator: str = ""
    password: str = ""
    memory: int = 0
    seconds: int = 0


class Frames:
    """Writes frames."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def send(self, tag: str, content: object) -> None:
        """One frame: a tag and what goes with it."""
        frame = _encode((tag, content))
        self._out.write(_LENGTH.pack(len(frame)) + frame)
        self._out.flush()


def main() -> None:
    """Take one request; a child that was started beforehand has its word lists ready, and waits for it here."""
    map_columns(["Item", "Model", "Maker"], [["RIFLE", "M16", "Colt"]] * 3)
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get between the frames
    frames = Frames(out)
    gc.disable()  # rows make no cycles, and the process is gone when they are read
    _limit(request)
    answer(request, frames)


def answer(request: Request, frames: Frames) -> None:
    """Do what is asked; what is refused is answered too."""
    try:
        if request.rejects is not None:
            _send_back(request, frames)
        elif request.whole:
            _send_whole(request, frames)
        else:
            read(request, frames)
    except Refused as refusal:
        frames.send("refused", {"code": refusal.code, "facts": refusal.facts})
    except MemoryError:
        frames.send("refused", {"code": "file.too-large", "facts": {"file": Path(request.path).name}})


def read(request: Request, frames: Frames) -> None:
    """Find the tables of a file and send their rows."""
    looked = Looked(Path(request.path), Format(request.format), request.size)
    taken: list[tuple[Table, Understanding]] = []
    left_out: list[dict[str, object]] = []
    with ThreadPoolExecutor(1) as beside:
        layouts = None if request.row_by_row else beside.submit(layout_of, looked.path, looked.format)
        for sheet in sheets(looked):
            if request.sheet is not None and sheet.name != request.sheet:
                continue
            chosen = _table(sheet, request, taken, left_out)
            if chosen is not None:
                taken.append(chosen)
                if layouts is not None:
                    found = layouts.result().get(sheet.name)
                    _demand_no_whole(request, chosen[0], found.merged if found else sheet.merged())
                _send_rows(*chosen, request, frames, left_out)
                _look_back(*chosen, request, frames)
    if not taken:
        raise _nothing(request, left_out)
    frames.send("end", {"left_out": left_out[:_MOST_LEFT_OUT]})


_MOST_LEFT_OUT = 10_000


def _demand_no_whole(request: Request, table: Table, merged: Iterable[Sequence[int]] = ()) -> None:
    if not request.row_by_row and needs_whole(table, merged):
        raise Refused("import.needs-whole", file=Path(request.path).name)


def _looked(request: Request) -> Looked:
    if request.password:
        from stockpile.exchange.unlocking import unlock

        return unlock(Path(request.path), request.password)
    return Looked(Path(request.path), Format(request.format), request.size)


def _send_back(request: Request, frames: Frames) -> None:
    book = give_back(_looked(request), request.rejects or [])
    for start in range(0, len(book), _PIECE):
        frames.send("bytes", book[start : start + _PIECE])
    frames.send("end", {})


_PIECE = 1 << 22


def _send_whole(request: Request, frames: Frames) -> None:
    looked = _looked(request)
    if looked.unlocked is not None:
        frames.send("unlocked", {"format": looked.format.value})
    if looked.format in (Format.TEXT, Format.GZIP) and not (request.encoding and request.separator):
        encoding, separator = told(looked.path, packed=looked.format is Format.GZIP)
        frames.send("told", {"encoding": request.encoding or encoding, "separator": request.separator or separator})
    send_everything(looked, frames, encoding=request.encoding, separator=request.separator)


def _table(
    sheet: Sheet, request: Request, taken: list[tuple[Table, Understanding]], left_out: list[dict[str, object]]
) -> tuple[Table, Understanding] | None:
    """The table of a sheet, if it is an inventory of the shape of those before it."""
    table = find_table(sheet.name, sheet.rows())
    if table is None:
        left_out.append({"sheet": sheet.name, "row": 0, "why": "no table", "text": ""})
        return None
    understanding = Understanding(table.headings, table.sample, request.mapping, request.expand)
    other_shape = bool(taken) and taken[0][0].headings != table.headings and request.sheet is None
    if not understanding.looks_like_inventory or other_shape:
        why = "another shape" if understanding.looks_like_inventory else "no inventory"
        left_out.append(
            {"sheet": sheet.name, "row": table.header_row, "why": why, "text": " | ".join(table.headings)[:300]}
        )
        return None
    settings = _settled(sheet, table, understanding, request)
    if settings is not None:
        understanding = Understanding(
            table.headings,
            table.sample,
            request.mapping,
            request.expand,
            mapped=understanding.mapped,
            settings=settings,
        )
    return table, understanding


def _settled(sheet: Sheet, table: Table, understanding: Understanding, request: Request) -> Settings | None:
    """What the columns decide, where their first rows leave it open or were found to be wrong."""
    found = (request.decided or {}).get(sheet.name)
    if found is not None:
        return found.settings()
    if request.decided is None or not leaves_open(understanding.mapped, table.sample):
        return None
    again = find_table(sheet.name, sheet.rows())
    return decided(understanding.mapped, (row for _number, row in again.numbered)) if again else None


def _look_back(table: Table, understanding: Understanding, request: Request, frames: Frames) -> None:
    """Say where all rows of a table decide otherwise than it was read."""
    if request.decided is not None and table.sheet not in request.decided:
        settings = understanding.otherwise()
        if settings is not None:
            frames.send("otherwise", {"sheet": table.sheet, "decided": Decided.of(settings)})


def _send_rows(
    table: Table,
    understanding: Understanding,
    request: Request,
    frames: Frames,
    left_out: list[dict[str, object]],
) -> None:
    described = {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": understanding.columns,
        "unmapped": understanding.unmapped,
    }
    frames.send("table", described)
    sums = Sums(table)
    count = 0
    for chunk in _chunks(understanding.rows(sums.watched(table.numbered))):
        if table.titles:
            _demand_no_whole(request, table)
        count += len(chunk)
        frames.send("rows", chunk)
    left_out += [{"sheet": table.sheet, **each} for each in table.left_out]
    end = {
        "rows": sums.rows,
        "read": count,
        "warnings": understanding.warnings,
        "warned": dict(understanding.warned),
        "totals": sums.control_totals(),
    }
    frames.send("table-end", end)


def _chunks(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _nothing(request: Request, left_out: list[dict[str, object]]) -> Refused:
    name = Path(request.path).name
    if request.sheet is not None and not left_out:
        return Refused("file.no-sheet", file=name, sheet=request.sheet)
    if _formulas_only(request):
        return Refused("file.formulas-without-values", file=name)
    found = [f"{each['sheet']}: {each['why']}" if each["sheet"] else str(each["why"]) for each in left_out]
    headings = next((each["text"] for each in left_out if each["text"]), "")
    return Refused("file.no-inventory", file=name, found=found[:20], headings=headings)


def _formulas_only(request: Request) -> bool:
    """Whether a sheet has formulas whose values the program that wrote it did not store: it looks empty to a reader."""
    import re
    import zipfile

    if request.format != Format.XLSX:
        return False
    with zipfile.ZipFile(request.path) as archive:
        for name in archive.namelist():
            if "worksheets/" in name.lower() and name.endswith(".xml"):
                with archive.open(name) as part:
                    content = part.read(5_000_000)
                if re.search(rb"<f[ >]", content) and not re.search(rb"<v>[^<]", content):
                    return True
    return False


def _limit(request: Request) -> None:
    """Memory, processor time, no files written, no core left behind. Windows has no such limits; the parent's clock
    has."""
    try:
        import resource
    except ImportError:
        return
    limits = [(resource.RLIMIT_CORE, 0)]
    if request.rejects is None:  # whoever writes workbooks goes through temporary files
        limits.append((resource.RLIMIT_FSIZE, 0))
    if request.memory:
        limits.append((resource.RLIMIT_AS, request.memory))
    if request.seconds:
        limits.append((resource.RLIMIT_CPU, request.seconds))
    for which, most in limits:
        resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    main()
