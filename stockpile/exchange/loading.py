"""A whole file into memory, by columns: what the workbench works on. Read in the child, as every file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from stockpile.domain.errors import Refused
from stockpile.exchange import process
from stockpile.exchange.child import Request
from stockpile.exchange.columnar import Column
from stockpile.exchange.guard import Format, Looked, diagnose, look, may_open_by_itself
from stockpile.exchange.inventory import BYTES_A_ROW
from stockpile.exchange.rejects import RejectSheet
from stockpile.exchange.survey import Survey

Progress = Callable[[int, "int | None"], None]


@dataclass(slots=True)
class LoadedSheet:
    """One sheet of a file.

    Attributes:
        name: empty for a text file. kind: `sheet`, `chart`, `macro`, `dialog`, `other`.
        height: how many rows it has. columns: its cells. survey: what it seems to be.
        hidden_rows, hidden_columns, merged: as `layout.Layout` has them; pivot: a pivot table stands on it.
    """

    name: str
    kind: str = "sheet"
    hidden: bool = False
    height: int = 0
    columns: list[Column] = field(default_factory=list)
    survey: Survey = field(default_factory=lambda: Survey("empty"))
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)
    pivot: bool = False
    drawing: bool = False


@dataclass(slots=True)
class LoadedFile:
    """A file as it was loaded.

    Attributes:
        path: where it lies; name: as a person knows it. sha256: of its bytes. size: in bytes.
        format: `xlsx` ...; encoding, separator: of a text file; password: of a protected one.
    """

    path: Path
    name: str
    sha256: str
    size: int
    format: str
    sheets: list[LoadedSheet] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
    password: str = field(default="", repr=False)

    @property
    def protected(self) -> bool:
        """Whether a password was needed."""
        return bool(self.password)


def load(
    path: Path,
    *,
    name: str = "",
    password: str = "",
    encoding: str = "",
    separator: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> LoadedFile:
    """Load every cell of a file.

    Args:
        path: the file. name: how people know it, where the path is that of a copy.
        password: of the workbook, where it is protected. encoding, separator: of a text file, in place of what is found.
        progress: told rows done, and about how many there are. cancel: stops it within a second.

    Raises:
        Refused: `file.*`, `cancelled`.
    """
    looked, key = _looked(path, password)
    memory, seconds = process.limits(looked)
    request = Request(
        path=str(path.absolute()),
        format=looked.format.value,
        size=looked.size,
        whole=True,
        encoding=encoding,
        separator=separator,
        password=key,
        memory=memory,
        seconds=seconds,
    )
    loaded = LoadedFile(path, name or path.name, process.hash_of(path), looked.size, looked.format.value)
    loaded.encoding, loaded.separator, loaded.password = encoding, separator, password if key else ""
    try:
        _listen(_Listener(loaded, looked, progress), request, cancel)
    except Refused as refusal:
        if refusal.code == "file.password-wrong" and not password:
            raise Refused("file.encrypted", file=loaded.name) from None
        raise
    return loaded


# Under this Excel puts workbooks of which somebody has protected nothing but the structure; it asks nobody for it.
_OF_EXCEL = "VelvetSweatshop"


def _looked(path: Path, password: str) -> tuple[Looked, str]:
    """The file, and the password to be tried; none where it needs none."""
    try:
        return look(path), ""
    except Refused as refusal:
        if refusal.code != "file.encrypted" or not (password or may_open_by_itself(path)):
            raise
    return Looked(path, Format.XLSX, path.stat().st_size), password or _OF_EXCEL


def _listen(listener: _Listener, request: Request, cancel: threading.Event | None) -> None:
    child = process.start(request)
    watchdog = process.Watchdog(child, request.seconds, cancel)
    ended = False
    try:
        for tag, content in process.frames(child.stdout) if child.stdout else ():
            ended = listener.hear(tag, cast("dict[str, object]", content)) or ended
    finally:
        watchdog.stop()
        if not ended and child.poll() not in (None, -9):
            process.log_last_words(child)
        process.end(child)
    if cancel is not None and cancel.is_set():
        raise Refused("cancelled")
    if not ended:
        raise diagnose(listener.loaded.path)


def give_back(path: Path, sheets: list[RejectSheet], *, password: str = "") -> bytes:
    """A workbook without the rows that went in, and with the reasons of those that did not (`rejects`).

    Raises:
        Refused: `file.*`; `file.reader-stopped` where it is too much for the library that writes it.
    """
    looked, key = _looked(path, password)
    memory, seconds = process.limits(looked)
    request = Request(
        path=str(path.absolute()), format=looked.format.value, size=looked.size, rejects=sheets, password=key,
        memory=2 * memory, seconds=4 * seconds,
    )  # fmt: skip
    child = process.start(request)
    watchdog = process.Watchdog(child, request.seconds, None)
    pieces: list[bytes] = []
    ended = False
    try:
        for tag, content in process.frames(child.stdout) if child.stdout else ():
            if tag == "refused":
                raise process.refused(cast("dict[str, object]", content), path.name)
            if tag == "bytes":
                pieces.append(cast("bytes", content))
            ended = ended or tag == "end"
    finally:
        watchdog.stop()
        if not ended:
            process.log_last_words(child)
        process.end(child)
    if not ended:
        raise Refused("file.reader-stopped", file=path.name)
    return b"".join(pieces)


class _Listener:
    """Takes in what the child sends."""

    def __init__(self, loaded: LoadedFile, looked: Looked, progress: Progress | None) -> None:
        self.loaded = loaded
        self._progress = progress
        self._done = 0
        self._expected = looked.size // BYTES_A_ROW[looked.format]

    def hear(self, tag: str, content: dict[str, object]) -> bool:
        """One frame; whether it was the last."""
        match tag:
            case "refused":
                raise process.refused(content, self.loaded.name)
            case "told":
                self.loaded.encoding, self.loaded.separator = str(content["encoding"]), str(content["separator"])
            case "unlocked":
                self.loaded.format = str(content["format"])
            case "sheet":
                self.loaded.sheets.append(LoadedSheet(**content))  # type: ignore[arg-type]
            case "cells":
                self._take(content)
            case "sheet-end":
                self._end_sheet(content)
            case "end":
                return True
        return False

    def _take(self, content: dict[str, object]) -> None:
        sheet = self.loaded.sheets[-1]
        sent = cast("list[tuple[bytes, list[object]]]", content["columns"])
        sheet.columns += [Column(sheet.height) for _ in range(len(sent) - len(sheet.columns))]
        for column, (places, new) in zip(sheet.columns, sent, strict=False):
            column.grow(places, new)
        sheet.height += int(str(content["rows"]))
        before = self._done - (sheet.height - int(str(content["rows"])))
        self._done += int(str(content["rows"]))
        if tall := int(str(content["tall"])):
            self._expected = before + tall
        if self._progress is not None:
            self._progress(self._done, max(self._expected, self._done))

    def _end_sheet(self, content: dict[str, object]) -> None:
        sheet = self.loaded.sheets[-1]
        for column in sheet.columns:
            column.pad(sheet.height)
        sheet.survey = Survey.received(content)
        for name, value in cast("dict[str, object]", content["layout"]).items():
            setattr(sheet, name, value)
        if sheet.kind != "sheet":
            sheet.survey.seems = sheet.kind
        elif sheet.pivot and sheet.survey.seems in ("table", "totals"):
            sheet.survey.seems = "pivot"
