"""Where a scanner types: one code after the other, each answered at once and in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, set_role
from ui.widgets.notice import Notice

_LONGEST = 200  # signs of one code; a QR code of a paper has fewer


class ScanLine(QLineEdit):
    """The line itself; a scanner is a keyboard that ends with Enter.

    Signals:
        entered: (texts) one code, or several pasted at once.
    """

    entered = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "scan")
        self.setMaxLength(_LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays here: it must not press the main button of the page under a scanner. A column pasted from a
        spreadsheet is as many codes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter((self.text(),))
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste) and "\n" in QGuiApplication.clipboard().text().strip():
            self._enter(tuple(QGuiApplication.clipboard().text().splitlines()))
        else:
            super().keyPressEvent(event)

    def _enter(self, texts: tuple[str, ...]) -> None:
        said = tuple(text for each in texts if (text := _readable(each)))
        if said:
            self.clear()  # at once: the next code may be on its way
            self.entered.emit(said)


class ScanField(QWidget):
    """The line with its count, and what became of the last code. Whoever owns it answers each `scanned` with `took`
    or `refuse`.

    Signals:
        scanned: (text) a code was scanned, or typed and entered.
        edited: (text) somebody is typing.

    Attributes:
        count: how many codes were taken.
    """

    scanned = Signal(str)
    edited = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.line = ScanLine()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder or _("Scan, or type and press Enter"))
        self.line.entered.connect(self._on_entered)
        self.line.textEdited.connect(self.edited)
        self.notice = Notice()
        self._counted: QLabel = label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(IconLabel("barcode", size=24))
        row.addWidget(self.line, 1)
        row.addWidget(self._counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        self.setFocusProxy(self.line)

    def took(self, text: str, words: str = "") -> None:
        """The code was taken. ``words``: what it named, where that helps."""
        self.count += 1
        self._answer(words or _("{code} is taken.").format(code=text), Tone.GOOD)
        self.show_count(self.count)

    def refuse(self, words: str) -> None:
        """The code was not taken, and why; heard as well as read, for eyes are on the rack."""
        self._answer(words, Tone.BAD)
        QApplication.beep()

    def show_count(self, count: int) -> None:
        """Say how many there are by now."""
        self.count = count
        said = ngettext("{count} scanned", "{count} scanned", count).format(count=f"{count:,}")
        self._counted.setText(said if count else "")

    def begin_again(self) -> None:
        """Nothing has been scanned yet."""
        self.line.clear()
        self.notice.clear()
        set_role(self.line, "wrong", "false")
        self.show_count(0)

    def _answer(self, words: str, tone: Tone) -> None:
        set_role(self.line, "wrong", "true" if tone is Tone.BAD else "false")
        self.line.setAccessibleDescription(words)
        self.notice.say(words, tone)

    def _on_entered(self, texts: tuple[str, ...]) -> None:
        for text in texts:
            self.scanned.emit(text)


def _readable(text: str) -> str:
    """A code without what a scanner may send around it: spaces, and signs that cannot be seen."""
    return "".join(each for each in text if each.isprintable()).strip()[:_LONGEST]
