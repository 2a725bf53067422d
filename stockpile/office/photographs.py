"""Photographs: on their way in, read from a file, looked at as a whole, and only then enclosed in an act; and shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile.acts.photographs import demand_photograph
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST
from stockpile.office.reading import photograph
from stockpile.storage.store import Store


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

        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as why:
            raise Refused("file.unreadable", file=path.name, why=why.strerror or "") from why
        demand_photograph(path.name, content)
        if not can_be_shown(content):
            raise Refused("photograph.not-a-picture", file=path.name)
        return Enclosure(path.name, content)

    def small(self, digest: str, dots: int) -> bytes:
        """A kept photograph as JPEG, upright, at most so many dots wide and high; see `Reading.photograph`."""
        from stockpile.documents.pictures import small

        with self.store.reading() as reader:
            return small(photograph(reader, digest), dots)
