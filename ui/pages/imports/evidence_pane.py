"""What the current row may be the same as: both side by side, field by field, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _
from stockpile.office.workbench import Compared, Evidence, ImportSession, RowClass, RowView
from stockpile.telling import field_of
from ui.models.list_table import Index, ListColumn, ListTable
from ui.pages.imports.under_way import UnderWay
from ui.theme.look import worn
from ui.theme.measures import GRID, ROW
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.fields import choice
from ui.widgets.labels import paragraph
from ui.widgets.tables import Table, show_rows
from ui.words import ABSENT, capital, named, standing_words, straight

_SOON_MS = 100
_MOST = 14  # fields before the list scrolls
_MINE, _OTHER = 1, 2
_WORDED = frozenset({"category", "condition", "standing"})  # stored names, which are said in words


class EvidencePane(QWidget):
    """Nothing, where the row is like no other.

    Signals:
        row_wanted: (id) another row is to be shown. weapon_wanted: (id of a weapon).
        accept_wanted: it is another piece, and goes in. leave_wanted: it goes out of the import.
    """

    row_wanted = Signal(int)
    weapon_wanted = Signal(str)
    accept_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self._row: RowView | None = None
        self._found: Sequence[Evidence] = ()
        self.text = paragraph()
        self.which = choice([])
        self.which.setAccessibleName(_("What the row is compared with"))
        self.which.activated.connect(self._on_which)
        self.compared = ComparedTable(self)
        self.table = Table(self.compared, _("This row beside what it may be the same as"))
        self.table.widths(96, 90)
        self.table.verticalHeader().setDefaultSectionSize(ROW - 4)
        accepted = _("It is another piece, and goes in all the same (Ctrl+G)")
        self.accept = button(_("Let it in"), self.accept_wanted.emit, name=accepted, icon_name="tick")
        left = _("It is the same piece, and the row goes out of the import (Del)")
        self.leave = button(_("Leave it out"), self.leave_wanted.emit, name=left, icon_name="less")
        self.accept.setToolTip(accepted)
        self.leave.setToolTip(left)
        self.go = button(_("Go to that row"), self._on_go, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for pressed in (self.accept, self.leave):
            buttons.addWidget(pressed)
        layout.addWidget(self.text)
        layout.addWidget(self.which)
        layout.addLayout(buttons)  # what can be decided before what it rests on: a small screen shows only the first
        layout.addWidget(self.table)
        layout.addWidget(self.go)
        self.hide()
        self._soon = QTimer(self)  # who walks over rows with a key that is held asks for none of them
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)

    def show_row(self, row: RowView | None) -> None:
        """Show the evidence of another row; what was shown stays until it is there."""
        self._row = row
        if row is None or not (row.like or row.known or _named(row)):
            self._found = ()
            self._soon.stop()
            self.hide()
        else:
            self._soon.start()

    def _ask(self) -> None:
        if (row := self._row) is not None and self._work.is_open:
            self._work.ask(partial(_evidence, row.id), partial(self._on_evidence, row))

    def _on_evidence(self, row: RowView, found: list[Evidence]) -> None:
        if row is not self._row:
            return
        self._found = found
        self.setVisible(bool(found))
        self.which.clear()
        for each in found:
            self.which.addItem(_title(each))
        self.which.setVisible(len(found) > 1)
        doubted = row.row_class is RowClass.DUPLICATE
        self.accept.setVisible(doubted and row.goes_in)
        self.leave.setVisible(doubted or row.row_class is RowClass.REJECTED)
        if found:
            self._on_which()

    def _on_which(self) -> None:
        each, row = self.current, self._row
        if each is None or row is None:
            return
        known = row.row_class in (RowClass.CHANGES, RowClass.SAME)
        it_is = _("It is {weapon} of the register: {standing}.")
        self.text.setText(it_is.format(weapon=_title(each), standing=standing_words(each.standing)))
        self.text.setVisible(known)  # what it may be is said above
        self.compared.show_evidence(each)
        self.table.setVisible(not known)  # what it changes there stands above
        show_rows(self.table, min(len(each.compared), _MOST))
        self.go.setText(_("Show in the register") if each.piece else _("Go to that row"))

    @property
    def current(self) -> Evidence | None:
        """What the row is compared with."""
        at = max(self.which.currentIndex(), 0)
        return self._found[at] if at < len(self._found) else None

    def _on_go(self) -> None:
        each = self.current
        if each is not None and each.piece:
            self.weapon_wanted.emit(each.piece.rpartition(":")[2])
        elif each is not None:
            self.row_wanted.emit(each.row)


class ComparedTable(ListTable[Compared]):
    """Fields side by side; where they differ, that is seen and heard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_columns(_("Other")), parent)

    def show_evidence(self, each: Evidence) -> None:
        """Show other evidence, under its name."""
        self.set_columns(_columns(_title(each)))
        self.show(each.compared)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What differs stands out by its ground and its weight."""
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.FontRole) and index.column() in (_MINE, _OTHER):
            each = self.row(index.row())
            if each is None or not each.differs:
                return None
            if role == Qt.ItemDataRole.BackgroundRole:
                return QBrush(QColor(worn().soft(Tone.WARNING)))
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.AccessibleTextRole:
            each, said = self.row(index.row()), super().data(index)
            if each is not None and each.differs and index.column() == _OTHER:
                return _("{text}, differs").format(text=said)
            return said
        return super().data(index, role)


def _columns(other: str) -> tuple[ListColumn[Compared], ...]:
    return (
        ListColumn("", lambda each: ("≠ " if each.differs else "") + capital(field_of(each.field))),
        ListColumn(_("This row"), lambda each: _value(each.field, each.mine)),
        ListColumn(other, lambda each: _value(each.field, each.other)),
    )


def _value(field: str, text: str) -> str:
    if not text:
        return ABSENT
    if field == "standing":
        return standing_words(text)
    return named(text) if field in _WORDED else straight(text)


def _title(each: Evidence) -> str:
    if not each.piece:
        return _("Row {number}").format(number=f"{each.number:,}")
    return straight(each.piece.rpartition(":")[2])


def _named(row: RowView) -> bool:
    return any(each.facts.get("first_row") or each.facts.get("weapon") for each in row.problems)


def _evidence(row: int, session: ImportSession) -> list[Evidence]:
    return session.evidence(row)
