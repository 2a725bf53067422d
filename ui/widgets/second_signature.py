"""Where a second officer signs: their own login and password, at the same page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.fields import Fields, line_edit
from ui.widgets.labels import label, paragraph

_SECOND = 2  # the first is the officer at the desk


class SecondSignature(QFrame):
    """Login and password of an officer who approves. ``number``: 2 for the second who signs, and so on."""

    def __init__(self, number: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.login = line_edit()
        self.password = line_edit(secret=True)
        self.fields = Fields()
        self.fields.add(*self._said(number, _("Second officer’s &login"), _("Login of officer {number}"), self.login))
        self.fields.add(
            *self._said(number, _("Second officer’s pass&word"), _("Password of officer {number}"), self.password)
        )
        title = _("Second signature") if number == _SECOND else _("Signature {number}").format(number=number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(
            paragraph(
                _("Another officer who may approve this reads the page and signs with their own password."), "muted"
            )
        )
        layout.addWidget(self.fields)

    @staticmethod
    def _said(number: int, second: str, further: str, field: QLineEdit) -> tuple[str, QLineEdit]:
        return (second if number == _SECOND else further.format(number=number)), field

    @property
    def given(self) -> tuple[str, str]:
        """Login and password as typed."""
        return self.login.text().strip(), self.password.text()

    def clear(self) -> None:
        """Forget the password."""
        self.password.clear()
