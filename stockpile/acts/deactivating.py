"""Deactivation: permanently inoperable, verified by an authority that did not do it, marked and certified
(DA-03..DA-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.disposing import demand_different_people, one_dossier, verifications
from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.events import Event
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.serials import exact_key
from stockpile.domain.standing import DisposalOption, Standing
from stockpile.domain.state import as_state
from stockpile.domain.voucher import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Deactivate(WeaponAct):
    """Certify weapons as deactivated.

    Attributes:
        standard: the technical specification followed. deactivated_by: the entity that did the work.
        verifying_entity: the public authority that checked it (DA-03). mark: what it put on every essential component
        (DA-06).
        owner: who keeps the object from now on.
    """

    kind: ClassVar[Kind] = Kind.DEACTIVATION

    standard: str
    deactivated_by: str
    verifying_entity: str
    mark: str
    place: str = ""
    owner: str = ""


def deactivate(act: Deactivate, scene: Scene) -> Decision:
    """Decide a deactivation; the one-way exit of a piece that is kept but can never fire again. Its serial stays
    (DA-06)."""
    pass_gates(act.kind, scene.each(act))
    dossier = one_dossier(act, scene, DisposalOption.DEACTIVATION)
    checks = verifications(act, scene)
    demand_different_people(scene, dossier, checks)
    for name in ("standard", "deactivated_by", "verifying_entity", "mark"):
        demand(str(getattr(act, name)).strip(), "deactivation.missing", field=name)
    demand(
        exact_key(act.deactivated_by) != exact_key(act.verifying_entity),
        "deactivation.same-entity",
        entity=act.verifying_entity,
    )
    stamp = as_state(Mark(kind=MarkKind.OTHER, text=act.mark, place="essential components", marked_on=str(scene.today)))
    lines = tuple(
        line(
            weapon,
            Event.DEACTIVATED,
            standing=Standing.DEACTIVATED.value,
            ended_by=scene.reference,
            location=None,
            marks=[*(as_state(each) for each in weapon.marks), stamp],
        )
        for weapon in scene.each(act)
    )
    said = facts(
        dossier=dossier.reference,
        verifications=[check.reference for check in checks],
        standard=act.standard,
        deactivated_by=act.deactivated_by,
        verifying_entity=act.verifying_entity,
        mark=act.mark,
        place=act.place,
        owner=act.owner,
    )
    return Decision(lines=lines, facts=said)
