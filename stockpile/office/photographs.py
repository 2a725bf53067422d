"""Photographs, and other files that go with an act: looked at as a whole on their way in, and shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile.acts.photographs import demand_photograph
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST
from stockpile.office.reading import photograph
from stockpile.storage.store import Store

LARGEST_DOCUMENT = 50_000_000  # bytes; a ledger is carried on sticks and copied every night


@dataclass(frozen=True, slots=True)
class Photographs:
    """The photographs of an open database."""

    store: Store

    @staticmethod
    def take(path: Path) -> Enclosure:
        """A photograph from a file.

        Raises:
            Refused: ``file.unreadable``; ``photograph.*``: it is no picture, damaged, or too large.
        """
        from stockpile.documents.pictures import can_be_shown

        content = _read(path, LARGEST + 1)
        demand_photograph(path.name, content)
        if not can_be_shown(content):
            raise Refused("photograph.not-a-picture", file=path.name)
        return Enclosure(path.name, content)

    @staticmethod
    def document(path: Path) -> Enclosure:
        """Any other file that goes with an act, as it is.

        Raises:
            Refused: ``file.unreadable``; ``attachment.empty``, ``attachment.too-large``.
        """
        content = _read(path, LARGEST_DOCUMENT + 1)
        if not content:
            raise Refused("attachment.empty", file=path.name)
        if len(content) > LARGEST_DOCUMENT:
            raise Refused("attachment.too-large", file=path.name, most=LARGEST_DOCUMENT)
        return Enclosure(path.name, content)

    def small(self, digest: str, dots: int) -> bytes:
        """A kept photograph as JPEG, upright, at most so many dots wide and high; see `Reading.photograph`."""
        from stockpile.documents.pictures import small

        with self.store.reading() as reader:
            return small(photograph(reader, digest), dots)


def _read(path: Path, most: int) -> bytes:
    """So much of a file, and no more: it may be of any size."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as why:
        raise Refused("file.unreadable", file=path.name, why=why.strerror or "") from why
