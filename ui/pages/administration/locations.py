"""Locations: the tree of buildings, rooms, racks and slots, and how full each is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.language import _, ngettext
from stockpile.office.places import LocationCard
from ui.desk import Desk
from ui.pages.administration.location_dialogs import CloseLocation, LocationDialog
from ui.pages.administration.section import Detail, Section
from ui.pages.administration.words import ENDED, UNKNOWN, WARNING, sort_words, weapons_words
from ui.pages.page import Goal
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.empty import Empty
from ui.widgets.fields import line_edit
from ui.words import ABSENT, straight

_PATH = Qt.ItemDataRole.UserRole
_FOUND_BY = Qt.ItemDataRole.UserRole + 1
_ALL_OPEN = 120  # places that are all shown at once when the tree is first seen
_TYPING_MS = 120

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]  # site and path


class LocationsSection(Section):
    """The tree, and beside it the chosen place."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "Where weapons lie: building, room, rack, slot. A weapon that is issued keeps its place. Weapons are moved in the"
            " register."
        )
        super().__init__(desk, _("Locations"), meaning)
        self.cards: dict[Place, LocationCard] = {}
        self._wanted: Place | None = None
        self._seen = False
        self.add = primary(_("&Add a location …"), self._on_add)
        self.head.addWidget(self.add)
        self.search = line_edit(_("Search"))
        self.search.setAccessibleName(_("Search in the tree of locations"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_search)
        self.search.textChanged.connect(self._on_typed)
        self._build_tree()
        self.detail = Detail()
        self.below = self.detail.act(button(_("Add &below it …"), self._on_below))
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))
        self.weapons = self.detail.act(button(_("Show the &weapons"), self._on_weapons))
        self.close_it = self.detail.act(button(_("C&lose it …"), self._on_close))
        self._lay_out()

    def _build_tree(self) -> None:
        self.model = QStandardItemModel(0, 4, self)
        self.model.setHorizontalHeaderLabels([_("Place"), _("Weapons"), _("Room for"), _("State")])
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setRecursiveFilteringEnabled(True)
        self.proxy.setAutoAcceptChildRows(True)
        self.proxy.setFilterRole(_FOUND_BY)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tree = QTreeView()
        self.tree.setModel(self.proxy)
        self.tree.setAccessibleName(_("Locations"))
        self.tree.setProperty("mirrored", "true" if self.isRightToLeft() else "false")
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(60)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((0, 76, 80, 150)):
            if width:
                self.tree.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(self._on_activated)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.tree, 1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        empty = Empty(
            _("No place has a name yet"),
            _("Add a building or room first, then the racks in it. Say how many weapons each has room for, and it tells when it"
              " is too full."),
            button(_("Add the first &location …"), self._on_add),
            "places",
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(inside)
        self.stack.addWidget(empty)
        self.body.addWidget(self.stack, 1)

    # -- reading -----------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read the tree again."""
        work = partial(self.desk.office.places.locations, self.desk.site.code)
        self.desk.tasks.read(self, work, self._on_cards, self.notice.refuse)

    def _on_cards(self, cards: Sequence[LocationCard]) -> None:
        opened, chosen = self._opened(), self._wanted or self.chosen_place
        self.cards = {(each.site, each.path): each for each in cards}
        self.stack.setCurrentIndex(0 if cards else 1)
        known = sum(each.known for each in cards)
        self.subtitle.setText(ngettext("{count} place", "{count} places", known).format(count=f"{known:,}"))
        self._fill(cards)
        if not self._seen and len(cards) <= _ALL_OPEN:
            self.tree.expandAll()
        elif not self._seen:
            self.tree.expandToDepth(0)
        else:
            self._open_again(opened)
        self._seen = self._seen or bool(cards)
        self._choose(chosen)
        self._wanted = None if chosen in self.cards else self._wanted

    def _fill(self, cards: Sequence[LocationCard]) -> None:
        """Sites at the top; parents come before what lies in them."""
        self.model.removeRows(0, self.model.rowCount())
        items: dict[Place, QStandardItem] = {}
        for card in cards:
            if (card.site, "") not in items:
                items[card.site, ""] = self._site_row(card.site, cards)
            above = items.get((card.site, card.parent), items[card.site, ""])
            items[card.site, card.path] = self._row(above, card)

    def _site_row(self, site: str, cards: Sequence[LocationCard]) -> QStandardItem:
        count = sum(each.here for each in cards if each.site == site)
        first = _item(straight(site), (site, ""))
        first.setData(site, _FOUND_BY)
        self.model.appendRow([first, _item(f"{count:,}"), _item(""), _item("")])
        return first

    def _row(self, above: QStandardItem, card: LocationCard) -> QStandardItem:
        step = card.path.rpartition("/")[2] if card.known or card.parent else card.path
        first = _item(f"{straight(step)} · {card.name}" if card.name else straight(step), (card.site, card.path))
        first.setData(f"{card.path} {card.name} {card.remark}", _FOUND_BY)
        room = f"{card.capacity:,}" if card.capacity is not None else ABSENT
        first.setData(sentence(card), Qt.ItemDataRole.AccessibleTextRole)
        above.appendRow([first, _item(f"{card.weapons:,}"), _item(room), _item(state_words(card))])
        return first

    def _opened(self) -> set[Place]:
        return {place for index, place in self._all() if self.tree.isExpanded(index)}

    def _open_again(self, opened: set[Place]) -> None:
        for index, place in self._all():
            if place in opened or not place[1]:
                self.tree.expand(index)

    def _all(self) -> list[tuple[QModelIndex, Place]]:
        """Every row that is shown, with its place."""
        found: list[tuple[QModelIndex, Place]] = []
        waiting = [QModelIndex()]
        while waiting:
            above = waiting.pop()
            for row in range(self.proxy.rowCount(above)):
                index = self.proxy.index(row, 0, above)
                found.append((index, _place(index)))
                waiting.append(index)
        return found

    # -- choosing ----------------------------------------------------------------------------------------------------

    @property
    def chosen_place(self) -> Place | None:
        """Site and path of what is chosen."""
        index = self.tree.currentIndex()
        return _place(index) if index.isValid() else None

    @property
    def current(self) -> LocationCard | None:
        """What is chosen; None on a site."""
        place = self.chosen_place
        return self.cards.get(place) if place else None

    def show_thing(self, key: str) -> None:
        """Choose a place by its path."""
        site = next((each.site for each in self.cards.values() if each.path == key), key.partition("/")[0])
        self._wanted = (site, key)
        self.search.clear()
        if self._wanted in self.cards:
            self._choose(self._wanted)
            self._wanted = None

    def here(self) -> str:
        """The path of what is chosen."""
        return self.current.path if self.current is not None else ""

    def _choose(self, place: Place | None) -> None:
        rows = self._all()
        index = next((each for each, there in rows if there == place), None)
        if index is None and rows:
            index = self.proxy.index(0, 0)
        if index is not None:
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        self._show()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _on_search(self) -> None:
        self.proxy.setFilterFixedString(self.search.text().strip())
        if self.search.text().strip():
            self.tree.expandAll()
        self._choose(self.chosen_place)

    def _on_current(self, *_index: object) -> None:
        self._show()

    def _on_activated(self, _index: Index) -> None:
        if self.current is not None:
            self._on_change()

    def _show(self) -> None:
        card, place = self.current, self.chosen_place
        self.below.setEnabled(place is not None and (card is None or (card.known and card.active)))
        self.change.setEnabled(card is not None)
        self.weapons.setEnabled(card is not None and card.weapons > 0)
        self.close_it.setEnabled(card is not None and card.known)
        if card is None:
            self.detail.heading.setText(straight(place[0]) if place else "")
            self.detail.state.setText(_("A site; its buildings and rooms stand below it.") if place else "")
            self.detail.facts.show_facts(())
            return
        self.change.setText(_("C&hange …") if card.known else _("Add to the &list …"))
        self.close_it.setText(_("C&lose it …") if card.active else _("&Open it again …"))
        self.detail.heading.setText(card.name or straight(card.path))
        self.detail.state.setText(state_words(card))
        room = "" if card.capacity is None else weapons_words(card.capacity)
        self.detail.facts.show_facts(
            (
                (_("Path"), straight(card.path)),
                (_("Sort"), sort_words(card.sort)),
                (_("Weapons"), weapons_words(card.weapons)),
                (_("of them here"), weapons_words(card.here) if card.here != card.weapons else ""),
                (_("of them issued"), weapons_words(card.out) if card.out else ""),
                (_("Room for"), room),
                (_("Remark"), card.remark),
            )
        )

    # -- doing -------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        place = self.chosen_place
        site = place[0] if place else self.desk.site.code or self.desk.session.officer.site
        self._ask(LocationDialog(self.desk, self, site))

    def _on_below(self) -> None:
        place = self.chosen_place
        if place is not None:
            self._ask(LocationDialog(self.desk, self, place[0], place[1]))

    def _on_change(self) -> None:
        if self.current is not None:
            self._ask(LocationDialog(self.desk, self, self.current.site, card=self.current))

    def _on_close(self) -> None:
        if self.current is not None:
            self._ask(CloseLocation(self.desk, self, self.current))

    def _ask(self, dialog: LocationDialog | CloseLocation) -> None:
        dialog.recorded_at.connect(self._on_recorded_at)
        self.open_dialog(dialog)

    def _on_recorded_at(self, site: str, path: str) -> None:
        self._wanted = (site, path)

    def _on_weapons(self) -> None:
        card = self.current
        if card is None:
            return
        paths = tuple(each.path for each in self.cards.values() if each.here and _lies_in(each, card))
        if paths == (card.path,):
            where = WeaponFilter(site=card.site, location=card.path)
        else:
            where = WeaponFilter(site=card.site, conditions=(Condition("location", Operator.IS, paths),))
        self.goal_wanted.emit(Goal("register", where))


def _item(text: str, place: Place | None = None) -> QStandardItem:
    made = QStandardItem(text)
    made.setEditable(False)
    made.setToolTip(text)
    if place is not None:
        made.setData("\n".join(place), _PATH)
    return made


def _place(index: Index) -> Place:
    site, _newline, path = str(index.sibling(index.row(), 0).data(_PATH) or "").partition("\n")
    return site, path


def _lies_in(card: LocationCard, other: LocationCard) -> bool:
    return card.site == other.site and (card.path == other.path or card.path.startswith(f"{other.path}/"))


def state_words(card: LocationCard) -> str:
    """How a place is, with its shape; empty where there is nothing to say."""
    if not card.known:
        return f"{UNKNOWN} {_('Only named on weapons, not in the list')}"
    if not card.active:
        return f"{ENDED} {_('Closed')}"
    if card.over:
        more = ngettext(
            "{count} weapon more than there is room for", "{count} weapons more than there is room for", card.over
        )
        return f"{WARNING} {more.format(count=f'{card.over:,}')}"
    return ""


def sentence(card: LocationCard) -> str:
    """A row as a screen reader says it."""
    said = [straight(card.path), card.name, weapons_words(card.weapons)]
    if card.capacity is not None:
        said.append(_("room for {count}").format(count=f"{card.capacity:,}"))
    said.append(state_words(card))
    return ", ".join(filter(None, said))
