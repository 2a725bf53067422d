"""The weapons of the register as a list: what narrows them, the table, its columns, and what leaves it."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.fields import FIELDS, Sort
from stockpile.domain.filter import WeaponFilter
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.filter_state import FilterState, without_order
from ui.models.weapon_columns import PLACE, Arrangement, arrangement, heading
from ui.models.weapon_table import WeaponTable
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.column_menu import ColumnMenu
from ui.widgets.empty import Empty
from ui.widgets.filter_bar import FilterBar
from ui.widgets.filter_drawer import FilterDrawer
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.register_table import RegisterTable
from ui.words import straight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.models.saved_view import SavedView

KEPT_COLUMNS = "columns/register"
_KEEP_MS = 800  # columns are kept when they rest
_PATIENCE_MS = 300  # before it says that it is still looking
TABLE, NOTHING_YET, NOTHING_FITS = range(3)


class RegisterList(QWidget):
    """Filters, table and columns. All of them show one `FilterState`.

    Signals:
        looked: other weapons are shown, or the same again.
        chosen: other weapons are chosen.
        opened: Enter, or a double click.
        import_wanted: there is nothing yet, and somebody wants to begin.

    Attributes:
        state, model, table, bar: its parts. past: says that a day is looked at. found: says what typing found.
        order: what it is sorted by, as `WeaponFilter.order`. keep: the key of the weapon to come back to.
    """

    looked = Signal()
    chosen = Signal()
    opened = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self.desk, self.notice = desk, notice
        self.order = ""
        self.keep = -1
        self.state = FilterState(self)
        self.model = WeaponTable(desk.office, desk.tasks, self)
        self.table = RegisterTable(self.model, _("Weapons"))
        self.bar = FilterBar(self.state)
        self._drawer: FilterDrawer | None = None
        self.past = Notice()
        self.found = label("", "small")
        self.busy = label(_("Looking through the register …"), "small")
        self._menu: ColumnMenu | None = None
        self._places: array[int] = array("q")  # of what typing found
        self._typed = ("", "")  # field and text that were last looked for
        self._facets_epoch = 0
        self._patience = _timer(self, _PATIENCE_MS, self.busy.show)
        self._keep = _timer(self, _KEEP_MS, self._keep_columns)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.state.changed.connect(self.show_all)
        self.model.asked.connect(self._patience.start)
        self.model.loaded.connect(self._on_loaded)
        self.model.refused.connect(self._on_refused)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.header.sortIndicatorChanged.connect(self._on_sort)
        self.table.arranged.connect(self._keep.start)
        self.table.menu_wanted.connect(self.open_menu)
        self.table.typed.connect(self._on_typed)
        self.table.next_wanted.connect(self._on_next)
        self.desk.site.changed.connect(self.show_all)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        begin = button(_("Import an inventory"), self.import_wanted.emit, "primary", icon_name="import")
        nothing = _("Weapons come in with an inventory file, such as the Excel list you keep now.")
        self.stack.addWidget(Empty(_("Nothing here yet"), nothing, begin))
        clear = button(_("Take all filters away"), self.state.clear)
        narrow = _("No weapon fits what you typed and the filters. Take a filter away, or type less.")
        self.stack.addWidget(Empty(_("Nothing fits"), narrow, clear))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.past)
        layout.addWidget(self.bar)
        layout.addWidget(self.busy)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.found)
        self.busy.hide()
        self.found.hide()

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def where(self) -> WeaponFilter:
        """Everything that narrows, and the order."""
        return self.state.where(self.desk.site.code, self.order)

    def show_all(self) -> None:
        """Read what fits; the old rows stay until then."""
        self._show_state()
        self.model.show(self.where, self.keep)
        self.read_counts()

    def show_view(self, view: SavedView | None) -> None:
        """Show a saved view; None: everything."""
        where = view.where if view is not None else WeaponFilter()
        self.order = where.order
        if view is not None and view.columns is not None:
            self.arrange(view.columns)
        before = self.state.where()
        self.state.show(where)
        if self.state.where() == before:  # only the order is another one
            self.show_all()

    def sort(self, order: str) -> None:
        """Sort by a field, backwards with `-` before it; empty: as first recorded."""
        self.order = order
        self.show_all()

    def subtitle(self) -> str:
        """How many there are, in words."""
        parts = [_weapons(self.model.rowCount())]
        if filters := self.state.count:
            said = ngettext("{count} filter", "{count} filters", filters)
            parts.append(said.format(count=filters))
        if (count := self.chosen_count) > 1:
            parts.append(ngettext("{count} chosen", "{count} chosen", count).format(count=f"{count:,}"))
        return " · ".join(parts)

    def _show_state(self) -> None:
        self.table.show_order(self.order)
        self.table.show_narrowing([each.field for each in self.state.conditions])
        day = self.state.as_at
        if day is None:
            self.past.clear()
        else:
            said = _(
                "This is the register as it stood at the end of {day}. It can be read and exported; nothing can be done."
            )
            self.past.say(said.format(day=straight(day.isoformat())), Tone.WARNING)

    def _on_loaded(self, count: int) -> None:
        self._patience.stop()
        self.busy.hide()
        self.notice.clear()
        self.found.hide()
        self._places = array("q")
        narrowed = self.state.narrows or bool(self.desk.site.code)
        self.stack.setCurrentIndex(TABLE if count else (NOTHING_FITS if narrowed else NOTHING_YET))
        self.looked.emit()

    def _on_refused(self, problem: object) -> None:
        self._patience.stop()
        self.busy.hide()
        self.notice.refuse(problem)  # type: ignore[arg-type]

    def _on_sort(self, section: int, way: Qt.SortOrder) -> None:
        if section < 0:
            self.sort("")
            return
        backwards = "-" if way == Qt.SortOrder.DescendingOrder else ""
        self.sort(backwards + self.table.section_name(section))

    # -- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def chosen_count(self) -> int:
        """How many weapons are chosen."""
        return sum(map(len, self.table.chosen_ranges()))

    def chosen_keys(self) -> array[int]:
        """Their keys; of a million at once."""
        return self.model.keys_of(self.table.chosen_ranges())

    def _on_chosen(self, _more: QItemSelection, _less: QItemSelection) -> None:
        self.chosen.emit()

    def _on_opened(self, _row: int) -> None:
        self.opened.emit()

    def go_to(self, row: int) -> None:
        """Make a row the only chosen one, and show it."""
        column = self.table.currentIndex().column() if self.table.currentIndex().isValid() else PLACE["serial"]
        index = self.model.index(row, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    # -- values and their counts -------------------------------------------------------------------------------------

    @property
    def drawer(self) -> FilterDrawer:
        """All filters; made when first wanted."""
        if self._drawer is None:
            self._drawer = FilterDrawer(self.state)
            self._drawer.counts_wanted.connect(self.read_counts)
        return self._drawer

    def read_counts(self) -> None:
        """Count the values that are looked at."""
        drawer = self._drawer
        names = dict.fromkeys(drawer.open_names() if drawer is not None and drawer.isVisible() else ())
        if self._menu is not None and FIELDS[self._menu.name].few:
            names[self._menu.name] = None
        if not names:
            return
        self._facets_epoch += 1
        work = partial(self.desk.office.browsing.facets, without_order(self.where), tuple(names))
        self.desk.tasks.read(self, work, partial(self._on_counts, self._facets_epoch), self.notice.refuse)

    def _on_counts(self, epoch: int, counts: Mapping[str, Mapping[str, int]]) -> None:
        if epoch != self._facets_epoch:
            return
        if self._drawer is not None:
            self._drawer.show_counts(counts)
        if self._menu is not None:
            self._menu.show_counts(counts)

    # -- columns -----------------------------------------------------------------------------------------------------

    def open_menu(self, section: int, place: QPoint) -> ColumnMenu:
        """Open what belongs to a column."""
        name = self.table.section_name(section)
        names = self.table.arrangement.names
        frozen = name in names[: self.table.arrangement.frozen]
        menu = ColumnMenu(name, self.state, frozen=frozen, parent=self)
        menu.order_wanted.connect(self.sort)
        menu.hide_wanted.connect(self._on_hide)
        menu.freeze_wanted.connect(self._on_freeze)
        menu.destroyed.connect(self._on_menu_gone)
        self._menu = menu
        menu.open_at(place)
        self.read_counts()
        return menu

    def _on_menu_gone(self) -> None:
        self._menu = None

    def arrange(self, wanted: Arrangement) -> None:
        """Show other columns, and keep them."""
        self.table.arrange(wanted)
        self._keep.start()

    def read_columns(self) -> None:
        """Show the columns this officer had last."""
        work = partial(self.desk.office.kept.get, self.desk.session, KEPT_COLUMNS)
        self.desk.tasks.read(self, work, self._on_columns, self.notice.refuse)

    def _on_columns(self, text: str) -> None:
        if text:
            self.table.arrange(arrangement(text))

    def _keep_columns(self) -> None:
        kept = self.table.arrangement.printed()
        work = partial(self.desk.office.kept.put, self.desk.session, KEPT_COLUMNS, kept)
        self.desk.tasks.write(self, work, _nothing, self.notice.refuse, changes=False)

    def _on_hide(self, name: str) -> None:
        now = self.table.arrangement
        names = tuple(each for each in now.names if each != name)
        if names:
            self.arrange(Arrangement(names, now.widths, min(now.frozen, len(names) - 1)))

    def _on_freeze(self, name: str) -> None:
        now = self.table.arrangement
        place = now.names.index(name)
        stay = place if place < now.frozen else min(place + 1, len(now.names) - 1)
        self.arrange(Arrangement(now.names, now.widths, stay))

    # -- finding by typing -------------------------------------------------------------------------------------------

    def _on_typed(self, text: str) -> None:
        if self.model.look is None:
            return
        field = self.table.current_field()
        if FIELDS[field].sort is not Sort.TEXT:
            field = "serial"
        self._typed = field, text
        work = partial(self.desk.office.browsing.beginning, self.model.look, field, text)
        self.desk.tasks.read(self, work, partial(self._on_places, field, text), self.notice.refuse)

    def _on_places(self, field: str, text: str, places: array[int]) -> None:
        if (field, text) != self._typed:
            return  # readers are several: the answer to fewer letters may come after that to more
        self._places = places
        said = _("{field} begins with “{text}”: {weapons}. F3 goes to the next.") if places else _(
            "No {field} here begins with “{text}”."
        )  # fmt: skip
        weapons = _weapons(len(places))
        self.found.setText(said.format(field=heading(field), text=straight(text), weapons=weapons))
        self.found.show()
        here = self.table.currentIndex().row()
        self._go_on(max(here, 0))

    def _on_next(self) -> None:
        self._go_on(self.table.currentIndex().row() + 1)

    def _go_on(self, start: int) -> None:
        """To the first place from here on; from the end to the beginning."""
        if self._places:
            self.go_to(next((each for each in self._places if each >= start), self._places[0]))


def _weapons(count: int) -> str:
    return ngettext("{count} weapon", "{count} weapons", count).format(count=f"{count:,}")


def _timer(owner: RegisterList, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
