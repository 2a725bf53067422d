"""Fields to choose from the catalogue and the code lists: models, countries, sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.widgets.picker import Choice, Picker
from ui.words import named, problem_words, straight

if TYPE_CHECKING:
    from stockpile.office import Office
    from stockpile.office.catalogue import CatalogueEntry

_ALL = 100_000


class ModelPicker(Picker):
    """The models of the catalogue, the state's own before the shipped ones; what is in none of them may be typed.

    Signals:
        picked: a model of the catalogue was chosen; see `entry`.
    """

    picked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Model"), _("Model: type a part of it"), parent)
        self._entries: dict[str, CatalogueEntry] = {}
        self._last = ""
        self.changed.connect(self._on_changed)
        desk.tasks.read(self, partial(_models, desk.office), self._on_read, self._on_refused)

    @property
    def entry(self) -> CatalogueEntry | None:
        """The entry that is chosen; None where what was typed is in no catalogue."""
        chosen = self.chosen()
        return self._entries.get(chosen.key) if chosen is not None else None

    def _on_read(self, entries: Sequence[CatalogueEntry]) -> None:
        self._entries = {each.name: each for each in entries}
        self.offer([_model(each) for each in entries])

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))

    def _on_changed(self) -> None:
        entry = self.entry
        name = entry.name if entry is not None else ""
        if name and name != self._last:
            self.picked.emit()
        self._last = name


class CountryPicker(Picker):
    """Countries by name or code, former states too."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _("Country: name or code"), parent)
        desk.tasks.read(self, partial(_countries, desk.language), self._on_read, self._on_refused)

    def _on_read(self, countries: Sequence[tuple[str, str]]) -> None:
        typed = self.currentText().strip()
        self.offer([Choice(code, f"{name} ({straight(code)})", name) for code, name in countries], typed)

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))

    def choose(self, key: str) -> bool:
        """Choose by code, also before the list is there."""
        if not self.known:
            self.setEditText(key)
        return super().choose(key)


class SitePicker(Picker):
    """The sites, without the one named."""

    def __init__(self, desk: Desk, without: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Site"), _("Site: name or code"), parent)
        self._without = without
        work = partial(desk.office.reading.things, "site")
        desk.tasks.read(self, work, self._on_read, self._on_refused)

    def _on_read(self, sites: Mapping[str, Mapping[str, object]]) -> None:
        found = ((code, str(state.get("name") or "")) for code, state in sorted(sites.items()) if code != self._without)
        self.offer([Choice(code, f"{straight(code)} · {name}" if name else code, name, "site") for code, name in found])

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))


def _models(office: Office) -> tuple[CatalogueEntry, ...]:
    """For a reader."""
    from stockpile.office.catalogue import CatalogueQuery

    return office.catalogue.search(CatalogueQuery(limit=_ALL))


def _countries(language: str) -> tuple[tuple[str, str], ...]:
    """For a reader."""
    from stockpile.office.lists import country_names

    return country_names(language)


def _model(entry: CatalogueEntry) -> Choice:
    said = [straight(entry.name), ", ".join(entry.makers[:1]), named(entry.category) if entry.category else ""]
    return Choice(entry.name, " · ".join(each for each in said if each), entry.name, "model")
