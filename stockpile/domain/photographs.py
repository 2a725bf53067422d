"""Photographs of pieces and marks (MK-01, MK-13): what is taken as one, told from its bytes and nothing else.

They are kept as they came, byte for byte, under their hash: a photograph is evidence, so it is not made smaller,
turned or cleaned. What is no whole picture is refused before it is in the ledger, since nothing leaves that again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 12_000_000  # bytes
MOST_DOTS = 120_000_000  # a picture with more takes the memory of an old computer
MOST = 12  # of one mark, or of one piece as a whole

_HEADER = 13  # bytes of the first chunk of a PNG
_SIZED = 6  # bytes, at least, of a segment of a JPEG that says its size
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments that say how large the picture is
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers that nothing follows
_MARKER, _SCAN, _END = 0xFF, 0xDA, b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file is, and how many dots wide and high. ``kind``: jpeg or png."""

    kind: str
    width: int
    height: int


def picture(content: bytes) -> Picture | None:
    """What picture a file is; None where it is no whole JPEG or PNG."""
    if content.startswith(_PNG):
        return _png(content)
    return _jpeg(content) if content.startswith(_JPEG) else None


def _png(content: bytes) -> Picture | None:
    """Every chunk has its check sum, the first says the size, the last is the end."""
    at, size = len(_PNG), (0, 0)
    names: list[bytes] = []
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if content[at + 8 + length : at + 12 + length] != zlib.crc32(name + body).to_bytes(4):
            return None
        if not names and (name != b"IHDR" or length != _HEADER):
            return None
        if name == b"IHDR":
            size = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
        names.append(name)
        at += 12 + length
        if name == b"IEND":
            return Picture("png", *size) if b"IDAT" in names and all(size) else None
    return None


def _jpeg(content: bytes) -> Picture | None:
    """The segments before the scan say the size, and after the scan comes the end."""
    for marker, body, after in _segments(content):
        if marker in _JPEG_SIZES and len(body) >= _SIZED:
            size = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
            whole = all(size) and _END in content[after:]
            return Picture("jpeg", *size) if whole else None
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker and body of each segment before the scan, and where the next begins."""
    at = 2
    while at + 4 <= len(content) and content[at] == _MARKER:
        marker = content[at + 1]
        if marker == _MARKER:  # a byte to fill up with
            at += 1
            continue
        if marker == _SCAN:
            return
        length = 0 if marker in _JPEG_ALONE else int.from_bytes(content[at + 2 : at + 4])
        after = at + 2 + length
        yield marker, content[at + 4 : after], after
        at = after
