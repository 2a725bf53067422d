"""What the register is narrowed by: a chip for each, and a menu with counts to add another."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from stockpile.domain.filter import WeaponFilter
from stockpile.language import _, marked
from ui.widgets.buttons import button
from ui.widgets.chips import Flow
from ui.words import named, straight

# Fields of the filter that the menu offers: what a chip says of each.
OFFERED: Mapping[str, tuple[str, str]] = {
    "standing": (marked("Standing"), marked("Standing is {value}")),
    "category": (marked("Category"), marked("Category is {value}")),
    "condition": (marked("Condition"), marked("Condition is {value}")),
    "site": (marked("Site"), marked("Site is {value}")),
    "model": (marked("Model"), marked("Model is {value}")),
}
_MOST = 30  # values of one field in the menu


class FilterBar(QWidget):
    """Chips and the menu.

    Signals:
        changed: the filter is another one.

    Attributes:
        where: the filter, without the search text.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.where = WeaponFilter()
        self._layout = Flow(self)
        self.menu = QMenu(self)
        self.add = QPushButton(_("+ &Filter"))
        self.add.setAccessibleName(_("Add a filter"))
        self.add.setMenu(self.menu)
        self._layout.addWidget(self.add)

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(1 for name in OFFERED if getattr(self.where, name))

    def set(self, name: str, value: str) -> None:
        """Narrow by a field; empty: not any more."""
        self.where = _narrowed(self.where, name, value)
        self._show_chips()
        self.changed.emit()

    def show_facets(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Offer what is there, with how many weapons each would leave."""
        for action in self.menu.actions():
            if (below := action.menu()) is not None:
                below.deleteLater()  # `clear` leaves it behind
        self.menu.clear()
        for name, (heading, _chip) in OFFERED.items():
            values = sorted(facets.get(name, {}).items(), key=_by_count)[:_MOST]
            if not values or getattr(self.where, name):
                continue
            below = self.menu.addMenu(_(heading))
            for value, count in values:
                if value:
                    text = f"{_value(name, value)}  ·  {count:,}".replace("&", "&&")
                    below.addAction(text).triggered.connect(partial(self._on_chosen, name, value))
        self.add.setEnabled(not self.menu.isEmpty())

    def _on_chosen(self, name: str, value: str, *_checked: bool) -> None:
        self.set(name, value)

    def _show_chips(self) -> None:
        self._layout.takeAt(self._layout.count() - 1)  # the menu's button stays
        self._layout.clear()
        for name, (_heading, chip) in OFFERED.items():
            value = getattr(self.where, name)
            if value:
                said = _(chip).format(value=_value(name, value))
                close = partial(self._on_chosen, name, "")
                chip_name = _("Remove the filter: {filter}").format(filter=said)
                self._layout.addWidget(button(f"{said}  ✕".replace("&", "&&"), close, "chip", chip_name))
        self._layout.addWidget(self.add)
        for at in range(self._layout.count()):
            item = self._layout.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.show()
        self._layout.activate()
        self.updateGeometry()


def _narrowed(where: WeaponFilter, name: str, value: str) -> WeaponFilter:
    changed: dict[str, Any] = {name: value}  # the offered fields are texts
    return dataclasses.replace(where, **changed)


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return (-pair[1], pair[0])


def _value(name: str, value: str) -> str:
    return straight(value) if name in ("site", "model") else named(value)
