"""The tree of locations as a model: sites at the top, each place in the one it lies in. Cells are put into words when
they are seen; ten thousand places are shown as fast as ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stockpile.language import _, listed, ngettext
from ui.words import ABSENT, straight

if TYPE_CHECKING:
    from stockpile.office.places import LocationCard

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]  # site and path; the site itself has no path

PLACE, WEAPONS, ROOM, STATE = range(4)

WARNING, ENDED, UNKNOWN = "▲", "⊘", "○"


@dataclass(slots=True, eq=False)
class Node:
    """One row. ``card``: None for a site; ``weapons``: of a site; ``id``: what Qt knows it by."""

    site: str
    card: LocationCard | None
    parent: Node | None
    row: int
    id: int
    weapons: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Site and path."""
        return self.site, self.card.path if self.card is not None else ""


class PlaceTree(QAbstractItemModel):
    """Places of one or several sites.

    Qt knows rows by numbers that no later row has, not by pointers: an index that is asked about after its row is gone
    finds nothing then, and not the memory where something was.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: dict[Place, Node] = {}
        self._sites: list[Node] = []
        self._by_id: dict[int, Node] = {}
        self._ids = count(1)

    def show(self, cards: Sequence[LocationCard]) -> None:
        """Show these; parents come before what lies in them."""
        self.beginResetModel()
        self._nodes, self._sites, self._by_id = {}, [], {}
        for card in cards:
            site = self._nodes.get((card.site, "")) or self._add(card.site, None, None)
            site.weapons += card.here
            self._add(card.site, card, self._nodes.get((card.site, card.parent), site))
        self.endResetModel()

    def _add(self, site: str, card: LocationCard | None, parent: Node | None) -> Node:
        siblings = self._sites if parent is None else parent.children
        node = Node(site, card, parent, len(siblings), next(self._ids))
        siblings.append(node)
        self._by_id[node.id] = node
        self._nodes[node.place] = node
        return node

    def places(self) -> tuple[Place, ...]:
        """All that are shown."""
        return tuple(self._nodes)

    def place(self, index: Index) -> Place | None:
        """Which place a row is of."""
        node = self._node(index)
        return node.place if node is not None else None

    def index_of(self, place: Place) -> QModelIndex:
        """The row of a place; no index where it is not shown."""
        node = self._nodes.get(place)
        return self.createIndex(node.row, 0, node.id) if node is not None else QModelIndex()

    def _node(self, index: Index) -> Node | None:
        return self._by_id.get(index.internalId()) if index.isValid() else None

    # -- what Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        """A row below another."""
        above = self._node(parent)
        children = self._sites if above is None else above.children
        if not (0 <= row < len(children) and 0 <= column <= STATE) or (parent.isValid() and parent.column() > 0):
            return QModelIndex()
        return self.createIndex(row, column, children[row].id)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has another parent(), of objects
        """What a row lies in."""
        node = self._node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lie in a place."""
        if parent.isValid() and parent.column() > 0:
            return 0
        node = self._node(parent)
        return len(self._sites if node is None else node.children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Place, weapons, room, state."""
        return STATE + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says; a screen reader hears the first cell of a row as the whole of it."""
        node = self._node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == PLACE and node.card is not None:
            return sentence(node.card)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE and node.card is not None:
            return state_words(node.card)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cell(node, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Place"), _("Weapons"), _("Room for"), _("State"))[section]
        return None


def _cell(node: Node, column: int) -> str:
    card = node.card
    if card is None:
        return (straight(node.site), f"{node.weapons:,}", "", "")[column]
    if column == PLACE:
        step = straight(card.path.rpartition("/")[2] if card.known or card.parent else card.path)
        return f"{step} · {card.name}" if card.name else step
    if column == WEAPONS:
        return f"{card.weapons:,}"
    if column == ROOM:
        return f"{card.capacity:,}" if card.capacity is not None else ABSENT
    return short_state(card)


def short_state(card: LocationCard) -> str:
    """How a place is, with its shape, as it stands in a cell; empty where there is nothing to say."""
    if not card.known:
        return f"{UNKNOWN} {_('Not in the list')}"
    if not card.active:
        return f"{ENDED} {_('Closed')}"
    if card.over:
        return f"{WARNING} {ngettext('{count} too many', '{count} too many', card.over).format(count=f'{card.over:,}')}"
    return ""


def state_words(card: LocationCard) -> str:
    """How a place is, with its shape, in full; empty where there is nothing to say."""
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
    weapons = ngettext("{count} weapon", "{count} weapons", card.weapons).format(count=f"{card.weapons:,}")
    said = [straight(card.path), card.name, weapons]
    if card.capacity is not None:
        said.append(_("room for {count}").format(count=f"{card.capacity:,}"))
    said.append(state_words(card))
    return listed(filter(None, said))


def found(cards: Iterable[LocationCard], words: Sequence[str]) -> list[LocationCard]:
    """The places in whose path, name or remark every word stands, with all they lie in and all that lies in them."""
    listed = list(cards)
    if not words:
        return listed
    fits: set[Place] = set()
    around: set[Place] = set()
    known = {(each.site, each.path): each for each in listed}
    for each in listed:
        said = f"{each.path} {each.name} {each.remark}".casefold()
        if (each.site, each.parent) in fits or all(word in said for word in words):
            fits.add((each.site, each.path))
            above = each.parent
            while above and (each.site, above) not in around:
                around.add((each.site, above))
                above = known[each.site, above].parent if (each.site, above) in known else ""
    return [each for each in listed if (each.site, each.path) in fits or (each.site, each.path) in around]
