"""What was recorded since: a line for each kind and officer, under it the vouchers; each opens its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView

from stockpile.domain.voucher import split_reference
from stockpile.language import _, ngettext
from ui.widgets.lists import Tree
from ui.words import kind_words, minute, straight

if TYPE_CHECKING:
    from stockpile.office.overview import Change, Changes

_REFERENCE = Qt.ItemDataRole.UserRole
_MOST = 50  # vouchers shown of a group; the papers have them all
_HIGHEST = 260


class ChangesTree(Tree):
    """The tree.

    Signals:
        paper_wanted: (reference) the paper of a voucher is to be seen.
    """

    paper_wanted = Signal(str)

    def __init__(self) -> None:
        self._model = QStandardItemModel()
        super().__init__(_("What changed"), self._model)
        self._model.setParent(self)
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QTreeView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_opened)
        self.expanded.connect(self._fit)
        self.collapsed.connect(self._fit)

    def show_changes(self, changes: Changes) -> None:
        """Show others."""
        self._model.clear()
        for each in changes.groups:
            self._model.appendRow(_group(each))
        left = changes.total - sum(each.vouchers for each in changes.groups)
        if left > 0:
            text = ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}")
            self._model.appendRow(_item(text, ""))
        self._fit()

    def _fit(self, _index: QModelIndex | None = None) -> None:
        """As high as what is open in it, within bounds."""
        rows = sum(
            1 + (self._model.item(row).rowCount() if self.isExpanded(self._model.index(row, 0)) else 0)
            for row in range(self._model.rowCount())
        )
        high = max(self.sizeHintForRow(0), 28)
        self.setFixedHeight(min(rows * high, _HIGHEST) + 2 * self.frameWidth() + 4)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_opened(index)

    def _on_opened(self, index: QModelIndex) -> None:
        reference = index.data(_REFERENCE)
        if reference:
            self.paper_wanted.emit(str(reference))
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)


def _group(change: Change) -> QStandardItem:
    vouchers = ngettext("{count} voucher", "{count} vouchers", change.vouchers).format(count=f"{change.vouchers:,}")
    lines = ngettext("{count} line", "{count} lines", change.lines).format(count=f"{change.lines:,}")
    said = _("{kind}, {officer}: {vouchers}, {lines}, {moment}").format(
        kind=kind_words(change.kind),
        officer=change.name,
        vouchers=vouchers,
        lines=lines,
        moment=minute(change.latest.astimezone()),
    )
    if change.vouchers == 1:
        return _item(said, change.references[0])
    made = _item(said, "")
    for reference in change.references[:_MOST]:
        made.appendRow(_item(_voucher(reference), reference))
    left = change.vouchers - _MOST
    if left > 0:
        made.appendRow(_item(ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}"), ""))
    return made


def _voucher(reference: str) -> str:
    site, number = split_reference(reference)
    return straight(f"{site}/{number}")


def _item(text: str, reference: str) -> QStandardItem:
    made = QStandardItem(text)
    made.setEditable(False)
    made.setToolTip(text)
    made.setData(reference, _REFERENCE)
    return made
