"""Columns: which column of the file is which field, why, and how its values are read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import ColumnInfo, ImportSession
from ui.pages.imports.columns_model import FIELD, ColumnsModel, FieldDelegate, FieldList
from ui.pages.imports.made_dialogs import JoinDialog, SplitDialog
from ui.pages.imports.mapping_menu import MappingMenu
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import field_words, sure_words
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.fields import choice
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table
from ui.words import apart

_FIELDS_WIDE = 210


class ColumnsTable(Table):
    """The columns; Enter, F2 or a letter opens the choice of the field."""

    def __init__(self, model: ColumnsModel) -> None:
        super().__init__(model, _("Columns of the file"))
        self.delegate = FieldDelegate(self)
        self.setItemDelegateForColumn(FIELD, self.delegate)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDragDropOverwriteMode(True)
        self.widths(170, 240, 170, 180)
        self.opened.connect(self.choose_field)

    def choose_field(self, row: int) -> None:
        """Open the choice of a column."""
        index = self.model().index(row, FIELD)
        self.setCurrentIndex(index)
        self.edit(index)


class ColumnsStep(QWidget):
    """The columns of one shape: of all sheets with the same headings.

    Signals:
        next_wanted.
    """

    next_wanted = Signal()

    def __init__(self, under_way: UnderWay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self._mapping: dict[str, object] = {}
        self._columns: list[ColumnInfo] = []
        self.shapes = choice([])
        self.shapes.setAccessibleName(_("Sheets with the same headings"))
        self.shapes.activated.connect(self._on_shape)
        self.columns = ColumnsModel(self)
        self.columns.chosen.connect(self._on_field)
        self.table = ColumnsTable(self.columns)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.fields = FieldList()
        self.fields.taken.connect(self._on_taken)
        self.detail = paragraph("", "muted")
        self.filled = QCheckBox(_("Blank cells take what stands &above them"))
        self.filled.clicked.connect(self._on_filled)
        self.split = button(_("S&plit …"), self._on_split, name=_("Split this column into several fields"))
        self.join = button(_("&Join …"), self._on_join, name=_("Join columns into one field"))
        self.drop = button(_("Take away"), self._on_drop, name=_("Take this made column away"))
        self.order = choice([(_("as the column shows"), ""), (_("day first"), "day"), (_("month first"), "month")])
        self.mark = choice(
            [(_("as the column shows"), ""), (_("a point: 1,234.50"), "."), (_("a comma: 1.234,50"), ",")]
        )
        self.units = QCheckBox(_("Dozen and Hundred m&ultiply the quantity"))
        self.order.activated.connect(self._on_order)
        self.mark.activated.connect(self._on_mark)
        self.units.clicked.connect(self._on_units)
        self.said = paragraph("", "small")
        self.mappings = MappingMenu(under_way, self, self.current_shape)
        self.mappings.applied.connect(self._on_applied)
        self.mappings.said.connect(self.said.setText)
        self.go_on = primary(_("C&heck the rows"), self.next_wanted.emit)
        self._lay_out()
        under_way.seen.connect(self._on_seen)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        for text, field in ((_("D&ates are"), self.order), (_("Decimals have"), self.mark)):
            caption = label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            top.addWidget(caption)
            top.addWidget(field)
        top.addWidget(self.units)
        top.addStretch(1)
        top.addWidget(self.shapes)
        top.addWidget(self.mappings)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.fields)
        self.fields.setFixedWidth(_FIELDS_WIDE)
        of_column = QHBoxLayout()
        of_column.setSpacing(GRID)
        for each in (self.filled, self.split, self.join, self.drop):
            of_column.addWidget(each)
        of_column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addWidget(self.detail)
        layout.addLayout(of_column)
        layout.addLayout(foot)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the columns as they are read now."""
        self._show_shapes()
        self.mappings.entered()
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_shapes(self) -> None:
        """The shapes of the sheets that are taken; the one that was looked at stays, where it is one of them."""
        taken = self._work.taken or self._work.tables
        shapes = list(dict.fromkeys(each.shape for each in taken))
        kept = self.shapes.currentData()
        self.shapes.clear()
        for shape in shapes:
            sheets = [each.sheet or _("The text") for each in taken if each.shape == shape]
            self.shapes.addItem(listed(map(apart, sheets[:3])), shape)
        self.shapes.setCurrentIndex(max(self.shapes.findData(kept), 0))
        self.shapes.setVisible(len(shapes) > 1)

    @property
    def shape(self) -> int:
        """The shape that is shown."""
        return int(self.shapes.currentData() or 0)

    def current_shape(self) -> int:
        """The same, for who asks later."""
        return self.shape

    def _read(self) -> None:
        if self.shapes.count():
            self._work.columns(self.shape, self._on_columns)
            if not self.table.delegate.fields:
                self._work.ask(_fields, self._on_fields)

    def _on_fields(self, fields: tuple[str, ...]) -> None:
        self.table.delegate.fields = fields
        self._show_fields()

    def _show_fields(self) -> None:
        self.fields.show_fields(self.table.delegate.fields, [each.field for each in self._columns if each.field])

    def _on_columns(self, answer: tuple[list[ColumnInfo], dict[str, object]]) -> None:
        self._columns, self._mapping = answer
        place = max(self.table.currentIndex().row(), 0)
        self.columns.show(self._columns)
        if self._columns:
            self.table.selectRow(min(place, len(self._columns) - 1))
        self.order.setCurrentIndex(max(self.order.findData(str(self._mapping.get("order") or "")), 0))
        self.mark.setCurrentIndex(max(self.mark.findData(str(self._mapping.get("mark") or "")), 0))
        self.units.setChecked(bool(self._mapping.get("units")))
        self.units.setVisible(any(each.field == "unit" for each in self._columns))
        self._show_fields()
        self._say()

    def _say(self) -> None:
        notes = [each.heading for each in self._columns if not each.field]
        said = ngettext(
            "{count} column is kept as a note on each weapon: {columns}",
            "{count} columns are kept as notes on each weapon: {columns}",
            len(notes),
        )
        text = said.format(count=len(notes), columns=listed(map(apart, notes)))
        self.said.setText(text if notes else _("Every column is read as a field."))
        self._on_current()

    @property
    def chosen(self) -> ColumnInfo | None:
        """The column that is current."""
        return self.columns.row(self.table.currentIndex().row())

    def _on_current(self) -> None:
        each = self.chosen
        for part in (self.filled, self.split, self.join):
            part.setEnabled(each is not None)
        self.drop.setVisible(each is not None and bool(each.made))
        if each is None:
            return
        self.filled.setChecked(each.filled_down)
        self.filled.setEnabled(each.made != "group")
        self.detail.setText(detail_words(each))

    # -- changing ----------------------------------------------------------------------------------------------------

    def _on_seen(self) -> None:
        if self.isVisible():
            self._show_shapes()
            self._read()

    def _on_shape(self) -> None:
        self._read()

    def _on_field(self, heading: str, field: str) -> None:
        self._work.change(partial(_set_field, self.shape, heading, field))

    def _on_taken(self, field: str) -> None:
        if (each := self.chosen) is not None:
            self._on_field(each.heading, field)

    def _on_filled(self) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_fill_down, self.shape, each.heading, self.filled.isChecked()))

    def _on_order(self) -> None:
        self._work.change(partial(_set_order, self.shape, str(self.order.currentData())))

    def _on_mark(self) -> None:
        self._work.change(partial(_set_mark, self.shape, str(self.mark.currentData())))

    def _on_units(self) -> None:
        self._work.change(partial(_set_units, self.shape, self.units.isChecked()))

    def _on_split(self) -> None:
        if (each := self.chosen) is not None:
            dialog = SplitDialog(each, self.table.delegate.fields, self)
            dialog.made.connect(self._on_made)
            dialog.open()

    def _on_join(self) -> None:
        if (each := self.chosen) is not None:
            dialog = JoinDialog(each, self._columns, self.table.delegate.fields, self)
            dialog.made.connect(self._on_made)
            dialog.open()

    def _on_made(self, work: Callable[[int, ImportSession], None]) -> None:
        self._work.change(partial(_make, work, self.shape))

    def _on_drop(self) -> None:
        if (each := self.chosen) is not None:
            self._work.change(partial(_drop_made, self.shape, each.heading))

    def _on_applied(self, mapping: dict[str, object]) -> None:
        self._work.change(partial(_apply, self.shape, mapping))


