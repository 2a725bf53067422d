"""A page of a paper on the screen: as sharp as the screen, fitted to the window or as large as one likes, with what
was looked for marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.theme.look import worn
from ui.theme.measures import GRID
from ui.theme.palette import contrast

if TYPE_CHECKING:
    from stockpile.office.showing import Place

_ZOOMS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_SCREEN = 96 / 72  # at 100 % an inch of paper is an inch of a usual screen
_SETTLE_MS = 90  # while a window is drawn larger its page is stretched, and made anew when it rests
_SEEN = 3.0  # contrast of two grounds that need no line between them
_KEPT = 8  # pages that were made


class Fit(Enum):
    """What the page is fitted to; FREE: to nothing, it has a size of its own."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class _Made:
    """A page that was made. ``scale``: dots a point."""

    image: QImage
    text: str
    scale: float


class PaperView(QScrollArea):
    """One page at a time.

    Signals:
        turned: another page is shown, or it has another size.
        failed: (Problem) a page cannot be shown.

    Attributes:
        page: the one that is shown, from 0. pages: how many there are.
        fit: what it is fitted to. zoom: its size; 1.0 as on paper.
        sheet: the page itself.
    """

    turned = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._kept: dict[tuple[int, float], _Made] = {}
        self._epoch = 0
        self.page = 0
        self.fit = Fit.WIDTH
        self.zoom = 1.0
        self.sheet = _Sheet()
        self.setProperty("role", "paper")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self.sheet)
        self.setAccessibleName(_("Page of the paper"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show)

    @property
    def pages(self) -> int:
        """How many pages there are; 0 while there is no paper."""
        return len(self._sizes)

    def show_paper(self, pdf: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a paper from its first page. ``sizes``: of its pages, in points."""
        self._pdf, self._sizes = pdf, tuple(sizes)
        self._kept.clear()
        self.turn_to(0)

    def turn_to(self, page: int) -> None:
        """Show another page, from its top."""
        if self._sizes:
            self.page = max(0, min(page, self.pages - 1))
            self.verticalScrollBar().setValue(0)
            self._show()

    def fit_to(self, fit: Fit) -> None:
        """Fit the page to the window, whatever its size will be."""
        self.fit = fit
        self._show()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by so many steps, from what is seen now."""
        larger = [each for each in _ZOOMS if each > self.zoom * 1.01]
        smaller = [each for each in _ZOOMS if each < self.zoom * 0.99]
        wanted = larger[: max(steps, 0)][-1:] or smaller[::-1][: max(-steps, 0)][-1:]
        if wanted:
            self.fit, self.zoom = Fit.FREE, wanted[0]
            self._show()

    @property
    def can_be_larger(self) -> bool:
        """Whether there is a larger size."""
        return self.zoom * 1.01 < _ZOOMS[-1]

    @property
    def can_be_smaller(self) -> bool:
        """Whether there is a smaller size."""
        return self.zoom * 0.99 > _ZOOMS[0]

    def mark(self, places: Sequence[Place], current: int) -> None:
        """Mark where something stands, the current place more than the others, and go there."""
        self.sheet.mark(tuple(places), current)
        if 0 <= current < len(places):
            place = places[current]
            if place.page != self.page:
                self.turn_to(place.page)
            scale = self.zoom * _SCREEN
            self.ensureVisible(int((place.left + place.width / 2) * scale), int(place.top * scale), 80, 120)

    # -- making pages ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self._sizes:
            return
        self._settle.stop()
        self.zoom = self._fitted()
        wide, high = self._sizes[self.page]
        scale = self.zoom * _SCREEN
        self.sheet.show_page(self.page, scale, round(wide * scale), round(high * scale))
        self._epoch += 1
        made = self._kept.get((self.page, self._dots))
        if made is not None:
            self._on_made(self._epoch, self.page, self._dots, made)
        else:
            self._make(self.page)
        self.turned.emit()

    @property
    def _dots(self) -> float:
        """Dots a point: as many as the screen has."""
        return round(self.zoom * _SCREEN * self.devicePixelRatioF(), 3)

    def _fitted(self) -> float:
        wide, high = (each * _SCREEN for each in self._sizes[self.page])
        # the bar that comes with a tall page must not change the width it is fitted to
        room = self.maximumViewportSize()
        across = (room.width() - self.verticalScrollBar().sizeHint().width() - GRID) / wide
        if self.fit is Fit.WIDTH:
            return max(min(across, _ZOOMS[-1]), 0.2)
        if self.fit is Fit.PAGE:
            return max(min(across, (room.height() - 2) / high), 0.2)
        return self.zoom

    def _make(self, page: int) -> None:
        work = partial(_picture, self._pdf, page, self._dots)
        done = partial(self._on_made, self._epoch, page, self._dots)
        self._desk.tasks.read(self, work, done, self.failed.emit)

    def _on_made(self, epoch: int, page: int, dots: float, made: _Made) -> None:
        self._kept.pop((page, dots), None)
        self._kept[page, dots] = made
        for old in list(self._kept)[:-_KEPT]:
            del self._kept[old]
        if epoch != self._epoch:
            return
        if page == self.page:
            self.sheet.show_image(made.image, made.text)
            if page + 1 < self.pages and (page + 1, dots) not in self._kept:
                self._make(page + 1)  # who reads a page turns to the next

    # -- keys and wheel ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys and Space go down the page, and at its end to the next."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: 1, Qt.Key.Key_Backspace: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.go(step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn_to(0 if event.key() == Qt.Key.Key_Home else self.pages - 1)
        else:
            super().keyPressEvent(event)

    def go(self, step: int) -> None:
        """Down (1) or up (-1) by what is seen; at the end of the page to the next."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() if step > 0 else bar.value() <= bar.minimum()
        if not at_end:
            bar.setValue(bar.value() + step * bar.pageStep() * 9 // 10)
        elif 0 <= self.page + step < self.pages:
            self.turn_to(self.page + step)
            if step < 0:
                bar.setValue(bar.maximum())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel: larger, smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page goes with the window."""
        super().resizeEvent(event)
        if self.fit is not Fit.FREE:
            self._settle.start()


class _Sheet(QLabel):
    """The page, white with its edge, and marks over what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.setScaledContents(True)  # stretched until the page of this size is made
        self._page, self._scale = 0, 1.0
        self._places: tuple[Place, ...] = ()
        self._current = -1

    def show_page(self, page: int, scale: float, width: int, height: int) -> None:
        """Have the size of a page; its picture comes later."""
        if page != self._page:
            self.clear()
        self._page, self._scale = page, scale
        self.setFixedSize(width, height)
        self.update()

    def show_image(self, image: QImage, text: str) -> None:
        """Show its picture; ``text``: what stands on it, for a screen reader."""
        self.setPixmap(QPixmap.fromImage(image))
        self.setAccessibleName(text)

    def mark(self, places: tuple[Place, ...], current: int) -> None:
        """Mark these."""
        self._places, self._current = places, current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper below, marks above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(worn().sheet))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self)
        if contrast(worn().sheet, worn().ground) < _SEEN:  # white on nearly white needs an edge
            painter.setPen(QPen(QColor(worn().line), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for at, place in enumerate(self._places):
            if place.page == self._page:
                self._draw_mark(painter, place, current=at == self._current)
        painter.end()

    def _draw_mark(self, painter: QPainter, place: Place, *, current: bool) -> None:
        scale = self._scale
        box = QRectF(place.left * scale, place.top * scale, place.width * scale, place.height * scale)
        colour = QColor(worn().warning)
        colour.setAlphaF(0.4 if current else 0.2)
        painter.fillRect(box.adjusted(-2, -2, 2, 2), colour)
        if current:
            painter.setPen(QPen(QColor(worn().warning), 2))
            painter.drawRect(box.adjusted(-3, -3, 3, 3))


def _picture(pdf: bytes, page: int, dots: float) -> _Made:
    """For a reader; QImage, unlike QPixmap, may be made on any thread."""
    from stockpile.office.showing import page_picture

    made = page_picture(pdf, page, dots)
    shared = QImage(made.dots, made.width, made.height, made.stride, QImage.Format.Format_BGR888)
    return _Made(shared.copy(), made.text, dots)  # a copy: the dots go with this function
