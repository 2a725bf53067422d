"""Protected workbooks: their content, with the password that an officer gives. In the child process only."""

from __future__ import annotations

import io
from pathlib import Path

from stockpile.domain.errors import Refused
from stockpile.exchange.guard import LARGEST_FILE, Looked, look_inside


def unlock(path: Path, password: str) -> Looked:
    """Take the password off a workbook, in memory; nothing is written.

    Raises:
        Refused: `file.password-wrong`, `file.encrypted` for a protection that is not known, and as `guard.look`.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    content = io.BytesIO()
    try:
        with path.open("rb") as file:
            book = msoffcrypto.OfficeFile(file)
            book.load_key(password=password)
            book.decrypt(content)
    except (InvalidKeyError, DecryptionError) as why:
        raise Refused("file.password-wrong", file=path.name) from why
    except (FileFormatError, ParseError, OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        raise Refused("file.encrypted", file=path.name) from why
    if content.tell() > LARGEST_FILE:
        raise Refused("file.too-large", file=path.name)
    return look_inside(path, content.getvalue())
