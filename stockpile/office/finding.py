"""The search from anywhere: what a few letters, or a scanned code, may mean among all that is kept."""

from __future__ import annotations

import heapq
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.domain.serials import fold
from stockpile.domain.voucher import Voucher, reference, split_reference
from stockpile.storage import finding, journal, register
from stockpile.storage.finding import Hits, Thing
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

SHOWN = 5  # of a group
_PAPER_CODE = re.compile(  # of a voucher's paper, or of a weapon's card, which names the weapon first
    r"STOCKPILE/1 (?:([A-Z0-9_-]+-W\d{7,}) )?(?:[A-Z0-9_-]+/)?([A-Z]{3} \d{4}-\d{6}) STOCKPILE/([A-Z0-9_-]+)/[0-9A-F]{8} \d+:.*",
    re.DOTALL,
)
_VOUCHER = re.compile(r"(?:[A-Z0-9_-]+/)?[A-Z]{3} \d{4}-\d{6}")
_BREAK = "\n"
_SAID = ("name", "model", "maker", "other_names", "nsn")  # of a thing's state, beside its key


class Group(StrEnum):
    """What is looked through, in the order in which it is shown."""

    WEAPONS = "weapons"
    VOUCHERS = "vouchers"
    PEOPLE = "people"
    PLACES = "places"
    MODELS = "models"


_GROUPS = {
    "officer": Group.PEOPLE,
    "holder": Group.PEOPLE,
    "site": Group.PLACES,
    "location": Group.PLACES,
    "model": Group.MODELS,
}

Hit = WeaponRow | Voucher | Thing


@dataclass(frozen=True, slots=True)
class Found:
    """One group's answer: the best hits, and how many there are (`more`: at least so many)."""

    group: Group
    hits: tuple[Hit, ...]
    count: int

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > finding.COUNTED


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanned code names: one of these, or none of them, where several weapons or nothing carry it."""

    weapon: str = ""
    voucher: str = ""
    thing: Thing | None = None
    weapons: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """A thing with what it is found by: each whole name between two breaks, each word after one; see `_plain`."""

    thing: Thing
    names: str


class Finding:
    """Finds in one open database. What acts refer to is kept between two questions, until something of it changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._known: Mapping[Group, tuple[_Known, ...]] = {}

    def everything(self, text: str, site: str = "", limit: int = SHOWN) -> tuple[Found, ...]:
        """The groups in which something was found; one that holds exactly what was typed comes first.

        ``site``: only what is there; a voucher that is named with its site is found all the same.
        """
        if not fold(text):
            return ()
        with self._store.reading() as reader:
            weapons = finding.weapons(reader, text, site, limit)
            vouchers = finding.vouchers(reader, text, site, limit)
            known = self._things(reader)
        found = [_found(Group.WEAPONS, weapons), _found(Group.VOUCHERS, vouchers)]
        found += [_found(group, _matching(things, text, site, limit)) for group, things in known.items()]
        there = [each for each in found if each.hits]
        return tuple(sorted(there, key=lambda each: not _names(each, text)))  # stable: else in their own order

    def scanned(self, text: str) -> Scanned:
        """What a code names: a weapon by id or serial number, a voucher by number or by the code on its paper, a
        person, place or model by its name in the ledger.

        Raises:
            Refused: `scan.unknown`.
        """
        said = paper_named(text) or text.strip()
        with self._store.reading() as reader:
            named = _voucher_of(reader, said)
            if named:
                return Scanned(voucher=named)
            weapons = register.resolve(reader, said)
            if weapons:
                return Scanned(weapon=weapons[0] if len(weapons) == 1 else "", weapons=len(weapons))
            known = [each.thing for group in self._things(reader).values() for each in group if _is(each.thing, said)]
        if not known:
            raise Refused("scan.unknown", text=said)
        return Scanned(thing=known[0])

    def forget(self) -> None:
        """Keep nothing in memory: nobody is at the desk."""
        with self._lock:
            self._stamp, self._known = None, {}

    def _things(self, reader: Reader) -> Mapping[Group, tuple[_Known, ...]]:
        stamp = finding.things_stamp(reader)
        with self._lock:
            if stamp != self._stamp:
                things = [_knowable(each) for each in finding.things(reader) if each.kind in _GROUPS]
                self._known = {
                    group: tuple(each for each in things if _GROUPS[each.thing.kind] is group)
                    for group in (Group.PEOPLE, Group.PLACES, Group.MODELS)
                }
                self._stamp = stamp
            return self._known


