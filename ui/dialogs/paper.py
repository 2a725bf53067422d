"""A paper, page by page: looked at, searched, saved, printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import split_reference
from stockpile.language import _
from ui.desk import Desk
from ui.dialogs.printing import Printing
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import Button, button, icon_button, primary
from ui.widgets.fields import line_edit
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.paper_view import Fit, PaperView
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session
    from stockpile.office.showing import Place

_SIZE = QSize(900, 1000)  # of a page at its size; the screen may have less
_FIND = 170


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its bytes, and the sizes of its pages in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.sizes)


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
        self._places: tuple[Place, ...] = ()
        self._current = -1
        self._looked_for = ""
        self.setWindowTitle(straight(split_reference(reference)[1]))
        self._build()
        self._build_find()
        self._bind_keys()
        self._lay_out()
        self._tell()
        self.notice.say(_("The paper is being made …"), Tone.INFORMATION)
        work = partial(_make, desk.office, reference, desk.session, desk.language)
        # made by the writer: the database remembers every paper that leaves it
        desk.tasks.write(self, work, self._on_made, self.notice.refuse, changes=False)

    def _build(self) -> None:
        self.view = PaperView(self.desk)
        self.view.turned.connect(self._tell)
        self.view.failed.connect(self._on_failed)
        self.notice = Notice()
        self.printing = Printing(self.desk, self)
        self.printing.done.connect(self.notice.say)
        self.printing.refused.connect(self.notice.refuse)
        self.before: Button = icon_button("back", _("Page before"), self._on_before)
        self.after: Button = icon_button("next", _("Next page"), self._on_after)
        self.smaller: Button = icon_button("zoom-out", _("Smaller"), self._on_smaller)
        self.larger: Button = icon_button("zoom-in", _("Larger"), self._on_larger)
        self.wide: Button = icon_button("fit-width", _("As wide as the window"), self._on_wide)
        self.whole: Button = icon_button("fit-page", _("The whole page"), self._on_whole)
        self.place: QLabel = label("", "muted")
        self.size_said: QLabel = label("", "muted")
        self.save = button(_("&Save as …"), self._on_save, icon_name="save")
        self.print_out = primary(_("&Print …"), self._on_print, "print")
        self.leave = button(_("&Close"), self.reject)

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self.view.page

    @property
    def sheet(self) -> QLabel:
        """The page itself."""
        return self.view.sheet

    def _build_find(self) -> None:
        self.words = line_edit(_("Find on the paper"))
        self.words.setAccessibleName(_("Find on the paper"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(_FIND)
        self.words.textChanged.connect(self._on_cleared)
        self.found: QLabel = label("", "muted")
        self.found_before: Button = icon_button("chevron-up", _("Found before"), self._on_found_before)
        self.found_next: Button = icon_button("chevron-down", _("Found next"), self._on_found_next)

    def _bind_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for sequence, slot in (
            (keys.Print, self._on_print),
            (keys.Save, self._on_save),
            (keys.ZoomIn, self._on_larger),
            (keys.ZoomOut, self._on_smaller),
            (keys.Find, self._on_find),
            (keys.FindNext, self._on_found_next),
            (keys.FindPrevious, self._on_found_before),
        ):
            QShortcut(QKeySequence(sequence), self, slot)
        QShortcut(QKeySequence("Ctrl+0"), self, self._on_whole)
        QShortcut(QKeySequence("Ctrl+="), self, self._on_larger)  # the same key without Shift

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GRID // 2)
        around: tuple[QWidget, ...] = (self.before, self.place, self.after)
        for each in around:
            tools.addWidget(each)
        tools.addSpacing(2 * GRID)
        sizes: tuple[QWidget, ...] = (self.smaller, self.size_said, self.larger, self.wide, self.whole)
        for each in sizes:
            tools.addWidget(each)
        tools.addStretch(1)
        finding: tuple[QWidget, ...] = (self.found, self.words, self.found_before, self.found_next)
        for each in finding:
            tools.addWidget(each)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        keeping: tuple[QWidget, ...] = (self.leave, self.save, self.print_out)
        for each in keeping:
            foot.addWidget(each)
        line = QFrame()
        line.setProperty("role", "divider")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        layout.addLayout(tools)
        layout.addWidget(line)
        layout.addWidget(self.notice)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.92))

    # -- looking -----------------------------------------------------------------------------------------------------

    def _on_made(self, paper: Paper) -> None:
        self.paper = paper
        self.notice.clear()
        self.view.show_paper(paper.pdf, paper.sizes)
        self._tell()
        self.print_out.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.refuse(problem)

    def _tell(self) -> None:
        """Say where one is, and what can be done from here."""
        there, view = self.paper is not None, self.view
        if there:
            self.place.setText(_("Page {page} of {pages}").format(page=view.page + 1, pages=view.pages))
            self.size_said.setText(_("{share} %").format(share=f"{view.zoom * 100:.0f}"))
        self.before.setEnabled(there and view.page > 0)
        self.after.setEnabled(there and view.page + 1 < view.pages)
        self.smaller.setEnabled(there and view.can_be_smaller)
        self.larger.setEnabled(there and view.can_be_larger)
        ready: tuple[QWidget, ...] = (self.wide, self.whole, self.save, self.print_out, self.words)
        for each in ready:
            each.setEnabled(there)
        for each in (self.found_before, self.found_next):
            each.setEnabled(len(self._places) > 1)

    def _on_before(self) -> None:
        self.view.turn_to(self.view.page - 1)

    def _on_after(self) -> None:
        self.view.turn_to(self.view.page + 1)

    def _on_smaller(self) -> None:
        self.view.zoom_by(-1)

    def _on_larger(self) -> None:
        self.view.zoom_by(1)

    def _on_wide(self) -> None:
        self.view.fit_to(Fit.WIDTH)

    def _on_whole(self) -> None:
        self.view.fit_to(Fit.PAGE)

    # -- finding -----------------------------------------------------------------------------------------------------

    def _on_find(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _on_find_entered(self) -> None:
        words = self.words.text().strip()
        if words and words == self._looked_for:
            self._on_found_next()
        elif words and self.paper is not None:
            self._looked_for = words
            work = partial(_find, self.paper.pdf, words)
            self.desk.tasks.read(self, work, partial(self._on_found, words), self.notice.refuse)

    def _on_found(self, words: str, places: tuple[Place, ...]) -> None:
        if words == self._looked_for:
            self._places = places
            first = next((at for at, each in enumerate(places) if each.page >= self.view.page), 0)
            self._show_found(first if places else -1)

    def _on_found_next(self) -> None:
        if self._places:
            self._show_found((self._current + 1) % len(self._places))

    def _on_found_before(self) -> None:
        if self._places:
            self._show_found((self._current - 1) % len(self._places))

    def _show_found(self, at: int) -> None:
        self._current = at
        count = len(self._places)
        said = _("{number} of {count}").format(number=at + 1, count=count) if count else _("Not on the paper")
        self.found.setText(said)
        self.words.setAccessibleDescription(said)
        self.view.mark(self._places, at)
        self._tell()

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._looked_for, self._places, self._current = "", (), -1
            self.found.clear()
            self.view.mark((), -1)
            self._tell()

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
        if self.paper is not None:
            self.printing.begin(self.paper.pdf, self.paper.pages)

    def done(self, result: int) -> None:
        """What is being printed is ended before the painter goes."""
        self.printing.end()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages wherever one is; Enter in the search looks, and does not print; Escape leaves the
        search first."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in turns:
            self.view.go(turns[Qt.Key(event.key())])
        elif self.words.hasFocus() and entered:
            self._on_find_entered()
        elif self.words.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self.words.clear()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _make(office: Office, reference: str, session: Session, language: str) -> Paper:
    """For the writer."""
    from stockpile.office.showing import page_sizes

    make = office.papers.weapon_card if is_weapon(reference) else office.papers.voucher
    pdf = make(reference, session, language)
    return Paper(pdf, page_sizes(pdf))


def _find(pdf: bytes, words: str) -> tuple[Place, ...]:
    """For a reader."""
    from stockpile.office.showing import find

    return find(pdf, words)


def _write(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
    return path
