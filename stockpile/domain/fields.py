"""What can be asked of a weapon, field by field: which operators a field takes, and what a condition means.

The meaning of a condition is written once, in `holds`; a database may be faster at it, never of another opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from stockpile.domain.category import Category
from stockpile.domain.errors import Refused
from stockpile.domain.filter import Condition, Operator
from stockpile.domain.serials import fold
from stockpile.domain.standing import Condition as Shape
from stockpile.domain.standing import Disposal, DisposalOption, Standing

YES, NO = "yes", "no"


class Sort(StrEnum):
    """What kind of values a field has."""

    NAME = "name"  # one of the stored names of a closed list
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes or no"
    FLAGS = "flags"  # any number of stored names


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be asked. ``names``: its closed list. ``few``: so few different values that a person can choose
    among them, each with its count."""

    name: str
    sort: Sort = Sort.TEXT
    names: tuple[str, ...] = ()
    few: bool = False


def _names(values: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.value for each in values if each.value)


_FIELDS = (
    Field("standing", Sort.NAME, _names(Standing), few=True),
    Field("serial"),
    Field("model", few=True),
    Field("maker", few=True),
    Field("category", Sort.NAME, _names(Category), few=True),
    Field("calibre", few=True),
    Field("country", few=True),
    Field("site", few=True),
    Field("location", few=True),
    Field("holder", few=True),
    Field("condition", Sort.NAME, _names(Shape), few=True),
    Field("disposal", Sort.NAME, _names(Disposal), few=True),
    Field("flags", Sort.FLAGS, few=True),
    Field("nsn", few=True),
    Field("asset_number"),
    Field("id"),
    Field("received_on", Sort.DATE),
    Field("issued_until", Sort.DATE),
    Field("year", Sort.NUMBER),
    Field("age", Sort.NUMBER),  # in years, by the year of manufacture
    Field("marked", Sort.YES_NO, (YES, NO), few=True),
    Field("receipt"),
    Field("consignment", few=True),
    Field("dossier", few=True),
    Field("destination", few=True),
    Field("disposal_option", Sort.NAME, _names(DisposalOption), few=True),
    Field("verification"),
    Field("ended_by"),
    Field("remark"),
)
FIELDS: Mapping[str, Field] = MappingProxyType({each.name: each for each in _FIELDS})

_EITHER = (Operator.IS, Operator.IS_NOT)
_NONE = (Operator.EMPTY, Operator.FILLED)
OPERATORS: Mapping[Sort, tuple[Operator, ...]] = MappingProxyType(
    {
        Sort.NAME: (*_EITHER, *_NONE),
        Sort.TEXT: (*_EITHER, Operator.CONTAINS, Operator.BEGINS, *_NONE),
        Sort.DATE: (Operator.IS, Operator.BEFORE, Operator.AFTER, *_NONE),
        Sort.NUMBER: (Operator.IS, Operator.LESS, Operator.MORE, *_NONE),
        Sort.YES_NO: (Operator.IS,),
        Sort.FLAGS: (*_EITHER, *_NONE),
    }
)

