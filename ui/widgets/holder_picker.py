"""Who takes the weapons: a known holder, or a new one that is added first, by a voucher of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stockpile.acts.administering import Add
from stockpile.domain.subject import holder_subject
from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import paragraph
from ui.widgets.notice import Notice
from ui.widgets.person_picker import HolderField
from ui.words import problem_words

if TYPE_CHECKING:
    from stockpile.domain.voucher import Voucher


class HolderPicker(QWidget):
    """The picker's ``field`` stands in the form; this widget, below it, adds a new holder.

    Signals:
        changed: another holder is chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk, site: str) -> None:
        super().__init__()
        self._desk, self._site = desk, site
        self.field = HolderField(desk)
        self.field.changed.connect(self.changed)
        self._open = button(_("&New holder …"), self._on_open, "link")
        self._build_new()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.new)
        self.field.refused.connect(self.notice.refuse)

    def _build_new(self) -> None:
        self.new = QFrame()
        self.new.setProperty("role", "card")
        self.new_key = line_edit("7-COY")
        self.new_name = line_edit(_("7th Company"))
        self.new_fields = Fields()
        self.new_fields.add(_("Sh&ort name or number"), self.new_key)
        self.new_fields.add(_("N&ame"), self.new_name)
        self.notice = Notice()
        self.add = button(_("&Add this holder"), self._on_add)
        words = _("A holder is added by a voucher of its own, signed by you; then the weapons can be issued to it.")
        layout = QVBoxLayout(self.new)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.addWidget(paragraph(words, "muted"))
        layout.addWidget(self.new_fields)
        layout.addWidget(self.notice)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.new.hide()

    def key(self) -> str:
        """The chosen holder's key; what was typed, where no holder has that name; empty where nothing was."""
        return self.field.key()

    def said(self) -> str:
        """The chosen holder in words; empty where none is."""
        return self.field.said()

    # -- a new one ---------------------------------------------------------------------------------------------------

    def _on_open(self) -> None:
        self.new.setVisible(self.new.isHidden())
        if not self.new.isHidden():
            self.new_key.setText(self.field.currentText().strip())
            self.new_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        self.notice.clear()
        self.new_fields.clear_problems()
        key, name = self.new_key.text().strip(), self.new_name.text().strip()
        state = {"site": self._site, **({"name": name} if name else {})}
        act = Add(things={holder_subject(key): state}, site=self._site)
        self.add.setEnabled(False)
        work = partial(self._desk.office.perform, act, self._desk.session)
        self._desk.tasks.write(self, work, partial(self._on_added, key), self._on_refused)

    def _on_added(self, key: str, _voucher: Voucher) -> None:
        self.add.setEnabled(True)
        self.new.hide()
        self.field.read(chosen=key)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, problem: Problem) -> None:
        self.add.setEnabled(True)
        if problem.code in ("administration.no-name", "holder.exists"):
            self.new_fields.refuse(self.new_key, problem_words(problem))
        else:
            self.notice.refuse(problem)
