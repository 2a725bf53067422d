"""What a state may set for itself (BMS6 paragraph 13): figures and options that no text fixes for everybody.

Kept in the ledger under the subject `rules:national`; what is not set there has the value written here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from stockpile.domain.errors import Refused
from stockpile.domain.state import State

RULES_SUBJECT = "rules:national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in force.

    Attributes:
        witnesses: how many independent witnesses a destruction needs at least (DE-06).
        issue_unmarked: whether a weapon without any unique mark may be issued (MK-08).
        approvals_to_reopen: approvers for correcting a one-way exit (DE-08).
        approvals_to_reset: approvers for giving an officer a new key and password (GV-03).
        days_in_transit: after so many days a consignment that was not accepted is looked into (MV-02).
        days_without_due_date: after so many days an issue without a day of return is looked into (IS-02).
        import_approval_limit: an inventory of more weapons than this needs a second officer; 0: none does (ST-09).
        lock_after_minutes: so long at most an untouched window stays open; an officer may choose less (GV-04).
    """

    witnesses: int = 2
    issue_unmarked: bool = True
    approvals_to_reopen: int = 2
    approvals_to_reset: int = 1
    days_in_transit: int = 14
    days_without_due_date: int = 30
    import_approval_limit: int = 0
    lock_after_minutes: int = 30


@dataclass(frozen=True, slots=True)
class RuleLimits:
    """What one rule may be set to: a figure between two others, or (both 0) yes or no. ``source``: the requirement."""

    source: str
    least: int = 0
    most: int = 0

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure."""
        return self.most > self.least


LIMITS: dict[str, RuleLimits] = {
    "witnesses": RuleLimits("DE-06", 1, 10),
    "issue_unmarked": RuleLimits("MK-08"),
    "approvals_to_reopen": RuleLimits("DE-08", 1, 5),
    "approvals_to_reset": RuleLimits("GV-03", 0, 3),
    "days_in_transit": RuleLimits("MV-02", 1, 365),
    "days_without_due_date": RuleLimits("IS-02", 1, 3650),
    "import_approval_limit": RuleLimits("ST-09", 0, 1_000_000),
    "lock_after_minutes": RuleLimits("GV-04", 1, 240),
}


def rules(state: State) -> Rules:
    """Read the rules in force from the fold of the lines about them."""
    standard = Rules()
    return Rules(**{each.name: _read(state, each.name, standard) for each in fields(Rules)})


def _read(state: State, name: str, standard: Rules) -> Any:  # noqa: ANN401 - as the field is: a figure, or yes or no
    """What is set, as far as it can be read: what an old ledger says out of bounds is brought within them."""
    limits = LIMITS[name]
    value = state.get(name, getattr(standard, name))
    if not limits.is_figure:
        return bool(value)
    try:
        return min(max(int(str(value)), limits.least), limits.most)
    except ValueError:
        return getattr(standard, name)


def demand_rule(name: str, value: object) -> None:
    """Refuse what is no rule, or is set to what it cannot be."""
    limits = LIMITS.get(name)
    if limits is None:
        raise Refused("rules.unknown", rule=name)
    if limits.is_figure:
        if type(value) is not int or not limits.least <= value <= limits.most:
            raise Refused("rules.value", rule=name, value=str(value), least=limits.least, most=limits.most)
    elif type(value) is not bool:
        raise Refused("rules.yes-or-no", rule=name, value=str(value))
