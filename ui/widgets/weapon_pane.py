"""The weapon beside the register: what it is, what is stamped on it, its life, its papers, and what may be done with it
now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind, Voucher
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.act_buttons import ActButtons
from ui.widgets.buttons import button
from ui.widgets.chips import Flow
from ui.widgets.empty import Empty
from ui.widgets.labels import label, paragraph, serial_label, set_role
from ui.widgets.tables import Table
from ui.widgets.timeline import Life
from ui.widgets.weapon_marks import WeaponMarks
from ui.widgets.weapon_sheet import WeaponSheet
from ui.words import day, kind_words, named, standing_sign, standing_words, straight

if TYPE_CHECKING:
    from stockpile.domain.weapon import Weapon
    from stockpile.office import WeaponCard

NARROWEST, USUAL = 340, 400  # logical pixels
_SHEET, _MARKS, _LIFE, _PAPERS = range(4)


class WeaponPane(QFrame):
    """One weapon, or how many are chosen.

    Signals:
        act_wanted: (Kind) a button was pressed.
        paper_wanted: (reference) a voucher's paper is to be seen; (id) the weapon's card.
        goal_wanted: (Goal) a place, holder, dossier or another weapon is to be shown.
    """

    act_wanted = Signal(object)
    paper_wanted = Signal(str)
    goal_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(_("Weapon"))
        self._weapon = ""
        self.acts = ActButtons()
        self.acts.wanted.connect(self.act_wanted)
        self._build_head()
        self._build_tabs(desk)
        self._empty = Empty(_("No weapon chosen"), _("Choose one in the table to see what it is and its whole story."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, GRID, 1, GRID)
        layout.setSpacing(0)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._head)
        layout.addWidget(self.tabs, 1)
        self._foot = QFrame()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        foot.addWidget(self.acts)
        layout.addWidget(self._foot)
        self.show_nothing()

    def _build_head(self) -> None:
        self._title = paragraph("", "title")
        self._serial = serial_label("", 13)
        self._serial.setAccessibleName(_("Serial number"))
        self._id = label("", "small")
        self.card: QPushButton = button(_("Card"), self._on_card, name=_("Card of this weapon"), icon_name="paper")
        self.card.setToolTip(QKeySequence(QKeySequence.StandardKey.Print).toString())
        self._chips_box = QWidget()
        self._chips = Flow(self._chips_box)
        self._head = QWidget()
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        first.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self._head)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        second = QHBoxLayout()
        second.setSpacing(2 * GRID)
        second.addWidget(self._serial)
        second.addWidget(self._id, 1, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._chips_box)

    def _build_tabs(self, desk: Desk) -> None:
        self.sheet = WeaponSheet(self.acts.reasons, desk.language)
        self.sheet.goal_wanted.connect(self.goal_wanted)
        self.sheet.paper_wanted.connect(self.paper_wanted)
        self.marks = WeaponMarks(desk)
        self.life = Life()
        self.timeline = self.life.timeline
        self.timeline.opened.connect(self.paper_wanted)
        self._vouchers: ListTable[Voucher] = ListTable(
            (
                ListColumn(_("Number"), lambda each: straight(each.number)),
                ListColumn(_("Kind"), lambda each: kind_words(each.kind)),
                ListColumn(_("Date"), lambda each: day(each.local_time)),
            ),
            self,
        )
        self.papers = Table(self._vouchers, _("Papers of this weapon; Enter opens one"))
        self.papers.widths(140, 140)
        self.papers.opened.connect(self._on_paper)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Parts of the weapon’s record"))
        for page, text in (
            (_scrolled(self.sheet), _("Weapon")),
            (_scrolled(self.marks), _("Marks")),
            (self.life, _("Life")),
            (self.papers, _("Papers")),
        ):
            self.tabs.addTab(page, text)
        for at in range(self.tabs.count()):  # Ctrl and a number goes to a workspace
            shortcut = QShortcut(QKeySequence(f"Alt+{at + 1}"), self, partial(self.tabs.setCurrentIndex, at))
            self.tabs.setTabToolTip(at, shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No weapon is chosen."""
        self._weapon = ""
        self._empty.show()
        for each in (self._head, self.tabs, self._foot):
            each.hide()

    def show_card(self, card: WeaponCard) -> None:
        """One weapon."""
        weapon = card.weapon
        self._weapon = weapon.id
        self._title.setText(" ".join(each for each in (weapon.maker, weapon.model) if each) or _("Unknown model"))
        self._serial.setText(straight(weapon.serial) or _("No serial number"))
        self._id.setText(straight(weapon.id))
        self._show_chips(weapon)
        self.sheet.show_card(card)
        self.marks.show_weapon(weapon)
        self.life.show_life(card.timeline)
        self._vouchers.show([each.voucher for each in reversed(card.timeline)])
        photographs = len(weapon.photographs) + sum(len(each.photographs) for each in weapon.marks)
        self.tabs.setTabText(_MARKS, _counted(_("Marks"), len(weapon.marks) + photographs))
        self.tabs.setTabText(_LIFE, _counted(_("Life"), len(card.timeline)))
        self._show(several=False)

    def show_several(self, count: int) -> None:
        """Several weapons are chosen: what may be done with all of them."""
        self._weapon = ""
        self._title.setText(ngettext("{count} weapon chosen", "{count} weapons chosen", count).format(count=count))
        self._serial.setText("")
        self.sheet.show_several()
        self._show(several=True)

    def show_allowed(self, allowed: Mapping[Kind, Refused | None]) -> None:
        """What may be done now, and why not the rest."""
        self.acts.show_allowed(allowed)
        self.sheet.show_reasons()
        self._foot.setVisible(not self._empty.isVisibleTo(self))

    def go_to_life(self) -> None:
        """Take the person to the weapon's story."""
        if self._weapon:
            self.tabs.setCurrentIndex(_LIFE)
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_wanted(self) -> None:
        """Ctrl+P: the paper of the entry the person stands on; else the weapon's card."""
        if self._weapon and self.timeline.hasFocus() and self.timeline.currentIndex().isValid():
            self.paper_wanted.emit(self.timeline.current_reference())
        elif self._weapon and self.papers.hasFocus():
            self._on_paper(self.papers.currentIndex().row())
        else:
            self._on_card()

    def _show(self, *, several: bool) -> None:
        self._empty.hide()
        self._head.show()
        self._foot.show()
        one = not several
        for widget in (self._serial, self._id, self._chips_box, self.card):
            widget.setVisible(one)
        self.tabs.show()
        for at in (_MARKS, _LIFE, _PAPERS):
            self.tabs.setTabVisible(at, one)
        if several:
            self.tabs.setCurrentIndex(_SHEET)

    def _show_chips(self, weapon: Weapon) -> None:
        self._chips.clear()
        standing = label(standing_words(weapon.standing.value), "chip")
        set_role(standing, "tone", standing_sign(weapon.standing.value)[1].value)
        self._chips.addWidget(standing)
        if weapon.condition:
            self._chips.addWidget(label(named(weapon.condition.value), "chip"))
        if weapon.disposal:
            self._chips.addWidget(label("◇ " + named(weapon.disposal.value), "chip", Tone.INFORMATION))
        if weapon.flags:
            count = len(weapon.flags)
            said = ngettext("{count} thing not in order", "{count} things not in order", count).format(count=count)
            self._chips.addWidget(label("▲ " + said, "chip", Tone.WARNING))
        self._chips_box.updateGeometry()

    def _on_paper(self, row: int) -> None:
        voucher = self._vouchers.row(row)
        if voucher is not None:
            self.paper_wanted.emit(voucher.reference)

    def _on_card(self) -> None:
        if self._weapon:
            self.paper_wanted.emit(self._weapon)


def _counted(text: str, count: int) -> str:
    return _("{text} ({count})").format(text=text, count=count) if count else text


def _scrolled(widget: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setProperty("role", "inside")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(widget)
    return made
