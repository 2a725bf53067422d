"""Words for the rules a state may set: what each is called, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stockpile.language import marked


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule is called, and what it means; both to be translated."""

    title: str
    meaning: str


RULES: Mapping[str, RuleWords] = {
    "witnesses": RuleWords(
        marked("Independent witnesses of a destruction"),
        marked("So many people who had no other part in it see it happen, and stand on its certificate."),
    ),
    "issue_unmarked": RuleWords(
        marked("Unmarked weapons may be issued"),
        marked("Whether a weapon without any mark of its own may be handed out."),
    ),
    "approvals_to_reopen": RuleWords(
        marked("Approvals to reopen what has left"),
        marked("So many officers approve that a destroyed, deactivated or transferred weapon comes back on record."),
    ),
    "approvals_to_reset": RuleWords(
        marked("Approvals of a password set by an administrator"),
        marked("So many other officers approve it, as far as there are any who may; the ledger says who."),
    ),
    "days_in_transit": RuleWords(
        marked("Days in transit"),
        marked("A consignment that was not accepted after so many days is on the list of things to do."),
    ),
    "days_without_due_date": RuleWords(
        marked("Days issued without a day of return"),
        marked("An issue without a day of return is on the list of things to do after so many days."),
    ),
    "import_approval_limit": RuleWords(
        marked("Weapons in an inventory without approval"),
        marked("An inventory that brings more new weapons than this is signed by a second officer; 0: none is."),
    ),
    "lock_after_minutes": RuleWords(
        marked("Minutes until the window locks at the latest"),
        marked("A window nobody touched for so long locks itself. Each officer may choose a shorter time."),
    ),
}
