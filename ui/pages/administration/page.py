"""Administration: who may, where, with what. The sections at the leading side, the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QWidget

from stockpile.language import _, marked
from ui.desk import Desk
from ui.pages.administration.section import Section
from ui.pages.page import Page
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import GRID, ICON

_LIST = 188


@dataclass(frozen=True, slots=True)
class Entry:
    """A section: its name in goals, its icon, its label, the kinds of subjects it shows, and how it is made."""

    name: str
    icon: str
    text: str
    kinds: tuple[str, ...]
    make: Callable[[Desk], Section]


def _sites(desk: Desk) -> Section:
    from ui.pages.administration.sites import SitesSection  # sections are loaded when they are first looked at

    return SitesSection(desk)


def _locations(desk: Desk) -> Section:
    from ui.pages.administration.locations import LocationsSection

    return LocationsSection(desk)


def _officers(desk: Desk) -> Section:
    from ui.pages.administration.officers import OfficersSection

    return OfficersSection(desk)


def _holders(desk: Desk) -> Section:
    from ui.pages.administration.holders import HoldersSection

    return HoldersSection(desk)


def _models(desk: Desk) -> Section:
    from ui.pages.administration.models import ModelsSection

    return ModelsSection(desk)


def _code_lists(desk: Desk) -> Section:
    from ui.pages.administration.code_lists import CodeListsSection

    return CodeListsSection(desk)


def _rules(desk: Desk) -> Section:
    from ui.pages.administration.rules import RulesSection

    return RulesSection(desk)


def _seals(desk: Desk) -> Section:
    from ui.pages.administration.seals import SealsSection

    return SealsSection(desk)


def _database(desk: Desk) -> Section:
    from ui.pages.administration.database import DatabaseSection

    return DatabaseSection(desk)


ENTRIES = (
    Entry("sites", "site", marked("Sites"), ("site",), _sites),
    Entry("locations", "places", marked("Locations"), ("location",), _locations),
    Entry("officers", "people", marked("Officers and roles"), ("officer",), _officers),
    Entry("holders", "unit", marked("Holders"), ("holder",), _holders),
    Entry("models", "catalogue", marked("Catalogue of models"), ("model",), _models),
    Entry("code lists", "view", marked("Code lists"), ("list",), _code_lists),
    Entry("rules", "authorise", marked("National rules"), ("rules",), _rules),
    Entry("database", "database", marked("Database"), (), _database),
    Entry("seals", "seal", marked("Seals"), ("seal",), _seals),
)
NAMES = tuple(each.name for each in ENTRIES)


class AdministrationPage(Page):
    """Sections, made when first looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Administration"), parent)
        self._made: dict[str, Section] = {}
        self._chosen = ""
        self._items = QStandardItemModel(self)
        for each in ENTRIES:
            item = QStandardItem(_(each.text))
            item.setEditable(False)
            item.setData(each.name, Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)
        self.sections = QListView()
        self.sections.setProperty("role", "list")
        self.sections.setModel(self._items)
        self.sections.setIconSize(QSize(ICON, ICON))
        self.sections.setFixedWidth(_LIST)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.setWordWrap(True)
        self.sections.setAccessibleName(_("Sections of the administration"))
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self._wear()
        self.sections.selectionModel().currentChanged.connect(self._on_current)

    # -- going about -------------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return self.choose(self._chosen or NAMES[0])

    def entered(self) -> None:
        """Read the section that is shown again."""
        self._wear()
        self.section.entered()

    def show_goal(self, what: object) -> None:
        """A section by its name, a thing by its subject (`holder:7-COY`), or both (`seals`)."""
        said = str(what or "")
        kind, colon, key = said.partition(":")
        entry = next((each for each in ENTRIES if said == each.name or (colon and kind in each.kinds)), None)
        if entry is not None:
            section = self.choose(entry.name)
            if colon:
                section.show_thing(key)

    def here(self) -> object:
        """The section, and what is chosen in it."""
        if not self._chosen:
            return None
        entry = next(each for each in ENTRIES if each.name == self._chosen)
        key = self._made[self._chosen].here()
        return f"{entry.kinds[0]}:{key}" if key and entry.kinds else entry.name

    def choose(self, name: str) -> Section:
        """Show a section; it is made when first looked at."""
        section = self._made.get(name)
        if section is None:
            entry = next(each for each in ENTRIES if each.name == name)
            section = entry.make(self.desk)
            section.goal_wanted.connect(self.goal_wanted)
            section.paper_wanted.connect(self.paper_wanted)
            self.stack.addWidget(section)
            section.order_keys()
            self._made[name] = section
        if name != self._chosen:
            self._chosen = name
            self.stack.setCurrentWidget(section)
            self.sections.setCurrentIndex(self._items.index(NAMES.index(name), 0))
            section.entered()
        return section

    def print_wanted(self) -> None:
        """Ctrl+P: what the section has to print."""
        self.section.print_wanted()

    def _on_current(self, *_index: object) -> None:
        name = self.sections.currentIndex().data(Qt.ItemDataRole.UserRole)
        if name:
            self.choose(str(name))

    def _wear(self) -> None:
        for at, each in enumerate(ENTRIES):
            self._items.item(at).setIcon(icon(each.icon, worn().muted, ICON))
