"""Declaring surplus: what is held beyond need, or no longer fit for use, is declared so by name (BMS6 paragraph 38;
SU-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.events import Event
from stockpile.domain.standing import Disposal
from stockpile.domain.voucher import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSurplus(WeaponAct):
    """Declare weapons surplus: from now on they are not issued, and await a decision."""

    kind: ClassVar[Kind] = Kind.SURPLUS


def declare_surplus(act: DeclareSurplus, scene: Scene) -> Decision:
    """Decide a declaration; it says by what authority and why."""
    pass_gates(act.kind, scene.each(act))
    demand(act.authority.strip(), "surplus.no-authority")
    lines = tuple(line(weapon, Event.DECLARED_SURPLUS, disposal=Disposal.SURPLUS.value) for weapon in scene.each(act))
    return Decision(lines=lines, facts=facts(reason=act.reason))
