"""Which model a text means: as a whole, named among other words, as a variant of one, or by likeness.

What else is known of the piece (maker, calibre, category) speaks for or against a candidate and is said with it. A
designation that several models bear gives them all: nothing is chosen silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from stockpile.domain.category import Category
from stockpile.reference.calibres import calibre as read_calibre
from stockpile.reference.candidates import Candidate, Reason, ordered
from stockpile.reference.categories import category as read_category
from stockpile.reference.data import several, spelling, table
from stockpile.reference.makers import maker as read_maker
from stockpile.reference.makers import maker_beginnings
from stockpile.reference.spellings import Spellings, latin

_LONGEST = 5  # words of a model's name
_LONGEST_MAKER = 3
_WHOLE, _PARTLY, _EACH_WORD, _WORST = 0.94, 0.86, 0.06, 0.55
_VARIANT = 0.72
_SHARED = 0.85  # what a spelling of several models is worth to each of them
_AGAINST = {"maker": 0.88, "calibre": 0.8, "category": 0.85}
_FOR = 0.01
_SHORTEST_NAME = 4  # letters of a name without a number that is looked for among other words
_SHORTEST_BASE = 3
_LONGER_SUFFIX = 2  # a suffix is at most that much longer than what it is put to
_WORD = re.compile(r"[^\W_]+(?:[.\-/'’&+][^\W_]+)*")
_BORE = re.compile(r"\.?\d{1,3}(?:[.,]\d{1,2})?(?:[xх×]\d{2,3})?(?:mm|мм|cal|ga|r)?", re.IGNORECASE)
_STOCK_NUMBER = re.compile(r"\d{4}-?\d{2}-?\d{3}-?\d{4}")
# What comes before a number in other languages; designations are kept in their English form as well.
_IN_ENGLISH = {
    "тип": "Type", "typ": "Type", "tipo": "Type", "modelo": "Model", "modele": "Model", "modèle": "Model",
    "модель": "Model", "modell": "Model", "mod": "Model", "mdl": "Model", "نموذج": "Model",
}  # fmt: skip
# Names of whole families, which say nothing where a designation stands beside them.
_FAMILIES = frozenset({"kalashnikov", "kalachnikov", "kalash", "калашников", "калашникова", "كلاشنكوف", "كلاشينكوف"})
# Words that describe a weapon and name no model.
_DESCRIBING = """
    a an the of and with w in model mod mdl modele modelo модель модел type typ nr no mk mark cal caliber calibre
    calibro calibre калибр mm мм millimeter millimetre nato auto automatic automatique automatico automatica semi
    semiautomatic sa da police military army service government standard tactical combat compact gun weapon arme arma
    оружие rifle launcher system макарова токарева
    """.split()  # noqa: SIM905 - a list of words reads as one


@dataclass(frozen=True, slots=True)
class Known:
    """A model as far as matching needs it: its name, spellings, and what speaks for it."""

    name: str
    spellings: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    calibres: tuple[str, ...] = ()
    category: Category | None = None
    stock_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What else is known of a piece; texts as they stand in the file."""

    maker: str = ""
    calibre: str = ""
    category: str = ""


