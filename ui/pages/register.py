"""The register: what do we hold, and what is the story of this piece?"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.weapon_table import COLUMNS, WeaponTable
from ui.pages.page import Page
from ui.theme.measures import GRID
from ui.widgets.act_buttons import OFFERED
from ui.widgets.buttons import button
from ui.widgets.empty import Empty
from ui.widgets.filter_bar import FilterBar
from ui.widgets.notice import Notice
from ui.widgets.pane_splitter import PaneSplitter
from ui.widgets.tables import WeaponsView
from ui.widgets.weapon_pane import WeaponPane

if TYPE_CHECKING:
    from stockpile.office import Office, Session, WeaponCard

_SETTLE_MS = 60  # a card is read when the cursor rests, not for every row it passes
_ASKED = 200  # of a large selection so many are asked what may be done; the office asks all of them
_DEFAULT_ORDER = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands in the pane: one weapon's card or none of several, and what may be done with all of them."""

    card: WeaponCard | None
    count: int
    allowed: Mapping[Kind, Refused | None]


class RegisterPage(Page):
    """Table, filters, and the weapon beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Register"))
        self.model = WeaponTable(desk.office, desk.tasks, self)
        self.table = WeaponsView(self.model, _("Weapons"))
        self.table.setSortingEnabled(False)
        self.filters = FilterBar()
        self.pane = WeaponPane(desk)
        self.record = button(_("Re&cord weapons …"), self._on_record, icon_name="receive")
        self.notice = Notice()
        self._query = ""
        self._epoch = 0
        self._current = -1  # key of the current weapon, to come back to after reading again
        self._count = 0  # weapons chosen
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self._settle.timeout.connect(self._read_chosen)
        self.model.loaded.connect(self._on_loaded)
        self.model.refused.connect(self.notice.refuse)
        self.filters.changed.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.pane.act_wanted.connect(self._on_act)
        self.pane.paper_wanted.connect(self.paper_wanted)
        self.pane.goal_wanted.connect(self.goal_wanted)
        QShortcut(QKeySequence("F9"), self, self._on_pane)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            Empty(
                _("Nothing here yet"),
                _("Weapons come in by import: choose Import on the left and take your inventory file."),
            )
        )
        self._stack.addWidget(
            Empty(
                _("Nothing fits"), _("No weapon fits what you typed and the filters. Take a filter away, or type less.")
            )
        )
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GRID + 4)
        left.addWidget(self.filters)
        left.addWidget(self._stack, 1)
        self.head.addWidget(self.record)
        self.parts = PaneSplitter(self.desk.remembered, "register/pane", side, self.pane)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.parts, 1)

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def where(self) -> WeaponFilter:
        """Filters, text and order together."""
        return dataclasses.replace(self.filters.where, query=self._query, order=self._order())

    def search(self, text: str) -> None:
        """Narrow by what can be read on the piece."""
        if text != self._query:
            self._query = text
            self._show()

    def entered(self) -> None:
        """Read again, and stay at the same weapon."""
        self._show()
        self._read_chosen()

    def focus_table(self) -> None:
        """Go to the weapons; to the first, where none is current."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)

    def _order(self) -> str:
        header = self.table.horizontalHeader()
        if not header.isSortIndicatorShown() or header.sortIndicatorSection() < 0:
            return _DEFAULT_ORDER
        backwards = "-" if header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else ""
        return backwards + COLUMNS[header.sortIndicatorSection()].name

    def _show(self) -> None:
        self.model.show(self.where)
        work = partial(self.desk.office.reading.facets, dataclasses.replace(self.where, order=""))
        self.desk.tasks.read(self, work, self.filters.show_facets, self.notice.refuse)

    def _on_sort(self, _section: int, _order: Qt.SortOrder) -> None:
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self._show()

    def _on_loaded(self, count: int) -> None:
        self.notice.clear()
        narrowed = bool(self._query) or self.filters.count > 0
        self._stack.setCurrentIndex(0 if count else (2 if narrowed else 1))
        said = ngettext("{count} weapon", "{count} weapons", count).format(count=f"{count:,}")
        filters = self.filters.count
        if filters:
            said += " · " + ngettext("{count} filter", "{count} filters", filters).format(count=filters)
        self.subtitle.setText(said)
        self._come_back()

    def _come_back(self) -> None:
        """After another filter or order: to the weapon that was current, or to the only one that fits."""
        if self.table.currentIndex().isValid():
            return
        place = self.model.place_of(self._current)
        if place < 0 and self.model.rowCount() == 1:
            place = 0
        if place >= 0:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        else:
            self._read_chosen()

    # -- the weapon beside it ----------------------------------------------------------------------------------------

    def _on_selection(self, _more: QItemSelection, _less: QItemSelection) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            self._current = self.model.key(current.row())
        self._settle.start()

    def _chosen(self) -> list[int]:
        return self.model.keys(self.table.chosen_rows())

    def _read_chosen(self) -> None:
        self._epoch += 1
        keys = self._chosen()
        if not keys:
            self._count = 0
            self.pane.show_nothing()
            return
        work = partial(_see, self.desk.office, self.desk.session, keys)
        self.desk.tasks.read(self, work, partial(self._on_seen, self._epoch), self.notice.refuse)

    def _on_seen(self, epoch: int, seen: _Seen) -> None:
        if epoch != self._epoch:
            return
        self._count = seen.count
        if seen.card is not None:
            self.pane.show_card(seen.card)
        else:
            self.pane.show_several(seen.count)
        self.pane.show_allowed(seen.allowed)

    def _on_act(self, kind: Kind) -> None:
        """The rows are read only now: of a large selection nobody may want them."""
        if self._count:
            work = partial(_rows, self.desk.office, self._chosen())
            self.desk.tasks.read(self, work, partial(self.act_wanted.emit, kind), self.notice.refuse)

    def _on_opened(self, _row: int) -> None:
        """Enter goes to the weapon's story."""
        self.parts.show_pane()
        self.pane.go_to_life()

    def _on_record(self) -> None:
        self.act_wanted.emit(Kind.RECEIPT, ())

    def _on_pane(self) -> None:
        """F9 folds the weapon away, and brings it back."""
        self.parts.fold()

    def print_wanted(self) -> None:
        """Ctrl+P: the card of the weapon, or the paper of the entry of its life the officer stands on."""
        self.pane.print_wanted()


def _see(office: Office, session: Session, keys: list[int]) -> _Seen:
    """For a reader: what may be done with every one of the chosen weapons."""
    rows = office.reading.rows(keys[:_ASKED])
    allowed: dict[Kind, Refused | None] = dict.fromkeys(OFFERED) if rows else {}
    for row in rows:
        may = office.reading.allowed(row.id, session)
        allowed = {kind: refusal or may.get(kind) for kind, refusal in allowed.items()}
    card = office.reading.card(rows[0].id) if len(keys) == 1 and rows else None
    return _Seen(card, len(keys), allowed)


def _rows(office: Office, keys: list[int]) -> tuple[WeaponRow, ...]:
    """For a reader."""
    return tuple(office.reading.rows(keys))
