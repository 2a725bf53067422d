"""What may stand in a cell, for those who type into one: the values of the list that its column's field has.

A list is made once for an import and looked through in memory with every key. It suggests and never decides: what is
typed otherwise stands as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from stockpile.domain.category import Category
from stockpile.domain.standing import Condition
from stockpile.exchange import headings as h
from stockpile.language import _, listed
from stockpile.office.catalogue import Catalogue, CatalogueQuery
from stockpile.reference.countries import countries
from stockpile.reference.data import spelling
from stockpile.reference.makers import makers
from stockpile.storage import register
from stockpile.storage.store import Store

MOST = 8  # under a cell
_THINGS = {h.PLACE: "location", h.HOLDER: "holder"}
_EVERYTHING = 1_000_000
_NAMED, _BEGINS, _WORD, _WITHIN, _NOT = range(5)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value. ``text``: what is written into the cell; ``beside``: what tells it from others, or the spelling by which
    it was found."""

    text: str
    beside: str = ""
    spelt: Mapping[str, str] = field(
        default_factory=dict, repr=False, compare=False
    )  # folded: as written; its own first
    words: tuple[str, ...] = field(default=(), repr=False, compare=False)  # beginnings of words, folded

    def found_by(self, wanted: str) -> Choice:
        """With the spelling that holds ``wanted``, where its own name does not."""
        folded = next(each for each in self.spelt if wanted in each)
        return self if folded == next(iter(self.spelt)) else replace(self, beside=self.spelt[folded])


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one field, in their order."""

    field: str
    all: tuple[Choice, ...]

    def like(self, typed: str, most: int = MOST) -> tuple[Choice, ...]:
        """Those that are spelt like what was typed, the nearest first: begins so, has a word that begins so, has it
        somewhere. Where nothing is typed, the first ones."""
        wanted = spelling(typed)
        if not wanted:
            return self.all[:most] if not typed.strip() else ()
        least = _WITHIN if len(wanted) > 1 else _WORD  # one letter stands in almost everything
        ranked = [(rank, at) for at, each in enumerate(self.all) if (rank := _rank(each, wanted)) <= least]
        return tuple(self.all[at].found_by(wanted) for _near, at in sorted(ranked)[:most])


def _rank(each: Choice, wanted: str) -> int:
    if not any(wanted in one for one in each.spelt):
        return _NOT
    if next(iter(each.spelt)).startswith(wanted):
        return _NAMED
    if any(one.startswith(wanted) for one in each.spelt):
        return _BEGINS
    return _WORD if any(one.startswith(wanted) for one in each.words) else _WITHIN


def choices_of(fields: Iterable[str], site: str, store: Store, catalogue: Catalogue, language: str) -> list[Choices]:
    """The lists of some fields; those that have none are passed over."""
    made: Mapping[str, object] = {
        h.MAKER: _makers, h.MODEL: _models, h.CALIBRE: _calibres, h.CATEGORY: _categories, h.CONDITION: _conditions,
    }  # fmt: skip
    found = []
    for name in fields:
        if name in made:
            found.append(Choices(name, tuple(made[name](catalogue))))  # type: ignore[operator]
        elif name in (h.COUNTRY, h.IMPORT_COUNTRY):
            found.append(Choices(name, tuple(_countries(language))))
        elif name in _THINGS:
            found.append(Choices(name, tuple(_things(store, _THINGS[name], site))))
    return found


def _choice(text: str, beside: str = "", others: Iterable[str] = ()) -> Choice:
    spelt = {folded: each for each in reversed((text, *others)) if (folded := spelling(each))}
    spelt = {spelling(text): text, **spelt}
    words = tuple(spelling(word) for each in (text, *others) for word in each.split()[1:])
    return Choice(text, beside, spelt, words)


def _makers(catalogue: Catalogue) -> Iterable[Choice]:
    known = makers()
    return (_choice(name, "", known[name].spellings if name in known else ()) for name in catalogue.makers())


def _models(catalogue: Catalogue) -> Iterable[Choice]:
    entries = catalogue.search(CatalogueQuery(limit=_EVERYTHING))
    return (_choice(each.name, listed(each.makers[:2]), each.spellings) for each in entries)


def _calibres(catalogue: Catalogue) -> Iterable[Choice]:
    return map(_choice, catalogue.calibres())


def _categories(_catalogue: Catalogue) -> Iterable[Choice]:
    return (_choice(_(each.value), "", (each.value,)) for each in Category if each.value)


def _conditions(_catalogue: Catalogue) -> Iterable[Choice]:
    return (_choice(_(each.value), "", (each.value,)) for each in Condition)


def _countries(language: str) -> Iterable[Choice]:
    named = [(each.name(language), each) for each in countries().values()]
    ordered = sorted(named, key=lambda one: (one[1].former, one[0].casefold()))
    return (_choice(name, each.code, (each.code, each.alpha3, *each.names.values())) for name, each in ordered)


def _things(store: Store, kind: str, site: str) -> Iterable[Choice]:
    """Places or holders of the site that are in use."""
    with store.reading() as reader:
        things = register.things(reader, kind)
    own = {key: state for key, state in things.items() if state.get("site") == site and state.get("active", True)}
    for key in sorted(own, key=str.casefold):
        name = str(own[key].get("name") or "")
        yield _choice(key, name if name and not key.endswith(name) else "", (name,))
