"""The imports there were: each opens its paper, and can be taken back; and the mappings and edits that are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import ImportRecord
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.kept_names import KeptNames, of_edits, of_mappings
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.labels import paragraph
from ui.widgets.notice import Notice
from ui.widgets.tables import Table
from ui.words import apart, day, straight


class History(QTabWidget):
    """Imports, newest first; and what is kept to read files by.

    Signals:
        paper_wanted: (reference). undo_wanted: (ImportRecord).
    """

    paper_wanted = Signal(str)
    undo_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._wanted = ""
        self.setAccessibleName(_("Imports, and what is kept for the next"))
        self.tabBar().setAccessibleName(_("Imports, and what is kept for the next"))
        self.setDocumentMode(True)
        self.records: ListTable[ImportRecord] = ListTable(
            (
                ListColumn(_("Day"), lambda each: day(each.recorded_at.astimezone())),
                ListColumn(_("Voucher"), lambda each: straight(each.reference)),
                ListColumn(_("What came in"), _came_in),
                ListColumn(_("File"), lambda each: listed(map(apart, each.files))),
            ),
            self,
        )
        self.table = Table(self.records, _("Imports"))
        self.table.widths(82, 138, 100)
        self.table.opened.connect(self._on_paper)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.paper = button(_("Open the &paper"), self._on_paper, icon_name="paper")
        self.undo = button(_("&Take back …"), self._on_undo, name=_("Take this import back"), icon_name="undo")
        self.empty = paragraph(_("Nothing has been imported yet."), "muted")
        self.notice = Notice()
        self.mappings = KeptNames(desk, of_mappings())
        self.edits = KeptNames(desk, of_edits())
        self.addTab(self._imports(), _("Imports"))
        self.addTab(self.mappings, _("Mappings"))
        self.addTab(self.edits, _("Edits"))
        self._on_current()

    def _imports(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notice)
        row = QHBoxLayout()
        row.addWidget(self.paper)
        row.addWidget(self.undo)
        row.addStretch(1)
        layout.addLayout(row)
        return page

    def entered(self) -> None:
        """Read again."""
        self.desk.tasks.read(self, self.desk.office.workbench.history, self._on_records, self.notice.refuse)
        self.mappings.entered()
        self.edits.entered()

    def show_reference(self, reference: str) -> None:
        """Choose an import by the reference of its voucher."""
        self._wanted = reference
        self.setCurrentIndex(0)
        self.entered()

    def _on_records(self, records: list[ImportRecord]) -> None:
        current = self.records.row(self.table.currentIndex().row())
        wanted = self._wanted or (current.reference if current else "")
        self._wanted = ""
        self.records.show(records)
        self.empty.setVisible(not records)
        self.table.setVisible(bool(records))
        place = next((at for at, each in enumerate(records) if wanted in (each.reference, each.number)), 0)
        if records:
            self.table.selectRow(place)
        self._on_current()

    @property
    def chosen(self) -> ImportRecord | None:
        """The import that is chosen."""
        return self.records.row(self.table.currentIndex().row())

    def _on_current(self) -> None:
        each = self.chosen
        self.paper.setEnabled(each is not None)
        self.undo.setEnabled(each is not None and not each.taken_back)

    def _on_paper(self, _row: object = None) -> None:
        if (each := self.chosen) is not None:
            self.paper_wanted.emit(each.reference)

    def _on_undo(self) -> None:
        if (each := self.chosen) is not None:
            self.undo_wanted.emit(each)


def _came_in(each: ImportRecord) -> str:
    if each.taken_back:
        return _("⊗ taken back")
    if each.new and each.changed:
        said = ngettext("{new} new, {changed} changed", "{new} new, {changed} changed", each.new)
    elif each.new:
        said = ngettext("{new} new", "{new} new", each.new)
    else:
        said = ngettext("{changed} changed", "{changed} changed", each.changed)
    return said.format(new=f"{each.new:,}", changed=f"{each.changed:,}")
