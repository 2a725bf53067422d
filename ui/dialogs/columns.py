"""Which columns the register shows, and in which order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from stockpile.language import _
from ui.models.weapon_columns import COLUMNS, Arrangement, heading
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, paragraph

_SIZE = (380, 560)


class ColumnsDialog(QDialog):
    """Ticks for the columns; up and down move them.

    Signals:
        chosen: (Arrangement) it is to be so.
    """

    chosen = Signal(object)

    def __init__(self, arrangement: Arrangement, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Columns"))
        self.resize(*_SIZE)
        self._widths = arrangement.widths
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns of the register"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.frozen = QSpinBox()
        self.frozen.setAccessibleName(_("Columns that stay in view"))
        self.frozen.setMaximum(len(COLUMNS) - 1)
        self._lay_out()
        self._show(arrangement)

    def _lay_out(self) -> None:
        moves = QHBoxLayout()
        moves.addWidget(button(_("Move &up"), self._on_up, icon_name="up"))
        moves.addWidget(button(_("Move &down"), self._on_down, icon_name="down"))
        moves.addStretch(1)
        stay = QHBoxLayout()
        words = label(_("Columns that &stay in view"))
        words.setBuddy(self.frozen)
        stay.addWidget(words)
        stay.addWidget(self.frozen)
        stay.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(button(_("As at first"), self._on_reset, "link"))
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(primary(_("Show these"), self._on_chosen))
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(paragraph(_("Tick what the table shows. Space ticks, and columns can be dragged."), "muted"))
        layout.addWidget(self.list, 1)
        layout.addLayout(moves)
        layout.addLayout(stay)
        layout.addLayout(foot)

    @property
    def arrangement(self) -> Arrangement:
        """What is ticked; the serial number where nothing is."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [each for each in items if each.checkState() is Qt.CheckState.Checked]
        names = tuple(str(each.data(Qt.ItemDataRole.UserRole)) for each in ticked) or ("serial",)
        return Arrangement(names, self._widths, min(self.frozen.value(), len(names) - 1))

    def _show(self, arrangement: Arrangement) -> None:
        self.list.clear()
        rest = [each.name for each in COLUMNS if each.name not in arrangement.names]
        for name in (*arrangement.names, *rest):
            item = QListWidgetItem(heading(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            shown = name in arrangement.names
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.frozen.setValue(arrangement.frozen)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    def _on_reset(self) -> None:
        self._widths = ()
        self._show(Arrangement())

    def _on_chosen(self) -> None:
        self.chosen.emit(self.arrangement)
        self.accept()
