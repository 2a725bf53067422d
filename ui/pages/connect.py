"""A database on the armoury's own server: where it is, and who logs in there."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from stockpile.language import _
from ui.tasks import Problem
from ui.widgets.buttons import button, primary
from ui.widgets.centred import Centred
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.words import problem_words

PORT = 5432
_USUAL = "stockpile"
_EMPTY = frozenset({"database.absent", "storage.not-ours"})  # where a register can be made


@dataclass(frozen=True, slots=True)
class Server:
    """What was typed. The password is kept nowhere."""

    host: str
    port: int
    database: str
    login: str
    password: str = field(default="", repr=False)


class ConnectPage(Centred):
    """Server, port, database, login, password.

    Signals:
        connect_wanted, create_wanted: (Server) open the register there; make one there. back_wanted.
    """

    connect_wanted = Signal(object)
    create_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(560)
        self.host, self.database, self.login = line_edit("localhost"), line_edit(), line_edit()
        self.port = line_edit()
        self.port.setValidator(QIntValidator(1, 65_535, self.port))
        self.port.setText(str(PORT))
        self.database.setText(_USUAL)
        self.password = line_edit(secret=True)
        self.fields = Fields()
        self.fields.add(_("&Server"), self.host, _("Its name in your network, or its address."))
        self.fields.add(_("P&ort"), self.port)
        self.fields.add(_("&Database"), self.database)
        self.fields.add(_("Lo&gin at the server"), self.login, _("Given by whoever looks after the server."))
        self.fields.add(
            _("&Password at the server"),
            self.password,
            _("Kept in memory while the program runs, never on this computer. Empty, if the server asks for none."),
        )
        self.notice = Notice()
        self.ok = primary(_("&Connect"), self._on_ok)
        self.create_new = button(_("&Make a new register there"), self._on_create)
        self.create_new.hide()
        self.back = button(_("&Back"), self.back_wanted.emit)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for each in (self.back, self.create_new, self.ok):
            foot.addWidget(each)
        self.column.addWidget(label(_("A database on your server"), "title"))
        words = _("PostgreSQL, where several desks or sites work together. After this you log in with your own name.")
        self.column.addWidget(paragraph(words, "muted"))
        self.column.addWidget(self.fields)
        self.column.addWidget(self.notice)
        self.column.addLayout(foot)
        for line in (self.host, self.port, self.database, self.login, self.password):
            line.returnPressed.connect(self._on_ok)

    def begin(self, known: Server | None = None) -> None:
        """Start typing; at the password, where the rest is ``known`` from last time."""
        self.notice.clear()
        self.create_new.hide()
        if known is not None:
            for line, text in (
                (self.host, known.host),
                (self.port, str(known.port)),
                (self.database, known.database),
                (self.login, known.login),
            ):
                line.setText(text)
        (self.password if self.login.text() else self.host).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong; where there is a server and no register, offer to make one."""
        self.set_busy(busy=False)
        self.create_new.setVisible(problem.code in _EMPTY)
        if problem.code == "storage.denied":
            self.fields.refuse(self.password, problem_words(problem))
        else:
            self.notice.refuse(problem)

    def set_busy(self, *, busy: bool) -> None:
        """The server is being asked."""
        for each in (self.fields, self.ok, self.back, self.create_new):
            each.setEnabled(not busy)
        self.ok.setText(_("Connecting …") if busy else _("&Connect"))

    def forget(self) -> None:
        """Forget the password."""
        self.set_busy(busy=False)
        self.password.clear()
        self.notice.clear()

    @property
    def server(self) -> Server:
        """What is typed."""
        return Server(
            self.host.text().strip() or "localhost",
            int(self.port.text() or PORT),
            self.database.text().strip(),
            self.login.text().strip(),
            self.password.text(),
        )

    def _complete(self) -> bool:
        self.notice.clear()
        self.fields.clear_problems()
        demanded: tuple[tuple[QLineEdit, str], ...] = (
            (self.login, _("Say which login the server knows.")),
            (self.database, _("Say which database it is.")),
        )
        for line, text in demanded:
            if not line.text().strip():
                self.fields.refuse(line, text)
                return False
        return True

    def _on_ok(self) -> None:
        if self.ok.isEnabled() and self._complete():
            self.set_busy(busy=True)
            self.connect_wanted.emit(self.server)

    def _on_create(self) -> None:
        if self._complete():
            self.create_wanted.emit(self.server)
