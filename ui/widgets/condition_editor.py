"""One condition to be typed: field, operator, value. Header menus and the drawer use the same."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.fields import FIELDS, Sort, resolved
from stockpile.domain.filter import Condition, Operator
from stockpile.language import _
from ui.filter_words import WITHOUT_VALUES, field_words, operator_words, operators_of
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.labels import paragraph, set_role
from ui.words import problem_words


class ConditionEditor(QWidget):
    """Field, operator, value, and a button that says what happens.

    ``field``: the one field it is about; empty: to be chosen among all.

    Signals:
        wanted: (Condition) it is to hold.
    """

    wanted = Signal(object)

    def __init__(self, field: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.field = QComboBox()
        self.field.setAccessibleName(_("Field"))
        for name in sorted(FIELDS, key=field_words):
            self.field.addItem(field_words(name), name)
        self.operator = QComboBox()
        self.operator.setAccessibleName(_("How it is compared"))
        self.value = QLineEdit()
        self.value.setAccessibleName(_("Value"))
        self.apply = button(_("Add this condition"), self._on_apply, icon_name="add")
        self._why = paragraph("", "small")
        self._why.hide()
        self.field.currentIndexChanged.connect(self._on_field)
        self.operator.currentIndexChanged.connect(self._on_operator)
        self.value.textEdited.connect(self._on_typed)
        self.value.returnPressed.connect(self._on_apply)
        self._lay_out()
        if field:
            self.show_field(field)
        self.field.setVisible(not field)
        self._on_field()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.field, 0, 0, 1, 2)
        layout.addWidget(self.operator, 1, 0)
        layout.addWidget(self.value, 1, 1)
        layout.addWidget(self._why, 2, 0, 1, 2)
        layout.addWidget(self.apply, 3, 0, 1, 2)
        layout.setColumnStretch(1, 1)

    def show_field(self, name: str) -> None:
        """Ask about a field."""
        self.field.setCurrentIndex(self.field.findData(name))

    def show_condition(self, condition: Condition) -> None:
        """Begin with what is there."""
        self.show_field(condition.field)
        self.operator.setCurrentIndex(self.operator.findData(condition.operator.value))
        self.value.setText(" | ".join(condition.values))

    @property
    def condition(self) -> Condition:
        """What is typed."""
        operator = Operator(str(self.operator.currentData()))
        typed = [each.strip() for each in self.value.text().split("|")]
        values = () if operator in WITHOUT_VALUES else tuple(dict.fromkeys(each for each in typed if each))
        return Condition(self._name, operator, values)

    @property
    def _name(self) -> str:
        return self._field or str(self.field.currentData())

    def _on_field(self, _at: int = 0) -> None:
        before = self.operator.currentData()
        self.operator.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.operator.clear()
        for each in operators_of(self._name):
            self.operator.addItem(operator_words(each), each.value)
        self.operator.setCurrentIndex(max(0, self.operator.findData(before)))
        self.operator.blockSignals(False)  # noqa: FBT003
        self._on_operator()

    def _on_operator(self, _at: int = 0) -> None:
        operator = Operator(str(self.operator.currentData()))
        self.value.setVisible(operator not in WITHOUT_VALUES)
        self.value.setPlaceholderText(_hint(self._name, operator))
        self._on_typed("")

    def _on_typed(self, _text: str) -> None:
        self._why.hide()
        set_role(self.value, "wrong", "false")

    def _on_apply(self) -> None:
        condition = self.condition
        try:
            resolved(condition, date.today())  # noqa: DTZ011 - the day on the wall
        except Refused as refused:
            self._why.setText(problem_words(refused) if condition.values else _("Type a value to compare with."))
            self._why.show()
            set_role(self.value, "wrong", "true")
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.value.clear()
        self.wanted.emit(condition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a list of choices applies too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_apply()
            return
        super().keyPressEvent(event)


def _hint(name: str, operator: Operator) -> str:
    sort = FIELDS[name].sort
    if sort is Sort.DATE:
        return _("2026-12-31, today, today-30")
    if sort is Sort.NUMBER:
        return _("a whole number")
    if operator in (Operator.CONTAINS, Operator.BEGINS):
        return _("several with | between them")
    return ""
