"""The pages before the work: welcome, a new database, a server, the log-in. The frame stands in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from stockpile.language import _
from ui.ask import Ask
from ui.opening import default_database, server_address
from ui.pages.log_in import LogInPage
from ui.tasks import Tasks
from ui.widgets.labels import label

if TYPE_CHECKING:
    from ui.pages.connect import ConnectPage, Server
    from ui.pages.new_database import NewDatabasePage
    from ui.pages.welcome import WelcomePage


class Threshold(QStackedWidget):
    """Makes its pages when they are first needed, and leads from one to the other.

    Signals:
        open_wanted, sample_wanted; create_wanted: (NewDatabase); connect_wanted: (Server).
        log_in_wanted: (login, password).
    """

    open_wanted = Signal()
    sample_wanted = Signal()
    create_wanted = Signal(object)
    connect_wanted = Signal(object)
    log_in_wanted = Signal(str, str)

    def __init__(self, tasks: Tasks, ask: Ask, language: str) -> None:
        super().__init__()
        self._tasks, self._ask, self._language = tasks, ask, language
        self._welcome: WelcomePage | None = None
        self._new: NewDatabasePage | None = None
        self._connect: ConnectPage | None = None
        self.log_in = LogInPage()
        self.log_in.log_in_wanted.connect(self.log_in_wanted)
        self.log_in.another_wanted.connect(self.show_welcome)
        blank = label(_("Opening …"), "muted")
        blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(blank)
        self.addWidget(self.log_in)

    @property
    def welcome(self) -> WelcomePage:
        """The page for those who have no database open."""
        if self._welcome is None:
            from ui.pages.welcome import WelcomePage

            self._welcome = WelcomePage()
            self._welcome.open_wanted.connect(self.open_wanted)
            self._welcome.create_wanted.connect(self.show_new)
            self._welcome.connect_wanted.connect(self.show_connect)
            self._welcome.sample_wanted.connect(self.sample_wanted)
            self.addWidget(self._welcome)
        return self._welcome

    @property
    def new_database(self) -> NewDatabasePage:
        """The page that makes a database."""
        if self._new is None:
            from ui.pages.new_database import NewDatabasePage

            self._new = NewDatabasePage(self._ask, self._language)
            self._new.create_wanted.connect(self.create_wanted)
            self._new.back_wanted.connect(self.show_welcome)
            self.addWidget(self._new)
        return self._new

    @property
    def connect_page(self) -> ConnectPage:
        """The page for a database on a server."""
        if self._connect is None:
            from ui.pages.connect import ConnectPage

            self._connect = ConnectPage()
            self._connect.connect_wanted.connect(self.connect_wanted)
            self._connect.create_wanted.connect(self._on_create_there)
            self._connect.back_wanted.connect(self.show_welcome)
            self.addWidget(self._connect)
        return self._connect

    def show_welcome(self) -> None:
        """Choose a database."""
        self.setCurrentWidget(self.welcome)
        self.welcome.create_new.setFocus()

    def show_new(self) -> None:
        """Make a database."""
        self.setCurrentWidget(self.new_database)
        self._tasks.read(self, default_database, self.new_database.begin, self.new_database.refuse)

    def show_connect(self, known: Server | None = None) -> None:
        """Say where the server is; ``known``: as last time."""
        self.setCurrentWidget(self.connect_page)
        self.connect_page.begin(known)

    def show_log_in(self, title: str) -> None:
        """Have an officer log in."""
        self.log_in.show_database(title)
        self.setCurrentWidget(self.log_in)
        self.log_in.begin()

    def opened(self) -> None:
        """A database is open: what was typed and said on the way is forgotten."""
        self.log_in.admit()
        if self._welcome is not None:
            self._welcome.set_busy(busy=False)
            self._welcome.notice.clear()
        if self._connect is not None:
            self._connect.forget()
        if self._new is not None:
            self._new.forget()

    def _on_create_there(self, asked: Server) -> None:
        self.setCurrentWidget(self.new_database)
        self.new_database.begin_on_server(server_address(asked), asked)
