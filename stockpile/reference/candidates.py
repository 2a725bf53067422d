"""What a text may mean: candidates, each with how sure it is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from stockpile.language import marked


class Reason(StrEnum):
    """Why something is a candidate; from the surest to the least sure."""

    EXACT = "exact"
    NUMBER = "number"
    FOLDED = "folded"
    TRANSLITERATED = "transliterated"
    DESIGNATION = "designation"
    VARIANT = "variant"
    BORE = "bore"
    LIKENESS = "likeness"


# Spoken with `stockpile.language._` where they are shown.
REASONS = {
    Reason.EXACT: marked("written as in the catalogue"),
    Reason.NUMBER: marked("has this stock number"),
    Reason.FOLDED: marked("the same but for case, spaces, accents and look-alike letters"),
    Reason.TRANSLITERATED: marked("the same in Latin letters"),
    Reason.DESIGNATION: marked("named in the text"),
    Reason.VARIANT: marked("a variant of this model by its designation"),
    Reason.BORE: marked("has this bore"),
    Reason.LIKENESS: marked("looks like it"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a text may mean.

    Attributes:
        key: of the thing: a model's or maker's name, a calibre's or country's code.
        score: how sure, from 0 to 1. Scores order candidates; they are no probabilities.
        reason: why.
        spelling: the spelling in the list that fits.
        agrees, disagrees: what else is known (`maker`, `calibre`, `category`) and speaks for or against it.
    """

    key: str
    score: float
    reason: Reason
    spelling: str
    agrees: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()


SURE = 0.9
_CLEAR = 0.08  # by how much the best must lead


def decided(candidates: Iterable[Candidate]) -> Candidate | None:
    """The candidate that may be taken without asking: sure by itself, and no other one comes near."""
    ordered = sorted(candidates, key=lambda each: -each.score)
    if not ordered or ordered[0].score < SURE:
        return None
    return ordered[0] if len(ordered) == 1 or ordered[0].score - ordered[1].score >= _CLEAR else None


def ordered(candidates: Iterable[Candidate], limit: int) -> tuple[Candidate, ...]:
    """Each thing once, by its best candidate; best first, equals by the alphabet."""
    best: dict[str, Candidate] = {}
    for each in candidates:
        if each.key not in best or each.score > best[each.key].score:
            best[each.key] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.score, each.key))[:limit])
