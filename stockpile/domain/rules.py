"""What a state may set for itself (BMS6 paragraph 13): figures and options that no text fixes for everybody.

Kept in the ledger under the subject `rules:national`; what is not set there has the value written here.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile.domain.state import State

RULES_SUBJECT = "rules:national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in force.

    Attributes:
        witnesses: how many independent witnesses a destruction needs at least (DE-06).
        issue_unmarked: whether a weapon without any unique mark may be issued (MK-08).
        approvals_to_reopen: approvers for correcting a one-way exit.
    """

    witnesses: int = 2
    issue_unmarked: bool = True
    approvals_to_reopen: int = 2


def rules(state: State) -> Rules:
    """Read the rules in force from the fold of the lines about them."""
    standard = Rules()
    return Rules(
        witnesses=int(str(state.get("witnesses", standard.witnesses))),
        issue_unmarked=bool(state.get("issue_unmarked", standard.issue_unmarked)),
        approvals_to_reopen=int(str(state.get("approvals_to_reopen", standard.approvals_to_reopen))),
    )
