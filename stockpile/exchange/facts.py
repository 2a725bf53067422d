"""Some rows as columns of facts: what a chunk of a table says, before anybody asks what its rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat


@dataclass(slots=True)
class Note:
    """What is to be said of one row beyond its plain facts."""

    remarks: list[str] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


class Columns:
    """Named columns of the same length; empty texts are blank."""

    def __init__(self, columns: Mapping[str, Sequence[object]], size: int) -> None:
        self._filled = {name: column for name, column in columns.items() if "" not in column}
        self._partly = {name: column for name, column in columns.items() if name not in self._filled and any(column)}
        self._size = size

    def __bool__(self) -> bool:
        return bool(self._filled or self._partly)

    def by_row(self) -> list[dict[str, object]]:
        """What is not blank in each row, by name. Columns without blanks go in without being looked at."""
        names = tuple(self._filled)
        filled = zip(*self._filled.values(), strict=True) if names else repeat((), self._size)
        rows: list[dict[str, object]] = [dict(zip(names, row, strict=True)) for row in filled]
        for name, column in self._partly.items():
            for row, value in zip(rows, column, strict=True):
                if value != "":
                    row[name] = value
        return rows


@dataclass(slots=True)
class Chunk:
    """Some rows as columns.

    Attributes:
        numbers: of the rows in the file.
        texts: of every column.
        contents: all cells of each row but its number, in the order of the headings' names; digests are made of it.
        serials: empty where there is none or only a placeholder.
        countries: codes, or the text where it is not known.
        assets: asset numbers, empty where there is none or only a placeholder.
        quantities, values: numbers; 1 where nothing is stated, values 0.
        facts: names and values of what has a field.
        other: the same for columns without one, by their headings.
        notes, rejected: by place in the chunk.
    """

    numbers: Sequence[int]
    texts: list[list[str]]
    contents: list[str]
    serials: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    quantities: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    facts: Columns = field(default_factory=lambda: Columns({}, 0))
    other: Columns = field(default_factory=lambda: Columns({}, 0))
    notes: dict[int, Note] = field(default_factory=dict)
    rejected: dict[int, str] = field(default_factory=dict)

    def note(self, at: int) -> Note:
        """The note on a row, made where there is none."""
        return self.notes.setdefault(at, Note())
