"""The columns of a shape as a table: heading, samples, the field each is read as, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import ColumnInfo
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.words import field_words, reason_icon, reason_words
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.palette import Tone
from ui.widgets.fields import choice
from ui.widgets.lists import WordList
from ui.words import straight

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FIELD = 2  # the column of the table that is chosen in
MIME = "application/x-stockpile-field"
_ICON = 14


class ColumnsModel(ListTable[ColumnInfo]):
    """One row a column of the file.

    Signals:
        chosen: (heading, field) a column is to be read as another field.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            (
                ListColumn(_("Column of the file"), lambda each: straight(each.heading)),
                ListColumn(_("What stands in it"), lambda each: straight(" · ".join(each.samples))),
                ListColumn(_("Read as"), lambda each: field_words(each.field)),
                ListColumn(_("Why"), reason_words),
                ListColumn(_("Values"), _values),
            ),
            parent,
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        return found | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else found

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        each = self.row(index.row())
        if each is None:
            return None
        if role == Role.EditRole and index.column() == FIELD:
            return each.field
        if role == Role.DecorationRole and index.column() == 0:
            return icon("hide", worn().muted, _ICON) if each.hidden else None
        if role == Role.DecorationRole and index.column() == FIELD + 1:
            name, tone = reason_icon(each)
            return icon(name, worn().muted if tone is Tone.PLAIN else worn().tone(tone), _ICON)
        if role == Role.AccessibleTextRole and index.column() == 0:
            said = _("{heading}: read as {field}, {why}")
            return said.format(heading=each.heading, field=field_words(each.field), why=reason_words(each))
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        each = self.row(index.row())
        if role != Role.EditRole or each is None or value == each.field:
            return False
        self.chosen.emit(each.heading, str(value))
        return True

    # -- dragging a field onto a column --------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        each = self.row(parent.row() if parent.isValid() else row)
        if each is None or not data.hasFormat(MIME):
            return False
        self.chosen.emit(each.heading, bytes(data.data(MIME).data()).decode())
        return True


class FieldDelegate(QStyledItemDelegate):
    """Chooses the field of a column, in place; a letter goes to the next field that begins with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: tuple[str, ...] = ()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        made = choice([(field_words(each), each) for each in ("", *self.fields)])
        made.setParent(parent)
        made.setAccessibleName(_("Field that the column is read as"))
        made.activated.connect(self._on_activated)
        return made

    def _on_activated(self, _at: int) -> None:
        editor = self.sender()
        if isinstance(editor, QComboBox):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Role.EditRole)), 0))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QComboBox) and isinstance(model, ColumnsModel):
            model.setData(index, editor.currentData(), Role.EditRole)


class FieldList(WordList):
    """The fields there are, to be dragged onto a column; or chosen with Enter for the column that is current.

    Signals:
        taken: (field).
    """

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Fields"))
        self.setDragEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._on_activated)

    def show_fields(self, fields: Sequence[str], used: Sequence[str]) -> None:
        """Show the fields, those that a column is read as with a tick."""
        if self.count() != len(fields) + 1:
            self.clear()
            for each in ("", *fields):
                made = QListWidgetItem(field_words(each))
                made.setData(Role.UserRole, each)
                self.addItem(made)
        tick = icon("tick", worn().tone(Tone.GOOD), _ICON)
        none = icon("grip", worn().muted, _ICON)
        for at in range(self.count()):
            item = self.item(at)
            item.setIcon(tick if item.data(Role.UserRole) in used else none)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        made = QMimeData()
        made.setData(MIME, str(items[0].data(Role.UserRole)).encode())
        return made

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.taken.emit(str(item.data(Role.UserRole)))


def _values(each: ColumnInfo) -> str:
    said = ngettext("{count} different", "{count} different", each.distinct).format(count=f"{each.distinct:,}")
    if each.blank:
        blank = ngettext("{count} blank", "{count} blank", each.blank).format(count=f"{each.blank:,}")
        said = _("{different}, {blank}").format(different=said, blank=blank)
    if each.taken_over:
        over = ngettext("{count} taken over", "{count} taken over", each.taken_over).format(
            count=f"{each.taken_over:,}"
        )
        said = _("{different}, {over}").format(different=said, over=over)
    return said
