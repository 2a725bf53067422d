"""What officers keep for themselves, or share: saved views, columns, when they were here last.

Outside the ledger: it may change and go, no act and no paper rests on it, and verification passes over it. A name
that begins with `shared/` is everybody's; every other belongs to the officer alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile.domain.errors import Refused
from stockpile.office.sessions import Session
from stockpile.storage import kept
from stockpile.storage.store import Store

SHARED = "shared/"
EVERYBODY = ""  # the owner of what is shared, and of what the office notes for itself

LONGEST_NAME = 200  # letters
LARGEST_VALUE = 65_536  # bytes
MOST = 1_000  # of one owner


@dataclass(frozen=True, slots=True)
class Kept:
    """What officers keep in an open database."""

    store: Store

    def get(self, by: Session, name: str) -> str:
        """What is kept under a name; empty where nothing is."""
        with self.store.reading() as reader:
            return kept.find(reader, _owner(by, name), name)

    def named(self, by: Session, prefix: str = "") -> dict[str, str]:
        """Everything whose name begins so: the officer's own, and what is shared (under `shared/` and the prefix)."""
        beginning = prefix if prefix.startswith(SHARED) else SHARED + prefix
        with self.store.reading() as reader:
            own = {} if prefix.startswith(SHARED) else kept.named(reader, by.login, prefix)
            return own | kept.named(reader, EVERYBODY, beginning)

    def put(self, by: Session, name: str, value: str) -> None:
        """Keep a text, in the place of what went by that name.

        Raises:
            Refused: `kept.name`, `kept.too-large`, `kept.too-many`, `text.unreadable`.
        """
        _demand_name(name)
        _demand_text(value)
        owner = _owner(by, name)
        with self.store.writing() as unit:
            if kept.count(unit, owner) >= MOST and name not in kept.named(unit, owner, name):
                raise Refused("kept.too-many", most=MOST)
            kept.put(unit, owner, name, value)
            unit.commit()

    def drop(self, by: Session, name: str) -> bool:
        """Keep it no longer; returns whether there was one."""
        with self.store.writing() as unit:
            gone = kept.drop(unit, _owner(by, name), name)
            unit.commit()
        return gone

    # -- what the office notes for itself: no officer can write under these names

    def noted(self, name: str) -> str:
        """What the office noted under a name (`office/...`); empty where nothing."""
        with self.store.reading() as reader:
            return kept.find(reader, EVERYBODY, name)

    def note(self, name: str, value: str) -> None:
        """Note something of the database itself, such as when it was copied last."""
        with self.store.writing() as unit:
            kept.put(unit, EVERYBODY, name, value)
            unit.commit()


def _owner(by: Session, name: str) -> str:
    return EVERYBODY if name.startswith(SHARED) else by.login


def _demand_name(name: str) -> None:
    if not name.removeprefix(SHARED).strip() or len(name) > LONGEST_NAME:
        raise Refused("kept.name", most=LONGEST_NAME)
    _demand_readable(name)


def _demand_text(value: str) -> None:
    _demand_readable(value)
    size = len(value.encode())
    if size > LARGEST_VALUE:
        raise Refused("kept.too-large", size=size, most=LARGEST_VALUE)


def _demand_readable(text: str) -> None:
    """Both databases must be able to keep it."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused("text.unreadable", text=text[:40].encode("ascii", "backslashreplace").decode())
