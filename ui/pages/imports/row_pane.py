"""What there is to know of the row that is current: what is wrong, what it changes, what it may be the same as."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockpile.language import _
from stockpile.office import Office
from stockpile.office.workbench import FieldChange, Level, Problem, RowClass, RowView
from stockpile.telling import field_of
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import CLASSES, LEVELS, class_words
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table, show_rows
from ui.words import ABSENT, capital, problem_words, standing_words, straight, told

_MOST = 12  # sentences; a row has seldom three
_CHANGES = 8
_LIKE = "row "  # begins the name of another row of the files


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
        self.evidence = paragraph()
        self.open_weapon = button(_("Show in the register"), self._on_weapon, "link")
        self.open_row = button(_("Go to that row"), self._on_row, "link")
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
        layout.addLayout(self._problems)
        for each in (self.table, self.evidence, self.open_weapon, self.open_row):
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
        name, tone = ("", CLASSES[RowClass.NONE][2]) if row is None else CLASSES[row.row_class][1:]
        self._sign.show_icon(name, tone if name else None)
        for each in row.problems[:_MOST] if row is not None else ():
            self._problems.addWidget(_Said(each))
        self._show_changes(row.changes if row is not None else ())
        self._show_evidence(row)

    def _show_changes(self, changes: Sequence[FieldChange]) -> None:
        self.changes.show(changes)
        self.table.setVisible(bool(changes))
        if changes:
            show_rows(self.table, min(len(changes), _CHANGES))

    def _show_evidence(self, row: RowView | None) -> None:
        weapon = self._weapon_of(row)
        other = self._other_of(row)
        self.open_weapon.setVisible(bool(weapon))
        self.open_row.setVisible(bool(other))
        self.evidence.setVisible(bool(weapon or other))
        if other:
            self.evidence.setText(_("May be the same as row {number}.").format(number=other))
        if weapon and row is not None:
            self.evidence.setText(_("Looking up {weapon} …").format(weapon=straight(weapon)))
            work = partial(_weapon, self._work.desk.office, weapon)
            self._work.desk.tasks.read(self, work, partial(self._on_weapon_read, row), self._on_no_weapon)

    @staticmethod
    def _weapon_of(row: RowView | None) -> str:
        if row is None:
            return ""
        like = next((each for each in row.like if not each.startswith(_LIKE)), "")
        return (row.known or like).rpartition(":")[2]

    @staticmethod
    def _other_of(row: RowView | None) -> str:
        return next((each.removeprefix(_LIKE) for each in row.like if each.startswith(_LIKE)), "") if row else ""

    def _on_weapon_read(self, row: RowView, told: str) -> None:
        if row is self._row:
            known = row.row_class in (RowClass.CHANGES, RowClass.SAME)
            template = _("It is {weapon}") if known else _("It may be {weapon}")
            self.evidence.setText(template.format(weapon=told))

    def _on_no_weapon(self, problem: object) -> None:
        self.evidence.setText(problem_words(problem))  # type: ignore[arg-type]

    def _on_weapon(self) -> None:
        if weapon := self._weapon_of(self._row):
            self.weapon_wanted.emit(weapon)

    def _on_row(self) -> None:
        other = self._other_of(self._row)
        if self._row is not None and other.isdecimal():
            self.row_wanted.emit(self._row.id - self._row.number + int(other))


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


def _weapon(office: Office, weapon: str) -> str:
    """A weapon of the register, as evidence; for a reader."""
    (found,) = office.reading.pieces([weapon])
    parts = (
        straight(weapon), " ".join(filter(None, (found.maker, found.model))), straight(found.serial),
        standing_words(found.standing), straight(found.location or found.site),
    )  # fmt: skip
    return " · ".join(each for each in parts if each)
