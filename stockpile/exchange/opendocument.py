"""OpenDocument spreadsheets under a password: what a reader needs of them, without it. In the child process only.

Each part of the package is packed, then enciphered on its own, and the manifest says how (OpenDocument 1.2, part 3):
AES-256-CBC and, before LibreOffice 3.5, Blowfish. Since LibreOffice 24.8 the whole package is one part, under AES-256-GCM
and a key that Argon2id makes. The manifest is what a stranger wrote: what it asks for is bounded before it is done.
"""

from __future__ import annotations

import binascii
import hashlib
import io
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from stockpile.domain.errors import Refused
from stockpile.exchange.guard import LARGEST_FILE, demand_honest

MANIFEST, WHOLE, CONTENT, KIND = "META-INF/manifest.xml", "encrypted-package", "content.xml", "mimetype"
_LARGEST_MANIFEST = 5_000_000  # bytes
_MOST_ROUNDS = 5_000_000  # of PBKDF2: some seconds; LibreOffice takes 100,000
_MOST_KIBIBYTES, _MOST_PASSES, _MOST_LANES = 512 * 1024, 16, 64  # of Argon2id; LibreOffice takes 65,536, 3 and 4
_KEY_BYTES, _ROUNDS = 16, 1024  # where the manifest does not say
_CHECKED = 1024  # bytes of the packed part that its checksum is of
_GCM_NONCE = 12
_BLOCK = 16  # bytes of AES
_PIECE = 1 << 20
_PLAIN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


class _NotRead(Exception):
    """A protection that is not known here; the message says which."""


class _Wrong(Exception):
    """The password does not fit."""


@dataclass(frozen=True, slots=True)
class _Part:
    """How one part is protected, as the manifest says: the attributes of each element, by their names without prefix."""

    size: int | None
    cipher: Mapping[str, str]
    start: Mapping[str, str]
    derivation: Mapping[str, str]
    checksum: Mapping[str, str] = field(default_factory=dict)


def is_opendocument(path: Path) -> bool:
    """Whether a protected file is a package of OpenDocument; those of Office are compound files."""
    return zipfile.is_zipfile(path)


