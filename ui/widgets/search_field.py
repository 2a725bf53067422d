"""The search from anywhere: a field that answers under itself with every key that is pressed.

One question is out at a time; what was typed meanwhile is asked next, and only the newest. Enter pressed before the
answer is there opens its first hit when it comes: so a scanner that is faster than the disk is served too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.found_list import FoundList, Line, lines_of
from ui.words import problem_words

if TYPE_CHECKING:
    from stockpile.office import Found

_WIDEST = 640
_LIST = 560


class SearchField(QLineEdit):
    """What is looked for, and the list of what is found.

    Signals:
        opened: (Line, text) a hit was chosen, or all weapons that carry the text.

    Attributes:
        found: the list; laid over ``over`` while something is typed.
    """

    opened = Signal(object, str)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__()
        self._desk, self._over = desk, over
        self.setPlaceholderText(_("Search or scan: serial number, voucher, person, place …   Ctrl+K"))
        self.setAccessibleName(_("Search"))
        self.setAccessibleDescription(_("Down and Up walk through what is found, Enter opens it, Escape goes back."))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(_WIDEST)
        self.found = FoundList(over)
        self.found.opened.connect(self._on_opened)
        self._asking = ""  # what is out
        self._shown = ""  # what the list answers
        self._eager = False  # Enter was pressed before the answer was there
        self._back: QWidget | None = None
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        over.installEventFilter(self)

    def begin(self) -> None:
        """Ctrl+K: come here from anywhere; Escape goes back there."""
        if not self.hasFocus():
            self._back = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def stop(self) -> None:
        """Nothing is looked for any more."""
        self._eager = False
        self.clear()
        self.found.hide()

    # -- asking ------------------------------------------------------------------------------------------------------

    def _on_edited(self, _text: str) -> None:
        self._eager = False
        self._ask()

    def _on_changed(self, text: str) -> None:
        if not text.strip():
            self.found.hide()

    def _ask(self) -> None:
        text = self.text().strip()
        if not text or self._asking:
            return
        self._asking = text
        work = partial(self._desk.office.finding.everything, text, self._desk.site.code)
        self._desk.tasks.read(self, work, self._on_found, self._on_refused)

    def _on_found(self, groups: tuple[Found, ...]) -> None:
        answered, self._asking = self._asking, ""
        text = self.text().strip()
        if text != answered:
            self._ask()
            if not text.startswith(answered):  # what was asked is not even a beginning of what is meant
                return
        if text and self.hasFocus():
            self._show(lines_of(groups, answered), answered)

    def _on_refused(self, problem: Problem) -> None:
        self._asking = ""
        self._show([Line(problem_words(problem), "", "bad")], self.text().strip())

    def _show(self, lines: list[Line], answered: str) -> None:
        self._shown = answered
        self.found.show_lines(lines)
        self._place()
        self.found.show()
        self.found.raise_()
        if self._eager and answered == self.text().strip():
            self._open()
        else:
            self._say()

    def _say(self) -> None:
        """A screen reader stays in the field, and hears what is under it."""
        line = self.found.current or next(iter(self.found.model.lines), None)
        if line is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, line.spoken))

    # -- opening -----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        line = self.found.current
        self._eager = False
        if line is not None:
            self._on_opened(line)

    def _on_opened(self, line: Line) -> None:
        text = self._shown
        self.stop()
        self.opened.emit(line, text)

    def _on_enter(self) -> None:
        if not self.text().strip():
            return
        if self._shown == self.text().strip() and not self.found.isHidden():
            self._open()
        else:
            self._eager = True
            self._ask()

    def _leave(self) -> None:
        """Escape: back to where one was."""
        self.stop()
        back, self._back = self._back, None
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        corner = self.mapTo(self._over, QPoint(0, 0))
        width = max(self.width(), _LIST)
        x = corner.x() if self.isLeftToRight() else corner.x() + self.width() - width
        x = max(GRID, min(x, self._over.width() - width - GRID))
        self.found.place(QRect(x, corner.y(), width, self.height()), self._over.height())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The window changes its size: the list stays under the field."""
        if event.type() is QEvent.Type.Resize and not self.found.isHidden():
            self._place()
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere has stopped searching; a menu over the window has not."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.found.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Back in the field: what was typed is answered again."""
        super().focusInEvent(event)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the list, Enter opens, Escape leaves."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.found.step(steps[Qt.Key(event.key())])
            self._say()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
