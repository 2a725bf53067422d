"""Countries as people say them: the name in their language, and the code beside it where the record has the code."""

from __future__ import annotations

from stockpile.language import _
from stockpile.reference.countries import countries
from ui.words import straight


def country_words(code: str, language: str) -> str:
    """A country by its name; a code that is on no list stands for itself."""
    known = countries().get(code)
    return known.name(language) if known is not None else straight(code)


def country_and_code(code: str, language: str) -> str:
    """A country by its name, with the code that is in the record; a code that is on no list stands for itself."""
    if code not in countries():
        return straight(code)
    return _("{name} ({code})").format(name=country_words(code, language), code=straight(code))
