"""Where a second officer signs: their own login and password, at the same page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph


class SecondSignature(QFrame):
    """Login and password of an officer who approves. ``number``: 2 for the second who signs, 3 for the third."""

    def __init__(self, number: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.login = line_edit()
        self.password = line_edit(secret=True)
        self.fields = Fields()
        second = number == 2  # noqa: PLR2004 - the first is the officer at the desk
        self.fields.add(_("Second officer’s &login") if second else _("Third officer’s login"), self.login)
        self.fields.add(_("Second officer’s pass&word") if second else _("Third officer’s password"), self.password)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.addWidget(label(_("Second signature") if second else _("Third signature"), "heading"))
        layout.addWidget(
            paragraph(
                _("Another officer who may approve this reads the page and signs with their own password."), "muted"
            )
        )
        layout.addWidget(self.fields)

    @property
    def given(self) -> tuple[str, str]:
        """Login and password as typed."""
        return self.login.text().strip(), self.password.text()

    def clear(self) -> None:
        """Forget the password."""
        self.password.clear()
