"""Placing: where in its site a weapon lies (ST-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.state import text
from stockpile.domain.subject import location_subject
from stockpile.domain.voucher import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(WeaponAct):
    """Put weapons in a ``location`` of their site, named by its path (`HQ/A/1`)."""

    kind: ClassVar[Kind] = Kind.PLACING

    location: str

    def refers_to(self) -> tuple[str, ...]:
        """The location."""
        return (location_subject(self.location),)


def place(act: Place, scene: Scene) -> Decision:
    """Decide where weapons lie; a location of another site is reached by dispatch, not by placing."""
    pass_gates(act.kind, scene.each(act))
    demand_location(scene, act.location)
    lines = tuple(line(weapon, Event.PLACED, location=act.location) for weapon in scene.each(act))
    return Decision(lines=lines, facts=facts(location=act.location))


def demand_location(scene: Scene, path: str) -> None:
    """Refuse a location that is not there, or is another site's."""
    state = scene.things.get(location_subject(path))
    if state is None:
        raise Refused("location.unknown", location=path)
    demand(text(state, "site") == scene.site, "location.elsewhere", location=path, site=text(state, "site"))
