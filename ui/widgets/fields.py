"""A form whose every field has a label, a name for screen readers, and room for what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph, set_role
from ui.widgets.notice import Notice

_SHAPE = 14  # beside small text


class Fields(QWidget):
    """Labels and fields in two columns; under each field, what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._problems: dict[QWidget, Said] = {}
        self._captions: dict[QWidget, QWidget] = {}

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
        said = Said(hint)
        self._grid.addWidget(said, row + 1, 1)
        self._problems[field] = said
        self._captions[field] = caption

    def add_wide(self, widget: QWidget) -> None:
        """Add something that takes both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def offer(self, field: QWidget, *, offered: bool) -> None:
        """Show a field with its label, or take both away for now."""
        for each in (field, self._captions[field]):
            each.setVisible(offered)
        said = self._problems[field]
        said.setVisible(offered and bool(said.hint or said.problem))

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
        return self._problems[field].problem

    def refuse(self, field: QWidget, text: str) -> None:
        """Say at the field what is wrong with it, and take the person there."""
        self._problems[field].refuse(text)
        field.setAccessibleDescription(text)
        _mark(field, wrong=True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, field: QWidget, text: str) -> None:
        """Say what is wrong with a field and let the person go on; empty: nothing is."""
        said = self._problems[field]
        if text:
            said.refuse(text)
        else:
            said.clear()
        field.setAccessibleDescription(text or said.hint)
        _mark(field, wrong=bool(text))

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for field, said in self._problems.items():
            said.clear()
            field.setAccessibleDescription(said.hint)
            _mark(field, wrong=False)


class Said(QWidget):
    """What is said under a field: what may be written, or what is wrong, with its shape; hidden while there is
    nothing.

    Attributes:
        hint: what may be written. problem: what is wrong; empty where nothing is.
    """

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.hint = hint
        self.problem = ""
        self._shape = IconLabel("bad", Tone.BAD, _SHAPE)
        self._words = paragraph(hint, "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self._show()

    def refuse(self, text: str) -> None:
        """Say what is wrong."""
        self.problem = text
        self._show()

    def clear(self) -> None:
        """Nothing is wrong; say the hint again."""
        self.problem = ""
        self._show()

    def _show(self) -> None:
        self._words.setText(self.problem or self.hint)
        set_role(self._words, "tone", Tone.BAD.value if self.problem else Tone.PLAIN.value)
        self._shape.setVisible(bool(self.problem))
        if not (self.problem or self.hint):
            self.hide()
        elif self.parentWidget() is not None:  # without one it would be a window
            self.show()


def _mark(field: QWidget, *, wrong: bool) -> None:
    set_role(field, "wrong", "true" if wrong else "false")


def refuse_at(field: QWidget, text: str, forms: Iterable[Fields], notice: Notice, scroll: QScrollArea) -> None:
    """Say what is wrong at the field it is about; at the page, where no form has room for words beside it."""
    form = next((each for each in forms if each.has(field)), None)
    if form is None:
        notice.say(text, Tone.BAD)
    else:
        form.refuse(field, text)
        scroll.ensureWidgetVisible(field)


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


def date_field(name: str, day: QDate) -> QDateEdit:
    """A field for a day, typed or chosen from a calendar, and written as on papers."""
    made = QDateEdit(day)
    made.setAccessibleName(name)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # else Qt turns the date round: 27-11-2026
    made.setDisplayFormat("yyyy-MM-dd")
    made.setCalendarPopup(True)
    made.setLocale(QLocale.c())  # digits as on papers, in every language
    calendar = made.calendarWidget()
    calendar.setLocale(QLocale())
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    quiet = QTextCharFormat()
    for each in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt paints them red, which is for what is wrong
        calendar.setWeekdayTextFormat(each, quiet)
    return made


def number_field(name: str, value: int = 0, most: int = 1_000_000, least: int = 0) -> QSpinBox:
    """A field for a whole number."""
    made = QSpinBox()
    made.setAccessibleName(name)
    made.setRange(least, most)
    made.setValue(value)
    made.setGroupSeparatorShown(True)
    made.lineEdit().setTextMargins(GRID, 0, GRID, 0)  # the sheet does not reach the line inside
    return made
