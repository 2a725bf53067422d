"""Matching texts to the lists of this package: models, makers, calibres, countries, categories.

Each answers candidates with a score and a reason, best first; the text itself is never changed. `decided` says which
candidate may be taken without asking anybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from stockpile.reference.calibres import calibre, calibre_key, calibres
from stockpile.reference.candidates import Candidate, Reason, decided, ordered
from stockpile.reference.categories import LABELS
from stockpile.reference.categories import category as read_category
from stockpile.reference.clustering import Cluster, cluster
from stockpile.reference.countries import countries
from stockpile.reference.data import several, table
from stockpile.reference.makers import makers
from stockpile.reference.model_matching import Evidence, Known, ModelMatcher
from stockpile.reference.models import models
from stockpile.reference.spellings import Spellings

__all__ = [
    "Candidate",
    "Cluster",
    "Evidence",
    "Known",
    "ModelMatcher",
    "Reason",
    "cluster",
    "decided",
    "match_calibre",
    "match_category",
    "match_country",
    "match_maker",
    "match_model",
    "shipped_models",
]

LIMIT = 8
_BORE = re.compile(r"(?P<inches>\.\d{2,3})|(?P<metric>\d{1,3}(?:[.,]\d{1,3})?)")
_OF_THE_BORE = 0.6
_LEGAL = re.compile(
    r"\b(?:inc|incorporated|ltd|limited|llc|co|corp|corporation|company|gmbh|ag|kg|s\.?a\.?|s\.?p\.?a\.?|s\.?r\.?l|"
    r"a\.?s|oy|ab|plc|mfg|manufacturing|arms|firearms|factory|works|ооо|оао|ао|зао)\b\.?",
    re.IGNORECASE,
)


def match_model(text: str, maker: str = "", calibre: str = "", category: str = "") -> tuple[Candidate, ...]:
    """The models of the shipped catalogue that ``text`` may mean; what else is known of the piece weighs in."""
    return shipped_models().match(text, Evidence(maker, calibre, category))


def match_maker(text: str) -> tuple[Candidate, ...]:
    """The makers that ``text`` may mean; `Co.`, `Ltd`, `GmbH` and the like make no difference."""
    return _match(_makers(), text, lambda: _LEGAL.sub(" ", text))


def match_country(text: str) -> tuple[Candidate, ...]:
    """The countries, of today and former ones, that ``text`` may mean."""
    return _match(_countries(), text)


def match_category(text: str) -> tuple[Candidate, ...]:
    """The categories that ``text`` may mean, by their words in six languages."""
    exact = read_category(text)
    if exact is not None:
        return (Candidate(exact.value, 1.0, Reason.EXACT, text.strip()),)
    return _match(_categories(), text)


def match_calibre(text: str) -> tuple[Candidate, ...]:
    """The calibres that ``text`` may mean. A bore alone gives every calibre of that bore that a model is built in."""
    exact = calibre(text)
    if exact.exact:
        same = exact.code.casefold() == text.strip().casefold()
        return (Candidate(exact.code, 1.0 if same else 0.97, Reason.EXACT if same else Reason.FOLDED, text.strip()),)
    if not exact.text.strip():
        return ()
    found = [each for each in _calibres().like(text, LIMIT) if each.score > _OF_THE_BORE]
    used = _used_of_bore().get(bore_of(text), ())
    of_the_bore = (
        Candidate(code, round(_OF_THE_BORE - 0.02 * at, 3), Reason.BORE, code) for at, code in enumerate(used[:LIMIT])
    )
    return ordered(found or of_the_bore, LIMIT)


@cache
def shipped_models() -> ModelMatcher:
    """The models that come with the program, ready to be asked."""
    return ModelMatcher(
        Known(each.name, each.spellings, each.makers, each.calibres, each.category, each.stock_numbers)
        for each in models()
    )


def bore_of(text: str) -> str:
    """The bore that a text begins with: `7.62`, `.45`; empty where there is none."""
    found = _BORE.search(text)
    return (found["inches"] or found["metric"].replace(",", ".")) if found else ""


def _match(things: Spellings, text: str, otherwise: Callable[[], str] = str) -> tuple[Candidate, ...]:
    if not text.strip():
        return ()
    found = things.named(text) or things.named(otherwise()) or things.like(text, LIMIT)
    return ordered(found, LIMIT)


@cache
def _makers() -> Spellings:
    return Spellings((each.name, each.spellings) for each in makers().values())


@cache
def _countries() -> Spellings:
    more = {row["code"]: several(row["spellings"]) for row in table("country_spellings")}
    return Spellings((code, _country_spellings(code, more)) for code in countries())


def _country_spellings(code: str, more: dict[str, tuple[str, ...]]) -> Iterable[str]:
    country = countries()[code]
    return (country.alpha3, *country.names.values(), *more.get(code, ()))


@cache
def _categories() -> Spellings:
    spelt = {row["category"]: several(row["spellings"]) for row in table("category_spellings")}
    return Spellings((each.value, spelt.get(each.value, ())) for each in LABELS)


@cache
def _calibres() -> Spellings:
    return Spellings(((row["code"], several(row["spellings"])) for row in table("calibres")), calibre_key)


@cache
def _used_of_bore() -> dict[str, tuple[str, ...]]:
    """By bore, the calibres that models of the catalogue are built in, those of the most models first."""
    used = Counter(code for each in models() for code in each.calibres)
    found: dict[str, list[str]] = {}
    for code in sorted(used, key=lambda each: (-used[each], each)):
        if code in calibres():
            found.setdefault(bore_of(code), []).append(code)
    return {bore: tuple(codes) for bore, codes in found.items()}
