"""A new database: its first site and its first officer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.sealing.passwords import SHORTEST, password_problem
from ui.ask import Ask
from ui.pages.connect import Server
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.centred import Centred
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.picker import Choice, Picker
from ui.words import problem_words, straight

_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class NewDatabase:
    """What was typed."""

    path: str
    site: str
    name: str
    country: str
    login: str
    officer_name: str
    password: str = field(repr=False)


class NewDatabasePage(Centred):
    """Site, officer, password twice.

    Signals:
        create_wanted: (NewDatabase); back_wanted.
    """

    create_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, ask: Ask, language: str) -> None:
        super().__init__(560)
        self._ask, self._language = ask, language
        self._server = ""  # the address of a server, with its password
        self.fields = Fields()
        self._add_fields()
        self.notice = Notice()
        self.ok = primary(_("B&egin"), self._on_ok)
        self.back = button(_("&Back"), self.back_wanted.emit)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.ok)
        self.column.addWidget(label(_("A new armoury"), "title"))
        words = _(
            "It begins with one site, the ledger of that site, and you, who may do everything until others are added."
            " After this, your inventory comes in."
        )
        self.column.addWidget(paragraph(words, "muted"))
        self.column.addWidget(self.fields)
        self.column.addWidget(self.notice)
        self.column.addLayout(foot)

    def _add_fields(self) -> None:
        self.path, self.site, self.name = line_edit(), line_edit("HQ"), line_edit(_("Central Armoury"))
        self.country = Picker(_("Country"), _("Type its name or its two letters"))
        self.login, self.officer_name = line_edit("jdiallo"), line_edit("J. Diallo")
        self.password, self.again = line_edit(secret=True), line_edit(secret=True)
        self.password.editingFinished.connect(self._on_password)
        self.again.editingFinished.connect(self._on_again)
        self.browse = button(_("Choose …"), self._on_browse, name=_("Choose where the database is kept"))
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        where.setFocusProxy(self.path)
        self.path.setAccessibleName(_("File"))
        self._where = where
        add = self.fields.add
        add(_("Site &name"), self.name)
        add(_("Site &code"), self.site, _("Short, in capital letters; it begins the number of every weapon."))
        add(_("C&ountry"), self.country)
        add(_("Your na&me"), self.officer_name)
        add(_("Your &login"), self.login, _("Small letters and digits; you type it every day."))
        add(_("&Password"), self.password, _("At least 12 characters; several words are easy to remember."))
        add(_("Password a&gain"), self.again)
        add(_("&File"), where)
        for line in (self.name, self.site, self.officer_name, self.login, self.password, self.again, self.path):
            line.returnPressed.connect(self._on_ok)

    def begin(self, path: str) -> None:
        """Propose a place for the file."""
        self._server = ""
        self.path.setText(path)
        self.path.setReadOnly(False)
        self.browse.show()
        self._start()

    def begin_on_server(self, url: str, server: Server) -> None:
        """It is made on a server; ``url``: with the password, which is not shown."""
        self._server = url
        said = _("{database} on {server}").format(database=server.database, server=server.host)
        self.path.setText(straight(said))
        self.path.setReadOnly(True)
        self.browse.hide()
        self._start()

    def _start(self) -> None:
        if not self.country.known:
            from stockpile.reference.countries import countries

            known = [each for each in countries().values() if not each.former]
            choices = [Choice(each.code, f"{each.name(self._language)} ({each.code})") for each in known]
            here = QLocale.territoryToCode(QLocale.system().territory())
            self.country.offer(sorted(choices, key=lambda each: each.text.casefold()), here)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong, at its field."""
        self.set_busy(busy=False)
        field_of = {"database.exists": self._where, "site.code": self.site, "officer.login": self.login}
        at = self.password if problem.code.startswith("password.") else field_of.get(problem.code)
        if at is None:
            self.notice.refuse(problem)
        else:
            self.fields.refuse(at, problem_words(problem))

    def set_busy(self, *, busy: bool) -> None:
        """It is being made."""
        self.fields.setEnabled(not busy)
        self.ok.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def forget(self) -> None:
        """Forget the passwords."""
        self.set_busy(busy=False)
        self._server = ""
        self.password.clear()
        self.again.clear()

    def _on_browse(self) -> None:
        chosen = self._ask.file_to_save(self, _("Where the database is kept"), self.path.text(), _("Databases (*.db)"))
        if chosen:
            self.path.setText(chosen)

    def _on_password(self) -> None:
        """The rules are said at the field, before anything else is typed in vain."""
        if not self.password.text():
            return
        problem = password_problem(self.password.text(), self.login.text().strip())
        if problem is not None:
            self.fields.say(self.password, problem_words(Refused(problem, least=SHORTEST)))
        else:
            self.fields.say(self.password, "")

    def _on_again(self) -> None:
        differs = bool(self.again.text()) and self.password.text() != self.again.text()
        self.fields.say(self.again, _("The two passwords differ; type both again.") if differs else "")

    def _complete(self) -> bool:
        """Whether all is said; else say what is missing at the first field that lacks it."""
        if not self.name.text().strip():
            self.fields.refuse(self.name, _("Say what the site is called."))
        elif not _COUNTRY.fullmatch(self.country.key().upper()):
            self.fields.refuse(self.country, _("Choose a country, or type its two letters."))
        elif self.password.text() != self.again.text():
            self.fields.refuse(self.again, _("The two passwords differ; type both again."))
        elif not self.path.text().strip():
            self.fields.refuse(self._where, _("Say where the database is kept."))
        else:
            return True
        return False

    def _on_ok(self) -> None:
        if not self.ok.isEnabled():
            return
        self.notice.clear()
        self.fields.clear_problems()
        if not self._complete():
            return
        self.set_busy(busy=True)
        self.create_wanted.emit(
            NewDatabase(
                path=self._server or self.path.text().strip(),
                site=self.site.text().strip(),
                name=self.name.text().strip(),
                country=self.country.key().upper(),
                login=self.login.text().strip(),
                officer_name=self.officer_name.text().strip(),
                password=self.password.text(),
            )
        )

    def showEvent(self, event: object) -> None:
        """Nothing of an earlier attempt is said any more."""
        self.notice.clear()
        self.fields.clear_problems()
        super().showEvent(event)  # type: ignore[arg-type]
