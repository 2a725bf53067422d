"""Declaring surplus: what is held beyond need is declared so by name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.surplus import DeclareSurplus
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog
from ui.widgets.fields import line_edit


class DeclareSurplusDialog(ActDialog):
    """By what authority, and why."""

    kind = Kind.SURPLUS
    icon_name = "surplus"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Declaration of surplus")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("&Declare surplus")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "{count} weapon is declared surplus: it is not issued any more and awaits a decision.",
            "{count} weapons are declared surplus: they are not issued any more and await a decision.",
            count,
        )
        return text.format(count=count)

    def add_fields(self) -> None:
        """Authority and reason."""
        self.authority = line_edit(_("Order 12/2026 of the Ministry"))
        self.reason = line_edit(_("Beyond establishment, no longer fit for use …"))
        self.fields.add(_("By what &authority"), self.authority)
        self.fields.add(_("&Reason"), self.reason)

    def act(self) -> DeclareSurplus:
        """What is asked of the office."""
        return DeclareSurplus(
            weapons=self.ids, authority=self.authority.text().strip(), reason=self.reason.text().strip()
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"surplus.no-authority": self.authority}
