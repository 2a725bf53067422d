"""Sites and locations: what may be said of them, and when a location is closed (ST-01)."""

from __future__ import annotations

from stockpile.acts.scene import Scene, demand
from stockpile.domain.state import State, text
from stockpile.domain.subject import SITE_CODE, location_subject
from stockpile.reference.countries import country

SITE_FIELDS = frozenset({"name", "country", "force", "address", "contact", "remark"})
SITE_KEYS = frozenset({"origin", "public_key", "paper_certificate"})
LOCATION_FIELDS = frozenset({"name", "sort", "capacity", "active", "remark"})
LOCATION_SORTS = ("building", "room", "rack", "slot", "container", "other")

MOST_ROOM = 1_000_000


def site_added(key: str, state: State, _scene: Scene) -> None:
    """Refuse a code that cannot stand in ids and voucher numbers, and a country that is none."""
    demand(SITE_CODE.fullmatch(key), "site.code", site=key)
    demand_country(text(state, "country"))


def site_changed(_key: str, before: State, after: State, _scene: Scene) -> None:
    """Refuse a site without a name, and a country that is none."""
    demand(text(after, "name").strip(), "administration.no-name", kind="site")
    if text(after, "country") != text(before, "country"):
        demand_country(text(after, "country"))


def demand_country(code: str) -> None:
    """Refuse a code that is on no list; `XA` to `XZ` are for users by ISO 3166, and mean no state."""
    invented = len(code) == 2 and code.startswith("X") and code.isalpha() and code.isupper()  # noqa: PLR2004 - XA..XZ
    known = country(code) if code else None
    demand(not code or invented or (known is not None and known.code == code), "country.unknown", country=code)


def location_added(key: str, state: State, scene: Scene) -> None:
    """Refuse a path that is none, or lies in a closed place, and room that is no number of weapons."""
    parts = key.split("/")
    named = len(parts) > 1 and all(part.strip() == part and part for part in parts)
    demand(named and parts[0] == text(state, "site"), "location.path", location=key, site=text(state, "site"))
    above = key.rpartition("/")[0]
    demand(scene.things.get(location_subject(above), {}).get("active", True), "location.closed", location=above)
    _demand_sense(state)


def location_changed(key: str, before: State, after: State, scene: Scene) -> None:
    """Refuse to close a place in which weapons have their place."""
    _demand_sense(after)
    if before.get("active", True) and not after.get("active", True):
        count = scene.having.get(location_subject(key), 0)
        demand(not count, "location.holds-weapons", location=key, count=count)


def _demand_sense(state: State) -> None:
    room = state.get("capacity")
    whole = room is None or (type(room) is int and 0 <= room <= MOST_ROOM)
    demand(whole, "location.capacity", capacity=str(room), most=MOST_ROOM)
    sort = text(state, "sort")
    demand(not sort or sort in LOCATION_SORTS, "location.sort", sort=sort, allowed=list(LOCATION_SORTS))
    demand(type(state.get("active", True)) is bool, "administration.yes-or-no", field="active")
