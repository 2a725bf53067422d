"""Every key before the window gets it: scans are told from typing, F1 asks for help, and somebody is there.

Listens at the window that has the keys, not at the whole application: what is painted and timed never passes here.
Into a field a key goes at once, and what a scanner wrote there is taken back when its Enter shows what it was.
Anywhere else a key waits for a moment: on a button, the blank of a scanned number would press it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.scanner import GAP_MS, Burst, ends, modifies, writes
from ui.widgets.mnemonics import share_out
from ui.widgets.scan_field import ScanField

_TOUCHES = frozenset(
    {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
     QEvent.Type.TabletPress, QEvent.Type.KeyPress}
)  # fmt: skip
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


@dataclass(frozen=True, slots=True)
class _Before:
    """A field as it was before a burst began."""

    field: QLineEdit | QPlainTextEdit | QTextEdit
    text: str
    cursor: int
    selected: tuple[int, int]

    def restore(self) -> None:
        """Take back what was written since."""
        if not shiboken6.isValid(self.field):
            return
        if isinstance(self.field, QLineEdit):
            self.field.setText(self.text)
            self.field.setCursorPosition(self.cursor)
            if self.selected[1]:
                self.field.setSelection(*self.selected)
        elif isinstance(self.field, QPlainTextEdit):
            self.field.setPlainText(self.text)
        else:
            self.field.undo()


class Keyboard(QObject):
    """Listens to the keys of the program.

    Signals:
        touched: a key or the pointer moved.
        help_wanted: F1.

    ``take``: what is done with a scanned code; says whether it was taken. ``listens``: whether codes are looked for now;
    whoever types a password is left alone.
    """

    touched = Signal()
    help_wanted = Signal()

    def __init__(self, app: QGuiApplication, take: Callable[[str], bool], listens: Callable[[], bool]) -> None:
        super().__init__(app)
        self._take, self._listens = take, listens
        self._burst = Burst()
        self._before: _Before | None = None
        self._held: list[QKeyEvent] = []
        self._again = False  # held keys are being given out
        self._window: QWindow | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(GAP_MS + 10)
        self._patience.timeout.connect(self._give_out)
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def _on_window(self, window: QWindow | None) -> None:
        self._give_out()
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
        if (active := QApplication.activeWindow()) is not None:
            share_out(active)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at what a person, or a scanner, does."""
        if self._again:
            return False
        if event.type() in _TOUCHES:
            self.touched.emit()
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Alt and (window := QApplication.activeWindow()) is not None:
            share_out(window)  # whatever came to be seen since
        if modifies(event):
            return False  # a scanner presses Shift for every capital
        if event.type() is QEvent.Type.KeyRelease:
            return self._hold(event) if self._held else False
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.help_wanted.emit()
            return True
        return self._listens() and self._pressed(event)

    # -- a key is pressed --------------------------------------------------------------------------------------------

    def _pressed(self, event: QKeyEvent) -> bool:
        continues = self._burst.continues(event.timestamp())
        if continues and ends(event):
            return self._end(event)
        if not continues:
            self._give_out()
            self._burst.clear()
            self._before = _as_it_is() if writes(event) else None
        if not writes(event):
            self._give_out()
            self._burst.clear()
            return False
        self._burst.add(event)
        return False if self._before is not None else self._hold(event)

    def _end(self, event: QKeyEvent) -> bool:
        """The end of a burst: a scan, or somebody whose Enter came fast."""
        scanned = self._burst.scanned
        self._burst.clear()
        if not scanned:
            self._give_out()
            return False
        held, self._held = bool(self._held), []
        self._patience.stop()
        before, self._before = self._before, None
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        if self._take(scanned):
            if before is not None:
                before.restore()
            return True
        if held:
            QApplication.beep()  # nothing here takes it
        several = before is not None and not isinstance(before.field, QLineEdit)  # a code of several lines, as a seal
        return not (several and event.key() != Qt.Key.Key_Tab)

    # -- keys that wait ----------------------------------------------------------------------------------------------

    def _hold(self, event: QKeyEvent) -> bool:
        self._held.append(_copy(event))
        self._patience.start()
        return True

    def _give_out(self) -> None:
        """They were a person's: give them where they would have gone."""
        held, self._held = self._held, []
        self._patience.stop()
        self._again = True
        try:
            for event in held:
                if self._window is not None and shiboken6.isValid(self._window):
                    QCoreApplication.sendEvent(self._window, event)
        finally:
            self._again = False


def _as_it_is() -> _Before | None:
    """The field that has the keys, as it is; None where none has them, or a list hangs over the window."""
    field = _field(QApplication.focusWidget())
    if field is None or QApplication.activePopupWidget() is not None:
        return None
    if isinstance(field, QLineEdit):
        return _Before(field, field.text(), field.cursorPosition(), (field.selectionStart(), len(field.selectedText())))
    return _Before(field, field.toPlainText(), 0, (0, 0))


def _field(widget: QWidget | None) -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    elif isinstance(widget, QAbstractSpinBox):
        widget = widget.findChild(QLineEdit)
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly():
        return widget
    return None


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip


def scan_into(widget: QWidget, text: str) -> bool:
    """Give a scanned code to the scan field of a dialog or page, if one is seen there; says whether it was."""
    for field in widget.findChildren(ScanField):
        if field.isVisible() and field.isEnabled():
            field.line.entered.emit((text,))
            return True
    return False
