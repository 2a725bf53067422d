"""The look of the running program: light or dark as the system has it, or as the user set it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import load_fonts, text_font
from ui.theme.palette import DARK, LIGHT, Palette
from ui.theme.stylesheet import stylesheet


class Scheme(StrEnum):
    """What the user wishes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look(QObject):
    """Puts palette, font and stylesheet on the application, and follows the system.

    Signals:
        changed: the palette is another one; who paints by hand paints again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.scheme = scheme
        self.palette: Palette | None = None
        load_fonts()
        app.setStyle("Fusion")
        app.setFont(text_font())
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def set_scheme(self, scheme: Scheme) -> None:
        """Wear another look from now on."""
        self.scheme = scheme
        self._apply()

    def _apply(self) -> None:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self.scheme is not Scheme.SYSTEM:
            dark = self.scheme is Scheme.DARK
        palette = DARK if dark else LIGHT
        if palette is self.palette:
            return
        self.palette = palette
        _worn.palette = palette  # first: widgets draw their icons anew while the sheet is put on
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet(palette))
        self.changed.emit()


class _Worn:
    """The palette that is worn now, for delegates that paint by hand: there is one application, and it has one look."""

    palette: Palette = LIGHT


_worn = _Worn()


def worn() -> Palette:
    """The palette that is worn now."""
    return _worn.palette


def qt_palette(palette: Palette) -> QPalette:
    """The same colours in Qt's own roles, for what the stylesheet leaves to the style."""
    role = QPalette.ColorRole
    qt = QPalette()
    for each, colour in (
        (role.Window, palette.ground),
        (role.WindowText, palette.text),
        (role.Base, palette.surface),
        (role.AlternateBase, palette.ground),
        (role.Text, palette.text),
        (role.PlaceholderText, palette.muted),
        (role.Button, palette.surface),
        (role.ButtonText, palette.text),
        (role.ToolTipBase, palette.surface),
        (role.ToolTipText, palette.text),
        (role.Highlight, palette.accent_soft),
        (role.HighlightedText, palette.text),
        (role.Accent, palette.accent),
        (role.Link, palette.accent),
        (role.LinkVisited, palette.accent),
        (role.Mid, palette.line),
        (role.Midlight, palette.line),
        (role.BrightText, palette.bad),
    ):
        qt.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        qt.setColor(QPalette.ColorGroup.Disabled, each, QColor(palette.muted))
    return qt
