"""Which column of a table is which field: by its heading, and by what stands below it.

Every choice carries its reason and how sure it is. One column a field; what is left stays unmapped and is kept under
its own heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stockpile.domain.errors import Refused
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.contents import Contents

BY_MAPPING, BY_HEADING, BY_PART, BY_CONTENT = "mapping", "heading", "part of heading", "content"
_SURENESS = {BY_MAPPING: 1.0, BY_HEADING: 0.95, BY_PART: 0.7, BY_CONTENT: 0.6}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and what it was taken for.

    Attributes:
        index: from 0.
        heading: as it stands in the file; `column 3` where it has none, ` (2)` added where it stands there twice.
        field: stored name of the field; empty where unmapped.
        reason: `mapping`, `heading`, `part of heading`, `content`; empty where unmapped.
        sureness: 0 to 1.
    """

    index: int
    heading: str
    field: str = ""
    reason: str = ""
    sureness: float = 0.0


@lru_cache(maxsize=20_000)  # the cells of many rows are looked at for a header
def heading_words(heading: str) -> str:
    """The form in which headings are compared: small letters, no accents, words parted by one space."""
    heading = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)  # SerialNumber
    parted = unicodedata.normalize("NFKD", heading.replace("'", " ").replace("’", " "))
    bare = "".join(each for each in parted if not unicodedata.combining(each)).casefold()
    return " ".join(re.findall(r"[^\W_]+", bare.replace("ة", "ه").replace("ى", "ي")))


_PLACED = {
    phrase: {field: rank for field, phrases in h.PHRASES.items() for rank, each in enumerate(phrases) if each == phrase}
    for phrases in h.PHRASES.values()
    for phrase in phrases
}
_ORDER = {phrase: place for place, phrase in enumerate(_PLACED)}
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _PLACED)
_SHORTEST_PART = 4  # letters of a phrase that may stand within a longer heading
_EXACT, _WITHIN, _WORD = 100_000, 10_000, 1_000


def map_columns(
    headings: Sequence[str], sample: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None
) -> tuple[Column, ...]:
    """Say which column is which field.

    Args:
        headings: as they stand in the file.
        sample: rows from below the headings; the more, the surer.
        mapping: fields by the heading that the officer says holds them; an empty heading leaves a field unmapped.

    Raises:
        Refused: ``import.mapping-field-unknown`` for a field that does not exist.
    """
    names = _named(headings)
    wanted = _wanted(mapping, headings, names) if mapping else {}
    contents = [Contents(row[at] if at < len(row) else None for row in sample) for at in range(len(headings))]
    found: dict[int, tuple[str, str]] = {at: (field, BY_MAPPING) for field, at in wanted.items() if at >= 0}
    taken = set(wanted)
    _settle(_by_heading(headings, contents), found, taken)
    if sample:
        _settle(_by_content(headings, contents, found, taken), found, taken)
    _settle(_nameless_serials(headings, contents, found, taken), found, taken)
    return tuple(
        Column(at, name, *found[at], _SURENESS[found[at][1]]) if at in found else Column(at, name)
        for at, name in enumerate(names)
    )


def _named(headings: Sequence[str]) -> list[str]:
    names: list[str] = []
    for at, heading in enumerate(headings, 1):
        name = " ".join(heading.split()) or f"column {at}"
        count = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return names


