"""Disposal of surplus: authorise, verify, execute are three things by different people (rule 2; DE-01..DE-07).

Authorising destroys nothing. The dossier is the voucher of the authorisation: its list is frozen, and everything
later refers to it. A weapon leaves stock only by the executed line, piece by piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, demand_approval, facts, line
from stockpile.domain.disposal import DOUBTFUL_METHODS, DestructionMethod, Witness
from stockpile.domain.draft import Private
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.serials import exact_key
from stockpile.domain.standing import Disposal, DisposalOption, Standing
from stockpile.domain.voucher import Kind, Voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoriseDisposal(WeaponAct):
    """Open a dossier: what is to become of these weapons, by whose decision (SU-05, DE-01).

    ``not_destroyed_because``: demanded for every option but destruction, which is to be preferred (BMS6 paragraph 38).
    """

    kind: ClassVar[Kind] = Kind.AUTHORISATION

    option: DisposalOption = DisposalOption.DESTRUCTION
    not_destroyed_because: str = ""


def authorise_disposal(act: AuthoriseDisposal, scene: Scene) -> Decision:
    """Decide an authorisation: by written authority, and by two people."""
    pass_gates(act.kind, scene.each(act))
    demand(act.authority.strip(), "disposal.no-authority")
    if act.option is not DisposalOption.DESTRUCTION:
        demand(act.not_destroyed_because.strip(), "disposal.no-reason", option=act.option.value)
    demand_approval(scene, 1)
    lines = tuple(
        line(
            weapon,
            Event.DISPOSAL_AUTHORISED,
            disposal=Disposal.AUTHORISED.value,
            disposal_option=act.option.value,
            dossier=scene.reference,
        )
        for weapon in scene.each(act)
    )
    return Decision(
        lines=lines,
        facts=facts(option=act.option.value, not_destroyed_because=act.not_destroyed_because),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(WeaponAct):
    """Hold each piece against its record, at the spot (DE-06).

    ``read``: the serial number as read on the piece just now, by weapon id; a piece that is not named was found as
    recorded.
    """

    kind: ClassVar[Kind] = Kind.VERIFICATION

    read: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


def verify(act: Verify, scene: Scene) -> Decision:
    """Decide a verification: by somebody who did not authorise, and only where what is read is what is recorded."""
    pass_gates(act.kind, scene.each(act))
    dossier = one_dossier(act, scene)
    demand(scene.officer.login not in _people(dossier), "verification.same-people", officer=scene.officer.login)
    for weapon in scene.each(act):
        read = act.read.get(weapon.id, weapon.serial)
        if exact_key(read) != exact_key(weapon.serial):
            raise Refused("verification.differs", weapon=weapon.id, serial=weapon.serial, read=read)
    lines = tuple(
        line(weapon, Event.VERIFIED, disposal=Disposal.VERIFIED.value, verification=scene.reference)
        for weapon in scene.each(act)
    )
    return Decision(lines=lines, facts=facts(dossier=dossier.reference, place=act.place, read=len(act.read)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecuteDestruction(WeaponAct):
    """Destroy, piece by piece, what the dossier lists.

    Attributes:
        essential_component_destroyed: said of every piece; without it there is no certificate (DE-04).
        witnesses: independent of storekeeper, operator and those who authorised (DE-06).
        began_at, ended_at: aware; empty: now. scrap_kg: weight of what is left.
    """

    kind: ClassVar[Kind] = Kind.DESTRUCTION

    method: DestructionMethod
    place: str
    witnesses: tuple[Witness, ...]
    equipment: str = ""
    operator: str = ""
    essential_component_destroyed: bool = True
    began_at: datetime | None = None
    ended_at: datetime | None = None
    scrap_kg: float | None = None
    scrap_to: str = ""
    environment: str = ""


def execute_destruction(act: ExecuteDestruction, scene: Scene) -> Decision:
    """Decide a destruction.

    Refuses, besides what the gates refuse: another option than destruction, the authoriser or verifier as executor, an
    approver who authorised, too few or dependent witnesses, an essential component left whole, times that run
    backwards or before the verification.
    """
    pass_gates(act.kind, scene.each(act))
    dossier = one_dossier(act, scene, DisposalOption.DESTRUCTION)
    checks = verifications(act, scene)
    demand_different_people(scene, dossier, checks)
    demand(act.place.strip(), "destruction.no-place")
    demand(act.essential_component_destroyed, "destruction.component-whole")
    _demand_witnesses(act, scene, dossier, checks)
    began, ended = act.began_at or scene.now, act.ended_at or scene.now
    demand(began <= ended <= scene.now, "destruction.times", began=began.isoformat(), ended=ended.isoformat())
    for check in checks:
        demand(check.recorded_at <= ended, "destruction.before-verification", voucher=check.reference)
    lines = tuple(
        line(
            weapon,
            Event.DESTROYED,
            standing=Standing.DESTROYED.value,
            ended_by=scene.reference,
            location=None,
            essential_component_destroyed=True,
        )
        for weapon in scene.each(act)
    )
    said = facts(
        dossier=dossier.reference,
        verifications=[check.reference for check in checks],
        method=act.method.value,
        place=act.place,
        equipment=act.equipment,
        operator=Private(act.operator) if act.operator else "",
        began_at=began.isoformat(),
        ended_at=ended.isoformat(),
        scrap_kg=act.scrap_kg,
        scrap_to=act.scrap_to,
        environment=act.environment,
        witnesses=[{"name": Private(each.name), "organisation": each.organisation} for each in act.witnesses],
    )
    doubtful = ("destruction.method-doubtful",) if act.method in DOUBTFUL_METHODS else ()
    return Decision(lines=lines, facts=said, warnings=doubtful)


def one_dossier(act: WeaponAct, scene: Scene, option: DisposalOption | None = None) -> Voucher:
    """The one dossier all the weapons stand in; refuses several, and one for another option."""
    references = sorted({weapon.dossier for weapon in scene.each(act)})
    demand(len(references) == 1, "disposal.several-dossiers", dossiers=references)
    dossier = scene.vouchers.get(references[0])
    if dossier is None:
        raise Refused("disposal.dossier-unknown", dossier=references[0])
    decided = str(dossier.facts.get("option", ""))
    demand(
        option is None or decided == option.value, "disposal.other-option", dossier=dossier.reference, option=decided
    )
    return dossier


def verifications(act: WeaponAct, scene: Scene) -> tuple[Voucher, ...]:
    """The vouchers by which the weapons were verified, each once."""
    references = sorted({weapon.verification for weapon in scene.each(act)})
    unknown = [each for each in references if each not in scene.vouchers]
    demand(not unknown, "disposal.verification-unknown", vouchers=unknown)
    return tuple(scene.vouchers[each] for each in references)


def demand_different_people(scene: Scene, dossier: Voucher, checks: tuple[Voucher, ...]) -> None:
    """Who authorised or verified does not execute; who authorised does not approve the execution either (rule 2)."""
    authorised = _people(dossier)
    verified = {login for check in checks for login in _people(check)}
    executes = scene.officer.login
    demand(executes not in authorised, "execution.authoriser", officer=executes, voucher=dossier.reference)
    demand(executes not in verified, "execution.verifier", officer=executes)
    demand_approval(scene, 1, apart_from=authorised)


def _demand_witnesses(act: ExecuteDestruction, scene: Scene, dossier: Voucher, checks: tuple[Voucher, ...]) -> None:
    names = {exact_key(each.name) for each in act.witnesses if each.name.strip()}
    demand(len(names) >= scene.rules.witnesses, "destruction.witnesses", needed=scene.rules.witnesses, given=len(names))
    demand(all(each.organisation.strip() for each in act.witnesses), "destruction.witness-organisation")
    involved = {scene.officer.name, act.operator, *(each.name for each in scene.approvers)}
    involved |= {signer.name for voucher in (dossier, *checks) for _role, signer in voucher.signers}
    dependent = sorted(names & {exact_key(name) for name in involved if name})
    demand(not dependent, "destruction.witness-involved", witnesses=dependent)


def _people(voucher: Voucher) -> frozenset[str]:
    return frozenset(signer.login for _role, signer in voucher.signers)
