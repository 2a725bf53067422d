r"""A condition as a line of text: `model contains AK|SKS`, `received_on before today-365`, `holder empty`.

Several values stand between bars; a bar or backslash within a value has a backslash before it. What is printed is read
again as the same.
"""

from __future__ import annotations

import re

from stockpile.domain.errors import Refused
from stockpile.domain.fields import field
from stockpile.domain.filter import Condition, Operator

_BY_LENGTH = sorted(Operator, key=lambda each: -len(each.value))  # `is not` before `is`, `not empty` before `empty`
_WITHOUT_VALUES = (Operator.EMPTY, Operator.FILLED)
_SPECIAL = re.compile(r"[\\|]")


def parse(text: str) -> Condition:
    """Read a condition.

    Raises:
        Refused: ``filter.value`` for a field or operator that is none.
    """
    name, _blank, rest = text.lstrip().partition(" ")
    known = field(name)
    rest = rest.lstrip()
    for operator in _BY_LENGTH:
        if operator in _WITHOUT_VALUES and rest.rstrip() == operator.value:
            return Condition(known.name, operator)
        if operator not in _WITHOUT_VALUES and rest.startswith(f"{operator.value} "):
            return Condition(known.name, operator, _values(rest[len(operator.value) + 1 :]))
    raise Refused("filter.value", field="operator", value=rest, allowed=[each.value for each in Operator])


def printed(condition: Condition) -> str:
    """The line of a condition."""
    values = "|".join(_SPECIAL.sub(r"\\\g<0>", each) for each in condition.values)
    return f"{condition.field} {condition.operator.value}" + (
        "" if condition.operator in _WITHOUT_VALUES else f" {values}"
    )


def _values(text: str) -> tuple[str, ...]:
    """Values between bars; a backslash takes what follows it as it is."""
    found, current, escaped = [], "", False
    for character in text:
        if character == "|" and not escaped:
            found.append(current)
            current = ""
        elif character == "\\" and not escaped:
            escaped = True
            continue
        else:
            current += character
        escaped = False
    return (*found, current)
