"""Weapons with a tick each: those that are here, and those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from stockpile.domain.filter import WeaponRow
from stockpile.domain.serials import exact_key
from stockpile.language import _
from ui.words import ABSENT, straight

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class CheckTable(QAbstractTableModel):
    """A row a weapon; the first column carries the tick.

    Signals:
        ticked: what is ticked has changed.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WeaponRow, ...] = ()
        self._here: set[str] = set()
        self._headings = (_("Here"), _("Serial number"), _("Model"), _("Weapon"))

    def show(self, rows: Sequence[WeaponRow]) -> None:
        """Show these, none ticked."""
        self.beginResetModel()
        self._rows, self._here = tuple(rows), set()
        self.endResetModel()
        self.ticked.emit()

    @property
    def rows(self) -> tuple[WeaponRow, ...]:
        """All of them."""
        return self._rows

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of those without a tick, in their order."""
        return tuple(row.id for row in self._rows if row.id not in self._here)

    def tick(self, ids: Iterable[str], *, here: bool = True) -> None:
        """Say of these that they are here, or are not."""
        wanted = set(ids)
        self._here = self._here | wanted if here else self._here - wanted
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticked.emit()

    def named(self, text: str) -> list[int]:
        """The rows whose number, as scanned or typed, this is."""
        key = exact_key(text)
        return [
            at
            for at, row in enumerate(self._rows)
            if key in {exact_key(each) for each in (row.serial, row.id, row.asset_number) if each}
        ]

    def is_here(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self._rows[row].id in self._here

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            here = self.is_here(index.row())
            if role == _Role.CheckStateRole:
                return Qt.CheckState.Checked if here else Qt.CheckState.Unchecked
            if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
                return _("here") if here else _("not seen")
            return None
        if role != _Role.DisplayRole:
            return None
        model = " ".join(each for each in (row.maker, row.model) if each)
        return (straight(row.serial) or ABSENT, model, straight(row.id))[index.column() - 1]

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or index.column() != 0:
            return False
        self.tick((self._rows[index.row()].id,), here=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._headings[section]
        if orientation is Qt.Orientation.Horizontal and role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None
