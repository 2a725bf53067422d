"""A list of things by their spellings: looked up as written, as folded, in Latin letters, and by likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from types import MappingProxyType

from stockpile.reference.candidates import Candidate, Reason
from stockpile.reference.data import spelling
from stockpile.reference.likeness import Likeness

_FOLDED, _LATIN, _LIKE = 0.97, 0.95, 0.85

# As designations are read aloud and printed in Latin letters: `РПГ-7` is RPG-7, `СВД` is SVD.
_LATIN_FOR = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
    }
)  # fmt: skip
# Letters that are drawn as Latin ones, typed on the wrong keyboard: `АК-47` and `AK-47` cannot be told apart by eye.
_DRAWN_ALIKE = str.maketrans("авекмнорстухіјαβεζηικμνορτυχ", "abekmhopctyxijabezhikmnoptyx")


def latin(folded: str) -> str:
    """A folded text with its Cyrillic letters put into Latin ones."""
    return folded if folded.isascii() else folded.translate(_LATIN_FOR)


def drawn(folded: str) -> str:
    """A folded text with its Cyrillic and Greek letters taken for the Latin ones they are drawn as."""
    return folded if folded.isascii() else folded.translate(_DRAWN_ALIKE)


class Spellings:
    """Things by their spellings. A spelling of several things finds them all."""

    def __init__(self, things: Iterable[tuple[str, Iterable[str]]], fold: Callable[[str], str] = spelling) -> None:
        """Take in ``things``, each a key and its spellings; ``fold`` levels what does not tell spellings apart."""
        found: dict[str, dict[str, str]] = {}
        for key, spellings in things:
            for written in (key, *spellings):
                if folded := fold(written):
                    found.setdefault(folded, {}).setdefault(key, written)
        self._fold = fold
        self._found = found

    @property
    def folded(self) -> MappingProxyType[str, dict[str, str]]:
        """Folded spellings, each with the keys it means and how it is written there."""
        return MappingProxyType(self._found)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._found)

    def named(self, text: str) -> list[Candidate]:
        """The things that ``text`` names as a whole, by the surest way that finds any."""
        folded = self._fold(text)
        for way, score, reason in (
            (folded, _FOLDED, Reason.FOLDED),
            (drawn(folded), _FOLDED, Reason.FOLDED),
            (latin(folded), _LATIN, Reason.TRANSLITERATED),
        ):
            if way in self._found:
                return [self._candidate(each, text, score, reason) for each in self._found[way].items()]
        return []

    def like(self, text: str, limit: int = 8) -> list[Candidate]:
        """The things whose spellings look like ``text``."""
        folded = self._fold(text)
        return [
            Candidate(key, round(same * _LIKE, 3), Reason.LIKENESS, written)
            for other, same in self._likeness.like(latin(folded) if folded not in self._found else folded, limit)
            for key, written in self._found[other].items()
        ]

    @staticmethod
    def _candidate(found: tuple[str, str], text: str, score: float, reason: Reason) -> Candidate:
        key, written = found
        if written.casefold() == text.strip().casefold() or key.casefold() == text.strip().casefold():
            return Candidate(key, 1.0, Reason.EXACT, written)
        return Candidate(key, score, reason, written)
