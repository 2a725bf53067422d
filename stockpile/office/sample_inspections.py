"""What the sample armoury's inspector found: marks photographed, one that is worn, a bolt of another weapon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stockpile.acts.inspecting import Inspect, MarkSeen, PieceSeen
from stockpile.domain.draft import Enclosure
from stockpile.domain.marks import Component, Legibility

if TYPE_CHECKING:
    from stockpile.office.sample import Sample

_LOOKED_AT = 8
_YEAR = 365


def inspect_some(sample: Sample, marked: tuple[str, ...]) -> None:
    """A few of the marked pieces are looked at one by one, and photographed."""
    from stockpile.documents.sample_pictures import stamped

    seen: dict[str, PieceSeen] = {}
    enclosures: list[Enclosure] = []
    for at, weapon_id in enumerate(marked[:_LOOKED_AT]):
        piece = sample.office.reading.card(weapon_id).weapon
        worn, foreign = at == 1, at == 2  # noqa: PLR2004 - two of them have a story
        photograph = Enclosure(f"{weapon_id}.jpg", stamped(piece.marks[-1].text, worn=worn))
        enclosures.append(photograph)
        mark = MarkSeen(
            at=len(piece.marks) - 1,
            legibility=Legibility.PARTLY if worn else None,
            photographs=(photograph.sha256,),
        )
        receiver = Component(kind="receiver", serial=piece.serial, essential=True)
        bolt = Component(kind="bolt", serial="KW-09-1173" if foreign else piece.serial, matches=not foreign)
        seen[weapon_id] = PieceSeen(marks=(mark,), components=(receiver, bolt))
    act = Inspect(
        weapons=tuple(seen),
        finding="marks and bolts compared with the record",
        place="Workshop",
        next_due=(sample.clock.moment + timedelta(days=_YEAR)).date(),
        seen=seen,
        enclosures=tuple(enclosures),
    )
    sample.do(act, "kofi")
