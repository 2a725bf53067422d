"""How weapons are destroyed, and what is said of it (DE-03, DE-04, DE-06; national report, question 10.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DestructionMethod(StrEnum):
    """The boxes of the national report, question 10.5.1 (i) to (vii)."""

    BURNING_OR_MELTING = "burning or melting"
    OPEN_PIT_DETONATION = "open-pit detonation"
    CUTTING_OR_SHREDDING = "cutting or shredding"
    BENDING_OR_CRUSHING = "bending or crushing"
    DUMPING_AT_SEA = "dumping at sea"
    BURIAL_ON_LAND = "burial on land"
    OTHER = "other"


# Alone they do not show that the weapon is gone for good (DE-03): permitted, but said on the voucher.
DOUBTFUL_METHODS = frozenset(
    {
        DestructionMethod.OPEN_PIT_DETONATION,
        DestructionMethod.BENDING_OR_CRUSHING,
        DestructionMethod.DUMPING_AT_SEA,
        DestructionMethod.BURIAL_ON_LAND,
    },
)


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who saw it done and belongs neither to the store nor to the crew (DE-06)."""

    name: str
    organisation: str
