"""Placing: weapons are put in another place of their site."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.placing import Place
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.widgets.place_picker import PlacePicker


class MoveDialog(ActDialog):
    """Where they are put."""

    kind = Kind.PLACING
    icon_name = "move"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Move within the site")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("&Move the weapon", "&Move the weapons", len(self.weapons))

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext("{count} weapon is put in {place}.", "{count} weapons are put in {place}.", count)
        return text.format(count=f"{count:,}", place=self.location.said() or _("the place you name"))

    def add_fields(self) -> None:
        """The place."""
        self.location = PlacePicker(self.desk, self.weapons[0].site)
        self.location.refused.connect(self.notice.refuse)
        self.location.changed.connect(self.retell)
        self.fields.add(_("Put &where"), self.location)

    def act(self) -> Place:
        """What is asked of the office."""
        path = self.location.key()
        if not path:
            raise Incomplete(self.location, _("Say where the weapons are put."))
        return Place(weapons=self.ids, location=path)

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return dict.fromkeys(("location.unknown", "location.elsewhere", "location.closed"), self.location)
