"""The frame around the workspaces: rail, search, who is at the desk. Made at log-in, destroyed at lock with all its
models."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.voucher import Kind, Voucher
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.keyboard import scan_into
from ui.locking import MINUTES, USUAL
from ui.pages.page import Goal, Page
from ui.preferences import LOCK_MINUTES, SITE, Preferences
from ui.tasks import Problem, unsaid
from ui.theme.look import Look
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.found_list import Line
from ui.widgets.mnemonics import share_out
from ui.widgets.notice import Notice
from ui.widgets.officer_menu import OfficerMenu
from ui.widgets.rail import Rail
from ui.widgets.search_field import SearchField
from ui.widgets.site_switcher import HomeSite, SiteSwitcher, home_sites
from ui.words import problem_words, straight
from ui.workspaces import FIRST, WORKSPACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stockpile.office import Scanned, Thing
    from ui.pages.register import RegisterPage

REGISTER = "register"
ADMINISTRATION = "administration"
_QUIET_MS = 700
_MAKERS = {each.name: each.make for each in WORKSPACES}


class Frame(QWidget):
    """Rail, top bar, workspaces.

    Signals:
        lock_wanted: the officer leaves the desk. help_wanted. language_wanted, look_wanted: (code).
    """

    lock_wanted = Signal()
    help_wanted = Signal()
    language_wanted = Signal(str)
    look_wanted = Signal(str)

    def __init__(self, desk: Desk, look: Look, preferences: Preferences, sites: Sequence[HomeSite]) -> None:
        super().__init__()
        self.desk, self._look, self.preferences = desk, look, preferences
        self.setProperty("role", "ground")
        self.site_switcher = SiteSwitcher(desk.site, sites, desk.office.title)
        self.rail = Rail(self.site_switcher, WORKSPACES)
        self.rail.chosen.connect(self.go_to)
        look.changed.connect(self.rail.wear)
        self.pages = QStackedWidget()
        self._made: dict[str, Page] = {}
        self.search = SearchField(desk, self)
        self.search.opened.connect(self._on_found)
        self.notice = Notice()
        self._build_officer()
        self._lay_out()
        desk.tasks.changed.connect(self._on_changed)
        desk.site.changed.connect(self._on_site)
        QTimer.singleShot(_QUIET_MS, self, self._make_register)

    def _build_officer(self) -> None:
        self.officer = OfficerMenu(self.desk.session.officer, self.desk.language, self._look.scheme, self.lock_minutes)
        self.officer.language_wanted.connect(self.language_wanted)
        self.officer.look_wanted.connect(self.look_wanted)
        self.officer.minutes_wanted.connect(self._on_minutes)
        self.officer.help_wanted.connect(self.help_wanted)
        self.officer.lock_wanted.connect(self.lock_wanted)
        self.lock = button(_("&Lock"), self.lock_wanted.emit)
        self.lock.setToolTip("Ctrl+L")
        for keys, slot in (
            ("Ctrl+K", self.search.begin),
            ("Ctrl+F", self.search.begin),
            ("Ctrl+L", self.lock_wanted.emit),
            (QKeySequence.StandardKey.Print, self._on_print),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.search, 1)
        top.addStretch(0)
        top.addWidget(self.officer)
        top.addWidget(self.lock)
        right = QVBoxLayout()
        right.setContentsMargins(2 * GRID + 2, GRID + 6, 2 * GRID + 2, GRID + 2)
        right.setSpacing(GRID + 4)
        right.addLayout(top)
        right.addWidget(self.notice)
        right.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)

    # -- going about -------------------------------------------------------------------------------------------------

    @property
    def register(self) -> RegisterPage:
        """The register's page; made, if nobody looked at it yet."""
        return self._page(REGISTER)  # type: ignore[return-value]

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._made[self.rail.current]

    @property
    def here(self) -> Goal:
        """Where the officer is, to come back to."""
        return Goal(self.rail.current, self.page.here())

    def go_to(self, name: str) -> Page:
        """Show a workspace; it is made when first looked at."""
        page = self._page(name)
        self.notice.clear()
        self.pages.setCurrentWidget(page)
        self.rail.show_chosen(name)
        page.entered()
        share_out(self.window())
        return page

    def show_goal(self, goal: Goal) -> None:
        """Go where a page, the search or the status line sends the officer."""
        page = self.go_to(goal.page if goal.page in _MAKERS else FIRST)
        if goal.what is not None:
            page.show_goal(goal.what)

    def page_of(self, widget: object) -> str:
        """The workspace that a widget is part of; empty for none."""
        return next((name for name, page in self._made.items() if page is widget or _holds(page, widget)), "")

    def _page(self, name: str) -> Page:
        page = self._made.get(name)
        if page is None:
            page = _MAKERS[name](self.desk, self.pages)
            page.act_wanted.connect(self.open_act)
            page.paper_wanted.connect(self.open_paper)
            page.goal_wanted.connect(self.show_goal)
            self.pages.addWidget(page)
            self._made[name] = page
        return page

    def _make_register(self) -> None:
        """While the first page is looked at: whoever goes to the register does not wait for it to be put together."""
        self._page(REGISTER)

    def _on_changed(self) -> None:
        self.page.entered()
        self.desk.tasks.read(self, partial(self.desk.office.reading.things, "site"), self._on_sites, unsaid)

    def _on_sites(self, things: dict[str, dict[str, object]]) -> None:
        self.site_switcher.show_sites(home_sites(things))

    def _on_site(self) -> None:
        self.preferences.keep(SITE, self.desk.site.code)
        self.page.entered()

    def _on_print(self) -> None:
        wanted = getattr(self.page, "print_wanted", None)
        if wanted is not None:
            wanted()

    # -- wishes ------------------------------------------------------------------------------------------------------

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a touch the desk locks."""
        kept = self.preferences.text(LOCK_MINUTES)
        return int(kept) if kept in map(str, MINUTES) else USUAL

    def _on_minutes(self, count: int) -> None:
        self.preferences.keep(LOCK_MINUTES, str(count))

    # -- what was searched or scanned --------------------------------------------------------------------------------

    def _on_found(self, line: Line, _text: str) -> None:
        hit = line.hit
        if isinstance(hit, WeaponRow):
            self._show_weapons(hit.id)
        elif isinstance(hit, Voucher):
            self.open_paper(hit.reference)
        elif isinstance(hit, str):
            self._show_weapons(WeaponFilter(query=hit))
        else:
            self._open_thing(hit)  # type: ignore[arg-type]

    def _show_weapons(self, what: object) -> None:
        """In the register, with the keys among the weapons: Enter goes on from there."""
        self.show_goal(Goal(REGISTER, what))
        self.register.focus_table()

    def _open_thing(self, thing: Thing) -> None:
        """Who or what acts refer to opens the weapons it has; an officer, the page of the officers."""
        if thing.kind == "officer":
            self.show_goal(Goal(ADMINISTRATION, f"officer:{thing.key}"))
        elif thing.kind == "site":
            self.desk.site.show(thing.key if self.site_switcher.several else "")
            self._show_weapons(WeaponFilter())
        else:
            self._show_weapons(_weapons_of(thing))

    def take_scan(self, text: str) -> bool:
        """A code was scanned: for the field of a dialog or page that waits for one, else open what it names. Says
        whether it was taken."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.property("passing"):
            dialog.reject()  # it is only looked at: the next thing takes its place
        elif dialog is not None:
            return scan_into(dialog, text)
        if not scan_into(self.page, text):
            self.scanned(text)
        return True

    def scanned(self, text: str) -> None:
        """A code was scanned, and no field waits for it: open what it names."""
        work = partial(self.desk.office.finding.scanned, text)
        self.desk.tasks.read(self, work, partial(self._on_scanned, text), self._on_unknown)

    def _on_scanned(self, text: str, scanned: Scanned) -> None:
        self.notice.clear()
        self.search.stop()
        if scanned.voucher:
            self.open_paper(scanned.voucher)
        elif scanned.weapon:
            self._show_weapons(scanned.weapon)
        elif scanned.thing is not None:
            self._open_thing(scanned.thing)
        else:
            self._show_weapons(WeaponFilter(query=text))
            said = ngettext(
                "{count} weapon carries the number {text}: choose by maker and model.",
                "{count} weapons carry the number {text}: choose by maker and model.",
                scanned.weapons,
            )
            self.notice.say(said.format(count=scanned.weapons, text=straight(text)), Tone.WARNING)

    def _on_unknown(self, problem: Problem) -> None:
        self.notice.say(problem_words(problem), Tone.BAD)

    # -- dialogs -----------------------------------------------------------------------------------------------------

    def open_act(self, kind: Kind, weapons: tuple[WeaponRow, ...]) -> QDialog:
        """Open the dialog of an act."""
        from ui.acts import DIALOGS

        dialog = DIALOGS[kind](self.desk, weapons, self)
        dialog.paper_wanted.connect(self.open_paper)
        dialog.open()
        return dialog

    def open_paper(self, reference: str) -> QDialog:
        """Show the paper of a voucher."""
        from ui.dialogs.paper import PaperDialog

        dialog = PaperDialog(self.desk, reference, self)
        dialog.open()
        return dialog


def _weapons_of(thing: Thing) -> WeaponFilter:
    """The weapons that a holder has, that lie in a place, or that are of a model."""
    if thing.kind == "holder":
        return WeaponFilter(holder=thing.key)
    if thing.kind == "location":
        return WeaponFilter(location=thing.key)
    return WeaponFilter(model=str(thing.state.get("model") or thing.key))


def _holds(page: Page, widget: object) -> bool:
    return isinstance(widget, QWidget) and page.isAncestorOf(widget)
