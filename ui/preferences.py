"""What an officer wishes of the window: language, look, when it locks, which site is in view.

Kept in the database, so that it goes with the officer to every desk; one text for all of them, read with the log-in.
What the computer itself remembers is in `ui.remembered`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.tasks import Tasks, unsaid

if TYPE_CHECKING:
    from stockpile.office import Office, Session

NAME = "window"

LANGUAGE = "language"
LOOK = "look"
LOCK_MINUTES = "lock-minutes"
SITE = "site"
LAST_PAGE = "page"


class Preferences(QObject):
    """The wishes of the officer at the desk; read at log-in, kept whenever one changes."""

    def __init__(self, office: Office, session: Session, tasks: Tasks, kept: Mapping[str, str]) -> None:
        super().__init__()
        self._office, self._session, self._tasks = office, session, tasks
        self._kept = dict(kept)

    def text(self, name: str) -> str:
        """A wish; empty where there is none."""
        return self._kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        """Wish something from now on; where it cannot be kept, it holds until the window is closed."""
        if self._kept.get(name, "") == value:
            return
        self._kept[name] = value
        work = partial(self._office.kept.put, self._session, NAME, json.dumps(self._kept))
        self._tasks.write(self, work, unsaid, unsaid, changes=False)


def read_preferences(office: Office, session: Session) -> dict[str, str]:
    """For a reader: what an officer wished last; nothing where that cannot be read."""
    try:
        kept = json.loads(office.kept.get(session, NAME) or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}
