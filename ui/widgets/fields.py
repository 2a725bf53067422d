"""A form whose every field has a label, a name for screen readers, and room for what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from ui.theme.measures import GRID
from ui.widgets.labels import label, paragraph, set_role


class Fields(QWidget):
    """Labels and fields in two columns; under each field, what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._problems: dict[QWidget, QLabel] = {}

    def add(self, text: str, field: QWidget, hint: str = "") -> None:
        """Add a field. ``text``: its label, with a mnemonic; ``hint``: what may be written, said under it."""
        row = self._grid.rowCount()
        caption = label(text, "muted")
        caption.setBuddy(field)
        field.setAccessibleName(field.accessibleName() or text.replace("&", ""))
        if hint:
            field.setAccessibleDescription(hint)
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1)
        problem = paragraph(hint, "small")
        problem.setProperty("hint", hint)
        problem.setVisible(bool(hint))
        self._grid.addWidget(problem, row + 1, 1)
        self._problems[field] = problem

    def add_wide(self, widget: QWidget) -> None:
        """Add something that takes both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self._problems), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def has(self, field: QWidget) -> bool:
        """Whether this is one of its fields."""
        return field in self._problems

    def problem(self, field: QWidget) -> str:
        """What is said to be wrong with a field; empty where nothing is."""
        said = self._problems[field]
        return said.text() if said.property("tone") == "bad" else ""

    def refuse(self, field: QWidget, text: str) -> None:
        """Say at the field what is wrong with it, and take the person there."""
        problem = self._problems[field]
        problem.setText(f"✕ {text}")
        set_role(problem, "tone", "bad")
        problem.show()
        field.setAccessibleDescription(text)
        _mark(field, wrong=True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for field, problem in self._problems.items():
            hint = str(problem.property("hint"))
            problem.setText(hint)
            set_role(problem, "tone", "plain")
            problem.setVisible(bool(hint))
            field.setAccessibleDescription(hint)
            _mark(field, wrong=False)


def _mark(field: QWidget, *, wrong: bool) -> None:
    set_role(field, "wrong", "true" if wrong else "false")


def line_edit(placeholder: str = "", *, secret: bool = False) -> QLineEdit:
    """A field for one line of text; ``secret``: a password."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def typed_choice(name: str, placeholder: str = "") -> QComboBox:
    """A field to choose from, or to type into; what is typed finds any part of a choice."""
    made = choice([])
    made.setEditable(True)
    line = made.lineEdit() or QLineEdit(made)
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    completer = QCompleter(made.model(), made)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCompleter(completer)
    made.setAccessibleName(name)
    return made


def choice(pairs: list[tuple[str, object]]) -> QComboBox:
    """A field to choose from. ``pairs``: text and value."""
    made = QComboBox()
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for text, value in pairs:
        made.addItem(text, value)
    return made
