"""Verification: each piece is held against its record. The recorded number is not shown: it is read from the piece,
not from the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from stockpile.acts.disposing import Verify
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.theme.fonts import serial_font
from ui.theme.measures import ROW
from ui.widgets.fields import line_edit
from ui.widgets.tab_order import follow
from ui.widgets.tables import show_rows
from ui.words import straight

_READ = 2
_HIGH = ROW + 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SEEN = 8


class VerifyDialog(ActDialog):
    """The serial number as read on each piece, and where."""

    kind = Kind.VERIFICATION
    icon_name = "verify"
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

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins at the first piece."""
        super().showEvent(event)
        self.read.go_to(0)

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
    """Weapon, model, and the number as read; Enter goes on to the next piece, as a scanner does.

    A field is made when its row is first looked at: of a thousand pieces a dozen are seen at once.
    """

    def __init__(self, rows: int) -> None:
        super().__init__(rows, 3)
        self._read: dict[int, QLineEdit] = {}
        self._names: list[str] = []
        self.setAccessibleName(_("Serial number as read on each weapon"))
        self.setHorizontalHeaderLabels([_("Weapon"), _("Model"), _("Serial number as read")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(_HIGH)
        head = self.horizontalHeader()
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_READ, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 120)
        self.setColumnWidth(1, 200)
        show_rows(self, min(rows, _SEEN))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def fill(self, row: int, weapon: str, model: str) -> None:
        """Name the weapon of a row; rows are filled in order."""
        for column, text in enumerate((weapon, model)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(row, column, item)
        self._names.append(weapon)
        if row <= _SEEN:
            self.field(row)

    def field(self, row: int) -> QLineEdit:
        """Where the number of a row is typed."""
        if row not in self._read:
            field = line_edit()
            field.setFont(serial_font())
            field.setAccessibleName(_("Serial number as read on {weapon}").format(weapon=self._names[row]))
            field.installEventFilter(self)
            self.setCellWidget(row, _READ, field)
            above = max((at for at in self._read if at < row), default=-1)
            follow(self._read.get(above, self), field)
            self._read[row] = field
        return self._read[row]

    def typed(self, row: int) -> str:
        """The number as read on the weapon of a row."""
        return self._read[row].text().strip() if row in self._read else ""

    def go_to(self, row: int) -> None:
        """Take the person to a row."""
        self.field(row).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_scrolled(self, *_value: int) -> None:
        """The rows that came into sight, and one beyond them for the Tab key."""
        first = max(self.rowAt(0), 0)
        for row in range(first, min(first + _SEEN + 2, self.rowCount())):
            self.field(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field goes on to the next one that is empty; in the last it confirms.
        Focus brings its row into sight."""
        row = next((at for at, field in self._read.items() if field is watched), None)
        if row is not None:
            if event.type() is QEvent.Type.FocusIn:
                self.scrollTo(self.model().index(row, _READ))
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
                empty = [each for each in range(row + 1, self.rowCount()) if not self.typed(each)]
                if empty:
                    self.go_to(empty[0])
                    return True
        return super().eventFilter(watched, event)
