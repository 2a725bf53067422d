"""Authorising a disposal: opens a dossier, and destroys nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stockpile.acts.disposing import AuthoriseDisposal
from stockpile.domain.standing import DisposalOption
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog
from ui.widgets.fields import choice, line_edit
from ui.words import named


class AuthoriseDialog(ActDialog):
    """What is to become of the weapons, by what order; signed by two."""

    kind = Kind.AUTHORISATION
    approved = True
    icon_name = "authorise"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Authorisation of disposal")

    def verb(self) -> str:
        """The act, as the button says it."""
        return _("&Authorise the disposal")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count, option = len(self.weapons), self._chosen()
        if option is DisposalOption.DESTRUCTION:
            text = ngettext(
                "A dossier is opened that authorises the destruction of {count} weapon; nothing is destroyed by it.",
                "A dossier is opened that authorises the destruction of {count} weapons; nothing is destroyed by it.",
                count,
            )
        else:
            text = ngettext(
                "A dossier is opened that decides on {count} weapon: {option}; nothing leaves the stock by it.",
                "A dossier is opened that decides on {count} weapons: {option}; nothing leaves the stock by it.",
                count,
            )
        return text.format(count=f"{count:,}", option=_(option.value))

    def add_fields(self) -> None:
        """Decision, authority and reason; where it is not destruction, why not."""
        self.option = choice([(named(each.value), each.value) for each in DisposalOption])
        self.option.currentIndexChanged.connect(self._on_option)
        self.because = line_edit(_("Destruction is to be preferred: say why it is not chosen"))
        self.authority = line_edit(_("Order or decision that authorises it"))
        self.reason = line_edit()
        self.fields.add(_("&Decision"), self.option)
        self.fields.add(_("Why &not destroyed"), self.because)
        self.fields.add(_("By what a&uthority"), self.authority)
        self.fields.add(_("&Reason"), self.reason)
        self.fields.offer(self.because, offered=False)

    def _chosen(self) -> DisposalOption:
        return DisposalOption(str(self.option.currentData()))

    def _on_option(self, *_index: int) -> None:
        self.fields.offer(self.because, offered=self._chosen() is not DisposalOption.DESTRUCTION)
        self.retell()

    def act(self) -> AuthoriseDisposal:
        """What is asked of the office."""
        option = self._chosen()
        return AuthoriseDisposal(
            weapons=self.ids,
            option=option,
            not_destroyed_because="" if option is DisposalOption.DESTRUCTION else self.because.text().strip(),
            authority=self.authority.text().strip(),
            reason=self.reason.text().strip(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"disposal.no-authority": self.authority, "disposal.no-reason": self.because}
