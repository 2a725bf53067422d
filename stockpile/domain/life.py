"""The life of one piece, read with its corrections: which entries were put right later, from what to what, and by
which voucher (rule 1, RC-08).

A correction says what stood before (`was`) and what stands from now on. The entry that had last said the one is the
entry that was wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stockpile.domain.events import Event
from stockpile.domain.voucher import Line

# What a correction changes along with the standing; by itself it says nothing of what was wrong.
_BESIDE = frozenset(
    {"flags", "location", "disposal", "ended_by", "dossier", "disposal_option", "verification", "consignment"}
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field of an entry that a later entry put right.

    Attributes:
        field: stored name. was: what the entry said; None where it said nothing.
        now: what was put in its place; None where it was cleared. by: reference of the correcting voucher.
        last: what stands in the end, where that correction was itself put right.
    """

    field: str
    was: object
    now: object
    by: str
    last: object


def corrected_later(life: Sequence[tuple[str, Line]]) -> tuple[tuple[Corrected, ...], ...]:
    """For each entry (reference of its voucher, and its line; oldest first) what was put right later."""
    said_by: dict[str, int] = {}  # field: which entry said last what it is
    found: list[dict[str, tuple[int, object, object]]] = [{} for _entry in life]
    for at, (_reference, line) in enumerate(life):
        was = line.seen.get("was")
        if line.event == Event.CORRECTED and isinstance(was, Mapping):
            for name, now in line.set.items():
                if name not in _BESIDE and at:
                    found[said_by.get(name, 0)].setdefault(name, (at, was.get(name), now))
        said_by |= dict.fromkeys(line.set, at)
    return tuple(
        tuple(
            Corrected(name, was, now, life[at][0], _last(found, at, name, now)) for name, (at, was, now) in each.items()
        )
        for each in found
    )


def _last(found: Sequence[Mapping[str, tuple[int, object, object]]], at: int, name: str, now: object) -> object:
    """What stands in the end: the correction may have been put right itself."""
    while name in found[at]:
        at, _was, now = found[at][name]
    return now
