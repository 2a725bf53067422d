"""Opening, making and sampling databases: functions for workers. What they need is loaded here, when the window
already stands."""

from __future__ import annotations

import importlib
import itertools
import json
import os
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from stockpile.domain.rules import rules
from stockpile.language import _
from ui.pages.connect import PORT, Server
from ui.pages.new_database import NewDatabase
from ui.preferences import read_preferences
from ui.tasks import Progress
from ui.widgets.site_switcher import HomeSite, home_sites
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session

LOGIN = "login.json"  # of the sample armoury, beside it
_LATER = (
    "ui.acts",
    "ui.dialogs.paper",
    "ui.dialogs.help",
    "ui.pages.disposal",
    "ui.pages.papers",
    "ui.pages.administration",
    "ui.pages.imports",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database; with the officer, where they need not log in. ``login``, ``password``: of the sample
    armoury."""

    office: Office
    session: Session | None = None
    login: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An officer who has logged in, with what they wish of the window, the sites they may look at, and after how many
    minutes the state wants an untouched window locked."""

    session: Session
    wishes: dict[str, str]
    sites: tuple[HomeSite, ...]
    lock_within: int


def load_pages() -> None:
    """While somebody types their password: what the window will show is loaded by a reader, the first pages first, so
    that Enter shows them at once, and no page, act or paper is waited for the first time somebody looks at it."""
    for name in ("ui.frame", "ui.pages.overview", "ui.pages.register", *_LATER):
        importlib.import_module(name)


def log_in(office: Office, login: str, password: str) -> Arrival:
    """Log an officer in."""
    return arrive(office, office.log_in(login, password))


def arrive(office: Office, session: Session) -> Arrival:
    """What the window needs to know of an officer who has logged in."""
    sites = office.reading.things("site")
    in_force = rules(office.reading.things("rules").get("national", {}))
    return Arrival(session, read_preferences(office, session), home_sites(sites), in_force.lock_after_minutes)


def without_password(url: str) -> str:
    """An address as it may be kept on the computer."""
    parts = urlsplit(url)
    if "://" not in url or parts.password is None:
        return url
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(unquote(parts.username or ''), safe='')}@{host}"))


def server_address(asked: Server) -> str:
    """The address of a database on a server, with the password where one was typed; kept in memory only."""
    who = quote(asked.login, safe="")
    if asked.password:
        who += ":" + quote(asked.password, safe="")
    host = f"[{asked.host}]" if ":" in asked.host else asked.host
    return f"postgresql://{who}@{host}:{asked.port}/{quote(asked.database, safe='')}"


def server_of(url: str) -> Server | None:
    """What such an address says; None for a file."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return None
    return Server(
        host=parts.hostname or "",
        port=parts.port or PORT,
        database=unquote(parts.path.lstrip("/")),
        login=unquote(parts.username or ""),
    )


def default_database() -> str:
    """The database of this user, where none is named."""
    from stockpile.office import Office

    return Office.default_database()


def open_database(url: str, *, upgrade: bool = False) -> Opened:
    """Open a database that is there. ``upgrade``: bring an older one on a server up to date; a file always is."""
    from stockpile.office import Office

    office = Office.open(url, upgrade=upgrade)
    login, password = _sample_login(url)
    return Opened(office, None, login, password)


def upgraded_words(copy: str) -> str:
    """That an older database was brought up to date, and where the copy of what it was stands."""
    if not copy:
        return _("This database was made by an older Stockpile and was brought up to date.")
    said = _("This database was made by an older Stockpile and was brought up to date. A copy of what it was: {path}")
    return said.format(path=straight(copy))


def open_usual(url: str) -> Opened | None:
    """Open the database of this user, if there is one. ``url``: the one used last; empty: at the usual place."""
    from stockpile.office import Office

    url = url or Office.default_database()
    return open_database(url) if "://" in url or Path(url).exists() else None


def create_database(asked: NewDatabase) -> Opened:
    """Make a database, and log its first officer in."""
    from stockpile.office import Office

    if "://" not in asked.path:
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