def paper_named(text: str) -> str:
    """The reference that the code on a paper says, of a card the weapon's id, for finding it; what it says is not
    verified here. Else empty."""
    said = _PAPER_CODE.fullmatch(text.strip().upper())
    if said is None:
        return ""
    return said[1] or reference(said[3], said[2])


def _voucher_of(reader: Reader, said: str) -> str:
    """The reference of the one voucher that is named; empty where it names none, or several."""
    if not _VOUCHER.fullmatch(said.upper()):
        return ""
    site, number = split_reference(said.upper())
    numbered = journal.by_number(reader, number)
    # the letters of a code on paper know no low line; see `sealing.qr`
    found = [each.reference for each in numbered if site in ("", each.site, each.site.replace("_", "-"))]
    return found[0] if len(found) == 1 else ""


# -- what acts refer to ------------------------------------------------------------------------------------------------


def _knowable(thing: Thing) -> _Known:
    said = [thing.key, *(text for name in _SAID for text in _texts(thing.state.get(name)))]
    if maker := thing.state.get("maker"):
        said.append(f"{maker} {thing.state.get('model') or thing.key}")
    words = [word for each in said for word in each.replace("/", " ").split()]
    names = (f"{_BREAK}{_plain(each)}" for each in dict.fromkeys((*said, *words)))
    return _Known(thing, "".join(names) + _BREAK)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)] if value else []


def _plain(text: str) -> str:
    """A name as it is compared: no case, accents, blanks or signs. Letters stay letters: `ISS` is not `155` here."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in spread if each.isalnum())


def _matching(known: Sequence[_Known], typed: str, site: str, limit: int) -> Hits[Thing]:
    """Those that carry what was typed: whole before beginning, beginning before somewhere inside."""
    key = _plain(typed)
    if not key:
        return Hits()
    asked = key if len(key) > 1 else _BREAK + key  # one letter is in nearly everything
    hits = [each for each in known if asked in each.names and _at(each.thing, site)]
    best = heapq.nsmallest(limit, hits, key=lambda each: (_rank(each, key), each.thing.kind, each.thing.key))
    return Hits(tuple(each.thing for each in best), len(hits))


def _rank(known: _Known, key: str) -> int:
    if f"{_BREAK}{key}{_BREAK}" in known.names:
        return 0
    return 1 if f"{_BREAK}{key}" in known.names else 2


def _at(thing: Thing, site: str) -> bool:
    """What belongs to no site belongs to all; sites themselves are found from everywhere."""
    return not site or thing.kind == "site" or str(thing.state.get("site") or site) == site


def _is(thing: Thing, named: str) -> bool:
    return thing.key.upper() == named.upper()


def _found(group: Group, hits: Hits[WeaponRow] | Hits[Voucher] | Hits[Thing]) -> Found:
    return Found(group, hits.rows, hits.count)


def _names(found: Found, typed: str) -> bool:
    """Whether its first hit is exactly what was typed."""
    first, named = found.hits[0], typed.strip().upper()
    if isinstance(first, WeaponRow):
        return first.id == named or fold(first.serial) == fold(typed)
    if isinstance(first, Voucher):
        return named in (first.number, first.reference)
    return _plain(typed) in (_plain(first.key), _plain(str(first.state.get("name") or first.state.get("model") or "")))
