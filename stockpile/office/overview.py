"""The overview: what waits, what there is, what changed, and how the ledgers stand.

What is counted stands until the next voucher is recorded, and is counted once until then.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.standing import HELD, Disposal, Standing
from stockpile.domain.voucher import Kind, Voucher, read_time, stored_time
from stockpile.office.browsing import Browsing
from stockpile.office.kept import Kept
from stockpile.office.ledgers import Ledgers, LedgersState
from stockpile.office.sessions import Session
from stockpile.office.todo import HERE, Asked, Item, items
from stockpile.storage import glance
from stockpile.storage.glance import Holding
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

LAST_VISIT = "last-visit"
_FIRST_LOOK = timedelta(days=7)  # who was never here is shown so much
_MOST = 2_000  # vouchers looked at for what changed
_YEAR = re.compile(r"\d{4}", re.ASCII)
_HELD = frozenset(each.value for each in HELD)


@dataclass(frozen=True, slots=True)
class Count:
    """So many weapons: what they have in common, and the filter that lists them. ``key``: empty where nothing is said."""

    key: str
    count: int
    where: WeaponFilter


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is.

    Attributes:
        recorded: how many weapons were ever recorded; held: how many are held now.
        standings: of all that were recorded. categories, decades (of manufacture), disposals: of those held.
        sites: of those held, every site.
    """

    recorded: int
    held: int
    standings: tuple[Count, ...]
    categories: tuple[Count, ...]
    decades: tuple[Count, ...]
    disposals: tuple[Count, ...]
    sites: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one officer recorded of one kind: how many vouchers and lines, and their references, the newest first."""

    kind: Kind
    officer: str
    name: str
    vouchers: int
    lines: int
    references: tuple[str, ...]
    latest: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What was recorded since a moment. ``first``: the officer was never here. ``total``: of vouchers; only the newest
    are in ``groups`` where there are very many."""

    since: datetime
    first: bool
    groups: tuple[Change, ...]
    total: int


class Overview:
    """What can be asked for the overview of an open database."""

    def __init__(
        self, store: Store, browsing: Browsing, kept: Kept, ledgers: Ledgers, now: Callable[[], datetime]
    ) -> None:
        self._store, self._browsing, self._kept, self._ledgers, self._now = store, browsing, kept, ledgers, now
        self._lock = threading.Lock()
        self._counted: tuple[int, tuple[Holding, ...]] = (-1, ())

    def todo(self, site: str = "") -> list[Item]:
        """What waits at a site (empty: at all of them), what presses most first."""
        state = self._ledgers.state()
        with self._store.reading() as reader:
            held = [each for each in self._holdings(reader, site) if each.standing in _HELD]
            return items(Asked(reader, site, held, state, self._now()))

    def holdings(self, site: str = "") -> Holdings:
        """What there is at a site (empty: at all of them)."""
        with self._store.reading() as reader:
            everything = self._holdings(reader, "")
        here = [each for each in everything if site in ("", each.site)]
        held = [each for each in here if each.standing in _HELD]
        return Holdings(
            recorded=_total(here),
            held=_total(held),
            standings=_counts(here, lambda each: each.standing, lambda key: WeaponFilter(site=site, standing=key)),
            categories=_counts(held, lambda each: each.category, lambda key: _category(site, key)),
            decades=tuple(
                sorted(_counts(held, _decade, lambda key: _made_in(site, key)), key=lambda each: each.key or "9")
            ),
            disposals=_disposals(held, site),
            sites=_counts(
                (each for each in everything if each.standing in _HELD),
                lambda each: each.site,
                lambda key: WeaponFilter(site=key, conditions=(HERE,)),
            ),
        )

    def changes(self, by: Session, site: str = "") -> Changes:
        """What was recorded at a site (empty: at all of them) since the officer was last here."""
        moment, last = self._last_visit(by)
        with self._store.reading() as reader:
            if moment is None:
                since = self._now() - _FIRST_LOOK
                place = glance.last_before(reader, since)
            else:  # an older copy that was put back has fewer vouchers than were seen
                since, place = moment, last if last <= glance.newest(reader) else glance.last_before(reader, moment)
            vouchers, total = glance.since(reader, place, site, _MOST)
        return Changes(since, moment is None, _grouped(vouchers), total)

    def leave(self, by: Session) -> None:
        """The officer leaves the desk: what is recorded from now on is new to them."""
        with self._store.reading() as reader:
            newest = glance.newest(reader)
        self._kept.put(by, LAST_VISIT, json.dumps({"at": stored_time(self._now()), "voucher": newest}))

    def ledger_state(self) -> LedgersState:
        """Of every ledger: sealed, verified, taken out when; and the last backup."""
        return self._ledgers.state()

    def _holdings(self, reader: Reader, site: str) -> tuple[Holding, ...]:
        newest = glance.newest(reader)
        with self._lock:
            place, found = self._counted
        if place != newest:
            seen = self._browsing.alike(reader, glance.ALIKE, glance.PLACE)
            found = glance.holdings(glance.alike(reader) if seen is None else seen)
            with self._lock:
                self._counted = (newest, found)
        return tuple(each for each in found if site in ("", each.site))

    def _last_visit(self, by: Session) -> tuple[datetime | None, int]:
        try:
            read = json.loads(self._kept.get(by, LAST_VISIT))
            return read_time(read["at"]), int(read["voucher"])
        except (ValueError, TypeError, KeyError):
            return None, 0


