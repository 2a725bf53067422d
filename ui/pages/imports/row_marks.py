"""What a row of a sheet is, as a person says it: a button with a menu, and keys, for lists of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from stockpile.language import _
from stockpile.office.workbench import RowKind
from ui.widgets.buttons import Button
from ui.widgets.tables import Table

HEADINGS = int(RowKind.HEADER)  # the headings stand there: the sheet is read again


class RowMarks(Button):
    """Says of chosen lines what they are.

    Signals:
        wanted: (numbers of the lines, what they are to be: a `RowKind`).
    """

    wanted = Signal(object, int)

    def __init__(self, table: Table, chosen: Callable[[], Sequence[int]]) -> None:
        super().__init__(_("These &rows are … ▾"))
        self.setAccessibleName(_("What the chosen rows are"))
        self._chosen = chosen
        self._table = table
        menu = QMenu(self)
        for text, kind in (
            (_("&Rows of the table\tIns"), RowKind.ROW),
            (_("&Left out\tDel"), RowKind.OUT),
            (_("&Totals"), RowKind.TOTAL),
            (_("Titles of a &group"), RowKind.GROUP),
            (_("Headings &again"), RowKind.AGAIN),
        ):
            menu.addAction(text).setData(int(kind))
        menu.addSeparator()
        menu.addAction(_("The &headings of the table")).setData(HEADINGS)
        menu.triggered.connect(self._on_chosen)
        self.setMenu(menu)
        within = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Insert), table, self.take_in, context=within)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), table, self.take_out, context=within)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)

    def take_in(self) -> None:
        """The chosen lines are rows of the table."""
        self._mark(int(RowKind.ROW))

    def take_out(self) -> None:
        """They are left out."""
        self._mark(int(RowKind.OUT))

    def _on_chosen(self, action: QAction) -> None:
        self._mark(int(action.data()))

    def _on_menu(self, at: QPoint) -> None:
        if self.isEnabled() and self._chosen():
            self.menu().popup(self._table.viewport().mapToGlobal(at))

    def _mark(self, kind: int) -> None:
        chosen = list(self._chosen())
        if chosen and self.isEnabled():
            self.wanted.emit(chosen, kind)
