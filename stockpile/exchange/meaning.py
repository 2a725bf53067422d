"""What the rows of a table mean: from cells to weapons, lots and equipment with their facts.

Nothing is lost and nothing is guessed: texts stay as they stand in the file, what has no field of its own is kept
under its heading, and what cannot be read is said. The same table read again gives the same keys and digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import islice
from typing import TypeAlias
from zlib import crc32

from stockpile.domain.serials import exact_key
from stockpile.domain.subject import BY_ID
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.chunks import STORED, ChunkReader, Sampled, Settings
from stockpile.exchange.classify import EQUIPMENT, UNCLEAR, WEAPON, Line, classify, take_apart
from stockpile.exchange.columns import Column, looks_like_inventory, map_columns
from stockpile.exchange.conversion import Memory, exact_keys
from stockpile.exchange.facts import Chunk

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
        *,
        mapped: Sequence[Column] | None = None,
        sampled: Sampled | None = None,
        settings: Settings | None = None,
        listed: int = MOST_WARNINGS,
    ) -> None:
        """Understand a table by its headings and a sample of its rows; the larger the sample, the surer.

        Args:
            headings: one a column, as they stand in the file; empty where there is none.
            sample: rows from below the headings. Dates and decimal marks are decided by it.
            mapping: fields by the headings that the officer says hold them.
            expand: take lots of weapons apart into single weapons without serial.
            mapped: every column with its field, where that is decided already.
            sampled: gives the cells of a column, in place of the sample; settings: what was said of columns.
            listed: how many warnings of a code are kept.

        Raises:
            Refused: ``import.mapping-field-unknown``.
        """
        self.mapped = tuple(mapped) if mapped is not None else map_columns(headings, sample, mapping)
        self.columns = {column.field: column.heading for column in self.mapped if column.field}
        self.unmapped = [column.heading for column in self.mapped if not column.field]
        self.looks_like_inventory = looks_like_inventory(self.columns)
        self.warnings: list[Warned] = []
        self.warned: Counter[str] = Counter()
        self._expand = expand
        self._listed = listed
        self._reader = ChunkReader(self.mapped, sampled or _by_sample(sample), self._warn, settings)
        self._stated = frozenset(stored for name, stored in STORED.items() if name in self.columns)
        coded = settings is not None and settings.coded
        self._kinds: Memory[tuple[str, ...], _Known] = Memory(partial(_known, coded=coded))
        self._seen: dict[str, int] = {}  # identities, with the row and a checksum of where they were first
        self._met: dict[str, int] = {}  # how often other keys were
        for name, heading in (mapping or {}).items():
            if heading and name not in self.columns:
                self._warn(0, heading, "mapping-heading-absent", field=name)

    def otherwise(self) -> Settings | None:
        """What the columns decide as wholes, where rows that were read rest on another decision."""
        return self._reader.otherwise()

    def rows(self, numbered: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[ReadRow]:
        """Read rows, each with its number in the file; blank ones are passed over. To be called once.

        Keys are unique within the table. `s:` and the identity for a piece with a serial; else `a:` and the asset
        number; else `r:` and a hash of the cells that have a field. What is met again has `#2`, `#3` ... behind it.
        A weapon met again is rejected: a list that names one piece twice is wrong about one of them.
        """
        rows = iter(numbered)
        while some := list(islice(rows, _CHUNK)):
            chunk = self._reader.read(some)
            if chunk.numbers:
                yield from self._read(chunk)

    def rows_of_columns(
        self, numbers: Sequence[int], cells: Sequence[Sequence[Cell]], texts: list[list[str]]
    ) -> tuple[list[ReadRow], list[int]]:
        """Rows that are columns already, as `rows` gives them; and the places of those that were not blank, where
        some were."""
        chunk, kept = self._reader.read_columns(numbers, cells, texts)
        return (list(self._read(chunk)) if chunk.numbers else []), kept

    def _read(self, chunk: Chunk) -> Iterable[ReadRow]:
        telling = (self._reader.column(chunk, name) for name in _TELLING)
        kinds = self._kinds.all(zip(*telling, strict=True))
        contents = [content.encode("utf-8", "surrogatepass") for content in chunk.contents]
        digests = [blake2b(content, digest_size=_DIGEST_BYTES).hexdigest() for content in contents]
        keys, before = self._keys(chunk, kinds, contents)
        sorts = [known.sort for known in kinds]
        named = self._named(chunk)
        for at in named:
            before.pop(at, None)  # two weapons may carry one number; their ids tell them apart
        for at in self._doubtful(chunk, before):
            sorts[at] = self._sort(chunk, at, sorts[at], before.get(at))
        facts = _facts(chunk, kinds)
        for at, subject in named.items():  # that weapon, and what stands in its columns, not what follows from it
            keys[at] = f"{BY_ID}{subject}"
            sorts[at] = REJECTED if at in chunk.rejected else WEAPON
            facts[at] = {name: value for name, value in facts[at].items() if name in self._stated or name == "other"}
        rows = zip(chunk.numbers, sorts, keys, digests, chunk.quantities, chunk.values, facts, strict=True)
        return self._expanded(rows) if self._expand and LOT in sorts else rows

    def _named(self, chunk: Chunk) -> dict[int, str]:
        """Rows that carry the register's own id of a weapon."""
        if h.WEAPON_ID not in self.columns:
            return {}
        subjects = enumerate(map(str.upper, self._reader.column(chunk, h.WEAPON_ID)))
        return {at: subject for at, subject in subjects if subject}

    def _keys(
        self, chunk: Chunk, kinds: Sequence[_Known], contents: Sequence[bytes]
    ) -> tuple[list[str], dict[int, _Before]]:
        """The keys of the rows, and for pieces met before, where."""
        keys = _identities(kinds, chunk)
        sums = [(row << _LOW_BITS) | crc32(content) for row, content in zip(chunk.numbers, contents, strict=True)]
        if "" not in keys and len(set(keys)) == len(keys) and self._seen.keys().isdisjoint(keys):
            self._seen.update(zip(keys, sums, strict=True))
            return keys, {}
        before: dict[int, _Before] = {}
        names = self._names(chunk, [at for at, key in enumerate(keys) if not key])
        for at, (key, mine) in enumerate(zip(keys, sums, strict=True)):
            if not key:
                keys[at] = self._again(names[at])
            elif (first := self._seen.setdefault(key, mine)) != mine:
                before[at] = _Before(first >> _LOW_BITS, exact=first & _LOW == mine & _LOW)
                keys[at] = self._again(key)
        return keys, before

    def _doubtful(self, chunk: Chunk, before: Mapping[int, _Before]) -> set[int]:
        """Rows that may not be what their words say: not one piece, met before, or not to be counted."""
        if chunk.quantities.count(1.0) == len(chunk.quantities):
            return {*before, *chunk.rejected}
        several = (at for at, quantity in enumerate(chunk.quantities) if quantity != 1)
        return {*before, *chunk.rejected, *several}

    def _names(self, chunk: Chunk, places: Sequence[int]) -> dict[int, str]:
        """The keys of rows without a serial, by their places in the chunk; not yet counted."""
        assets = chunk.assets or [""] * len(chunk.numbers)
        return {at: f"a:{assets[at]}" if assets[at] else self._name(chunk, at) for at in places}

    def _name(self, chunk: Chunk, at: int) -> str:
        text = self._reader.identifying(chunk, at).encode("utf-8", "surrogatepass")
        return f"r:{blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()}"

    def _again(self, key: str) -> str:
        """The key with how many times it has been met, from the second time on."""
        times = self._met[key] = self._met.get(key, key.startswith("s:")) + 1
        return f"{key}#{times}" if times > 1 else key

    def _sort(self, chunk: Chunk, at: int, sort: str, before: _Before | None) -> str:
        """What becomes of a row that is not one weapon met for the first time."""
        quantity = chunk.quantities[at]
        if at in chunk.rejected:
            return REJECTED
        if sort != WEAPON:
            return sort
        if before is not None:
            code = "duplicate-in-file" if before.exact else "identity-in-file"
            return self._reject(chunk, at, code, serial=chunk.serials[at], first_row=before.row)
        if chunk.serials[at]:
            return self._reject(chunk, at, "serial-with-quantity", serial=chunk.serials[at], quantity=quantity)
        if quantity != int(quantity):
            return self._reject(chunk, at, "quantity-fraction", quantity=quantity)
        return LOT

    def _reject(self, chunk: Chunk, at: int, code: str, **facts: object) -> str:
        field = h.QUANTITY if "quantity" in code else h.SERIAL
        self._warn(chunk.numbers[at], self.columns.get(field, ""), code, **facts)
        return REJECTED

    def _expanded(self, rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
        """Rows with lots taken apart, `/1`, `/2` ... behind the key of each piece."""
        for whole in rows:
            row, sort, key, digest, quantity, value, facts = whole
            if sort != LOT or quantity > LARGEST_EXPANSION:
                yield whole
                continue
            for piece in range(1, int(quantity) + 1):
                yield row, WEAPON, f"{key}/{piece}", digest, 1.0, value / quantity, deepcopy(facts)

    def _warn(self, row: int, column: str, code: str, **facts: object) -> None:
        self.warned[code] += 1
        if self.warned[code] <= self._listed:
            self.warnings.append((row, column, code, facts))


def _by_sample(sample: Sequence[Sequence[Cell]]) -> Sampled:
    def cells(at: int) -> list[Cell]:
        return [row[at] for row in sample if at < len(row)]

    return cells


def _known(telling: tuple[str, ...], *, coded: bool) -> _Known:
    line = Line(*telling)
    kind = classify(replace(line, item="") if coded else line)
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


def _identities(kinds: Sequence[_Known], chunk: Chunk) -> list[str]:
    """Keys of the pieces that have a serial: maker, model, serial and country together; empty for the others."""
    columns = zip(kinds, chunk.serials, exact_keys(chunk.serials), chunk.countries, strict=True)
    return [f"s:{known.identity}|{exact}|{country}" if serial else "" for known, serial, exact, country in columns]


def _facts(chunk: Chunk, kinds: Sequence[_Known]) -> list[dict[str, object]]:
    """The facts of each row: what it states, what follows from its kind, what has no field, and its flags."""
    rows = chunk.facts.by_row()
    others = chunk.other.by_row() if chunk.other or chunk.notes else [{}] * len(rows)
    flags = [known.flags if serial else known.unserialled for known, serial in zip(kinds, chunk.serials, strict=True)]
    for facts, known in zip(rows, kinds, strict=True):
        facts.update(known.facts)
    for at, note in chunk.notes.items():
        others[at].update(note.other)
        flags[at] = [*flags[at], *note.flags]
        if note.remarks:
            rows[at]["remark"] = "; ".join(filter(None, (str(rows[at].get("remark", "")), *note.remarks)))
    for facts, other, raised in zip(rows, others, flags, strict=True):
        if other:
            facts["other"] = other
        if raised:
            facts["flags"] = raised.copy()
    return rows