_YEAR = re.compile(r"\d{4}", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_DAY = re.compile(r"today(?:\s*([+-])\s*(\d{1,5}))?", re.ASCII | re.IGNORECASE)


def field(name: str) -> Field:
    """The field of this name.

    Raises:
        Refused: ``filter.value`` for a name that is none.
    """
    found = FIELDS.get(name)
    if found is None:
        raise Refused("filter.value", field="field", value=name, allowed=list(FIELDS))
    return found


def resolved(condition: Condition, today: date) -> Condition:
    """The condition with its values as they are compared: days as ISO dates (`today-30` too), age as a year.

    Raises:
        Refused: ``filter.value`` for a field, operator or value that is none.
    """
    known = field(condition.field)
    allowed = OPERATORS[known.sort]
    if condition.operator not in allowed:
        raise Refused("filter.value", field="operator", value=str(condition.operator), allowed=[*map(str, allowed)])
    if condition.operator in _NONE:
        made = replace(condition, values=())
    else:
        blank = condition.operator in _EITHER and known.sort is not Sort.YES_NO
        if not condition.values or ("" in condition.values and not blank):
            raise Refused("filter.value", field=condition.field, value="", allowed=_examples(known))
        made = replace(condition, values=tuple(_value(known, each, today) for each in condition.values))
    return _by_year(made, today) if condition.field == "age" else made


def holds(condition: Condition, value: str | Sequence[str]) -> bool:
    """Whether a resolved condition holds of a weapon whose field says ``value``; for flags all of them."""
    said = {value} if isinstance(value, str) else set(value)
    if FIELDS[condition.field].sort is Sort.NUMBER:
        said = {found.group() for each in said if (found := _YEAR.match(each))}
    said.discard("")
    if condition.operator in _EITHER:
        said = said or {""}  # so that `is` can name what says nothing beside other values
    return _MEANINGS[condition.operator](said, condition.values)


Meaning = Callable[[set[str], Sequence[str]], bool]


def _carries(said: set[str], values: Sequence[str]) -> bool:
    folded = [fold(each) for each in said]
    return any(part in each for part in map(fold, values) if part for each in folded)


def _begins(said: set[str], values: Sequence[str]) -> bool:
    folded = [fold(each) for each in said]
    return any(each.startswith(part) for part in map(fold, values) if part for each in folded)


# What is empty is before, after, less and more than nothing.
_MEANINGS: Mapping[Operator, Meaning] = MappingProxyType(
    {
        Operator.IS: lambda said, values: not said.isdisjoint(values),
        Operator.IS_NOT: lambda said, values: said.isdisjoint(values),
        Operator.CONTAINS: _carries,
        Operator.BEGINS: _begins,
        Operator.BEFORE: lambda said, values: any(each < min(values) for each in said),
        Operator.AFTER: lambda said, values: any(each > max(values) for each in said),
        Operator.LESS: lambda said, values: any(each < min(values) for each in said),
        Operator.MORE: lambda said, values: any(each > max(values) for each in said),
        Operator.EMPTY: lambda said, _values: not said,
        Operator.FILLED: lambda said, _values: bool(said),
    }
)


# -- values ------------------------------------------------------------------------------------------------------------


def _value(known: Field, value: str, today: date) -> str:
    """A value as it is compared."""
    read = _READERS.get(known.sort)
    text = read(value.strip(), today) if read is not None and value else value
    if text is None or (known.names and text and text not in known.names) or "\0" in text:
        raise Refused("filter.value", field=known.name, value=value, allowed=_examples(known))
    return text


def _examples(known: Field) -> list[str]:
    """What a refusal shows."""
    return list(known.names) or {
        Sort.DATE: ["2026-12-31", "today", "today-30", "today+7"],
        Sort.NUMBER: ["0", "25", "1990"],
    }.get(known.sort, ["…"])


def _day(text: str, today: date) -> str | None:
    if moved := _DAY.fullmatch(text):
        sign, days = moved.groups()
        try:
            return (today + timedelta(days=int(f"{sign}{days}") if days else 0)).isoformat()
        except OverflowError:
            return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _number(text: str, _today: date) -> str | None:
    return text.zfill(4) if _WHOLE.fullmatch(text) else None


_READERS: Mapping[Sort, Callable[[str, date], str | None]] = MappingProxyType(
    {Sort.DATE: _day, Sort.NUMBER: _number, Sort.YES_NO: lambda text, _today: text.lower()}
)
_TURNED = {Operator.LESS: Operator.MORE, Operator.MORE: Operator.LESS}


def _by_year(condition: Condition, today: date) -> Condition:
    """An age as a year: who is older was made before."""
    values = tuple(each and str(max(0, today.year - int(each))).zfill(4) for each in condition.values)
    return Condition("year", _TURNED.get(condition.operator, condition.operator), values)
