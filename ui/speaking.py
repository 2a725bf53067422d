"""The language of the screens: words, direction, and Qt's own buttons; it can change while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stockpile import language
from stockpile.language import LANGUAGES

# Each in its own words: who cannot read the language of the screen finds theirs.
OWN_NAMES = {"en": "English", "ar": "العربية", "zh": "中文", "fr": "Français", "ru": "Русский", "es": "Español"}


class Speaker(QObject):
    """Has the program speak a language.

    Attributes:
        code: the language spoken now.
    """

    def __init__(self, code: str) -> None:
        super().__init__(QApplication.instance())
        self._words: QTranslator | None = None
        self.code = ""
        self.speak(code)

    def speak(self, code: str) -> None:
        """Speak another language from now on; what stands on the screen is made anew by whoever asked."""
        self.code = code
        language.use(code)
        if self._words is not None:
            QApplication.removeTranslator(self._words)
            self._words = None
        locale = QLocale(code)
        if code != language.SOURCE:
            words = QTranslator(self)
            if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                QApplication.installTranslator(words)
                self._words = words
        QGuiApplication.setLayoutDirection(locale.textDirection())


def system_language() -> str:
    """The system's language, if the program speaks it; else English."""
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else language.SOURCE
