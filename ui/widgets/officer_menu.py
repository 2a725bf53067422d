"""Who is at the desk: a button with their name, and what they may wish of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from stockpile.domain.people import Officer
from stockpile.language import _, marked, ngettext, spoken
from ui.locking import MINUTES
from ui.speaking import OWN_NAMES
from ui.theme.look import Scheme
from ui.words import capital

_LOOKS = {Scheme.SYSTEM: marked("As the system"), Scheme.LIGHT: marked("Light"), Scheme.DARK: marked("Dark")}


class OfficerMenu(QPushButton):
    """The officer's name, and their menu.

    Signals:
        language_wanted, look_wanted: (code) another one; minutes_wanted: (count) until the desk locks by itself.
        help_wanted; lock_wanted.
    """

    language_wanted = Signal(str)
    look_wanted = Signal(str)
    minutes_wanted = Signal(int)
    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, officer: Officer, language: str, look: Scheme, minutes: int) -> None:
        said = officer.name or officer.login
        if officer.roles:
            roles = capital(_(officer.roles[0].value)) if len(officer.roles) == 1 else _("several roles")
            said = f"{said} · {roles}"
        super().__init__(f"{said}  ▾".replace("&", "&&"))
        self.setAccessibleName(said)
        self.setAccessibleDescription(_("Language, look, and when the desk locks"))
        menu = QMenu(self)
        languages = _choices(menu, _("&Language"), ((code, OWN_NAMES[code]) for code in spoken()), language)
        languages.triggered.connect(self._on_language)
        looks = _choices(menu, _("L&ook"), ((each.value, _(text)) for each, text in _LOOKS.items()), look.value)
        looks.triggered.connect(self._on_look)
        after = ((str(each), _minutes(each)) for each in MINUTES)
        waits = _choices(menu, _("Lock &when nobody is here"), after, str(minutes))
        waits.triggered.connect(self._on_minutes)
        menu.addSeparator()
        menu.addAction(_("&Help") + "\tF1", self.help_wanted.emit)
        menu.addAction(_("Loc&k") + "\tCtrl+L", self.lock_wanted.emit)
        self.setMenu(menu)

    def _on_language(self, action: QAction) -> None:
        self.language_wanted.emit(str(action.data()))

    def _on_look(self, action: QAction) -> None:
        self.look_wanted.emit(str(action.data()))

    def _on_minutes(self, action: QAction) -> None:
        self.minutes_wanted.emit(int(action.data()))


def _choices(menu: QMenu, title: str, pairs: Iterable[tuple[str, str]], chosen: str) -> QActionGroup:
    """A submenu with one choice among several. ``pairs``: value and text."""
    inside = menu.addMenu(title)
    group = QActionGroup(inside)
    for value, text in pairs:
        action = QAction(text, inside, checkable=True, checked=value == chosen)
        action.setData(value)
        group.addAction(action)
        inside.addAction(action)
    return group


def _minutes(count: int) -> str:
    return ngettext("After {count} minute", "After {count} minutes", count).format(count=count)
