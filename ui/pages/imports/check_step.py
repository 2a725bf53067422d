"""Check: every row with its state, mended in place; what is unknown; the sheet's own totals."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import Choices, ImportSession, RowKind, RowView
from ui.pages.imports.chips import Chip, Chips
from ui.pages.imports.edits_menu import EditsMenu
from ui.pages.imports.edits_offer import EditsOffer
from ui.pages.imports.grid_edits import GridEdits
from ui.pages.imports.grid_model import CLASS, GridModel, Shown, cell_words
from ui.pages.imports.grid_view import GridView
from ui.pages.imports.problem_walk import ProblemWalk
from ui.pages.imports.row_pane import RowPane
from ui.pages.imports.totals_pane import TotalsPane
from ui.pages.imports.under_way import Standing, UnderWay
from ui.pages.imports.values_pane import ValuesPane
from ui.pages.imports.words import SORTS, pieces_words, will_happen
from ui.theme.measures import GRID
from ui.widgets.buttons import button, icon_button, primary
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.pane_splitter import keep_inside
from ui.words import apart, straight

_TYPING_MS = 250
_PANE = 300
_WIDEST, _NARROWEST = 240, 70
_LETTER = 8  # pixels, about


class CheckStep(QWidget):
    """The rows.

    Signals:
        import_wanted: at once. signing_wanted: with authority and signatures.
        weapon_wanted: (id). rejects_wanted. said: (text).
    """

    import_wanted = Signal()
    signing_wanted = Signal()
    weapon_wanted = Signal(str)
    rejects_wanted = Signal()
    said = Signal(str)

    def __init__(self, under_way: UnderWay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self.model = GridModel(under_way, self)
        self.grid = GridView(self.model)
        self.chips = Chips()
        self.holds = line_edit(_("Rows that hold …"))
        self.holds.setAccessibleName(_("Show only rows that hold a text"))
        self.holds.setClearButtonEnabled(True)
        self.sorts = choice([(_("Whatever it is"), ""), *((_(many), sort) for sort, (_one, many) in SORTS.items())])
        self.sorts.setAccessibleName(_("Show only weapons, equipment or what is not clear"))
        self.shapes = choice([])
        self.shapes.setAccessibleName(_("Sheets with the same headings"))
        self.row = RowPane(under_way)
        self.values = ValuesPane(under_way)
        self.totals = TotalsPane()
        self.detail = label("", "muted")
        self.sentence = paragraph("", "strong")
        self.take = primary(_("I&mport"), self.import_wanted.emit, "import")
        self.sign = button(_("Authority and r&eason …"), self.signing_wanted.emit)
        self.rejects = button(
            _("Save what stays out …"),
            self.rejects_wanted.emit,
            name=_("Save the rows that stay out, as the same workbook"),
        )
        self.edits = GridEdits(under_way, self.grid, self)
        self.walk = ProblemWalk(under_way, self)
        self.operations = EditsMenu(under_way, self)
        self.offer = EditsOffer()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.show_rows)
        self._lay_out()
        self._listen()

    # -- laying out --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.offer)
        layout.addWidget(self.chips)
        layout.addLayout(self._bar())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Beside the rows"))
        self.tabs.tabBar().setAccessibleName(_("Beside the rows"))
        for widget, text in ((self.row, _("This row")), (self.values, _("Unknown")), (self.totals, _("Totals"))):
            self.tabs.addTab(widget, text)
        split = QSplitter(Qt.Orientation.Horizontal)
        keep_inside(split)
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setSizes([800, _PANE])
        layout.addWidget(split, 1)
        layout.addWidget(self.detail)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.sentence, 1)
        for each in (self.rejects, self.sign, self.take):
            foot.addWidget(each)
        layout.addLayout(foot)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID // 2)
        before = icon_button("up", _("Problem before this (Shift+F8)"), self.walk.back)
        after = icon_button("down", _("Next problem (F8)"), self.walk.on)
        self.shapes.hide()
        bar.addWidget(self.shapes)
        bar.addWidget(self.sorts)
        bar.addWidget(self.holds)
        self.holds.setMaximumWidth(220)
        for each in (before, after, *self.edits.buttons, self.operations):
            bar.addWidget(each)
        bar.addStretch(1)
        return bar

    def _listen(self) -> None:
        self.chips.chosen.connect(self._on_chip)
        self.holds.textChanged.connect(self._typing.start)
        self.sorts.activated.connect(self.show_rows)
        self.shapes.activated.connect(self._on_shape)
        self.grid.moved.connect(self._on_moved)
        self.model.paged.connect(self._on_paged)
        self.model.loaded.connect(self._on_loaded)
        self.model.reshaped.connect(self._on_reshaped)
        self.row.row_wanted.connect(self.walk.go_to)
        self.row.weapon_wanted.connect(self.weapon_wanted)
        self.row.evidence.accept_wanted.connect(self.edits.on_accept)
        self.row.evidence.leave_wanted.connect(self.edits.on_take_out)
        self.values.counted.connect(self._on_counted)
        self.operations.said.connect(self.said)
        self.operations.offered.connect(self.offer.show_log)
        self.offer.wanted.connect(self.operations.do_again)
        self._work.checked.connect(self._on_checked)
        self._work.edited.connect(self._on_edited)
        self._work.unedited.connect(self.model.refresh)
        self._work.planned.connect(self._on_planned)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (("F8", self.walk.on), ("Shift+F8", self.walk.back), *self.edits.keys):
            QShortcut(QKeySequence(keys), self, slot, context=within)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show the rows; they are judged first, where something changed."""
        if self._work.plan is None:
            self.take.setEnabled(False)
            self.sentence.setText(_("Checking …"))
            self._work.check()
        else:
            self._on_checked()

    def begin(self) -> None:
        """Another import: nothing narrows."""
        self.operations.begin()
        self.chips.choose(0)
        self.sorts.setCurrentIndex(0)
        self.holds.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.holds.clear()
        self.holds.blockSignals(False)  # noqa: FBT003
        self.shapes.clear()
        self.model.clear()

    @property
    def shape(self) -> int:
        """The shape whose rows are shown."""
        return int(self.shapes.currentData() or 0)

    def _on_checked(self) -> None:
        taken = self._work.taken
        kept = self.shapes.currentData()
        self.shapes.clear()
        for shape in dict.fromkeys(each.shape for each in taken):
            sheets = [each.sheet or _("The text") for each in taken if each.shape == shape]
            self.shapes.addItem(listed(map(apart, sheets[:3])), shape)
        self.shapes.setCurrentIndex(max(self.shapes.findData(kept), 0))
        self.shapes.setVisible(self.shapes.count() > 1)
        self._tell()
        self._on_shape()
        self.operations.entered()
        self.values.read()  # what takes long comes last

    def _on_shape(self) -> None:
        if self.shapes.count():
            self.show_rows()
            self._work.ask(partial(_choices, self.shape, self._work.desk.language), self._on_choices)

    def _on_choices(self, choices: dict[str, Choices]) -> None:
        self.model.choices = choices

    def _on_reshaped(self) -> None:
        columns = range(1, self.model.columnCount())
        self.grid.give_widths({at: _width(self.model.widest(at)) for at in columns})

    def show_rows(self) -> None:
        """Show the rows that chip, sort and text narrow to."""
        if not self._work.is_open or self._work.plan is None:
            return
        chip = self.chips.current
        tables = tuple(each.index for each in self._work.taken if each.shape == self.shape)
        self.sorts.setEnabled(not chip.left_out)  # what is left out is read as nothing
        sort = self.sorts.currentData()
        self.model.show(
            Shown(
                self.shape, tables, chip.classes, chip.levels, chip.left_out, self.holds.text(), (sort,) if sort else ()
            )
        )

    def show_shape(self, shape: int) -> None:
        """Show the rows of another shape."""
        self.shapes.setCurrentIndex(max(self.shapes.findData(shape), 0))
        self._on_shape()

    def show_all(self) -> None:
        """Nothing narrows any more."""
        self.chips.choose(0)
        self.sorts.setCurrentIndex(0)
        self.holds.clear()
        self._typing.stop()
        self.show_rows()

    def _tell(self) -> None:
        plan = self._work.plan
        if plan is None:
            return
        self.chips.show_counts(plan.counts)
        self.sentence.setText(f"{will_happen(plan.counts)} {pieces_words(plan.counts)}".strip())
        count = plan.counts.new + plan.counts.changes
        said = ngettext("I&mport {count} row", "I&mport {count} rows", count).format(count=f"{count:,}")
        self.take.setText(said)
        self.take.setAccessibleName(said.replace("&", ""))
        self.take.setEnabled(not plan.nothing)
        self.sign.setEnabled(not plan.nothing)
        self.rejects.setVisible(bool(plan.counts.rejected))

    def _on_planned(self) -> None:
        self.totals.show_totals(self._work.totals)
        wrong = sum(not each.agrees for each in self._work.totals)
        self.tabs.setTabText(2, _("▲ Totals") if wrong else _("Totals"))

    def _on_counted(self, count: int) -> None:
        self.tabs.setTabText(1, _("Unknown ({count})").format(count=f"{count:,}") if count else _("Unknown"))

    def _on_edited(self, standing: Standing) -> None:
        self._tell()
        self.edits.show_standing(standing)
        self.model.refresh()
        self._on_moved()

    def _on_chip(self, _chip: Chip) -> None:
        self.show_rows()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_loaded(self, _count: int) -> None:
        if self._work.standing is None:
            self.edits.show_standing(None)
        self._on_planned()
        self._on_moved()
        self.walk.loaded()

    def _on_paged(self, first: int, last: int) -> None:
        if first <= self.grid.currentIndex().row() <= last:
            self._on_moved()

    def _on_moved(self) -> None:
        index = self.grid.currentIndex()
        row = self.model.row(index.row()) if index.isValid() else None
        self.row.show_row(row)
        self.detail.setText(self._detail_of(row, index.column()) if row is not None else "")

    def _detail_of(self, row: RowView, column: int) -> str:
        """The line under the grid: the current cell in words."""
        said = (
            cell_words(row, column, self.model.headings)
            or cell_words(row, CLASS, self.model.headings).partition("\n")[2]
        )
        where = self.model.headings[column - 1] if column > CLASS else _("The row")
        if row.kind != RowKind.ROW:
            return _("Row {row} is left out; Ins takes it in.").format(row=f"{row.number:,}")
        return _("{heading}, row {row}: {said}").format(
            heading=straight(where), row=f"{row.number:,}", said=said.replace("\n", " ") or _("in order")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Another look: the grid paints its grounds anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.grid.viewport().update()


def _width(text: str) -> int:
    """About as wide as what stands in a column."""
    return max(_NARROWEST, min(len(text) * _LETTER + 34, _WIDEST))


def _choices(shape: int, language: str, session: ImportSession) -> dict[str, Choices]:
    """For a worker: what may stand in the columns of a shape."""
    return session.values.choices(shape, language)