def without_password(path: Path, password: str) -> bytes:
    """The package without its protection: its cells, not its looks.

    Raises:
        Refused: `file.password-wrong`, `file.protection-unknown`, `file.damaged`, `file.hostile`, `file.too-large`.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _unlocked(package, path, password)
    except _Wrong:
        raise Refused("file.password-wrong", file=path.name) from None
    except _NotRead as how:
        raise Refused("file.protection-unknown", file=path.name, how=str(how)) from None
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as why:
        raise Refused("file.damaged", file=path.name) from why


def _unlocked(package: zipfile.ZipFile, path: Path, password: str) -> bytes:
    parts = dict(_parts(_manifest(package, path)))
    name = WHOLE if WHOLE in parts else CONTENT
    if name not in parts:
        raise _NotRead("content.xml is not protected")
    plain = _deciphered(parts[name], _content(package, name, path), password)
    out = io.BytesIO()
    if name == WHOLE:
        _inflate(plain, out, parts[name].size, path)
        return out.getvalue()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr(KIND, package.read(KIND), zipfile.ZIP_STORED)
        made.writestr(MANIFEST, _PLAIN)
        with made.open(CONTENT, "w", force_zip64=True) as content:
            _inflate(plain, content, parts[name].size, path)
    return out.getvalue()


def _content(package: zipfile.ZipFile, name: str, path: Path) -> bytes:
    if package.getinfo(name).file_size > LARGEST_FILE:
        raise Refused("file.too-large", file=path.name)
    return package.read(name)


# -- the manifest ------------------------------------------------------------------------------------------------------


def _manifest(package: zipfile.ZipFile, path: Path) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if MANIFEST not in package.namelist():
        raise _NotRead("ZIP")  # the archive itself is under a password
    if package.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise Refused("file.hostile", file=path.name)
    try:
        found: Element = fromstring(package.read(MANIFEST), forbid_dtd=True)
    except DefusedXmlException as why:
        raise Refused("file.hostile", file=path.name) from why
    except ParseError as why:
        raise Refused("file.damaged", file=path.name) from why
    return found


def _parts(manifest: Element) -> Iterator[tuple[str, _Part]]:
    """The protected parts, by their paths."""
    for entry in manifest:
        said = _attributes(entry)
        for data in entry:
            if _bare(data.tag) == "encryption-data":
                inside = {_bare(each.tag): _attributes(each) for each in data}
                size = said.get("size", "")
                yield (
                    said.get("full-path", ""),
                    _Part(
                        int(size) if size.isdecimal() else None,
                        inside.get("algorithm", {}),
                        inside.get("start-key-generation", {}),
                        inside.get("key-derivation", {}),
                        _attributes(data),
                    ),
                )


def _attributes(element: Element) -> dict[str, str]:
    return {_bare(name): value for name, value in element.attrib.items()}


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


# -- the key -----------------------------------------------------------------------------------------------------------


def _key(part: _Part, password: str) -> bytes:
    secret = _start_key(part.start.get("start-key-generation-name", "SHA1"), password)
    said = part.derivation
    name = said.get("key-derivation-name", "").lower()
    length = _within(said, "key-size", _KEY_BYTES, 32)
    salt = _bytes(said.get("salt", ""))
    if name.endswith("argon2id"):
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        return Argon2id(
            salt=salt,
            length=length,
            iterations=_within(said, "argon2-iterations", 3, _MOST_PASSES),
            lanes=_within(said, "argon2-lanes", 4, _MOST_LANES),
            memory_cost=_within(said, "argon2-memory", 65_536, _MOST_KIBIBYTES),
        ).derive(secret)
    if name.endswith("pbkdf2"):
        return hashlib.pbkdf2_hmac(
            "sha1", secret, salt, _within(said, "iteration-count", _ROUNDS, _MOST_ROUNDS), length
        )
    raise _NotRead(said.get("key-derivation-name") or "PGP")  # with keys of people in place of a password


def _start_key(name: str, password: str) -> bytes:
    algorithm = name.lower()
    if algorithm.endswith("sha256"):
        return hashlib.sha256(password.encode()).digest()
    if algorithm.endswith("sha1"):
        return hashlib.sha1(password.encode(), usedforsecurity=False).digest()
    raise _NotRead(name)


def _within(said: Mapping[str, str], name: str, usual: int, most: int) -> int:
    """A number of the manifest, where it is not more than anybody needs."""
    text = said.get(name, str(usual))
    if not text.isdecimal() or not 0 < int(text) <= most:
        raise _NotRead(f"{name} {text}")
    return int(text)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as why:
        raise ValueError(text) from why


# -- the content -------------------------------------------------------------------------------------------------------


def _deciphered(part: _Part, content: bytes, password: str) -> bytes:
    """The packed part."""
    name = part.cipher.get("algorithm-name", "")
    kind = name.lower()
    start = _bytes(part.cipher.get("initialisation-vector", ""))
    if kind.endswith("-gcm"):
        return _gcm(_key(part, password), start, content)
    if kind.endswith("-cbc"):
        plain = _cbc(_key(part, password), start, content)
    elif "blowfish" in kind:
        plain = _blowfish(_key(part, password), start, content)
    else:
        raise _NotRead(name)
    _demand_checksum(part, plain)
    return plain


def _gcm(key: bytes, nonce: bytes, content: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(nonce) != _GCM_NONCE or content[:_GCM_NONCE] != nonce:
        raise ValueError("the nonce does not stand before the content")
    try:
        return AESGCM(key).decrypt(nonce, content[_GCM_NONCE:], None)
    except InvalidTag:
        raise _Wrong from None


def _cbc(key: bytes, start: bytes, content: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    plain = cipher.update(content) + cipher.finalize()
    padding = plain[-1] if plain else 0  # as XML Encryption pads: only the last byte says how many there are
    if not 0 < padding <= _BLOCK:
        raise _Wrong
    return plain[:-padding]


def _blowfish(key: bytes, start: bytes, content: bytes) -> bytes:
    from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
    from cryptography.hazmat.primitives.ciphers import Cipher

    cipher = Cipher(Blowfish(key), CFB(start)).decryptor()
    return cipher.update(content) + cipher.finalize()


def _demand_checksum(part: _Part, plain: bytes) -> None:
    """Nothing else tells a wrong password from a right one."""
    stated = part.checksum.get("checksum")
    if stated is None:
        return
    algorithm = "sha256" if "sha256" in part.checksum.get("checksum-type", "").lower() else "sha1"
    if hashlib.new(algorithm, plain[:_CHECKED], usedforsecurity=False).digest() != _bytes(stated):
        raise _Wrong


def _inflate(packed: bytes, out: IO[bytes], stated: int | None, path: Path) -> None:
    """Unpack into a file, and stop where it grows beyond reason."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    done, rest = 0, packed
    try:
        while not inflating.eof:
            piece = inflating.decompress(rest, _PIECE)
            rest = inflating.unconsumed_tail
            if not piece and not rest and not inflating.eof:
                break
            done += out.write(piece)
            demand_honest(path.name, unpacked=done, packed=len(packed))
    except zlib.error as why:
        raise _Wrong from why
    if not inflating.eof or stated not in (None, done):
        raise Refused("file.damaged", file=path.name)
