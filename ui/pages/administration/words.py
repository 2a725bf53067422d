"""Words that only the administration needs."""

from __future__ import annotations

from stockpile.domain.people import MAY_APPROVE, MAY_RECORD, Role
from stockpile.domain.voucher import Kind
from stockpile.language import _, listed, marked, ngettext
from ui.words import capital, kind_words, named

ACTIVE = "●"
ENDED = "⊘"
WARNING = "▲"
UNKNOWN = "○"

SORTS = {
    "building": marked("Building"),
    "room": marked("Room"),
    "rack": marked("Rack"),
    "slot": marked("Slot"),
    "container": marked("Container"),
    "other": marked("Other place"),
    "person": marked("Person"),
    "unit": marked("Unit"),
}


def active_words(*, active: bool) -> str:
    """Whether something is in use, with its shape."""
    return f"{ACTIVE} {_('Active')}" if active else f"{ENDED} {_('Inactive')}"


def sort_words(sort: str) -> str:
    """A sort of place or holder; empty where none was said."""
    return _(SORTS[sort]) if sort in SORTS else capital(sort)


def role_words(role: Role) -> str:
    """A role."""
    return named(role.value)


def may_words(role: Role) -> str:
    """What a role may do, in a sentence or two."""
    kinds = [kind_words(kind) for kind in Kind if role in MAY_RECORD[kind]]
    said = []
    if kinds:
        said.append(_("May record: {kinds}.").format(kinds=listed(kinds)))
    if role in MAY_APPROVE:
        said.append(_("May put the second signature where a rule wants one."))
    return " ".join(said) or _("May read everything, and record nothing.")


def weapons_words(count: int) -> str:
    """So many weapons."""
    return ngettext("{count} weapon", "{count} weapons", count).format(count=f"{count:,}")
