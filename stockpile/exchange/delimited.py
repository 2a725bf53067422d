"""Tables in text files: encoding, separator and quotes as the file has them; every cell stays text."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from stockpile.domain.errors import Refused

LARGEST_TEXT = 600_000_000  # bytes unpacked
_SAMPLE = 64_000  # bytes by which encoding and separator are told
_SEPARATORS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def read_delimited(
    path: Path, *, packed: bool = False, encoding: str = "", separator: str = ""
) -> Iterator[tuple[str, ...]]:
    """The rows of a text file. ``encoding``, ``separator``: in place of what is found.

    Raises:
        Refused: `file.damaged`, `file.too-large`, `file.no-encoding`.
    """
    content = _unpacked(path) if packed else path.read_bytes()
    text = decode(content, path.name, encoding)
    found, text = _separator(text)
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or found, strict=False)
    try:
        for row in reader:
            yield tuple(row)
    except csv.Error as why:
        raise Refused("file.damaged", file=path.name, row=reader.line_num) from why


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            content = file.read(LARGEST_TEXT + 1)
    except (OSError, EOFError, zlib.error) as why:
        raise Refused("file.damaged", file=path.name) from why
    if len(content) > LARGEST_TEXT:
        raise Refused("file.too-large", file=path.name, size=len(content), largest=LARGEST_TEXT)
    return content


def decode(content: bytes, name: str, encoding: str = "") -> str:
    """The text of a file, by its mark, as UTF-8, as UTF-16 without a mark, else by what its letters look like."""
    try:
        text = content.decode(encoding or encoding_of(content, name), errors="replace")
    except LookupError:
        raise Refused("file.encoding-unknown", file=name, encoding=encoding) from None
    return text.replace("\0", "")


def told(path: Path, *, packed: bool = False) -> tuple[str, str]:
    """Encoding and separator that a text file seems to have."""
    content = _unpacked(path) if packed else path.read_bytes()
    encoding = encoding_of(content, path.name)
    return encoding, _separator(decode(content[:_SAMPLE], path.name, encoding))[0]


def encoding_of(content: bytes, name: str = "") -> str:
    """The encoding of a text.

    Raises:
        Refused: `file.no-encoding` where nothing fits.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    if wide := _wide(content[:_SAMPLE]):
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content, name)
    return "utf-8"


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte is NUL where the letters are Latin."""
    half = len(sample) // 2
    if not half:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""


def _guessed(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    letters = bytes(byte for byte in content[:_SAMPLE] if byte > 127)  # noqa: PLR2004 - beyond ASCII
    if len(letters) < _TELLING:  # a handful of accents: Western European, as most are
        return _western(content)
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        if content.isascii():
            return "ascii"
        raise Refused("file.no-encoding", file=name)
    return str(best.encoding)


_TELLING = 24  # letters beyond ASCII that tell an alphabet


def _western(content: bytes) -> str:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text after a line that names it (`sep=;`)."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return first.strip()[-1], rest
    lines = [line for line in text[:_SAMPLE].splitlines()[:100] if line.strip()]
    if not lines:
        return ",", text
    return max(_SEPARATORS, key=lambda separator: _consistency(lines, separator)), text


def _consistency(lines: list[str], separator: str) -> tuple[int, int]:
    """How many lines have the most common number of separators outside quotes, and that number."""
    counts = [_outside_quotes(line, separator) for line in lines]
    common = max(set(counts), key=lambda count: (counts.count(count) * bool(count), count))
    return (counts.count(common), common) if common else (0, 0)


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])
