"""The values of a field with how many weapons have each, to be ticked; searched by typing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from ui.filter_words import field_words, value_words
from ui.theme.measures import GRID
from ui.widgets.labels import label

_MOST = 500  # lines; the search finds the others
_SEARCHED_FROM = 9  # values from which a search is worth its line
_LINE = 26
_LINES = 7


class ValueList(QWidget):
    """Ticks for the values of one field.

    Signals:
        chosen: (tuple of values) the ticked ones are others now.
    """

    chosen = Signal(object)

    def __init__(self, field: str, parent: QWidget | None = None, *, lines: int = _LINES) -> None:
        super().__init__(parent)
        self.name = field
        self._lines = lines
        self._counts: dict[str, int] = {}
        self._ticked: tuple[str, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the values"))
        self.search.setAccessibleName(_("Search the values of {field}").format(field=field_words(field)))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setProperty("role", "list")
        self.list.setAccessibleName(_("Values of {field}").format(field=field_words(field)))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemChanged.connect(self._on_ticked)
        self.more = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addWidget(self.more)
        self._fill()

    def show_values(self, counts: Mapping[str, int], ticked: tuple[str, ...]) -> None:
        """What there is, the most first; what is ticked stands there even where there is none."""
        self._counts = {**dict.fromkeys(ticked, 0), **counts} if set(ticked) - set(counts) else dict(counts)
        self._ticked = ticked
        self._fill()

    def _fill(self, _text: str = "") -> None:
        wanted = self.search.text().strip().casefold()
        values = [each for each in self._counts if wanted in value_words(self.name, each).casefold()]
        values.sort(key=lambda each: each not in self._ticked)
        current = self.list.currentRow()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.clear()
        for value in values[:_MOST]:
            self.list.addItem(self._line(value))
        self.list.setCurrentRow(min(max(current, 0), self.list.count() - 1))
        self.list.blockSignals(False)  # noqa: FBT003
        self.search.setVisible(len(self._counts) >= _SEARCHED_FROM or bool(wanted))
        line = max(_LINE, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(max(1, min(self._lines, self.list.count())) * line + 6)
        left = len(values) - _MOST
        self.more.setVisible(left > 0 or not values)
        self.more.setText(
            ngettext("{count} more; type to find it", "{count} more; type to find them", left).format(count=f"{left:,}")
            if left > 0
            else _("No such value.")
        )

    def _line(self, value: str) -> QListWidgetItem:
        words = value_words(self.name, value)
        said = _("{value}  ·  {count}").format(value=words, count=f"{self._counts[value]:,}")
        item = QListWidgetItem(said)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if value in self._ticked else Qt.CheckState.Unchecked)
        item.setToolTip(said)
        return item

    def _on_ticked(self, item: QListWidgetItem) -> None:
        value = str(item.data(Qt.ItemDataRole.UserRole))
        ticked = item.checkState() is Qt.CheckState.Checked
        self._ticked = (*self._ticked, value) if ticked else tuple(each for each in self._ticked if each != value)
        self.chosen.emit(self._ticked)
