"""Issue: hand weapons to a holder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from stockpile.acts.issuing import Issue
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.theme.measures import GRID
from ui.widgets.fields import date_field, line_edit
from ui.widgets.holder_picker import HolderPicker
from ui.words import straight

_USUAL_DAYS = 7


class IssueDialog(ActDialog):
    """Who takes them, until when, for what."""

    kind = Kind.ISSUE
    icon_name = "issue"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Issue")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("&Issue the weapon", "&Issue the weapons", len(self.weapons))

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count, holder = len(self.weapons), self.holder.said() or _("the holder you name")
        if self.limited.isChecked():
            text = ngettext(
                "{count} weapon is issued to {holder}, due back on {until}.",
                "{count} weapons are issued to {holder}, due back on {until}.",
                count,
            )
        else:
            text = ngettext("{count} weapon is issued to {holder}.", "{count} weapons are issued to {holder}.", count)
        return text.format(count=count, holder=holder, until=straight(self._until().isoformat()))

    def add_fields(self) -> None:
        """Holder, until, purpose."""
        self.holder = HolderPicker(self.desk, self.weapons[0].site)
        self.holder.changed.connect(self.retell)
        self.limited = QCheckBox(_("&Due back on"))
        self.until = date_field(_("Due back on"), QDate.currentDate().addDays(_USUAL_DAYS))
        self.until.setEnabled(False)
        self.limited.toggled.connect(self.until.setEnabled)
        self.limited.toggled.connect(self.retell)
        self.until.dateChanged.connect(self.retell)
        self._limit = QWidget()
        row = QHBoxLayout(self._limit)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.limited)
        row.addWidget(self.until)
        row.addStretch(1)
        self.purpose = line_edit(_("Training, guard duty, operation …"))
        self.fields.add(_("&Holder"), self.holder.field)
        self.fields.add_wide(self.holder)
        self.fields.add(_("Until"), self._limit)
        self.fields.add(_("P&urpose"), self.purpose)

    def act(self) -> Issue:
        """What is asked of the office."""
        holder = self.holder.key()
        if not holder:
            raise Incomplete(self.holder.field, _("Say who takes the weapons."))
        until = self._until() if self.limited.isChecked() else None
        return Issue(weapons=self.ids, holder=holder, until=until, purpose=self.purpose.text().strip())

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        holder = dict.fromkeys(("holder.unknown", "holder.not-active"), self.holder.field)
        return {**holder, "issue.until-past": self._limit}

    def _until(self) -> date:
        chosen = self.until.date()
        return date(chosen.year(), chosen.month(), chosen.day())
