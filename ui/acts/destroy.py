"""Destruction: what the dossier lists is destroyed, piece by piece, before witnesses, and certified."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QLineEdit, QWidget

from stockpile.acts.disposing import ExecuteDestruction
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label
from ui.widgets.photographs import PhotographStrip
from ui.words import named

_WITNESSES = 2
_MOST_SCRAP = 999_999.9  # kg


class DestroyDialog(ActDialog):
    """How, where, before whom; signed by two."""

    kind = Kind.DESTRUCTION
    icon_name = "destroy"
    approved = True
    loud = True

    def title(self) -> str:
        """The act, as a noun."""
        return _("Destruction")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("Record the &destruction of {count} weapon", "Record the &destruction of {count} weapons",
                        len(self.weapons)).format(count=len(self.weapons))  # fmt: skip

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "{count} weapon leaves the stock for good as destroyed; this cannot be undone, and a certificate follows.",
            "{count} weapons leave the stock for good as destroyed; this cannot be undone, and a certificate follows.",
            count,
        )
        return text.format(count=count)

    def add_fields(self) -> None:
        """Method, place, the essential component, witnesses."""
        self.method = choice([(named(each.value), each.value) for each in DestructionMethod])
        self.method.setCurrentIndex(self.method.findData(DestructionMethod.CUTTING_OR_SHREDDING.value))
        self.place = line_edit(_("Where they were destroyed"))
        self.component = QCheckBox(_("The &essential component of every weapon is destroyed"))
        self.witnesses = _Witnesses()
        self.fields.add(_("&Method"), self.method)
        self.fields.add(_("&Place"), self.place)
        self.fields.add(_("Essential component"), self.component)
        self.fields.add(
            _("Witnesses"), self.witnesses, _("At least two, who belong neither to the store nor to the crew.")
        )
        self._add_particulars()

    def _add_particulars(self) -> None:
        """What the certificate says as well, where it is known."""
        self.equipment = line_edit(_("Shears, press, furnace …"))
        self.operator = line_edit(_("Who worked it"))
        self.scrap = QDoubleSpinBox()
        self.scrap.setRange(0, _MOST_SCRAP)
        self.scrap.setDecimals(1)
        self.scrap.setSuffix(_(" kg"))
        self.scrap.setSpecialValueText(_("not weighed"))
        self.scrap_to = line_edit(_("Who received what is left"))
        self.environment = line_edit(_("Oil, wood, batteries: what was done with them"))
        self.photographs = PhotographStrip(self.desk, adding=True)
        self.fields.add(_("E&quipment"), self.equipment)
        self.fields.add(_("&Operator"), self.operator)
        self.fields.add(_("Scra&p"), self.scrap)
        self.fields.add(_("Scrap &went to"), self.scrap_to)
        self.fields.add(_("En&vironment and safety"), self.environment)
        self.fields.add(_("Photographs"), self.photographs)

    def act(self) -> ExecuteDestruction:
        """What is asked of the office."""
        if self.photographs.busy:
            raise Incomplete(self.photographs, _("A photograph is still being read."))
        return ExecuteDestruction(
            weapons=self.ids,
            method=DestructionMethod(str(self.method.currentData())),
            place=self.place.text().strip(),
            witnesses=self.witnesses.named(),
            essential_component_destroyed=self.component.isChecked(),
            equipment=self.equipment.text().strip(),
            operator=self.operator.text().strip(),
            scrap_kg=round(self.scrap.value(), 1) or None,
            scrap_to=self.scrap_to.text().strip(),
            environment=self.environment.text().strip(),
            enclosures=self.photographs.enclosures,
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        witnesses = ("destruction.witnesses", "destruction.witness-organisation", "destruction.witness-involved")
        return {
            "destruction.no-place": self.place,
            "destruction.component-whole": self.component,
            **dict.fromkeys(witnesses, self.witnesses),
        }


class _Witnesses(QWidget):
    """Name and organisation of each; there is always room for another."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._grid.addWidget(label(_("Name"), "small"), 0, 0)
        self._grid.addWidget(label(_("Belongs to"), "small"), 0, 1)
        self.another = button(_("Another &witness"), self.add, "link")
        for _each in range(_WITNESSES):
            self.add()

    def add(self) -> None:
        """Room for another witness."""
        number = len(self._rows) + 1
        pair = (line_edit(), line_edit())
        pair[0].setAccessibleName(_("Name of witness {number}").format(number=number))
        pair[1].setAccessibleName(_("Whom witness {number} belongs to").format(number=number))
        for column, field in enumerate(pair):
            self._grid.addWidget(field, number, column)
        self._rows.append(pair)
        self._grid.addWidget(self.another, number + 1, 0)
        QWidget.setTabOrder(pair[0], pair[1])
        QWidget.setTabOrder(pair[1], self.another)
        self.setFocusProxy(self._rows[0][0])

    def fill(self, at: int, name: str, organisation: str) -> None:
        """Name a witness."""
        self._rows[at][0].setText(name)
        self._rows[at][1].setText(organisation)

    def named(self) -> tuple[Witness, ...]:
        """Those of whom something is said."""
        typed = ((name.text().strip(), whose.text().strip()) for name, whose in self._rows)
        return tuple(Witness(name, whose) for name, whose in typed if name or whose)
