"""Countries, today's (ISO 3166-1) and former ones (ISO 3166-3), by any of their names (IX-04).

A weapon's country of manufacture may no longer exist. Today's states are stored by their two letters (`DE`), former
ones by their four (`SUHH`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from stockpile.reference.data import several, spelling, table

LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")


@dataclass(frozen=True, slots=True)
class Country:
    """One state.

    Attributes:
        code: `DE`, or of a former state `DDDE`.
        alpha3: `DEU`; of a former state the one it had (`DDR`).
        numeric: three digits; empty for former states.
        names: by language code, the six of the United Nations.
        first_year, last_year: lifetime of a former state; None for today's.
        successors: codes of the states of today that follow a former one.
    """

    code: str
    alpha3: str
    numeric: str
    names: MappingProxyType[str, str]
    first_year: int | None = None
    last_year: int | None = None
    successors: tuple[str, ...] = ()

    @property
    def former(self) -> bool:
        """Whether the state no longer exists."""
        return self.last_year is not None

    def name(self, language: str = "en") -> str:
        """The name in ``language``, else in English."""
        return self.names.get(language) or self.names["en"]

    def existed_in(self, year: int) -> bool:
        """Whether something made in ``year`` can have been made there; today's states are not doubted."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@cache
def countries() -> MappingProxyType[str, Country]:
    """All countries by code: today's first, then former ones."""
    found = {row["code"]: _country(row) for row in table("countries")}
    found.update({row["code"]: _former(row) for row in table("former_states")})
    return MappingProxyType(found)


def _names(row: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType({language: row[language] for language in LANGUAGES})


def _country(row: dict[str, str]) -> Country:
    return Country(row["code"], row["alpha3"], row["numeric"], _names(row))


def _former(row: dict[str, str]) -> Country:
    years = int(row["from"]), int(row["to"])
    return Country(row["code"], row["alpha3"], "", _names(row), *years, tuple(row["successors"].split()))


@cache
def _codes() -> dict[str, str]:
    """Codes by spelling; what is said first stays, so that `AI` is Anguilla and not the Afars."""
    found: dict[str, str] = {}
    rows = [*table("countries"), *table("former_states")]
    said: list[tuple[str, tuple[str, ...]]] = [(row["code"], (row["code"], row["alpha3"])) for row in rows]
    said += [(row["code"], (*several(row["spellings"]),)) for row in table("country_spellings")]
    said += [(row["code"], tuple(row[language] for language in LANGUAGES)) for row in rows]
    said += [(row["code"], several(row["spellings"])) for row in rows]
    said += [(row["code"], (row["alpha2"],)) for row in table("former_states")]
    said += [(row["code"], (row["numeric"],)) for row in table("countries")]
    for code, spellings in said:
        for written in filter(None, map(spelling, spellings)):
            found.setdefault(written, code)
            found.setdefault(_without_article(written) or written, code)  # `the Republic of ...`
    return found


_ARTICLES = ("the", "la", "le", "les", "el", "los", "las")


@lru_cache(maxsize=4096)
def country(text: str) -> Country | None:
    """The country that ``text`` names: a code of two, three or four letters or a name in any of the six languages.

    None where it is not known; nothing is guessed from parts of names.
    """
    plain = spelling(text)
    code = _codes().get(plain) or _codes().get(_without_article(plain))
    return countries()[code] if code else None


_SHORTEST_NAME = 4  # letters; what is left of `lao` without `la` is no name


def _without_article(plain: str) -> str:
    for article in _ARTICLES:
        rest = plain.removeprefix(article)
        if rest != plain and len(rest) >= _SHORTEST_NAME:
            return rest
    return ""
