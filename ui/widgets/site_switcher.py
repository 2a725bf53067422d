"""Which site is in view: a button at the head of the rail, with a menu of the sites; only its name where there is
one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from stockpile.language import _
from ui.desk import SiteInView
from ui.theme.measures import GRID, RAIL
from ui.widgets.labels import label
from ui.words import straight

_ROOM = RAIL - 7 * GRID  # for the name of a site in its button


@dataclass(frozen=True, slots=True)
class HomeSite:
    """A site at home in the database."""

    code: str
    name: str

    @property
    def said(self) -> str:
        """What it is called; its code, where it has no name."""
        return self.name or straight(self.code)


class SiteSwitcher(QWidget):
    """Shows and changes `Desk.site`.

    Attributes:
        sites: what can be chosen, beside all of them.
        button: the choice; hidden where there is nothing to choose.
    """

    def __init__(self, site: SiteInView, sites: Sequence[HomeSite], title: str) -> None:
        super().__init__()
        self._site = site
        self.sites = tuple(sites)
        self.name = label("")
        self.name.setWordWrap(True)
        self.name.setToolTip(title)
        self.button = QPushButton()
        self.button.setProperty("role", "site")
        self.menu = QMenu(self)
        self._group = QActionGroup(self.menu)
        self._group.triggered.connect(self._on_chosen)
        self.button.setMenu(self.menu)
        self.button.setToolTip(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.name)
        layout.addWidget(self.button)
        self._fill()
        site.changed.connect(self._tell)
        self._tell()

    @property
    def several(self) -> bool:
        """Whether there is something to choose."""
        return len(self.sites) > 1

    def show_sites(self, sites: Sequence[HomeSite]) -> None:
        """Sites were added or renamed."""
        if tuple(sites) != self.sites:
            self.sites = tuple(sites)
            self._fill()
            self._tell()

    def _fill(self) -> None:
        self.menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        every = [("", _("All sites")), *((each.code, each.said) for each in self.sites)]
        for code, said in every:
            action = QAction(said.replace("&", "&&"), self.menu, checkable=True)
            action.setData(code)
            self._group.addAction(action)
            self.menu.addAction(action)
            if not code:
                self.menu.addSeparator()

    def _tell(self) -> None:
        """Say which it is."""
        several = self.several
        self.button.setVisible(several)
        self.name.setVisible(not several)
        if several:
            said = next((each.said for each in self.sites if each.code == self._site.code), _("All sites"))
        else:
            said = next((each.said for each in self.sites), "")
        self.name.setText(said)
        shown = self.button.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _ROOM)
        self.button.setText(f"{shown}  ▾".replace("&", "&&"))
        self.button.setAccessibleName(_("Site in view: {site}").format(site=said))
        for action in self._group.actions():
            action.setChecked(action.data() == self._site.code)

    def _on_chosen(self, action: QAction) -> None:
        self._site.show(str(action.data()))


def home_sites(things: dict[str, dict[str, object]]) -> tuple[HomeSite, ...]:
    """The sites of a database, by name."""
    sites = (HomeSite(code, str(state.get("name") or "")) for code, state in things.items())
    return tuple(sorted(sites, key=lambda each: each.said.casefold()))
