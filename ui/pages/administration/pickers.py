"""Fields to choose a country, a site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from stockpile.language import _
from stockpile.reference.countries import countries
from ui.desk import Desk
from ui.tasks import Problem
from ui.widgets.picker import Choice, Picker
from ui.words import problem_words, straight


class CountryField(Picker):
    """Countries by name and code, today's first."""

    def __init__(self, desk: Desk, chosen: str = "") -> None:
        super().__init__(_("Country"), _("Name or two letters"))
        found = sorted(countries().values(), key=lambda each: (each.former, each.name(desk.language).casefold()))
        choices = [
            Choice(each.code, f"{each.name(desk.language)} · {each.code}", each.name(desk.language)) for each in found
        ]
        if chosen and chosen not in countries():
            choices.insert(0, Choice(chosen, chosen))
        self.offer(choices, chosen)


class SiteField(Picker):
    """The sites of the database."""

    def __init__(self, desk: Desk, chosen: str = "") -> None:
        super().__init__(_("Site"), _("Name or code of the site"))
        self._chosen = chosen
        work = partial(desk.office.reading.things, "site")
        desk.tasks.read(self, work, self._on_read, self._on_refused)

    def _on_read(self, sites: Mapping[str, Mapping[str, object]]) -> None:
        choices = [
            Choice(
                code,
                f"{straight(code)} · {state.get('name') or ''}".rstrip(" ·"),
                str(state.get("name") or code),
                "site",
            )
            for code, state in sorted(sites.items())
        ]
        self.offer(choices, self._chosen)

    def _on_refused(self, problem: Problem) -> None:
        self.setToolTip(problem_words(problem))
