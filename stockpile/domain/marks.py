"""What is stamped on the piece, as stamped (ITI 7, 8; MK-01..MK-08)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark says."""

    MAKER = "maker"
    COUNTRY = "country"
    SERIAL = "serial"
    IMPORT = "import"
    STATE = "state"
    OTHER = "other"


class Legibility(StrEnum):
    """How well a mark can be read (MK-01)."""

    CLEAR = "clear"
    PARTLY = "partly legible"
    ILLEGIBLE = "illegible"
    REMOVED = "removed"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark on a piece.

    Attributes:
        kind: what it says.
        text: exactly as stamped; never normalised.
        place: where on the piece (receiver, left side ...).
        method: stamp, dot-peen, engrave, laser, cast, plate insert ...
        legibility: how well it can be read.
        country: for an import or state mark, the country it names (code); MK-07.
        year: for an import mark, the year as stamped; text, since year marks can be coded.
        marked_on: ISO date of the marking, where known.
        photographs: SHA-256 (hex) of attachments of the vouchers that speak of it (MK-01).
    """

    kind: MarkKind
    text: str
    place: str = ""
    method: str = ""
    legibility: Legibility = Legibility.CLEAR
    country: str = ""
    year: str = ""
    marked_on: str = ""
    photographs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part with a mark of its own (MK-03, MK-04); the essential one carries the weapon's identity."""

    kind: str
    serial: str = ""
    essential: bool = False
    matches: bool = True
    remark: str = ""
