"""Marking: what is put on the piece, as it is put there (ITI 7, 8, 10; MK-01..MK-13)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from stockpile.acts.gates import pass_gates
from stockpile.acts.photographs import demand_photographs
from stockpile.acts.scene import Decision, Scene, WeaponAct, demand, facts, line
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.state import as_state
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import Weapon

UNIQUE = frozenset({MarkKind.SERIAL, MarkKind.STATE})  # kinds whose text tells one piece from every other


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWeapons(WeaponAct):
    """Put a mark on each weapon. ``marks`` runs beside ``weapons``; ``place`` and ``machine`` are of the marking
    session (MK-13)."""

    kind: ClassVar[Kind] = Kind.MARKING

    marks: tuple[Mark, ...]
    place: str = ""
    machine: str = ""

    def new_marks(self) -> tuple[str, ...]:
        """The texts of marks that must be unique."""
        return tuple(mark.text for mark in self.marks if mark.kind in UNIQUE)


def own_text(template: str, weapon_id: str, serial: str, count: int) -> str:
    """The text of one weapon's mark: `{id}`, `{serial}` and `{n}` stand for what is its own."""
    return template.replace("{id}", weapon_id).replace("{serial}", serial).replace("{n}", str(count))


def mark_weapons(act: MarkWeapons, scene: Scene) -> Decision:
    """Decide a marking session.

    Refuses a mark without text, a photograph that is none, a unique text used twice, and a serial number for a piece
    that has one: an original serial number is corrected, never re-marked (MK-11).
    """
    pass_gates(act.kind, scene.each(act))
    demand(len(act.marks) == len(act.weapons), "marking.count", weapons=len(act.weapons), marks=len(act.marks))
    demand(all(mark.text.strip() for mark in act.marks), "marking.no-text")
    _demand_unique(act, scene)
    demand_photographs(act, (mark.photographs for mark in act.marks))
    lines = tuple(_line(weapon, mark) for weapon, mark in zip(scene.each(act), act.marks, strict=True))
    return Decision(lines=lines, facts=facts(place=act.place, machine=act.machine))


def _demand_unique(act: MarkWeapons, scene: Scene) -> None:
    texts = Counter(act.new_marks())
    twice = [text for text, count in texts.items() if count > 1]
    demand(not twice, "marking.text-twice", text=twice[0] if twice else "")
    for other in scene.namesakes:
        for mark in other.marks:
            if mark.kind in UNIQUE and mark.text in texts and other.id not in act.weapons:
                raise Refused("marking.text-taken", text=mark.text, weapon=other.id)


def _line(weapon: Weapon, mark: Mark) -> Line:
    marks = [as_state(each) for each in (*weapon.marks, mark)]
    changes: dict[str, object] = {"marks": marks}
    if mark.kind is MarkKind.SERIAL:
        demand(not weapon.serial, "marking.has-serial", weapon=weapon.id, serial=weapon.serial)
        changes |= {"serial": mark.text, "flags": [*(f for f in weapon.flags if f != "no-serial"), "serial-assigned"]}
    if mark.kind is MarkKind.IMPORT:
        changes |= facts(import_country=mark.country, import_year=mark.year)
    return line(weapon, Event.MARKED, **changes)
