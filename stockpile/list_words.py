"""The headings of a list of the register, as the window shows and exports them, and their way back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from stockpile.domain.category import Category
from stockpile.domain.standing import Condition, Disposal, Standing
from stockpile.flags import FLAGS
from stockpile.language import marked, names_by_words

ID_HEADING = "Stockpile id"  # in every language: by it the program knows its own list again
# By the field of a weapon.
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "standing": marked("Standing"),
        "serial": marked("Serial number"),
        "model": marked("Model"),
        "maker": marked("Maker"),
        "calibre": marked("Calibre"),
        "category": marked("Category"),
        "site": marked("Site"),
        "location": marked("Location"),
        "holder": marked("Holder"),
        "condition": marked("Condition"),
        "id": marked("Stockpile id"),
        "asset_number": marked("Asset number"),
        "country": marked("Country"),
        "nsn": marked("NSN"),
        "year": marked("Year"),
        "received_on": marked("Received on"),
        "issued_until": marked("Due back"),
        "flags": marked("Not in order"),
        "disposal": marked("Disposal"),
        "dossier": marked("Dossier"),
        "consignment": marked("Consignment"),
        "receipt": marked("Receipt"),
    }
)
_STORED = {"standing": Standing, "category": Category, "condition": Condition, "disposal": Disposal}


@cache
def fields_by_heading() -> Mapping[str, str]:
    """Fields by the words of their headings in any language, in small letters."""
    by_heading = {heading: field for field, heading in HEADINGS.items()}
    found = {words: by_heading[heading] for words, heading in names_by_words(by_heading).items()}
    return MappingProxyType(found | {ID_HEADING.casefold(): "id"})


def stored(field: str, text: str) -> str:
    """What a cell of a list says, in stored names where the field has such; else the text. Flags as `flags.flag_words` has
    them in English, in their order."""
    text = text.strip()
    if field == "flags":
        parts = text.replace("،", ",").split(",")
        return ", ".join(sorted(_flags().get(part.strip().casefold(), part.strip()) for part in parts if part.strip()))
    return _names(field).get(text.casefold(), text) if field in _STORED else text


@cache
def _names(field: str) -> Mapping[str, str]:
    return names_by_words(each.value for each in _STORED[field] if each.value)


@cache
def _flags() -> Mapping[str, str]:
    return names_by_words({words for words, _advice in FLAGS.values()})
