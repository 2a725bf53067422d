"""What there is to know of the row that is current: what is wrong, what it changes, what it may be the same as."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockpile.language import _
from stockpile.office.workbench import FieldChange, Level, Problem, RowClass, RowView
from stockpile.telling import field_of
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.evidence_pane import EvidencePane
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import CLASSES, LEVELS, class_words, piece_words
from ui.theme.measures import GRID
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table, show_rows
from ui.words import ABSENT, capital, straight, told

_MOST = 12  # sentences; a row has seldom three
_CHANGES = 8


class RowPane(QScrollArea):
    """One row in words.

    Signals:
        row_wanted: (id) another row is to be shown. weapon_wanted: (id of a weapon).
    """

    row_wanted = Signal(int)
    weapon_wanted = Signal(str)

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self._row: RowView | None = None
        self.setProperty("role", "inside")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("What is to be said of the row"))
        self._sign = IconLabel()
        self._title = label("", "heading")
        self.piece = paragraph()
        self._problems = QVBoxLayout()
        self._problems.setSpacing(GRID)
        self.changes: ListTable[FieldChange] = ListTable(
            (
                ListColumn(_("Changes"), _fact),
                ListColumn(_("Register"), lambda each: straight(each.old) or ABSENT),
                ListColumn(_("This row"), lambda each: straight(each.new) or ABSENT),
            ),
            self,
        )
        self.table = Table(self.changes, _("What the row changes"))
        self.table.widths(90, 95)
        self.evidence = EvidencePane(under_way)
        self.evidence.row_wanted.connect(self.row_wanted)
        self.evidence.weapon_wanted.connect(self.weapon_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.piece)
        layout.addLayout(self._problems)
        for each in (self.table, self.evidence):
            layout.addWidget(each)
            each.hide()
        layout.addStretch(1)
        self.setWidget(content)

    def show_row(self, row: RowView | None) -> None:
        """Show another row."""
        if row is self._row:
            return
        self._row = row
        while (item := self._problems.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._title.setText(
            ""
            if row is None
            else _("Row {number}: {what}").format(number=f"{row.number:,}", what=class_words(row.row_class))
        )
        piece = "" if row is None else piece_words(row)
        self.piece.setText(piece)
        self.piece.setVisible(bool(piece))
        name, tone = ("", CLASSES[RowClass.NONE][2]) if row is None else CLASSES[row.row_class][1:]
        self._sign.show_icon(name, tone if name else None)
        for each in row.problems[:_MOST] if row is not None else ():
            self._problems.addWidget(_Said(each))
        self._show_changes(row.changes if row is not None else ())
        self.evidence.show_row(row)

    def _show_changes(self, changes: Sequence[FieldChange]) -> None:
        changes = [each for each in changes if each.old != each.new]  # a list that is new repeats what is known
        self.changes.show(changes)
        self.table.setVisible(bool(changes))
        if changes:
            show_rows(self.table, min(len(changes), _CHANGES))


class _Said(QWidget):
    """One thing to be said of a row, with the sign of its level."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        _word, name, tone = LEVELS[Level(problem.level)]
        text = told(problem.code, problem.facts)
        if problem.heading:
            text = _("{heading}: {said}").format(heading=straight(problem.heading), said=text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        sign = IconLabel(name or "information", tone)
        layout.addWidget(sign, 0)
        layout.addWidget(paragraph(text), 1)


def _fact(each: FieldChange) -> str:
    return capital(field_of(each.field))
