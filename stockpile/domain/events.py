"""The stored names of what can happen, written down here and never derived from Python's names.

A name that once stood in a ledger is never changed or given another meaning; what changes gets a new name.
"""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What a line says happened to its subject."""

    RECEIVED = "received"
    UPDATED = "updated"
    MARKED = "marked"
    INSPECTED = "inspected"
    PLACED = "placed"
    ISSUED = "issued"
    RETURNED = "returned"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    SHORT = "short on acceptance"
    DECLARED_SURPLUS = "declared surplus"
    DISPOSAL_AUTHORISED = "disposal authorised"
    VERIFIED = "verified"
    DESTROYED = "destroyed"
    DEACTIVATED = "deactivated"
    CORRECTED = "corrected"
    ADDED = "added"
    CHANGED = "changed"
