"""Acceptance: a consignment is taken in piece by piece; what did not arrive stays the sender's to answer for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.acts.transferring import Accept
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.standing import Standing
from stockpile.domain.voucher import Kind, split_reference
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.models.check_table import CheckTable
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.place_picker import PlacePicker
from ui.widgets.scan_field import ScanField
from ui.widgets.tables import Table, show_rows
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import Office

_SEEN = 8


@dataclass(frozen=True, slots=True)
class _Consignment:
    """What is to be taken in: its voucher, where it went, and its weapons."""

    reference: str
    site: str
    rows: tuple[WeaponRow, ...]


class AcceptDialog(ActDialog):
    """Which of the pieces are here, and where they are put."""

    kind = Kind.ACCEPTANCE
    icon_name = "accept"
    lists_weapons = False
    wide = 700

    def title(self) -> str:
        """The act, as a noun."""
        return _("Acceptance")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("&Accept the consignment")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        rows, missing = len(self.pieces.model.rows), len(self.pieces.model.missing)
        number = straight(split_reference(self.consignment.reference)[1]) if self.consignment else "…"
        if missing and missing < rows:
            text = ngettext(
                "Of {number}, {here} of {count} weapon is taken in; {missing} did not arrive and is missing.",
                "Of {number}, {here} of {count} weapons are taken in; {missing} did not arrive and are missing.",
                rows,
            )
        elif missing:
            text = _("Of {number}, tick what is here: scan each piece, or take all of them.")
        else:
            text = ngettext(
                "All of {number} is taken in: {count} weapon.", "All of {number} is taken in: {count} weapons.", rows
            )
        return text.format(number=number, here=f"{rows - missing:,}", count=f"{rows:,}", missing=f"{missing:,}")

    def add_fields(self) -> None:
        """The pieces, and the place."""
        self.consignment: _Consignment | None = None
        self.pieces = _Pieces()
        self.pieces.model.ticked.connect(self.retell)
        self.location = PlacePicker(self.desk, self.desk.session.officer.site)
        self.location.refused.connect(self.notice.refuse)
        self.fields.add_wide(self.pieces)
        self.fields.add(_("Put &where"), self.location)
        work = partial(_consignment, self.desk.office, self.weapons[0].id)
        self.desk.tasks.read(self, work, self._on_consignment, self.notice.refuse)

    def _on_consignment(self, found: _Consignment) -> None:
        self.consignment = found
        self.location.show_site(found.site)
        self.pieces.model.show(found.rows)
        self.pieces.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> Accept:
        """What is asked of the office."""
        model = self.pieces.model
        if self.consignment is None:
            raise Incomplete(self.pieces, _("The consignment is still being read."))
        if len(model.missing) == len(model.rows):
            raise Incomplete(self.pieces, _("Tick the pieces that are here; at least one."))
        return Accept(
            weapons=tuple(row.id for row in model.rows),
            consignment=self.consignment.reference,
            short=model.missing,
            location=self.location.key(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return dict.fromkeys(("location.unknown", "location.elsewhere", "location.closed"), self.location)


class _Pieces(QWidget):
    """The weapons of the consignment with their ticks, and the field that ticks what is scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.model = CheckTable(self)
        self.scan = ScanField(_("Weapon that is here"), _("Scan each piece, or type its number and press Enter"))
        self.scan.scanned.connect(self._on_scanned)
        self.table = _Ticks(self.model, _("Weapons of the consignment"))
        self.table.widths(110, 160, 220)
        show_rows(self.table, _SEEN)
        self.all = button(_("All &of them are here"), self._on_all)
        self.none = button(_("&None"), self._on_none)
        for each in (self.all, self.none):
            each.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.scan)
        layout.addWidget(self.table)
        layout.addLayout(foot)

    def _on_scanned(self, text: str) -> None:
        found = self.model.named(text)
        if not found:
            self.scan.refuse(_("{code} is not of this consignment; put it aside.").format(code=straight(text)))
        elif len(found) > 1:
            self.scan.refuse(_("{code} names several pieces; tick the right one below.").format(code=straight(text)))
        elif self.model.is_here(found[0]):
            self.scan.refuse(_("{code} is ticked already.").format(code=straight(text)))
        else:
            self.model.tick((self.model.rows[found[0]].id,))
            self.table.selectRow(found[0])
            self.table.scrollTo(self.model.index(found[0], 0))
            self.scan.took(straight(text), _("{code} is here.").format(code=straight(text)))

    def _on_all(self) -> None:
        self.model.tick(row.id for row in self.model.rows)

    def _on_none(self) -> None:
        self.model.tick((row.id for row in self.model.rows), here=False)


class _Ticks(Table):
    """Space ticks the chosen rows, in whichever column the cursor stands."""

    def __init__(self, model: CheckTable, name: str) -> None:
        super().__init__(model, name)
        self._ticks = model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = self.chosen_rows()
        here = not all(self._ticks.is_here(row) for row in rows)
        self._ticks.tick((self._ticks.rows[row].id for row in rows), here=here)

    def _on_double_click(self, index: QModelIndex) -> None:
        self._ticks.tick((self._ticks.rows[index.row()].id,), here=not self._ticks.is_here(index.row()))


def _consignment(office: Office, weapon_id: str) -> _Consignment:
    """For a reader: the consignment a weapon is in."""
    (piece,) = office.reading.pieces([weapon_id])
    where = WeaponFilter(consignment=piece.consignment, standing=Standing.IN_TRANSIT.value)
    return _Consignment(piece.consignment, piece.destination, tuple(office.reading.weapons(where)))
