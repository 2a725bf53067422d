"""The register column by column in memory: any filter, order and count over a million weapons in milliseconds.

A list on screen is narrowed, sorted and counted again with every click, and an index for each column would be paid for
by every import. Here a field of all weapons is a byte or two a weapon (`coded`), or all its texts in one row (`packed`).
A field is read when it is first asked for, the usual ones in the background; afterwards only what was recorded since.
Measured, and why: decisions 0045 and 0085.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from stockpile.domain.errors import Refused
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.serials import fold
from stockpile.domain.subject import is_weapon
from stockpile.storage import chunks, conditions, keylist, rows, schema, search, streaming
from stockpile.storage.chunks import CARRIED
from stockpile.storage.coded import Coded, Mask, Places
from stockpile.storage.packed import Packed
from stockpile.storage.reader import Reader

# Nearly every weapon says something else; which of them are sorted by is asked of the database, once.
PACKED = frozenset({"serial", "asset_number", "id", "remark", CARRIED})
# Read in the background: first what is asked for most, then the rest; what somebody asks for meanwhile comes by itself.
_USUAL: tuple[tuple[str, ...], ...] = (
    ("standing", "model", "maker", "serial", "site", "location"),
    ("category", "calibre", "condition", "holder", "country", "flags", "asset_number", CARRIED, "received_on", "year",
     "nsn", "disposal", "marked", "receipt", "consignment", "dossier", "issued_until", "remark", "destination",
     "disposal_option", "verification", "ended_by"),
)  # fmt: skip
_ORDERED = ("serial", "asset_number", "id")
_SUBJECTS = 5_000  # asked for at once
_MMAP_THRESHOLD = -3  # of mallopt

Alike = tuple[tuple[str, ...], bool, int]  # what they say, whether they say the other thing at all, how many they are

piece = schema.weapon.c


class Columns:
    """The weapons of one database by columns; safe to be asked by several threads."""

    def __init__(self) -> None:
        _give_back_large_blocks()
        self._lock = threading.RLock()
        self._voucher = -1  # the last that has been looked at
        self._keys: NDArray[np.int64] = np.empty(0, np.int64)
        self._fields: dict[str, Coded | Packed] = {}
        self._orders: dict[str, NDArray[np.int32]] = {}

    @property
    def ready(self) -> bool:
        """Whether what is usually asked for has been read."""
        return all(name in self._fields for names in _USUAL for name in names)

    def prepare(self, reader: Reader, stopped: Callable[[], bool] = lambda: False) -> None:
        """Read what is usually asked for, or what was recorded since. Nobody who asks meanwhile waits for it.

        Raises:
            Refused: ``cancelled``, where ``stopped`` says so.
        """
        for names in _USUAL:
            with self._lock:
                self._refresh(reader, stopped)
                moment, missing = self._voucher, [name for name in names if name not in self._fields]
            made = self._read(reader, missing, stopped)
            with self._lock:
                self._take_up(made)
                self._voucher = min(self._voucher, moment)  # what was recorded meanwhile is not in what was read
        for name in _ORDERED:
            _demand_going_on(stopped)
            with self._lock:
                self._refresh(reader, stopped)
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
        made.frombytes(np.ascontiguousarray(found[: where.limit]).data.cast("B"))
        return made

    def facets(self, reader: Reader, where: WeaponFilter, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """As `search.facets` counts them."""
        where = conditions.settled(where)
        with self._lock:
            self._refresh(reader)
            masks = self._masks(reader, where)
            return {name: self._facet(reader, name, where, masks) for name in names}

    def alike(self, reader: Reader, names: Sequence[str], told: str) -> list[Alike]:
        """How many weapons say the same of several fields, each of few values; ``told``: a field of which only counts
        whether it says anything."""
        with self._lock:
            self._refresh(reader)
            self._load(reader, (*names, told))
            fields = [field for name in names if isinstance(field := self._fields[name], Coded)]
            filled = self._fields[told].where(Condition(told, Operator.FILLED))
            ways = filled.astype(np.int64)
            for field in fields:
                ways = ways * max(1, len(field.values)) + field.codes
            _ways, first, counts = np.unique(ways, return_index=True, return_counts=True)
            said = [[field.values[code] for code in field.codes[first].tolist()] for field in fields]
            return list(zip(zip(*said, strict=True), filled[first].tolist(), counts.tolist(), strict=True))

    # -- asking --------------------------------------------------------------------------------------------------------

    def _masks(self, reader: Reader, where: WeaponFilter) -> dict[str, Mask]:
        """The weapons that do what is demanded of each field; the text that is looked for stands under no name."""
        demanded = [Condition(name, Operator.IS, (value,)) for name in search.EXACT if (value := getattr(where, name))]
        if where.flag:
            demanded.append(Condition("flags", Operator.IS, (where.flag,)))
        masks: dict[str, Mask] = {}
        for each in (*demanded, *where.conditions):
            mask = self._field(reader, each.field).where(each)
            masks[each.field] = masks[each.field] & mask if each.field in masks else mask
        if where.query.strip():
            masks[""] = self._carrying(reader, where.query)
        return masks

    def _carrying(self, reader: Reader, typed: str) -> Mask:
        """The weapons that carry a text, as `search.carrying` finds them: of a common word the index gives a million."""
        if is_weapon(typed.strip().upper()):
            return self._among(search.carrying(reader, typed))
        if ways := search.ways(typed):
            if all(part in ways[0][0] for part in ways[-1]):
                del ways[:-1]  # what carries the whole carries each word
            found = [reduce(np.logical_and, [self._having(reader, part) for part in way]) for way in ways]
            return reduce(np.logical_or, found)
        return self._field(reader, "serial").where(Condition("serial", Operator.BEGINS, (fold(typed),)))

    def _having(self, reader: Reader, part: str) -> Mask:
        """The weapons on which a folded text can be read."""
        asked = [
            self._field(reader, name).where(Condition(name, Operator.CONTAINS, (part,)))
            for name in ("model", "maker", "serial", "asset_number", CARRIED)
        ]
        return reduce(np.logical_or, asked)

    def _field(self, reader: Reader, name: str) -> Coded | Packed:
        self._load(reader, (name,))
        return self._fields[name]

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
        if name not in PACKED and isinstance(coded := self._field(reader, name), Coded):
            if mask is None:
                return self._keys[np.argsort(coded.ranks(), kind="stable")]
            places = np.flatnonzero(mask)
            return self._keys[places[np.argsort(coded.ranks()[places], kind="stable")]]
        order = self._order(reader, name)
        return self._keys[order if mask is None else order[mask[order]]]

    def _order(self, reader: Reader, name: str) -> NDArray[np.int32]:
        """The places of all weapons in the order of a field that is not numbered."""
        field = self._field(reader, name)
        found = self._orders.get(name)
        if found is None or len(found) != len(self._keys):
            # a serial number is sorted by as it is looked for
            made = field.order(folded=name == "serial") if isinstance(field, Packed) else None
            found = self._orders[name] = self._asked_order(reader, name) if made is None else made
        return found

    def _asked_order(self, reader: Reader, name: str) -> NDArray[np.int32]:
        wanted = select(piece.key).order_by(search.order_of(reader, name), piece.key)
        return self._places(np.frombuffer(keylist.keys(reader, wanted), np.int64)).astype(np.int32)

    def _facet(self, reader: Reader, name: str, where: WeaponFilter, masks: dict[str, Mask]) -> dict[str, int]:
        if name in PACKED or not isinstance(coded := self._field(reader, name), Coded):
            return search.facets(reader, where, (name,))[name]
        found: dict[str, int] = {}
        for value, number in coded.counts(_all(mask for field, mask in masks.items() if field != name)):
            for each in (rows.read_flags(value) or ("",)) if name == "flags" else (value,):
                found[each] = found.get(each, 0) + number
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    # -- reading -------------------------------------------------------------------------------------------------------

    def _refresh(self, reader: Reader, stopped: Callable[[], bool] = lambda: False) -> None:
        """What was recorded since. A reader of an earlier moment brings nothing, and leaves it to the next to look."""
        newest = int(reader.connection.scalar(select(func.max(schema.voucher.c.id))) or 0)
        if newest == self._voucher:
            return
        seen, last = self._voucher, int(self._keys[-1]) if len(self._keys) else 0
        if seen >= 0 and self._fields:
            self._read_changed(reader, seen, last)
        wanted = select(piece.key).where(piece.key > last).order_by(piece.key)
        found = keylist.keys(reader, wanted) if last else search.keys(reader, WeaponFilter())
        if found:
            try:
                self._append(reader, tuple(self._fields), self._fields, last, stopped)
            except BaseException:
                for field in self._fields.values():
                    field.end_at(len(self._keys))
                raise
            self._keys = np.concatenate([self._keys, np.frombuffer(found, np.int64)])
            for field in self._fields.values():
                field.end_at(len(self._keys))
            self._orders.clear()
        self._voucher = newest

    def _load(self, reader: Reader, names: Sequence[str]) -> None:
        """Have these fields in memory."""
        self._take_up(self._read(reader, [name for name in names if name not in self._fields]))

    def _read(
        self, reader: Reader, names: Sequence[str], stopped: Callable[[], bool] = lambda: False
    ) -> dict[str, Coded | Packed]:
        """What all weapons say of some fields."""
        count = len(self._keys)
        made: dict[str, Coded | Packed] = {name: Packed() if name in PACKED else Coded(count) for name in names}
        self._append(reader, names, made, 0, stopped)
        return made

    def _take_up(self, made: dict[str, Coded | Packed]) -> None:
        for name, field in made.items():
            field.end_at(len(self._keys))
            self._fields.setdefault(name, field)

    def _append(
        self,
        reader: Reader,
        names: Sequence[str],
        fields: dict[str, Coded | Packed],
        after: int,
        stopped: Callable[[], bool],
    ) -> None:
        """What the weapons after a key say of some fields."""
        for chunk in chunks.each(reader, names, after) if names else ():
            _demand_going_on(stopped)
            for name in names:
                fields[name].add(chunk.said[name], chunk.count)

    def _read_changed(self, reader: Reader, seen: int, last: int) -> None:
        """What was recorded since of weapons that were there."""
        line = schema.line.c
        wanted = select(line.subject).distinct().where(line.voucher > seen)
        touched = (subject for (subject,) in streaming.stream(reader, wanted) if is_weapon(subject))
        while subjects := list(islice(touched, _SUBJECTS)):
            keys, said = chunks.of(reader, tuple(self._fields), subjects, last)
            places = self._places(np.array(keys, np.int64))
            for name, field in self._fields.items():
                if field.put(places, chunks.apart(said[name])):
                    self._orders.pop(name, None)


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
