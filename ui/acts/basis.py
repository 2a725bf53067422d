"""What any act may rest on: an order, a reason, documents. Folded away until somebody wants it, since most everyday
acts need none of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import Fields, line_edit
from ui.widgets.files_field import FilesField


class Basis(QWidget):
    """``authority``, ``reason``: whether they are asked for here, because the act itself does not."""

    def __init__(self, desk: Desk, *, authority: bool, reason: bool) -> None:
        super().__init__()
        self.authority = line_edit(_("Order 12/2026 of the Ministry"))
        self.reason = line_edit()
        self.documents = FilesField(desk, _("Documents"))
        self.fields = Fields()
        if authority:
            self.fields.add(_("By what authorit&y"), self.authority)
        if reason:
            self.fields.add(_("&Reason"), self.reason)
        self.fields.add(_("Documents"), self.documents)
        texts = {
            (True, True): _("Order, reason, documents …"),
            (True, False): _("Order, documents …"),
            (False, True): _("Reason, documents …"),
        }
        text = texts.get((authority, reason), _("Documents …"))
        self.open = button(text, self._on_open, "link", icon_name="add")
        self.open.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.fields)
        self.fields.hide()

    def _on_open(self) -> None:
        self.open.hide()
        self.fields.show()
        self.fields.focus_first()
