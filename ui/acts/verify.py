"""Verification: each piece is held against its record. The recorded number is not shown: it is read from the piece,
not from the screen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from stockpile.acts.disposing import Verify
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.theme.fonts import serial_font
from ui.theme.measures import ROW
from ui.widgets.fields import line_edit
from ui.words import straight

_READ = 2
_SEEN = 8


class VerifyDialog(ActDialog):
    """The serial number as read on each piece, and where."""

    kind = Kind.VERIFICATION
    lists_weapons = False

    def title(self) -> str:
        """The act, as a noun."""
        return _("Verification")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("&Confirm what was read")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "{count} weapon is held against its record before it is destroyed; the number read on it has to be "
            "the recorded one.",
            "{count} weapons are held against their records before they are destroyed; the number read on each "
            "has to be the "
            "recorded one.",
            count,
        )
        return text.format(count=count)

    def add_fields(self) -> None:
        """A row a weapon, and the place."""
        self.read = _ReadingTable(len(self.weapons))
        for row, weapon in enumerate(self.weapons):
            model = " ".join(each for each in (weapon.maker, weapon.model) if each)
            self.read.fill(row, straight(weapon.id), model)
        self.place = line_edit(_("Where the pieces were read"))
        self.fields.add_wide(self.read)
        self.fields.add(_("&Place"), self.place)

    def act(self) -> Verify:
        """What is asked of the office; `Incomplete` while a number that is recorded was not read."""
        read = {weapon.id: self.read.typed(row) for row, weapon in enumerate(self.weapons)}
        for row, weapon in enumerate(self.weapons):
            if weapon.serial and not read[weapon.id]:
                self.read.go_to(row)
                raise Incomplete(
                    self.read, _("Read the serial number of {weapon} and type it.").format(weapon=weapon.id)
                )
        return Verify(weapons=self.ids, read=read, place=self.place.text().strip())


class _ReadingTable(QTableWidget):
    """Weapon, model, and the number as read; typing begins at once, Enter goes to the next, as a scanner does."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows, 3)
        self.setAccessibleName(_("Serial number as read on each weapon"))
        self.setHorizontalHeaderLabels([_("Weapon"), _("Model"), _("Serial number as read")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setItemDelegateForColumn(_READ, _ReadingField(self))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW + 6)
        head = self.horizontalHeader()
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_READ, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 120)
        self.setColumnWidth(1, 200)
        self.setFixedHeight((ROW + 6) * min(rows, _SEEN) + 40)

    def fill(self, row: int, weapon: str, model: str) -> None:
        """Name the weapon of a row."""
        for column, text in enumerate((weapon, model)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(row, column, item)
        item = QTableWidgetItem("")
        item.setFont(serial_font())
        self.setItem(row, _READ, item)
        if row == 0:
            self.setCurrentCell(0, _READ)

    def typed(self, row: int) -> str:
        """The number as read on the weapon of a row."""
        item = self.item(row, _READ)
        return item.text().strip() if item is not None else ""

    def go_to(self, row: int) -> None:
        """Take the person to a row."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentCell(row, _READ)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Enter keeps what was typed and goes on to the next row."""
        row = self.currentRow()
        super().closeEditor(editor, hint)
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache and row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, _READ)


class _ReadingField(QStyledItemDelegate):
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setFont(serial_font())
            editor.setStyleSheet("padding: 0 4px;")
            editor.setAccessibleName(_("Serial number as read"))
        return editor
