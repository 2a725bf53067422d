"""Return: take weapons back into stock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from stockpile.acts.issuing import Return
from stockpile.domain.standing import Condition
from stockpile.domain.voucher import Kind
from stockpile.language import _, listed, ngettext
from ui.acts.act_dialog import ActDialog
from ui.widgets.fields import choice, typed_choice
from ui.words import named, straight


class TakeBackDialog(ActDialog):
    """In what condition they came back, and where they are put."""

    kind = Kind.RETURN
    icon_name = "take-back"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Return")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("&Take the weapon back", "&Take the weapons back", len(self.weapons))

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        holders = listed(straight(each) for each in sorted({row.holder for row in self.weapons if row.holder}))
        text = ngettext(
            "{count} weapon is taken back from {holders} and is in stock again.",
            "{count} weapons are taken back from {holders} and are in stock again.",
            count,
        )
        return text.format(count=count, holders=holders or "…")

    def add_fields(self) -> None:
        """Condition and place."""
        known: list[tuple[str, object]] = [(named(each.value), each.value) for each in Condition]
        self.condition = choice([(_("As recorded"), ""), *known])
        self.location = typed_choice(_("Put where"), _("Where it was"))
        self.fields.add(_("&Condition as found"), self.condition)
        self.fields.add(_("Put &where"), self.location)
        work = partial(self.desk.office.reading.things, "location")
        self.desk.tasks.read(self, work, self._on_locations, self.notice.refuse)

    def act(self) -> Return:
        """What is asked of the office."""
        condition = str(self.condition.currentData())
        typed = self.location.currentText().strip()
        at = self.location.findText(typed)
        location = str(self.location.itemData(at)) if at >= 0 else typed
        return Return(weapons=self.ids, condition=Condition(condition) if condition else None, location=location)

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return dict.fromkeys(("location.unknown", "location.elsewhere"), self.location)

    def _on_locations(self, locations: dict[str, dict[str, object]]) -> None:
        typed = self.location.currentText()
        sites = {row.site for row in self.weapons}
        for path in sorted(locations):
            if path.partition("/")[0] in sites:
                self.location.addItem(path, path)
        self.location.setCurrentIndex(-1)  # blank means: leave it as it is
        self.location.setEditText(typed)
