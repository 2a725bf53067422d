"""Where a weapon stands, in what condition it is, and how far its disposal has come."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Where a weapon stands; exactly one at a time (`product.md`, Words)."""

    IN_STOCK = "in stock"
    ISSUED = "issued"
    IN_MAINTENANCE = "in maintenance"
    IN_TRANSIT = "in transit"
    MISSING = "missing"
    DESTROYED = "destroyed"
    DEACTIVATED = "deactivated"
    TRANSFERRED_OUT = "transferred out"
    RECORDED_IN_ERROR = "recorded in error"

    @property
    def ended(self) -> bool:
        """A one-way exit: no act may follow but a correction with its own approvals."""
        return self in ENDED


ENDED = frozenset(
    {Standing.DESTROYED, Standing.DEACTIVATED, Standing.TRANSFERRED_OUT, Standing.RECORDED_IN_ERROR},
)
HELD = frozenset(set(Standing) - ENDED - {Standing.MISSING})


class Condition(StrEnum):
    """What shape a weapon is in, apart from where it stands."""

    SERVICEABLE = "serviceable"
    REPAIRABLE = "repairable"
    UNSERVICEABLE = "unserviceable"
    INCOMPLETE = "incomplete"


class Disposal(StrEnum):
    """How far the disposal of a weapon has come (BMS6 paragraph 38; SU-04, DE-01, DE-06)."""

    NONE = ""
    SURPLUS = "surplus"
    AUTHORISED = "authorised"
    VERIFIED = "verified"


class DisposalOption(StrEnum):
    """What is to become of surplus: the codes of the national report, question 10.5 (SU-05).

    Deactivation has no box of its own there; it is reported under other, with a note.
    """

    DESTRUCTION = "destruction"
    DEACTIVATION = "deactivation"
    SALE_TO_STATE = "sale to another state"
    DONATION_TO_STATE = "donation to another state"
    TRANSFER_TO_AGENCY = "transfer to another state agency"
    SALE_TO_CIVILIANS = "sale to civilians"
    TRANSFER_TO_ENTITY = "transfer to a legal entity"
    OTHER = "other"
