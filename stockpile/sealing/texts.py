"""How numbers and bytes stand in notes and proofs: one way to write each, and no other is read."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode

from stockpile.sealing.merkle import HASH_BYTES

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")  # below 2**63, for readers that count in 64 bits


def to_base64(data: bytes) -> str:
    """RFC 4648 section 4, on one line."""
    return b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes:
    """The bytes of `to_base64`.

    Raises:
        ValueError: it is not exactly what `to_base64` writes; stray bits in the last letter would let one thing be
        written twice.
    """
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64") from None
    if to_base64(data) != text:
        raise ValueError("not base64 as it is written")
    return data


def read_hash(text: str) -> bytes:
    """A hash in base64.

    Raises:
        ValueError: it is not one.
    """
    data = from_base64(text)
    if len(data) != HASH_BYTES:
        raise ValueError(f"a hash of {len(data)} bytes")
    return data


def read_decimal(text: str) -> int:
    """A number from 0, in ASCII digits, without leading zeroes.

    Raises:
        ValueError: it is not one.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError("not a number as it is written")
    return int(text)


def is_plain(text: str) -> bool:
    """Whether it is UTF-8 without control characters other than the newline, as C2SP signed-note asks."""
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return all(letter >= " " or letter == "\n" for letter in text)
