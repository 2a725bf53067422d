"""Opening, making and sampling databases: functions for workers. What they need is loaded here, when the window
already stands."""

from __future__ import annotations

import itertools
import json
import os
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.pages.new_database import NewDatabase
from ui.tasks import Progress

if TYPE_CHECKING:
    from stockpile.office import Office, Session

LOGIN = "login.json"  # of the sample armoury, beside it


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database; with the officer, where they need not log in. ``login``, ``password``: of the sample
    armoury."""

    office: Office
    session: Session | None = None
    login: str = ""
    password: str = field(default="", repr=False)


def default_database() -> str:
    """The database of this user, where none is named."""
    from stockpile.office import Office

    return Office.default_database()


def open_database(url: str) -> Opened:
    """Open a database that is there."""
    from stockpile.office import Office

    office = Office.open(url)
    login, password = _sample_login(url)
    return Opened(office, None, login, password)


def open_usual(url: str) -> Opened | None:
    """Open the database of this user, if there is one. ``url``: the one used last; empty: at the usual place."""
    from stockpile.office import Office

    url = url or Office.default_database()
    return open_database(url) if "://" in url or Path(url).exists() else None


def create_database(asked: NewDatabase) -> Opened:
    """Make a database, and log its first officer in."""
    from stockpile.office import Office

    Path(asked.path).parent.mkdir(parents=True, exist_ok=True)
    office = Office.create(
        asked.path,
        site=asked.site,
        name=asked.name,
        country=asked.country,
        login=asked.login,
        password=asked.password,
        officer_name=asked.officer_name,
    )
    return Opened(office, office.log_in(asked.login, asked.password))


def open_sample(_progress: Progress, _cancelled: threading.Event) -> Opened:
    """Open the sample armoury of this user; make it first, where it is not there yet."""
    from stockpile.office import Office
    from stockpile.office.sample import make_sample

    folder = _sample_folder(Path(Office.default_database()).parent)
    database = folder / "sample.db"
    if not folder.exists():
        folder.mkdir(parents=True)
        login, password = "demo", secrets.token_urlsafe(12)
        environment = {"STOCKPILE_OFFICER": login, "STOCKPILE_PASSWORD": password}
        make_sample(folder / "papers", str(database), environment)
        _keep_login(folder / LOGIN, login, password)  # last: what has it was made to the end
    return open_database(str(database))


def _sample_folder(beside: Path) -> Path:
    """The sample armoury that was made to the end; else a folder that is not there yet."""
    numbered = (beside / ("sample" if count == 1 else f"sample-{count}") for count in itertools.count(1))
    return next(each for each in numbered if (each / LOGIN).exists() or not each.exists())


def _keep_login(path: Path, login: str, password: str) -> None:
    """Beside the sample armoury, so that it can be opened again: made-up weapons need no secret."""
    path.touch(mode=0o600)
    path.write_text(json.dumps({"officer": login, "password": password}), encoding="utf-8")


def _sample_login(url: str) -> tuple[str, str]:
    """Login and password of a sample armoury; empty for any other database."""
    if "://" in url or Path(url).name != "sample.db":
        return "", ""
    try:
        kept = json.loads((Path(url).parent / LOGIN).read_text(encoding="utf-8"))
        return str(kept["officer"]), str(kept["password"])
    except (OSError, ValueError, KeyError, TypeError):
        return os.environ.get("STOCKPILE_OFFICER", ""), ""
