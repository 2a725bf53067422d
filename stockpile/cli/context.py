"""What every command needs: the office, the officer, the approvers, and where passwords come from."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.office import Office, Session

FILE_PASSWORD = "STOCKPILE_FILE_PASSWORD"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: one JSON document, and the same for a person; ``code`` is its exit code."""

    document: object
    text: str = ""
    code: int = 0


@dataclass
class Context:
    """One run of the command line."""

    args: argparse.Namespace
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @cached_property
    def office(self) -> Office:
        """The database named by option or environment, opened; an older one is copied and upgraded first, and that is
        said beside the answer."""
        office = Office.open(self.database)
        if office.upgraded is not None:
            text = _("This database was made by an older Stockpile. It was upgraded; a copy of what it was is {path}.")
            sys.stderr.write(text.format(path=office.upgraded.copy) + "\n")
        return office

    @property
    def database(self) -> str:
        """Path or URL of the database."""
        return self.args.database or self.environment.get("STOCKPILE_DATABASE") or Office.default_database()

    @cached_property
    def session(self) -> Session:
        """The officer who acts, logged in."""
        login = self.login
        return self.office.log_in(login, self.password(login, own=True))

    @property
    def login(self) -> str:
        """Who acts."""
        login = self.args.officer or self.environment.get("STOCKPILE_OFFICER")
        if not login:
            raise Refused("login.needed")
        return str(login)

    @cached_property
    def approvers(self) -> Sequence[Session]:
        """Those who put a second signature, logged in."""
        return [self.office.log_in(login, self.password(login)) for login in self.args.approver]

    def log_in(self) -> tuple[Session, Sequence[Session]]:
        """Everybody who signs, logged in."""
        return self.session, self.approvers

    def password(self, login: str, *, own: bool = False) -> str:
        """A password from the environment or a prompt; ``own``: that of the officer who acts."""
        names = [f"STOCKPILE_PASSWORD_{login}", password_variable(login), *(["STOCKPILE_PASSWORD"] if own else [])]
        given = next((self.environment[name] for name in names if self.environment.get(name)), None)
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise Refused("password.missing", login=login, variable=names[-1])
        return getpass.getpass(_("Password of {login}: ").format(login=login))

    def new_password(self, login: str) -> str:
        """A password to be set, from `STOCKPILE_NEW_PASSWORD` or typed twice at a prompt."""
        given = self.environment.get("STOCKPILE_NEW_PASSWORD")
        if given:
            return given
        if not sys.stdin.isatty():
            raise Refused("password.missing", login=login, variable="STOCKPILE_NEW_PASSWORD")
        first = getpass.getpass(_("New password of {login}: ").format(login=login))
        if getpass.getpass(_("The same again: ")) != first:
            raise Refused("password.differs")
        return first

    def file_password(self, name: str) -> str:
        """The password of a protected workbook, from the environment or a prompt; never from the command line."""
        given = self.environment.get(FILE_PASSWORD)
        if given:
            return given
        if not sys.stdin.isatty():
            raise Refused("password.missing", login=name, variable=FILE_PASSWORD)
        return getpass.getpass(_("Password of {file}: ").format(file=name))

    def file_passwords(self, name: str) -> Sequence[str]:
        """The same, for whoever may try several."""
        return (self.file_password(name),)

    def close(self) -> None:
        """Close the database, where one was opened."""
        if "office" in self.__dict__:
            self.office.close()


def password_variable(login: str) -> str:
    """The variable that may hold an officer's password: `STOCKPILE_PASSWORD_J_DIALLO`."""
    return "STOCKPILE_PASSWORD_" + re.sub(r"[^A-Z0-9]", "_", login.upper())
