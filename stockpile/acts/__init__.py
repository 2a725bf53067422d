"""What may happen to weapons: each act a frozen dataclass that says what is asked, and a pure function that decides.

The table below is the whole list. A new act is a file of its family, its line here, its gates in `gates.py`, its
stored name in `domain/events.py`, and its words in `wording.py` (a test holds these lists together).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stockpile.acts.administering import Add, Change, add, change
from stockpile.acts.catalogue import TakeModels, take_models
from stockpile.acts.correcting import Correct, correct
from stockpile.acts.deactivating import Deactivate, deactivate
from stockpile.acts.disposing import (
    AuthoriseDisposal,
    ExecuteDestruction,
    Verify,
    authorise_disposal,
    execute_destruction,
    verify,
)
from stockpile.acts.gates import pass_gates
from stockpile.acts.inspecting import Inspect, inspect
from stockpile.acts.issuing import Issue, Return, issue, take_back
from stockpile.acts.marking import MarkWeapons, mark_weapons
from stockpile.acts.people import ResetOfficer, reset_officer
from stockpile.acts.placing import Place, place
from stockpile.acts.recording import RecordWeapons, record_weapons
from stockpile.acts.scene import Act, Decision, Scene, WeaponAct, demand
from stockpile.acts.surplus import DeclareSurplus, declare_surplus
from stockpile.acts.transferring import Accept, Dispatch, accept, dispatch
from stockpile.domain.people import MAY_RECORD

DECIDE: dict[type[Act], Callable[[Any, Scene], Decision]] = {
    RecordWeapons: record_weapons,
    MarkWeapons: mark_weapons,
    Inspect: inspect,
    Place: place,
    Issue: issue,
    Return: take_back,
    Dispatch: dispatch,
    Accept: accept,
    DeclareSurplus: declare_surplus,
    AuthoriseDisposal: authorise_disposal,
    Verify: verify,
    ExecuteDestruction: execute_destruction,
    Deactivate: deactivate,
    Correct: correct,
    Add: add,
    Change: change,
    ResetOfficer: reset_officer,
    TakeModels: take_models,
}


def decide(act: Act, scene: Scene) -> Decision:
    """The lines and facts of ``act``, or `Refused`; the officer's entitlement and the list of weapons are looked at
    first."""
    demand(
        scene.officer.may(act.kind),
        "officer.not-entitled",
        officer=scene.officer.login,
        kind=act.kind.value,
        roles=sorted(MAY_RECORD[act.kind]),
    )
    if isinstance(act, WeaponAct):
        _demand_weapons(act, scene)
    return DECIDE[type(act)](act, scene)


def _demand_weapons(act: WeaponAct, scene: Scene) -> None:
    demand(act.weapons, "weapons.none")
    demand(len(set(act.weapons)) == len(act.weapons), "weapons.twice")
    unknown = [each for each in act.weapons if each not in scene.weapons]
    demand(not unknown, "weapons.unknown", weapons=unknown[:20])


__all__ = ["DECIDE", "Act", "Decision", "Scene", "WeaponAct", "decide", "pass_gates"]
