"""The rows of an import as a table: the ids of all of them, and what is on the screen, fetched by pages.

The same idea as the register's table (decision 0032): eight bytes a row come at once, pages follow while the screen
shows a placeholder, the page asked last comes first. What is typed stands at once and is judged behind.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QIcon

from stockpile.language import _
from stockpile.office.workbench import CellView, Choices, ImportSession, Level, RowClass, RowKind, RowView
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import CLASSES, LEVELS, class_words, kind_words, level_words
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.palette import Tone
from ui.words import straight, told

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Answer: TypeAlias = "tuple[tuple[tuple[str, ...], int], array[int], list[RowView]]"

PAGE = 60  # rows read at once: two screens
_PAGES_KEPT = 60
_PAGES_WANTED = 3
WAITING = "…"
CLASS = 0  # the first column: what a row is; the others are those of the sheet
_ICON = 14


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows are shown, of which shape; what is empty does not narrow."""

    shape: int = 0
    tables: tuple[int, ...] = ()
    classes: tuple[RowClass, ...] = ()
    levels: tuple[Level, ...] = ()
    left_out: bool = False
    text: str = ""
    sorts: tuple[str, ...] = ()


class GridModel(QAbstractTableModel):
    """Rows of one shape.

    Signals:
        loaded: (count) the ids of what is to be shown have come. reshaped: with other columns than before.
        paged: (first, last) rows have come.
        typed: (heading, row id, text) a cell was edited in place.
    """

    loaded = Signal(int)
    reshaped = Signal()
    paged = Signal(int, int)
    typed = Signal(str, int, str)

    def __init__(self, under_way: UnderWay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self.shown = Shown()
        self.headings: tuple[str, ...] = ()
        self.choices: Mapping[str, Choices] = {}  # what may stand in a column, by its heading
        self._own = 0  # columns of the file; those made of others are not typed into
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, tuple[RowView, ...]] = OrderedDict()
        self._old: dict[int, RowView] = {}  # rows that are being judged again stay on the screen meanwhile
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._epoch = 0
        self._reading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show(self, shown: Shown) -> None:
        """Show these rows; the old ones stay until the new ones are there."""
        self.shown = shown
        self._epoch += 1
        self._work.ask(partial(_ids, shown), partial(self._on_ids, self._epoch))

    def refresh(self) -> None:
        """Rows were judged again: fetch anew what is on the screen, which stays where it is."""
        self._epoch += 1
        self._reading = False
        for page, rows in self._pages.items():
            self._old |= {page * PAGE + at: row for at, row in enumerate(rows)}
        self._pages.clear()
        self._wanted.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._ids) - 1)

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._epoch += 1
        self._ids = array("q")
        self._forget()
        self.endResetModel()

    def _forget(self) -> None:
        self._reading = False
        self._pages.clear()
        self._old.clear()
        self._wanted.clear()

    # -- rows --------------------------------------------------------------------------------------------------------

    def id_of(self, row: int) -> int:
        """The id of a row."""
        return self._ids[row]

    def ids_of(self, ranges: Sequence[range]) -> Sequence[int]:
        """The ids of whole ranges."""
        found: array[int] = array("q")
        for each in ranges:
            found += self._ids[each.start : each.stop]
        return found

    def ids_from(self, row: int) -> Sequence[int]:
        """The ids of a row and of all below it."""
        return self._ids[row:]

    def place_of(self, row_id: int) -> int:
        """Where a row is shown; -1 where it is not."""
        at = bisect_left(self._ids, row_id)
        return at if at < len(self._ids) and self._ids[at] == row_id else -1

    def widest(self, column: int) -> str:
        """The longest text of a column among its heading and the first rows."""
        first = self._pages.get(0, ())
        texts = [row.cells[column - 1].text for row in first if column <= len(row.cells)]
        return max((self.headings[column - 1], *texts), key=len)

    def nearest(self, row_id: int) -> int:
        """Where a row is shown, or the next that is."""
        return max(0, min(bisect_left(self._ids, row_id), len(self._ids) - 1))

    def row(self, at: int) -> RowView | None:
        """A row, if it is there already; else it is asked for."""
        page, place = divmod(at, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return self._old.get(at)
        return rows[place] if place < len(rows) else None

    def choices_of(self, column: int) -> Choices | None:
        """What may stand in a column, where its field has a list."""
        return self.choices.get(self.headings[column - 1])

    def is_made(self, column: int) -> bool:
        """Whether a column is made of others."""
        return column > self._own

    # -- reading -----------------------------------------------------------------------------------------------------

    def _want(self, page: int) -> None:
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > _PAGES_WANTED:
            self._wanted.popitem(last=False)
        if not self._reading:
            self._soon.start()

    def _ask(self) -> None:
        if self._reading or not self._wanted or not self._work.is_open:
            return
        page, _none = self._wanted.popitem()
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        self._reading = True
        self._work.ask(partial(_page, ids), partial(self._on_rows, self._epoch, page))

    def _on_ids(self, epoch: int, answer: Answer) -> None:
        if epoch != self._epoch:
            return
        (headings, own), ids, first = answer
        reshaped = headings != self.headings
        self._epoch += 1  # pages of the old ids may still be under way
        self.beginResetModel()
        self.headings, self._own, self._ids = headings, own, ids
        self._forget()
        self._pages[0] = tuple(first)
        self.endResetModel()
        if reshaped:
            self.reshaped.emit()
        self.loaded.emit(len(ids))

    def _on_rows(self, epoch: int, page: int, rows: Sequence[RowView]) -> None:
        if epoch != self._epoch:
            return
        self._reading = False
        self._pages[page] = tuple(rows)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = first + len(rows) - 1
        for at in range(first, last + 1):
            self._old.pop(at, None)
        if rows:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)
            self.paged.emit(first, last)
        if self._wanted:
            self._soon.start()

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if not index.isValid():
            return found
        if index.column() != CLASS and not self.is_made(index.column()) and not self.shown.left_out:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        told = _TOLD.get(role)
        if told is None:
            return None
        row = self.row(index.row())
        if row is None:
            return WAITING if role == Role.DisplayRole else None
        return told(self, row, index.column())

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        row = self.row(index.row())
        if role != Role.EditRole or row is None or index.column() == CLASS:
            return False
        at, text = index.column() - 1, str(value)
        if text == row.cells[at].text:
            return False
        self._put(index.row(), row, at, text)
        self.dataChanged.emit(index, index)
        self.typed.emit(self.headings[at], row.id, text)
        return True

    def _put(self, place: int, row: RowView, at: int, text: str) -> None:
        """What was typed stands at once."""
        before = row.cells[at]
        was = before.text if before.was is None else before.was
        cell = CellView(text, "", max(before.level, Level.CHANGED), was)
        changed = replace(row, cells=(*row.cells[:at], cell, *row.cells[at + 1 :]))
        page, number = divmod(place, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._old[place] = changed
        else:
            self._pages[page] = (*rows[:number], changed, *rows[number + 1 :])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return _("What it is") if section == CLASS else straight(self.headings[section - 1])
            if role == Role.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            return None
        return self._beside(section, role)

    def _beside(self, section: int, role: int) -> object:
        """The number of a row in its sheet, and the sign of what it is, which stay when the columns move."""
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row = self.row(section) if role in (Role.DisplayRole, Role.DecorationRole) else None
        if role == Role.DecorationRole:
            return None if row is None else _decoration(self, row, CLASS)
        if role == Role.DisplayRole:
            return f"{row.number:,}" if row is not None else WAITING
        return None


def _text(_model: GridModel, row: RowView, column: int) -> object:
    if column == CLASS:
        return class_words(row.row_class) if row.kind == RowKind.ROW else kind_words(row.kind)
    return row.cells[column - 1].text if column <= len(row.cells) else ""


def _edited(_model: GridModel, row: RowView, column: int) -> object:
    return None if column == CLASS else row.cells[column - 1].text


def _decoration(_model: GridModel, row: RowView, column: int) -> object:
    if column == CLASS:
        _word, name, tone = CLASSES[row.row_class]
    elif column <= len(row.cells):
        name, tone = _sign(row.cells[column - 1])
    else:
        return None
    return _icon(name, tone) if name else None


def _ground(_model: GridModel, row: RowView, column: int) -> object:
    if column == CLASS or column > len(row.cells):
        return None
    tone = _sign(row.cells[column - 1])[1]
    return None if tone is Tone.PLAIN else QBrush(QColor(worn().soft(tone)))


def _sign(cell: CellView) -> tuple[str, Tone]:
    """What stands at a cell; what is only read otherwise than it is written is said quietly: it may be a whole column."""
    if cell.level is Level.CHANGED and cell.was is None:
        return "show", Tone.PLAIN
    return LEVELS[cell.level][1:]


def _said(model: GridModel, row: RowView, column: int) -> object:
    return cell_words(row, column, model.headings) or None


def _spoken(model: GridModel, row: RowView, column: int) -> object:
    said = cell_words(row, column, model.headings)
    text = str(_text(model, row, column))
    return _("{text}: {said}").format(text=text or _("empty"), said=said) if said else text


_TOLD = {
    int(Role.DisplayRole): _text,
    int(Role.EditRole): _edited,
    int(Role.DecorationRole): _decoration,
    int(Role.BackgroundRole): _ground,
    int(Role.ToolTipRole): _said,
    int(Role.AccessibleTextRole): _spoken,
}


def cell_words(row: RowView, column: int, headings: Sequence[str]) -> str:
    """What is to be said of a cell; of the first column, what is to be said of the row as a whole."""
    if column == CLASS:
        parts = [told(each.code, each.facts) for each in row.problems if each.heading not in headings]
        return "\n".join([class_words(row.row_class), *parts])
    if column > len(row.cells):
        return ""
    cell, heading = row.cells[column - 1], headings[column - 1]
    parts = [told(each.code, each.facts) for each in row.problems if each.heading == heading]
    if cell.value:
        parts.append(_("Read as {value}.").format(value=straight(cell.value)))
    if cell.was is not None:
        parts.append(_("In the file: {text}").format(text=straight(cell.was) or _("empty")))
    if not parts and cell.level is not Level.OK:
        parts.append(level_words(cell.level))
    return "\n".join(parts)


def problem_columns(row: RowView, headings: Sequence[str], least: Level) -> list[int]:
    """The columns of a row of which something is to be said, from the first on; where none is named, the first."""
    found = {
        headings.index(each.heading) + 1 if each.heading in headings else CLASS
        for each in row.problems
        if each.level >= least
    }
    return sorted(found)


def _icon(name: str, tone: Tone) -> QIcon:
    colours = worn()
    return icon(name, colours.muted if tone is Tone.PLAIN else colours.tone(tone), _ICON)


# -- for workers -----------------------------------------------------------------------------------------------------


def _ids(shown: Shown, session: ImportSession) -> Answer:
    found: array[int] = array("q")
    for table in shown.tables:
        found.extend(
            session.grid.rows(
                classes=shown.classes,
                levels=shown.levels,
                sorts=shown.sorts,
                table=table,
                left_out=shown.left_out,
                text=shown.text,
            )
        )
    return session.tables.names(shown.shape), found, session.grid.page(found[:PAGE])


def _page(ids: Collection[int], session: ImportSession) -> list[RowView]:
    return session.grid.page(list(ids))
