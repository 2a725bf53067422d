"""What a page works with. One is made at log-in and thrown away at lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.ask import Ask
from ui.remembered import Remembered
from ui.tasks import Tasks

if TYPE_CHECKING:  # its libraries take longer to load than the window to open
    from stockpile.office import Office, Session


@dataclass(frozen=True, slots=True)
class Desk:
    """The open database, the officer at it, and the parts of the window every page may use."""

    office: Office
    session: Session
    tasks: Tasks
    ask: Ask
    remembered: Remembered
    language: str = "en"
