"""Taking an import back: what it recorded never was, what it changed is again as it was before (rule 1; RC-08).

Nothing is removed from the ledger: a correction puts each line right by another line. What has happened to a piece since
stands; such a piece is named, and left as it is.
"""

from __future__ import annotations

from stockpile.domain.events import Event
from stockpile.domain.standing import Standing
from stockpile.domain.state import State
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import Line

RECORDED_IN_ERROR = Standing.RECORDED_IN_ERROR.value
APPROVALS = 1  # as for every piece that is declared recorded in error


def taken_back(imported: Line, before: State, now: State, reference: str) -> Line:
    """The line that takes a line of an import back.

    Args:
        before: the piece before the import; empty where the import recorded it.
        now: the piece as it is, which is as the import left it.
        reference: of the import.
    """
    changes: dict[str, object]
    if imported.event == Event.RECEIVED:
        changes = _never_was(imported.subject, now, reference)
    else:
        changes = {name: before.get(name) for name in imported.set}
    was = {name: now.get(name) for name in changes}
    seen = {name: now[name] for name in ("maker", "model", "serial", "country") if now.get(name)}
    return Line(imported.subject, Event.CORRECTED, changes, {**seen, "was": was})


def _never_was(subject: str, now: State, reference: str) -> dict[str, object]:
    """Recorded in error; and no row of a file is known again by it."""
    marks: dict[str, object] = {name: None for name in ("source", "digest", "location", "holder") if now.get(name)}
    marks["taken_back"] = reference
    if is_weapon(subject):
        return {"standing": RECORDED_IN_ERROR, **marks}
    return {"sort": RECORDED_IN_ERROR, "quantity": None, **marks}
