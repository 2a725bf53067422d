"""Where weapons are to lie: one of the site's places, found by any part of its path or name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.widgets.picker import Choice, Picker
from ui.words import problem_words, straight

State = Mapping[str, object]


class PlacePicker(Picker):
    """The places of one site, as a tree written out: path first, then the names on the way.

    Signals:
        refused: (Problem) they cannot be read.
    """

    refused = Signal(object)

    def __init__(self, desk: Desk, site: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name or _("Place"), _("Room, rack or shelf: type a part of it"), parent)
        self._desk, self._site = desk, site
        self.read()

    def read(self, chosen: str = "") -> None:
        """Read the places again. ``chosen``: the path of one to choose then."""
        work = partial(self._desk.office.reading.things, "location")
        self._desk.tasks.read(self, work, partial(self._on_read, chosen), self._on_refused)

    def show_site(self, site: str) -> None:
        """Offer the places of another site; empty: of all."""
        if site != self._site:
            self._site = site
            self.read()

    def _on_read(self, chosen: str, places: Mapping[str, State]) -> None:
        self.offer(choices(places, self._site), chosen)

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))
        self.refused.emit(problem)


def choices(places: Mapping[str, State], site: str) -> list[Choice]:
    """What a field offers: the places of a site that are in use, each below the one it lies in."""
    names = {path: str(state.get("name") or "") for path, state in places.items()}
    return [
        _choice(path, names)
        for path in sorted(places, key=_in_order)
        if site in ("", places[path].get("site"), path.partition("/")[0]) and places[path].get("active", True)
    ]


def _choice(path: str, names: Mapping[str, str]) -> Choice:
    steps = path.split("/")
    on_the_way = [names.get("/".join(steps[: depth + 1]), "") for depth in range(1, len(steps))]
    named = " › ".join(each for each in on_the_way if each)
    text = f"{straight(path)} · {named}" if named else straight(path)
    return Choice(path, text, named or straight(path), "place" if len(steps) < _SHELF else "rack")


_SHELF = 3  # steps of a path from which on it is a rack or shelf


def _in_order(path: str) -> tuple[tuple[int, str], ...]:
    """A place under the one it lies in, and rack 9 before rack 10."""
    return tuple((int(step) if step.isdecimal() else -1, step) for step in path.split("/"))
