"""A field to choose one of many things by any part of its name or code: holders, officers, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from ui.theme.icons import icon
from ui.theme.look import worn

Index = QModelIndex | QPersistentModelIndex

_SHOWN = 12  # choices before the list scrolls
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. ``text``: what the field shows and is found by; ``said``: how a sentence names it;
    ``icon_name``: of `ui.theme.icons`."""

    key: str
    text: str
    said: str = ""
    icon_name: str = ""


class ChoiceModel(QAbstractListModel):
    """Choices in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer others."""
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return choice.text
        if role == Qt.ItemDataRole.DecorationRole and choice.icon_name:
            return icon(choice.icon_name, worn().muted)
        return choice.key if role == _KEY else None


class Picker(QComboBox):
    """The field; it stands in a form as any other.

    Signals:
        changed: what is chosen or typed is another.
    """

    changed = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChoiceModel(self)
        self._by_text: dict[str, Choice] = {}
        self._by_key: dict[str, Choice] = {}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(self._model)
        self.setMaxVisibleItems(_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setAccessibleName(name)
        line = self.lineEdit() or QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        line.setClearButtonEnabled(False)
        self.setCompleter(self._completer())
        self.currentTextChanged.connect(self._on_text)

    def _completer(self) -> QCompleter:
        made = QCompleter(self._model, self)
        made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setMaxVisibleItems(_SHOWN)
        seen = QListView()
        seen.setProperty("role", "list")
        seen.setUniformItemSizes(True)  # ten thousand places are measured once
        made.setPopup(seen)
        return made

    @property
    def field(self) -> Picker:
        """The field itself, as other pickers name theirs."""
        return self

    @property
    def known(self) -> tuple[Choice, ...]:
        """What is offered."""
        return self._model.choices

    def offer(self, choices: Sequence[Choice], chosen: str = "") -> None:
        """Offer these, and keep what was typed; ``chosen``: the key of one to choose."""
        typed = self.currentText()
        self._by_text = {each.text.casefold(): each for each in choices}
        self._by_key = {each.key.casefold(): each for each in choices}
        with QSignalBlocker(self):  # of itself the field would choose the first, for a moment
            self._model.show(choices)
            self.setCurrentIndex(-1)
            if not (chosen and self.choose(chosen)):
                self.setEditText(typed)
        self.changed.emit()

    def choose(self, key: str) -> bool:
        """Choose one by its key; whether it is there."""
        keys = [each.key for each in self.known]
        if key in keys:
            self.setCurrentIndex(keys.index(key))
            self.setEditText(self.known[keys.index(key)].text)
        return key in keys

    def chosen(self) -> Choice | None:
        """What was chosen, or typed in full by name or code; None where what stands there is none of them."""
        typed = self.currentText().strip().casefold()
        return self._by_text.get(typed) or self._by_key.get(typed)

    def key(self) -> str:
        """The key of what is chosen; what was typed, where there is no such thing; empty where nothing was."""
        chosen = self.chosen()
        return self.currentText().strip() if chosen is None else chosen.key

    def said(self) -> str:
        """What is chosen, as a sentence names it; empty where nothing is."""
        chosen = self.chosen()
        return self.currentText().strip() if chosen is None else (chosen.said or chosen.text)

    def _on_text(self, _text: str) -> None:
        self.changed.emit()
