"""Browsing the register on a screen: any filter and order over any number of weapons, at once.

What is asked again with every click is answered by columns in memory (`storage.columns`), read in the background when
somebody begins to browse. Until they are there the database answers what it answers quickly; the rest waits for them.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stockpile.domain.filter import Condition, Operator, WeaponFilter, WeaponRow
from stockpile.storage import history, search
from stockpile.storage.history import Past
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

if TYPE_CHECKING:
    from stockpile.storage.columns import Columns

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


class _Held:
    """The columns of one database, from when they are first needed: what they are made with takes a while to load."""

    @cached_property
    def columns(self) -> Columns:
        """The columns."""
        from stockpile.storage.columns import Columns

        return Columns()

    @property
    def ready(self) -> bool:
        """Whether they have been read."""
        return "columns" in self.__dict__ and self.columns.ready


@dataclass(frozen=True, slots=True)
class Browsing:
    """The register as a screen looks at it."""

    store: Store
    _held: _Held = field(default_factory=_Held)

    def prepare(self, cancelled: threading.Event | None = None) -> None:
        """Read what answers quickly afterwards. Refuses with `cancelled`."""
        with self.store.reading() as reader:
            self._held.columns.prepare(reader, (cancelled or threading.Event()).is_set)

    def look(self, where: WeaponFilter) -> Look:
        """All that fit, and the first rows. Refuses with `filter.value`."""
        with self.store.reading() as reader:
            if where.as_at is not None:
                keys, past = history.keys(reader, where)
                return Look(where, keys, tuple(history.by_keys(reader, keys[:FIRST], past)), past)
            if self._held.ready or where.order or where.conditions:
                keys = self._held.columns.keys(reader, where)
            else:
                keys = search.keys(reader, where)
            return Look(where, keys, tuple(search.by_keys(reader, keys[:FIRST])))

    def glance(self, where: WeaponFilter) -> Look:
        """Only the first rows, in the order of the register: something to look at until the rest is there."""
        with self.store.reading() as reader:
            keys = search.keys(reader, replace(where, as_at=None, order="", limit=FIRST))
            return Look(where, keys, tuple(search.by_keys(reader, keys)))

    def rows(self, look: Look, first: int, count: int) -> tuple[WeaponRow, ...]:
        """Some of the rows of a look, from the place ``first``; what was recorded since shows in them."""
        return tuple(self.rows_of(look, look.keys[first : first + count]))

    def rows_of(self, look: Look, keys: Sequence[int]) -> list[WeaponRow]:
        """The rows of some keys of a look."""
        with self.store.reading() as reader:
            if look.past is not None:
                return history.by_keys(reader, keys, look.past)
            return search.by_keys(reader, keys)

    def beginning(self, look: Look, field: str, text: str) -> array[int]:
        """The places in a look of the weapons of which a field begins with a text, folded; none for a day that is past."""
        from stockpile.storage.columns import places_among

        if look.past is not None:
            return array("q")
        more = Condition(field, Operator.BEGINS, (text,))
        return places_among(look.keys, self.look(replace(look.where, conditions=(*look.where.conditions, more))).keys)

    def alike(
        self, reader: Reader, names: Sequence[str], told: str
    ) -> Sequence[tuple[tuple[str, ...], bool, int]] | None:
        """How many weapons say the same of several fields, and whether they say anything of another. None: the database
        counts that sooner than the columns are read, and nobody has begun to browse."""
        if reader.dialect == "postgresql" and not self._held.ready:
            return None
        return self._held.columns.alike(reader, names, told)

    def facets(self, where: WeaponFilter, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many there are of each value of some fields, the most first, each field without its own conditions. Looks
        at today."""
        with self.store.reading() as reader:
            return self._held.columns.facets(reader, where, names)
