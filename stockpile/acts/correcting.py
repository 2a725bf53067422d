"""Correcting: a wrong entry is put right by another entry; nothing is overwritten (rule 1; RC-08).

The line keeps what was recorded (`was`), what is recorded now, who and why, so that the register can be read as
originally entered, as corrected, and both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, demand_approval, facts
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.serials import exact_key
from stockpile.domain.standing import Condition, Standing
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import Weapon

IDENTITY_FIELDS = frozenset({"maker", "model", "serial", "country"})
CORRECTABLE = IDENTITY_FIELDS | {
    "category", "calibre", "nsn", "year", "asset_number", "received_on", "condition", "remark", "import_country",
    "import_year",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(WeaponAct):
    """Put records right.

    Attributes:
        changes: field to its right value; an empty text clears it.
        recorded_in_error: the pieces never existed, or were recorded twice.
        reopen: the one-way exit of these pieces was itself recorded wrongly; they are in stock.
        corrects: reference of the voucher that was wrong, where it is one.
    """

    kind: ClassVar[Kind] = Kind.CORRECTION

    changes: Mapping[str, str] = field(default_factory=dict)
    recorded_in_error: bool = False
    reopen: bool = False
    corrects: str = ""

    def new_marks(self) -> tuple[str, ...]:
        """The corrected serial number."""
        return (self.changes["serial"],) if self.changes.get("serial") else ()


def correct(act: Correct, scene: Scene) -> Decision:
    """Decide a correction.

    Every correction has a reason. Changing what identifies a piece, and declaring it recorded in error, take a second
    officer; reopening a one-way exit takes as many approvers as the rules in force say, and stays visible as a flag.
    """
    pass_gates(act.kind, scene.each(act))
    demand(act.reason.strip(), "correction.no-reason")
    demand(act.changes or act.recorded_in_error or act.reopen, "correction.nothing")
    unknown = sorted(set(act.changes) - CORRECTABLE)
    demand(not unknown, "correction.field", fields=unknown, allowed=sorted(CORRECTABLE))
    demand_approval(scene, _approvals(act, scene))
    for weapon in scene.each(act):
        _demand_sense(act, weapon, scene)
    return Decision(lines=tuple(_line(act, weapon) for weapon in scene.each(act)), facts=facts(corrects=act.corrects))


def _approvals(act: Correct, scene: Scene) -> int:
    if act.reopen:
        return scene.rules.approvals_to_reopen
    ended = any(weapon.standing.ended for weapon in scene.each(act))
    return 1 if ended or act.recorded_in_error or IDENTITY_FIELDS & set(act.changes) else 0


def _demand_sense(act: Correct, weapon: Weapon, scene: Scene) -> None:
    ended = weapon.standing.ended
    demand(ended or not act.reopen, "correction.not-ended", weapon=weapon.id)
    demand(not (act.recorded_in_error and ended), "weapon.ended", weapon=weapon.id, standing=weapon.standing.value)
    if (value := act.changes.get("condition")) and value not in set(Condition):
        raise Refused("correction.condition", value=value, allowed=[each.value for each in Condition])
    if serial := act.changes.get("serial"):
        _demand_new_identity(weapon, act.changes, serial, scene)


def _demand_new_identity(weapon: Weapon, changes: Mapping[str, str], serial: str, scene: Scene) -> None:
    corrected = {name: changes.get(name, getattr(weapon, name)) for name in IDENTITY_FIELDS}
    for other in scene.namesakes:
        same = all(exact_key(getattr(other, name)) == exact_key(corrected[name]) for name in IDENTITY_FIELDS)
        demand(not same or other.id == weapon.id, "weapon.identity-taken", weapon=other.id, serial=serial)


def _line(act: Correct, weapon: Weapon) -> Line:
    changes: dict[str, object] = {name: value or None for name, value in act.changes.items()}
    if act.recorded_in_error:
        changes |= {"standing": Standing.RECORDED_IN_ERROR.value, "location": None}
    if act.reopen:
        changes |= {
            "standing": Standing.IN_STOCK.value,
            "disposal": None,
            "ended_by": None,
            "dossier": None,
            "disposal_option": None,
            "verification": None,
            "flags": [*(flag for flag in weapon.flags if flag != "reopened"), "reopened"],
        }
    was = {name: weapon.state.get(name) for name in changes}
    return Line(weapon.id, Event.CORRECTED, changes, {**weapon.identity, "was": was})
