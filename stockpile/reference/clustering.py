"""Spellings of the same thing, among values that no list knows.

Three keys after one another, as those who clean data by hand use them: the words of a value without order and
punctuation, its pairs of letters, and its likeness to others. Values whose numbers differ are never put together.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from stockpile.reference.data import spelling
from stockpile.reference.likeness import Likeness, digits

_NEAR = 0.84
_ENDS = 2
_SHORTEST = 4  # letters; shorter values are alike by accident


@dataclass(frozen=True, slots=True)
class Cluster:
    """Values that seem to be one.

    Attributes:
        values: as they are written; the most frequent first, then the longest.
        count: how often they occur together.
    """

    values: tuple[str, ...]
    count: int

    @property
    def proposed(self) -> str:
        """The spelling to take for all of them, unless somebody knows better."""
        return self.values[0]


def cluster(values: Mapping[str, int] | Iterable[str]) -> tuple[Cluster, ...]:
    """Groups of two spellings and more, the most frequent group first; what stands alone is in none.

    Args:
        values: texts, or texts with how often they occur.
    """
    counted = dict(values) if isinstance(values, Mapping) else dict.fromkeys(values, 1)
    groups = _Groups(counted)
    for key in (_fingerprint, _pairs):
        groups.join_by(key)
    groups.join_the_like()
    found = [
        Cluster(
            values=tuple(sorted(group, key=lambda text: (-counted[text], -len(text), text))),
            count=sum(counted[text] for text in group),
        )
        for group in groups.several()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.values)))


class _Groups:
    """Values that are joined step by step."""

    def __init__(self, values: Iterable[str]) -> None:
        self._above = {each: each for each in values if spelling(each)}

    def join_by(self, key: Callable[[str], str]) -> None:
        first: dict[str, str] = {}
        for each in self._above:
            self._join(first.setdefault(key(each), each), each)

    def join_the_like(self) -> None:
        """Join values whose letters are nearly the same and whose numbers are the same."""
        folded: dict[str, str] = {}
        for each in self._above:
            if len(key := spelling(each)) >= _SHORTEST:
                self._join(folded.setdefault(key, each), each)
        for block in _blocks(folded):
            likeness = Likeness(block)
            for key in block:
                for other, _same in likeness.like(key, least=_NEAR, far=_NEAR):
                    self._join(folded[other], folded[key])

    def several(self) -> list[list[str]]:
        """The groups that hold more than one value."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._above:
            found[self._root(each)].append(each)
        return [group for group in found.values() if len(group) > 1]

    def _join(self, one: str, other: str) -> None:
        self._above[self._root(other)] = self._root(one)

    def _root(self, value: str) -> str:
        while self._above[value] != value:
            self._above[value] = value = self._above[self._above[value]]
        return value


def _blocks(folded: Iterable[str]) -> Iterable[list[str]]:
    """Texts that begin or end with the same two signs: those that are alike share one of them nearly always."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for each in folded:
        blocks[f"^{each[:_ENDS]}"].append(each)
        blocks[f"{each[-_ENDS:]}$"].append(each)
    return (block for block in blocks.values() if len(block) > 1)


def _fingerprint(text: str) -> str:
    """The words of a text, each once, in the order of the alphabet; its numbers in front, in theirs."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    words = "".join(each if each.isalnum() else " " for each in plain.casefold()).split()
    return f"{digits(spelling(text))}|{' '.join(sorted(set(words)))}"


def _pairs(text: str) -> str:
    """The pairs of letters of a text, each once, in order; its numbers in front, so that none are mixed up."""
    folded = spelling(text)
    return f"{digits(folded)}|{' '.join(sorted({folded[at : at + 2] for at in range(len(folded) - 1)})) or folded}"
