"""Which weapons: scanned, or found by a part of their number, and listed as they are picked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.tasks import Problem
from ui.theme.measures import GRID, ROW
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.lists import ListOf
from ui.widgets.picker import Choice, ChoiceModel
from ui.widgets.scan_field import ScanField
from ui.widgets.tables import Table
from ui.words import ABSENT, problem_words, straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session

_SETTLE_MS = 160  # a scanner is done before; who types is not
_LEAST = 2  # letters before anything is suggested
_SUGGESTED = 6
_ROWS_SEEN = 5


class WeaponPicker(QWidget):
    """The field, what it suggests, and the weapons picked so far. ``kind``: an act; a weapon to which it may not
    happen is refused, with the reason.

    Signals:
        changed: others are picked.
    """

    changed = Signal()

    def __init__(self, desk: Desk, kind: Kind | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._weapons: dict[str, WeaponRow] = {}
        self._epoch = 0
        self.scan = ScanField(_("Weapon"), _("Scan the weapon, or type a part of its number"))
        self.scan.scanned.connect(self._on_scanned)
        self.scan.edited.connect(self._on_edited)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._suggest)
        self._build_suggested()
        self._build_picked()
        self._lay_out()
        self.setFocusProxy(self.scan)
        self._show_picked()

    def _build_suggested(self) -> None:
        self._suggestions = ChoiceModel(self)
        self.suggested = _Suggested(_("Weapons with this number"))
        self.suggested.setModel(self._suggestions)
        self.suggested.taken.connect(self._on_suggested)
        self.suggested.hide()
        self.scan.line.installEventFilter(self.suggested)

    def _build_picked(self) -> None:
        self._table: ListTable[WeaponRow] = ListTable(
            (
                ListColumn(_("Serial number"), lambda row: straight(row.serial) or ABSENT),
                ListColumn(_("Model"), lambda row: " ".join(each for each in (row.maker, row.model) if each)),
                ListColumn(_("Place"), lambda row: straight(row.location or row.site)),
                ListColumn(_("Weapon"), lambda row: straight(row.id)),
            ),
            self,
        )
        self.table = _Picked(self._table, _("Weapons picked"))
        self.table.widths(130, 160, 100)
        self.table.setMinimumHeight(ROW * _ROWS_SEEN + 42)
        self.table.removing.connect(self.remove_chosen)
        self._remove = button(_("&Remove from the list"), self.remove_chosen, icon_name="remove")
        self._remove.setAutoDefault(False)
        self._said = label("", "muted")

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._said)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.scan)
        layout.addWidget(self.suggested)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    # -- what is picked ----------------------------------------------------------------------------------------------

    @property
    def weapons(self) -> tuple[WeaponRow, ...]:
        """The weapons picked, in the order of picking."""
        return tuple(self._weapons.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(self._weapons)

    def pick(self, weapons: Sequence[WeaponRow]) -> None:
        """Pick more; those that are there already stay where they are."""
        before = len(self._weapons)
        for each in weapons:
            self._weapons.setdefault(each.id, each)
        if len(self._weapons) != before:
            self._show_picked()
            self.changed.emit()

    def remove_chosen(self) -> None:
        """Take the chosen ones out of the list, and stay at the place."""
        rows = self.table.chosen_rows()
        if not rows:
            return
        for each in [weapon for row in rows if (weapon := self._table.row(row)) is not None]:
            del self._weapons[each.id]
        self.scan.notice.clear()
        self._show_picked()
        left = len(self._weapons)
        if left:
            self.table.selectRow(min(rows[0], left - 1))
        else:
            self.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_picked(self) -> None:
        self._table.show(self.weapons)
        count = len(self._weapons)
        self._said.setText(
            ngettext("{count} weapon picked", "{count} weapons picked", count).format(count=f"{count:,}")
        )
        self._remove.setEnabled(bool(count))

    # -- scanning ----------------------------------------------------------------------------------------------------

    def _on_scanned(self, text: str) -> None:
        self._settle.stop()
        self._hide_suggested()
        work = partial(_named, self._desk.office, self._desk.session, self._kind, text)
        self._desk.tasks.read(self, work, self._on_named, self._on_refused)

    def _on_named(self, weapon: WeaponRow) -> None:
        number = straight(weapon.serial or weapon.id)
        if weapon.id in self._weapons:
            self.scan.refuse(_("{weapon} is in the list already.").format(weapon=number))
            self.table.selectRow(self.ids.index(weapon.id))
            return
        self.pick((weapon,))
        what = " ".join(each for each in (weapon.maker, weapon.model) if each)
        self.scan.took(weapon.id, _("{weapon} is picked: {model}").format(weapon=number, model=what or ABSENT))
        self.scan.show_count(len(self._weapons))
        self.table.scrollToBottom()

    def _on_refused(self, problem: Problem) -> None:
        self.scan.refuse(problem_words(problem))

    # -- typing ------------------------------------------------------------------------------------------------------

    def _on_edited(self, _text: str) -> None:
        self._epoch += 1
        self._settle.start()

    def _suggest(self) -> None:
        text = self.scan.line.text().strip()
        if len(text) < _LEAST:
            self._hide_suggested()
            return
        work = partial(self._desk.office.reading.suggest, text, _SUGGESTED)
        self._desk.tasks.read(self, work, partial(self._on_suggestions, self._epoch), self._on_refused)

    def _on_suggestions(self, epoch: int, rows: Sequence[WeaponRow]) -> None:
        if epoch != self._epoch:
            return
        self._suggestions.show([_suggestion(row) for row in rows if row.id not in self._weapons])
        many = self._suggestions.rowCount()
        self.suggested.setVisible(bool(many))
        self.suggested.setFixedHeight(many * (self.suggested.sizeHintForRow(0) if many else ROW) + 6)

    def _on_suggested(self, key: str) -> None:
        self.scan.line.clear()
        self._on_scanned(key)
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_suggested(self) -> None:
        self._epoch += 1
        self._suggestions.show(())
        self.suggested.hide()


class _Suggested(ListOf):
    """Suggestions under the field: Down goes to them, Enter takes one, Escape goes back.

    Signals:
        taken: (key) one was taken.
    """

    taken = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_taken)

    def _on_taken(self, index: QModelIndex) -> None:
        self.taken.emit(str(index.data(Qt.ItemDataRole.UserRole)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field: Down comes here."""
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if down and self.isVisible():
            self.setFocus(Qt.FocusReason.TabFocusReason)
            self.setCurrentIndex(self.model().index(0, 0))
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes; Up from the first and Escape go back to the field."""
        first = self.currentIndex().row() <= 0
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_taken(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and first):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class _Picked(Table):
    """The list; Delete takes out what is chosen.

    Signals:
        removing: the chosen ones are to go.
    """

    removing = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
            return
        super().keyPressEvent(event)


def _suggestion(row: WeaponRow) -> Choice:
    said = (straight(row.serial) or ABSENT, " ".join(each for each in (row.maker, row.model) if each), straight(row.id))
    return Choice(row.id, "  ·  ".join(each for each in said if each), icon_name="weapon")


def _named(office: Office, session: Session, kind: Kind | None, text: str) -> WeaponRow:
    """For a reader: the one weapon that a text names, if the act may happen to it."""
    found = office.reading.resolve(text)
    refusal = office.reading.allowed([found], session).get(kind) if kind is not None else None
    if refusal is not None:
        raise refusal
    return office.reading.suggest(found, 1)[0]
