"""What every section of the administration is: a title, what is said, and what it asks of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.facts import Facts
from ui.widgets.fields import line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.tab_order import follow, widgets_of
from ui.widgets.tables import Table
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher

Row = TypeVar("Row")

DETAIL = 324  # the pane beside the table
_TYPING_MS = 60


class Section(QWidget):
    """One section.

    Signals:
        goal_wanted, paper_wanted: as those of a page.
    """

    goal_wanted = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, title: str, meaning: str) -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(title)
        self.notice = Notice()
        self.subtitle = label("", "muted")
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.head.addWidget(label(title, "heading"))
        self.head.addSpacing(GRID)
        self.head.addWidget(self.subtitle)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID)
        self.body.addLayout(self.head)
        self.body.addWidget(paragraph(meaning, "muted"))
        self.body.addWidget(self.notice)

    def entered(self) -> None:
        """The section is shown, or something was written while it is: read again."""

    def order_keys(self) -> None:
        """Tab comes to what stands in the head first; subclasses put it there when the rest is made."""
        follow(self, *widgets_of(self.head))

    def show_thing(self, key: str) -> None:
        """Show one thing of it by its key."""

    def here(self) -> str:
        """The key of what is shown now; empty where nothing is."""
        return ""

    def print_wanted(self) -> None:
        """Ctrl+P."""

    def said_recorded(self, voucher: Voucher) -> None:
        """Say that something was recorded."""
        self.notice.say(_("{number} is recorded.").format(number=straight(voucher.number)), Tone.GOOD)

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog that records something."""
        self.notice.clear()
        recorded = getattr(dialog, "recorded", None)
        if recorded is not None:
            recorded.connect(self.said_recorded)
        added = getattr(dialog, "added", None)
        if added is not None:
            added.connect(self.show_thing)
        dialog.open()


class ListSection(Section, Generic[Row]):
    """A section that is a list with a search, and beside it what is chosen."""

    def __init__(self, desk: Desk, title: str, meaning: str, columns: Sequence[ListColumn[Row]]) -> None:
        super().__init__(desk, title, meaning)
        self._rows: tuple[Row, ...] = ()
        self._wanted = ""
        self.search = line_edit(_("Search"))
        self.search.setAccessibleName(_("Search in this list"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refilter)
        self.search.textChanged.connect(self._on_typed)
        self.model: ListTable[Row] = ListTable(columns, self)
        self.table = Table(self.model, title)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.nothing = label(_("Nothing fits the search."), "muted")
        self.nothing.hide()
        self.bar = QHBoxLayout()
        self.bar.setSpacing(GRID)
        self.bar.addWidget(self.search, 1)
        self.detail = Detail()
        self._stack = QStackedWidget(self)
        self._empty: QWidget | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addLayout(self.bar)
        left.addWidget(self.table, 1)
        left.addWidget(self.nothing)
        inside = QWidget(self._stack)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        self._stack.addWidget(inside)
        self.body.addWidget(self._stack, 1)

    def widths(self, *widths: int) -> None:
        """Give the columns their widths; the one with 0 takes what is left, so that nothing is cut off."""
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        for column, width in enumerate(widths):
            if width:
                self.table.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def teach(self, empty: QWidget) -> None:
        """What is shown where there is nothing yet."""
        self._empty = empty
        self._stack.addWidget(empty)

    # -- what a section says of itself -------------------------------------------------------------------------------

    def work(self) -> Callable[[], Sequence[Row]]:
        """For a reader: all rows."""
        raise NotImplementedError

    def key_of(self, row: Row) -> str:
        """What a row is known by."""
        raise NotImplementedError

    def searched(self, row: Row) -> str:
        """What a row is found by."""
        raise NotImplementedError

    def show_row(self, row: Row | None) -> None:
        """Show one in the pane beside."""
        raise NotImplementedError

    def opened(self, row: Row) -> None:
        """Enter, or a double click, on a row."""

    def counted(self, count: int) -> str:
        """How many there are, in words."""
        return ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}")

    def fitting(self) -> Sequence[Row]:
        """The rows that the search leaves."""
        words = self.search.text().casefold().split()
        return [row for row in self._rows if all(word in self.searched(row).casefold() for word in words)]

    # -- reading and choosing ----------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that was read."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """What is chosen."""
        return self.model.row(self.table.currentIndex().row())

    def entered(self) -> None:
        """Read again."""
        self.desk.tasks.read(self, self.work(), self.on_rows, self.notice.refuse)

    def on_rows(self, rows: Sequence[Row]) -> None:
        """Show what was read, and what was chosen before."""
        self._rows = tuple(rows)
        self.subtitle.setText(self.counted(len(self._rows)) if self._rows else "")
        if self._empty is not None:
            self._stack.setCurrentIndex(0 if self._rows else 1)
        self.refilter()

    def refilter(self) -> None:
        """Show the rows that fit, and keep what is chosen."""
        self._typing.stop()
        if self._wanted and any(self.key_of(row) == self._wanted for row in self._rows):
            fits = [self.key_of(row) for row in self.fitting()]
            if self._wanted not in fits:
                self._clear_search()
        current = self.current
        chosen = self._wanted or (self.key_of(current) if current is not None else "")
        shown = list(self.fitting())
        self.model.show(shown)
        self.nothing.setVisible(bool(self._rows) and not shown)
        keys = [self.key_of(row) for row in shown]
        if self._wanted in keys:
            self._wanted = ""
        if keys:
            self.table.selectRow(keys.index(chosen) if chosen in keys else 0)
        self.show_row(self.current)

    def show_thing(self, key: str) -> None:
        """Choose one by its key, as soon as it is there."""
        self._wanted = key
        if self._rows:
            self.refilter()

    def here(self) -> str:
        """What is chosen."""
        return self.key_of(self.current) if self.current is not None else ""

    def _clear_search(self) -> None:
        with QSignalBlocker(self.search):
            self.search.clear()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _on_current(self, *_index: object) -> None:
        self.show_row(self.current)

    def _on_opened(self, at: int) -> None:
        row = self.model.row(at)
        if row is not None:
            self.opened(row)


class Detail(QFrame):
    """What is chosen: a heading, what has to be said of it, its facts, further parts, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(DETAIL)
        self.heading = paragraph("", "heading")
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = paragraph()
        self.facts = Facts()
        self.parts = QVBoxLayout()
        self.parts.setSpacing(GRID)
        self._doing = QVBoxLayout()
        self._doing.setSpacing(GRID)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID)
        inside.setSpacing(GRID)
        for each in (self.heading, self.state, self.facts):
            inside.addWidget(each)
        inside.addLayout(self.parts)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "inside")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        foot = QWidget()
        foot.setLayout(self._doing)
        self._doing.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID + 4)
        layout.addWidget(foot)

    def act(self, made: QPushButton) -> QPushButton:
        """Something that can be done with what is chosen."""
        self._doing.addWidget(made)
        return made
