"""May this happen to this weapon now, and if not, why? The same answer for the act itself and for the button that
offers it.

Each kind of act has its gates, in the order in which a person should hear of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stockpile.domain.errors import Refused
from stockpile.domain.standing import Condition, Disposal, Standing
from stockpile.domain.voucher import Kind
from stockpile.domain.weapon import Weapon

Gate = Callable[[Weapon], Refused | None]


def _alive(weapon: Weapon) -> Refused | None:
    """Destroyed, deactivated and transferred out cannot be undone (rule 3, DE-08)."""
    if weapon.standing.ended:
        return Refused("weapon.ended", weapon=weapon.id, standing=weapon.standing.value, voucher=weapon.ended_by)
    return None


def _standing(*allowed: Standing) -> Gate:
    def gate(weapon: Weapon) -> Refused | None:
        if weapon.standing in allowed:
            return None
        return Refused(
            "weapon.standing",
            weapon=weapon.id,
            standing=weapon.standing.value,
            needed=[each.value for each in allowed],
            holder=weapon.holder,
            voucher=weapon.consignment,
        )

    return gate


def _disposal(*allowed: Disposal) -> Gate:
    def gate(weapon: Weapon) -> Refused | None:
        if weapon.disposal in allowed:
            return None
        return Refused(
            "weapon.disposal",
            weapon=weapon.id,
            disposal=weapon.disposal.value,
            needed=[each.value for each in allowed],
            voucher=weapon.dossier,
        )

    return gate


def _fit_for_issue(weapon: Weapon) -> Refused | None:
    """No issue of what is unsafe or incomplete (ST-12)."""
    if weapon.condition in (Condition.UNSERVICEABLE, Condition.INCOMPLETE):
        return Refused("weapon.not-fit", weapon=weapon.id, condition=weapon.condition.value)
    return None


def _correctable(_weapon: Weapon) -> Refused | None:
    """What is wrong can always be put right, by the approvals that it needs."""
    return None


_in_stock = _standing(Standing.IN_STOCK)

GATES: dict[Kind, tuple[Gate, ...]] = {
    Kind.MARKING: (_alive, _standing(Standing.IN_STOCK, Standing.IN_MAINTENANCE)),
    Kind.INSPECTION: (_alive, _standing(Standing.IN_STOCK, Standing.ISSUED, Standing.IN_MAINTENANCE)),
    Kind.PLACING: (_alive, _in_stock),
    Kind.ISSUE: (_alive, _in_stock, _disposal(Disposal.NONE), _fit_for_issue),
    Kind.RETURN: (_alive, _standing(Standing.ISSUED)),
    Kind.DISPATCH: (_alive, _in_stock),
    Kind.ACCEPTANCE: (_alive, _standing(Standing.IN_TRANSIT)),
    Kind.SURPLUS: (_alive, _in_stock, _disposal(Disposal.NONE)),
    Kind.AUTHORISATION: (_alive, _in_stock, _disposal(Disposal.SURPLUS)),
    Kind.VERIFICATION: (_alive, _in_stock, _disposal(Disposal.AUTHORISED, Disposal.VERIFIED)),
    Kind.DESTRUCTION: (_alive, _in_stock, _disposal(Disposal.VERIFIED)),
    Kind.DEACTIVATION: (_alive, _in_stock, _disposal(Disposal.VERIFIED)),
    Kind.CORRECTION: (_correctable,),
}


def obstacle(kind: Kind, weapon: Weapon) -> Refused | None:
    """The first reason why ``kind`` may not happen to ``weapon`` now; `None` where it may."""
    return next((refusal for gate in GATES[kind] if (refusal := gate(weapon)) is not None), None)


def pass_gates(kind: Kind, weapons: Iterable[Weapon]) -> None:
    """Refuse unless every weapon may undergo ``kind`` now; the refusal names all that may not (`also`)."""
    refusals = [refusal for weapon in weapons if (refusal := obstacle(kind, weapon)) is not None]
    if refusals:
        first, *others = refusals
        also = [{"weapon": each.facts["weapon"], "code": each.code} for each in others]
        raise Refused(first.code, **first.facts, **({"also": also} if also else {}))
