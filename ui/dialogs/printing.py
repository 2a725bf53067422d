"""Printing a paper: a page is made by a worker, then painted, then the next; the window stays alive."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMarginsF, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.palette import Tone

_SCALE = 300 / 72  # a page is 72 dots an inch at scale 1


class Printing(QObject):
    """One paper at a time.

    Signals:
        done: (words, tone) how it went. refused: (Problem) a page could not be made; nothing more was printed.
    """

    done = Signal(str, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self._pdf = b""
        self._pages = 0
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None

    def begin(self, pdf: bytes, pages: int) -> None:
        """Ask for a printer, and print; while one prints, nothing."""
        if self._painter is not None:
            return
        self._printer = self._desk.ask.printer(self._window, pages)
        if self._printer is None:
            return
        self._pdf, self._pages = pdf, pages
        # the paper has margins of its own
        self._printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.done.emit(_("The printer cannot be used; nothing was printed."), Tone.BAD)
            return
        self._painter = painter
        self.done.emit(_("The paper is being printed …"), Tone.INFORMATION)
        self._print_page(self._printer.fromPage() - 1 if self._printer.fromPage() else 0)

    def end(self) -> None:
        """End what is being printed; the painter goes before its printer."""
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = None

    def _print_page(self, page: int) -> None:
        work = partial(_image, self._pdf, page)
        self._desk.tasks.read(self, work, partial(self._on_image, page), self._on_refused)

    def _on_image(self, page: int, image: QImage) -> None:
        if self._printer is None or self._painter is None:
            return
        sheet = self._printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
        size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
        if page + 1 < (self._printer.toPage() or self._pages):
            self._printer.newPage()
            self._print_page(page + 1)
        else:
            self.end()
            self.done.emit(_("The paper was sent to the printer."), Tone.GOOD)

    def _on_refused(self, problem: Problem) -> None:
        if self._printer is not None:
            self._printer.abort()
        self.end()
        self.refused.emit(problem)


def _image(pdf: bytes, page: int) -> QImage:
    """For a reader."""
    from stockpile.office.showing import page_picture

    made = page_picture(pdf, page, _SCALE)
    return QImage(made.dots, made.width, made.height, made.stride, QImage.Format.Format_BGR888).copy()
