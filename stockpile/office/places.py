"""Places and those who hold weapons, with what is there: for the screens and lists of administration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stockpile.domain.people import Site, site
from stockpile.domain.state import State, text
from stockpile.storage import occupancy, overview, register
from stockpile.storage.occupancy import Occupied
from stockpile.storage.store import Store


@dataclass(frozen=True, slots=True)
class SiteCard:
    """A site, with what its ledger holds. ``at_home``: whether that ledger is written in this database."""

    site: Site
    state: State
    weapons: int
    vouchers: int
    at_home: bool


@dataclass(frozen=True, slots=True)
class LocationCard:
    """A location and how full it is.

    Attributes:
        path: from its site, `HQ/A/1`. parent: the path it lies in; empty under the site itself.
        known: whether it was ever added; else it is only named on weapons.
        here: weapons that have their place just here. weapons: here and below. out: how many of those are issued.
        capacity: None where nobody set one.
    """

    path: str
    site: str
    parent: str
    name: str = ""
    sort: str = ""
    remark: str = ""
    capacity: int | None = None
    active: bool = True
    known: bool = True
    here: int = 0
    weapons: int = 0
    out: int = 0

    @property
    def over(self) -> int:
        """How many weapons more than there is room for."""
        return max(0, self.weapons - self.capacity) if self.capacity is not None else 0


@dataclass(frozen=True, slots=True)
class HolderCard:
    """A person or unit, and how many weapons they have."""

    key: str
    state: State
    weapons: int
    known: bool = True

    @property
    def active(self) -> bool:
        """Whether weapons may be issued to them."""
        return bool(self.state.get("active", True))


@dataclass(frozen=True, slots=True)
class Places:
    """Sites, locations and holders of an open database."""

    store: Store

    def sites(self) -> tuple[SiteCard, ...]:
        """All sites, by code."""
        with self.store.reading() as reader:
            weapons = occupancy.by_site(reader)
            vouchers = {code: count for code, count, _sealed, _note in overview.heads(reader)}
            return tuple(
                SiteCard(site(code, state), state, weapons.get(code, 0), vouchers.get(code, 0), code in vouchers)
                for code, state in register.things(reader, "site").items()
            )

    def locations(self, site_code: str = "") -> tuple[LocationCard, ...]:
        """The tree of locations, parents before what lies in them; also those that are only named on weapons."""
        with self.store.reading() as reader:
            states = register.things(reader, "location")
            occupied = occupancy.by_location(reader, site_code)
        theirs = {path: state for path, state in states.items() if site_code in ("", _site_of(path, state))}
        return _tree(theirs, occupied)

    def holders(self, site_code: str = "") -> tuple[HolderCard, ...]:
        """All holders, by key; also those that are only named on weapons."""
        with self.store.reading() as reader:
            states = register.things(reader, "holder")
            weapons = occupancy.by_holder(reader)
        cards = [HolderCard(key, state, weapons.get(key, 0)) for key, state in states.items()]
        cards += [HolderCard(key, {}, count, known=False) for key, count in weapons.items() if key not in states]
        fitting = (
            each
            for each in cards
            if "" in (site_code, text(each.state, "site")) or text(each.state, "site") == site_code
        )
        return tuple(sorted(fitting, key=lambda each: each.key))


def _site_of(path: str, state: State) -> str:
    return text(state, "site") or path.partition("/")[0]


Cards = dict[tuple[str, str], LocationCard]  # by site and path: two sites may name a place alike


def _tree(states: Mapping[str, State], occupied: Iterable[Occupied]) -> tuple[LocationCard, ...]:
    cards: Cards = {(_site_of(path, state), path): _card(path, state) for path, state in states.items()}
    for each in occupied:
        at = (each.site, each.path)
        card = cards.get(at) or LocationCard(each.path, each.site, _above(each.path, each.site), known=False)
        cards[at] = replace(card, here=each.weapons, out=each.out)
    for card in list(cards.values()):
        _name_above(cards, card)
    totals = _totals(cards)
    made = (replace(card, weapons=totals[at][0], out=totals[at][1]) for at, card in cards.items())
    return tuple(sorted(made, key=lambda each: (each.site, _natural(each.path))))


def _totals(cards: Cards) -> dict[tuple[str, str], tuple[int, int]]:
    """Weapons, and how many of them are out, with all that lie below."""
    totals = {at: (card.here, card.out) for at, card in cards.items()}
    for at in sorted(cards, key=lambda each: each[1].count("/"), reverse=True):
        above = (at[0], cards[at].parent)
        if above in totals:
            totals[above] = (totals[above][0] + totals[at][0], totals[above][1] + totals[at][1])
    return totals


def _card(path: str, state: State) -> LocationCard:
    room = state.get("capacity")
    site_code = _site_of(path, state)
    return LocationCard(
        path=path,
        site=site_code,
        parent=_above(path, site_code),
        name=text(state, "name"),
        sort=text(state, "sort"),
        remark=text(state, "remark"),
        capacity=room if isinstance(room, int) else None,
        active=bool(state.get("active", True)),
    )


def _name_above(cards: Cards, card: LocationCard) -> None:
    """Every location that a path passes through stands in the tree, known or not."""
    parent = card.parent
    while parent and (card.site, parent) not in cards:
        cards[card.site, parent] = LocationCard(parent, card.site, _above(parent, card.site), known=False)
        parent = cards[card.site, parent].parent


def _above(path: str, site_code: str) -> str:
    above = path.rpartition("/")[0]
    return "" if above == site_code else above


def _natural(path: str) -> tuple[tuple[int, int, str], ...]:
    """Rack 2 before rack 10, and what lies in a place right after it."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in path.split("/"))