def _total(holdings: Iterable[Holding]) -> int:
    return sum(each.count for each in holdings)


def _counts(
    holdings: Iterable[Holding], key: Callable[[Holding], str], where: Callable[[str], WeaponFilter]
) -> tuple[Count, ...]:
    """Counted by a key, the most first; what says nothing last."""
    found = Counter[str]()
    for each in holdings:
        found[key(each)] += each.count
    order = sorted(found.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return tuple(Count(name, count, where(name)) for name, count in order)


def _category(site: str, key: str) -> WeaponFilter:
    if key:
        return WeaponFilter(site=site, category=key, conditions=(HERE,))
    return WeaponFilter(site=site, conditions=(Condition("category", Operator.EMPTY), HERE))


def _decade(holding: Holding) -> str:
    year = _YEAR.match(holding.year)
    return f"{year.group()[:3]}0" if year else ""


def _made_in(site: str, decade: str) -> WeaponFilter:
    if not decade:
        return WeaponFilter(site=site, conditions=(Condition("year", Operator.EMPTY), HERE))
    first = int(decade)
    years = (
        Condition("year", Operator.MORE, (str(first - 1),)),
        Condition("year", Operator.LESS, (str(first + 10),)),
    )
    return WeaponFilter(site=site, conditions=(*years, HERE))


def _disposals(held: Iterable[Holding], site: str) -> tuple[Count, ...]:
    """How far those have come that are to leave, in the order of the steps."""
    found = Counter[str]()
    for each in held:
        if each.standing == Standing.IN_STOCK:
            found[each.disposal] += each.count
    return tuple(
        Count(
            stage.value,
            found[stage.value],
            WeaponFilter(site=site, disposal=stage.value, standing=Standing.IN_STOCK.value),
        )
        for stage in (Disposal.SURPLUS, Disposal.AUTHORISED, Disposal.VERIFIED)
        if found[stage.value]
    )


def _grouped(vouchers: Iterable[Voucher]) -> tuple[Change, ...]:
    groups: dict[tuple[Kind, str], list[Voucher]] = {}
    for each in vouchers:
        groups.setdefault((each.kind, each.officer.login), []).append(each)
    return tuple(
        Change(
            kind=kind,
            officer=login,
            name=those[0].officer.name or login,
            vouchers=len(those),
            lines=sum(each.lines for each in those),
            references=tuple(each.reference for each in those),
            latest=those[0].recorded_at,
        )
        for (kind, login), those in groups.items()
    )
