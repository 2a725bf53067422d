"""What the rows of a table mean: from cells to weapons, lots and equipment with their facts.

Nothing is lost and nothing is guessed: texts stay as they stand in the file, what has no field of its own is kept
under its heading, and what cannot be read is said. The same table read again gives the same keys and digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TypeAlias
from zlib import crc32

from stockpile.domain.serials import exact_key
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.chunks import PARTING, Chunk, ChunkReader, Note
from stockpile.exchange.classify import EQUIPMENT, UNCLEAR, WEAPON, Line, classify, take_apart
from stockpile.exchange.columns import looks_like_inventory, map_columns
from stockpile.exchange.conversion import Memory

ReadRow: TypeAlias = tuple[int, str, str, str, float, float, dict[str, object]]
"""Row in the file, sort, key, digest, quantity, value, facts."""
Warned: TypeAlias = tuple[int, str, str, dict[str, object]]
"""Row in the file (0: the whole table), heading, code, facts."""

LOT, REJECTED = "lot", "rejected"
__all__ = ["EQUIPMENT", "LOT", "REJECTED", "UNCLEAR", "WEAPON", "Cell", "ReadRow", "Understanding", "Warned"]

MOST_WARNINGS = 1000  # listed of one code; beyond it they are counted
LARGEST_EXPANSION = 10_000  # pieces that one lot may be taken apart into
_CHUNK = 2000  # rows worked on at once: long enough for loops over columns, short enough for the processor's cache
_DIGEST_BYTES = 10
_LOW_BITS = 32
_LOW = (1 << _LOW_BITS) - 1

_TELLING = (h.NSN, h.ITEM, h.MODEL, h.CATEGORY, h.CALIBRE, h.MAKER)  # fields of `classify.Line`, in its order


@dataclass(frozen=True, slots=True)
class _Known:
    """A kind made ready for rows: what `classify` says, and the first half of the identity of such a piece."""

    sort: str
    facts: dict[str, str]
    flags: list[str]
    unserialled: list[str]
    identity: str


@dataclass(frozen=True, slots=True)
class _Before:
    """Where an identity was met first in this table, and whether all of that row was the same."""

    row: int
    exact: bool


class Understanding:
    """What one table means.

    Attributes:
        mapped: every column, with the reason for what it was taken for.
        columns: fields and the headings of the columns they are read from.
        unmapped: headings of all other columns; their cells are kept.
        looks_like_inventory: whether the table names pieces and counts them.
        warnings: row, heading, code and facts; at most `MOST_WARNINGS` of a code are listed.
        warned: how many there were of each code.
    """

    def __init__(
        self,
        headings: Sequence[str],
        sample: Sequence[Sequence[Cell]],
        mapping: Mapping[str, str] | None = None,
        expand: bool = False,  # noqa: FBT001, FBT002 - the reader passes it on by name
    ) -> None:
        """Understand a table by its headings and a sample of its rows; the larger the sample, the surer.

        Args:
            headings: one a column, as they stand in the file; empty where there is none.
            sample: rows from below the headings. Dates and decimal marks are decided by it.
            mapping: fields by the headings that the officer says hold them.
            expand: take lots of weapons apart into single weapons without serial.

        Raises:
            Refused: ``import.mapping-field-unknown``.
        """
        self.mapped = map_columns(headings, sample, mapping)
        self.columns = {column.field: column.heading for column in self.mapped if column.field}
        self.unmapped = [column.heading for column in self.mapped if not column.field]
        self.looks_like_inventory = looks_like_inventory(self.columns)
        self.warnings: list[Warned] = []
        self.warned: Counter[str] = Counter()
        self._expand = expand
        self._reader = ChunkReader(self.mapped, sample, self._warn)
        self._kinds: Memory[tuple[str, ...], _Known] = Memory(_known)
        self._seen: dict[str, int] = {}
        for name, heading in (mapping or {}).items():
            if heading and name not in self.columns:
                self._warn(0, heading, "mapping-heading-absent", field=name)

    def rows(self, numbered: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[ReadRow]:
        """Read rows, each with its number in the file; blank ones are passed over. To be called once.

        Keys are unique within the table. `s:` and the identity for a piece with a serial; else `a:` and the asset
        number; else `r:` and a hash of the cells that have a field. What is met again has `#2`, `#3` ... behind it.
        A weapon met again is rejected: a list that names one piece twice is wrong about one of them.
        """
        rows = iter(numbered)
        while some := list(islice(rows, _CHUNK)):
            yield from self._read(self._reader.read(some))

    def _read(self, chunk: Chunk) -> Iterator[ReadRow]:
        telling = (self._reader.column(chunk, name) for name in _TELLING)
        kinds = self._kinds.all(zip(*telling, strict=True))
        names, kept_names, notes = chunk.names, chunk.kept_names, chunk.notes
        columns = zip(kinds, chunk.serials, self._reader.contents(chunk), chunk.written, chunk.kept, strict=True)
        for at, (known, serial, content, written, kept) in enumerate(columns):
            if not content.strip(PARTING):
                continue
            facts: dict[str, object] = {name: text for name, text in zip(names, written, strict=True) if text != ""}
            facts.update(known.facts)
            other = {name: text for name, text in zip(kept_names, kept, strict=True) if text}
            flags = known.flags if serial else known.unserialled
            if at in notes:
                flags = _noted(notes[at], facts, other, flags)
            if other:
                facts["other"] = other
            if flags:
                facts["flags"] = flags.copy()
            yield from self._finished(chunk, at, known, content.encode("utf-8", "surrogatepass"), facts)

    def _finished(
        self, chunk: Chunk, at: int, known: _Known, content: bytes, facts: dict[str, object]
    ) -> Iterable[ReadRow]:
        row, quantity, value = chunk.numbers[at], chunk.quantities[at], chunk.values[at]
        digest = blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
        key, before = self._key(chunk, at, known, content)
        sort = known.sort
        if sort == WEAPON or at in chunk.rejected:
            sort = self._sort(chunk, at, quantity, before)
        if sort == LOT and self._expand and quantity <= LARGEST_EXPANSION:
            return _expanded((row, WEAPON, key, digest, quantity, value, facts))
        return ((row, sort, key, digest, quantity, value, facts),)

    def _key(self, chunk: Chunk, at: int, known: _Known, content: bytes) -> tuple[str, _Before | None]:
        """The key of a row, and where a piece of the same identity was met before."""
        serial = chunk.serials[at]
        if serial:
            key = f"s:{known.identity}|{exact_key(serial)}|{chunk.countries[at].upper()}"
            checksum = crc32(content)
            mine = (chunk.numbers[at] << _LOW_BITS) | checksum  # one number a piece: there can be a million
            first = self._seen.setdefault(key, mine)
            if first == mine:
                return key, None
            return self._again(key), _Before(first >> _LOW_BITS, exact=first & _LOW == checksum)
        if chunk.assets and chunk.assets[at]:
            key = f"a:{chunk.assets[at]}"
        else:
            identifying = self._reader.identifying(chunk, at).encode("utf-8", "surrogatepass")
            key = f"r:{blake2b(identifying, digest_size=_DIGEST_BYTES).hexdigest()}"
        return self._again(key), None

    def _again(self, key: str) -> str:
        """The key with how many times it has been met, from the second time on."""
        counted = f"#{key}"  # beside the identities, whose entries hold a row
        times = self._seen[counted] = self._seen.get(counted, int(key.startswith("s:"))) + 1
        return f"{key}#{times}" if times > 1 else key

    def _sort(self, chunk: Chunk, at: int, quantity: float, before: _Before | None) -> str:
        """What becomes of a weapon row, or of one that cannot be counted."""
        if at in chunk.rejected:
            return REJECTED
        if before is not None:
            code = "duplicate-in-file" if before.exact else "identity-in-file"
            return self._reject(chunk, at, code, serial=chunk.serials[at], first_row=before.row)
        if quantity == 1:
            return WEAPON
        if chunk.serials[at]:
            return self._reject(chunk, at, "serial-with-quantity", serial=chunk.serials[at], quantity=quantity)
        if quantity != int(quantity):
            return self._reject(chunk, at, "quantity-fraction", quantity=quantity)
        return LOT

    def _reject(self, chunk: Chunk, at: int, code: str, **facts: object) -> str:
        field = h.QUANTITY if "quantity" in code else h.SERIAL
        self._warn(chunk.numbers[at], self.columns.get(field, ""), code, **facts)
        return REJECTED

    def _warn(self, row: int, column: str, code: str, **facts: object) -> None:
        self.warned[code] += 1
        if self.warned[code] <= MOST_WARNINGS:
            self.warnings.append((row, column, code, facts))


def _known(telling: tuple[str, ...]) -> _Known:
    line = Line(*telling)
    kind = classify(line)
    flags = list(kind.flags)
    # The identity is made of what the file says, not of what a later catalogue may derive from it.
    model = line.model or take_apart(line.item)[0] or line.nsn or line.item
    return _Known(
        sort=kind.sort,
        facts=dict(kind.facts),
        flags=flags,
        unserialled=[*flags, "no-serial"] if kind.sort == WEAPON else flags,
        identity=f"{exact_key(line.maker)}|{exact_key(model)}",
    )


def _noted(note: Note, facts: dict[str, object], other: dict[str, str], flags: list[str]) -> list[str]:
    """Write a note into the facts of its row."""
    other.update(note.other)
    if note.remarks:
        facts["remark"] = "; ".join(filter(None, (str(facts.get("remark", "")), *note.remarks)))
    return [*flags, *note.flags]


def _expanded(lot: ReadRow) -> Iterator[ReadRow]:
    """The pieces of a lot, one row each, `/1`, `/2` ... behind its key."""
    row, sort, key, digest, quantity, value, facts = lot
    for piece in range(1, int(quantity) + 1):
        yield row, sort, f"{key}/{piece}", digest, 1.0, value / quantity, dict(facts)
