"""Who: a holder of weapons, or an officer who logs in; found by any part of name, number or login."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile.domain.people import Officer, officer
from stockpile.domain.voucher import Kind
from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.widgets.picker import Choice, Picker
from ui.words import problem_words, straight

State = Mapping[str, object]


class PersonPicker(Picker):
    """A field over all things of one kind that people are.

    Signals:
        refused: (Problem) they cannot be read.
    """

    refused = Signal(object)

    kind = ""

    def __init__(self, desk: Desk, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent)
        self._desk = desk
        self.read()

    def read(self, chosen: str = "") -> None:
        """Read them again. ``chosen``: the key of one to choose then."""
        work = partial(self._desk.office.reading.things, self.kind)
        self._desk.tasks.read(self, work, partial(self._on_read, chosen), self._on_refused)

    def choices(self, people: Mapping[str, State]) -> list[Choice]:
        """What is offered of them."""
        raise NotImplementedError

    def _on_read(self, chosen: str, people: Mapping[str, State]) -> None:
        self.offer(self.choices(people), chosen)

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))
        self.refused.emit(problem)


class HolderField(PersonPicker):
    """Those who may hold weapons: persons and units."""

    kind = "holder"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Holder"), _("Name or number of the person or unit"), parent)

    def choices(self, people: Mapping[str, State]) -> list[Choice]:
        """Those who hold weapons still."""
        return [_person(key, state, "person") for key, state in sorted(people.items()) if state.get("active", True)]


class OfficerPicker(PersonPicker):
    """Those who log in and sign. ``may``: only who may record such a voucher; ``without``: logins left out, such as
    one's own where another has to sign."""

    kind = "officer"

    def __init__(
        self, desk: Desk, may: Kind | None = None, without: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        self._may, self._without = may, frozenset(without)
        super().__init__(desk, _("Officer"), _("Name or login of the officer"), parent)

    def choices(self, people: Mapping[str, State]) -> list[Choice]:
        """Those who are active, and may."""
        return [
            _person(login, state, "person")
            for login, state in sorted(people.items())
            if login not in self._without and self._fits(officer(login, state))
        ]

    def _fits(self, person: Officer) -> bool:
        return person.active if self._may is None else person.may(self._may)


def _person(key: str, state: State, icon_name: str) -> Choice:
    name = str(state.get("name") or "")
    rank = str(state.get("rank") or "")
    called = " ".join(each for each in (rank, name) if each)
    return Choice(key, f"{straight(key)} · {called}" if called else straight(key), called, icon_name)
