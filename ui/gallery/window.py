"""The gallery's window: exhibits at the leading edge, look and direction above; and the pictures of all of them."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QSize, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from stockpile import language
from ui.gallery import composed, frame, simple
from ui.gallery.armoury import Armoury
from ui.gallery.sheet import Exhibit
from ui.theme.look import Look, Scheme
from ui.theme.measures import GRID
from ui.widgets.fields import choice
from ui.widgets.labels import label
from ui.widgets.lists import WordList

EXHIBITS: tuple[Exhibit, ...] = (*simple.EXHIBITS, *composed.EXHIBITS, *frame.EXHIBITS)
SIZE = QSize(1366, 768)
_PATIENCE_S = 10.0
_BREATH_MS = 30


class Gallery(QWidget):
    """One exhibit at a time. It is made anew for another look or direction, as pages of the program are.

    Attributes:
        exhibit: the widget that is shown.
    """

    def __init__(self, look: Look, armoury: Armoury) -> None:
        super().__init__()
        self._look, self._armoury = look, armoury
        self.exhibit = QWidget()
        self.setProperty("role", "ground")
        self.setWindowTitle("Stockpile: parts of the window")
        self.resize(SIZE)
        self.names = WordList("Exhibits", [each.title for each in EXHIBITS])
        self.names.setFixedWidth(190)
        self.names.currentRowChanged.connect(self.show_exhibit)
        self.schemes = _chooser("Look", [("Light", Scheme.LIGHT), ("Dark", Scheme.DARK)])
        self.schemes.currentIndexChanged.connect(self._on_scheme)
        self.directions = _chooser("Direction", [("Left to right", "en"), ("Right to left", "ar")])
        self.directions.currentIndexChanged.connect(self._on_direction)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Parts of the window", "title"))
        head.addStretch(1)
        for each in (self.schemes, self.directions):
            head.addWidget(each)
        self._row = QHBoxLayout()
        self._row.addWidget(self.names)
        self._row.addWidget(self.exhibit, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addLayout(head)
        layout.addLayout(self._row, 1)

    def show_exhibit(self, at: int) -> None:
        """Show one, made for the look and direction that are worn."""
        if at < 0:
            return
        before, self.exhibit = self.exhibit, EXHIBITS[at].make(self._armoury)
        self._row.replaceWidget(before, self.exhibit)
        self._row.setStretchFactor(self.exhibit, 1)
        before.hide()
        before.deleteLater()
        self.exhibit.show()

    def wear(self, scheme: Scheme, code: str) -> None:
        """Another look, and another language with its direction."""
        self.schemes.setCurrentIndex(self.schemes.findData(scheme))
        self.directions.setCurrentIndex(self.directions.findData(code))

    def settle(self) -> None:
        """Wait until it is laid out, and everything it asked for has come."""
        ends = time.monotonic() + _PATIENCE_S
        while True:
            loop = QEventLoop()
            QTimer.singleShot(_BREATH_MS, loop.quit)
            loop.exec()
            if self._armoury.desk.tasks.idle or time.monotonic() > ends:
                return

    def _on_scheme(self, _at: int) -> None:
        self._look.set_scheme(Scheme(str(self.schemes.currentData())))
        self.show_exhibit(self.names.currentRow())

    def _on_direction(self, _at: int) -> None:
        speak(str(self.directions.currentData()))
        self.show_exhibit(self.names.currentRow())


def _chooser(name: str, pairs: list[tuple[str, object]]) -> QComboBox:
    made = choice(pairs)
    made.setAccessibleName(name)
    return made


def speak(code: str) -> None:
    """Wear a language, and the direction it is read in."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    language.use(code)
    QLocale.setDefault(QLocale(code))
    for each in app.findChildren(QTranslator):
        app.removeTranslator(each)
        each.deleteLater()
    words = QTranslator(app)
    if code != "en" and words.load(
        QLocale(code), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(words)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if code == "ar" else Qt.LayoutDirection.LeftToRight)


def take_pictures(gallery: Gallery, folder: Path, codes: tuple[str, ...] = ("en", "ar")) -> list[Path]:
    """Write a picture of every exhibit in every look and direction; their files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for code in codes:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            gallery.wear(scheme, code)
            for at, exhibit in enumerate(EXHIBITS):
                gallery.names.setCurrentRow(at)
                gallery.settle()
                file = folder / f"{at + 1:02d}-{exhibit.name}-{scheme.value}-{code}.png"
                gallery.grab().save(str(file))
                taken.append(file)
    return taken
