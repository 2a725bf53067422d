"""F8: from problem to problem, cell by cell; what keeps rows out first, and when that is mended, what is to be looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stockpile.language import _
from stockpile.office.workbench import ImportSession, Level, RowView
from ui.pages.imports.grid_model import CLASS, problem_columns
from ui.pages.imports.under_way import UnderWay

if TYPE_CHECKING:
    from ui.pages.imports.check_step import CheckStep


class ProblemWalk(QObject):
    """Walks the problems of an import in its grid."""

    def __init__(self, under_way: UnderWay, step: CheckStep) -> None:
        super().__init__(step)
        self._work, self._step = under_way, step
        self._wanted: tuple[int, int] | None = None  # row id and column, when the rows it stands in have come

    @property
    def least(self) -> Level:
        """From which level on something is walked."""
        counts = self._work.plan.counts if self._work.plan is not None else None
        keeps_out = counts is not None and (counts.by_level.get(Level.ERROR, 0) or counts.by_level.get(Level.ALARM, 0))
        return Level.ERROR if keeps_out else Level.WARNING

    def on(self) -> None:
        """The next problem."""
        self._walk(backwards=False)

    def back(self) -> None:
        """The problem before."""
        self._walk(backwards=True)

    def go_to(self, row_id: int, column: int = CLASS) -> None:
        """Show a row; where it is not among those shown, all are."""
        place = self._step.model.place_of(row_id)
        if place >= 0:
            self._step.grid.go_to(place, column)
        else:
            self._wanted = row_id, column
            self._step.show_all()

    def loaded(self) -> None:
        """The rows that are shown are there: go where somebody wanted to go."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and (place := self._step.model.place_of(wanted[0])) >= 0:
            self._step.grid.go_to(place, wanted[1])

    def _walk(self, *, backwards: bool) -> None:
        if not self._work.is_open or self._work.plan is None:
            return
        model, index = self._step.model, self._step.grid.currentIndex()
        row = model.row(index.row()) if index.isValid() else None
        if row is not None:
            columns = problem_columns(row, model.headings, self.least)
            rest = [each for each in columns if (each < index.column() if backwards else each > index.column())]
            if rest:
                self._step.grid.go_to(index.row(), rest[-1] if backwards else rest[0])
                return
        after = model.id_of(index.row()) if index.isValid() else -1
        work = partial(_next, after, self.least, backwards)
        self._work.ask(work, partial(self._on_found, backwards))

    def _on_found(self, backwards: bool, row: RowView | None) -> None:  # noqa: FBT001 - bound by partial
        if row is None:
            self._step.said.emit(_("There is nothing that has to be looked at."))
            return
        shape = next((each.shape for each in self._work.tables if each.index == row.table), self._step.shape)
        if shape != self._step.shape:
            self._step.show_shape(shape)
        columns = problem_columns(row, self._step.model.headings, self.least) or [CLASS]
        self.go_to(row.id, columns[-1] if backwards else columns[0])


def _next(after: int, least: Level, backwards: bool, session: ImportSession) -> RowView | None:  # noqa: FBT001
    found = session.grid.next_problem(after, least=least, backwards=backwards)
    return None if found is None else session.grid.page([found])[0]
