"""How a sheet is read: where its headings are, and what hidden rows and columns, titles and merged cells count for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import Merged, TableInfo
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import choice, number_field
from ui.widgets.labels import label


class LayoutBar(QWidget):
    """The choices there are for one sheet; those that are about nothing there are not shown.

    Signals:
        header_wanted: (row, how many). groups_wanted: (on). rows_wanted, columns_wanted: (whether hidden ones are read).
        merged_wanted: (what merged cells count for).
    """

    header_wanted = Signal(int, int)
    groups_wanted = Signal(bool)
    rows_wanted = Signal(bool)
    columns_wanted = Signal(bool)
    merged_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.header = number_field(_("Headings are in row"), 1, 1_000_000, 1)
        self.header_rows = number_field(_("and take so many rows"), 1, 9, 1)
        self.read_again = button(_("Read so"), self._on_header, name=_("Read the sheet with its headings there"))
        self.groups = QCheckBox(_("Titles of groups fill a column of their own"))
        self.rows = QCheckBox()
        self.columns = QCheckBox()
        self.merged = choice(
            [
                (_("every row they span"), Merged.ROWS.value),
                (_("every row and column they span"), Merged.ALL.value),
                (_("the first cell only"), Merged.FIRST.value),
            ]
        )
        self.merged_caption = label(_("&Merged cells count for"), "muted")
        self.merged_caption.setBuddy(self.merged)
        self.merged.setAccessibleName(_("Merged cells count for"))
        self.rows.setToolTip(
            _("A filter hides rows, and takes no weapon out of the store: unless you say otherwise, they are read.")
        )
        self.columns.setToolTip(
            _("Unless you say otherwise, hidden columns are read; what is passed over is not kept.")
        )
        self.merged.setToolTip(
            _(
                "A cell that is drawn over several rows stands for all of them; a merged quantity or value is theirs together."
            )
        )
        self.groups.clicked.connect(self.groups_wanted)
        self.rows.clicked.connect(self.rows_wanted)
        self.columns.clicked.connect(self.columns_wanted)
        self.merged.activated.connect(self._on_merged)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        for text, field in ((_("&Headings are in row"), self.header), (_("and take so many ro&ws"), self.header_rows)):
            caption = label(text, "muted")
            caption.setBuddy(field)
            head.addWidget(caption)
            head.addWidget(field)
        head.addWidget(self.read_again)
        head.addSpacing(2 * GRID)
        head.addWidget(self.groups)
        head.addStretch(1)
        hidden = QHBoxLayout()
        hidden.setSpacing(GRID)
        for each in (self.rows, self.columns):
            hidden.addWidget(each)
            hidden.addSpacing(GRID)
        hidden.addWidget(self.merged_caption)
        hidden.addWidget(self.merged)
        hidden.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addLayout(hidden)

    def show_table(self, table: TableInfo | None, *, grouped: bool) -> None:
        """Show how a sheet is read. ``grouped``: whether titles of groups fill a column."""
        for part in (self.header, self.header_rows, self.read_again):
            part.setEnabled(table is not None and table.height > 0)
        self.groups.setVisible(table is not None and bool(table.groups))
        self.rows.setVisible(table is not None and bool(table.hidden_rows))
        self.columns.setVisible(table is not None and bool(table.hidden_columns))
        for each in (self.merged, self.merged_caption):
            each.setVisible(table is not None and bool(table.merged))
        if table is None:
            return
        self.header.setValue(max(table.header_row, 1))
        self.header_rows.setValue(max(table.header_rows, 1))
        self.groups.setChecked(grouped)
        count = len(table.hidden_rows)
        text = ngettext("Read the {count} hid&den row", "Read the {count} hid&den rows", count)
        self.rows.setText(text.format(count=f"{count:,}"))
        self.rows.setChecked(table.rows_read)
        count = len(table.hidden_columns)
        text = ngettext("Read the {count} hidden col&umn", "Read the {count} hidden col&umns", count)
        self.columns.setText(text.format(count=f"{count:,}"))
        self.columns.setChecked(table.columns_read)
        self.merged.setCurrentIndex(max(self.merged.findData(table.merged_as.value), 0))

    def _on_header(self) -> None:
        self.header_wanted.emit(self.header.value(), self.header_rows.value())

    def _on_merged(self) -> None:
        self.merged_wanted.emit(str(self.merged.currentData()))
