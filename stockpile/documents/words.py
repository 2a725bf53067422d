"""Words that papers share: kinds, labels, moments. In the language of the paper, not of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from stockpile.domain.voucher import Kind
from stockpile.language import listed, marked

Words = Callable[[str], str]

TITLES: Mapping[Kind, str] = {
    Kind.OPENING: marked("Opening of the ledger"),
    Kind.ADMINISTRATION: marked("Administration"),
    Kind.RECEIPT: marked("Receipt voucher"),
    Kind.MARKING: marked("Marking record"),
    Kind.INSPECTION: marked("Inspection record"),
    Kind.PLACING: marked("Placing record"),
    Kind.ISSUE: marked("Issue voucher"),
    Kind.RETURN: marked("Return voucher"),
    Kind.DISPATCH: marked("Consignment note"),
    Kind.ACCEPTANCE: marked("Acceptance record"),
    Kind.SURPLUS: marked("Declaration of surplus"),
    Kind.AUTHORISATION: marked("Authorisation of disposal"),
    Kind.VERIFICATION: marked("Verification record"),
    Kind.DESTRUCTION: marked("Certificate of destruction"),
    Kind.DEACTIVATION: marked("Certificate of deactivation"),
    Kind.CORRECTION: marked("Correction"),
}

# Facts of vouchers that stand on papers, in this order; what is not named here stands under its stored name.
LABELS: Mapping[str, str] = {
    "holder": marked("Holder"),
    "holder_name": marked("Name of the holder"),
    "holders": marked("Taken back from"),
    "until": marked("Due back on"),
    "purpose": marked("Purpose"),
    "from": marked("From site"),
    "to": marked("To site"),
    "carrier": marked("Carrier"),
    "vehicle": marked("Vehicle"),
    "escort": marked("Escort"),
    "route": marked("Route"),
    "seals": marked("Seals on the cases"),
    "expected_on": marked("Expected on"),
    "consignment": marked("Consignment"),
    "sent_from": marked("Sent from"),
    "accepted": marked("Accepted"),
    "short": marked("Did not arrive"),
    "location": marked("Location"),
    "condition": marked("Condition"),
    "finding": marked("Finding"),
    "inspection_due": marked("Next inspection"),
    "place": marked("Place"),
    "machine": marked("Machine"),
    "option": marked("Decision"),
    "not_destroyed_because": marked("Why not destroyed"),
    "dossier": marked("Dossier"),
    "read": marked("Serial numbers read"),
    "corrects": marked("Corrects"),
    "provenance": marked("Provenance"),
    "file": marked("File"),
    "sha256": marked("SHA-256 of the file"),
    "rows": marked("Rows"),
    "new": marked("New"),
    "changed": marked("Changed"),
    "unchanged": marked("Unchanged"),
    "rejected": marked("Rejected"),
    "edited_cells": marked("Cells changed by hand"),
    "removed": marked("Recorded in error"),
    "restored": marked("As before the import"),
    "kept": marked("Left, since something happened to them"),
    "kept_items": marked("Left as they are"),
    "weapons": marked("Weapons"),
    "other_items": marked("Other equipment (rows)"),
    "unclear": marked("Unclear (rows)"),
    "quantity_total": marked("Total quantity"),
    "value_total": marked("Total value"),
    "vanished": marked("Not in this version any more"),
}

MONO = frozenset({"dossier", "consignment", "corrects", "sha256", "location", "short"})


def moment_in_words(moment: datetime) -> str:
    """Date, time and offset, readable in every language: `2026-11-24 09:41 +03:00`."""
    stamp = f"{moment:%Y-%m-%d %H:%M} {moment:%z}"
    return stamp[:-2] + ":" + stamp[-2:]


def value_in_words(value: object, words: Words) -> str:
    """A fact's value on a paper."""
    if isinstance(value, (list, tuple)):
        return listed((value_in_words(each, words) for each in value), words)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return words(str(value)) if value not in ("", None) else ""
