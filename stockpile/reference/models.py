"""The catalogue of models that comes with the program, from public general knowledge; a state adds its own.

Nothing here says who made a given piece: several makers built the same model, so the maker is never derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from stockpile.domain.category import Category
from stockpile.reference.data import cells, several, spelling, table


@dataclass(frozen=True, slots=True)
class Model:
    """One model.

    Attributes:
        name: its usual name.
        makers: who built it, where known.
        category: of the International Tracing Instrument.
        calibres: codes; one, or several where it was built in several.
        country: where it was designed, code; not where a piece was made. Empty for what is made by hand everywhere.
        countries: where it was or is made, codes of today and of former states.
        component: the essential component that carries the unique mark (MK-03).
        stock_numbers: public NATO stock numbers, with hyphens.
        spellings: other names and designations.
        look_alikes: names of models that are easily taken for it.
    """

    name: str
    makers: tuple[str, ...]
    category: Category
    calibres: tuple[str, ...]
    country: str
    countries: tuple[str, ...]
    component: str
    stock_numbers: tuple[str, ...]
    spellings: tuple[str, ...]
    look_alikes: tuple[str, ...]


@cache
def models() -> tuple[Model, ...]:
    """The whole catalogue."""
    rows = cells("models")
    next(rows)  # the headings; the fields of `Model` stand in their order
    categories = {each.value: each for each in Category}
    return tuple(
        Model(
            name=name,
            makers=several(makers),
            category=categories[category],
            calibres=several(calibres),
            country=country,
            countries=several(countries) or several(country),
            component=component,
            stock_numbers=several(stock_numbers),
            spellings=several(spellings),
            look_alikes=several(look_alikes),
        )
        for name, makers, category, calibres, country, countries, component, stock_numbers, spellings, look_alikes in rows
    )


@cache
def _spelt() -> dict[str, Model | None]:
    """Models by spelling; None where one spelling means several. A model's own name beats another's nickname."""
    found: dict[str, Model | None] = {}
    for entry in models():
        for each in entry.spellings:
            folded = spelling(each)
            found[folded] = None if folded in found else entry
    named = {spelling(entry.name): entry for entry in models()}
    found.update(named)
    makers = {name: spelling(name) for entry in models() for name in entry.makers}
    for folded, entry in named.items():
        for name in entry.makers:
            found.setdefault(makers[name] + folded, entry)
    return found


@cache
def _numbered() -> dict[str, Model]:
    return {number: entry for entry in models() for number in entry.stock_numbers}


@lru_cache(maxsize=8192)
def model(text: str) -> Model | None:
    """The model that ``text`` names, with or without its maker; None where it is unknown or could be several."""
    return _spelt().get(spelling(text))


def models_named(text: str) -> tuple[Model, ...]:
    """Every model that bears this designation: several where it is declared to mean several."""
    shared = _shared().get(spelling(text))
    if shared is not None:
        return shared
    found = model(text)
    return (found,) if found is not None else ()


@cache
def _shared() -> dict[str, tuple[Model, ...]]:
    by_name = {entry.name: entry for entry in models()}
    return {
        spelling(row["spelling"]): tuple(by_name[name] for name in several(row["models"]))
        for row in table("ambiguous_spellings")
    }


def model_of(stock_number: str) -> Model | None:
    """The model that a NATO stock number (with hyphens) stands for."""
    return _numbered().get(stock_number)
