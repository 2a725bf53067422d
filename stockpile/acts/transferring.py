"""From site to site: dispatch and acceptance are two acts by two people (BMS6 paragraph 15; MV-01..MV-03).

In between, the weapon belongs to a consignment, named by the voucher of its dispatch; the sender answers for it until
it is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.placing import demand_location, room_warnings
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.standing import Standing
from stockpile.domain.subject import places_around, site_subject
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import Weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(WeaponAct):
    """Send weapons to another site (``to``: its code) with what the movement order says (MV-01)."""

    kind: ClassVar[Kind] = Kind.DISPATCH

    to: str
    carrier: str = ""
    vehicle: str = ""
    escort: str = ""
    route: str = ""
    seals: str = ""
    expected_on: date | None = None

    def refers_to(self) -> tuple[str, ...]:
        """The site it goes to."""
        return (site_subject(self.to),)


def dispatch(act: Dispatch, scene: Scene) -> Decision:
    """Decide a dispatch: from now on the weapons are in transit, under this voucher."""
    pass_gates(act.kind, scene.each(act))
    demand(site_subject(act.to) in scene.things, "site.unknown", site=act.to)
    demand(act.to != scene.site, "dispatch.same-site", site=act.to)
    lines = tuple(
        line(
            weapon,
            Event.DISPATCHED,
            standing=Standing.IN_TRANSIT.value,
            consignment=scene.reference,
            destination=act.to,
            location=None,
        )
        for weapon in scene.each(act)
    )
    order = facts(
        to=act.to,
        carrier=act.carrier,
        vehicle=act.vehicle,
        escort=act.escort,
        route=act.route,
        seals=act.seals,
        expected_on=act.expected_on.isoformat() if act.expected_on else "",
    )
    return Decision(lines=lines, facts={**order, "from": scene.site})


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(WeaponAct):
    """Take a consignment in, piece by piece.

    Attributes:
        consignment: reference of the voucher of its dispatch.
        weapons: every weapon of the consignment. short: those among them that did not arrive.
    """

    kind: ClassVar[Kind] = Kind.ACCEPTANCE

    consignment: str
    short: tuple[str, ...] = ()
    location: str = ""

    def refers_to(self) -> tuple[str, ...]:
        """The location, where one is named, and those it lies in."""
        return places_around(self.location) if self.location else ()

    def counts(self) -> tuple[str, ...]:
        """How full they are."""
        return self.refers_to()


def accept(act: Accept, scene: Scene) -> Decision:
    """Decide an acceptance: what arrived is in stock here, what did not is missing and stays the sender's to answer
    for (MV-02, MV-03).

    Refuses the officer who dispatched it, another site than the one it was sent to, and pieces that are not of the
    consignment.
    """
    pass_gates(act.kind, scene.each(act))
    sent = scene.vouchers.get(act.consignment)
    if sent is None:
        raise Refused("consignment.unknown", consignment=act.consignment)
    demand(scene.officer.login != sent.officer.login, "acceptance.same-officer", officer=scene.officer.login)
    for weapon in scene.each(act):
        demand(
            weapon.consignment == act.consignment, "consignment.other", weapon=weapon.id, consignment=weapon.consignment
        )
        demand(weapon.destination == scene.site, "consignment.elsewhere", weapon=weapon.id, site=weapon.destination)
    unknown = sorted(set(act.short) - set(act.weapons))
    demand(not unknown, "consignment.short-unknown", weapons=unknown)
    if act.location:
        demand_location(scene, act.location)
    missing = set(act.short)
    arrived = [weapon for weapon in scene.each(act) if weapon.id not in missing]
    lines = tuple(
        _short(weapon) if weapon.id in missing else _arrived(weapon, act, scene) for weapon in scene.each(act)
    )
    return Decision(
        lines=lines,
        facts=facts(
            consignment=act.consignment,
            sent_from=sent.site,
            accepted=len(act.weapons) - len(missing),
            short=sorted(missing),
            location=act.location,
        ),
        warnings=room_warnings(scene, act.location, arrived) if act.location else (),
    )


def _arrived(weapon: Weapon, act: Accept, scene: Scene) -> Line:
    return line(
        weapon,
        Event.ACCEPTED,
        standing=Standing.IN_STOCK.value,
        site=scene.site,
        location=act.location or None,
        consignment=None,
        destination=None,
    )


def _short(weapon: Weapon) -> Line:
    flags = [*(flag for flag in weapon.flags if flag != "short"), "short"]
    return line(weapon, Event.SHORT, standing=Standing.MISSING.value, destination=None, flags=flags)
