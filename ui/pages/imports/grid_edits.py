"""What can be done to the rows of the grid: each as a button, a key, and a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import ImportSession
from ui.pages.imports.blocks import Into, as_lines, block
from ui.pages.imports.edit_dialogs import ReplaceDialog, SetDialog
from ui.pages.imports.edit_words import step_words
from ui.pages.imports.grid_model import CLASS
from ui.pages.imports.grid_view import GridView
from ui.pages.imports.under_way import Standing, UnderWay
from ui.widgets.buttons import Button, button, icon_button

if TYPE_CHECKING:
    from ui.pages.imports.check_step import CheckStep
MOST_COPIED = 100_000  # rows; more than a clipboard is good for


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
            ("Ctrl+G", self.on_accept),
        )  # fmt: skip
        grid.take_out_wanted.connect(self.on_take_out)
        grid.take_in_wanted.connect(self.on_take_in)
        grid.fill_wanted.connect(self.on_fill)
        grid.set_wanted.connect(self.on_set)
        grid.clear_wanted.connect(self.on_clear)
        grid.copy_wanted.connect(self.on_copy)
        grid.pasted.connect(self.on_paste)
        grid.grid.typed.connect(self.on_typed)
        self.show_standing(None)

    def _menu(self) -> QMenu:
        menu = QMenu(self.rows)
        for text, keys, slot in (
            (_("&Set for the chosen cells …"), "Ctrl+Return", self.on_set),
            (_("Fill &down from the first chosen cell"), "Ctrl+D", self.on_fill),
            (_("Fill &blank cells of the column from above"), "", self.on_fill_blanks),
            (_("&Clear the chosen cells"), "Ctrl+Del", self.on_clear),
            (_("Take the chosen rows &out"), "Del", self.on_take_out),
            (_("Take the chosen rows &in"), "Ins", self.on_take_in),
            (_("They are other pieces: &go in all the same"), "Ctrl+G", self.on_accept),
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
            (self.undo, standing.done if standing else None, _("Undo (Ctrl+Z)"), _("Undo: {step} (Ctrl+Z)")),
            (self.redo, standing.undone if standing else None, _("Do again (Ctrl+Y)"), _("Do again: {step} (Ctrl+Y)")),
        ):
            each.setEnabled(step is not None)
            said = nothing if step is None else something.format(step=step_words(step))
            each.setToolTip(said)
            each.setAccessibleName(said)

    # -- cells -------------------------------------------------------------------------------------------------------

    def on_typed(self, heading: str, row_id: int, text: str) -> None:
        """A cell was typed into."""
        self._work.edit(partial(_set, {heading: [row_id]}, text, "set"))

    def on_set(self) -> None:
        """Ask for one text for all chosen cells."""
        count = self._count(self._grid.chosen_cells())
        if count and self._may_edit:
            dialog = SetDialog(count, str(self._grid.currentIndex().data() or ""), self._step)
            dialog.chosen.connect(self.set_chosen)
            dialog.open()

    def on_clear(self) -> None:
        """The chosen cells become empty."""
        self.set_chosen("", "clear")

    def set_chosen(self, text: str, how: str = "set") -> None:
        """One text into the chosen cells."""
        chosen = self._grid.chosen_cells()
        if chosen and self._may_edit:
            wanted = {heading: self._grid.grid.ids_of(ranges) for heading, ranges in chosen.items()}
            self._work.edit(partial(_set, wanted, text, how), self._count(chosen))

    def on_fill(self) -> None:
        """The chosen cells take what stands in the first of their column; a single one, what stands above it."""
        chosen, model = self._grid.chosen_cells(), self._grid.grid
        wanted: dict[str, tuple[int, Sequence[int]]] = {}
        for heading, ranges in chosen.items():
            first = min(each.start for each in ranges)
            source = first - 1 if sum(map(len, ranges)) == 1 else first
            if source >= 0:
                wanted[heading] = model.id_of(source), model.ids_of(ranges)
        if wanted and self._may_edit:
            self._work.edit(partial(_fill, wanted), self._count(chosen))

    def on_fill_blanks(self) -> None:
        """Blank cells of the chosen columns take what stands above them: in the chosen rows, or in all."""
        headings, model = list(self._grid.chosen_cells()), self._grid.grid
        chosen = self._grid.chosen_ids()
        if headings and self._may_edit:
            ids = chosen if len(chosen) > 1 else None
            self._work.edit(partial(_fill_down, headings, ids), len(headings) * (len(ids) if ids else model.rowCount()))

    def on_paste(self, text: str) -> None:
        """Cells of a spreadsheet program, from the current cell on; a single one goes into all chosen cells."""
        index, model = self._grid.currentIndex(), self._grid.grid
        if not (text.strip("\r\n") and index.isValid() and self._may_edit):
            return
        if "\t" not in text and "\n" not in text.rstrip("\r\n") and self._count(self._grid.chosen_cells()) > 1:
            self.set_chosen(text.strip(), "paste")
            return
        own = [each for at, each in enumerate(model.headings) if not model.is_made(at + 1)]
        into = Into(model.ids_from(index.row()), own[max(index.column() - 1, 0) :])
        left_over: list[int] = []
        self._work.edit(
            partial(_paste, text, into, left_over), text.count("\n") * (1 + text.count("\t", 0, text.find("\n")))
        )
        self._work.ask(partial(_told, left_over), self._on_pasted)

    def _on_pasted(self, left_over: int) -> None:
        if left_over:
            said = ngettext(
                "{count} cell has no place here and was not pasted.", "{count} cells have no place here and were not pasted.",
                left_over,
            )  # fmt: skip
            self._step.said.emit(said.format(count=f"{left_over:,}"))

    def on_copy(self) -> None:
        """The chosen cells to the clipboard, as a spreadsheet program takes them."""
        headings, ids = self._grid.chosen_block()
        if headings and ids:
            self._work.ask(partial(_copied, headings, ids[:MOST_COPIED]), partial(self._on_copied, len(ids)))

    def _on_copied(self, wanted: int, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        if wanted > MOST_COPIED:
            said = _("Only the first {count} rows are copied; that is as much as a clipboard is good for.")
            self._step.said.emit(said.format(count=f"{MOST_COPIED:,}"))

    @property
    def _may_edit(self) -> bool:
        """Rows that are left out are taken in before they are edited."""
        return self._work.plan is not None and not self._grid.grid.shown.left_out

    @staticmethod
    def _count(chosen: Mapping[str, Sequence[range]]) -> int:
        return sum(len(rows) for ranges in chosen.values() for rows in ranges)

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
            self._work.edit(partial(_take, ids, out), len(ids))
            self._work.ask(_nothing, self._on_taken)
            taken_out = ngettext(
                "{count} row is taken out; Ctrl+Z takes it back in.",
                "{count} rows are taken out; Ctrl+Z takes them back in.",
                len(ids),
            )
            taken_in = ngettext("{count} row is taken in.", "{count} rows are taken in.", len(ids))
            self._step.said.emit((taken_out if out else taken_in).format(count=f"{len(ids):,}"))

    def on_accept(self) -> None:
        """The chosen rows may be the same as others, and go in all the same: somebody compared the pieces."""
        ids = self._grid.chosen_ids()
        if ids and self._may_edit:
            accepted: list[int] = []
            self._work.edit(partial(_accept, ids, accepted), len(ids))
            self._work.ask(partial(_told, accepted), self._on_accepted)

    def _on_accepted(self, count: int) -> None:
        said = ngettext("{count} row goes in all the same.", "{count} rows go in all the same.", count)
        nothing = _(
            "None of the chosen rows goes in because somebody says so: there more than a likeness speaks against it."
        )
        self._step.said.emit(said.format(count=f"{count:,}") if count else nothing)
        if count:
            self._step.show_rows()

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
            standing = self._work.standing
            step = None if standing is None else standing.done if work is _undo else standing.undone
            self._work.edit(work, 0 if step is None else step.cells + step.rows)
            self._work.ask(_nothing, self._on_taken)


# -- for workers -----------------------------------------------------------------------------------------------------


def _set(wanted: Mapping[str, Sequence[int]], text: str, how: str, session: ImportSession) -> int:
    return session.edit.set_columns({heading: (ids, text) for heading, ids in wanted.items()}, how)


def _fill(wanted: Mapping[str, tuple[int, Sequence[int]]], session: ImportSession) -> int:
    texts = {heading: session.grid.texts([source], [heading])[0][0] for heading, (source, _ids) in wanted.items()}
    return session.edit.set_columns({heading: (wanted[heading][1], text) for heading, text in texts.items()}, "fill")


def _fill_down(headings: Sequence[str], ids: Sequence[int] | None, session: ImportSession) -> int:
    return session.edit.fill_down(headings, ids)


def _paste(text: str, into: Into, left_over: list[int], session: ImportSession) -> int:
    found, lost = block(text, into)
    left_over.append(lost)
    return session.edit.set_block(found, "paste")


def _copied(headings: Sequence[str], ids: Sequence[int], session: ImportSession) -> str:
    return as_lines(session.grid.texts(ids, headings))


def _accept(ids: Sequence[int], accepted: list[int], session: ImportSession) -> int:
    accepted.append(session.edit.accept(ids))
    return accepted[0]


def _told(outcome: Sequence[int], _session: ImportSession) -> int:
    return outcome[0] if outcome else 0


def _take(ids: Sequence[int], out: bool, session: ImportSession) -> int:  # noqa: FBT001 - bound by partial
    return session.edit.take_out(ids) if out else session.edit.take_in(ids)


def _undo(session: ImportSession) -> int:
    return session.edit.undo()


def _redo(session: ImportSession) -> int:
    return session.edit.redo()


def _nothing(_session: ImportSession) -> None:
    """Wait until what was asked before is done."""
