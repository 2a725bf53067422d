"""What acts refer to: sites, locations, officers, holders, models, rules. They too are in the ledger, each by a
signed line.

Adding and changing are the same for all kinds; what a kind may say, and when it may end, stands in its family's file
(`places`, `people`, `catalogue`), and the table below names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from stockpile.acts import catalogue, people, places
from stockpile.acts.scene import Act, Decision, Scene, demand
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.rules import demand_rule, rules
from stockpile.domain.state import CLEARED, State, fold
from stockpile.domain.voucher import Kind, Line


@dataclass(frozen=True, slots=True)
class KindRules:
    """What holds for one kind of thing.

    Attributes:
        fields: what may be said of it, and changed later.
        once: what is said of it when it is added, and never changed by hand.
        added: refuses an addition (key, state, scene). changed: refuses a change (key, before, after, scene).
    """

    fields: frozenset[str]
    once: frozenset[str] = frozenset()
    added: Callable[[str, State, Scene], None] = lambda _key, _state, _scene: None
    changed: Callable[[str, State, State, Scene], None] = lambda _key, _before, _after, _scene: None


KINDS: Mapping[str, KindRules] = {
    "site": KindRules(places.SITE_FIELDS, places.SITE_KEYS, places.site_added, places.site_changed),
    "location": KindRules(places.LOCATION_FIELDS, frozenset({"site"}), places.location_added, places.location_changed),
    "officer": KindRules(people.OFFICER_FIELDS, people.OFFICER_KEYS, people.officer_added, people.officer_changed),
    "holder": KindRules(people.HOLDER_FIELDS, frozenset(), people.holder_added, people.holder_changed),
    "model": KindRules(catalogue.MODEL_FIELDS, frozenset(), catalogue.model_added, catalogue.model_changed),
}


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
    """Change a thing that is there. ``changes``: only the fields that differ; `None` clears one."""

    kind: ClassVar[Kind] = Kind.ADMINISTRATION

    subject: str
    changes: State = field(default_factory=dict)

    def refers_to(self) -> tuple[str, ...]:
        """The subject, and the site it is to belong to."""
        return (self.subject, *_parents(self.subject, self.changes))

    def surveys(self) -> tuple[str, ...]:
        """All officers, where one of them changes: the last administrator stays."""
        return ("officer",) if self.subject.startswith("officer:") else ()

    def counts(self) -> tuple[str, ...]:
        """How many weapons it has."""
        return (self.subject,) if self.subject.startswith(("location:", "holder:")) else ()


def add(act: Add, scene: Scene) -> Decision:
    """Decide an addition."""
    demand(act.things, "administration.nothing")
    for subject, state in act.things.items():
        kind, _colon, key = subject.partition(":")
        of_kind = KINDS.get(kind)
        if of_kind is None:
            raise Refused("administration.kind", kind=kind)
        demand(key.strip() == key and key, "administration.no-name", kind=kind)
        demand(subject not in scene.things, f"{kind}.exists", **{kind: key})
        _demand_fields(state, of_kind.fields | of_kind.once)
        for parent in _parents(subject, state):
            if parent not in scene.things and parent not in act.things:
                raise Refused(
                    f"{parent.partition(':')[0]}.unknown", **{parent.partition(":")[0]: parent.partition(":")[2]}
                )
        of_kind.added(key, state, scene)
    catalogue.demand_pictures(act.things, act.enclosures, scene)
    return Decision(lines=tuple(Line(subject, Event.ADDED, state) for subject, state in act.things.items()))


def change(act: Change, scene: Scene) -> Decision:
    """Decide a change; what is as it was already is left out, and a change of nothing is refused."""
    kind, _colon, key = act.subject.partition(":")
    if kind == "rules":
        return _change_rules(act, scene)
    of_kind = KINDS.get(kind)
    if of_kind is None:
        raise Refused("administration.kind", kind=kind)
    before = scene.things.get(act.subject)
    if before is None:
        raise Refused(f"{kind}.unknown", **{kind: key})
    _demand_fields(act.changes, of_kind.fields)
    changes = _different(before, act.changes)
    demand(changes, "administration.nothing")
    for parent in _parents(act.subject, changes):
        demand(parent in scene.things, "site.unknown", site=parent.partition(":")[2])
    of_kind.changed(key, before, fold(before, changes), scene)
    catalogue.demand_pictures({act.subject: changes}, act.enclosures, scene)
    return Decision(lines=(Line(act.subject, Event.CHANGED, changes),))


def _change_rules(act: Change, scene: Scene) -> Decision:
    """Set rules of the state; each within what it can be."""
    for name, value in act.changes.items():
        demand_rule(name, value)
    now = scene.things.get(act.subject, {})
    in_force = rules(now)
    changes = {name: value for name, value in act.changes.items() if getattr(in_force, name) != value}
    demand(changes, "administration.nothing")
    return Decision(lines=(Line(act.subject, Event.CHANGED, changes),))


def _demand_fields(said: State, known: frozenset[str]) -> None:
    unknown = sorted(set(said) - known)
    demand(not unknown, "administration.field", fields=unknown, allowed=sorted(known))


def _different(before: State, changes: State) -> dict[str, object]:
    """The changes that change something; what is cleared and was never there does not."""
    return {
        name: value
        for name, value in changes.items()
        if before.get(name) != value and not (value in CLEARED and before.get(name) in CLEARED)
    }


def _parents(subject: str, state: State) -> tuple[str, ...]:
    """What must be there before: a location's site and the location it lies in; an officer's or holder's site."""
    kind, _colon, key = subject.partition(":")
    parents = []
    if kind != "site" and state.get("site"):
        parents.append(f"site:{state['site']}")
    if kind == "location" and "/" in (above := key.rpartition("/")[0]):
        parents.append(f"location:{above}")
    return tuple(parents)
