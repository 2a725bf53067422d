"""Code lists as a screen offers them: code and name, in the language of whoever chooses."""

from __future__ import annotations

from stockpile.reference.countries import countries


def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every country, today's by name and former ones after them."""
    known = sorted(countries().values(), key=lambda each: (each.former, each.name(language).casefold()))
    return tuple((each.code, each.name(language)) for each in known)
