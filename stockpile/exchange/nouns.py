"""What the words of an item's text name: the grammar of supply catalogues, and of plain language.

Catalogues write the noun first and what describes it after commas (`LAUNCHER,GRENADE`); English puts the noun last
(`RIFLE RACK`), other languages first (`FUSIL M16`). What follows `with` or `for` is not the thing itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from stockpile.domain.category import Category
from stockpile.exchange import words as w
from stockpile.reference.makers import maker as known_maker
from stockpile.reference.models import model as known_model

_LONGEST_NAME = 4  # words of a model's name
_SHORT_WITH = re.compile(r"\bC?W/O?(?=\s|\w)")
_SEGMENTS = re.compile(r"[,;:()\[\]/|،]|\s-\s")
_WORD = re.compile(r"[^\W_]+(?:[.\-'’&][^\W_]+)*")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_CHINESE = re.compile(r"[一-鿿]")


class Verdict(Enum):
    """What words can say."""

    WEAPON = auto()
    BEGINS = auto()  # begins with a weapon and goes on with words that are not understood
    HINT = auto()
    NO_WEAPON = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Saying:
    """What a text says.

    Attributes:
        verdict: whether it names a weapon.
        category: of the weapon named.
        model: spelling of a catalogue model that stands in the text.
        only_model: whether nothing else stands there (but makers, bores and describing words).
        maker: a maker that stands in the text, as written there.
        essential: whether it names a frame or receiver.
    """

    verdict: Verdict
    category: Category | None = None
    model: str | None = None
    only_model: bool = False
    maker: str = ""
    essential: bool = False


def plain(text: str) -> str:
    """Capitals without accents, runs of space made one."""
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(text.upper().split())


def said(text: str) -> Saying:
    """Read a text; the result depends on nothing else."""
    capitals = plain(text)
    segments = list(_segments(capitals))
    head = segments[0] if segments else []
    every = [word for segment in segments for word in segment]
    model, maker = _model(every), _maker(every)
    verdict, category = _verdict(capitals, head, segments[1:], model)
    if verdict is Verdict.WEAPON and not w.NEVER.isdisjoint(every):
        verdict, category = Verdict.NO_WEAPON, None
    return Saying(
        verdict=verdict,
        category=category,
        model=" ".join(model) or None,
        only_model=bool(model) and all(word in model or word in maker or _describes(word) for word in every),
        maker=_as_written(maker, text),
        essential=bool(head) and not w.ESSENTIAL.isdisjoint(head) and "UPPER" not in every,
    )


def _segments(capitals: str) -> Iterator[list[str]]:
    """The words between commas, up to the first `with` or `for`."""
    capitals = _COMMA.sub(".", _SHORT_WITH.sub(" WITH ", capitals))
    for segment in _SEGMENTS.split(capitals):
        words = _WORD.findall(segment)
        stop = next((at for at, word in enumerate(words) if word in w.WITH and at), None)
        if words:
            yield words[:stop]
        if stop is not None:
            return


def _verdict(
    capitals: str, head: list[str], rest: Sequence[list[str]], model: list[str]
) -> tuple[Verdict, Category | None]:
    if _CHINESE.search(capitals):
        return _chinese(capitals)
    first = _longest(capitals)
    if first is not None:
        return Verdict.WEAPON, w.FIRST_WORDS[first]
    verdict, category = _english(
        _without_descriptions(head, model), head, [word for segment in rest for word in segment]
    )
    if verdict is Verdict.WEAPON and _is_part(rest):
        return Verdict.HINT, None
    return verdict, category


def _longest(capitals: str) -> str | None:
    """The longest phrase of another language that the text begins with."""
    found = [
        phrase
        for phrase in w.FIRST_WORDS
        if capitals.startswith(phrase) and not capitals[len(phrase) : len(phrase) + 1].isalpha()
    ]
    return max(found, key=len, default=None)


def _chinese(capitals: str) -> tuple[Verdict, Category | None]:
    noun = "".join(_CHINESE.findall(capitals))
    ending = max((each for each in w.CHINESE_ENDINGS if noun.endswith(each)), key=len, default=None)
    if ending is not None:
        return Verdict.WEAPON, w.CHINESE_ENDINGS[ending]
    if any(noun.endswith(part) for part in w.PARTS if _CHINESE.match(part)):
        return Verdict.NO_WEAPON, None
    return (Verdict.HINT if any(hint in noun for hint in w.HINTS if _CHINESE.match(hint)) else Verdict.NOTHING), None


def _english(core: list[str], head: list[str], rest: list[str]) -> tuple[Verdict, Category | None]:
    noun = _weapon_at_end(core)
    turned = _turned(core, [*head, *rest])
    if turned is not None:
        return Verdict.WEAPON, turned
    if noun:
        return Verdict.WEAPON, w.ENGLISH_WEAPONS[noun]
    if not w.PARTS.isdisjoint(core):
        return Verdict.NO_WEAPON, None
    if _weapon_at_start(core):
        never = not w.NEVER.isdisjoint([*head, *rest])
        return (Verdict.NO_WEAPON, None) if never else (Verdict.BEGINS, w.ENGLISH_WEAPONS[_weapon_at_start(core)])
    return _hint(core, [*head, *rest]), None


def _hint(core: list[str], every: list[str]) -> Verdict:
    if not core or core[-1] not in w.HINTS:
        return Verdict.NOTHING
    return Verdict.HINT if w.NEVER.isdisjoint(every) else Verdict.NO_WEAPON


def _without_descriptions(head: list[str], model: list[str]) -> list[str]:
    """The head without what follows its noun: calibres, marks, makers, models, `AUTOMATIC`."""
    end = len(head)
    while end > 1 and (head[end - 1] in model or _describes(head[end - 1])):
        end -= 1
    return head[:end]


def _describes(word: str) -> bool:
    return word in w.NEUTRAL or any(each.isdigit() for each in word) or known_maker(word) is not None


def _weapon_at_end(core: list[str]) -> str:
    return next((phrase for size in (3, 2, 1) if (phrase := " ".join(core[-size:])) in w.ENGLISH_WEAPONS), "")


def _weapon_at_start(core: list[str]) -> str:
    return next((phrase for size in (3, 2, 1) if (phrase := " ".join(core[:size])) in w.ENGLISH_WEAPONS), "")


def _turned(core: list[str], every: list[str]) -> Category | None:
    """A catalogue's reversed name: its noun ends the head, what tells it apart stands anywhere."""
    if not core:
        return None
    text = f" {' '.join(every)} "
    return next(
        (category for (noun, other), category in w.REVERSED.items() if core[-1] == noun and f" {other} " in text), None
    )


