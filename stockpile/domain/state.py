"""Between typed values and the JSON that stands in a line: one rule for all.

Blank means "leave as it is" on the way in, so what is empty is not written; clearing is explicit (`null`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TypeAlias

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
State: TypeAlias = Mapping[str, object]

CLEARED: tuple[object, ...] = (
    None,
    "",
    [],
    {},
)  # a state does not tell a field that was cleared from one that was never known


def fold(state: State | None, changes: State) -> dict[str, object]:
    """The state after a line: its fields overwrite, the rest stays; what is cleared is gone. The only meaning a line
    has."""
    after = {**(state or {}), **changes}
    return {name: value for name, value in after.items() if value not in CLEARED}


def as_state(value: object) -> dict[str, object]:
    """The stored form of a dataclass, without what is empty."""
    if not is_dataclass(value):
        raise TypeError(type(value).__name__)
    stored = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return {name: content for name, content in stored.items() if content not in ("", None, [], {}, ())}


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return as_state(value)
    return value


def text(state: State, name: str) -> str:
    """A field as text; empty where it is not known."""
    value = state.get(name)
    return "" if value is None else str(value)


def texts(state: State, name: str) -> tuple[str, ...]:
    """A field that is a list of texts."""
    value = state.get(name)
    return tuple(str(each) for each in value) if isinstance(value, (list, tuple)) else ()


def parts(state: State, name: str) -> tuple[State, ...]:
    """A field that is a list of records."""
    value = state.get(name)
    return tuple(each for each in value if isinstance(each, Mapping)) if isinstance(value, (list, tuple)) else ()
