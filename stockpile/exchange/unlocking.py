"""Protected workbooks: their content, with the password that an officer gives. In the child process only."""

from __future__ import annotations

import io
from pathlib import Path

from stockpile.domain.errors import Refused
from stockpile.exchange import opendocument
from stockpile.exchange.guard import LARGEST_FILE, Looked, look_inside


class _InMemory:
    """What a reader of .xls takes for `tempfile`."""

    TemporaryFile = io.BytesIO


def unlock(path: Path, password: str) -> Looked:
    """Take the password off a workbook, in memory; nothing is written.

    Raises:
        Refused: `file.password-wrong`, `file.protection-unknown`, and as `guard.look`.
    """
    take_off = opendocument.without_password if opendocument.is_opendocument(path) else _of_office
    content = take_off(path, password)
    if len(content) > LARGEST_FILE:
        raise Refused("file.too-large", file=path.name)
    return look_inside(path, content)


def _of_office(path: Path, password: str) -> bytes:
    """.xlsx, .xlsm and .xlsb are enciphered whole, in a compound file; .xls record by record."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    from msoffcrypto.format import xls97

    xls97.tempfile = _InMemory  # it takes a detour through a file, and this process may write none
    content = io.BytesIO()
    try:
        with path.open("rb") as file:
            book = msoffcrypto.OfficeFile(file)
            book.load_key(password=password)
            book.decrypt(content)
    except (InvalidKeyError, DecryptionError) as why:
        raise Refused("file.password-wrong", file=path.name) from why
    except (FileFormatError, ParseError, OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        raise Refused("file.protection-unknown", file=path.name, how=type(why).__name__) from why
    return content.getvalue()
