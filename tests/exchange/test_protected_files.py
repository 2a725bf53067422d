"""Workbooks under a password: opened with it, refused in plain words without, and never trusted for what they ask.

The workbooks in `protected` were written by LibreOffice 7.4 (made-up rows; of the packages only the parts that are read):
AES-256, Blowfish as OpenDocument 1.1 has it, and Excel 97. The archives were written by 7-Zip. What LibreOffice writes since
24.8 is made here as its manifest describes it.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from shared import shared

from stockpile.domain.errors import Refused
from stockpile.exchange import locked_zip, opendocument
from stockpile.exchange.loading import load
from stockpile.exchange.unlocking import unlock

PROTECTED = Path(__file__).parent / "protected"
PASSWORD = "sésame 1"
PACKAGE = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" manifest:version="1.4">'
    '<manifest:file-entry manifest:full-path="encrypted-package" manifest:size="{size}"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"><manifest:encryption-data>'
    '<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm"'
    ' manifest:initialisation-vector="{nonce}"/>'
    '<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256"'
    ' manifest:key-size="32"/><manifest:key-derivation manifest:key-size="32" manifest:salt="{salt}"'
    ' manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id"'
    ' loext:argon2-iterations="{passes}" loext:argon2-memory="{memory}" loext:argon2-lanes="2"/>'
    "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
)


def whole(path: Path, content: bytes, *, memory: int = 1024, told: int | None = None, passes: int = 1) -> Path:
    """A package under AES-GCM and Argon2id. ``told``: the memory that its manifest asks for."""
    salt, nonce = os.urandom(16), os.urandom(12)
    secret = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=passes, lanes=2, memory_cost=memory).derive(secret)
    packed = zlib.compress(content, wbits=-15)
    manifest = PACKAGE.format(
        size=len(content), nonce=b64encode(nonce).decode(), salt=b64encode(salt).decode(), passes=passes,
        memory=told or memory,
    )  # fmt: skip
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("encrypted-package", nonce + AESGCM(key).encrypt(nonce, packed, None))
        made.writestr("META-INF/manifest.xml", manifest)
    return path


def altered(path: Path, to: Path, part: str, change) -> Path:
    """A copy of a package with one part changed."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            made.writestr(name, change(content) if name == part else content)
    return to


def serials(path: Path, password: str) -> list[str]:
    sheet = load(path, password=password).sheets[0]
    return [sheet.columns[2].text(row) for row in range(1, sheet.height)]


def refused(path: Path, password: str) -> str:
    with pytest.raises(Refused) as caught:
        opendocument.without_password(path, password)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "password"), [("aes256.ods", PASSWORD), ("blowfish.ods", PASSWORD), ("rc4.xls", "sesame")]
)
def test_what_libreoffice_has_locked_is_opened(name, password):
    path = PROTECTED / name
    assert serials(path, password) == ["QF00001", "QF00002"]
    for wrong in ("guess", ""):
        code = "file.password-wrong" if wrong else "file.encrypted"
        with pytest.raises(Refused, match=re.escape(code)):
            load(path, password=wrong)


def test_a_package_that_is_locked_as_one_is_opened(tmp_path):
    inside = opendocument.without_password(PROTECTED / "aes256.ods", PASSWORD)
    path = whole(tmp_path / "new.ods", inside)
    assert serials(path, PASSWORD) == ["QF00001", "QF00002"]
    assert refused(path, "guess") == "file.password-wrong"


@pytest.mark.parametrize(
    ("name", "password", "format_"),
    [
        ("calamine__pass_protected.ods", "1234", "ods"),
        ("calamine__pass_protected.xlsb", "1234", "xlsb"),
        ("poi__protected_passtika.xlsx", "tika", "xlsx"),
        ("poi__xor-encryption-abc.xls", "abc", "xls"),
    ],
)
def test_public_protected_files_open_with_their_passwords(name, password, format_):
    path = shared("samples", "messy", "encrypted", name)
    loaded = load(path, password=password)
    assert (loaded.sheets[0].height > 0, loaded.format, loaded.protected) == (True, format_, True)
    assert unlock(path, password).format == format_
    with pytest.raises(Refused, match=r"file\.password-wrong"):
        unlock(path, "guess")


