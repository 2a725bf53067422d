"""Deactivation: certified by an authority that did not do the work; the piece is kept and can never fire again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.deactivating import Deactivate
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog
from ui.widgets.fields import line_edit


class DeactivateDialog(ActDialog):
    """To what standard, by whom, verified by whom, with which mark; signed by two."""

    kind = Kind.DEACTIVATION
    approved = True
    icon_name = "deactivate"
    loud = True

    def title(self) -> str:
        """The act, as a noun."""
        return _("Deactivation")

    def verb(self) -> str:
        """The act, as the button says it."""
        count = len(self.weapons)
        text = ngettext(
            "Record the deacti&vation of {count} weapon", "Record the deacti&vation of {count} weapons", count
        )
        return text.format(count=f"{count:,}")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "{count} weapon leaves the stock for good as deactivated; this cannot be undone, and a certificate follows.",
            "{count} weapons leave the stock for good as deactivated; this cannot be undone, and a certificate follows.",
            count,
        )
        return text.format(count=f"{count:,}")

    def add_fields(self) -> None:
        """What the certificate says."""
        self.standard = line_edit(_("Technical specification that was followed"))
        self.deactivated_by = line_edit(_("Who did the work"))
        self.verifying_entity = line_edit(_("The public authority that checked it"))
        self.mark = line_edit(_("As stamped on every essential component"))
        self.place = line_edit()
        self.owner = line_edit(_("Who keeps the object from now on"))
        self.fields.add(_("&Standard"), self.standard)
        self.fields.add(_("Deactivated &by"), self.deactivated_by)
        self.fields.add(_("&Verifying entity"), self.verifying_entity, _("Another one than the one that did the work."))
        self.fields.add(_("&Mark of deactivation"), self.mark)
        self.fields.add(_("&Place"), self.place)
        self.fields.add(_("&Owner from now on"), self.owner)

    def act(self) -> Deactivate:
        """What is asked of the office."""
        return Deactivate(
            weapons=self.ids,
            standard=self.standard.text().strip(),
            deactivated_by=self.deactivated_by.text().strip(),
            verifying_entity=self.verifying_entity.text().strip(),
            mark=self.mark.text().strip(),
            place=self.place.text().strip(),
            owner=self.owner.text().strip(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field; what is missing, in the order of the page."""
        demanded = (self.standard, self.deactivated_by, self.verifying_entity, self.mark)
        missing = next((field for field in demanded if not field.text().strip()), self.standard)
        return {"deactivation.missing": missing, "deactivation.same-entity": self.verifying_entity}
