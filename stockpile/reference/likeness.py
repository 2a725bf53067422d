"""Spellings that look like another: narrowed by their numbers and lengths, then by how many slips lie between them.

Numbers are never taken for one another: `M16A1` and `M16A2`, `Glock 17` and `Glock 19` differ by one sign and are two
weapons. What has the same letters and other digits is at best suggested, far below what differs in its letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

LEAST = 0.7  # below it two spellings have nothing to do with one another
_OTHER_DIGITS = 0.5
_FAR = 0.35


def digits(text: str) -> str:
    """The numbers of a text, in their order."""
    if text.isalpha():
        return ""
    return " ".join("".join(each if each.isdigit() else " " for each in text).split())


def _letters(text: str) -> str:
    return "".join(each for each in text if not each.isdigit())


class Likeness:
    """Folded spellings, ready to be asked which of them a text looks like."""

    def __init__(self, spellings: Iterable[str]) -> None:
        by_digits: defaultdict[str, list[str]] = defaultdict(list)
        by_letters: defaultdict[str, list[str]] = defaultdict(list)
        for each in sorted(set(spellings) - {""}, key=lambda text: (len(text), text)):
            by_digits[digits(each)].append(each)
            by_letters[_letters(each)].append(each)
        self._by_digits, self._by_letters = dict(by_digits), dict(by_letters)
        self._lengths = {name: [len(each) for each in group] for name, group in self._by_digits.items()}

    def like(self, folded: str, limit: int = 8, least: float = LEAST, far: float = _FAR) -> list[tuple[str, float]]:
        """The spellings that look like ``folded``, each with how much from 0 to 1; best first, then by the alphabet.

        Where none with the same numbers does, those with the same letters and other numbers are named, at half, if
        that is enough.
        """
        from rapidfuzz.distance import OSA  # a late import: a start of the program must not wait for it
        from rapidfuzz.process import extract

        near = extract(
            folded, self._of_the_length(folded, least), scorer=OSA.normalized_similarity, score_cutoff=least, limit=None
        )
        found = [(other, float(same)) for other, same, _at in near]
        if not found:
            others = self._by_letters.get(_letters(folded), ()) if digits(folded) else ()
            halved = ((each, OSA.normalized_similarity(folded, each) * _OTHER_DIGITS) for each in others)
            found = [(each, same) for each, same in halved if same >= far]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]

    def _of_the_length(self, folded: str, least: float) -> list[str]:
        """The spellings with the same numbers that are short and long enough to be that much alike."""
        mine = digits(folded)
        group, lengths = self._by_digits.get(mine, []), self._lengths.get(mine, [])
        shortest, longest = len(folded) * least, len(folded) / least
        return group[bisect_left(lengths, shortest) : bisect_right(lengths, longest)]
