"""What acts refer to: sites, locations, officers, holders, models, rules. They too are in the ledger, each by a
signed line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from stockpile.acts.scene import Act, Decision, Scene, demand
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.state import State
from stockpile.domain.subject import SITE_CODE
from stockpile.domain.voucher import Kind, Line

MODELS = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Act):
    """Add things that acts refer to. ``things``: subject to state; a subject that is there already is refused."""

    kind: ClassVar[Kind] = Kind.ADMINISTRATION

    things: Mapping[str, State]

    def refers_to(self) -> tuple[str, ...]:
        """The subjects, and the locations and sites they stand in."""
        return (
            *self.things,
            *(parent for subject, state in self.things.items() for parent in _parents(subject, state)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Act):
    """Change a thing that is there. ``changes``: only the fields that differ."""

    kind: ClassVar[Kind] = Kind.ADMINISTRATION

    subject: str
    changes: State = field(default_factory=dict)

    def refers_to(self) -> tuple[str, ...]:
        """The subject."""
        return (self.subject,)


def add(act: Add, scene: Scene) -> Decision:
    """Decide an addition."""
    demand(act.things, "administration.nothing")
    for subject, state in act.things.items():
        kind, _colon, key = subject.partition(":")
        demand(key.strip(), "administration.no-name", kind=kind)
        demand(subject not in scene.things, f"{kind}.exists", **{kind: key})
        demand(kind != "site" or SITE_CODE.fullmatch(key), "site.code", site=key)
        for parent in _parents(subject, state):
            if parent not in scene.things and parent not in act.things:
                raise Refused(
                    f"{parent.partition(':')[0]}.unknown", **{parent.partition(":")[0]: parent.partition(":")[2]}
                )
    return Decision(lines=tuple(Line(subject, Event.ADDED, state) for subject, state in act.things.items()))


def change(act: Change, scene: Scene) -> Decision:
    """Decide a change."""
    kind, _colon, key = act.subject.partition(":")
    demand(act.subject in scene.things or kind == "rules", f"{kind}.unknown", **{kind: key})
    demand(act.changes, "administration.nothing")
    return Decision(lines=(Line(act.subject, Event.CHANGED, act.changes),))


def _parents(subject: str, state: State) -> tuple[str, ...]:
    """What must be there before: a location's site and the location it lies in; an officer's or holder's site."""
    kind, _colon, key = subject.partition(":")
    parents = []
    if kind != "site" and state.get("site"):
        parents.append(f"site:{state['site']}")
    if kind == "location" and "/" in (above := key.rpartition("/")[0]):
        parents.append(f"location:{above}")
    return tuple(parents)