class ModelMatcher:
    """Models, ready to be asked which of them a text means."""

    def __init__(self, models: Iterable[Known]) -> None:
        self._models = {each.name: each for each in models}
        self._spellings = Spellings((each.name, each.spellings) for each in self._models.values())
        self._numbered = {number: each.name for each in self._models.values() for number in each.stock_numbers}

    def match(self, text: str, evidence: Evidence | None = None, limit: int = 8) -> tuple[Candidate, ...]:
        """The models that ``text`` may mean, best first; none where nothing is like it."""
        if read_calibre(text).exact:
            return ()  # `9mm Luger` names a cartridge, not the pistol it is named after
        words = _WORD.findall(text)
        makers = _makers_in(words)
        known = evidence or Evidence()
        if not known.maker and makers and len(makers[0][0]) < len(words):
            known = replace(known, maker=makers[0][1])
        for way in (self._by_number, self._as_a_whole, self._among_words, self._as_variant, self._by_likeness):
            found = way(text, words, [word for run, _name in makers for word in run])
            if found:
                return ordered(self._weighed(found, known), limit)
        return ()

    # -- the ways, surest first
    # ------------------------------------------------------------------------------------------------

    def _by_number(self, text: str, _words: list[str], _maker: list[str]) -> list[Candidate]:
        found = _STOCK_NUMBER.fullmatch(text.strip())
        if found is None:
            return []
        plain = found[0].replace("-", "")
        number = f"{plain[:4]}-{plain[4:6]}-{plain[6:9]}-{plain[9:]}"
        name = self._numbered.get(number)
        return [Candidate(name, 1.0, Reason.NUMBER, number)] if name else []

    def _as_a_whole(self, text: str, words: list[str], maker: list[str]) -> list[Candidate]:
        rest = [word for word in words if word not in maker]
        ways = (text, " ".join(rest), " ".join(_IN_ENGLISH.get(word.casefold(), word) for word in rest))
        return next((found for way in dict.fromkeys(ways) if way and (found := self._spellings.named(way))), [])

    def _among_words(self, _text: str, words: list[str], maker: list[str]) -> list[Candidate]:
        """Runs of words that name a model, longest first; the fewer words stay unexplained, the surer."""
        if len(words) == 1:
            return []  # has been looked up as a whole
        found: list[tuple[str, Candidate]] = []
        taken: set[int] = set()
        for at, size in _runs(len(words)):
            run = words[at : at + size]
            if taken.isdisjoint(range(at, at + size)) and _could_be_model(run, maker):
                written = " ".join(run)
                named = self._spellings.named(written)
                if named:
                    taken.update(range(at, at + size))
                    found += ((written.casefold(), each) for each in named)
        telling = [each for written, each in found if written not in _FAMILIES] or [each for _written, each in found]
        left = [word for at, word in enumerate(words) if at not in taken and not _explained(word, maker)]
        one = len({each.key for each in telling}) == 1
        score = max(_WORST, (_WHOLE if one else _PARTLY) - _EACH_WORD * len(left))
        return [replace(each, score=min(score, each.score), reason=Reason.DESIGNATION) for each in telling]

    def _as_variant(self, text: str, words: list[str], maker: list[str]) -> list[Candidate]:
        """A designation that goes on where a known one ends: `MP5A7` is some MP5, `Glock 17 Gen 6` some Glock 17."""
        rest = [word for word in words if word not in maker and not _describes(word)]
        for written in dict.fromkeys((text, "".join(rest), *rest)):
            found = self._base(latin(spelling(written)))
            if found:
                return [Candidate(key, _VARIANT, Reason.VARIANT, said) for key, said in found.items()]
        return []

    def _base(self, folded: str) -> dict[str, str]:
        """The longest designation of the list that a longer one begins with."""
        known = self._spellings.folded
        first = next((at for at, each in enumerate(folded) if each.isdigit()), len(folded))
        shortest = max(_SHORTEST_BASE, first + 1, (len(folded) - _LONGER_SUFFIX) // 2)
        for end in range(len(folded) - 1, shortest - 1, -1):
            if folded[:end] in known and not (folded[end - 1].isdigit() and folded[end].isdigit()):
                return known[folded[:end]]
        return {}

    def _by_likeness(self, text: str, words: list[str], maker: list[str]) -> list[Candidate]:
        telling = [word for word in words if not _describes(word)]
        found = self._spellings.like(" ".join(telling) or text)
        without_maker = [word for word in telling if word not in maker]
        if found or len(without_maker) == len(telling):
            return found
        return self._spellings.like(" ".join(without_maker)) if without_maker else []

    # -- what speaks for them
    # ------------------------------------------------------------------------------------------------

    def _weighed(self, found: Sequence[Candidate], known: Evidence) -> Iterator[Candidate]:
        several_keys = len({each.key for each in found}) > 1
        for each in found:
            agrees, disagrees = self._evidence(self._models[each.key], known)
            score = each.score * (_SHARED if several_keys and not agrees else 1.0)
            for name in disagrees:
                score *= _AGAINST[name]
            score = min(1.0, score + _FOR * len(agrees))
            yield replace(each, score=round(score, 3), agrees=agrees, disagrees=disagrees)

    def _evidence(self, model: Known, known: Evidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
        said: dict[str, bool] = {}
        maker = read_maker(known.maker) if known.maker else None
        if maker is not None and model.makers:
            said["maker"] = maker.name in model.makers
        code = read_calibre(known.calibre).code if known.calibre else ""
        if code and model.calibres:
            said["calibre"] = code in model.calibres
        category = read_category(known.category) if known.category else None
        if category is not None and model.category is not None:
            said["category"] = category is model.category
        return tuple(name for name in said if said[name]), tuple(name for name in said if not said[name])


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Where runs of words begin and how long they are, longest first."""
    for size in range(min(_LONGEST, count), 0, -1):
        for at in range(count - size + 1):
            yield at, size


def _could_be_model(run: Sequence[str], maker: Sequence[str]) -> bool:
    joined = "".join(run)
    if all(word in maker or _describes(word) for word in run) or not any(each.isalpha() for each in joined):
        return False
    return any(each.isdigit() for each in joined) or not joined.isascii() or len(joined) >= _SHORTEST_NAME


def _explained(word: str, maker: Sequence[str]) -> bool:
    return word in maker or _describes(word) or _BORE.fullmatch(word) is not None


@lru_cache(maxsize=16384)
def _describes(word: str) -> bool:
    return spelling(word) in _describing()


@cache
def _describing() -> frozenset[str]:
    words = {spelling(word) for word in _DESCRIBING}
    for row in table("category_spellings"):
        words.update(spelling(word) for each in several(row["spellings"]) for word in each.split())
    return frozenset(words)


def _makers_in(words: Sequence[str]) -> list[tuple[list[str], str]]:
    """Makers named in a text: their words, and the maker's name."""
    found: list[tuple[list[str], str]] = []
    beginnings = maker_beginnings()
    at = 0
    while at < len(words):
        longest = min(_LONGEST_MAKER, len(words) - at) if spelling(words[at]) in beginnings else 0
        for size in range(longest, 0, -1):
            run = list(words[at : at + size])
            maker = read_maker(" ".join(run)) if not all(map(_describes, run)) else None
            if maker is not None:
                found.append((run, maker.name))
                at += size - 1
                break
        at += 1
    return found