def _wanted(mapping: Mapping[str, str], headings: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """The officer's choices as places of columns; -1 where the field is to stay unmapped or its heading is not here."""
    unknown = sorted(set(mapping) - set(h.FIELDS))
    if unknown:
        raise Refused("import.mapping-field-unknown", fields=unknown, known=list(h.FIELDS))
    words = [heading_words(heading) for heading in headings]
    wanted: dict[str, int] = {}
    for field, heading in mapping.items():
        exact = [at for at, name in enumerate(names) if name == " ".join(heading.split())]
        alike = [at for at, each in enumerate(words) if each and each == heading_words(heading)]
        wanted[field] = next(iter([*exact, *alike]), -1)
    return wanted


_Choice = tuple[int, int, str, str]  # score, column, field, reason


def _settle(choices: list[_Choice], found: dict[int, tuple[str, str]], taken: set[str]) -> None:
    """Give each field its best column and each column its best field."""
    for _, at, field, reason in sorted(choices, key=lambda choice: (-choice[0], choice[1])):
        if at not in found and field not in taken:
            found[at] = field, reason
            taken.add(field)


def _by_heading(headings: Sequence[str], contents: Sequence[Contents]) -> list[_Choice]:
    choices: list[_Choice] = []
    for at, heading in enumerate(headings):
        if heading.startswith(h.OURS):
            continue
        for words in dict.fromkeys((heading_words(heading), heading_words(re.sub(r"\(.*?\)", " ", heading)))):
            choices += [
                (score, at, field, reason)
                for score, field, reason in _fields(words, contents[at])
                if not contents[at].contradicts(field)
            ]
    return choices


def _fields(words: str, contents: Contents) -> list[tuple[int, str, str]]:
    if words in h.DOUBTFUL:
        field = _told(h.DOUBTFUL[words], contents)
        rank = _PLACED.get(words, {}).get(field, len(h.PHRASES[field])) if field else 0
        return [(_EXACT - rank, field, BY_HEADING)] if field else []
    if words in _PLACED:
        return [(_EXACT - rank, field, BY_HEADING) for field, rank in _PLACED[words].items()]
    if h.ABOUT_SOMETHING_ELSE.isdisjoint(words.split()):
        return [(score, field, BY_PART) for score, field in _within(words)]
    return []


def _told(fields: Sequence[str], contents: Contents) -> str:
    """The field that the cells speak for; else the first that they do not speak against."""
    answers = {field: contents.speaks_for(field) for field in fields}
    for wish in (True, None):
        found = next((field for field, answer in answers.items() if answer is wish), "")
        if found:
            return found
    return ""


@lru_cache(maxsize=20_000)
def _within(words: str) -> tuple[tuple[int, str], ...]:
    """Fields whose phrases stand within a longer heading, the longest phrase first."""
    parts = words.split()
    runs = {
        " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(parts)) + 1)
    }
    telling = [each for each in runs & _PLACED.keys() if len(each) >= _SHORTEST_PART or not each.isascii()]
    return tuple(
        (_WITHIN + _WORD * len(phrase.split()) - rank, field)
        for phrase in sorted(telling, key=_ORDER.__getitem__)
        for field, rank in _PLACED[phrase].items()
        if field != h.ROW_NUMBER
    )


@lru_cache(maxsize=20_000)
def may_head(text: str) -> bool:
    """Whether a text could be the heading of a known field; quick, for the cells of many rows."""
    forms = {heading_words(text), heading_words(re.sub(r"\(.*?\)", " ", text))}
    return any(words in h.DOUBTFUL or words in _PLACED or _within(words) for words in forms)


@lru_cache(maxsize=20_000)
def is_heading(text: str) -> bool:
    """Whether a text as a whole is the heading of a known field."""
    words = heading_words(text)
    return words in h.DOUBTFUL or words in _PLACED


@lru_cache(maxsize=20_000)
def heading_field(text: str) -> str:
    """The field that a heading speaks for when nothing is known of the cells; empty where it speaks for none."""
    choices = _by_heading([text], [Contents(())])
    return max(choices, key=lambda choice: choice[0])[2] if choices else ""


# Fields that cells alone can show, the surest first.
_SHOWN = (h.NSN, h.CATEGORY, h.MAKER, h.MODEL, h.CALIBRE, h.ITEM, h.COUNTRY)


def _by_content(
    headings: Sequence[str], contents: Sequence[Contents], found: Mapping[int, object], taken: set[str]
) -> list[_Choice]:
    own = {
        at for at, heading in enumerate(headings) if heading_words(heading) in h.OWN_WORDS or heading.startswith(h.OURS)
    }
    return [
        (len(_SHOWN) - rank, at, field, BY_CONTENT)
        for rank, field in enumerate(_SHOWN)
        if field not in taken
        for at, each in enumerate(contents)
        if at not in found and at not in own and each.shows(field)
    ]


def _nameless_serials(
    headings: Sequence[str], contents: Sequence[Contents], found: Mapping[int, object], taken: set[str]
) -> list[_Choice]:
    """Cells alone show a serial only where no heading says anything else, beside something that names pieces."""
    if h.SERIAL in taken or not {h.MODEL, h.MAKER, h.ITEM} & taken:
        return []
    nameless = [at for at, heading in enumerate(headings) if not heading.strip() and at not in found]
    return [(0, at, h.SERIAL, BY_CONTENT) for at in nameless if contents[at].shows(h.SERIAL)]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column could be, why, and how sure that is (0 to 1)."""

    field: str
    reason: str
    sureness: float


_POSSIBLE = 0.4  # sureness of what the cells allow and nothing speaks for


def suggestions(headings: Sequence[str], sample: Sequence[Sequence[Cell]]) -> list[list[Suggestion]]:
    """For every column all fields that its heading or its cells speak for, the surest first."""
    contents = [Contents(row[at] if at < len(row) else None for row in sample) for at in range(len(headings))]
    by_heading = _by_heading(headings, contents)
    found: list[dict[str, Suggestion]] = [{} for _ in headings]
    for _score, at, field, reason in sorted(by_heading, reverse=True):
        found[at].setdefault(field, Suggestion(field, reason, _SURENESS[reason]))
    for at, each in enumerate(contents):
        for field in (*_SHOWN, h.SERIAL, h.RECEIVED_ON):
            if each.shows(field):
                found[at].setdefault(field, Suggestion(field, BY_CONTENT, _SURENESS[BY_CONTENT]))
        for field in h.FIELDS:
            if each.speaks_for(field) is True:
                found[at].setdefault(field, Suggestion(field, BY_CONTENT, _POSSIBLE))
    return [sorted(each.values(), key=lambda one: -one.sureness) for each in found]


def looks_like_inventory(fields: Mapping[str, object]) -> bool:
    """Whether a table with these fields can be an inventory: something names pieces, something counts them."""
    names = {h.ITEM, h.MODEL, h.NSN, h.CATEGORY} & set(fields)
    if h.WEAPON_ID in fields:
        return True
    if h.SERIAL in fields:
        return bool(names or {h.MAKER, h.CALIBRE} & set(fields))
    counted = {h.QUANTITY, h.ASSET_NUMBER} & set(fields)
    return bool(names and counted) or h.NSN in fields or {h.MAKER, h.MODEL} <= set(fields)
