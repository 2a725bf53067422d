"""What is stamped on a piece, as stamped and as it can be read, with its photographs; and its components."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile.domain.marks import Component, Legibility, Mark
from stockpile.domain.weapon import Weapon
from stockpile.language import _, listed
from ui.desk import Desk
from ui.theme.measures import GRID
from ui.widgets.facts import Facts, Known
from ui.widgets.labels import label, paragraph
from ui.widgets.photographs import Photograph, PhotographStrip
from ui.words import ABSENT, apart, named, straight


class WeaponMarks(QWidget):
    """Photographs of the piece, its marks, its components."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        self._layout.setSpacing(GRID)
        self._parts: list[QWidget] = []
        self._layout.addStretch(1)

    def show_weapon(self, weapon: Weapon) -> None:
        """One weapon."""
        for each in self._parts:
            self._layout.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._parts = []
        if weapon.photographs:
            self._add(label(_("The piece"), "heading"))
            self._add(self._strip(weapon.photographs, _("The piece")))
        self._add(label(_("Marks"), "heading"))
        for mark in weapon.marks:
            self._show_mark(mark)
        if not weapon.marks:
            self._add(paragraph(_("No mark but the serial number is recorded."), "muted"))
        if weapon.components:
            self._add(label(_("Components"), "heading"))
            facts = Facts()
            listed = sorted(weapon.components, key=lambda each: not each.essential)
            facts.show_facts([_component(each) for each in listed])
            self._add(facts)

    def _show_mark(self, mark: Mark) -> None:
        facts = Facts()
        facts.show_facts(_mark(mark))
        self._add(facts)
        if mark.photographs:
            said = _("{kind} “{text}”").format(kind=named(mark.kind.value), text=straight(mark.text))
            self._add(self._strip(mark.photographs, said))

    def _strip(self, hashes: Sequence[str], caption: str) -> PhotographStrip:
        strip = PhotographStrip(self._desk)
        reading = self._desk.office.reading
        strip.show_photographs(
            [Photograph(f"{each[:12]}.jpg", partial(reading.photograph, each), caption) for each in hashes]
        )
        return strip

    def _add(self, widget: QWidget) -> None:
        self._layout.insertWidget(len(self._parts), widget)
        self._parts.append(widget)


def _mark(mark: Mark) -> list[Known]:
    unclear = mark.legibility is not Legibility.CLEAR
    legibility = _("▲ {legibility}").format(legibility=named(mark.legibility.value)) if unclear else named("clear")
    named_in = " ".join(each for each in (straight(mark.country), straight(mark.year)) if each)
    made = (mark.place, mark.method, straight(mark.marked_on))
    return [
        Known(named(mark.kind.value), straight(mark.text), mono=True),
        Known(_("Names"), named_in),
        Known(_("Where, how"), listed(map(apart, filter(None, made)))),
        Known(_("Legibility"), legibility),
    ]


def _component(component: Component) -> Known:
    said = [straight(component.serial) or ABSENT]
    said += [_("essential component")] if component.essential else []
    said += [] if component.matches else [_("▲ of another weapon")]
    said += [component.remark] if component.remark else []
    return Known(named(component.kind), listed(said))
