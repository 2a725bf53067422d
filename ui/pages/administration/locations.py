"""Locations: the tree of buildings, rooms, racks and slots, and how full each is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
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
from ui.models.place_tree import Index, Place, PlaceTree, found, state_words
from ui.pages.administration.location_dialogs import CloseLocation, LocationDialog
from ui.pages.administration.section import Detail, Section
from ui.pages.administration.words import sort_words, weapons_words
from ui.pages.page import Goal
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.empty import Empty
from ui.widgets.fields import line_edit
from ui.words import straight

_ALL_OPEN = 150  # places that are all shown at once
_TYPING_MS = 120


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
        self._opened: set[Place] | None = None  # None until the tree was first seen
        self.add = primary(_("&Add a location …"), self._on_add)
        self.head.addWidget(self.add)
        self.search = line_edit(_("Search"))
        self.search.setAccessibleName(_("Search in the tree of locations"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refilter)
        self.search.textChanged.connect(self._on_typed)
        self._build_tree()
        self.detail = Detail()
        self.below = self.detail.act(button(_("Add &below it …"), self._on_below))
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))
        self.weapons = self.detail.act(button(_("Show the &weapons"), self._on_weapons))
        self.close_it = self.detail.act(button(_("C&lose it …"), self._on_close))
        self._lay_out()

    def _build_tree(self) -> None:
        self.model = PlaceTree(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
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
        self.tree.expanded.connect(self._on_expanded)
        self.tree.collapsed.connect(self._on_collapsed)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.tree, 1)
        self.stack = QStackedWidget(self)
        inside = QWidget(self.stack)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        empty = Empty(
            _("No place has a name yet"),
            _(
                "Add a building or room first, then the racks in it. Say how many weapons each has room for, and it tells when it"
                " is too full."
            ),
            button(_("Add the first &location …"), self._on_add),
            "places",
        )
        self.stack.addWidget(inside)
        self.stack.addWidget(empty)
        self.body.addWidget(self.stack, 1)

    # -- reading -----------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read the tree again."""
        work = partial(self.desk.office.places.locations, self.desk.site.code)
        self.desk.tasks.read(self, work, self._on_cards, self.notice.refuse)

    def _on_cards(self, cards: Sequence[LocationCard]) -> None:
        self.cards = {(each.site, each.path): each for each in cards}
        self.stack.setCurrentIndex(0 if cards else 1)
        known = sum(each.known for each in cards)
        self.subtitle.setText(ngettext("{count} place", "{count} places", known).format(count=f"{known:,}"))
        self.refilter()

    def refilter(self) -> None:
        """Show the places that fit the search, as open as they were, and keep what is chosen."""
        self._typing.stop()
        chosen = self._wanted_place() or self.chosen_place
        words = self.search.text().casefold().split()
        self.model.show(found(self.cards.values(), words))
        self._expand(searching=bool(words))
        self._choose(chosen)

    def _wanted_place(self) -> Place | None:
        """The place that somebody asked for, as soon as it is known: a path may belong to any site."""
        if self._wanted is None:
            return None
        site, path = self._wanted
        place = self._wanted if self._wanted in self.cards else None
        place = place or next((each for each in self.cards if each[1] == path and site in ("", each[0])), None)
        if place is not None:
            self._wanted = None
        return place

    def _expand(self, *, searching: bool) -> None:
        """While somebody searches, and when the tree is first seen, as much as can be taken in is open; else what was."""
        places = self.model.places()
        few = len(places) <= _ALL_OPEN
        opened = self._opened
        if searching or opened is None:
            opened = set(places) if few else {place for place in places if not place[1]}
        if not searching and self.cards:
            self._opened = opened
        if few and opened.issuperset(places):
            self.tree.expandAll()
            return
        for place in tuple(opened):
            if (index := self.model.index_of(place)).isValid():
                self.tree.expand(index)

    def _on_expanded(self, index: QModelIndex) -> None:
        place = self.model.place(index)
        if place is not None and self._opened is not None and not self.search.text():
            self._opened.add(place)

    def _on_collapsed(self, index: QModelIndex) -> None:
        place = self.model.place(index)
        if place is not None and self._opened is not None and not self.search.text():
            self._opened.discard(place)

    # -- choosing ----------------------------------------------------------------------------------------------------

    @property
    def chosen_place(self) -> Place | None:
        """Site and path of what is chosen."""
        return self.model.place(self.tree.currentIndex())

    @property
    def current(self) -> LocationCard | None:
        """What is chosen; None on a site."""
        place = self.chosen_place
        return self.cards.get(place) if place else None

    def show_thing(self, key: str) -> None:
        """Choose a place by its path."""
        self._wanted = ("", key)
        self.search.clear()
        if self.cards:
            self.refilter()

    def here(self) -> str:
        """The path of what is chosen."""
        return self.current.path if self.current is not None else ""

    def _choose(self, place: Place | None) -> None:
        index = self.model.index_of(place) if place is not None else QModelIndex()
        if not index.isValid():
            index = self.model.index(0, 0)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        self._show()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

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


def _lies_in(card: LocationCard, other: LocationCard) -> bool:
    return card.site == other.site and (card.path == other.path or card.path.startswith(f"{other.path}/"))
