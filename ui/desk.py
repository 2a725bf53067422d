"""What a page works with. One is made at log-in and thrown away at lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ui.ask import Ask
from ui.remembered import Remembered
from ui.tasks import Tasks

if TYPE_CHECKING:  # its libraries take longer to load than the window to open
    from stockpile.office import Office, Session


class SiteInView(QObject):
    """The site whose affairs the pages show.

    Signals:
        changed: it is another one; pages read again.

    Attributes:
        code: its code; empty: all sites.
    """

    changed = Signal()

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self.code = code

    def show(self, code: str) -> None:
        """Show another site; empty: all of them."""
        if code != self.code:
            self.code = code
            self.changed.emit()


class Closes(Protocol):
    """What is under way and holds something that has to be given back."""

    title: str

    def close(self) -> None:
        """Give it back; nothing of it is recorded."""


@dataclass(slots=True)
class Unfinished:
    """What officers have under way that is in no database yet. It outlives their desk: who comes back goes on with it."""

    _things: dict[tuple[str, str], Closes] = field(default_factory=dict)

    def keep(self, login: str, name: str, thing: Closes) -> None:
        """An officer has this under way."""
        self._things[login, name] = thing

    def of(self, login: str, name: str) -> Closes | None:
        """What an officer has under way by this name."""
        return self._things.get((login, name))

    def drop(self, login: str, name: str) -> None:
        """It is finished, or given up."""
        self._things.pop((login, name), None)

    @property
    def titles(self) -> tuple[str, ...]:
        """What is under way, as a person would say it."""
        return tuple(each.title for each in self._things.values())

    def close(self) -> None:
        """Give up everything."""
        for each in self._things.values():
            each.close()
        self._things.clear()


@dataclass(frozen=True, slots=True)
class Desk:
    """The open database, the officer at it, and the parts of the window every page may use."""

    office: Office
    session: Session
    tasks: Tasks
    ask: Ask
    remembered: Remembered
    language: str = "en"
    site: SiteInView = field(default_factory=SiteInView)
    unfinished: Unfinished = field(default_factory=Unfinished)
