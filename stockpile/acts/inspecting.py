"""Inspection: a piece is looked at, and recorded as it is: condition, marks as they can be read, components,
photographs (ST-12, MK-01, MK-03). Nothing is done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.photographs import demand_photographs
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.events import Event
from stockpile.domain.marks import Component, Legibility, Mark, MarkKind
from stockpile.domain.photographs import MOST
from stockpile.domain.standing import Condition
from stockpile.domain.state import as_state
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import Weapon

ILLEGIBLE, MISMATCH = "mark-illegible", "component-mismatch"  # flags that an inspection sets, and takes away
_UNREADABLE = frozenset({Legibility.ILLEGIBLE, Legibility.REMOVED})
_UNIQUE = frozenset({MarkKind.SERIAL, MarkKind.STATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen:
    """A mark as it was seen. ``at``: its place among the weapon's marks, from 0; ``legibility``: None: as recorded;
    ``photographs``: further ones."""

    at: int
    legibility: Legibility | None = None
    photographs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSeen:
    """One piece as it was seen. ``components``: all that are on it, where they were looked at; empty: as recorded;
    ``photographs``: further ones of the piece as a whole."""

    marks: tuple[MarkSeen, ...] = ()
    components: tuple[Component, ...] = ()
    photographs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect(WeaponAct):
    """Look at weapons. What is not said was found as recorded.

    Attributes:
        condition, finding: of all of them. next_due: when they are to be looked at again.
        seen: by weapon id, what is said of one piece alone.
    """

    kind: ClassVar[Kind] = Kind.INSPECTION

    condition: Condition | None = None
    finding: str = ""
    place: str = ""
    next_due: date | None = None
    seen: Mapping[str, PieceSeen] = field(default_factory=dict)


def inspect(act: Inspect, scene: Scene) -> Decision:
    """Decide an inspection.

    Refuses what is seen on a piece that is not of the act, a mark that the piece does not have, a photograph that is
    none, and a next inspection that is not later.
    """
    pass_gates(act.kind, scene.each(act))
    strangers = sorted(set(act.seen) - set(act.weapons))
    demand(not strangers, "weapons.unknown", weapons=strangers)
    demand(act.next_due is None or act.next_due > scene.today, "inspection.due-past", due=str(act.next_due))
    demand_photographs(act, _photographs(act))
    lines = tuple(_line(weapon, act.seen.get(weapon.id, PieceSeen()), act, scene) for weapon in scene.each(act))
    due = act.next_due.isoformat() if act.next_due else ""
    condition = act.condition.value if act.condition else ""
    said = facts(condition=condition, finding=act.finding.strip(), place=act.place, inspection_due=due)
    return Decision(lines=lines, facts=said)


def _photographs(act: Inspect) -> Iterable[tuple[str, ...]]:
    for piece in act.seen.values():
        yield piece.photographs
        yield from (mark.photographs for mark in piece.marks)


def _line(weapon: Weapon, seen: PieceSeen, act: Inspect, scene: Scene) -> Line:
    changes = facts(
        inspected_on=str(scene.today),
        inspection_due=act.next_due.isoformat() if act.next_due else "",
        condition=act.condition.value if act.condition else "",
        finding=act.finding.strip(),
        photographs=_added(weapon.id, weapon.photographs, seen.photographs) if seen.photographs else (),
        components=[as_state(each) for each in seen.components],
    )
    marks = _marks(weapon, seen.marks)
    if marks != weapon.marks:
        changes["marks"] = [as_state(each) for each in marks]
    flags = _flags(weapon, marks, seen.components or weapon.components)
    if flags != weapon.flags:
        changes["flags"] = list(flags)
    return line(weapon, Event.INSPECTED, **changes)


def _marks(weapon: Weapon, seen: tuple[MarkSeen, ...]) -> tuple[Mark, ...]:
    marks = list(weapon.marks)
    for each in seen:
        demand(0 <= each.at < len(marks), "inspection.no-mark", weapon=weapon.id, number=each.at + 1)
        before = marks[each.at]
        photographs = tuple(_added(weapon.id, before.photographs, each.photographs))
        marks[each.at] = replace(before, legibility=each.legibility or before.legibility, photographs=photographs)
    return tuple(marks)


def _added(weapon: str, before: tuple[str, ...], more: tuple[str, ...]) -> list[str]:
    """All photographs, each once."""
    after = list(dict.fromkeys((*before, *more)))
    demand(len(after) <= MOST, "photograph.too-many", weapon=weapon, count=len(after), most=MOST)
    return after


def _flags(weapon: Weapon, marks: tuple[Mark, ...], components: tuple[Component, ...]) -> tuple[str, ...]:
    """What is not in order, as it was seen: a unique mark nobody can read, a part of another weapon."""
    unreadable = any(mark.kind in _UNIQUE and mark.legibility in _UNREADABLE for mark in marks)
    foreign = any(not component.matches for component in components)
    set_now = [flag for flag, there in ((ILLEGIBLE, unreadable), (MISMATCH, foreign)) if there]
    kept = [flag for flag in weapon.flags if flag not in (ILLEGIBLE, MISMATCH) or flag in set_now]
    return tuple(dict.fromkeys((*kept, *set_now)))
