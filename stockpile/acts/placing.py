"""Placing: where in its site a weapon lies (ST-01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.state import text
from stockpile.domain.subject import location_subject, places_around
from stockpile.domain.voucher import Kind
from stockpile.domain.weapon import Weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(WeaponAct):
    """Put weapons in a ``location`` of their site, named by its path (`HQ/A/1`)."""

    kind: ClassVar[Kind] = Kind.PLACING

    location: str

    def refers_to(self) -> tuple[str, ...]:
        """The location, and those it lies in."""
        return places_around(self.location)

    def counts(self) -> tuple[str, ...]:
        """How full they are."""
        return places_around(self.location)


def place(act: Place, scene: Scene) -> Decision:
    """Decide where weapons lie; a location of another site is reached by dispatch, not by placing."""
    pass_gates(act.kind, scene.each(act))
    demand_location(scene, act.location)
    lines = tuple(line(weapon, Event.PLACED, location=act.location) for weapon in scene.each(act))
    warnings = room_warnings(scene, act.location, scene.each(act))
    return Decision(lines=lines, facts=facts(location=act.location), warnings=warnings)


def demand_location(scene: Scene, path: str) -> None:
    """Refuse a location that is not there, is another site's, or is closed (it, or one it lies in)."""
    state = scene.things.get(location_subject(path))
    if state is None:
        raise Refused("location.unknown", location=path)
    demand(text(state, "site") == scene.site, "location.elsewhere", location=path, site=text(state, "site"))
    for around in places_around(path):
        open_ = scene.things.get(around, {}).get("active", True)
        demand(open_, "location.closed", location=around.partition(":")[2])


def room_warnings(scene: Scene, path: str, coming: Iterable[Weapon]) -> tuple[str, ...]:
    """What is to be said of a place that has less room than weapons, once those that come are in it (ST-01)."""
    arriving = tuple(coming)
    for around in places_around(path):
        room = scene.things.get(around, {}).get("capacity")
        inside = around.partition(":")[2]
        more = sum(not _lies_in(weapon, inside, scene.site) for weapon in arriving)
        if isinstance(room, int) and scene.having.get(around, 0) + more > room:
            return ("location.over-capacity",)
    return ()


def _lies_in(weapon: Weapon, path: str, site: str) -> bool:
    return weapon.site == site and (weapon.location == path or weapon.location.startswith(f"{path}/"))
