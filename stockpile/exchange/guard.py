"""A first look at a file before anything parses it: what it is by its content, and whether it may be opened at all.

Quick, since it looks at the directory of an archive and at the first bytes of its parts only. What a look cannot
tell, the limits of the child process stop (`child`); `diagnose` then says in words what the file did.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stockpile.domain.errors import Refused

LARGEST_FILE = 500_000_000  # bytes
LARGEST_UNPACKED = 2_000_000_000  # bytes; a workbook of a million rows and 15 columns has about 600 million
SUSPICIOUS_UNPACKED = 200_000_000
LARGEST_RATIO = 60  # honest workbooks shrink to a tenth or twentieth
MOST_ENTRIES = 5_000
LARGEST_EXTENT = 40_000_000  # cells between the first and the last, filled or not
_HEAD = 4_096

_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_NO_BOOK = re.compile(
    rb"^\s*(<!doctype html|<html|%pdf|\{\\rtf|<\?xml[^>]*\?>\s*<(?!.*Workbook))", re.IGNORECASE | re.DOTALL
)


class Format(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    GZIP = "gzip"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be opened. ``size`` in bytes. ``unlocked``: its content, where a password was taken off it."""

    path: Path
    format: Format
    size: int
    unlocked: Unlocked | None = None


class Unlocked(io.BytesIO):
    """The content of a protected file without its protection: in memory only. ``name``: of the file."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def look(path: Path) -> Looked:
    """Look at a file.

    Raises:
        Refused: `file.absent`, `file.unreadable`, `file.empty`, `file.too-large`, `file.encrypted`, `file.damaged`,
            `file.hostile`, `file.not-a-spreadsheet`, `file.unsupported`; each with the file's name.
    """
    size, head = _opened(path)
    if head.startswith(_ZIP):
        return Looked(path, _in_archive(path), size)
    if head.startswith(_OLE):
        return Looked(path, _in_compound(path), size)
    if head.startswith(_GZIP):
        return Looked(path, Format.GZIP, size)
    return Looked(path, _plain(path, head), size)


def look_inside(path: Path, content: bytes) -> Looked:
    """Look at what stood under a password.

    Raises:
        Refused: as `look`.
    """
    inside = Unlocked(content, path.name)
    if content.startswith(_ZIP):
        return Looked(path, _in_archive(inside), len(content), inside)
    if content.startswith(_OLE):
        return Looked(path, Format.XLS, len(content), inside)
    raise Refused("file.unsupported", file=path.name)


def may_open_by_itself(path: Path) -> bool:
    """Whether a protected file is one of Excel's, which may be under the password that Excel itself knows."""
    with path.open("rb") as file:
        return file.read(len(_OLE)) == _OLE


def _opened(path: Path) -> tuple[int, bytes]:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused("file.not-a-spreadsheet", file=path.name)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise Refused("file.absent", file=str(path)) from None
    except OSError as why:
        raise Refused("file.unreadable", file=str(path), why=why.strerror or "") from why
    if not size:
        raise Refused("file.empty", file=path.name)
    if size > LARGEST_FILE:
        raise Refused("file.too-large", file=path.name, size=size, largest=LARGEST_FILE)
    return size, head


def _in_archive(path: Path | Unlocked) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _demand_sane(path, entries)
            kind = _kind(path, {entry.filename for entry in entries}, archive)
            _demand_no_entities(path, archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as why:
        raise Refused("file.damaged", file=path.name) from why
    return kind


def _demand_sane(path: Path | Unlocked, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise Refused("file.hostile", file=path.name, unpacked=unpacked, entries=len(entries))
    demand_honest(path.name, unpacked=unpacked, packed=sum(entry.compress_size for entry in entries))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("file.encrypted", file=path.name)


def demand_honest(name: str, *, unpacked: int, packed: int) -> None:
    """Refuse what unpacks beyond reason (`file.hostile`). Both in bytes."""
    blown = unpacked > SUSPICIOUS_UNPACKED and unpacked / (packed or 1) > LARGEST_RATIO
    if unpacked > LARGEST_UNPACKED or blown:
        raise Refused("file.hostile", file=name, unpacked=unpacked)


def _kind(path: Path | Unlocked, names: set[str], archive: zipfile.ZipFile) -> Format:
    lowered = {name.lower().replace("\\", "/") for name in names}
    if any(name.endswith("workbook.bin") for name in lowered):
        return Format.XLSB
    if any(name.endswith("workbook.xml") for name in lowered):
        return Format.XLSX
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        if b"manifest:encryption-data" in (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        ):
            raise Refused("file.encrypted", file=path.name)
        return Format.ODS
    raise Refused("file.unsupported", file=path.name)


def _demand_no_entities(path: Path | Unlocked, archive: zipfile.ZipFile) -> None:
    """No part of an honest workbook defines a document type; entities in one are a bomb or a spy."""
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if _ENTITY.search(part.read(_HEAD)):
                    raise Refused("file.hostile", file=path.name, part=entry.filename)


def _in_compound(path: Path) -> Format:
    content = path.read_bytes()
    if _wide("EncryptedPackage") in content or _wide("EncryptionInfo") in content:
        raise Refused("file.encrypted", file=path.name)
    if _wide("Workbook") in content or _wide("Book") in content:
        if _under_password(content):
            raise Refused("file.encrypted", file=path.name)
        return Format.XLS
    raise Refused("file.unsupported", file=path.name)


_BEGINS_BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # the first record of an .xls workbook
_FILEPASS = 0x2F  # a record that says how the rest is protected
_FIRST_RECORDS = 12  # among which it stands


def _under_password(content: bytes) -> bool:
    """Whether an .xls is protected: its records begin in the clear."""
    at = content.find(_BEGINS_BOOK)
    for _ in range(_FIRST_RECORDS if at >= 0 else 0):
        kind, length = struct.unpack_from("<HH", content, at) if at + 4 <= len(content) else (0, 0)
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _plain(path: Path, head: bytes) -> Format:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Refused("file.unsupported", file=path.name)
    if _NO_BOOK.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("file.not-a-spreadsheet", file=path.name)
    if not _is_text(head):
        raise Refused("file.not-a-spreadsheet", file=path.name)
    return Format.TEXT


def _is_text(head: bytes) -> bool:
    """Text in some encoding: hardly any control characters; UTF-16 has a NUL at every other place."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and max(even, odd) > 0.4 * half and min(even, odd) < 0.1 * half:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\0" for byte in head)  # noqa: PLR2004 - the ASCII controls
    return controls <= len(head) // 50 and head.count(0) <= max(4, len(head) // 20)


def diagnose(path: Path) -> Refused:
    """Why the child that read this file did not live: in words, as far as it can be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if "worksheets/" in entry.filename.lower():
                    cells, last = _extent(archive, entry)
                    if cells > LARGEST_EXTENT:
                        return Refused("file.extent", file=path.name, part=entry.filename, cell=last)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError):
        return Refused("file.damaged", file=path.name)
    return Refused("file.reader-stopped", file=path.name)


def _extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, str]:
    """How many cells lie between the first and the last, and which the last is."""
    rows, columns = 0, 0
    with archive.open(entry) as part:
        rest = b""
        while block := part.read(1 << 20):
            for column, row in _REFERENCE.findall(rest + block):
                rows, columns = max(rows, int(row)), max(columns, _column(column))
            rest = block[-64:]
    return rows * columns, f"{columns}, {rows}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
