"""Dispatch: weapons leave for another site, under a consignment that somebody there accepts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.transferring import Dispatch
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.widgets.fields import line_edit
from ui.widgets.optional_date import OptionalDate
from ui.widgets.reference_pickers import SitePicker


class DispatchDialog(ActDialog):
    """Where to, and what the movement order says."""

    kind = Kind.DISPATCH
    icon_name = "dispatch"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Dispatch")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("&Dispatch the weapon", "&Dispatch the weapons", len(self.weapons))

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "{count} weapon leaves for {site}; it is in transit, and yours to answer for, until it is accepted there.",
            "{count} weapons leave for {site}; they are in transit, and yours to answer for, until they are accepted "
            "there.",
            count,
        )
        return text.format(count=f"{count:,}", site=self.to.said() or _("the site you name"))

    def add_fields(self) -> None:
        """Site, and the movement order."""
        self.to = SitePicker(self.desk, self.weapons[0].site)
        self.to.changed.connect(self.retell)
        self.expected = OptionalDate(_("Expected to arrive &on"), 2)
        self.carrier = line_edit(_("Who carries them"))
        self.vehicle = line_edit(_("Number plate, wagon, flight"))
        self.escort = line_edit(_("Who goes with them"))
        self.route = line_edit()
        self.seals = line_edit(_("Numbers of the seals on cases and containers"))
        self.fields.add(_("&To site"), self.to)
        self.fields.add(_("Expected"), self.expected)
        self.fields.add(_("&Carrier"), self.carrier)
        self.fields.add(_("&Vehicle"), self.vehicle)
        self.fields.add(_("&Escort"), self.escort)
        self.fields.add(_("&Route"), self.route)
        self.fields.add(_("Sea&ls"), self.seals)

    def act(self) -> Dispatch:
        """What is asked of the office."""
        site = self.to.key()
        if not site:
            raise Incomplete(self.to, _("Say which site the weapons go to."))
        return Dispatch(
            weapons=self.ids,
            to=site,
            carrier=self.carrier.text().strip(),
            vehicle=self.vehicle.text().strip(),
            escort=self.escort.text().strip(),
            route=self.route.text().strip(),
            seals=self.seals.text().strip(),
            expected_on=self.expected.value(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return dict.fromkeys(("site.unknown", "dispatch.same-site"), self.to)
