"""Issue and return: a weapon is handed only to a known holder, against a voucher (IS-01..IS-03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.placing import demand_location, room_warnings
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.standing import Condition, Standing
from stockpile.domain.state import text
from stockpile.domain.subject import holder_subject, places_around
from stockpile.domain.voucher import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(WeaponAct):
    """Hand weapons to a ``holder``; ``until``: when they are due back, where the issue is limited (IS-02)."""

    kind: ClassVar[Kind] = Kind.ISSUE

    holder: str
    until: date | None = None
    purpose: str = ""

    def refers_to(self) -> tuple[str, ...]:
        """The holder."""
        return (holder_subject(self.holder),)


def issue(act: Issue, scene: Scene) -> Decision:
    """Decide an issue. Refuses what is out already, in disposal, unfit, and unmarked where the rules wish it so."""
    pass_gates(act.kind, scene.each(act))
    holder = scene.things.get(holder_subject(act.holder))
    if holder is None:
        raise Refused("holder.unknown", holder=act.holder)
    demand(holder.get("active", True), "holder.not-active", holder=act.holder)
    if act.until is not None:
        demand(act.until >= scene.today, "issue.until-past", until=act.until.isoformat())
    for weapon in scene.each(act):
        demand(weapon.marked or scene.rules.issue_unmarked, "weapon.unmarked", weapon=weapon.id)
    until = act.until.isoformat() if act.until else None
    lines = tuple(
        line(weapon, Event.ISSUED, standing=Standing.ISSUED.value, holder=act.holder, issued_until=until)
        for weapon in scene.each(act)
    )
    return Decision(
        lines=lines,
        facts=facts(holder=act.holder, holder_name=text(holder, "name"), until=until, purpose=act.purpose),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(WeaponAct):
    """Take weapons back; ``condition`` as found at the counter, ``location`` where they are put."""

    kind: ClassVar[Kind] = Kind.RETURN

    condition: Condition | None = None
    location: str = ""

    def refers_to(self) -> tuple[str, ...]:
        """The location, where one is named, and those it lies in."""
        return places_around(self.location) if self.location else ()

    def counts(self) -> tuple[str, ...]:
        """How full they are."""
        return self.refers_to()


def take_back(act: Return, scene: Scene) -> Decision:
    """Decide a return: the weapon is in stock again, and nobody's."""
    pass_gates(act.kind, scene.each(act))
    if act.location:
        demand_location(scene, act.location)
    changes = facts(condition=act.condition.value if act.condition else "", location=act.location)
    lines = tuple(
        line(weapon, Event.RETURNED, standing=Standing.IN_STOCK.value, holder=None, issued_until=None, **changes)
        for weapon in scene.each(act)
    )
    holders = sorted({weapon.holder for weapon in scene.each(act)})
    warnings = room_warnings(scene, act.location, scene.each(act)) if act.location else ()
    return Decision(lines=lines, facts=facts(holders=holders, **changes), warnings=warnings)
