"""Officers and holders: who may sign, who may hold weapons, and how each ends (GV-03, IS-01).

An officer is never taken away: what they signed stays theirs. They are made inactive, and the last administrator
never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.scene import Act, Decision, Scene, demand, demand_approval
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import Officer, Role, officer
from stockpile.domain.state import State, text, texts
from stockpile.domain.subject import holder_subject, officer_subject
from stockpile.domain.voucher import Kind, Line

OFFICER_FIELDS = frozenset({"name", "rank", "site", "roles", "active"})
OFFICER_KEYS = frozenset({"public_key", "key"})
HOLDER_FIELDS = frozenset({"name", "site", "sort", "unit", "rank", "number", "contact", "active", "remark"})
HOLDER_SORTS = ("person", "unit")


# -- officers ----------------------------------------------------------------------------------------------------------


def officer_added(key: str, state: State, _scene: Scene) -> None:
    """Refuse an officer who could not sign, and one without a role."""
    demand(text(state, "public_key"), "officer.no-key", officer=key)
    _demand_roles(state)


def officer_changed(key: str, before: State, after: State, scene: Scene) -> None:
    """Refuse what would leave nobody to administer, what officers do to themselves, and a return without a new key."""
    _demand_roles(after)
    demand(text(after, "name").strip(), "administration.no-name", kind="officer")
    was, will = officer(key, before), officer(key, after)
    demand(was.active or not will.active, "officer.needs-reset", officer=key)
    loses = (was.active and not will.active) or (_administers(was) and not _administers(will))
    if loses:
        others = [each for each in _officers(scene) if _administers(each) and each.login != key]
        demand(others or not _administers(was), "officer.last-administrator", officer=key)
        demand(scene.officer.login != key, "officer.oneself", officer=key)


def _administers(who: Officer) -> bool:
    return who.active and Role.ADMINISTRATOR in who.roles


def _officers(scene: Scene) -> Iterator[Officer]:
    for subject, state in scene.things.items():
        if subject.startswith("officer:"):
            yield officer(subject.partition(":")[2], state)


def _demand_roles(state: State) -> None:
    roles = texts(state, "roles")
    demand(roles, "officer.no-role")
    unknown = [each for each in roles if each not in set(Role)]
    demand(not unknown, "officer.role", role=unknown, roles=[each.value for each in Role])


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetOfficer(Act):
    """Give an officer a new key, under a new password; one who was inactive is active again.

    What they signed with the old key stays theirs: the ledger says which key was whose, and when.
    """

    kind: ClassVar[Kind] = Kind.ADMINISTRATION

    login: str
    public_key: str
    key: str

    def refers_to(self) -> tuple[str, ...]:
        """The officer."""
        return (officer_subject(self.login),)

    def surveys(self) -> tuple[str, ...]:
        """All officers: whether there is another who could approve."""
        return ("officer",)


def reset_officer(act: ResetOfficer, scene: Scene) -> Decision:
    """Decide a new key.

    Refuses a reset of oneself (a password one knows is changed, not reset), and, as far as there are others who may
    approve, one without their approval: whoever sets another's password can sign in their name.
    """
    before = scene.things.get(officer_subject(act.login))
    if before is None:
        raise Refused("officer.unknown", officer=act.login)
    demand(scene.officer.login != act.login, "officer.reset-oneself", officer=act.login)
    barred = {act.login, scene.officer.login}
    others = sum(each.may_approve and each.login not in barred for each in _officers(scene))
    needed = min(scene.rules.approvals_to_reset, others)
    demand_approval(scene, needed, apart_from=(act.login,))
    changes: dict[str, object] = {"public_key": act.public_key, "key": act.key}
    if not before.get("active", True):
        changes["active"] = True
    alone = needed < scene.rules.approvals_to_reset
    warnings = ("officer.reset-alone",) if alone else ()
    return Decision(lines=(Line(officer_subject(act.login), Event.CHANGED, changes),), warnings=warnings)


# -- holders -----------------------------------------------------------------------------------------------------------


def holder_added(_key: str, state: State, _scene: Scene) -> None:
    """Refuse a sort of holder that is none."""
    _demand_sort(state)


def holder_changed(key: str, before: State, after: State, scene: Scene) -> None:
    """Refuse to end a holder who still has weapons."""
    _demand_sort(after)
    if before.get("active", True) and not after.get("active", True):
        count = scene.having.get(holder_subject(key), 0)
        demand(not count, "holder.holds-weapons", holder=key, count=count)


def _demand_sort(state: State) -> None:
    sort = text(state, "sort")
    demand(not sort or sort in HOLDER_SORTS, "holder.sort", sort=sort, allowed=list(HOLDER_SORTS))
    demand(type(state.get("active", True)) is bool, "administration.yes-or-no", field="active")
