"""Browsing the register on a screen: any filter and order over any number of weapons, at once.

What is asked again with every click is answered by columns in memory (`storage.columns`), read in the background when
somebody begins to browse. Until they are there the database answers what it answers quickly; the rest waits for them.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.storage import history, search
from stockpile.storage.columns import Columns
from stockpile.storage.history import Past
from stockpile.storage.store import Store

FIRST = 200  # rows that come with the keys: what is seen first should not wait twice


@dataclass(frozen=True, slots=True)
class Look:
    """What a filter shows.

    Attributes:
        where: the filter. keys: the register's keys of all that fit, in order. rows: the first of them.
        past: what those that were touched since were like, where the filter looks at a day.
    """

    where: WeaponFilter
    keys: array[int]
    rows: tuple[WeaponRow, ...]
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Browsing:
    """The register as a screen looks at it."""

    store: Store
    _columns: Columns = field(default_factory=Columns)

    def prepare(self, cancelled: threading.Event | None = None) -> None:
        """Read what answers quickly afterwards. Refuses with `cancelled`."""
        with self.store.reading() as reader:
            self._columns.prepare(reader, (cancelled or threading.Event()).is_set)

    def look(self, where: WeaponFilter) -> Look:
        """All that fit, and the first rows. Refuses with `filter.value`."""
        with self.store.reading() as reader:
            if where.as_at is not None:
                keys, past = history.keys(reader, where)
                return Look(where, keys, tuple(history.by_keys(reader, keys[:FIRST], past)), past)
            if self._columns.ready or where.order or where.conditions:
                keys = self._columns.keys(reader, where)
            else:
                keys = search.keys(reader, where)
            return Look(where, keys, tuple(search.by_keys(reader, keys[:FIRST])))

    def rows(self, look: Look, first: int, count: int) -> tuple[WeaponRow, ...]:
        """Some of the rows of a look, from the place ``first``; what was recorded since shows in them."""
        return tuple(self.rows_of(look, look.keys[first : first + count]))

    def rows_of(self, look: Look, keys: Sequence[int]) -> list[WeaponRow]:
        """The rows of some keys of a look."""
        with self.store.reading() as reader:
            if look.past is not None:
                return history.by_keys(reader, keys, look.past)
            return search.by_keys(reader, keys)

    def facets(self, where: WeaponFilter, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many there are of each value of some fields, the most first, each field without its own conditions. Looks
        at today."""
        with self.store.reading() as reader:
            return self._columns.facets(reader, where, names)
