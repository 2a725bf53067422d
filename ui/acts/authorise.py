"""Authorising destruction: opens a dossier, and destroys nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.disposing import AuthoriseDisposal
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog
from ui.widgets.fields import line_edit


class AuthoriseDialog(ActDialog):
    """By what order; signed by two."""

    kind = Kind.AUTHORISATION
    approved = True

    def title(self) -> str:
        """The act, as a noun."""
        return _("Authorisation of destruction")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("&Authorise destruction")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = len(self.weapons)
        text = ngettext(
            "A dossier is opened that authorises the destruction of {count} weapon; nothing is destroyed by it.",
            "A dossier is opened that authorises the destruction of {count} weapons; nothing is destroyed by it.",
            count,
        )
        return text.format(count=count)

    def add_fields(self) -> None:
        """Authority and reason."""
        self.authority = line_edit(_("Order or decision that authorises it"))
        self.reason = line_edit()
        self.fields.add(_("By what a&uthority"), self.authority)
        self.fields.add(_("&Reason"), self.reason)

    def act(self) -> AuthoriseDisposal:
        """What is asked of the office."""
        return AuthoriseDisposal(
            weapons=self.ids, authority=self.authority.text().strip(), reason=self.reason.text().strip()
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"disposal.no-authority": self.authority}
