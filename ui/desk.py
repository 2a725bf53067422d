"""What a page works with. One is made at log-in and thrown away at lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
