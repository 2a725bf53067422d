"""A table over any number of weapons: the keys of all of them, and the rows of what is on screen.

The keys (eight bytes a weapon) come at once, so the scroll bar shows the true end and a reload keeps the place. Rows
are fetched in pages by a reader while the screen shows a placeholder; the most recently asked page comes first, since
it is the one being looked at.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.language import _
from ui.models.weapon_columns import COLUMNS, SERIAL, STANDING
from ui.tasks import Problem, Tasks
from ui.theme.fonts import serial_font

if TYPE_CHECKING:
    from stockpile.office import Look, Office

__all__ = ["COLUMNS", "PAGE", "SERIAL", "STANDING", "WAITING", "WeaponTable", "sentence_of"]

Index = QModelIndex | QPersistentModelIndex

PAGE = 200  # rows read at once
_PAGES_KEPT = 50
_PAGES_WANTED = 4  # older wishes are forgotten: the screen has moved on
WAITING = "…"
_SAID = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)


class WeaponTable(QAbstractTableModel):
    """Weapons in the order of the register's keys.

    Signals:
        asked: a filter has been asked for; the old rows stay until its keys come.
        loaded: (count) the keys of a filter have come.
        refused: (problem) they could not be read.

    Attributes:
        where: the filter that is shown, or asked for. look: what is shown, once something is. place: the row of the
            weapon that was to be kept; -1 where it is not shown.
    """

    asked = Signal()
    loaded = Signal(int)
    refused = Signal(object)

    def __init__(self, office: Office, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks = office, tasks
        self.where = WeaponFilter()
        self.look: Look | None = None
        self.place = -1
        self._keys: array[int] = array("q")
        self._pages: OrderedDict[int, tuple[WeaponRow, ...]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._epoch = 0
        self._reading = False
        self._serial_font = serial_font()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show(self, where: WeaponFilter, keep: int = -1) -> None:
        """Show what fits; the old rows stay until the new ones are there. ``keep``: the key of a weapon whose `place` is
        wanted then."""
        self.where = where
        self._epoch += 1
        if self.look is None and where == WeaponFilter(site=where.site):
            glance = partial(self._office.browsing.glance, where)
            self._tasks.read(self, glance, self._on_glance, partial(self._on_refused, self._epoch))
        work = partial(_look, self._office, where, keep)
        self._tasks.read(self, work, partial(self._on_loaded, self._epoch), partial(self._on_refused, self._epoch))
        self.asked.emit()

    def reload(self) -> None:
        """Read again: something was written."""
        self.show(self.where)

    def key(self, row: int) -> int:
        """The register's key of a row."""
        return self._keys[row]

    def keys(self, rows: Sequence[int]) -> list[int]:
        """The register's keys of some rows."""
        return [self._keys[row] for row in rows]

    def keys_of(self, ranges: Sequence[range]) -> array[int]:
        """The same of whole ranges: of a million weapons too, at once."""
        found: array[int] = array("q")
        for each in ranges:
            found.extend(self._keys[each.start : each.stop])
        return found

    def weapon(self, row: int) -> WeaponRow | None:
        """The weapon of a row, if it is there already; else it is asked for."""
        page, at = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        return rows[at] if at < len(rows) else None

    # -- reading -----------------------------------------------------------------------------------------------------

    def _want(self, page: int) -> None:
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > _PAGES_WANTED:
            self._wanted.popitem(last=False)
        if not self._reading:
            self._soon.start()

    def _ask(self) -> None:
        if self._reading or not self._wanted or self.look is None:
            return
        page, _none = self._wanted.popitem()
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        self._reading = True
        work = partial(self._office.browsing.rows_of, self.look, keys)
        self._tasks.read(self, work, partial(self._on_rows, self._epoch, page), self._on_rows_refused)

    def _on_glance(self, look: Look) -> None:
        """The first rows of the first list, before anybody knows how long it is."""
        if self.look is None and not self._keys and look.keys:
            self.beginResetModel()
            self._keys, self._pages = look.keys, OrderedDict({0: look.rows})
            self.endResetModel()

    def _on_loaded(self, epoch: int, answer: tuple[Look, int]) -> None:
        if epoch != self._epoch:
            return  # another filter has been asked for meanwhile
        loaded, self.place = answer
        same = loaded.keys == self._keys
        if not same:
            self.beginResetModel()
        self.look, self._keys = loaded, loaded.keys
        self._pages = OrderedDict({0: loaded.rows})
        self._wanted.clear()
        if same and self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(COLUMNS) - 1))
        elif not same:
            self.endResetModel()
        self.loaded.emit(len(self._keys))

    def _on_refused(self, epoch: int, problem: Problem) -> None:
        if epoch == self._epoch:
            self.refused.emit(problem)

    def _on_rows(self, epoch: int, page: int, rows: Sequence[WeaponRow]) -> None:
        self._reading = False
        if epoch == self._epoch:
            self._pages[page] = tuple(rows)
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
            first = page * PAGE
            last = min(first + PAGE, len(self._keys)) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        if self._wanted:
            self._soon.start()

    def _on_rows_refused(self, problem: Problem) -> None:
        self._reading = False
        self.refused.emit(problem)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SAID:
            return self._serial_font if role == Qt.ItemDataRole.FontRole and index.column() == SERIAL else None
        row = self.weapon(index.row())
        if row is None:
            return WAITING
        if role == Qt.ItemDataRole.AccessibleDescriptionRole or (
            role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0
        ):
            return sentence_of(row)
        return COLUMNS[index.column()].text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].heading)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None


def sentence_of(row: WeaponRow) -> str:
    """A row as one sentence, for a screen reader."""
    return _("{model}, serial number {serial}, {standing}, at {site}").format(
        model=" ".join(part for part in (row.maker, row.model) if part) or _("Unknown model"),
        serial=row.serial or _("none"),
        standing=_(row.standing),
        site=row.location or row.site,
    )


def _look(office: Office, where: WeaponFilter, keep: int) -> tuple[Look, int]:
    """For a reader: what fits, and where the kept one is; among a million that is looked for here, not on the screen."""
    look = office.browsing.look(where)
    try:
        return look, look.keys.index(keep) if keep >= 0 else -1
    except ValueError:
        return look, -1
