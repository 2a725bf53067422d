"""Recording weapons by hand: how each came, and what can be read on it (ST-05, CO-01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from stockpile.acts.photographs import demand_photographs
from stockpile.acts.scene import Act, Decision, Scene, demand, facts
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.marks import Component, Mark
from stockpile.domain.serials import exact_key, is_placeholder, look_alike
from stockpile.domain.standing import Condition, Standing
from stockpile.domain.state import as_state
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import Weapon


class Provenance(StrEnum):
    """How a weapon came (BMS6 paragraph 108; CO-01)."""

    MADE = "made"
    IMPORTED = "imported"
    SEIZED = "seized"
    FOUND = "found"
    SURRENDERED = "surrendered"
    RETURNED = "returned"
    TAKEN_OVER = "taken over"  # held before this record began


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWeapon:
    """What can be read on one piece. ``serial`` exactly as marked; empty where there is none, never a placeholder;
    ``photographs``: hashes of enclosures that show the piece as a whole."""

    maker: str = ""
    model: str = ""
    serial: str = ""
    country: str = ""
    category: str = ""
    calibre: str = ""
    nsn: str = ""
    year: str = ""
    asset_number: str = ""
    import_country: str = ""
    import_year: str = ""
    condition: Condition | None = None
    location: str = ""
    marks: tuple[Mark, ...] = ()
    components: tuple[Component, ...] = ()
    remark: str = ""
    photographs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWeapons(Act):
    """Take weapons into the record of a site. ``ids``: those the register will give them, in order."""

    kind: ClassVar[Kind] = Kind.RECEIPT

    pieces: tuple[NewWeapon, ...]
    provenance: Provenance = Provenance.TAKEN_OVER
    ids: tuple[str, ...] = field(default=(), kw_only=True)

    def new_marks(self) -> tuple[str, ...]:
        """The serial numbers."""
        return tuple(piece.serial for piece in self.pieces if piece.serial)


def record_weapons(act: RecordWeapons, scene: Scene) -> Decision:
    """Decide an intake by hand.

    Refuses a placeholder as serial number and an identity (maker, model, serial, country) that is in the register; a
    piece that was destroyed and is here again is refused loudly (DE-11). Look-alikes are flagged, never merged.
    """
    demand(act.pieces, "recording.nothing")
    demand(scene.site, "site.none")
    _demand_different(act)
    demand_photographs(act, _photographs(act))
    known = {_identity(other): other for other in scene.namesakes}
    lines = tuple(_line(piece, subject, scene, known) for piece, subject in zip(act.pieces, act.ids, strict=True))
    return Decision(lines=lines, facts=facts(provenance=act.provenance.value, weapons=len(lines)))


def _photographs(act: RecordWeapons) -> Iterable[tuple[str, ...]]:
    for piece in act.pieces:
        yield piece.photographs
        yield from (mark.photographs for mark in piece.marks)


def _identity(piece: NewWeapon | Weapon) -> tuple[str, ...]:
    return tuple(exact_key(part) for part in (piece.maker, piece.model, piece.serial, piece.country))


def _demand_different(act: RecordWeapons) -> None:
    seen: set[tuple[str, ...]] = set()
    for piece in act.pieces:
        demand(piece.serial or piece.model or piece.category, "recording.no-identity")
        demand(not piece.serial or not is_placeholder(piece.serial), "recording.placeholder", serial=piece.serial)
        demand(not piece.serial or _identity(piece) not in seen, "recording.twice", serial=piece.serial)
        seen.add(_identity(piece))


def _line(piece: NewWeapon, subject: str, scene: Scene, known: dict[tuple[str, ...], Weapon]) -> Line:
    if piece.serial and (other := known.get(_identity(piece))):
        code = "weapon.re-appeared" if other.standing.ended else "weapon.identity-taken"
        raise Refused(code, weapon=other.id, serial=piece.serial, standing=other.standing.value, voucher=other.ended_by)
    flags = ([] if piece.serial else ["no-serial"]) + (["look-alike"] if _look_alikes(piece, scene) else [])
    state = as_state(piece) | {"site": scene.site, "standing": Standing.IN_STOCK.value, "received_on": str(scene.today)}
    return Line(subject, Event.RECEIVED, state | ({"flags": flags} if flags else {}))


def _look_alikes(piece: NewWeapon, scene: Scene) -> bool:
    return bool(piece.serial) and any(
        exact_key(other.serial) != exact_key(piece.serial) and look_alike(other.serial, piece.serial)
        for other in scene.namesakes
    )
