"""Edits that are kept by name: what was done to this month's file, for next month's of the same shape.

A log is packed before it is kept; one that names more single cells than that leaves room for goes to a file instead.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from stockpile.domain.errors import Refused
from stockpile.office.kept import SHARED, Kept
from stockpile.office.sessions import Session
from stockpile.office.workbench.replaying import demand_log

_EDITS = "import-edits/"
_LARGEST = 32 * 1024 * 1024  # unpacked; a log of ours has never so much
_decode = msgspec.json.Decoder(dict[str, object]).decode


class _Packed(msgspec.Struct):
    """What is kept: by which columns the log is offered, how many operations it has, and the log."""

    headings: tuple[str, ...]
    columns: tuple[str, ...]
    count: int
    log: str


@dataclass(frozen=True, slots=True)
class KeptLog:
    """Edits that are kept.

    Attributes:
        name: by which officers know them. headings: of the file they were made on. columns: that they are about.
        count: how many there are.
    """

    name: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    count: int

    def is_of(self, headings: Collection[str]) -> bool:
        """Whether a file with these headings has the shape of the one they were made on."""
        return set(self.headings) == set(headings)

    def fits(self, headings: Collection[str]) -> bool:
        """Whether a file with these headings has every column that they are about."""
        return set(self.columns) <= set(headings)


@dataclass(frozen=True, slots=True)
class KeptEdits:
    """Edits that officers keep and share."""

    kept: Kept

    def all(self, by: Session) -> list[KeptLog]:
        """What is kept, by name: the officer's own, and what is everybody's."""
        found = {_bare(name): _unpacked(value) for name, value in self.kept.named(by, _EDITS).items()}
        return [KeptLog(name, found[name].headings, found[name].columns, found[name].count) for name in sorted(found)]

    def get(self, by: Session, name: str) -> dict[str, object]:
        """The log that is kept under a name, to be replayed or written to a file.

        Raises:
            Refused: `import.no-such-edits`.
        """
        named = {_bare(each): value for each, value in self.kept.named(by, _EDITS).items()}
        if name not in named:
            raise Refused("import.no-such-edits", name=name, known=sorted(named))
        packed = base64.b64decode(_unpacked(named[name]).log)
        return _decode(zlib.decompressobj().decompress(packed, _LARGEST))

    def save(self, by: Session, name: str, log: Mapping[str, object], *, shared: bool = True) -> None:
        """Keep a log under a name, for everybody or for oneself.

        Raises:
            Refused: `file.operations` for what is no log, `import.no-edits` for an empty one, `kept.*`.
        """
        operations = demand_log(log)
        if not operations:
            raise Refused("import.no-edits")
        packed = base64.b64encode(zlib.compress(msgspec.json.encode(log), 9)).decode()
        value = _Packed(_texts(log.get("headings")), _texts(log.get("columns")), len(operations), packed)
        self.kept.put(by, (SHARED if shared else "") + _EDITS + name, msgspec.json.encode(value).decode())

    def drop(self, by: Session, name: str) -> bool:
        """Keep it no longer; whether there was one."""
        own = self.kept.drop(by, _EDITS + name)
        return self.kept.drop(by, SHARED + _EDITS + name) or own


def _bare(name: str) -> str:
    return name.removeprefix(SHARED).removeprefix(_EDITS)


def _unpacked(value: str) -> _Packed:
    return msgspec.json.decode(value, type=_Packed)


def _texts(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, list | tuple) else ()
