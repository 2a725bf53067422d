"""A new place, other facts about one, closing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile.acts.administering import Add, Change
from stockpile.acts.places import LOCATION_SORTS
from stockpile.domain.subject import location_subject
from stockpile.language import _
from stockpile.office.places import LocationCard
from ui.acts.act_dialog import Incomplete
from ui.desk import Desk
from ui.pages.administration.asking import Asking, perform
from ui.pages.administration.words import sort_words
from ui.widgets.fields import choice, line_edit
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher


class LocationDialog(Asking):
    """A new place in a site or below another; or, with ``card``, what is said of one.

    Signals:
        recorded_at: (site, path) which one it was.
    """

    recorded_at = Signal(str, str)

    def __init__(
        self, desk: Desk, parent: QWidget, site: str, above: str = "", card: LocationCard | None = None
    ) -> None:
        known = card is not None and card.known
        title = _("Change {path}").format(path=straight(card.path)) if card and known else _("New location")
        within = straight(above or site)
        sentence = (
            _("What is changed here counts from today. The path stays: it stands on vouchers.")
            if known
            else _("A place in {within}; weapons can be put in it from then on.").format(within=within)
        )
        verb = _("&Record the change") if known else _("&Add the location")
        super().__init__(desk, parent, title, verb, sentence)
        self._site, self._above, self._card, self._known = site, above or site, card, known
        self.code = line_edit(_("A, or 12"))
        self.name = line_edit(_("Room A"))
        self.sort = choice([("", ""), *((sort_words(each), each) for each in LOCATION_SORTS)])
        self.room = line_edit(_("Leave empty where nobody counted"))
        self.remark = line_edit()
        if card is not None:
            self.begins_at = self.name
            self.code.setText(card.path)
            self.code.setReadOnly(True)
            self.name.setText(card.name)
            self.sort.setCurrentIndex(max(0, self.sort.findData(card.sort)))
            self.room.setText("" if card.capacity is None else str(card.capacity))
            self.remark.setText(card.remark)
        hint = (
            ""
            if card
            else _("Short, as it stands on the door or rack; the path becomes {within}/…").format(within=within)
        )
        self.fields.add(_("&Path") if card else _("&Code"), self.code, hint)
        self.fields.add(_("&Name"), self.name)
        self.fields.add(_("&Sort"), self.sort)
        self.fields.add(_("Room for so many &weapons"), self.room)
        self.fields.add(_("Re&mark"), self.remark)

    @property
    def path(self) -> str:
        """The path it has, or will have."""
        return self._card.path if self._card is not None else f"{self._above}/{self.code.text().strip()}"

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        code, room = self.code.text().strip(), self.room.text().strip()
        if not code or (self._card is None and "/" in code):
            raise Incomplete(self.code, _("Give it a code without slashes; places below it are added one by one."))
        if room and not room.isdecimal():
            raise Incomplete(self.room, _("A whole number of weapons, or nothing."))
        said: dict[str, object] = {
            "name": self.name.text().strip(),
            "sort": self.sort.currentData() or "",
            "capacity": int(room) if room else None,
            "remark": self.remark.text().strip(),
        }
        subject = location_subject(self.path)
        act: Add | Change
        if self._known:
            changes = {name: value if value not in ("", None) else None for name, value in said.items()}
            act = Change(subject=subject, changes=changes, site=self._ledger)
        else:
            state = {"site": self._site, **{name: value for name, value in said.items() if value not in ("", None)}}
            act = Add(things={subject: state}, site=self._ledger)
        self.recorded_at.emit(self._site, self.path)
        return partial(perform, self.desk.office, act, self.desk.session)

    @property
    def _ledger(self) -> str:
        """The ledger of the site it lies in."""
        return self._site

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {
            "location.path": self.code,
            "location.exists": self.code,
            "location.capacity": self.room,
            "administration.no-name": self.code,
        }


class CloseLocation(Asking):
    """Nothing more is put in a place, or again.

    Signals:
        recorded_at: (site, path) which one it was.
    """

    recorded_at = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget, card: LocationCard) -> None:
        closes = _("Nothing can be put in {path} any more, nor in what lies in it.").format(path=straight(card.path))
        opens = _("Weapons can be put in {path} again.").format(path=straight(card.path))
        super().__init__(
            desk,
            parent,
            _("Close a location") if card.active else _("Open a location again"),
            _("C&lose it") if card.active else _("&Open it"),
            closes if card.active else opens,
        )
        self._card = card
        self.reason = line_edit()
        self.fields.add(_("&Reason"), self.reason)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        act = Change(
            subject=location_subject(self._card.path),
            changes={"active": not self._card.active},
            site=self._card.site,
            reason=self.reason.text().strip(),
        )
        self.recorded_at.emit(self._card.site, self._card.path)
        return partial(perform, self.desk.office, act, self.desk.session)
