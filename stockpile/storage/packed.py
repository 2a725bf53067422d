"""One field of all weapons in memory, where nearly every weapon says something else: all texts in one row of bytes.

Ten megabytes are looked through in a few hundredths of a second, whatever is looked for: no index is needed, and none
has to be kept. A byte that no text has stands before, between and after the texts, so that *is* and *begins with* are
looked for as parts are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from stockpile.domain.filter import Condition, Operator
from stockpile.domain.serials import fold
from stockpile.storage.chunks import ROWS_END, Said

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

_END = b"\xff"  # UTF-8 has no such byte
_BLOCK = 1 << 19  # bytes looked through at once: what stays near the processor
_FEW = 500  # places are looked for one by one
_WIDEST = 64  # bytes of a text that is sorted here
_MANY = 8  # from a part in so many on, all texts are looked at, not each place looked up
_FOLDED = {code: fold(chr(code)) for code in range(128)}
_FOLDING = bytes(ord(_FOLDED.get(code) or chr(code)) for code in range(256))
_DROPPED = bytes(code for code, folded in _FOLDED.items() if not folded)


class Packed:
    """The texts of all weapons, in the order of the register's keys."""

    def __init__(self) -> None:
        self._texts = _END
        self._coming = bytearray()
        self._count = 0
        self._plain: bool | None = None  # whether they are all ASCII, once that was asked
        self._folded: bytes | None = None  # kept only where folding takes long

    def add(self, said: Said, count: int) -> None:
        """What the next weapons say."""
        if isinstance(said, str):
            self._coming += said.encode().replace(ROWS_END.encode(), _END) + _END
        else:
            self._coming += b"".join(each.encode() + _END for each in said)
        self._count += count

    def end_at(self, count: int) -> None:
        """Exactly so many weapons; those of whom nothing was read say nothing."""
        self._settle(b"".join([self._texts, self._coming, _END * (count - self._count)]))
        if count < self._count:
            self._settle(self._texts[: int(self._ends()[count]) + 1])
        self._count = count

    def put(self, places: Places, said: Sequence[str]) -> bool:
        """What some weapons say now; whether that is something else."""
        ends = self._ends()
        made: list[bytes] = []
        last = 0
        for place, text in sorted(zip(places.tolist(), said, strict=True)):
            start, end, new = int(ends[place]) + 1, int(ends[place + 1]), text.encode()
            if self._texts[start:end] != new:
                made += [self._texts[last:start], new]
                last = end
        if made:
            self._settle(b"".join([*made, self._texts[last:]]))
        return bool(made)

    def _settle(self, texts: bytes) -> None:
        self._texts, self._plain, self._folded = texts, None, None
        self._coming = bytearray()

    def _ends(self) -> Places:
        """Where the bytes stand that no text has."""
        return _ends(self._texts)

    # -- asking --------------------------------------------------------------------------------------------------------

    def where(self, condition: Condition) -> Mask:
        """The weapons of which a resolved condition holds, as `domain.fields.holds` means it."""
        return _MEANINGS[condition.operator](self, condition.values)

    def saying(self, values: Sequence[str]) -> Mask:
        """The weapons that say one of these texts."""
        return self._any(self._texts, [_END + each.encode() + _END for each in values])

    def carrying(self, values: Sequence[str], before: bytes = b"") -> Mask:
        """The weapons whose folded text has one of these in it, folded; ``before``: what stands before it."""
        return self._any(self._as_folded(), [before + key.encode() for key in map(fold, values) if key])

    def beginning(self, values: Sequence[str]) -> Mask:
        """The weapons whose folded text begins with one of these, folded."""
        return self.carrying(values, _END)

    def order(self, *, folded: bool) -> NDArray[np.int32] | None:
        """The places of all weapons in the order of their texts; None where one is too long for that.

        As many bytes of each as the longest has, and nothing after its end: then they are sorted as they are compared.
        """
        texts = self._as_folded() if folded else self._texts
        ends = _ends(texts)
        lengths = np.diff(ends) - 1
        width = max(1, int(lengths.max(initial=0)))
        if width > _WIDEST:
            return None
        padded = texts + bytes(width)
        wide = np.ndarray((len(texts),), f"S{width}", padded, 0, (1,))[ends[:-1] + 1]
        each_byte = wide.view(np.uint8).reshape(-1, width)
        for at in range(int(lengths.min(initial=width)), width):
            each_byte[lengths <= at, at] = 0
        return np.argsort(wide, kind="stable").astype(np.int32)

    def _any(self, texts: bytes, wanted: Sequence[bytes]) -> Mask:
        found = [_having(texts, each, self._count) for each in wanted]
        return reduce(np.logical_or, found, np.zeros(self._count, np.bool_))

    def _as_folded(self) -> bytes:
        if self._plain is None:
            self._plain = self._texts.translate(None, _END).isascii()
        if self._plain:
            return self._texts.translate(_FOLDING, _DROPPED)
        if self._folded is None:
            self._folded = _END.join(map(_folded, self._texts.split(_END)))
        return self._folded


