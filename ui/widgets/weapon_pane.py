"""The weapon beside the register: what it is, what is stamped on it, where it is, its life, and what may be done with
it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.marks import Legibility, Mark
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.theme.measures import GRID, PANE
from ui.theme.palette import Tone
from ui.widgets.act_buttons import ActButtons
from ui.widgets.chips import Flow
from ui.widgets.empty import Empty
from ui.widgets.facts import Facts
from ui.widgets.labels import label, paragraph, serial_label, set_role
from ui.widgets.timeline import Timeline
from ui.words import flag_words, named, standing_sign, standing_words, straight

if TYPE_CHECKING:
    from stockpile.domain.weapon import Weapon
    from stockpile.office import WeaponCard


class WeaponPane(QFrame):
    """One weapon, or how many are chosen.

    Signals:
        act_wanted: (Kind) a button was pressed.
        paper_wanted: (reference) an entry of the time-line was opened.
    """

    act_wanted = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(PANE)
        self.acts = ActButtons()
        self.acts.wanted.connect(self.act_wanted)
        self.timeline = Timeline()
        self.timeline.opened.connect(self.paper_wanted)
        self.timeline.reached.connect(self._on_reached)
        self._build_labels()
        self._scroll = QScrollArea()
        self._scroll.setProperty("role", "inside")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content())
        self._empty = Empty(_("No weapon chosen"), _("Choose one in the table to see what it is and its whole story."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, GRID, 1, GRID)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        foot.addWidget(self.acts)
        layout.addLayout(foot)
        self.show_nothing()

    def _build_labels(self) -> None:
        self._title = paragraph("", "title")
        self._serial = serial_label("", 13)
        self._id = label("", "small")
        self._chips_box = QWidget()
        self._chips = Flow(self._chips_box)
        self._facts = Facts()
        self._alike = paragraph("", "muted")
        self._marks_heading = label(_("Marks"), "heading")
        self._marks = Facts()
        self._life_heading = label(_("Time-line"), "heading")
        self._not_now = label(_("Not possible now"), "heading")

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        for widget in (
            self._title, self._serial, self._id, self._chips_box, self._facts, self._alike,
            self._marks_heading, self._marks, self._life_heading, self.timeline, self._not_now, self.acts.reasons,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch(1)
        return content

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No weapon is chosen."""
        self._empty.show()
        self._scroll.hide()
        self.acts.hide()

    def show_card(self, card: WeaponCard) -> None:
        """One weapon."""
        weapon = card.weapon
        self._title.setText(" ".join(each for each in (weapon.maker, weapon.model) if each) or _("Unknown model"))
        self._serial.setText(straight(weapon.serial) or _("No serial number"))
        self._id.setText(straight(weapon.id))
        self._id.show()
        self._show_chips(weapon)
        self._facts.show_facts(_facts(weapon))
        alike = ", ".join(straight(f"{row.serial} ({row.id})") for row in card.look_alikes[:5])
        self._alike.setText(_("Looks like: {weapons}. Read the number twice.").format(weapons=alike))
        self._alike.setVisible(bool(alike))
        self._marks.show_facts([_mark(each) for each in weapon.marks])
        for widget in (self._marks_heading, self._marks):
            widget.setVisible(bool(weapon.marks))
        self.timeline.show_life(card.timeline)
        self._show(several=False)

    def show_several(self, count: int) -> None:
        """Several weapons are chosen: what may be done with all of them."""
        self._title.setText(ngettext("{count} weapon chosen", "{count} weapons chosen", count).format(count=count))
        self._serial.setText("")
        self._show(several=True)

    def show_allowed(self, allowed: Mapping[Kind, Refused | None]) -> None:
        """What may be done now, and why not the rest."""
        self.acts.show_allowed(allowed)
        self.acts.show()

    def _show(self, *, several: bool) -> None:
        self._empty.hide()
        self._scroll.show()
        one = not several
        for widget in (self._serial, self._id, self._chips_box, self._facts, self._life_heading, self.timeline):
            widget.setVisible(one)
        if several:
            for widget in (self._alike, self._marks_heading, self._marks):
                widget.hide()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_chips(self, weapon: Weapon) -> None:
        self._chips.clear()
        standing = label(standing_words(weapon.standing.value), "chip")
        set_role(standing, "tone", standing_sign(weapon.standing.value)[1].value)
        self._chips.addWidget(standing)
        if weapon.disposal:
            self._chips.addWidget(label("◇ " + named(weapon.disposal.value), "chip", Tone.INFORMATION))
        for flag in weapon.flags:
            self._chips.addWidget(label("▲ " + flag_words(flag), "chip", Tone.WARNING))
        self._chips_box.updateGeometry()

    def _on_reached(self, y: int) -> None:
        self._scroll.ensureVisible(0, self.timeline.y() + y, 0, 40)


def _facts(weapon: Weapon) -> list[tuple[str, str]]:
    return [
        (_("Place"), straight(weapon.location or weapon.site)),
        (_("Holder"), straight(weapon.holder)),
        (_("Due back"), straight(weapon.issued_until)),
        (_("Going to"), straight(weapon.destination)),
        (_("Condition"), named(weapon.condition.value) if weapon.condition else ""),
        (_("Category"), named(weapon.category) if weapon.category else ""),
        (_("Calibre"), straight(weapon.calibre)),
        (_("Made"), ", ".join(each for each in (weapon.country, weapon.year) if each)),
        (_("Stock number"), straight(weapon.nsn)),
        (_("Asset number"), straight(weapon.asset_number)),
        (_("Received"), straight(weapon.received_on)),
        (_("Dossier"), straight(weapon.dossier)),
        (_("Remark"), weapon.remark),
    ]


def _mark(mark: Mark) -> tuple[str, str]:
    worn_mark = "" if mark.legibility is Legibility.CLEAR else named(mark.legibility.value)
    said = (straight(mark.text), mark.place, mark.country, mark.year, worn_mark)
    return named(mark.kind.value), ", ".join(each for each in said if each)
