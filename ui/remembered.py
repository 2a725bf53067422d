"""What the window remembers from one day to the next: places, sizes, the look. Never anything from the register."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings


class Remembered:
    """The user's own settings file. ``settings``: another one, for tests."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "stockpile", "desktop"
        )

    def text(self, name: str) -> str:
        """A text; empty where nothing is remembered."""
        value = self._settings.value(name, "")
        return value if isinstance(value, str) else ""

    def keep(self, name: str, value: str | QByteArray) -> None:
        """Remember a value."""
        self._settings.setValue(name, value)

    def shape(self, name: str) -> QByteArray:
        """A window's or header's place and sizes; empty where nothing is remembered."""
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()