def _is_part(rest: Sequence[list[str]]) -> bool:
    """Whether what follows the noun names a part after all: `RIFLE,CLEANING KIT`, `PISTOL,MAGAZINE`."""
    every = {word for segment in rest for word in segment}
    if every & (w.PARTS - w.DESCRIBING_PARTS):
        return True
    return bool(rest) and len(rest[0]) == 1 and rest[0][0] in w.PARTS - w.NEUTRAL


def _model(every: list[str]) -> list[str]:
    """The longest run of words that is a model of the catalogue."""
    for size in range(min(_LONGEST_NAME, len(every)), 0, -1):
        for at in range(len(every) - size + 1):
            run = every[at : at + size]
            if _could_be_model(run) and known_model(" ".join(run)) is not None:
                return run
    return []


def _could_be_model(run: list[str]) -> bool:
    joined = "".join(run)
    if not any(each.isalpha() for each in joined):
        return False
    named = any(each.isdigit() for each in joined) or len(run) > 1 or (len(joined) > 2 and joined not in w.HOMONYMS)  # noqa: PLR2004
    return named and not all(word in w.NEUTRAL or word in w.ENGLISH_WEAPONS for word in run)


def _maker(every: list[str]) -> list[str]:
    """A maker named by two words or one."""
    for size in (2, 1):
        for at in range(len(every) - size + 1):
            run = every[at : at + size]
            phrase = " ".join(run)
            if len(phrase) > 2 and phrase not in w.NEUTRAL and known_maker(phrase) is not None:  # noqa: PLR2004
                return run
    return []


def _as_written(run: list[str], text: str) -> str:
    """Words as they stand in the text, with what stands between them."""
    found = re.search(r"\W+(?:and\W+)?".join(map(re.escape, run)), text, re.IGNORECASE) if run else None
    return found[0] if found else ""
