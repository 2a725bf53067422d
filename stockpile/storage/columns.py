"""The register column by column in memory: any filter, order and count over a million weapons in milliseconds.

A list on screen is narrowed, sorted and counted again with every click, and an index for each column would be paid for
by every import. Here each different value of a field has a small number, and a weapon is one number a field: a byte or two.
It is read once, in the background, and afterwards only what was recorded since. What a condition means is asked of
`domain.fields.holds`, once a value instead of once a weapon. Measured, and why: decision 0045.

Fields in which nearly every weapon says something else (serial numbers) are asked of the database.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial, reduce
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, String, case, func, select

from stockpile.domain.errors import Refused
from stockpile.domain.fields import NO, YES, holds
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.subject import is_weapon
from stockpile.storage import conditions, keylist, rows, schema, search, streaming
from stockpile.storage.reader import Reader

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

# Read together, as one text: what goes together in few different ways is told apart once for each way.
_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("model", "maker", "category", "calibre", "country", "nsn", "year"),
    ("site", "standing", "condition", "disposal", "flags", "marked", "receipt", "consignment", "dossier", "holder",
     "issued_until"),
    ("location",),
    ("received_on",),
)  # fmt: skip
CODED = tuple(name for names in _TOGETHER for name in names)
WATCHED = ("serial", "asset_number")  # too many values to number; whether one has changed is seen by its hash
_CHUNK = 10_000  # weapons read at once
_SUBJECTS = 5_000  # asked for at once
_TYPES = ((0x100, np.uint8), (0x10000, np.uint16))  # how many different values a number of this size tells apart
_MMAP_THRESHOLD = -3  # of mallopt
_FIELDS_END, _ROWS_END = "\x1f", "\x1e"

piece = schema.weapon.c


class _Coded:
    """One field of all weapons: a number for each, and what the numbers stand for."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.codes: NDArray[Any] = np.empty(0, np.uint8)
        self._known: dict[str, int] = {}

    def code(self, said: str) -> int:
        """The number of a value; a new one is given the next."""
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = len(self.values)
            self.values.append(said)
        return known

    def grow(self, count: int) -> None:
        """Room for more weapons after the others."""
        self.codes = np.concatenate([self.codes, np.zeros(count, self.codes.dtype)])

    def shrink(self, count: int) -> None:
        """No more than so many."""
        self.codes = self.codes[:count]

    def put(self, places: Places | slice, codes: NDArray[np.uint32]) -> None:
        """What some weapons say."""
        wanted = next((each for most, each in _TYPES if len(self.values) <= most), np.uint32)
        if np.dtype(wanted).itemsize > self.codes.dtype.itemsize:
            self.codes = self.codes.astype(wanted)
        self.codes[places] = codes

    def where(self, wanted: Callable[[str], bool]) -> Mask:
        """The weapons whose value is wanted."""
        table = np.fromiter(map(wanted, self.values), np.bool_, len(self.values))
        return table[self.codes] if len(table) else np.zeros(len(self.codes), np.bool_)

    def ranks(self) -> NDArray[Any]:
        """For each weapon the place of its value among all values."""
        by_code = np.empty(max(1, len(self.values)), self.codes.dtype)
        by_code[np.array(sorted(range(len(self.values)), key=self.values.__getitem__), np.int64)] = np.arange(
            len(self.values)
        )
        ranks: NDArray[Any] = by_code[self.codes]
        return ranks

    def counts(self, mask: Mask | None) -> list[tuple[str, int]]:
        """How many weapons say each value."""
        counted = np.bincount(self.codes if mask is None else self.codes[mask], minlength=len(self.values))
        return [(value, int(number)) for value, number in zip(self.values, counted, strict=False) if number]


