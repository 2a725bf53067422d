"""One field of all weapons in memory, where few different things are said: each has a number, a weapon is a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stockpile.domain.fields import holds
from stockpile.domain.filter import Condition
from stockpile.storage import rows
from stockpile.storage.chunks import Said, apart, constant

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

_TYPES = ((0x100, np.uint8), (0x10000, np.uint16))  # how many different values a number of this size tells apart


class _Numbers(dict[str, int]):
    """The number of each value; one that is new gets the next."""

    def __missing__(self, said: str) -> int:
        number = self[said] = len(self)
        return number


class Coded:
    """A number for each weapon, and what the numbers stand for."""

    def __init__(self, expected: int = 0) -> None:
        """``expected``: so many weapons are to come; room that is made once leaves no gaps in the memory."""
        self._numbers = _Numbers()
        self._room: NDArray[Any] = np.zeros(expected, np.uint8)
        self._count = 0

    @property
    def values(self) -> list[str]:
        """What is said, by number."""
        return list(self._numbers)

    @property
    def codes(self) -> NDArray[Any]:
        """The number of each weapon, in the order of the register's keys."""
        return self._room[: self._count]

    def add(self, said: Said, count: int) -> None:
        """What the next weapons say."""
        only = constant(said, count)
        codes: NDArray[Any] | int = (
            np.fromiter(map(self._numbers.__getitem__, apart(said)), np.int64, count)
            if only is None
            else self._numbers[only]
        )
        self._widen()
        here = slice(self._count, self._count + count)
        if here.stop > len(self._room):
            self._room = np.concatenate([self.codes, np.zeros(count, self._room.dtype)])
        self._room[here] = codes
        self._count = here.stop

    def end_at(self, count: int) -> None:
        """Exactly so many weapons; those of whom nothing was read say nothing."""
        if (missing := count - self._count) > 0:
            self.add([""] * missing, missing)
        self._count = count

    def put(self, places: Places, said: Sequence[str]) -> bool:
        """What some weapons say now; whether that is something else."""
        new = np.fromiter(map(self._numbers.__getitem__, said), np.int64, len(said))
        changed = not np.array_equal(self.codes[places], new)
        self._widen()
        self.codes[places] = new
        return changed

    def _widen(self) -> None:
        """Numbers large enough for all values."""
        wanted = next((each for most, each in _TYPES if len(self._numbers) <= most), np.uint32)
        self._room = self._room.astype(np.promote_types(self._room.dtype, wanted), copy=False)

    # -- asking --------------------------------------------------------------------------------------------------------

    def where(self, condition: Condition) -> Mask:
        """The weapons of which a resolved condition holds; it is asked once a value."""
        if condition.field == "flags":
            return self.meaning(lambda said: holds(condition, rows.read_flags(said)))
        return self.meaning(lambda said: holds(condition, said))

    def meaning(self, wanted: Callable[[str], bool]) -> Mask:
        """The weapons whose value is wanted."""
        table = np.fromiter(map(wanted, self._numbers), np.bool_, len(self._numbers))
        if table.all():
            return np.ones(len(self.codes), np.bool_)
        return table[self.codes] if table.any() else np.zeros(len(self.codes), np.bool_)

    def ranks(self) -> NDArray[Any]:
        """For each weapon the place of its value among all values."""
        values = self.values
        by_code = np.empty(max(1, len(values)), self.codes.dtype)
        by_code[np.array(sorted(range(len(values)), key=values.__getitem__), np.int64)] = np.arange(len(values))
        ranks: NDArray[Any] = by_code[self.codes]
        return ranks

    def counts(self, mask: Mask | None) -> list[tuple[str, int]]:
        """How many weapons say each value."""
        counted = np.bincount(self.codes if mask is None else self.codes[mask], minlength=len(self._numbers))
        return [(value, int(number)) for value, number in zip(self._numbers, counted, strict=False) if number]
