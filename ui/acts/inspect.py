"""Inspection: weapons are looked at, and recorded as they are; of one piece its marks, components and photographs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from stockpile.acts.inspecting import Inspect, MarkSeen, PieceSeen
from stockpile.domain.marks import Legibility, Mark
from stockpile.domain.standing import Condition
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.desk import Desk
from ui.theme.measures import GRID
from ui.widgets.components_field import ComponentsField
from ui.widgets.fields import Fields, choice, line_edit
from ui.widgets.labels import label
from ui.widgets.optional_date import OptionalDate
from ui.widgets.photographs import PhotographStrip
from ui.words import named, straight

if TYPE_CHECKING:
    from stockpile.domain.draft import Enclosure
    from stockpile.office import WeaponCard

_YEAR = 365


class InspectDialog(ActDialog):
    """What was found, and of one piece alone what is seen on it."""

    kind = Kind.INSPECTION
    icon_name = "show"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Inspection")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("Record the &inspection")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count, condition = len(self.weapons), str(self.condition.currentData())
        if condition:
            text = ngettext(
                "{count} weapon was looked at and is {condition}.",
                "{count} weapons were looked at and are {condition}.",
                count,
            )
        else:
            text = ngettext(
                "{count} weapon was looked at and is in the condition recorded.",
                "{count} weapons were looked at and are in the condition recorded.",
                count,
            )
        return text.format(count=f"{count:,}", condition=_(condition))

    def add_fields(self) -> None:
        """Condition, finding, place, when again; then the piece itself."""
        known: list[tuple[str, object]] = [(named(each.value), each.value) for each in Condition]
        self.condition = choice([(_("As recorded"), ""), *known])
        self.condition.currentIndexChanged.connect(self.retell)
        self.finding = line_edit(_("Wear, damage, missing parts …"))
        self.place = line_edit(_("Where they were looked at"))
        self.next_due = OptionalDate(_("Look at them again &on"), _YEAR)
        self.fields.add(_("&Condition as found"), self.condition)
        self.fields.add(_("&Finding"), self.finding)
        self.fields.add(_("&Place"), self.place)
        self.fields.add(_("Next inspection"), self.next_due)
        self.piece: _Piece | None = None
        if len(self.weapons) == 1:
            self.piece = _Piece(self.desk)
            self.fields.add_wide(self.piece)
            work = partial(self.desk.office.reading.card, self.weapons[0].id)
            self.desk.tasks.read(self, work, self._on_card, self.notice.refuse)

    def _on_card(self, card: WeaponCard) -> None:
        if self.piece is not None:
            self.piece.show_card(card)

    def act(self) -> Inspect:
        """What is asked of the office."""
        seen: dict[str, PieceSeen] = {}
        enclosures: tuple[Enclosure, ...] = ()
        if self.piece is not None:
            busy = next((each for each in self.piece.strips() if each.busy), None)
            if busy is not None:
                raise Incomplete(busy, _("A photograph is still being read."))
            found, enclosures = self.piece.seen(), self.piece.enclosures()
            seen = {self.weapons[0].id: found} if found != PieceSeen() else {}
        condition = str(self.condition.currentData())
        return Inspect(
            weapons=self.ids,
            condition=Condition(condition) if condition else None,
            finding=self.finding.text().strip(),
            place=self.place.text().strip(),
            next_due=self.next_due.value(),
            seen=seen,
            enclosures=enclosures,
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"inspection.due-past": self.next_due}


class _Piece(QFrame):
    """One piece: its photographs, its marks as they can be read, its components."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._recorded: tuple[object, ...] = ()
        self.photographs = PhotographStrip(desk, adding=True)
        self.photographs.setAccessibleName(_("Photographs of the piece"))
        self.marks: list[_Mark] = []
        self.components = ComponentsField()
        self._marks_heading = label(_("Marks, as they can be read"), "heading")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, GRID, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(label(_("Photographs of the piece"), "heading"))
        self._layout.addWidget(self.photographs)
        self._layout.addWidget(self._marks_heading)
        self._marks_layout = QVBoxLayout()
        self._marks_layout.setSpacing(GRID)
        self._layout.addLayout(self._marks_layout)
        self._layout.addWidget(label(_("Components on the piece"), "heading"))
        self._layout.addWidget(self.components)
        self._marks_heading.hide()

    def show_card(self, card: WeaponCard) -> None:
        """Begin with what is recorded."""
        self._recorded = card.weapon.components
        self.components.show_components(card.weapon.components)
        for mark in card.weapon.marks:
            made = _Mark(self._desk, mark)
            self.marks.append(made)
            self._marks_layout.addWidget(made)
        self._marks_heading.setVisible(bool(self.marks))

    def strips(self) -> tuple[PhotographStrip, ...]:
        """Every place where photographs are added."""
        return (self.photographs, *(each.photographs for each in self.marks))

    def enclosures(self) -> tuple[Enclosure, ...]:
        """All photographs, each once."""
        return tuple({each.sha256: each for strip in self.strips() for each in strip.enclosures}.values())

    def seen(self) -> PieceSeen:
        """What is said otherwise than it is recorded, or more."""
        components = self.components.components()
        marks = (each.seen(at) for at, each in enumerate(self.marks))
        return PieceSeen(
            marks=tuple(each for each in marks if each is not None),
            components=components if components != self._recorded else (),
            photographs=tuple(each.sha256 for each in self.photographs.enclosures),
        )


class _Mark(QWidget):
    """One mark: what it says, how it can be read now, photographs of it."""

    def __init__(self, desk: Desk, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        said = _("{kind} “{text}”").format(kind=named(mark.kind.value), text=straight(mark.text))
        self.legibility: QComboBox = choice([(named(each.value), each.value) for each in Legibility])
        self.legibility.setCurrentIndex(self.legibility.findData(mark.legibility.value))
        self.photographs = PhotographStrip(desk, adding=True)
        self.photographs.setAccessibleName(_("Photographs of the mark {mark}").format(mark=said))
        fields = Fields()
        fields.add(said, self.legibility, mark.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(fields)
        layout.addWidget(self.photographs)

    def seen(self, at: int) -> MarkSeen | None:
        """The mark as it was seen; None where it is as recorded and was not photographed."""
        now = Legibility(str(self.legibility.currentData()))
        changed = now if now is not self._mark.legibility else None
        photographs = tuple(each.sha256 for each in self.photographs.enclosures)
        return MarkSeen(at=at, legibility=changed, photographs=photographs) if changed or photographs else None
