"""The main window: puts the parts together, and decides which of them stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from stockpile.domain.errors import Refused, StorageFault
from stockpile.language import SOURCE, _, spoken
from ui.ask import Ask
from ui.desk import Desk, SiteInView, Unfinished
from ui.locking import IdleWatch
from ui.opening import (
    Arrival,
    Opened,
    arrive,
    create_database,
    load_pages,
    log_in,
    open_database,
    open_sample,
    open_usual,
    server_address,
    server_of,
    upgraded_words,
    without_password,
)
from ui.pages.log_in import LogInPage
from ui.pages.page import Goal
from ui.preferences import LANGUAGE, LOOK, SITE, Preferences
from ui.remembered import Remembered
from ui.speaking import Speaker
from ui.tasks import Problem, Running, Tasks, unsaid
from ui.theme.look import Look, Scheme
from ui.theme.palette import Tone
from ui.threshold import Threshold
from ui.widgets.site_switcher import HomeSite
from ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from stockpile.office import Office, Session
    from ui.frame import Frame
    from ui.pages.connect import Server
    from ui.pages.new_database import NewDatabase

_FIRST_SIZE = QSize(1280, 720)
_SMALLEST = QSize(1024, 600)
_ANSWERED_MS = 20


class MainWindow(QMainWindow):
    """Welcome, log-in, or the frame with its workspaces.

    Attributes:
        office: the open database, if there is one; frame: the workspaces, while an officer is at the desk.
        idle: locks the desk when nobody is there.

    Signals:
        left: the desk was left; what was in memory can be taken away.
    """

    left = Signal()

    def __init__(
        self, look: Look, remembered: Remembered, ask: Ask | None = None, speaker: Speaker | None = None
    ) -> None:
        super().__init__()
        self._look, self._remembered = look, remembered
        self._speaker = speaker or Speaker(SOURCE)
        self.ask = ask or Ask()
        self.tasks = Tasks(self)
        self.office: Office | None = None
        self.frame: Frame | None = None
        self.idle = IdleWatch(self)
        self.idle.due.connect(self.lock)
        self._left: tuple[str, Goal] | None = None  # who left the desk last, and where
        self._unfinished = Unfinished()
        self._build()
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST_SIZE)
        shape = remembered.shape("window")
        if not shape.isEmpty():
            self.restoreGeometry(shape)

    def _build(self) -> None:
        """What stands in the window, in the language spoken now."""
        self.pages = Threshold(self.tasks, self.ask, self._speaker.code)
        self.pages.open_wanted.connect(self._on_open)
        self.pages.sample_wanted.connect(self._on_sample)
        self.pages.create_wanted.connect(self._on_create)
        self.pages.connect_wanted.connect(self._on_connect)
        self.pages.log_in_wanted.connect(self._on_log_in)
        self.setCentralWidget(self.pages)
        self.status = StatusLine(self.tasks, self)
        self.status.goal_wanted.connect(self._on_goal)
        self.status.work_wanted.connect(self._on_work)
        self.setStatusBar(self.status)
        self._entitle()

    @property
    def log_in(self) -> LogInPage:
        """The page on which an officer logs in."""
        return self.pages.log_in

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
        last = self._remembered.text("database")
        refused = partial(self._on_no_server, last) if server_of(last) else self._on_not_opened
        self.tasks.read(self, partial(open_usual, last), self._on_usual, refused)

    def open(self, url: str) -> None:
        """Open a database."""
        self.pages.show_log_in(_("Opening …"))
        self.log_in.set_busy(busy=True)
        refused = partial(self._on_no_server, url) if server_of(url) else self._on_not_opened
        self.tasks.read(self, partial(open_database, url), self._on_opened, refused)

    def _on_usual(self, opened: Opened | None) -> None:
        if opened is None:
            self.pages.show_welcome()
        else:
            self._on_opened(opened)

    def _on_opened(self, opened: Opened) -> None:
        self.pages.opened()
        self._unfinished.close()
        if self.office is not None:
            self.office.close()
        self.office = opened.office
        self._left = None
        self._remembered.keep("database", without_password(opened.office.url))
        self._entitle()
        if opened.session is not None:
            self.tasks.read(self, partial(arrive, self.office, opened.session), self._on_arrived, self.log_in.refuse)
            return
        self.log_in.login.setText(opened.login or self._remembered.login(opened.office.url))
        self.pages.show_log_in(opened.office.title)
        self.tasks.read(self, load_pages, unsaid, unsaid)
        if opened.password:
            said = _("The sample armoury: log in as {login} with the password {password}")
            self.log_in.notice.say(said.format(login=opened.login, password=opened.password), Tone.INFORMATION)
        elif opened.office.upgraded is not None:
            self.log_in.notice.say(upgraded_words(opened.office.upgraded.copy), Tone.INFORMATION)

    def _on_not_opened(self, problem: Problem) -> None:
        self.log_in.set_busy(busy=False)
        self.pages.show_welcome()
        self.pages.welcome.set_busy(busy=False)
        self.pages.welcome.notice.refuse(problem)

    def _on_no_server(self, url: str, problem: Problem) -> None:
        """The server did not let the program in without a password, or did not answer: say it where it is mended."""
        self.log_in.set_busy(busy=False)
        self.pages.show_connect(server_of(url))
        self._on_not_connected(url, problem)

    def _on_not_connected(self, url: str, problem: Problem) -> None:
        """An older database on a server is upgraded only when somebody says so: others may be at work in it."""
        if problem.code == "storage.older" and self._wants_upgrade():
            work = partial(open_database, url, upgrade=True)
            self.tasks.read(self, work, self._on_opened, self.pages.connect_page.refuse)
        else:
            self.pages.connect_page.refuse(problem)

    def _wants_upgrade(self) -> bool:
        question = _(
            "This database was made by an older Stockpile. Bring it up to date now? Have it copied on its server first, and have"
            " everybody who works with it install this version of Stockpile."
        )
        return self.ask.confirm(self, question, _("Upgrade"), _("Not now"))

    def _on_open(self) -> None:
        chosen = self.ask.file_to_open(self, _("Open a database"), _("Databases (*.db);;All files (*)"))
        if chosen:
            self.open(chosen)

    def _on_connect(self, asked: Server) -> None:
        address = server_address(asked)
        refused = partial(self._on_not_connected, address)
        self.tasks.read(self, partial(open_database, address), self._on_opened, refused)

    def _on_create(self, asked: NewDatabase) -> None:
        self.tasks.read(self, partial(create_database, asked), self._on_opened, self.pages.new_database.refuse)

    def _on_sample(self) -> None:
        self.pages.welcome.set_busy(busy=True)
        self.pages.welcome.notice.say(_("The sample armoury is being made; this takes a moment."), Tone.INFORMATION)
        title = _("Making the sample armoury")
        self.tasks.run(self, title, open_sample, self._on_opened, self._on_not_opened, writes=False)

    # -- who is at the desk ------------------------------------------------------------------------------------------

    def _on_log_in(self, login: str, password: str) -> None:
        if self.office is not None:
            work = partial(log_in, self.office, login, password)
            self.tasks.read(self, work, self._on_arrived, self.log_in.refuse)

    def _on_arrived(self, arrival: Arrival) -> None:
        """Somebody is at the desk: as they wish the window, and where they left it, if they were the last."""
        if self.office is None:
            return
        session = arrival.session
        preferences = Preferences(self.office, session, self.tasks, arrival.wishes)
        self._speak(preferences.text(LANGUAGE))
        if (look := preferences.text(LOOK)) in set(Scheme):
            self._look.set_scheme(Scheme(look))
        self._remembered.keep_login(self.office.url, session.login)
        self.log_in.login.setText(session.login)
        self.log_in.admit()
        codes = [each.code for each in arrival.sites]
        kept = preferences.text(SITE)
        self.idle.longest = arrival.lock_within
        site = SiteInView(kept if len(codes) > 1 and kept in codes else "")
        goal = self._left[1] if self._left is not None and self._left[0] == session.login else None
        desk = Desk(
            self.office, session, self.tasks, self.ask, self._remembered, self._speaker.code, site, self._unfinished
        )
        self._seat(desk, preferences, arrival.sites, goal)

    def _seat(self, desk: Desk, preferences: Preferences, sites: Sequence[HomeSite], goal: Goal | None) -> None:
        """Make the frame for whoever is at the desk."""
        from ui.frame import Frame
        from ui.workspaces import FIRST

        frame = Frame(desk, self._look, preferences, sites)
        frame.lock_wanted.connect(self.lock)
        frame.help_wanted.connect(self.show_help)
        frame.language_wanted.connect(self._on_language)
        frame.look_wanted.connect(self._on_look)
        frame.officer.minutes_wanted.connect(self._on_minutes)
        self.frame = frame
        self.pages.addWidget(frame)
        self.pages.setCurrentWidget(frame)
        frame.show_goal(goal or Goal(FIRST))
        frame.search.begin()
        self.idle.minutes = frame.lock_minutes
        self.idle.start()
        self._entitle()
        self.status.watch(self.office)

    def lock(self) -> None:
        """Leave the desk: pages, models and keys go; what runs goes on."""
        if self.frame is None or self.office is None:
            return
        self.pages.show_log_in(self.office.title)  # before anything else: nothing of the register is seen any more
        if self.ask.waits:
            self.ask.leave()  # who asked goes with the frame, and has to have its answer first
            QTimer.singleShot(_ANSWERED_MS, self, self.lock)
            return
        session = self.frame.desk.session
        try:
            self._left = (session.login, self.frame.here)
        finally:  # whatever a page says of itself, the desk is left
            self._leave(session)

    def _leave(self, session: Session) -> None:
        """Take away what the officer had."""
        if self.office is None:
            return
        self.tasks.write(self, partial(self.office.overview.leave, session), unsaid, unsaid, changes=False)
        self._unseat()
        if self._unfinished.titles:
            said = _(
                "What was under way goes on when the same officer logs in again; nothing of it is in the database."
            )
            self.log_in.notice.say(said, Tone.INFORMATION)
        self.office.finding.forget()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self._entitle()
        self.left.emit()

    def _unseat(self) -> None:
        frame, self.frame = self.frame, None
        if frame is None:
            return
        self.idle.stop()
        self.status.watch(None)
        for dialog in frame.findChildren(QDialog):
            dialog.hide()
        self.pages.removeWidget(frame)
        frame.hide()
        frame.deleteLater()  # with its parent: without one all of it would be styled anew, to be thrown away

    # -- wishes ------------------------------------------------------------------------------------------------------

    def _on_language(self, code: str) -> None:
        """Speak another language, and be where one was."""
        frame = self.frame
        if frame is None or code == self._speaker.code:
            return
        if self.tasks.running or self.tasks.writing:
            frame.notice.say(_("The language changes when the running work is done: choose it again then."))
            return
        desk, sites, goal = frame.desk, frame.site_switcher.sites, frame.here
        frame.preferences.keep(LANGUAGE, code)
        self._remembered.keep("language", code)
        self._unseat()
        self._speak(code)
        self._seat(replace(desk, language=code), frame.preferences, sites, goal)

    def _speak(self, code: str) -> None:
        """Speak a language and make all parts anew; the log-in keeps what is typed."""
        if code == self._speaker.code or code not in spoken():
            return
        self._speaker.speak(code)
        login = self.log_in.login.text()
        self._build()  # which the window puts in the place of what was there, and throws that away
        self.log_in.login.setText(login)

    def _on_look(self, scheme: str) -> None:
        if self.frame is not None:
            self.frame.preferences.keep(LOOK, scheme)
        self._remembered.keep("look", scheme)
        self._look.set_scheme(Scheme(scheme))

    def _on_minutes(self, count: int) -> None:
        self.idle.minutes = count

    # -- keys that are heard everywhere ------------------------------------------------------------------------------

    def is_occupied(self) -> bool:
        """Whether somebody is at the desk."""
        return self.frame is not None

    def take_scan(self, text: str) -> bool:
        """A code was scanned; says whether it was taken."""
        return self.frame is not None and self.frame.take_scan(text)

    def show_help(self) -> None:
        """F1: the help of what is seen now."""
        from ui.dialogs.help import HelpDialog, topic_of

        over = QApplication.activeModalWidget() or self
        HelpDialog.open_at(topic_of(over, self.frame), self._speaker.code, over)

    # -- the line at the foot ----------------------------------------------------------------------------------------

    def _on_goal(self, goal: Goal) -> None:
        if self.frame is not None and QApplication.activeModalWidget() is None:
            self.frame.show_goal(goal)

    def _on_work(self, running: Running) -> None:
        """To the page that began it."""
        if self.frame is not None and (name := self.frame.page_of(self.tasks.owner(running))):
            self._on_goal(Goal(name))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask, while something runs; then wait for what has begun, and close the database."""
        if (question := self._leaving_loses()) and not self.ask.confirm(self, question, _("Leave"), _("Stay")):
            event.ignore()
            return
        self._remembered.keep("window", self.saveGeometry())
        self.idle.stop()
        self.tasks.close()
        self._unfinished.close()
        if self.office is not None and self.frame is not None:
            with suppress(Refused, StorageFault):  # a note to themselves, which keeps nobody from leaving
                self.office.overview.leave(self.frame.desk.session)
        if self.office is not None:
            self.office.close()
            self.office = None
        event.accept()

    def _leaving_loses(self) -> str:
        """What to ask before the window closes; empty where nothing would be lost."""
        running = self.tasks.running
        if running or self.tasks.writing:
            what = running[0].title if running else _("Something is being recorded")
            return _("{what}. Leave, and stop it? Nothing of it will have been written.").format(what=what)
        if titles := self._unfinished.titles:
            said = _("The import of {what} is not finished: nothing of it is in the database. Leave, and give it up?")
            return said.format(what=titles[0])
        return ""
