"""A code of squares that a scanner reads off the screen: black on white with its margin, in every look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_MARGIN = 4  # squares of white that a scanner needs around (ISO/IEC 18004)


class QrPicture(QWidget):
    """The code, as large as the place lets it be, in whole dots a square. ``name``: for a screen reader."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: tuple[bytes, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, rows: Sequence[bytes]) -> None:
        """Show another code: rows of squares, 1 is dark; none: nothing."""
        self._rows = tuple(rows)
        self.update()

    def sizeHint(self) -> QSize:
        """Enough for a phone at arm's length."""
        return QSize(220, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sharp edges: half a dot of grey makes a code hard to read."""
        if not self._rows:
            return
        count = len(self._rows) + 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        dots = max(1, int(min(self.width(), self.height()) * ratio) // count)
        square = dots / ratio
        side = square * count
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        left, top = int(left * ratio) / ratio, int(top * ratio) / ratio
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(left, top, side, side), QColor("#FFFFFF"))
        dark = QColor("#000000")
        for down, row in enumerate(self._rows, _MARGIN):
            for across, one in enumerate(row, _MARGIN):
                if one:
                    painter.fillRect(QRectF(left + across * square, top + down * square, square, square), dark)
        painter.end()
