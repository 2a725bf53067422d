"""The one catalogue of words (gettext), for screens, papers and command line.

`_` marks a text and gives it in the current language; texts are looked up when they are spoken, never at import,
so that the language can change while the program runs. Serial numbers, voucher numbers and codes
never pass through here.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path

DOMAIN = "stockpile"
SOURCE = "en"  # the language of the code
LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")  # the six of the United Nations

_current: gettext.NullTranslations = gettext.NullTranslations()


def locale_folder() -> Path:
    """Where the compiled catalogues are."""
    return Path(str(resources.files("resources"))) / "locale"


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of ``language``; English, the language of the code, where there is none yet."""
    return gettext.translation(DOMAIN, locale_folder(), languages=[language], fallback=True)


def spoken() -> tuple[str, ...]:
    """The languages whose words are complete; the others fall back to English text by text."""
    there = (each for each in LANGUAGES if gettext.find(DOMAIN, locale_folder(), languages=[each]))
    return (SOURCE, *there)


def names_by_words(names: Iterable[str]) -> dict[str, str]:
    """Stored names by the words that people are shown for them, in small letters, in every language that is spoken."""
    catalogues = [translations(language) for language in spoken()]
    return {catalogue.gettext(name).casefold(): name for name in names for catalogue in catalogues}


def use(language: str) -> None:
    """Speak ``language`` (a code such as ``fr``) from now on."""
    global _current  # noqa: PLW0603 - the one language of the running program
    _current = translations(language)


def _(text: str) -> str:
    return _current.gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a text that goes with ``count``."""
    return _current.ngettext(singular, plural, count)


def listed(said: Iterable[str], words: Callable[[str], str] = _) -> str:
    """Several things one after the other, parted as the language parts them."""
    return words(", ").join(said)


def marked(text: str) -> str:
    """Mark a text for extraction where it is written down, to be spoken later with `_`."""
    return text


def counted(singular: str, plural: str) -> tuple[str, str]:
    """Mark both forms of a text for extraction where they are written down, to be spoken later with `ngettext`."""
    return singular, plural
