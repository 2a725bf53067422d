"""Makers by their many spellings. The text in a record stays as it was written; this only recognises it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from stockpile.reference.data import several, spelling, table


@dataclass(frozen=True, slots=True)
class Maker:
    """A manufacturer: its usual name, the country of its seat, other spellings."""

    name: str
    country: str
    spellings: tuple[str, ...] = ()


@cache
def makers() -> MappingProxyType[str, Maker]:
    """All makers by name."""
    rows = table("makers")
    return MappingProxyType(
        {row["maker"]: Maker(row["maker"], row["country"], several(row["spellings"])) for row in rows}
    )


@cache
def _spelt() -> dict[str, Maker]:
    found = {spelling(maker.name): maker for maker in makers().values()}
    for maker in makers().values():
        for written in maker.spellings:
            found.setdefault(spelling(written), maker)
    return found


@lru_cache(maxsize=4096)
def maker(text: str) -> Maker | None:
    """The maker that ``text`` names, or None."""
    return _spelt().get(spelling(text))


@cache
def maker_beginnings() -> frozenset[str]:
    """The first words of all makers' spellings, folded: a text in which none of them stands names no maker."""
    written = (each for maker in makers().values() for each in (maker.name, *maker.spellings))
    return frozenset(folded for text in written for folded in (spelling(text.split()[0]), spelling(text)))
