"""The state's own entries in the catalogue of models (MK-03, BMS6 paragraph 73)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from stockpile.acts.places import demand_country
from stockpile.acts.scene import Act, Decision, Scene, demand
from stockpile.domain.category import Category
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.state import CLEARED, State, parts, text
from stockpile.domain.subject import model_subject
from stockpile.domain.voucher import Kind, Line

TEXTS = ("model", "maker", "category", "calibre", "country", "essential_component", "remark")
LISTS = ("nsn", "other_names", "parts", "features", "look_alikes")
MODEL_FIELDS = frozenset({*TEXTS, *LISTS, "marks", "pictures", "active"})

_MARK = frozenset({"kind", "place", "text"})
_PICTURE = frozenset({"sha256", "caption"})


def model_added(_key: str, state: State, _scene: Scene) -> None:
    """Refuse an entry that says what cannot be."""
    _demand_sense(state)


def model_changed(_key: str, _before: State, after: State, _scene: Scene) -> None:
    """Refuse an entry that would say what cannot be."""
    _demand_sense(after)


def _demand_sense(state: State) -> None:
    category = text(state, "category")
    allowed = [each.value for each in Category]
    demand(not category or category in allowed, "filter.value", field="category", value=category, allowed=allowed)
    demand_country(text(state, "country"))
    for name in TEXTS:
        demand(isinstance(state.get(name, ""), str), "model.field", field=name)
    for name in LISTS:
        listed = state.get(name, [])
        plain = isinstance(listed, (list, tuple)) and all(isinstance(each, str) and each for each in listed)
        demand(plain, "model.field", field=name)
    demand(type(state.get("active", True)) is bool, "administration.yes-or-no", field="active")
    for name, known in (("marks", _MARK), ("pictures", _PICTURE)):
        listed = state.get(name, [])
        whole = isinstance(listed, (list, tuple)) and len(parts(state, name)) == len(listed)
        demand(whole and all(set(each) <= known for each in parts(state, name)), "model.field", field=name)


def demand_pictures(things: Mapping[str, State], enclosures: Sequence[Enclosure], scene: Scene) -> None:
    """Refuse a picture that neither comes with the voucher nor stands at the entry already."""
    coming = {sha256(each.content).hexdigest() for each in enclosures}
    for subject, state in things.items():
        there = {text(each, "sha256") for each in parts(scene.things.get(subject, {}), "pictures")}
        for picture in parts(state, "pictures"):
            digest = text(picture, "sha256")
            demand(digest in coming | there, "model.picture", model=subject.partition(":")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeModels(Act):
    """Take many entries into the catalogue: new ones are added, those that are there change where they differ.

    ``models``: key to state. What a file does not say is left as it is.
    """

    kind: ClassVar[Kind] = Kind.ADMINISTRATION

    models: Mapping[str, State]

    def refers_to(self) -> tuple[str, ...]:
        """The entries, as far as they are there."""
        return tuple(map(model_subject, self.models))


def take_models(act: TakeModels, scene: Scene) -> Decision:
    """Decide an import of entries; refuses where nothing would change."""
    demand(act.models, "administration.nothing")
    lines = tuple(model_lines(act.models, scene.things))
    demand(lines, "administration.nothing")
    added = sum(each.event == Event.ADDED for each in lines)
    return Decision(lines=lines, facts={"added": added, "changed": len(lines) - added})


def model_lines(models: Mapping[str, State], there: Mapping[str, State]) -> Iterator[Line]:
    """What an import of entries would record; ``there``: by subject. The same answer for a preview."""
    for key, state in models.items():
        subject = model_subject(key)
        demand(key.strip() == key and key, "administration.no-name", kind="model")
        unknown = sorted(set(state) - MODEL_FIELDS)
        demand(not unknown, "administration.field", fields=unknown, allowed=sorted(MODEL_FIELDS))
        said = {name: value for name, value in state.items() if value not in CLEARED}
        before = there.get(subject)
        if before is None:
            _demand_entry(key, said)
            yield Line(subject, Event.ADDED, said)
            continue
        changes = {name: value for name, value in said.items() if _plain(before.get(name)) != _plain(value)}
        if changes:
            _demand_entry(key, changes)
            yield Line(subject, Event.CHANGED, changes)


def _demand_entry(key: str, state: State) -> None:
    try:
        _demand_sense(state)
    except Refused as problem:
        raise Refused(problem.code, **{**problem.facts, "model": key}) from None


def _plain(value: object) -> object:
    """Lists and tuples of the same are the same."""
    return list(value) if isinstance(value, tuple) else value
