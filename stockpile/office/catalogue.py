"""The catalogue: the models that come with the program and the state's own, searched by any text and matched.

The state's own models are `model:` things of the ledger; the shipped ones are a list that grows with each version and
is never written. Where both have a name, what the state says goes before, field by field. `model_book` is the catalogue
as it is kept, with marks and pictures; this is the catalogue as it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from stockpile.domain.category import Category
from stockpile.domain.errors import Refused
from stockpile.office.model_book import ModelCard, merged
from stockpile.reference.calibres import calibre as read_calibre
from stockpile.reference.calibres import calibres
from stockpile.reference.categories import category as read_category
from stockpile.reference.countries import country as read_country
from stockpile.reference.data import spelling
from stockpile.reference.makers import maker as read_maker
from stockpile.reference.makers import makers
from stockpile.reference.models import models
from stockpile.storage import register
from stockpile.storage.store import Store

if TYPE_CHECKING:
    from stockpile.reference.matching import Candidate, Cluster, ModelMatcher

MOST = 500


class Field(StrEnum):
    """What texts of an inventory can be matched to."""

    MODEL = "model"
    MAKER = "maker"
    CALIBRE = "calibre"
    COUNTRY = "country"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model.

    Attributes:
        name: its usual name; the key of a state's own model.
        own: whether the state added it, or said something of it.
        makers, calibres, countries: who built it, for what, where; codes of the lists where the lists know them.
        category: empty where a state's own entry does not say.
        component: the essential component that carries the unique mark.
        stock_numbers: public NATO stock numbers. spellings: other names and designations.
        look_alikes: models that are easily taken for it.
        remark: what a state's own entry says beyond that.
    """

    name: str
    own: bool = False
    makers: tuple[str, ...] = ()
    category: str = ""
    calibres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    component: str = ""
    stock_numbers: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueQuery:
    """What is looked for; empty: anything. ``text``: words, each of them anywhere in an entry; the others by any of
    their spellings. ``own``: only what the state added."""

    text: str = ""
    maker: str = ""
    category: str = ""
    calibre: str = ""
    country: str = ""
    own: bool = False
    limit: int = MOST


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue of one open database. Nothing here writes; models are added by an act (`administering.Add`)."""

    store: Store

    def search(self, query: CatalogueQuery | None = None) -> tuple[CatalogueEntry, ...]:
        """The entries that fit, the likeliest first; where no word is found as typed, those that look like it."""
        asked = query or CatalogueQuery()
        fitting = [each for each in _matching_fields(self._entries(), asked) if each.own or not asked.own]
        words = [folded for word in asked.text.split() if (folded := spelling(word))]
        if not words:
            return tuple(fitting[: asked.limit])
        found = [each for each in fitting if all(word in _haystack(each) for word in words)]
        if not found:
            by_name = {each.name: each for each in fitting}
            found = [by_name[each.key] for each in self.match_model(asked.text) if each.key in by_name]
            return tuple(found[: asked.limit])
        whole = spelling(asked.text)
        return tuple(sorted(found, key=lambda each: _distance(each, whole))[: asked.limit])

    def entry(self, name: str) -> CatalogueEntry:
        """The entry of this name; refuses with `model.unknown`."""
        found = next((each for each in self._entries() if each.name == name), None)
        if found is None:
            raise Refused("model.unknown", model=name)
        return found

    def match_model(self, text: str, maker: str = "", calibre: str = "", category: str = "") -> tuple[Candidate, ...]:
        """The models, shipped and own, that a text may mean, best first."""
        from stockpile.reference.matching import Evidence  # a late import: only those who match pay for it

        return self._matcher().match(text, Evidence(maker, calibre, category))

    def match(self, field: Field | str, texts: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
        """For each text, what it may mean; for a whole column at once. Texts that mean nothing have no candidates."""
        from stockpile.reference import matching

        ways: Mapping[Field, Callable[[str], tuple[Candidate, ...]]] = {
            Field.MODEL: self._matcher().match,
            Field.MAKER: matching.match_maker,
            Field.CALIBRE: matching.match_calibre,
            Field.COUNTRY: matching.match_country,
            Field.CATEGORY: matching.match_category,
        }
        way = ways[Field(field)]
        return {text: way(text) for text in dict.fromkeys(texts)}

    def cluster(self, values: Mapping[str, int] | Iterable[str]) -> tuple[Cluster, ...]:
        """Groups of spellings of the same thing, for values that nothing in the catalogue is like."""
        from stockpile.reference.matching import cluster

        return cluster(values)

    def makers(self) -> tuple[str, ...]:
        """The makers by name, shipped and own, in the order of the alphabet."""
        own = {name for each in self._own() for name in each.makers}
        return tuple(sorted({*makers(), *own}, key=str.casefold))

    def calibres(self) -> tuple[str, ...]:
        """The calibres by code: those that a model of the catalogue is built in first, then the others."""
        used = {code for each in self._entries() for code in each.calibres}
        return (*sorted(used), *sorted(set(calibres()) - used))

    # -- what it is made of
    # ------------------------------------------------------------------------------------------------

    def _own(self) -> tuple[CatalogueEntry, ...]:
        """What the state says of models, but of those it has put out of use."""
        with self.store.reading() as reader:
            things = register.things(reader, "model")
        shipped = {each.name: each for each in models()} if things else {}
        return tuple(
            _as_asked(merged(name, shipped.get(name), things[name]))
            for name in sorted(things, key=str.casefold)
            if things[name].get("active", True)
        )

    def _entries(self) -> Sequence[CatalogueEntry]:
        own = self._own()
        return (*own, *_shipped_but(frozenset(each.name for each in own))) if own else _shipped()

    def _matcher(self) -> ModelMatcher:
        return _matcher(self._own())


@lru_cache(maxsize=1)
def _shipped() -> tuple[CatalogueEntry, ...]:
    ordered = sorted(models(), key=lambda each: each.name.casefold())
    return tuple(_as_asked(merged(each.name, each, {})) for each in ordered)


def _shipped_but(names: frozenset[str]) -> Iterable[CatalogueEntry]:
    return (each for each in _shipped() if each.name not in names)


def _as_asked(card: ModelCard) -> CatalogueEntry:
    return CatalogueEntry(
        name=card.key,
        own=bool(card.own),
        makers=card.makers,
        category=card.category,
        calibres=card.calibres,
        countries=card.countries,
        component=card.component,
        stock_numbers=card.stock_numbers,
        spellings=card.other_names,
        look_alikes=card.look_alikes,
        remark=card.remark,
    )


def _matching_fields(entries: Iterable[CatalogueEntry], asked: CatalogueQuery) -> Iterable[CatalogueEntry]:
    maker, country, category = read_maker(asked.maker), read_country(asked.country), read_category(asked.category)
    makers_wanted = {asked.maker, maker.name if maker else ""}
    countries_wanted = {asked.country, country.code if country else ""}
    calibres_wanted = {asked.calibre, read_calibre(asked.calibre).code}
    categories_wanted = {asked.category, category.value if category else ""}
    return (
        each
        for each in entries
        if (not asked.maker or makers_wanted & set(each.makers))
        and (not asked.country or countries_wanted & set(each.countries))
        and (not asked.calibre or calibres_wanted & set(each.calibres))
        and (not asked.category or each.category in categories_wanted)
    )


@lru_cache(maxsize=8192)
def _haystack(entry: CatalogueEntry) -> str:
    """All that an entry can be found by, folded; a stroke between, so that no word spans two of them."""
    known = [maker for name in entry.makers if (maker := read_maker(name)) is not None]
    states = [state for code in entry.countries if (state := read_country(code)) is not None]
    texts = (
        entry.name, *entry.spellings, *entry.makers, *(said for each in known for said in each.spellings),
        entry.category, *entry.calibres, *entry.stock_numbers, entry.component, entry.remark,
        *(name for each in states for name in each.names.values()),
    )  # fmt: skip
    return "|".join(map(spelling, texts))


def _distance(entry: CatalogueEntry, whole: str) -> tuple[int, str]:
    """How far an entry is from what was typed: named so, also named so, begins so, has it somewhere."""
    name, others = spelling(entry.name), [spelling(each) for each in entry.spellings]
    steps = (
        name == whole, whole in others, name.startswith(whole), any(each.startswith(whole) for each in others),
        whole in name,
    )  # fmt: skip
    return next((at for at, is_so in enumerate(steps) if is_so), len(steps)), entry.name.casefold()


@lru_cache(maxsize=2)
def _matcher(own: tuple[CatalogueEntry, ...]) -> ModelMatcher:
    """Matches to the shipped models and these; made again only when the state's own models have changed."""
    from stockpile.reference.matching import Known, ModelMatcher

    known = [*own, *_shipped_but(frozenset(each.name for each in own))]
    return ModelMatcher(
        Known(
            each.name,
            each.spellings,
            each.makers,
            each.calibres,
            Category(each.category) if each.category in set(Category) else None,
            each.stock_numbers,
        )
        for each in known
    )
