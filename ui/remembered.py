"""What the window remembers from one day to the next: places, sizes, the look. Never anything from the register."""

from __future__ import annotations

import hashlib

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

    def login(self, url: str) -> str:
        """Who logged in last to a database from this computer; empty where nobody did."""
        return self.text(_login_of(url))

    def keep_login(self, url: str, login: str) -> None:
        """Remember who logged in."""
        self.keep(_login_of(url), login)


def _login_of(url: str) -> str:
    """Named by a hash: an address can hold a password, and slashes part the names of a settings file."""
    return f"logins/{hashlib.sha256(url.rpartition('@')[2].encode()).hexdigest()[:16]}"
