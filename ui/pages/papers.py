"""Papers: the vouchers with their papers, and the inventory list."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from stockpile.domain.filter import WeaponFilter
from stockpile.domain.voucher import Kind, Voucher
from stockpile.language import _
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.page import Page
from ui.tasks import Problem, Progress
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.tables import Table
from ui.words import kind_words, minute, problem_words, straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session

_LATEST = 500
_KINDS = {kind.value: kind for kind in Kind}


class PapersPage(Page):
    """The latest vouchers; any other by its number; the inventory as a list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Papers"))
        self.number = line_edit(_("Voucher number, ISS 2026-000123"))
        self.number.setAccessibleName(_("Voucher number"))
        self.number.returnPressed.connect(self._on_number)
        every: list[tuple[str, object]] = [(_("Every kind"), None)]
        self.kinds = choice(every + [(kind_words(kind), kind.value) for kind in Kind])
        self.kinds.setAccessibleName(_("Kind of voucher"))
        self.kinds.currentIndexChanged.connect(self._read)
        self.pdf = button(_("Inventory as &PDF …"), self._on_pdf)
        self.workbook = button(_("Inventory as &Excel …"), self._on_workbook)
        self.notice = Notice()
        self.model: ListTable[Voucher] = ListTable(
            (
                ListColumn(_("Number"), lambda each: straight(each.number)),
                ListColumn(_("Kind"), lambda each: kind_words(each.kind)),
                ListColumn(_("Recorded"), lambda each: minute(each.local_time)),
                ListColumn(_("Site"), lambda each: straight(each.site)),
                ListColumn(_("Pieces"), lambda each: f"{each.lines:,}"),
                ListColumn(_("Officer"), lambda each: each.officer.name or each.officer.login),
                ListColumn(_("Authority"), lambda each: each.authority),
            ),
            self,
        )
        self.table = Table(self.model, _("Vouchers"))
        self.table.widths(150, 190, 140, 70, 70, 180)
        self.table.opened.connect(self._on_opened)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head.addWidget(self.pdf)
        self.head.addWidget(self.workbook)
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        self.number.setFixedWidth(280)
        bar.addWidget(self.number)
        bar.addWidget(button(_("&Open"), self._on_number, name=_("Open the paper of this voucher")))
        bar.addSpacing(2 * GRID)
        bar.addWidget(self.kinds)
        bar.addStretch(1)
        self.body.addLayout(bar)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(_("Enter opens the paper of the voucher."), "small"))

    def entered(self) -> None:
        """Read the latest vouchers again."""
        self._read()

    def _read(self, *_index: int) -> None:
        chosen = self.kinds.currentData()
        work = partial(self.desk.office.reading.vouchers, _LATEST, _KINDS.get(str(chosen)))
        self.desk.tasks.read(self, work, self._on_read, self.notice.refuse)

    def _on_read(self, vouchers: list[Voucher]) -> None:
        chosen = self.model.row(self.table.currentIndex().row())
        self.model.show(vouchers)
        places = [row for row, each in enumerate(vouchers) if chosen is not None and each.reference == chosen.reference]
        if vouchers:
            self.table.selectRow(places[0] if places else 0)

    def _on_opened(self, row: int) -> None:
        voucher = self.model.row(row)
        if voucher is not None:
            self.paper_wanted.emit(voucher.reference)

    def print_wanted(self) -> None:
        """Ctrl+P: the paper of the current voucher."""
        self._on_opened(self.table.currentIndex().row())

    def _on_number(self) -> None:
        typed = self.number.text().strip()
        self.notice.clear()
        if typed:
            work = partial(self.desk.office.reading.reference, typed)
            self.desk.tasks.read(self, work, self.paper_wanted.emit, self._on_unknown)
        else:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unknown(self, problem: Problem) -> None:
        self.notice.say(problem_words(problem), Tone.BAD)
        self.number.selectAll()

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
        work = partial(_inventory, self.desk.office, self.desk.session, path, self.desk.language, workbook)
        title = _("Writing {file}").format(file=path.name)
        done = partial(self._on_written, path)
        self.desk.tasks.run(self, title, work, done, self.notice.refuse, writes=False)

    def _on_written(self, path: Path, _count: object) -> None:
        self.notice.say(_("The inventory is in {file}.").format(file=straight(str(path))), Tone.GOOD)


def _inventory(
    office: Office,
    session: Session,
    path: Path,
    language: str,
    workbook: bool,  # noqa: FBT001 - bound by partial
    progress: Progress,
    cancelled: threading.Event,
) -> object:
    """For a reader."""
    write = office.papers.inventory_workbook if workbook else office.papers.inventory_pdf
    return write(path, WeaponFilter(), session, language, progress=progress, cancelled=cancelled)
