"""Typing into a cell of the grid: a line over it, and under that what the list of its column has that is spelt so.

The list takes no key that the line needs: Down goes into it, Enter then takes what is current there. Who goes on typing,
or scans, writes what they write.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import Choices
from ui.pages.imports.grid_model import GridModel
from ui.theme.measures import ROW
from ui.widgets.found_list import FoundList, Line
from ui.words import straight

Index = QModelIndex | QPersistentModelIndex

_WIDE = 320
_AROUND = 20  # edge and padding of the list
_ICONS = {"maker": "unit", "model": "model", "place": "place", "holder": "person", "country": "site"}
_TAKE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Suggested(FoundList):
    """What is suggested under a cell; nothing of it is current before somebody goes there."""

    def show_choices(self, choices: Choices, typed: str) -> None:
        """Show what is spelt like what was typed; nothing where that alone is found, or nothing is."""
        found = choices.like(typed)
        if len(found) == 1 and found[0].text == typed:
            found = ()
        icon = _ICONS.get(choices.field, "tick")
        self.model.show([Line(straight(each.text), straight(each.beside), icon, each) for each in found])
        self.setVisible(bool(found))

    @property
    def taken(self) -> str:
        """What is current, as it is written into the cell; empty where nothing is."""
        return "" if self.isHidden() or self.current is None else self.current.hit.text  # type: ignore[attr-defined]

    def stand(self, cell: QRect, inside: QWidget) -> None:
        """Under the cell, or over it where there is more room."""
        high = len(self.model.lines) * ROW + _AROUND
        below, above = inside.height() - cell.bottom(), cell.top()
        over = high > below and above > below
        high = min(high, above if over else below)
        wide = min(max(cell.width(), _WIDE), inside.width())
        leading = cell.left() if inside.isLeftToRight() else cell.right() - wide
        left = max(0, min(leading, inside.width() - wide))
        self.setGeometry(left, cell.top() - high if over else cell.bottom() + 1, wide, high)
        self.raise_()


class Typing(QStyledItemDelegate):
    """A line over the cell, with room for its letters."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.suggested = Suggested(view)
        self.suggested.view.setAccessibleName(_("What may stand here"))
        self.suggested.opened.connect(self._on_clicked)
        self._line: QLineEdit | None = None
        self._choices: Choices | None = None

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setFrame(False)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        made.setAccessibleName(_("{heading}, row {row}").format(heading=heading, row=index.row() + 1))
        made.setProperty("role", "cell")
        model = index.model()
        self._choices = model.choices_of(index.column()) if isinstance(model, GridModel) else None
        self._line = made
        if self._choices is not None:
            made.setAccessibleDescription(_("Down goes to what may stand here; Alt+Down shows all."))
            made.textEdited.connect(self._on_edited)
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The cell is left: nothing is suggested any more."""
        if editor is self._line:
            self._line, self._choices = None, None
            self.suggested.hide()
        super().destroyEditor(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line go to the list only where they are meant for it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._goes_to_list(event):
            return True
        return super().eventFilter(watched, event)

    def _goes_to_list(self, event: QKeyEvent) -> bool:
        line, key = self._line, Qt.Key(event.key())
        if line is None or self._choices is None:
            return False
        if self.suggested.isHidden():
            if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._suggest("")
                return True
            return False
        if key == Qt.Key.Key_Escape:
            self.suggested.hide()
            return True
        if key in _STEPS and (key == Qt.Key.Key_Down or self.suggested.taken):
            self.suggested.step(_STEPS[key])
            self._say(self.suggested.current)
            return True
        if key in _TAKE and (taken := self.suggested.taken):
            line.setText(taken)  # and the key then does what it does in every cell
        return False

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._suggest(text)
        else:
            self.suggested.hide()

    def _suggest(self, text: str) -> None:
        if self._line is None or self._choices is None:
            return
        self.suggested.show_choices(self._choices, text)
        if self.suggested.isHidden():
            return
        corner = self._line.mapTo(self._view, self._line.rect().topLeft())
        self.suggested.stand(QRect(corner, self._line.size()), self._view)
        count = len(self.suggested.model.lines)
        said = ngettext("{count} suggestion", "{count} suggestions", count).format(count=count)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, said))

    def _say(self, line: Line | None) -> None:
        """A screen reader stays in the cell, and hears what is current under it."""
        if line is not None and self._line is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, line.spoken))

    def _on_clicked(self, line: Line) -> None:
        if self._line is not None:
            self._line.setText(line.hit.text)  # type: ignore[attr-defined]
            self.commitData.emit(self._line)
            self.closeEditor.emit(self._line, QStyledItemDelegate.EndEditHint.NoHint)
