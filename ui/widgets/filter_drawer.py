"""The drawer with everything that narrows the register: conditions to edit, values with counts, the day looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.filter import Condition
from stockpile.language import _
from ui.filter_words import condition_words, field_words
from ui.models.filter_state import FilterState
from ui.theme.measures import GRID, PANE
from ui.widgets.buttons import Button, button, icon_button
from ui.widgets.condition_editor import ConditionEditor
from ui.widgets.labels import label, paragraph
from ui.widgets.tab_order import follow, widgets_of
from ui.widgets.value_list import ValueList

FACETS = (
    "standing", "category", "condition", "flags", "marked", "site", "location", "holder", "model", "maker", "calibre",
    "country", "year", "disposal", "dossier", "consignment",
)  # fmt: skip
_OPEN = ("standing", "category")


class FilterDrawer(QFrame):
    """All of it in one place.

    Signals:
        counts_wanted: values were opened whose counts are not known yet.
        close_wanted: it is to be closed.

    Attributes:
        editor: where a condition is typed. facets: the lists of values, by field; made when opened.
    """

    counts_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, state: FilterState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(PANE - 8 * GRID)
        self.setAccessibleName(_("Filters"))
        self._state = state
        self._editing: Condition | None = None
        self.editor = ConditionEditor()
        self.editor.wanted.connect(self._on_condition)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setAccessibleName(_("Day to look at"))
        self.facets: dict[str, ValueList] = {}
        self._heads: dict[str, Button] = {}
        self._boxes: dict[str, QVBoxLayout] = {}
        self._lay_out()
        state.changed.connect(self._show_state)
        for name in _OPEN:
            self._heads[name].setChecked(True)
        self._show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("Filters"), "heading"))
        head.addStretch(1)
        self.clear = button(_("Clear all"), self._state.clear, "link")
        head.addWidget(self.clear)
        self._close = icon_button("close", _("Close the filters"), self.close_wanted.emit)
        head.addWidget(self._close)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._rows)
        column.addWidget(self.editor)
        column.addWidget(label(_("Values, with how many weapons have each"), "small"))
        for name in FACETS:
            column.addLayout(self._facet(name))
        column.addWidget(label(_("The register as it stood at the end of a day"), "small"))
        days = QHBoxLayout()
        days.addWidget(self.day, 1)
        days.addWidget(button(_("Look at this day"), self._on_day, icon_name="history"))
        column.addLayout(days)
        self.now = button(_("Back to now"), partial(self._state.look_at, None), "link")
        column.addWidget(self.now)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setProperty("role", "inside")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, GRID, 1, GRID)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, 0, GRID, 0)
        top.addLayout(head)
        layout.addLayout(top)
        layout.addWidget(self._scroll, 1)

    def _facet(self, name: str) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(0)
        head = Button(field_words(name), "fold", "next")
        head.setAccessibleName(_("Values of {field}").format(field=field_words(name)))
        head.setCheckable(True)
        head.toggled.connect(partial(self._on_head, name))  # by a screen reader, too
        box.addWidget(head)
        self._heads[name], self._boxes[name] = head, box
        return box

    # -- what is shown -----------------------------------------------------------------------------------------------

    def open_names(self) -> tuple[str, ...]:
        """The fields whose values are open."""
        return tuple(name for name in FACETS if self._heads[name].isChecked())

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """How many there are of each value."""
        for name, values in counts.items():
            if name in self.facets:
                self.facets[name].show_values(values, self._state.chosen(name))

    def edit(self, condition: Condition) -> None:
        """Have one condition changed."""
        self._editing = condition
        self.editor.show_condition(condition)
        self.editor.apply.setText(_("Change this condition"))
        self.editor.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """The keyboard comes here."""
        self.editor.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_state(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for each in self._state.conditions:
            self._rows.addWidget(self._row(each))
        follow(self._close, *widgets_of(self._rows))
        self.clear.setVisible(self._state.narrows)
        self.now.setVisible(self._state.as_at is not None)
        for name, head in self._heads.items():
            narrowed = bool(self._state.of(name))
            words = field_words(name)
            head.setText(_("{field} (narrowed)").format(field=words) if narrowed else words)

    def _row(self, condition: Condition) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        said = condition_words(condition)
        layout.addWidget(paragraph(said), 1)
        change = _("Change the filter: {filter}").format(filter=said)
        layout.addWidget(icon_button("edit", change, partial(self.edit, condition)))
        remove = _("Remove the filter: {filter}").format(filter=said)
        layout.addWidget(icon_button("close", remove, partial(self._state.put, condition, None)))
        return row

    # -- what is done ------------------------------------------------------------------------------------------------

    def _on_condition(self, condition: Condition) -> None:
        old, self._editing = self._editing, None
        self.editor.apply.setText(_("Add this condition"))
        self._state.put(old, condition)

    def _on_head(self, name: str, opened: bool) -> None:  # noqa: FBT001 - Qt's own
        head = self._heads[name]
        head.set_icon("chevron-down" if opened else "next")
        values = self.facets.get(name)
        if values is None:
            values = self.facets[name] = ValueList(name)
            values.chosen.connect(partial(self._on_chosen, name))
            self._boxes[name].addWidget(values)
            follow(head, values)
        values.setVisible(opened)
        if opened:
            self.counts_wanted.emit()

    def _on_chosen(self, name: str, values: tuple[str, ...]) -> None:
        QTimer.singleShot(0, self, partial(self._state.choose, name, values))  # the list is filled anew by it

    def _on_day(self) -> None:
        day = self.day.date().toPython()
        self._state.look_at(day)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
            return
        super().keyPressEvent(event)
