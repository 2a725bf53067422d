"""The main window: puts the parts together, and decides which of them stands in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from stockpile.language import _
from ui.ask import Ask
from ui.desk import Desk
from ui.opening import Opened, create_database, default_database, open_database, open_sample, open_usual
from ui.pages.log_in import LogInPage
from ui.remembered import Remembered
from ui.tasks import Problem, Tasks
from ui.theme.look import Look
from ui.theme.palette import Tone
from ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from stockpile.office import LedgerStatus, Office, Session
    from ui.frame import Frame
    from ui.pages.new_database import NewDatabase, NewDatabasePage
    from ui.pages.welcome import WelcomePage

_FIRST_SIZE = QSize(1280, 720)
_SMALLEST = QSize(1024, 600)


class MainWindow(QMainWindow):
    """Welcome, log-in, or the frame with its workspaces.

    Attributes:
        office: the open database, if there is one; frame: the workspaces, while an officer is at the desk.
    """

    def __init__(self, look: Look, remembered: Remembered, ask: Ask | None = None, language: str = "en") -> None:
        super().__init__()
        self._look, self._remembered, self._language = look, remembered, language
        self.ask = ask or Ask()
        self.tasks = Tasks(self)
        self.tasks.changed.connect(self._read_ledgers)
        self.office: Office | None = None
        self.frame: Frame | None = None
        self._welcome: WelcomePage | None = None
        self._new: NewDatabasePage | None = None
        self.log_in = LogInPage()
        self.log_in.log_in_wanted.connect(self._on_log_in)
        self.log_in.another_wanted.connect(self.show_welcome)
        self.blank = QWidget()
        self.blank.setProperty("role", "ground")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.blank)
        self.pages.addWidget(self.log_in)
        self.setCentralWidget(self.pages)
        self.status = StatusLine(self.tasks, self)
        self.setStatusBar(self.status)
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST_SIZE)
        self._entitle()
        shape = remembered.shape("window")
        if not shape.isEmpty():
            self.restoreGeometry(shape)

    # -- which page --------------------------------------------------------------------------------------------------

    @property
    def welcome(self) -> WelcomePage:
        """The page for those who have no database open; made when first needed."""
        if self._welcome is None:
            from ui.pages.welcome import WelcomePage

            self._welcome = WelcomePage()
            self._welcome.open_wanted.connect(self._on_open)
            self._welcome.create_wanted.connect(self.show_new)
            self._welcome.sample_wanted.connect(self._on_sample)
            self.pages.addWidget(self._welcome)
        return self._welcome

    @property
    def new_database(self) -> NewDatabasePage:
        """The page that makes a database; made when first needed."""
        if self._new is None:
            from ui.pages.new_database import NewDatabasePage

            self._new = NewDatabasePage(self.ask)
            self._new.create_wanted.connect(self._on_create)
            self._new.back_wanted.connect(self.show_welcome)
            self.pages.addWidget(self._new)
        return self._new

    def show_welcome(self) -> None:
        """Choose a database."""
        self.pages.setCurrentWidget(self.welcome)
        self.welcome.open.setFocus()

    def show_new(self) -> None:
        """Make a database."""
        self.pages.setCurrentWidget(self.new_database)
        self.tasks.read(self, default_database, self.new_database.begin, self.new_database.refuse)

    def show_log_in(self, title: str) -> None:
        """Have an officer log in."""
        self.log_in.show_database(title)
        self.pages.setCurrentWidget(self.log_in)
        self.log_in.begin()

    def _entitle(self) -> None:
        """Which database, and who is at the desk."""
        officer = self.frame.desk.session.officer if self.frame is not None else None
        parts = (self.office.title if self.office else "", (officer.name or officer.login) if officer else "")
        self.setWindowTitle(" · ".join(each for each in (*parts, _("Stockpile")) if each))

    # -- opening -----------------------------------------------------------------------------------------------------

    def begin(self, url: str = "") -> None:
        """Open ``url``, or the database used last, or the user's own; else welcome. The window stands already."""
        if url:
            self.open(url)
            return
        work = partial(open_usual, self._remembered.text("database"))
        self.tasks.read(self, work, self._on_usual, self._on_not_opened)

    def open(self, url: str) -> None:
        """Open a database."""
        self.show_log_in(_("Opening …"))
        self.log_in.set_busy(busy=True)
        self.tasks.read(self, partial(open_database, url), self._on_opened, self._on_not_opened)

    def _on_usual(self, opened: Opened | None) -> None:
        if opened is None:
            self.show_welcome()
        else:
            self._on_opened(opened)

    def _on_opened(self, opened: Opened) -> None:
        if self._welcome is not None:
            self._welcome.set_busy(busy=False)
            self._welcome.notice.clear()
        if self.office is not None:
            self.office.close()
        self.office = opened.office
        self._remembered.keep("database", opened.office.url)
        self._entitle()
        if opened.session is not None:
            self._on_logged_in(opened.session)
            return
        self.log_in.admit()
        self.log_in.login.setText(opened.login)
        from ui import frame as _soon  # noqa: F401 - loaded while somebody types, not when they have pressed Enter

        self.show_log_in(opened.office.title)
        if opened.password:
            said = _("The sample armoury: log in as {login} with the password {password}")
            self.log_in.notice.say(said.format(login=opened.login, password=opened.password), Tone.INFORMATION)

    def _on_not_opened(self, problem: Problem) -> None:
        self.log_in.set_busy(busy=False)
        self.show_welcome()
        self.welcome.set_busy(busy=False)
        self.welcome.notice.refuse(problem)

    def _on_open(self) -> None:
        chosen = self.ask.file_to_open(self, _("Open a database"), _("Databases (*.db);;All files (*)"))
        if chosen:
            self.open(chosen)

    def _on_create(self, asked: NewDatabase) -> None:
        self.tasks.read(self, partial(create_database, asked), self._on_created, self.new_database.refuse)

    def _on_created(self, opened: Opened) -> None:
        self.new_database.forget()
        self._on_opened(opened)

    def _on_sample(self) -> None:
        self.welcome.set_busy(busy=True)
        self.welcome.notice.say(_("The sample armoury is being made; this takes a moment."), Tone.INFORMATION)
        title = _("Making the sample armoury")
        self.tasks.run(self, title, open_sample, self._on_opened, self._on_not_opened, writes=False)

    # -- who is at the desk ------------------------------------------------------------------------------------------

    def _on_log_in(self, login: str, password: str) -> None:
        if self.office is not None:
            work = partial(self.office.log_in, login, password)
            self.tasks.read(self, work, self._on_logged_in, self.log_in.refuse)

    def _on_logged_in(self, session: Session) -> None:
        from ui.frame import Frame

        if self.office is None:
            return
        self.log_in.login.setText(session.officer.login)
        self.log_in.admit()
        desk = Desk(self.office, session, self.tasks, self.ask, self._remembered, self._language)
        self.frame = Frame(desk, self._look)
        self.frame.lock_wanted.connect(self.lock)
        self.pages.addWidget(self.frame)
        self.pages.setCurrentWidget(self.frame)
        self.frame.focus_search()
        self._entitle()
        self._read_ledgers()

    def lock(self) -> None:
        """Leave the desk: pages, models and keys go; what runs goes on."""
        frame, self.frame = self.frame, None
        if frame is None or self.office is None:
            return
        self.pages.removeWidget(frame)
        frame.setParent(None)
        frame.deleteLater()
        self.status.show_ledger(None)
        self._entitle()
        self.show_log_in(self.office.title)

    def _read_ledgers(self) -> None:
        if self.frame is not None and self.office is not None:
            self.tasks.read(self, self.office.reading.ledgers, self._on_ledgers, self._on_no_ledgers)

    def _on_ledgers(self, ledgers: list[LedgerStatus]) -> None:
        if self.frame is None:
            return
        site = self.frame.desk.session.officer.site
        own = [each for each in ledgers if each.site == site]
        self.status.show_ledger(next(iter(own or ledgers), None))

    def _on_no_ledgers(self, _problem: Problem) -> None:
        self.status.show_ledger(None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask, while something runs; then wait for what has begun, and close the database."""
        running = self.tasks.running
        if running or self.tasks.writing:
            what = running[0].title if running else _("Something is being recorded")
            question = _("{what}. Leave, and stop it? Nothing of it will have been written.").format(what=what)
            if not self.ask.confirm(self, question, _("Leave"), _("Stay")):
                event.ignore()
                return
        self._remembered.keep("window", self.saveGeometry())
        self.tasks.close()
        if self.office is not None:
            self.office.close()
            self.office = None
        event.accept()
