"""Words for filters: fields, operators, values, and a whole condition as it stands on a chip."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.domain.fields import FIELDS, OPERATORS, YES, Sort
from stockpile.domain.filter import Condition, Operator
from stockpile.language import _, marked, ngettext
from ui.words import capital, flag_words, straight

HEADINGS: Mapping[str, str] = {
    "standing": marked("Standing"),
    "serial": marked("Serial number"),
    "model": marked("Model"),
    "maker": marked("Maker"),
    "category": marked("Category"),
    "calibre": marked("Calibre"),
    "country": marked("Country"),
    "site": marked("Site"),
    "location": marked("Location"),
    "holder": marked("Holder"),
    "condition": marked("Condition"),
    "disposal": marked("Disposal"),
    "flags": marked("Not in order"),
    "nsn": marked("NSN"),
    "asset_number": marked("Asset number"),
    "id": marked("Stockpile id"),
    "received_on": marked("Received on"),
    "issued_until": marked("Due back"),
    "year": marked("Year"),
    "age": marked("Age in years"),
    "marked": marked("Marked"),
    "receipt": marked("Receipt"),
    "consignment": marked("Consignment"),
    "dossier": marked("Dossier"),
    "destination": marked("Destination"),
    "disposal_option": marked("To become of it"),
    "verification": marked("Verified by"),
    "ended_by": marked("Ended by"),
    "remark": marked("Remark"),
}

_OPERATORS: Mapping[Operator, str] = {
    Operator.IS: marked("is"),
    Operator.IS_NOT: marked("is not"),
    Operator.CONTAINS: marked("contains any of"),
    Operator.BEGINS: marked("begins with"),
    Operator.BEFORE: marked("before"),
    Operator.AFTER: marked("after"),
    Operator.LESS: marked("less than"),
    Operator.MORE: marked("more than"),
    Operator.EMPTY: marked("is empty"),
    Operator.FILLED: marked("is not empty"),
}

_SENTENCES: Mapping[Operator, str] = {
    Operator.IS: marked("{field} is {values}"),
    Operator.IS_NOT: marked("{field} is not {values}"),
    Operator.CONTAINS: marked("{field} contains {values}"),
    Operator.BEGINS: marked("{field} begins with {values}"),
    Operator.BEFORE: marked("{field} before {values}"),
    Operator.AFTER: marked("{field} after {values}"),
    Operator.LESS: marked("{field} less than {values}"),
    Operator.MORE: marked("{field} more than {values}"),
    Operator.EMPTY: marked("{field} is empty"),
    Operator.FILLED: marked("{field} is not empty"),
}
_SAID = 3  # values on a chip; the rest are counted
WITHOUT_VALUES = (Operator.EMPTY, Operator.FILLED)


def field_words(name: str) -> str:
    """A field."""
    return _(HEADINGS[name])


def operator_words(operator: Operator) -> str:
    """An operator, as it stands between field and value."""
    return _(_OPERATORS[operator])


def operators_of(name: str) -> tuple[Operator, ...]:
    """The operators a field takes."""
    return OPERATORS[FIELDS[name].sort]


def value_words(name: str, value: str) -> str:
    """A value of a field, as a person reads it."""
    if not value:
        return _("(empty)")
    sort = FIELDS[name].sort
    if sort is Sort.NAME:
        return capital(_(value))
    if sort is Sort.FLAGS:
        return flag_words(value)
    if sort is Sort.YES_NO:
        return _("Yes") if value == YES else _("No")
    if sort is Sort.DATE and value.lower() == "today":
        return _("today")
    return straight(value)


def condition_words(condition: Condition) -> str:
    """A condition as one sentence."""
    said = [value_words(condition.field, each) for each in condition.values[:_SAID]]
    more = len(condition.values) - len(said)
    if more > 0:
        said.append(ngettext("{count} more", "{count} more", more).format(count=more))
    values = _(" or ").join(said)
    return _(_SENTENCES[condition.operator]).format(field=field_words(condition.field), values=values)