def _folded(text: bytes) -> bytes:
    return text.translate(_FOLDING, _DROPPED) if text.isascii() else fold(text.decode()).encode()


def _ends(texts: bytes) -> Places:
    return np.flatnonzero(np.frombuffer(texts, np.uint8) == _END[0])


def _having(texts: bytes, part: bytes, count: int) -> Mask:
    """The texts in which a part stands, or before which it begins."""
    found = _few(texts, part)
    if found is not None and not len(found):
        return np.zeros(count, np.bool_)
    ends = _ends(texts)
    if found is None and part.startswith(_END):
        return _standing(texts, part, ends)[:count]
    places = _places(texts, part) if found is None else found
    if len(places) > count // _MANY:
        marked = np.zeros(len(texts), np.bool_)
        marked[places] = True
        return np.logical_or.reduceat(marked, ends[:-1])
    mask = np.zeros(count, np.bool_)
    mask[np.searchsorted(ends, places, side="right") - 1] = True
    return mask


def _few(texts: bytes, part: bytes) -> Places | None:
    """Where a part stands, one place after the other; None where those are many."""
    found: list[int] = []
    at = texts.find(part)
    while at >= 0 and len(found) < _FEW:
        found.append(at)
        at = texts.find(part, at + 1)
    return np.array(found, np.int64) if at < 0 else None


def _places(texts: bytes, part: bytes) -> Places:
    """Where a part stands: by its first two bytes all at once, then as a whole where those stand."""
    look = np.frombuffer(texts, np.uint8)
    pairs = np.concatenate(
        [start + _pairs(look[start : start + _BLOCK + 1], part) for start in range(0, len(look), _BLOCK)]
    )
    return pairs[_standing(texts, part, pairs)] if len(part) > 1 else pairs


def _pairs(look: NDArray[np.uint8], part: bytes) -> Places:
    if len(part) == 1:
        return np.flatnonzero(look[:_BLOCK] == part[0])
    return np.flatnonzero((look[:-1] == part[0]) & (look[1:] == part[1]))


def _standing(texts: bytes, part: bytes, places: Places) -> Mask:
    """At which of some places a part stands. The texts are looked at as if one of its length began at each byte."""
    mask = np.zeros(len(places), np.bool_)
    room = len(texts) - len(part) + 1
    if room > 0:
        here = places[places < room]
        mask[: len(here)] = np.ndarray((room,), f"S{len(part)}", texts, 0, (1,))[here] == part
    return mask


_MEANINGS: Mapping[Operator, Callable[[Packed, Sequence[str]], Mask]] = {
    Operator.IS: Packed.saying,
    Operator.IS_NOT: lambda texts, values: ~texts.saying(values),
    Operator.CONTAINS: Packed.carrying,
    Operator.BEGINS: Packed.beginning,
    Operator.EMPTY: lambda texts, _values: texts.saying([""]),
    Operator.FILLED: lambda texts, _values: ~texts.saying([""]),
}
