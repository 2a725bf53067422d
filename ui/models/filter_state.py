"""What the register is narrowed by: one object that header menus, drawer, chips and saved views all show and change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from stockpile.domain.fields import FIELDS
from stockpile.domain.filter import Condition, Operator, WeaponFilter

# Fields of `WeaponFilter` that mean the same as a condition.
_PLAIN = (
    "standing", "category", "site", "holder", "condition", "disposal", "model", "consignment", "dossier", "location",
)  # fmt: skip


class FilterState(QObject):
    """The text that is looked for, the conditions, and the day that is looked at.

    Signals:
        changed: it is another filter.

    Attributes:
        query: part of what can be read on the piece. conditions: all of them hold. as_at: None for now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.conditions: tuple[Condition, ...] = ()
        self.as_at: date | None = None

    @property
    def count(self) -> int:
        """How many filters there are, beside the text that is looked for."""
        return len(self.conditions) + (self.as_at is not None)

    @property
    def narrows(self) -> bool:
        """Whether there is anything to take away."""
        return self.count > 0 or bool(self.query)

    def where(self, site: str = "", order: str = "") -> WeaponFilter:
        """The filter. ``site``: the site in view, which every list keeps to."""
        return WeaponFilter(query=self.query, site=site, conditions=self.conditions, as_at=self.as_at, order=order)

    def show(self, where: WeaponFilter) -> None:
        """Show another filter as a whole; its order and limit are the table's affair."""
        plain = tuple(Condition(name, Operator.IS, (value,)) for name in _PLAIN if (value := getattr(where, name)))
        flag = (Condition("flags", Operator.IS, (where.flag,)),) if where.flag else ()
        known = tuple(each for each in where.conditions if each.field in FIELDS)
        self._become(where.query, (*plain, *flag, *known), where.as_at)

    def look_for(self, query: str) -> None:
        """Look for a text."""
        self._become(query, self.conditions, self.as_at)

    def look_at(self, day: date | None) -> None:
        """Look at a day; None: now."""
        self._become(self.query, self.conditions, day)

    def add(self, condition: Condition) -> None:
        """Demand one thing more."""
        if condition not in self.conditions:
            self._become(self.query, (*self.conditions, condition), self.as_at)

    def put(self, old: Condition | None, new: Condition | None) -> None:
        """Demand ``new`` in the place of ``old``; None: of nothing, or not any more."""
        if old is None or old not in self.conditions:
            if new is not None:
                self.add(new)
            return
        kept = [new if each == old else each for each in self.conditions]
        self._become(self.query, tuple(dict.fromkeys(each for each in kept if each is not None)), self.as_at)

    def of(self, field: str) -> tuple[Condition, ...]:
        """What is demanded of a field."""
        return tuple(each for each in self.conditions if each.field == field)

    def chosen(self, field: str) -> tuple[str, ...]:
        """The values one of which a field has to have; empty: any."""
        return next((each.values for each in self.of(field) if each.operator is Operator.IS), ())

    def choose(self, field: str, values: tuple[str, ...]) -> None:
        """A field has to have one of these values; none: any."""
        old = next((each for each in self.of(field) if each.operator is Operator.IS), None)
        self.put(old, Condition(field, Operator.IS, values) if values else None)

    def clear(self) -> None:
        """Everything, as it is now."""
        self._become("", (), None)

    def _become(self, query: str, conditions: tuple[Condition, ...], as_at: date | None) -> None:
        if (query, conditions, as_at) == (self.query, self.conditions, self.as_at):
            return
        self.query, self.conditions, self.as_at = query, conditions, as_at
        self.changed.emit()


def without_order(where: WeaponFilter) -> WeaponFilter:
    """What is counted does not depend on the order."""
    return replace(where, order="", limit=None)
