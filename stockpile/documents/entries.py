"""What a voucher of administration says of sites, officers, holders, places, models and rules, in words."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.documents.words import Words, value_in_words
from stockpile.domain.voucher import Line
from stockpile.language import listed, marked
from stockpile.wording_of_rules import RULES

LABELS: Mapping[str, str] = {
    "name": marked("Name"),
    "country": marked("Country"),
    "force": marked("Force or agency"),
    "address": marked("Address"),
    "contact": marked("Contact"),
    "remark": marked("Remark"),
    "site": marked("Site"),
    "sort": marked("Sort"),
    "capacity": marked("Room for so many weapons"),
    "active": marked("In use"),
    "rank": marked("Rank"),
    "roles": marked("Roles"),
    "key": marked("Key"),
    "unit": marked("Unit"),
    "number": marked("Service number"),
    "model": marked("Model"),
    "maker": marked("Maker"),
    "category": marked("Category"),
    "calibre": marked("Calibre"),
    "essential_component": marked("Essential component"),
    "nsn": marked("Stock numbers"),
    "other_names": marked("Other names"),
    "parts": marked("Parts"),
    "features": marked("What one sees"),
    "look_alikes": marked("Do not confuse with"),
    "marks": marked("Typical marks"),
    "pictures": marked("Pictures"),
    "origin": marked("Ledger"),
    **{name: rule.title for name, rule in RULES.items()},
}
_NOT_SHOWN = frozenset({"paper_certificate", "public_key"})
_AS_WRITTEN = frozenset({"name", "key", "number", "model", "nsn", "other_names", "look_alikes", "calibre", "origin"})


def entry_in_words(line: Line, words: Words) -> str:
    """What one line says: each field by its label; what was cleared says so."""
    told = (
        words("{field}: {value}").format(field=words(LABELS.get(name, name)), value=_value(name, value, words))
        for name, value in line.set.items()
        if name not in _NOT_SHOWN
    )
    return words("; ").join(told)


def _value(name: str, value: object, words: Words) -> str:
    if value in ("", None, [], ()):
        return words("nothing any more")
    if isinstance(value, (list, tuple)):
        return listed((_value(name, each, words) for each in value), words)
    if isinstance(value, Mapping):
        return _part(value, words)
    return str(value) if name in _AS_WRITTEN else value_in_words(value, words)


def _part(said: Mapping[str, object], words: Words) -> str:
    """A mark by its place and text; a picture by what it shows and the beginning of its hash."""
    if "sha256" in said:
        return words("{caption} (SHA-256 {begins}…)").format(
            caption=said.get("caption") or words("picture"), begins=str(said["sha256"])[:16]
        )
    return ": ".join(str(said[name]) for name in ("place", "text") if said.get(name))
