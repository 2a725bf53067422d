"""Papers: the vouchers with their papers, found by kind, date, officer and words; and the inventory list."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget

from stockpile.domain.filter import WeaponFilter
from stockpile.domain.voucher import Kind, Voucher
from stockpile.domain.voucher_filter import VoucherFilter
from stockpile.language import _, listed, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.page import Page
from ui.tasks import Problem, Progress
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.empty import Empty
from ui.widgets.fields import choice
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.optional_date import OptionalDate
from ui.widgets.person_picker import OfficerPicker
from ui.widgets.tables import Table
from ui.words import kind_words, minute, problem_words, straight

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from stockpile.office import Office, Session

_LATEST = 500
_TYPING_MS = 200  # a search begins when typing rests so long
_KINDS = {kind.value: kind for kind in Kind}


class PapersPage(Page):
    """The latest vouchers that fit; any one by its number; the inventory as a list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Papers"), parent)
        self._epoch = 0
        self._wanted = ""  # reference of the voucher to stand on, once it is read
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._read)
        self._build_filters()
        self.pdf = button(_("Inventory as &PDF …"), self._on_pdf, icon_name="paper")
        self.workbook = button(_("Inventory as &Excel …"), self._on_workbook, icon_name="export")
        self.notice = Notice()
        self.model: ListTable[Voucher] = ListTable(
            (
                ListColumn(_("Number"), lambda each: straight(each.number)),
                ListColumn(_("Kind"), lambda each: kind_words(each.kind)),
                ListColumn(_("Recorded"), lambda each: minute(each.local_time)),
                ListColumn(_("Site"), lambda each: straight(each.site)),
                ListColumn(_("Pieces"), lambda each: f"{each.lines:,}"),
                ListColumn(_("Signed by"), _signers),
                ListColumn(_("Authority"), lambda each: each.authority),
            ),
            self,
        )
        self.table = Table(self.model, _("Vouchers; Enter opens the paper"))
        self.table.widths(150, 190, 140, 70, 70, 220)
        self.table.opened.connect(self._on_opened)
        self._lay_out()

    def _build_filters(self) -> None:
        self.text = _Search()
        self.text.textChanged.connect(self._on_text)
        self.text.returnPressed.connect(self._on_enter)
        every: list[tuple[str, object]] = [(_("Every kind"), None)]
        self.kinds = choice(every + [(kind_words(kind), kind.value) for kind in Kind])
        self.kinds.setAccessibleName(_("Kind of voucher"))
        self.kinds.currentIndexChanged.connect(self._read)
        self.officer = OfficerPicker(self.desk)
        self.officer.setAccessibleName(_("Signed by"))
        self.officer.changed.connect(self._on_text)
        self.since = OptionalDate(_("&From"), -30)
        self.until = OptionalDate(_("&To"), 0)
        for each in (self.since, self.until):
            each.changed.connect(self._read)
        self.everything = button(_("&Show all again"), self._on_everything, "link")
        self.everything.hide()

    def _lay_out(self) -> None:
        self.head.addWidget(self.pdf)
        self.head.addWidget(self.workbook)
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(self.text, 2)
        first.addWidget(self.kinds, 1)
        first.addWidget(self.officer, 1)
        second = QHBoxLayout()
        second.setSpacing(2 * GRID)
        for each in (self.since, self.until, self.everything):
            second.addWidget(each)
        second.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            Empty(_("No voucher fits"), _("None fits what you typed and chose. Type less, or show all again."))
        )
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(label(_("Enter opens the paper of the voucher; Ctrl+P does too."), "small"))

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def where(self) -> VoucherFilter:
        """What is asked for."""
        return VoucherFilter(
            kind=_KINDS.get(str(self.kinds.currentData())),
            site=self.desk.site.code,
            officer=self.officer.key(),
            since=self.since.value(),
            until=self.until.value(),
            text=self.text.text().strip(),
            limit=_LATEST,
        )

    def entered(self) -> None:
        """Read the latest vouchers again."""
        self._read()

    def show_goal(self, what: object) -> None:
        """Stand on the voucher of a reference, whatever was asked for before; a number or words: look for them."""
        said = str(what or "")
        self._on_everything()
        self._wanted = said
        if said:
            self.text.setText(said.rpartition("/")[2])
            self._read()

    def here(self) -> object:
        """The voucher that is stood on."""
        voucher = self.model.row(self.table.currentIndex().row())
        return voucher.reference if voucher is not None else None

    def _read(self, *_changed: object) -> None:
        self._typing.stop()
        self._epoch += 1
        where = self.where
        self.everything.setVisible(where != VoucherFilter(site=where.site, limit=_LATEST))
        work = partial(self.desk.office.reading.find_vouchers, where)
        self.desk.tasks.read(self, work, partial(self._on_read, self._epoch), self.notice.refuse)

    def _on_read(self, epoch: int, vouchers: list[Voucher]) -> None:
        if epoch != self._epoch:
            return
        before = self._wanted or str(self.here() or "")
        self._wanted = ""
        self.model.show(vouchers)
        count = len(vouchers)
        said = ngettext("{count} voucher", "{count} vouchers", count)
        if count == _LATEST:
            said = ngettext("the latest {count} voucher", "the latest {count} vouchers", count)
        self.subtitle.setText(said.format(count=f"{count:,}"))
        self._stack.setCurrentIndex(0 if vouchers else 1)
        places = [row for row, each in enumerate(vouchers) if each.reference == before]
        if vouchers:
            self.table.selectRow(places[0] if places else 0)

    def _on_text(self, *_text: object) -> None:
        self._typing.start()

    def _on_everything(self) -> None:
        self.text.clear()
        self.officer.setEditText("")
        self.kinds.setCurrentIndex(0)
        for each in (self.since, self.until):
            each.wanted.setChecked(False)
        self._read()

    # -- opening -----------------------------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        """Enter upon a whole number opens its paper, wherever it stands; upon other words it goes to what was found."""
        typed = self.text.text().strip()
        self.notice.clear()
        if not typed:
            return
        work = partial(_named, self.desk.office, typed)
        self.desk.tasks.read(self, work, self._on_named, self._on_unknown)

    def _on_named(self, reference: str) -> None:
        if reference:
            self.paper_wanted.emit(reference)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unknown(self, problem: Problem) -> None:
        self.notice.say(problem_words(problem), Tone.BAD)
        self.text.selectAll()

    def _on_opened(self, row: int) -> None:
        voucher = self.model.row(row)
        if voucher is not None:
            self.paper_wanted.emit(voucher.reference)

    def print_wanted(self) -> None:
        """Ctrl+P: the paper of the current voucher."""
        self._on_opened(self.table.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves the search for the vouchers; Escape clears it."""
        if self.text.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.text.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self.text.clear()
        else:
            super().keyPressEvent(event)

    # -- the inventory list ------------------------------------------------------------------------------------------

    def _on_pdf(self) -> None:
        self._write_inventory(_("Inventory.pdf"), _("Papers (*.pdf)"), workbook=False)

    def _on_workbook(self) -> None:
        self._write_inventory(_("Inventory.xlsx"), _("Workbooks (*.xlsx)"), workbook=True)

    def _write_inventory(self, name: str, kinds: str, *, workbook: bool) -> None:
        chosen = self.desk.ask.file_to_save(self, _("Save the inventory"), name, kinds)
        if not chosen:
            return
        self.notice.clear()
        path = Path(chosen)
        where = WeaponFilter(site=self.desk.site.code)
        work = partial(_inventory, self.desk.office, self.desk.session, path, self.desk.language, where, workbook)
        title = _("Writing {file}").format(file=path.name)
        done = partial(self._on_written, path)
        self.desk.tasks.run(self, title, work, done, self.notice.refuse, writes=False)

    def _on_written(self, path: Path, _count: object) -> None:
        self.notice.say(_("The inventory is in {file}.").format(file=straight(str(path))), Tone.GOOD)


class _Search(QLineEdit):
    """Part of a number, an order, a reason or a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Number, order, reason or name: ISS 2026-000123 …"))
        self.setAccessibleName(_("Search the vouchers"))
        self.setClearButtonEnabled(True)


def _signers(voucher: Voucher) -> str:
    return listed(signer.name or signer.login for _role, signer in voucher.signers)


def _named(office: Office, typed: str) -> str:
    """For a reader: the reference of the voucher whose whole number was typed; empty for other words."""
    if not _is_number(typed):
        return ""
    return office.reading.reference(typed.upper())


def _is_number(typed: str) -> bool:
    prefix, _blank, rest = typed.rpartition("/")[2].partition(" ")
    year, _dash, count = rest.partition("-")
    return prefix.upper() in {each.prefix for each in Kind} and year.isdecimal() and count.isdecimal()


def _inventory(
    office: Office,
    session: Session,
    path: Path,
    language: str,
    where: WeaponFilter,
    workbook: bool,  # noqa: FBT001 - bound by partial
    progress: Progress,
    cancelled: threading.Event,
) -> object:
    """For a reader."""
    write = office.papers.inventory_workbook if workbook else office.papers.inventory_pdf
    return write(path, where, session, language, progress=progress, cancelled=cancelled)
