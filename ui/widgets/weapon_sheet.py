"""A weapon's record in words: what is not in order and what to do, what it is, where it stands, and what may not happen
to it now. What leads somewhere is a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.domain.state import text
from stockpile.domain.subject import holder_subject, location_subject, site_subject
from stockpile.flags import what_to_do
from stockpile.language import _, listed
from ui.countries import country_and_code
from ui.pages.page import Goal
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.facts import Facts, Known
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.words import flag_words, named, straight

if TYPE_CHECKING:
    from stockpile.domain.filter import WeaponRow
    from stockpile.domain.weapon import Weapon
    from stockpile.office import WeaponCard
    from ui.widgets.act_buttons import Reasons

_ALIKE = 5  # look-alikes that are listed


class WeaponSheet(QWidget):
    """The record of one weapon. ``reasons``: why some acts cannot happen now; it stands at the end.

    Signals:
        goal_wanted: (Goal) a link was followed. paper_wanted: (reference) a voucher's was.
    """

    goal_wanted = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, reasons: Reasons, language: str) -> None:
        super().__init__()
        self._reasons, self._language = reasons, language
        self._flags = QVBoxLayout()
        self._flags.setSpacing(GRID)
        self.identity, self.standing, self.alike = Facts(), Facts(), Facts()
        self._headings = {
            self.identity: label(_("What it is"), "heading"),
            self.standing: label(_("Where it stands"), "heading"),
            self.alike: label(_("Looks like it"), "heading"),
        }
        self._alike_words = paragraph(_("Read the number twice before you take one for the other."), "muted")
        self._not_now = label(_("Not possible now"), "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._flags)
        for facts, heading in self._headings.items():
            facts.followed.connect(self._on_followed)
            layout.addWidget(heading)
            layout.addWidget(facts)
        layout.addWidget(self._alike_words)
        layout.addWidget(self._not_now)
        layout.addWidget(reasons)
        layout.addStretch(1)

    def show_card(self, card: WeaponCard) -> None:
        """One weapon."""
        weapon = card.weapon
        self._show_flags(weapon.flags)
        self._show(self.identity, _identity(weapon, self._language))
        self._show(self.standing, _standing(weapon))
        self._show(self.alike, [_alike(each) for each in card.look_alikes[:_ALIKE]])
        self._alike_words.setVisible(bool(card.look_alikes))

    def show_several(self) -> None:
        """Several weapons: only what may not happen to them."""
        self._show_flags(())
        for facts in self._headings:
            self._show(facts, [])
        self._alike_words.hide()

    def show_reasons(self) -> None:
        """What may not happen now has changed."""
        self._not_now.setVisible(bool(self._reasons.text()))

    def _show(self, facts: Facts, known: list[Known]) -> None:
        facts.show_facts(known)
        for each in (facts, self._headings[facts]):
            each.setVisible(any(fact.value for fact in known))

    def _show_flags(self, flags: tuple[str, ...]) -> None:
        while (item := self._flags.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for flag in flags:
            self._flags.addWidget(_Flag(flag))

    def _on_followed(self, goal: object) -> None:
        if isinstance(goal, Goal):
            self.goal_wanted.emit(goal)
        else:
            self.paper_wanted.emit(str(goal))


class _Flag(QWidget):
    """What is not in order, and what to do about it."""

    def __init__(self, flag: str) -> None:
        super().__init__()
        said, remedy = flag_words(flag), what_to_do(flag)
        self.setAccessibleName(" ".join(each for each in (said + ".", remedy) if each))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(said, "strong", Tone.WARNING))
        if remedy:
            words.addWidget(paragraph(remedy, "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(IconLabel("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _identity(weapon: Weapon, language: str) -> list[Known]:
    made = (country_and_code(weapon.country, language), straight(weapon.year))
    imported = (country_and_code(text(weapon.state, "import_country"), language), text(weapon.state, "import_year"))
    model = Goal("administration", f"model:{weapon.model}") if weapon.model else None
    return [
        Known(_("Manufacturer"), weapon.maker),
        Known(_("Model"), straight(weapon.model), model),
        Known(_("Serial number"), straight(weapon.serial), mono=True),
        Known(_("Made in"), listed(filter(None, made))),
        Known(_("Category"), named(weapon.category) if weapon.category else ""),
        Known(_("Calibre"), straight(weapon.calibre)),
        Known(_("Imported"), listed(filter(None, imported))),
        Known(_("Stock number"), straight(weapon.nsn), mono=True),
        Known(_("Asset number"), straight(weapon.asset_number), mono=True),
        Known(_("Remark"), weapon.remark),
    ]


def _standing(weapon: Weapon) -> list[Known]:
    return [
        Known(_("Ended by"), straight(weapon.ended_by), weapon.ended_by or None),
        _place(weapon),
        Known(_("Holder"), straight(weapon.holder), Goal("administration", holder_subject(weapon.holder))),
        Known(_("Due back"), straight(weapon.issued_until)),
        Known(_("Consignment"), straight(weapon.consignment), weapon.consignment or None),
        Known(_("Going to"), straight(weapon.destination)),
        Known(_("Dossier"), straight(weapon.dossier), Goal("disposal", weapon.dossier)),
        Known(_("Decision"), named(weapon.disposal_option) if weapon.disposal_option else ""),
        Known(_("Received"), straight(weapon.received_on)),
        Known(_("Last inspection"), straight(weapon.inspected_on)),
        Known(_("Finding"), weapon.finding),
        Known(_("Next inspection"), straight(weapon.inspection_due)),
    ]


def _place(weapon: Weapon) -> Known:
    if weapon.location:
        return Known(_("Place"), straight(weapon.location), Goal("administration", location_subject(weapon.location)))
    if weapon.standing.ended:
        return Known(_("Site"), straight(weapon.site))
    return Known(_("Place"), straight(weapon.site), Goal("administration", site_subject(weapon.site)))


def _alike(row: WeaponRow) -> Known:
    model = " ".join(each for each in (row.maker, row.model) if each)
    return Known(straight(row.serial), f"{model}, {straight(row.id)}" if model else row.id, Goal("register", row.id))
