"""What the words of an item's text name: the grammar of supply catalogues, and of plain language.

Catalogues write the noun first and what describes it after commas (`LAUNCHER,GRENADE`); English puts the noun last
(`RIFLE RACK`), other languages first (`FUSIL M16`). What follows `with` or `for` is not the thing itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
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
_ELIDED = re.compile(r"^[DL]['’]")  # `D'ALARME`
_CARTRIDGE = re.compile(  # `.338 LAPUA MAG`, where MAG is no magazine
    r"(?<=\d)\s*(?:WIN|WINCHESTER|REM|REMINGTON|LAPUA|NORMA|WBY|RUGER|SPL|SPECIAL|S&W|ACP|AUTO|LR|WMR|HMR|BMG|SIG)?\.?"
    r"\s*(?:MAG|MAGNUM)\b"
)
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
        noun: the words by which it was told, capitals without accents; empty where none was known.
        maker: a maker that stands in the text, as written there.
        essential: whether it names a frame or receiver.
    """

    verdict: Verdict
    category: Category | None = None
    model: str | None = None
    only_model: bool = False
    noun: str = ""
    maker: str = ""
    essential: bool = False


def plain(text: str) -> str:
    """Capitals without accents, runs of space made one, one kind of apostrophe."""
    if not text.isascii():
        text = text.replace("’", "'")
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(text.upper().split())


def said(text: str) -> Saying:
    """Read a text; the result depends on nothing else."""
    capitals = plain(text)
    segments = list(_segments(_CARTRIDGE.sub(" MAGNUM", capitals)))
    head = segments[0] if segments else []
    every = [word for segment in segments for word in segment]
    model, maker = _model(every), _maker(every)
    verdict, category, noun = _verdict(capitals, head, segments[1:], {*model, *maker})
    if verdict is not Verdict.NOTHING and _never(capitals, every):
        verdict, category = Verdict.NO_WEAPON, None
    return Saying(
        verdict=verdict,
        category=category,
        model=" ".join(model) or None,
        only_model=bool(model) and all(_explained(word, model, maker) for word in every),
        noun=noun,
        maker=_as_written(maker, text),
        essential=bool(head) and not w.ESSENTIAL.isdisjoint(head) and "UPPER" not in every,
    )


def _never(capitals: str, every: Sequence[str]) -> bool:
    """Whether something says that it only looks or sounds like a weapon."""
    plain_words = {_ELIDED.sub("", word) for word in every}
    return not w.NEVER.isdisjoint(plain_words) or any(phrase in capitals for phrase in w.NEVER_PHRASES)


def _explained(word: str, model: Sequence[str], maker: Sequence[str]) -> bool:
    return word in model or word in maker or word in w.HINTS or _describes(word)


def _segments(capitals: str) -> Iterator[list[str]]:
    """The words between commas, up to the first `with` or `for`."""
    capitals = _COMMA.sub(".", _SHORT_WITH.sub(" WITH ", capitals))
    for segment in _SEGMENTS.split(capitals):
        words = _WORD.findall(segment)
        stop = next((at for at, word in enumerate(words) if at and _goes_along(word, words[:at])), None)
        if words:
            yield words[:stop]
        if stop is not None:
            return


def _goes_along(word: str, before: Sequence[str]) -> bool:
    """Whether what follows is not the thing itself; `para` is `for` in two languages and a model's name in all."""
    return word in w.WITH or (word == "PARA" and not w.PARTS.isdisjoint(before))


def _verdict(
    capitals: str, head: list[str], rest: Sequence[list[str]], named: Collection[str]
) -> tuple[Verdict, Category | None, str]:
    """What the text says, the category, and the noun that said it; ``named``: words of a model or maker."""
    if _CHINESE.search(capitals):
        return _chinese(capitals)
    first = _longest(capitals)
    if first is not None:
        return Verdict.WEAPON, w.FIRST_WORDS[first], first
    verdict, category, noun = _english(
        _without_descriptions(head, named), head, [word for segment in rest for word in segment]
    )
    if verdict is Verdict.WEAPON and _is_part(rest):
        return Verdict.HINT, None, noun
    return verdict, category, noun


def _longest(capitals: str) -> str | None:
    """The longest phrase of another language that the text begins with."""
    found = [
        phrase
        for phrase in w.FIRST_WORDS
        if capitals.startswith(phrase) and not capitals[len(phrase) : len(phrase) + 1].isalpha()
    ]
    return max(found, key=len, default=None)


def _chinese(capitals: str) -> tuple[Verdict, Category | None, str]:
    noun = "".join(_CHINESE.findall(capitals))
    if any(each in noun for each in w.CHINESE_NEVER):
        return Verdict.NO_WEAPON, None, noun
    ending = max((each for each in w.CHINESE_ENDINGS if noun.endswith(each)), key=len, default=None)
    if ending is not None:
        return Verdict.WEAPON, w.CHINESE_ENDINGS[ending], ending
    if any(noun.endswith(part) for part in w.PARTS if _CHINESE.match(part)):
        return Verdict.NO_WEAPON, None, noun
    hint = any(hint in noun for hint in w.HINTS if _CHINESE.match(hint))
    return (Verdict.HINT if hint else Verdict.NOTHING), None, ""


def _english(core: list[str], head: list[str], rest: list[str]) -> tuple[Verdict, Category | None, str]:
    noun = _weapon_at_end(core)
    turned = _turned(core, [*head, *rest])
    if turned is not None:
        return Verdict.WEAPON, turned, noun or core[-1]
    if noun:
        return Verdict.WEAPON, w.ENGLISH_WEAPONS[noun], noun
    part = next((word for word in reversed(core) if word in w.PARTS), "")
    if part:
        return Verdict.NO_WEAPON, None, part
    begun = _weapon_at_start(core)
    if begun:
        never = not w.NEVER.isdisjoint([*head, *rest])
        return (Verdict.NO_WEAPON, None, begun) if never else (Verdict.BEGINS, w.ENGLISH_WEAPONS[begun], begun)
    return _hint(core, [*head, *rest]), None, ""


def _hint(core: list[str], every: list[str]) -> Verdict:
    if not core or core[-1] not in w.HINTS:
        return Verdict.NOTHING
    return Verdict.HINT if w.NEVER.isdisjoint(every) else Verdict.NO_WEAPON


def _without_descriptions(head: list[str], named: Collection[str]) -> list[str]:
    """The head without what follows its noun: calibres, marks, makers, models, `AUTOMATIC`."""
    end = len(head)
    while end > 1 and (head[end - 1] in named or _describes(head[end - 1])) and not _weapon_at_end(head[:end]):
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
    long_enough = len(joined) > 2 or joined in w.SHORT_NAMES  # noqa: PLR2004
    named = any(each.isdigit() for each in joined) or len(run) > 1 or (long_enough and joined not in w.HOMONYMS)
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