@pytest.mark.parametrize(
    ("pattern", "other", "code"),
    [
        (rb'iteration-count="\d+"', b'iteration-count="99000000000"', "file.protection-unknown"),
        (rb'iteration-count="\d+"', b'iteration-count="-1"', "file.protection-unknown"),
        (rb'derivation-name="PBKDF2"', b'derivation-name="PGP"', "file.protection-unknown"),
        (rb"aes256-cbc", b"serpent-cts", "file.protection-unknown"),
        (rb'salt="[^"]*"', b'salt="&#1;?"', "file.damaged"),
        (rb"\A<\?xml[^>]*\?>", b'<!DOCTYPE m [<!ENTITY a "b">]>', "file.hostile"),
        (rb'full-path="content.xml" manifest:media-type="text/xml" manifest:size="\d+"', b'full-path="content.xml" manifest:size="7"',
         "file.damaged"),
        (rb'full-path="content.xml"', b'full-path="other.xml"', "file.protection-unknown"),
    ],
)  # fmt: skip
def test_what_a_manifest_asks_for_is_bounded(pattern, other, code, tmp_path):
    def change(manifest: bytes) -> bytes:
        changed = re.sub(pattern, other, manifest)
        assert changed != manifest
        return changed

    path = altered(PROTECTED / "aes256.ods", tmp_path / "odd.ods", "META-INF/manifest.xml", change)
    assert refused(path, PASSWORD) == code


def test_no_package_takes_more_memory_or_room_than_an_honest_one(tmp_path):
    assert refused(whole(tmp_path / "hungry.ods", b"", told=8_000_000), PASSWORD) == "file.protection-unknown"
    bomb = whole(tmp_path / "bomb.ods", bytes(220_000_000))
    assert refused(bomb, PASSWORD) == "file.hostile"


@pytest.mark.parametrize("part", ["content.xml", "META-INF/manifest.xml", "mimetype"])
def test_a_package_cut_short_is_damaged(part, tmp_path):
    def cut(content: bytes) -> bytes:
        return content[: len(content) // 2 // 16 * 16]

    path = altered(PROTECTED / "aes256.ods", tmp_path / "cut.ods", part, cut)
    if part == "mimetype":
        with pytest.raises(Refused, match=r"file\.unsupported"):
            unlock(path, PASSWORD)
    else:
        assert refused(path, PASSWORD) in {"file.damaged", "file.password-wrong"}


def test_what_excel_opens_without_asking_is_opened(tmp_path):
    """A workbook of which only the structure is protected is enciphered all the same, under a password of Excel's own."""
    plain, path = tmp_path / "plain.xlsx", tmp_path / "structure.xlsx"
    book = Workbook()
    book.active.append(["Model", "Maker", "Serial number"])
    book.active.append(["AKM", "Kestrel", "QF00001"])
    book.save(plain)
    with plain.open("rb") as file, path.open("wb") as out:
        OOXMLFile(file).encrypt("VelvetSweatshop", out)
    assert serials(path, "") == ["QF00001"]
    with plain.open("rb") as file, path.open("wb") as out:
        OOXMLFile(file).encrypt("another", out)
    with pytest.raises(Refused, match=r"file\.encrypted"):
        load(path)
    assert not load(plain, password="never asked for").protected


MEMBER = b"Model,Maker,Serial number\nAKM,Kestrel,QF00001\nAKM,Kestrel,QF00002\n"


@pytest.mark.parametrize("name", ["aes256.zip", "aes128.zip", "classic.zip"])
def test_a_locked_archive_is_opened(name):
    path = PROTECTED / name
    with zipfile.ZipFile(path) as archive:
        (entry,) = archive.infolist()
        assert locked_zip.is_locked(entry)
        assert locked_zip.read(archive, path, entry, "sesame") == MEMBER
        for wrong in ("guess", "Sesame", "sésame", ""):
            with pytest.raises(Refused, match=r"file\.password-wrong"):
                locked_zip.read(archive, path, entry, wrong)


@pytest.mark.parametrize("name", ["aes256.zip", "aes128.zip", "classic.zip"])
def test_of_a_damaged_locked_archive_nothing_comes_in(name, tmp_path):
    """Every byte of the member is turned over once: what comes out is refused, and never another content."""
    whole = (PROTECTED / name).read_bytes()
    path = tmp_path / name
    with zipfile.ZipFile(PROTECTED / name) as archive:
        (entry,) = archive.infolist()
    start = entry.header_offset + 30 + len(entry.filename)
    for at in range(start, start + entry.compress_size):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            with zipfile.ZipFile(path) as archive:
                assert locked_zip.read(archive, path, archive.infolist()[0], "sesame") == MEMBER
        except (Refused, zipfile.BadZipFile):
            continue
