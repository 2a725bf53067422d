"""The words for categories: what people are shown, and what they write in their own lists."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType

from stockpile.domain.category import Category, ItiClass
from stockpile.language import marked, names_by_words
from stockpile.reference.data import several, spelling, table

# Spoken with `stockpile.language._` where they are shown.
LABELS = MappingProxyType(
    {
        Category.PISTOL: marked("Revolver or self-loading pistol"),
        Category.RIFLE: marked("Rifle or carbine"),
        Category.SUB_MACHINE_GUN: marked("Sub-machine gun"),
        Category.ASSAULT_RIFLE: marked("Assault rifle"),
        Category.LIGHT_MACHINE_GUN: marked("Light machine gun"),
        Category.HEAVY_MACHINE_GUN: marked("Heavy machine gun"),
        Category.GRENADE_LAUNCHER: marked("Hand-held, under-barrel or mounted grenade launcher"),
        Category.ANTI_AIRCRAFT_GUN: marked("Portable anti-aircraft gun"),
        Category.ANTI_TANK_GUN: marked("Portable anti-tank gun"),
        Category.RECOILLESS_RIFLE: marked("Recoilless rifle"),
        Category.ANTI_TANK_LAUNCHER: marked("Portable launcher of anti-tank missile or rocket systems"),
        Category.ANTI_AIRCRAFT_LAUNCHER: marked("Portable launcher of anti-aircraft missile systems"),
        Category.MORTAR: marked("Mortar of calibre under 100 mm"),
        Category.OTHER: marked("Other"),
    }
)
CLASS_LABELS = MappingProxyType(
    {ItiClass.SMALL_ARM: marked("Small arm"), ItiClass.LIGHT_WEAPON: marked("Light weapon")},
)


@cache
def _spelt() -> dict[str, Category]:
    found = {spelling(each.value): each for each in Category}
    for row in table("category_spellings"):
        for written in several(row["spellings"]):
            found.setdefault(spelling(written), Category(row["category"]))
    return found


@lru_cache(maxsize=4096)
def category(text: str) -> Category | None:
    """The category that ``text`` names, in any of the six languages; None where it is not known."""
    return _spelt().get(spelling(text)) or _shown().get(text.strip().casefold())


@cache
def _shown() -> dict[str, Category]:
    """By the words on our own screens and lists: what is exported can be read again."""
    return {words: Category(name) for words, name in names_by_words(Category).items()}
