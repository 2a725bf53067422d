"""Members of zip archives under a password: as zip has always done it, and under AES as WinZip and 7-Zip write it (AE-1,
AE-2)."""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from stockpile.domain.errors import Refused

_LOCKED, _STRONG = 0x1, 0x40  # bits of an entry; under the second stands what one company has described and keeps
_AES = 99  # in place of a method
_EXTRA = 0x9901
_KEY_BYTES = {1: 16, 2: 24, 3: 32}
_ROUNDS, _VERIFIER, _TAG, _BLOCK = 1_000, 2, 10, 16
_PIECE = 1 << 20
_FIXED = 30  # bytes of the header before a member


def is_locked(entry: zipfile.ZipInfo) -> bool:
    """Whether a member is under a password."""
    return bool(entry.flag_bits & _LOCKED)


def read(archive: zipfile.ZipFile, path: Path, entry: zipfile.ZipInfo, password: str) -> bytes:
    """The content of a locked member. ``path``: of the archive.

    Raises:
        Refused: `file.password-wrong`, `file.protection-unknown`, `file.hostile`.
        zipfile.BadZipFile: it is damaged.
    """
    if entry.flag_bits & _STRONG:
        raise Refused("file.protection-unknown", file=path.name, how="PKWARE")
    if entry.compress_type == _AES:
        content = _aes(_packed(path, entry), entry, password, path.name)
    else:
        content = _classic(archive, entry, password, path.name)
    if len(content) > entry.file_size:
        raise Refused("file.hostile", file=path.name)
    return content


def _classic(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, password: str, name: str) -> bytes:
    for encoding in ("utf-8", "cp1252", "cp437"):  # whichever the program that locked it took
        try:
            with archive.open(entry, pwd=password.encode(encoding)) as member:
                return member.read(entry.file_size + 1)
        except (RuntimeError, zipfile.BadZipFile, zlib.error, UnicodeEncodeError):
            continue  # a wrong password is told by one byte, and else by what comes out
    raise Refused("file.password-wrong", file=name)


def _packed(path: Path, entry: zipfile.ZipInfo) -> bytes:
    """What stands in the archive."""
    with path.open("rb") as file:
        file.seek(entry.header_offset)
        name, extra = struct.unpack("<HH", file.read(_FIXED)[-4:])
        file.seek(name + extra, 1)
        return file.read(entry.compress_size)


def _aes(packed: bytes, entry: zipfile.ZipInfo, password: str, name: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    strength, method = _said(entry)
    size = _KEY_BYTES[strength]
    salt, rest = packed[: size // 2], packed[size // 2 :]
    verifier, content, tag = rest[:_VERIFIER], rest[_VERIFIER:-_TAG], rest[-_TAG:]
    for encoding in ("utf-8", "cp1252"):
        try:
            secret = password.encode(encoding)
        except UnicodeEncodeError:
            continue
        keys = hashlib.pbkdf2_hmac("sha1", secret, salt, _ROUNDS, 2 * size + _VERIFIER)
        if keys[-_VERIFIER:] == verifier:
            break
    else:
        raise Refused("file.password-wrong", file=name)
    if not hmac.compare_digest(hmac.new(keys[size : 2 * size], content, hashlib.sha1).digest()[:_TAG], tag):
        raise Refused("file.password-wrong", file=name)  # or changed since; nobody can tell
    stream = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()  # noqa: S305 - of counters, which never repeat
    plain = b"".join(_combined(piece, stream.update(counters)) for piece, counters in _pieces(content))
    return _inflated(plain, method, entry, name)


def _said(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Strength and method of a member under AES."""
    extra = entry.extra
    while len(extra) >= 4:  # noqa: PLR2004 - kind and length
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _EXTRA and length >= 7:  # noqa: PLR2004 - version, vendor, strength, method
            strength, method = struct.unpack_from("<BH", extra, 8)
            if strength in _KEY_BYTES:
                return strength, method
        extra = extra[4 + length :]
    raise zipfile.BadZipFile("nothing says how this member is locked")


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Pieces of the content, each with the counters that stand for its blocks: from 1, the lowest byte first."""
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        first = start // _BLOCK + 1
        count = -(-len(piece) // _BLOCK)
        yield piece, b"".join(number.to_bytes(_BLOCK, "little") for number in range(first, first + count))


def _combined(piece: bytes, stream: bytes) -> bytes:
    size = len(piece)
    return (int.from_bytes(piece) ^ int.from_bytes(stream[:size])).to_bytes(size)


def _inflated(plain: bytes, method: int, entry: zipfile.ZipInfo, name: str) -> bytes:
    if method == zipfile.ZIP_STORED:
        return plain
    if method != zipfile.ZIP_DEFLATED:
        raise Refused("file.protection-unknown", file=name, how=f"ZIP {method}")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(plain, entry.file_size + 1)
    except zlib.error as why:
        raise zipfile.BadZipFile(str(why)) from why
