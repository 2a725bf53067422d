"""The frame around the workspaces: rail, search, who is at the desk. Made at log-in, destroyed at lock with all its
models."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Kind
from stockpile.language import _, marked
from ui.desk import Desk
from ui.pages.page import Page
from ui.pages.register import RegisterPage
from ui.theme.look import Look, Scheme
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import line_edit
from ui.widgets.rail import Rail
from ui.words import capital

_TYPING_MS = 120  # a search begins when typing rests so long
_VOUCHER = re.compile(r"(?:[A-Z0-9_]+/)?[A-Z]{3} \d{4}-\d{6}")
_LOOKS = {Scheme.SYSTEM: marked("Look as the system"), Scheme.LIGHT: marked("Light"), Scheme.DARK: marked("Dark")}


@dataclass(frozen=True, slots=True)
class _Entry:
    icon: str
    text: str
    make: Callable[[Desk], Page]


def _imports(desk: Desk) -> Page:
    from ui.pages.imports import ImportPage  # pages are loaded when they are first looked at

    return ImportPage(desk)


def _disposal(desk: Desk) -> Page:
    from ui.pages.disposal import DisposalPage

    return DisposalPage(desk)


def _papers(desk: Desk) -> Page:
    from ui.pages.papers import PapersPage

    return PapersPage(desk)


def _seals(desk: Desk) -> Page:
    from ui.pages.seals import SealsPage

    return SealsPage(desk)


_ENTRIES = (
    _Entry("register", marked("&Register"), RegisterPage),
    _Entry("import", marked("Im&port"), _imports),
    _Entry("disposal", marked("Disp&osal"), _disposal),
    _Entry("papers", marked("P&apers"), _papers),
    _Entry("seals", marked("&Seals"), _seals),
)
REGISTER = 0


class Frame(QWidget):
    """Rail, top bar, workspaces.

    Signals:
        lock_wanted: the officer leaves the desk.
    """

    lock_wanted = Signal()

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self.desk, self._look = desk, look
        self.setProperty("role", "ground")
        self.rail = Rail(desk.office.title, [(each.icon, _(each.text)) for each in _ENTRIES])
        self.rail.chosen.connect(self.go_to)
        look.changed.connect(self.rail.wear)
        self.pages = QStackedWidget()
        self._made: dict[int, Page] = {}
        self._build_top()
        self._lay_out()
        desk.tasks.changed.connect(self._on_changed)
        self.go_to(REGISTER)

    def _build_top(self) -> None:
        self.search: QLineEdit = line_edit(_("Search or scan: serial number, model, maker, voucher …   Ctrl+K"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(560)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.search.textEdited.connect(self._on_edited)
        self.search.textChanged.connect(self._on_cleared)
        self.search.returnPressed.connect(self._on_search_enter)
        officer = self.desk.session.officer
        said = officer.name or officer.login
        if officer.roles:
            roles = capital(_(officer.roles[0].value)) if len(officer.roles) == 1 else _("several roles")
            said = f"{said} · {roles}"
        self.officer = QPushButton(f"{said}  ▾".replace("&", "&&"))
        self.officer.setAccessibleName(said)
        self.officer.setMenu(self._officer_menu())
        self.lock = button(_("&Lock"), self.lock_wanted.emit)
        self.lock.setToolTip("Ctrl+L")
        for keys, slot in (
            ("Ctrl+K", self.focus_search),
            ("Ctrl+F", self.focus_search),
            ("Ctrl+L", self.lock_wanted.emit),
            (QKeySequence.StandardKey.Print, self._on_print),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _officer_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for scheme, text in _LOOKS.items():
            action = QAction(_(text), menu, checkable=True, checked=self._look.scheme is scheme)
            action.setData(scheme.value)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_look)
        return menu

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
        right.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)

    # -- going about -------------------------------------------------------------------------------------------------

    @property
    def register(self) -> RegisterPage:
        """The register's page; it is always there."""
        page = self._made[REGISTER]
        assert isinstance(page, RegisterPage)  # noqa: S101 - made by the table above
        return page

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return next(page for page in self._made.values() if page is self.pages.currentWidget())

    def go_to(self, number: int) -> Page:
        """Show a workspace; it is made when first looked at."""
        page = self._made.get(number)
        if page is None:
            page = _ENTRIES[number].make(self.desk)
            page.act_wanted.connect(self.open_act)
            page.paper_wanted.connect(self.open_paper)
            self.pages.addWidget(page)
            self._made[number] = page
        self.pages.setCurrentWidget(page)
        self.rail.show_chosen(number)
        page.entered()
        return page

    def focus_search(self) -> None:
        """Ctrl+K: from anywhere to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_changed(self) -> None:
        self.page.entered()

    def _on_print(self) -> None:
        wanted = getattr(self.page, "print_wanted", None)
        if wanted is not None:
            wanted()

    def _on_look(self, action: QAction) -> None:
        scheme = Scheme(str(action.data()))
        self.desk.remembered.keep("look", scheme.value)
        self._look.set_scheme(scheme)

    # -- searching ---------------------------------------------------------------------------------------------------

    def _on_edited(self, _text: str) -> None:
        self._typing.start()

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._on_typed()

    def _on_typed(self) -> None:
        self._typing.stop()
        text = self.search.text().strip()
        if _VOUCHER.fullmatch(text.upper()):
            return  # opened by Enter
        if text and self.page is not self.register:
            self.go_to(REGISTER)
        self.register.search(text)

    def _on_search_enter(self) -> None:
        text = self.search.text().strip()
        if _VOUCHER.fullmatch(text.upper()):
            work = partial(self.desk.office.reading.reference, text.upper())
            self.desk.tasks.read(self, work, self._on_voucher, self.register.notice.refuse)
            return
        self._on_typed()
        self.register.focus_table()

    def _on_voucher(self, reference: str) -> None:
        self.open_paper(reference)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves the search for the weapons; Escape clears it."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self._on_search_enter()
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        else:
            super().keyPressEvent(event)

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
