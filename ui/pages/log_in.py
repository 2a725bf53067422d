"""Logging in: whose act it will be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from stockpile.language import _
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.centred import Centred
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph, set_role
from ui.widgets.notice import Notice


class LogInPage(Centred):
    """Login and password.

    Signals:
        log_in_wanted: (login, password); another_wanted: another database.
    """

    log_in_wanted = Signal(str, str)
    another_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(420)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_waited)
        self._title = label("", "title")
        self._words = paragraph(_("Log in with your own name: what you do here is signed with your key."), "muted")
        self.login = line_edit()
        self.password = line_edit(secret=True)
        self.fields = Fields()
        self.fields.add(_("Lo&gin"), self.login)
        self.fields.add(_("&Password"), self.password)
        self.capitals = paragraph(_("▲ Capitals are locked."), "small")
        set_role(self.capitals, "tone", Tone.WARNING.value)
        self.capitals.hide()
        self.password.installEventFilter(self)
        self.notice = Notice()
        self.ok = primary(_("&Log in"), self._on_ok)
        self.another = button(_("&Another database …"), self.another_wanted.emit, "link")
        for field in (self.login, self.password):
            field.returnPressed.connect(self._on_ok)
        foot = QHBoxLayout()
        foot.addWidget(self.another)
        foot.addStretch(1)
        foot.addWidget(self.ok)
        for widget in (self._title, self._words, self.fields, self.capitals, self.notice):
            self.column.addWidget(widget)
        self.column.addSpacing(GRID)
        self.column.addLayout(foot)

    def show_database(self, title: str) -> None:
        """Say which database it is."""
        self._title.setText(title)

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        empty = not self.login.text()
        (self.login if empty else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: Problem) -> None:
        """Say calmly why not; the password is typed again."""
        self.set_busy(busy=False)
        self._wait(problem)
        self.notice.refuse(problem)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, problem: Problem) -> None:
        """The login was tried too often: it can be tried again when the time is over."""
        seconds = problem.facts.get("seconds")
        if problem.code == "login.wait" and isinstance(seconds, int):
            self.ok.setEnabled(False)
            self._patience.start(seconds * 1000)

    def _on_waited(self) -> None:
        self.ok.setEnabled(True)
        self.notice.clear()

    def admit(self) -> None:
        """They are in: the password is forgotten."""
        self.set_busy(busy=False)
        self.notice.clear()
        self.password.clear()

    def set_busy(self, *, busy: bool) -> None:
        """The password is being tried."""
        for widget in (self.login, self.password, self.ok, self.another):
            widget.setEnabled(not busy)
        self.ok.setText(_("Logging in …") if busy else _("&Log in"))

    def _on_ok(self) -> None:
        if not self.ok.isEnabled():
            return
        if not self.login.text().strip():
            self.login.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.password.text():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.set_busy(busy=True)
            self.log_in_wanted.emit(self.login.text().strip(), self.password.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell from what is typed whether capitals are locked: no system is asked, so it is the same on all."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.setVisible(event.text().isupper() and not shifted)
        elif event.type() is QEvent.Type.FocusOut:
            self.capitals.hide()
        return super().eventFilter(watched, event)
