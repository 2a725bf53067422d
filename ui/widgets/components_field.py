"""The components of one piece, as they are seen on it: what each is, its number, and whether it belongs there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from stockpile.domain.marks import Component
from stockpile.language import _
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import line_edit
from ui.widgets.labels import label


class ComponentsField(QWidget):
    """A row a component, and room for another."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, QLineEdit, QCheckBox, QCheckBox]] = []
        self._remarks: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._heads = [label(each, "small") for each in (_("Component"), _("Its number"))]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
            head.hide()
        self.another = button(_("A&nother component"), self.add, "link", icon_name="add")
        self.another.setAutoDefault(False)
        self._grid.addWidget(self.another, 1, 0)
        self.setFocusProxy(self.another)

    def show_components(self, components: Sequence[Component]) -> None:
        """Begin with what is recorded."""
        for each in components:
            self.add()
            kind, serial, essential, other = self._rows[-1]
            kind.setText(each.kind)
            serial.setText(each.serial)
            essential.setChecked(each.essential)
            other.setChecked(not each.matches)
            self._remarks[-1] = each.remark

    def add(self) -> None:
        """Room for another component."""
        number = len(self._rows) + 1
        kind, serial = line_edit(_("Receiver, barrel, bolt …")), line_edit()
        serial.setFont(serial_font())
        essential, other = QCheckBox(_("Essential")), QCheckBox(_("Of another weapon"))
        kind.setAccessibleName(_("Component {number}").format(number=number))
        serial.setAccessibleName(_("Number of component {number}").format(number=number))
        essential.setAccessibleName(_("Component {number} is the essential one").format(number=number))
        other.setAccessibleName(_("Component {number} belongs to another weapon").format(number=number))
        row = (kind, serial, essential, other)
        for column, field in enumerate(row):
            self._grid.addWidget(field, number, column)
        self._rows.append(row)
        self._remarks.append("")
        for head in self._heads:
            head.show()
        self._grid.addWidget(self.another, number + 1, 0)
        for before, after in zip(row, (*row[1:], self.another), strict=True):
            QWidget.setTabOrder(before, after)
        if self.isVisible():
            kind.setFocus()

    def fill(self, at: int, kind: str, serial: str, *, other: bool = False) -> None:
        """Say what a component is."""
        self._rows[at][0].setText(kind)
        self._rows[at][1].setText(serial)
        self._rows[at][3].setChecked(other)

    def components(self) -> tuple[Component, ...]:
        """Those of which it is said what they are."""
        return tuple(
            Component(
                kind=kind.text().strip(),
                serial=serial.text().strip(),
                essential=essential.isChecked(),
                matches=not other.isChecked(),
                remark=remark,
            )
            for (kind, serial, essential, other), remark in zip(self._rows, self._remarks, strict=True)
            if kind.text().strip()
        )