class Columns:
    """The weapons of one database by columns; safe to be asked by several threads."""

    def __init__(self) -> None:
        _give_back_large_blocks()
        self._lock = threading.RLock()
        self._voucher = -1  # the last that has been looked at
        self._keys: NDArray[np.int64] = np.empty(0, np.int64)
        self._coded = {name: _Coded() for name in CODED}
        self._hashes: dict[str, NDArray[np.int32]] = {name: np.empty(0, np.int32) for name in WATCHED}
        self._orders: dict[str, NDArray[np.int32]] = {}

    @property
    def ready(self) -> bool:
        """Whether they have been read."""
        return self._voucher >= 0

    def prepare(self, reader: Reader, stopped: Callable[[], bool] = lambda: False) -> None:
        """Read what there is, or what was recorded since; with what lists are sorted by that is not numbered.

        Raises:
            Refused: ``cancelled``, where ``stopped`` says so.
        """
        with self._lock:
            self._refresh(reader, stopped)
            for name in ("serial", "asset_number", "id"):
                self._order(reader, name)

    def keys(self, reader: Reader, where: WeaponFilter) -> array[int]:
        """The register's keys of all that fit, in order, as `search.keys` gives them.

        Raises:
            Refused: ``filter.value`` for an order, field, operator or value that is none.
        """
        search.demand_order(where)
        where = conditions.settled(where)
        with self._lock:
            self._refresh(reader)
            mask = _all(self._masks(reader, where).values())
            found = self._sorted(reader, where.order.removeprefix("-"), mask)
        if where.order.startswith("-"):
            found = found[::-1]
        made = array("q")
        made.frombytes(np.ascontiguousarray(found[: where.limit]).tobytes())
        return made

    def facets(self, reader: Reader, where: WeaponFilter, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """As `search.facets` counts them."""
        where = conditions.settled(where)
        with self._lock:
            self._refresh(reader)
            masks = self._masks(reader, where)
            return {name: self._facet(reader, name, where, masks) for name in names}

    # -- asking --------------------------------------------------------------------------------------------------------

    def _masks(self, reader: Reader, where: WeaponFilter) -> dict[str, Mask]:
        """The weapons that do what is demanded of each field; the text that is looked for stands under no name."""
        demanded = [Condition(name, Operator.IS, (value,)) for name in search.EXACT if (value := getattr(where, name))]
        if where.flag:
            demanded.append(Condition("flags", Operator.IS, (where.flag,)))
        masks: dict[str, Mask] = {}
        for each in (*demanded, *where.conditions):
            mask = self._mask(reader, each)
            masks[each.field] = masks[each.field] & mask if each.field in masks else mask
        if where.query.strip():
            masks[""] = self._among(search.carrying(reader, where.query))
        return masks

    def _mask(self, reader: Reader, condition: Condition) -> Mask:
        coded = self._coded.get(condition.field)
        if coded is not None:
            return coded.where(partial(_holds, condition))
        return self._among(keylist.keys(reader, select(piece.key).where(conditions.clause(reader, condition))))

    def _among(self, keys: array[int]) -> Mask:
        mask = np.zeros(len(self._keys), np.bool_)
        mask[self._places(np.frombuffer(keys, np.int64))] = True
        return mask

    def _places(self, keys: NDArray[np.int64]) -> Places:
        """Where weapons stand; those that came after this was read are left out."""
        keys = keys[keys <= self._keys[-1]] if len(self._keys) else keys[:0]
        return np.searchsorted(self._keys, keys)

    def _sorted(self, reader: Reader, name: str, mask: Mask | None) -> NDArray[np.int64]:
        if name in ("", "key"):
            return self._keys if mask is None else self._keys[mask]
        if (coded := self._coded.get(name)) is not None:
            places = np.arange(len(self._keys)) if mask is None else np.flatnonzero(mask)
            return self._keys[places[np.argsort(coded.ranks()[places], kind="stable")]]
        order = self._order(reader, name)
        return self._keys[order if mask is None else order[mask[order]]]

    def _order(self, reader: Reader, name: str) -> NDArray[np.int32]:
        """The places of all weapons in the order of a field that is not numbered."""
        found = self._orders.get(name)
        if found is None or len(found) != len(self._keys):
            wanted = select(piece.key).order_by(search.order_of(reader, name), piece.key)
            found = self._places(np.frombuffer(keylist.keys(reader, wanted), np.int64)).astype(np.int32)
            self._orders[name] = found
        return found

    def _facet(self, reader: Reader, name: str, where: WeaponFilter, masks: dict[str, Mask]) -> dict[str, int]:
        coded = self._coded.get(name)
        if coded is None:
            return search.facets(reader, where, (name,))[name]
        found: dict[str, int] = {}
        for value, number in coded.counts(_all(mask for field, mask in masks.items() if field != name)):
            for each in (rows.read_flags(value) or ("",)) if name == "flags" else (value,):
                found[each] = found.get(each, 0) + number
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    # -- reading -------------------------------------------------------------------------------------------------------

    def _refresh(self, reader: Reader, stopped: Callable[[], bool] = lambda: False) -> None:
        newest = int(reader.connection.scalar(select(func.max(schema.voucher.c.id))) or 0)
        if newest == self._voucher:
            return
        seen, last = self._voucher, int(self._keys[-1]) if len(self._keys) else 0
        if seen >= 0:
            self._read_changed(reader, seen, last)
        self._read_new(reader, last, stopped)
        self._voucher = newest

    def _read_new(self, reader: Reader, last: int, stopped: Callable[[], bool]) -> None:
        start = at = len(self._keys)
        more = int(reader.connection.scalar(select(func.count()).where(piece.key > last)) or 0)
        if not more:
            return
        self._keys = np.concatenate([self._keys, np.zeros(more, np.int64)])
        for coded in self._coded.values():
            coded.grow(more)
        for name in WATCHED:
            self._hashes[name] = np.concatenate([self._hashes[name], np.zeros(more, np.int32)])
        try:
            while chunk := _chunk(reader, last):
                _demand_going_on(stopped)
                here = slice(at, at + len(chunk.keys))
                self._keys[here] = chunk.keys
                self._put(here, chunk)
                at, last = here.stop, chunk.keys[-1]
        except BaseException:
            at = start
            raise
        finally:
            self._cut(at)
        self._orders.clear()

    def _cut(self, count: int) -> None:
        self._keys = self._keys[:count]
        for coded in self._coded.values():
            coded.shrink(count)
        for name in WATCHED:
            self._hashes[name] = self._hashes[name][:count]

    def _read_changed(self, reader: Reader, seen: int, last: int) -> None:
        """What was recorded since of weapons that were there."""
        line = schema.line.c
        wanted = select(line.subject).distinct().where(line.voucher > seen)
        touched = (subject for (subject,) in streaming.stream(reader, wanted) if is_weapon(subject))
        while subjects := list(islice(touched, _SUBJECTS)):
            chunk = _apart(reader, _listed(reader).where(piece.id.in_(subjects), piece.key <= last))
            if chunk is None:
                continue
            places = self._places(np.array(chunk.keys, np.int64))
            for name in WATCHED:
                if not np.array_equal(self._hashes[name][places], _hashed(chunk.said[name])):
                    self._orders.pop(name, None)
            self._put(places, chunk)

    def _put(self, places: Places | slice, chunk: _Chunk) -> None:
        for names in _TOGETHER:
            ways = {way: at for at, way in enumerate(dict.fromkeys(chunk.together[names]))}
            which = np.fromiter(map(ways.__getitem__, chunk.together[names]), np.int64, len(chunk.keys))
            for name, said in zip(names, zip(*ways, strict=True), strict=True):
                coded = self._coded[name]
                coded.put(places, np.array([coded.code(each) for each in said], np.uint32)[which])
        for name in WATCHED:
            self._hashes[name][places] = _hashed(chunk.said[name])


@cache
def _give_back_large_blocks() -> None:
    """Have GNU's allocator give blocks of a megabyte and more back when they are freed.

    Else it learns from the first of them to keep the next ones, and the process stays as large as its largest moment.
    """
    if sys.platform == "linux":
        tune = getattr(ctypes.CDLL(None), "mallopt", None)
        if tune is not None:
            tune(_MMAP_THRESHOLD, 1 << 20)


def _demand_going_on(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise Refused("cancelled")


def places_among(keys: array[int], some: array[int]) -> array[int]:
    """The places of some of the keys, in the order of all of them."""
    found = np.flatnonzero(np.isin(np.frombuffer(keys, np.int64), np.frombuffer(some, np.int64)))
    made = array("q")
    made.frombytes(found.astype(np.int64).tobytes())
    return made


def _all(masks: Iterable[Mask]) -> Mask | None:
    found = list(masks)
    return reduce(np.logical_and, found) if found else None


def _holds(condition: Condition, said: str) -> bool:
    return holds(condition, rows.read_flags(said) if condition.field == "flags" else said)


def _hashed(said: Sequence[str]) -> NDArray[np.int32]:
    return np.fromiter(map(hash, said), np.int64, len(said)).astype(np.int32)


# -- reading weapons field by field ------------------------------------------------------------------------------------


Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some weapons: their keys, what they say of the fields that are read together, and of the others."""

    keys: list[int]
    together: Mapping[tuple[str, ...], Sequence[Way]]
    said: Mapping[str, Sequence[str]]


def _chunk(reader: Reader, last: int) -> _Chunk | None:
    """The next weapons; None after the last."""
    if reader.dialect == "sqlite" and (joined := _joined(reader, last)) is not None:
        return joined
    return _apart(reader, _listed(reader).where(piece.key > last).order_by(piece.key).limit(_CHUNK))


def _listed(reader: Reader) -> Select[Any]:
    return select(piece.key, *[_said(reader, name).label(name) for name in (*CODED, *WATCHED)])


def _said(reader: Reader, name: str) -> ColumnElement[Any]:
    if name == "marked":
        return case((conditions.clause(reader, Condition(name, Operator.IS, (YES,))), YES), else_=NO)
    return conditions.expression(reader, name)


def _apart(reader: Reader, wanted: Select[Any]) -> _Chunk | None:
    """As rows."""
    found = [tuple(row) for row in reader.connection.execute(wanted)]
    if not found:
        return None
    keys, *said = zip(*found, strict=True)
    fields = dict(zip((*CODED, *WATCHED), said, strict=True))
    together = {names: list(zip(*[fields[name] for name in names], strict=True)) for names in _TOGETHER}
    return _Chunk(list(keys), together, fields)


def _joined(reader: Reader, last: int) -> _Chunk | None:
    """As long texts: a row out of SQLite's driver costs, and takes the lock of the interpreter each time, and the window
    would wait for it. None where a text has in it what stands between texts, and where there is no weapon any more."""
    fields = [reduce(_beside, [_said(reader, name) for name in names]) for names in (*_TOGETHER, *zip(WATCHED))]
    wanted = select(piece.key, *[each.label(f"f{at}") for at, each in enumerate(fields)])
    listed = wanted.where(piece.key > last).order_by(piece.key).limit(_CHUNK).subquery()
    texts = [func.group_concat(each, _ROWS_END, type_=String) for each in listed.c]
    count, *found = reader.connection.execute(select(func.count(), *texts).select_from(listed)).one()
    split = [str(each).split(_ROWS_END) for each in found]
    if not count or any(len(each) != count for each in split):
        return None
    together: dict[tuple[str, ...], Sequence[Way]] = {}
    for names, said in zip(_TOGETHER, split[1:], strict=False):
        ways = {each: tuple(each.split(_FIELDS_END)) for each in dict.fromkeys(said)}
        if any(len(each) != len(names) for each in ways.values()):
            return None
        together[names] = [ways[each] for each in said]
    return _Chunk([*map(int, split[0])], together, dict(zip(WATCHED, split[1 + len(_TOGETHER) :], strict=True)))


def _beside(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    return one.op("||")(_FIELDS_END).op("||")(other)
