"""What opens at a column's heading: its order, its filter with values and counts, its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.domain.fields import FIELDS
from stockpile.domain.filter import Condition
from stockpile.language import _
from ui.filter_words import condition_words, field_words
from ui.models.filter_state import FilterState
from ui.theme.measures import GRID
from ui.widgets.buttons import button, icon_button
from ui.widgets.condition_editor import ConditionEditor
from ui.widgets.labels import label, paragraph
from ui.widgets.value_list import ValueList

_WIDE = 320


class ColumnMenu(QFrame):
    """A small window at a heading; closed by Escape, or by looking elsewhere.

    Signals:
        order_wanted: (order) the table is to be sorted.
        hide_wanted, freeze_wanted: (name) the column is to go; it and those before it are to stay, or not any more.
    """

    order_wanted = Signal(str)
    hide_wanted = Signal(str)
    freeze_wanted = Signal(str)

    def __init__(self, name: str, state: FilterState, *, frozen: bool, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDE)
        self.name, self._state = name, state
        self._place = QPoint()
        self.setAccessibleName(_("Filter of {field}").format(field=field_words(name)))
        self.editor = ConditionEditor(name)
        self.editor.wanted.connect(self._on_condition)
        self.values: ValueList | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(label(field_words(name), "heading"))
        layout.addLayout(self._ways(frozen=frozen))
        for each in state.of(name):
            layout.addLayout(self._row(each))
        layout.addWidget(self.editor)
        if FIELDS[name].few:
            self.values = ValueList(name, lines=5)
            self.values.chosen.connect(self._on_chosen)
            layout.addWidget(self.values)

    def _ways(self, *, frozen: bool) -> QVBoxLayout:
        ways = QVBoxLayout()
        ways.setSpacing(0)
        freeze = _("Let the columns up to here move again") if frozen else _("Keep the columns up to here in view")
        for icon_name, words, pressed in (
            ("up", _("Sort upwards"), partial(self._on_order, self.name)),
            ("down", _("Sort downwards"), partial(self._on_order, f"-{self.name}")),
            ("pin", freeze, self._on_freeze),
            ("hide", _("Hide this column"), self._on_hide),
        ):
            ways.addWidget(button(words, pressed, "fold", icon_name=icon_name))
        return ways

    def _row(self, condition: Condition) -> QHBoxLayout:
        row = QHBoxLayout()
        said = condition_words(condition)
        row.addWidget(paragraph(said), 1)
        remove = _("Remove the filter: {filter}").format(filter=said)
        row.addWidget(icon_button("close", remove, partial(self._on_remove, condition)))
        return row

    def open_at(self, place: QPoint) -> None:
        """Show it, within the screen."""
        self._place = place
        self._stay_on_screen()
        self.show()
        goal = self.editor.value if self.editor.value.isVisibleTo(self) else self.editor.operator
        goal.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """How many there are of each value."""
        if self.values is not None and self.name in counts:
            self.values.show_values(counts[self.name], self._state.chosen(self.name))
            self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = self._place.x() if self.isLeftToRight() else self._place.x() - self.width()
        x = max(screen.left(), min(x, screen.right() - self.width()))
        self.move(x, max(screen.top(), min(self._place.y(), screen.bottom() - self.height())))

    def _on_condition(self, condition: Condition) -> None:
        self.close()
        self._state.add(condition)

    def _on_chosen(self, values: tuple[str, ...]) -> None:
        QTimer.singleShot(0, self, partial(self._state.choose, self.name, values))

    def _on_remove(self, condition: Condition) -> None:
        self.close()
        self._state.put(condition, None)

    def _on_order(self, order: str) -> None:
        self.close()
        self.order_wanted.emit(order)

    def _on_hide(self) -> None:
        self.close()
        self.hide_wanted.emit(self.name)

    def _on_freeze(self) -> None:
        self.close()
        self.freeze_wanted.emit(self.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
