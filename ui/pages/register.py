"""The register: what do we hold, and what is the story of this piece?"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _
from ui.desk import Desk
from ui.dialogs.columns import ColumnsDialog
from ui.filter_words import condition_words
from ui.models.saved_view import SavedView
from ui.pages.page import Goal, Page
from ui.widgets.act_buttons import OFFERED
from ui.widgets.buttons import button
from ui.widgets.filter_drawer import FilterDrawer
from ui.widgets.notice import Notice
from ui.widgets.pane_splitter import PaneSplitter
from ui.widgets.register_export import ExportButton
from ui.widgets.register_list import RegisterList
from ui.widgets.views_menu import SaveViewDialog, ViewsButton
from ui.widgets.weapon_pane import WeaponPane

if TYPE_CHECKING:
    from stockpile.office import Look, Office, Session, WeaponCard

_SETTLE_MS = 60  # a card is read when the cursor rests, not for every row it passes
_ASKED = 200  # of a large selection so many are asked what may be done; the office asks all of them


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands in the pane: one weapon's card or none of several, and what may be done with all of them."""

    card: WeaponCard | None
    count: int
    allowed: Mapping[Kind, Refused | None]


class RegisterPage(Page):
    """The list with its filters, and beside it the weapon, or all filters."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Register"), parent)
        self.notice = Notice()
        self.list = RegisterList(desk, self.notice)
        self.model, self.table, self.filters = self.list.model, self.list.table, self.list.bar
        self.pane = WeaponPane(desk)
        self.record = button(_("Re&cord weapons …"), self._on_record, icon_name="receive")
        self.views = ViewsButton(desk, self)
        self.columns = button(_("Col&umns"), self.choose_columns, icon_name="columns")
        self.export = ExportButton(desk, self.list)
        self._epoch = 0
        self._count = 0  # weapons chosen
        self._begun = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self._settle.timeout.connect(self._read_chosen)
        self.list.looked.connect(self._on_looked)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.import_wanted.connect(partial(self.goal_wanted.emit, Goal("import")))
        self.filters.drawer_wanted.connect(self.toggle_drawer)
        self.views.chosen.connect(self.list.show_view)
        self.views.save_wanted.connect(self.save_view)
        self.views.refused.connect(self.notice.refuse)
        self.pane.act_wanted.connect(self._on_act)
        self.pane.paper_wanted.connect(self.paper_wanted)
        self.pane.goal_wanted.connect(self.goal_wanted)
        for keys, slot in (("F9", self._on_pane), ("F4", self.toggle_drawer), ("Ctrl+Shift+L", self.list.state.clear)):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self) -> None:
        for each in (self.views, self.columns, self.export, self.record):
            self.head.addWidget(each)
        self.side = QStackedWidget(self)
        self.side.setMinimumWidth(self.pane.minimumWidth())
        self.parts = PaneSplitter(self.desk.remembered, "register/pane", self.list, self.side, self)
        self.side.addWidget(self.pane)  # after the list, as Tab goes
        self.body.addWidget(self.notice)
        self.body.addWidget(self.parts, 1)

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def where(self) -> WeaponFilter:
        """Filters, text and order together."""
        return self.list.where

    def search(self, text: str) -> None:
        """Narrow by what can be read on the piece."""
        self.list.state.look_for(text)

    def show_goal(self, what: object) -> None:
        """A filter, or the id of a weapon; or what `here` gave."""
        if isinstance(what, tuple):
            what, self.list.keep = what
        if isinstance(what, WeaponFilter):
            self.list.show_view(SavedView("", what))
        elif isinstance(what, str) and what:
            self.list.show_view(SavedView("", WeaponFilter(query=what)))

    def here(self) -> object:
        """The filters, and which weapon is current."""
        return self.list.state.where("", self.list.order), self.list.keep

    def entered(self) -> None:
        """Read again, and stay at the same weapon."""
        if not self._begun:
            self._begun = True
            self.list.read_columns()
            self.list.looked.connect(self._prepare, Qt.ConnectionType.SingleShotConnection)
        self.views.read()
        self.list.show_all()
        self._read_chosen()

    def focus_table(self) -> None:
        """Go to the weapons; to the first, where none is current."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.list.go_to(0)

    @property
    def drawer(self) -> FilterDrawer:
        """All filters; it takes the place of the weapon when it is wanted."""
        drawer = self.list.drawer
        if self.side.indexOf(drawer) < 0:
            self.side.addWidget(drawer)
            drawer.close_wanted.connect(self.toggle_drawer)
        return drawer

    def toggle_drawer(self) -> None:
        """F4: all filters in the place of the weapon, and back."""
        opened = self.side.currentWidget() is self.pane
        self.side.setCurrentWidget(self.drawer if opened else self.pane)
        self.filters.show_drawer(opened=opened)
        if opened:
            self.parts.show_pane()
            self.list.read_counts()
            self.drawer.begin()
        else:
            self.focus_table()

    def choose_columns(self) -> ColumnsDialog:
        """Ask which columns are to be shown."""
        dialog = ColumnsDialog(self.table.arrangement, self)
        dialog.chosen.connect(self.list.arrange)
        dialog.open()
        return dialog

    def save_view(self) -> SaveViewDialog:
        """Ask for a name for what is seen."""
        said = [condition_words(each) for each in self.list.state.conditions]
        words = _("; ").join(said) or _("Everything, with its columns and order.")
        dialog = SaveViewDialog(words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._on_save)
        dialog.open()
        return dialog

    def _on_save(self, name: str, shared: bool) -> None:  # noqa: FBT001 - Qt's own
        where = self.list.state.where("", self.list.order)
        owner = self.desk.session.login
        self.views.save(SavedView(name, where, self.table.arrangement, shared, owner))

    def _prepare(self) -> None:
        """When the first rows stand there: what makes every filter and order quick afterwards."""
        work = partial(_prepare, self.desk.office, self.desk.tasks.closing)
        self.desk.tasks.read(self, work, self._on_prepared, self.notice.refuse)

    def _on_prepared(self, _answer: object) -> None:
        """From now on every filter and order answers at once."""

    def _on_looked(self) -> None:
        self.subtitle.setText(self.list.subtitle())
        self._come_back()

    def _come_back(self) -> None:
        """After another filter or order: to the weapon that was current, or to the only one that fits."""
        if self.table.currentIndex().isValid():
            return
        place = self.model.place
        if place < 0 and self.model.rowCount() == 1:
            place = 0
        if place >= 0:
            self.list.go_to(place)
        else:
            self._read_chosen()

    # -- the weapon beside it ----------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            self.list.keep = self.model.key(current.row())
        self.subtitle.setText(self.list.subtitle())
        self._settle.start()

    def _read_chosen(self) -> None:
        self._epoch += 1
        keys, look = self.list.chosen_keys(), self.model.look
        if not keys or look is None:
            self._count = 0
            self.pane.show_nothing()
            return
        work = partial(_see, self.desk.office, self.desk.session, look, keys)
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
            work = partial(_rows, self.desk.office, self.list.chosen_keys())
            self.desk.tasks.read(self, work, partial(self.act_wanted.emit, kind), self.notice.refuse)

    def _on_opened(self) -> None:
        """Enter goes to the weapon's story."""
        if self.side.currentWidget() is not self.pane:
            self.toggle_drawer()
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


def _prepare(office: Office, closing: threading.Event) -> None:
    """For a reader; the window does not wait for it when it closes."""
    try:
        office.browsing.prepare(closing)
    except Refused as refused:
        if refused.code != "cancelled":
            raise


def _see(office: Office, session: Session, look: Look, keys: array[int]) -> _Seen:
    """For a reader: what may be done with every one of the chosen weapons; on a day that is past, nothing."""
    rows = office.browsing.rows_of(look, keys[:_ASKED])
    allowed: dict[Kind, Refused | None] = {}
    if look.where.as_at is not None:
        allowed = dict.fromkeys(OFFERED, Refused("register.past", day=look.where.as_at.isoformat()))
    elif rows:
        allowed = office.reading.allowed([row.id for row in rows], session)
    card = office.reading.card(rows[0].id) if len(keys) == 1 and rows else None
    return _Seen(card, len(keys), allowed)


def _rows(office: Office, keys: array[int]) -> tuple[WeaponRow, ...]:
    """For a reader."""
    return tuple(office.reading.rows(keys))
