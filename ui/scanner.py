"""Telling a barcode scanner from a person: it is a keyboard that types fast and ends with Enter.

The times are those the system gave the keys when they were pressed, so a busy window does not make a person fast.
Where the keyboard is set to another alphabet, the scanner's keys are read as those of the layout it was made for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

GAP_MS = 35  # between two keys of a scanner at most; a fast typist needs twice as long, a held key is told apart
LEAST = 4  # letters; fewer are a stumble on the keys

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr, Qt.Key.Key_Mode_switch}
)
_PLAIN = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
)

# The main block of a keyboard by the number of its key (Linux and Windows agree), as a scanner means it.
_ROWS = ((2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"), (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
         (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " "))  # fmt: skip
_MEANT = {first + at: (low[at], high[at]) for first, low, high in _ROWS for at in range(len(low))}
_X11_SHIFT = 8  # an X server counts from there


@dataclass(slots=True)
class Burst:
    """Keys that followed each other too fast for a person."""

    text: str = ""
    meant: str = ""  # the same keys as a scanner means them
    last_ms: int = field(default=-1)

    def continues(self, at_ms: int) -> bool:
        """Whether a key at this moment belongs to those before it."""
        return bool(self.text) and 0 <= at_ms - self.last_ms <= GAP_MS

    def add(self, event: QKeyEvent) -> None:
        """One more key."""
        self.text += event.text()
        self.meant += meant_by(event)
        self.last_ms = event.timestamp()

    def clear(self) -> None:
        """Begin anew."""
        self.text = self.meant = ""
        self.last_ms = -1

    @property
    def scanned(self) -> str:
        """What a scanner meant, if the end comes now; empty where it was none."""
        if len(self.text) < LEAST:
            return ""
        return (self.text if self.text.isascii() else self.meant).strip()


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes a letter; a held key repeats itself, which no scanner does."""
    return event.text().isprintable() and bool(event.text()) and not (event.modifiers() & ~_PLAIN) \
        and not event.isAutoRepeat()  # fmt: skip


def modifies(event: QKeyEvent) -> bool:
    """Whether a key only changes what other keys write."""
    return Qt.Key(event.key()) in _MODIFIERS


def ends(event: QKeyEvent) -> bool:
    """Whether a key may end a scan."""
    return Qt.Key(event.key()) in _ENDS and not event.isAutoRepeat() and not (event.modifiers() & ~_PLAIN)


def meant_by(event: QKeyEvent) -> str:
    """The letter of the key on the layout scanners are made for; what the system says, where the key is unknown."""
    code = event.nativeScanCode()
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    for key in (code - _X11_SHIFT, code) if _counts_from_eight() else (code,):
        if key in _MEANT:
            return _MEANT[key][shifted]
    return event.text()


def _counts_from_eight() -> bool:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName() in ("xcb", "wayland", "offscreen")
