"""Lists and trees of words: rows as high as the stylesheet has them, from the first time they are seen.

WORKAROUND Qt 6.11: a view that is laid out before it is polished keeps the heights the style had without its sheet, so
that rows overlap until the look changes; it is laid out once more when it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QTreeView, QWidget


class WordList(QListWidget):
    """A short list of words. ``name``: for a screen reader."""

    def __init__(self, name: str, words: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(name)
        self.addItems(list(words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()


class ListOf(QListView):
    """The same over a model."""

    def __init__(self, name: str, model: QAbstractItemModel | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if model is not None:
            self.setModel(model)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()


class Tree(QTreeView):
    """A tree; its arrows point where the language runs."""

    def __init__(self, name: str, model: QAbstractItemModel | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("mirrored", "true" if self.isRightToLeft() else "false")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        if model is not None:
            self.setModel(model)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()
