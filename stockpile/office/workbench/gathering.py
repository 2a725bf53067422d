"""What somebody names, as files that can be read: files, folders, members of archives, a text from the clipboard."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from stockpile.domain.errors import Refused
from stockpile.exchange import locked_zip, process
from stockpile.exchange.guard import look

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".gz"})
MOST_FILES = 500
LARGEST_UNPACKED = 2_000_000_000  # bytes, of an archive
_SUSPICIOUS, _LARGEST_RATIO = 200_000_000, 200  # text shrinks further than workbooks do
_BOOKS = ("xl/", "content.xml", "mimetype", "[Content_Types].xml")  # parts of a workbook: that is no archive of files


T = TypeVar("T")
Asked = Callable[[str], Sequence[str]]  # passwords to be tried on an archive, by its name


@dataclass(slots=True)
class Gathered:
    """Files to be read, each with the name that people know it by; ``folder``: of the copies among them."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    refused: list[tuple[str, Refused]] = field(default_factory=list)
    folder: Path | None = None

    def copies(self) -> Path:
        """A folder of our own, that nobody else can look into."""
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="stockpile-import-"))  # 0700
        return self.folder


def nothing_asked(_name: str) -> Sequence[str]:
    """No password for any archive."""
    return ()


def gather(paths: Iterable[Path], *, inside: bool = True, password: Asked = nothing_asked) -> Gathered:
    """Find the files. ``inside``: also those of folders and archives. ``password``: asked for those of an archive that
    has locked members.

    Raises:
        Refused: `file.none`, `file.too-many`.
    """
    gathered = Gathered()
    for path in paths:
        if path.is_dir():
            for each in _in_folder(path):
                _take(gathered, each, f"{path.name}/{each.relative_to(path).as_posix()}", password)
        else:
            _take(gathered, path, path.name, password, inside=inside)
    if len(gathered.files) > MOST_FILES:
        raise Refused("file.too-many", count=len(gathered.files), most=MOST_FILES)
    if not gathered.files and not gathered.refused:
        raise Refused("file.none")
    process.warm()  # whoever names files wants them read, and has a password to type before
    return gathered


def is_protected(path: Path) -> bool:
    """Whether a file is under a password."""
    try:
        look(path)
    except Refused as refusal:
        return refusal.code == "file.encrypted"
    return False


def gather_text(text: str, name: str) -> Gathered:
    """A text, as it comes from the clipboard of a spreadsheet program.

    Raises:
        Refused: `file.empty`.
    """
    if not text.strip():
        raise Refused("file.empty", file=name)
    gathered = Gathered()
    path = gathered.copies() / "clipboard.tsv"
    _write(path, text.encode("utf-8"))
    gathered.files.append((path, name))
    return gathered


def _in_folder(folder: Path) -> Iterator[Path]:
    """Spreadsheets of a folder and the folders in it; not the hidden ones, nor those that Excel leaves while open."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and (path.suffix.lower() in SUFFIXES or path.suffix.lower() == ".zip"):
            yield path


def _take(gathered: Gathered, path: Path, name: str, password: Asked, *, inside: bool = True) -> None:
    if not (inside and _is_archive(path)):
        gathered.files.append((path, name))
        return
    try:
        _unpack(gathered, path, name, password)
    except Refused as refusal:
        gathered.refused.append((name, Refused(refusal.code, **{**refusal.facts, "file": name})))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        gathered.refused.append((name, Refused("file.damaged", file=name)))


def _is_archive(path: Path) -> bool:
    """An archive of files, not a workbook, which is an archive of parts."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return not any(name.startswith(_BOOKS) or name.lower().endswith(("workbook.xml", "workbook.bin")) for name in names)


def _unpack(gathered: Gathered, path: Path, name: str, password: Asked) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = [each for each in archive.infolist() if _is_wanted(each.filename)]
        unpacked, packed = sum(each.file_size for each in entries), sum(each.compress_size for each in entries) or 1
        if unpacked > LARGEST_UNPACKED or (unpacked > _SUSPICIOUS and unpacked / packed > _LARGEST_RATIO):
            raise Refused("file.hostile", file=name, unpacked=unpacked)
        if not entries:
            raise Refused("file.nothing-inside", file=name)
        keys = password(name) if any(map(locked_zip.is_locked, entries)) else ()
        for number, each in enumerate(entries[: MOST_FILES + 1]):
            member = f"{name}/{each.filename}"
            try:
                content = _content(archive, path, each, keys)
            except Refused as refusal:
                if not number and all(map(locked_zip.is_locked, entries)):
                    raise  # one password for all of it, and none of it opens
                gathered.refused.append((member, Refused(refusal.code, **{**refusal.facts, "file": member})))
                continue
            # the member's own name is never a path of ours
            copy = gathered.copies() / f"{len(gathered.files)}-{number}{PurePosixPath(each.filename).suffix.lower()}"
            _write(copy, content)
            gathered.files.append((copy, member))


def _content(archive: zipfile.ZipFile, path: Path, entry: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes:
    if locked_zip.is_locked(entry):
        return first_that_fits(passwords, lambda each: _unlocked(archive, path, entry, each))
    with archive.open(entry) as member:
        content = member.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Refused("file.hostile", file=entry.filename)
    return content


def _unlocked(archive: zipfile.ZipFile, path: Path, entry: zipfile.ZipInfo, password: str) -> bytes:
    if not password:
        raise Refused("file.encrypted", file=entry.filename)
    return locked_zip.read(archive, path, entry, password)


def first_that_fits(passwords: Sequence[str], opened: Callable[[str], T]) -> T:
    """What is opened with the first password that fits, or with none; else why the last did not.

    Raises:
        Refused: as ``opened`` does.
    """
    for password in passwords[:-1]:
        try:
            return opened(password)
        except Refused as refusal:
            if refusal.code != "file.password-wrong":
                raise
    return opened(passwords[-1] if passwords else "")


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
