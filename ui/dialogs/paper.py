"""A paper, page by page: looked at, saved, printed."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPageLayout, QPainter, QPixmap, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import split_reference
from stockpile.language import _
from ui.desk import Desk
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_USUAL = 3
_one_at_a_time = threading.Lock()  # PDFium must not be called from two threads at once
_PRINT_SCALE = 300 / 72  # a page is 72 dots an inch at scale 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its bytes, and how many pages they make."""

    pdf: bytes
    pages: int


class PaperDialog(QDialog):
    """The paper of a voucher; or, where the id of a weapon stands for its reference, the card of that weapon."""

    def __init__(self, desk: Desk, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setProperty("passing", True)  # noqa: FBT003 - a scan opens the next thing in its place
        self.setProperty("help", "papers")
        self.desk, self.reference = desk, reference
        self.paper: Paper | None = None
        self.page = 0
        self._zoom = _USUAL
        self._epoch = 0
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self.setWindowTitle(straight(split_reference(reference)[1]))
        self._build()
        self._lay_out()
        self._set_ready(ready=False)
        self.notice.say(_("The paper is being made …"), Tone.INFORMATION)
        work = partial(_make, desk.office, reference, desk.session, desk.language)
        # made by the writer: the database remembers every paper that leaves it
        desk.tasks.write(self, work, self._on_made, self.notice.refuse, changes=False)

    def _build(self) -> None:
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._view = QScrollArea()
        self._view.setProperty("role", "plain")
        self._view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._view.setWidget(self.sheet)
        self._view.setWidgetResizable(True)
        self._view.setAccessibleName(_("Page of the paper"))
        self.notice = Notice()
        self.before = button("‹", self._on_before, name=_("Page before"))
        self.after = button("›", self._on_after, name=_("Next page"))
        self.smaller = button("−", self._on_smaller, name=_("Smaller"))
        self.larger = button("+", self._on_larger, name=_("Larger"))
        self.place = label("", "muted")
        self.save = button(_("&Save as …"), self._on_save)
        self.print_out = primary(_("&Print …"), self._on_print)
        self.leave = button(_("&Close"), self.reject)
        for keys, slot in (
            (QKeySequence.StandardKey.Print, self._on_print),
            (QKeySequence.StandardKey.Save, self._on_save),
            (QKeySequence.StandardKey.ZoomIn, self._on_larger),
            (QKeySequence.StandardKey.ZoomOut, self._on_smaller),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        for each in (self.before, self.place, self.after):
            bar.addWidget(each)
        bar.addSpacing(2 * GRID)
        bar.addWidget(self.smaller)
        bar.addWidget(self.larger)
        bar.addStretch(1)
        for each in (self.leave, self.save, self.print_out):
            bar.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(self.notice)
        layout.addWidget(self._view, 1)
        layout.addLayout(bar)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self.resize(860, 690)

    # -- looking -----------------------------------------------------------------------------------------------------

    def _on_made(self, paper: Paper) -> None:
        self.paper = paper
        self.notice.clear()
        self._set_ready(ready=True)
        self.print_out.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn_to(0)

    def _turn_to(self, page: int) -> None:
        if self.paper is None:
            return
        self.page = max(0, min(page, self.paper.pages - 1))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < self.paper.pages)
        self.place.setText(_("Page {page} of {pages}").format(page=self.page + 1, pages=self.paper.pages))
        self._epoch += 1
        ratio = self.devicePixelRatioF()
        work = partial(_image, self.desk.office, self.paper.pdf, self.page, _ZOOMS[self._zoom] * ratio)
        self.desk.tasks.read(self, work, partial(self._on_image, self._epoch, ratio), self.notice.refuse)

    def _on_image(self, epoch: int, ratio: float, image: QImage) -> None:
        if epoch != self._epoch:
            return
        image.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(QPixmap.fromImage(image))
        self.sheet.setAccessibleName(self.place.text())
        self._view.verticalScrollBar().setValue(0)

    def _on_before(self) -> None:
        self._turn_to(self.page - 1)

    def _on_after(self) -> None:
        self._turn_to(self.page + 1)

    def _on_smaller(self) -> None:
        self._zoom_to(self._zoom - 1)

    def _on_larger(self) -> None:
        self._zoom_to(self._zoom + 1)

    def _zoom_to(self, zoom: int) -> None:
        self._zoom = max(0, min(zoom, len(_ZOOMS) - 1))
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(_ZOOMS))
        self._turn_to(self.page)

    def _set_ready(self, *, ready: bool) -> None:
        for each in (self.before, self.after, self.smaller, self.larger, self.save, self.print_out):
            each.setEnabled(ready)

    # -- keeping -----------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        if self.paper is None:
            return
        name = split_reference(self.reference)[1].replace(" ", "-") + ".pdf"
        chosen = self.desk.ask.file_to_save(self, _("Save the paper"), name, _("Papers (*.pdf)"))
        if chosen:
            work = partial(_write, Path(chosen), self.paper.pdf)
            self.desk.tasks.read(self, work, self._on_saved, self.notice.refuse)

    def _on_saved(self, path: Path) -> None:
        self.notice.say(_("The paper is in {file}.").format(file=straight(str(path))), Tone.GOOD)

    def _on_print(self) -> None:
        if self.paper is None or self._painter is not None:
            return
        self._printer = self.desk.ask.printer(self, self.paper.pages)
        if self._printer is None:
            return
        # the paper has margins of its own
        self._printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.notice.say(_("The printer cannot be used; nothing was printed."), Tone.BAD)
            return
        self._painter = painter
        self._print_page(self._printer.fromPage() - 1 if self._printer.fromPage() else 0)

    def _print_page(self, page: int) -> None:
        if self.paper is None:
            return
        work = partial(_image, self.desk.office, self.paper.pdf, page, _PRINT_SCALE)
        self.desk.tasks.read(self, work, partial(self._on_print_image, page), self._on_print_refused)

    def _on_print_image(self, page: int, image: QImage) -> None:
        if self.paper is None or self._printer is None or self._painter is None:
            return
        sheet = self._printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
        size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
        last = self._printer.toPage() or self.paper.pages
        if page + 1 < last:
            self._printer.newPage()
            self._print_page(page + 1)
        else:
            self._end_printing()
            self.notice.say(_("The paper was sent to the printer."), Tone.GOOD)

    def _on_print_refused(self, problem: Problem) -> None:
        if self._printer is not None:
            self._printer.abort()
        self._end_printing()
        self.notice.refuse(problem)

    def _end_printing(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = None

    def done(self, result: int) -> None:
        """What is being printed is ended before the painter goes."""
        self._end_printing()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in turns:
            self._turn_to(self.page + turns[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


def _make(office: Office, reference: str, session: Session, language: str) -> Paper:
    """For the writer."""
    make = office.papers.weapon_card if is_weapon(reference) else office.papers.voucher
    pdf = make(reference, session, language)
    with _one_at_a_time:
        return Paper(pdf, office.papers.page_count(pdf))


def _image(office: Office, pdf: bytes, page: int, scale: float) -> QImage:
    """For a reader; QImage, unlike QPixmap, may be made on any thread."""
    with _one_at_a_time:
        return QImage.fromData(office.papers.page_image(pdf, page, scale))


def _write(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
    return path
