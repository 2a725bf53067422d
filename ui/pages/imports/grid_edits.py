"""What can be done to the rows of the grid: each as a button, a key, and a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from stockpile.language import _, marked, ngettext
from stockpile.office.workbench import ImportSession
from ui.pages.imports.edit_dialogs import ReplaceDialog, SetDialog
from ui.pages.imports.grid_model import CLASS
from ui.pages.imports.grid_view import GridView
from ui.pages.imports.under_way import Standing, UnderWay
from ui.widgets.buttons import Button, button, icon_button

if TYPE_CHECKING:
    from ui.pages.imports.check_step import CheckStep

_STEPS = {
    "set": marked("typed text"),
    "fill-down": marked("filling down"),
    "replace": marked("replacement"),
    "value": marked("decision on a value"),
    "take-out": marked("taking rows out"),
    "take-in": marked("taking rows in"),
    "mark": marked("saying what rows are"),
}


class GridEdits(QObject):
    """Edits of the grid.

    Attributes:
        buttons: for the bar above the grid. keys: heard in the whole step.
    """

    def __init__(self, under_way: UnderWay, grid: GridView, step: CheckStep) -> None:
        super().__init__(step)
        self._work, self._grid, self._step = under_way, grid, step
        self.undo = icon_button("undo", _("Undo (Ctrl+Z)"), self.on_undo)
        self.redo = icon_button("refresh", _("Do again (Ctrl+Y)"), self.on_redo)
        self.replace = button(
            _("&Replace …"), self.on_replace, name=_("Search and replace (Ctrl+H)"), icon_name="search"
        )
        self.rows = Button(_("Rows and cells ▾"), "", "edit")
        self.rows.setAccessibleName(_("What can be done to the chosen rows and cells"))
        self.rows.setMenu(self._menu())
        self.buttons: tuple[QWidget, ...] = (self.undo, self.redo, self.replace, self.rows)
        self.keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Z", self.on_undo), ("Ctrl+Y", self.on_redo), ("Ctrl+Shift+Z", self.on_redo), ("Ctrl+H", self.on_replace),
        )  # fmt: skip
        grid.take_out_wanted.connect(self.on_take_out)
        grid.take_in_wanted.connect(self.on_take_in)
        grid.fill_wanted.connect(self.on_fill)
        grid.set_wanted.connect(self.on_set)
        grid.pasted.connect(self.on_paste)
        grid.grid.typed.connect(self.on_typed)
        self.show_standing(None)

    def _menu(self) -> QMenu:
        menu = QMenu(self.rows)
        for text, keys, slot in (
            (_("&Set for the chosen cells …"), "Ctrl+Return", self.on_set),
            (_("Fill &down from the first chosen cell"), "Ctrl+D", self.on_fill),
            (_("Fill &blank cells of the column from above"), "", self.on_fill_blanks),
            (_("Take the chosen rows &out"), "Del", self.on_take_out),
            (_("Take the chosen rows &in"), "Ins", self.on_take_in),
        ):
            action = QAction(text, menu)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the grid hears them itself
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def show_standing(self, standing: Standing | None) -> None:
        """What can be undone, and done again."""
        for each, step, nothing, something in (
            (self.undo, standing.done if standing else "", _("Undo (Ctrl+Z)"), _("Undo: {step} (Ctrl+Z)")),
            (self.redo, standing.undone if standing else "", _("Do again (Ctrl+Y)"), _("Do again: {step} (Ctrl+Y)")),
        ):
            each.setEnabled(bool(step))
            said = something.format(step=_(_STEPS.get(step, step))) if step else nothing
            each.setToolTip(said)
            each.setAccessibleName(said)

    # -- cells -------------------------------------------------------------------------------------------------------

    def on_typed(self, heading: str, row_id: int, text: str) -> None:
        """A cell was typed into."""
        self._work.edit(partial(_set_each, {heading: {row_id: text}}))

    def on_set(self) -> None:
        """Ask for one text for all chosen cells."""
        cells = self._grid.chosen_cells()
        count = sum(len(rows) for ranges in cells.values() for rows in ranges)
        if count:
            dialog = SetDialog(count, str(self._grid.currentIndex().data() or ""), self._step)
            dialog.chosen.connect(self._set)
            dialog.open()

    def _set(self, text: str) -> None:
        wanted = {
            heading: dict.fromkeys(self._grid.grid.ids_of(ranges), text)
            for heading, ranges in self._grid.chosen_cells().items()
        }
        self._work.edit(partial(_set_each, wanted))

    def on_fill(self) -> None:
        """The chosen cells take what stands in the first of them; a single one, what stands above it."""
        wanted: dict[str, dict[int, str]] = {}
        model = self._grid.grid
        for heading, ranges in self._grid.chosen_cells().items():
            column = model.headings.index(heading) + 1
            first = min(each.start for each in ranges)
            single = sum(map(len, ranges)) == 1
            source = first - 1 if single else first
            row = model.row(source) if source >= 0 else None
            if row is not None:
                ids = [each for each in model.ids_of(ranges) if each != row.id]
                wanted[heading] = dict.fromkeys(ids, row.cells[column - 1].text)
        if wanted:
            self._work.edit(partial(_set_each, wanted))

    def on_fill_blanks(self) -> None:
        """Blank cells of the current column take what stands above them: in the chosen rows, or in all."""
        column = self._grid.currentIndex().column()
        if column > CLASS:
            chosen = self._grid.chosen_ids()
            ids = chosen if len(chosen) > 1 else None
            self._work.edit(partial(_fill_down, self._grid.grid.headings[column - 1], ids))

    def on_paste(self, text: str) -> None:
        """Cells of a spreadsheet program, from the current cell on."""
        index = self._grid.currentIndex()
        lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        model = self._grid.grid
        wanted: dict[str, dict[int, str]] = {}
        for down, cells in enumerate(lines):
            for aside, cell in enumerate(cells):
                row, column = index.row() + down, max(index.column(), CLASS + 1) + aside
                if row < model.rowCount() and column < model.columnCount() and not model.is_made(column):
                    wanted.setdefault(model.headings[column - 1], {})[model.id_of(row)] = cell.strip()
        if wanted and index.isValid():
            self._work.edit(partial(_set_each, wanted))

    def on_replace(self) -> None:
        """Search and replace."""
        if self._work.plan is None:
            return
        model, column = self._grid.grid, self._grid.currentIndex().column()
        own = [each for at, each in enumerate(model.headings) if not model.is_made(at + 1)]
        chosen = self._grid.chosen_ids()
        current = model.headings[column - 1] if CLASS < column <= len(own) and len(chosen) > 1 else ""
        ReplaceDialog(self._work, own, current, chosen, self._step).open()

    # -- rows --------------------------------------------------------------------------------------------------------

    def on_take_out(self) -> None:
        """The chosen rows go out of the import."""
        self._take(out=True)

    def on_take_in(self) -> None:
        """The chosen rows, that were left out, come in."""
        self._take(out=False)

    def _take(self, *, out: bool) -> None:
        ids = self._grid.chosen_ids()
        if ids and self._grid.grid.shown.left_out != out:
            self._work.edit(partial(_take, ids, out))
            self._work.ask(_nothing, self._on_taken)
            taken_out = ngettext(
                "{count} row is taken out; Ctrl+Z takes it back in.",
                "{count} rows are taken out; Ctrl+Z takes them back in.",
                len(ids),
            )
            taken_in = ngettext("{count} row is taken in.", "{count} rows are taken in.", len(ids))
            self._step.said.emit((taken_out if out else taken_in).format(count=f"{len(ids):,}"))

    def _on_taken(self, _answer: object) -> None:
        self._step.show_rows()

    def on_undo(self) -> None:
        """Take the last edit back."""
        self._step_back(_undo)

    def on_redo(self) -> None:
        """Do again what was undone last."""
        self._step_back(_redo)

    def _step_back(self, work: Callable[[ImportSession], int]) -> None:
        if self._work.plan is not None:
            self._work.edit(work)
            self._work.ask(_nothing, self._on_taken)


# -- for workers -----------------------------------------------------------------------------------------------------


def _set_each(wanted: dict[str, dict[int, str]], session: ImportSession) -> int:
    return sum(session.edit.set_each(heading, texts) for heading, texts in wanted.items())


def _fill_down(heading: str, ids: Sequence[int] | None, session: ImportSession) -> int:
    return session.edit.fill_down(heading, ids)


def _take(ids: Sequence[int], out: bool, session: ImportSession) -> int:  # noqa: FBT001 - bound by partial
    return session.edit.take_out(ids) if out else session.edit.take_in(ids)


def _undo(session: ImportSession) -> int:
    return session.edit.undo()


def _redo(session: ImportSession) -> int:
    return session.edit.redo()


def _nothing(_session: ImportSession) -> None:
    """Wait until what was asked before is done."""