def detail_words(each: ColumnInfo) -> str:
    """What else is to be said of a column: the order of its dates, what else it could be."""
    said = []
    if each.order:
        said.append(
            _("The dates of this column have the day first.")
            if each.order == "day"
            else _("The dates of this column have the month first.")
        )
    if each.hidden:
        said.append(_("It is hidden in the workbook."))
    if each.taken_over:
        text = ngettext(
            "{count} of its cells has what stands above it, or in the merged cell that it is part of.",
            "{count} of its cells have what stands above them, or in the merged cell that they are part of.",
            each.taken_over,
        )
        said.append(text.format(count=f"{each.taken_over:,}"))
    others = [one for one in each.suggestions if one.field != each.field][:3]
    if others:
        named = [
            _("{field} ({sure})").format(field=field_words(one.field), sure=sure_words(one.sureness)) for one in others
        ]
        said.append(_("It could also be: {fields}.").format(fields=listed(named)))
    if not each.field:
        said.append(_("Nothing of it is lost: what stands in it is kept as a note on each weapon."))
    return " ".join(said)


# -- for workers -----------------------------------------------------------------------------------------------------


def _fields(session: ImportSession) -> tuple[str, ...]:
    return session.tables.fields()


def _set_field(shape: int, heading: str, field: str, session: ImportSession) -> None:
    session.tables.set_field(shape, heading, field)


def _fill_down(shape: int, heading: str, on: bool, session: ImportSession) -> None:  # noqa: FBT001 - bound by partial
    session.tables.fill_down(shape, heading, on=on)


def _set_order(shape: int, order: str, session: ImportSession) -> None:
    session.tables.set_order(shape, order)


def _set_mark(shape: int, mark: str, session: ImportSession) -> None:
    session.tables.set_mark(shape, mark)


def _set_units(shape: int, on: bool, session: ImportSession) -> None:  # noqa: FBT001
    session.tables.set_units(shape, multiply=on)


def _make(work: Callable[[int, ImportSession], None], shape: int, session: ImportSession) -> None:
    work(shape, session)


def _drop_made(shape: int, heading: str, session: ImportSession) -> None:
    session.tables.drop_made(shape, heading)


def _apply(shape: int, mapping: dict[str, object], session: ImportSession) -> None:
    session.tables.apply(shape, mapping)
