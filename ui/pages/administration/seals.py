"""Seals: is the record what it was? The ledgers with their seals; verification; seals and papers from outside."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout

from stockpile.domain.errors import Refused
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.administration.check_seal import CheckSeal
from ui.pages.administration.section import Section
from ui.tasks import Progress
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID, SMALL_PT
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, paragraph
from ui.widgets.pane_splitter import keep_inside
from ui.widgets.qr_picture import QrPicture
from ui.widgets.tables import Table
from ui.words import minute, straight, told

if TYPE_CHECKING:
    from stockpile.office import LedgerStatus, Office, PaperCheck, Session

_ALARMS_SHOWN = 10
_CODE = 190


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a verification found, in words."""

    text: str
    sound: bool


class SealsSection(Section):
    """Ledgers, verification, seals and papers from outside."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "A seal is the signed head of a ledger. Kept in other hands, it proves later that nothing before it was changed or taken"
            " away. Hand one over at each change of shift."
        )
        super().__init__(desk, _("Seals"), meaning)
        self.verify = primary(_("&Verify now"), self._on_verify)
        self.against = button(_("Check a&gainst a seal …"), self._on_against)
        self.check = button(_("Check a &paper …"), self._on_check)
        self.export = button(_("E&xport to a file …"), self._on_export)
        self.print = button(_("P&rint or save the page …"), self._on_print)
        self.model: ListTable[LedgerStatus] = ListTable(
            (
                ListColumn(_("Site"), lambda each: straight(each.site)),
                ListColumn(_("Vouchers"), lambda each: f"{each.vouchers:,}"),
                ListColumn(_("Sealed"), lambda each: sealed_words(each.sealed_at)),
            ),
            self,
        )
        self.table = Table(self.model, _("Ledgers"))
        self.table.widths(90, 80)
        self.table.setMinimumWidth(330)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.note = QPlainTextEdit()
        self.note.setReadOnly(True)
        self.note.setTabChangesFocus(True)
        self.note.setFont(serial_font(SMALL_PT))
        self.note.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.note.setAccessibleName(_("Seal of the ledger"))
        self.note.setMinimumHeight(92)
        self.picture = QrPicture(_("Code of the seal"))
        self._lay_out()

    def _lay_out(self) -> None:
        for each in (self.check, self.against, self.verify):
            self.head.addWidget(each)
        seal = QFrame()
        seal.setProperty("role", "card")
        inside = QVBoxLayout(seal)
        inside.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        inside.addWidget(label(_("Seal of the ledger"), "heading"))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self.picture.setMinimumSize(_CODE, _CODE)
        row.addWidget(self.picture, 1)
        beside = QVBoxLayout()
        words = _(
            "Any scanner reads this code. Print the page for a safe, or export the seal to a stick that leaves the building."
        )
        beside.addWidget(paragraph(words, "muted"))
        beside.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeading)
        beside.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeading)
        beside.addStretch(1)
        row.addLayout(beside, 1)
        inside.addLayout(row, 2)
        inside.addWidget(self.note, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        keep_inside(split)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(seal)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.body.addWidget(split, 1)

    def entered(self) -> None:
        """Read the heads of the ledgers again."""
        self.desk.tasks.read(self, self.desk.office.reading.ledgers, self._on_ledgers, self.notice.refuse)

    def show_thing(self, key: str) -> None:
        """Choose the ledger of a site."""
        for row in range(self.model.rowCount()):
            ledger = self.model.row(row)
            if ledger is not None and ledger.site == key:
                self.table.selectRow(row)

    def here(self) -> str:
        """The site of the chosen ledger."""
        ledger = self._current
        return ledger.site if ledger is not None else ""

    @property
    def _current(self) -> LedgerStatus | None:
        return self.model.row(self.table.currentIndex().row())

    def _on_ledgers(self, ledgers: list[LedgerStatus]) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.model.show(ledgers)
        self.subtitle.setText(ngettext("{count} ledger", "{count} ledgers", len(ledgers)).format(count=len(ledgers)))
        if ledgers:
            self.table.selectRow(min(row, len(ledgers) - 1))
        self._on_current()

    def _on_current(self, *_index: object) -> None:
        ledger = self._current
        self.note.setPlainText(ledger.note if ledger is not None else "")
        for each in (self.export, self.print):
            each.setEnabled(ledger is not None)
        if ledger is None:
            self.picture.show_code(())
            return
        work = partial(self.desk.office.seals.code, ledger.note)
        self.desk.tasks.read(self, work, self.picture.show_code, self.notice.refuse)

    # -- verifying ---------------------------------------------------------------------------------------------------

    def _on_verify(self) -> None:
        self.notice.clear()
        self._set_busy(busy=True)
        work = partial(_verify, self.desk.office)
        title = _("Verifying the ledgers")
        self.desk.tasks.run(self, title, work, self._on_verdict, self._on_refused, writes=False)

    def _on_verdict(self, verdict: _Verdict) -> None:
        self._set_busy(busy=False)
        self.notice.say(verdict.text, Tone.GOOD if verdict.sound else Tone.BAD)

    def _on_refused(self, problem: object) -> None:
        self._set_busy(busy=False)
        self.notice.refuse(problem)  # type: ignore[arg-type]

    def _set_busy(self, *, busy: bool) -> None:
        self.verify.setEnabled(not busy)
        self.verify.setText(_("Verifying …") if busy else _("&Verify now"))

    # -- seals and papers --------------------------------------------------------------------------------------------

    def _on_against(self) -> None:
        dialog = CheckSeal(self.desk, self)
        dialog.open()

    def _on_export(self) -> None:
        ledger = self._current
        if ledger is None:
            return
        name = _("seal-{site}.txt").format(site=ledger.site)
        chosen = self.desk.ask.file_to_save(self, _("Export the seal"), name, _("Seals (*.txt)"))
        if chosen:
            work = partial(_export, self.desk.office, Path(chosen), ledger.note)
            self.desk.tasks.write(self, work, self._on_written, self.notice.refuse)

    def _on_written(self, path: Path) -> None:
        said = _("The seal is in {file}. Keep it where this computer’s users cannot change it.")
        self.notice.say(said.format(file=straight(str(path))), Tone.GOOD)

    def _on_print(self) -> None:
        ledger = self._current
        if ledger is None:
            return
        name = _("seal-{site}.pdf").format(site=ledger.site)
        chosen = self.desk.ask.file_to_save(self, _("Save the page with the seal"), name, _("Papers (*.pdf)"))
        if chosen:
            self.notice.clear()
            work = partial(_print, self.desk.office, ledger.site, self.desk.session, self.desk.language, Path(chosen))
            self.desk.tasks.write(self, work, self._on_written, self.notice.refuse, changes=False)

    def print_wanted(self) -> None:
        """Ctrl+P: the page with the seal."""
        self._on_print()

    def _on_check(self) -> None:
        chosen = self.desk.ask.file_to_open(self, _("Check a paper"), _("Papers (*.pdf)"))
        if chosen:
            self.notice.clear()
            work = partial(_check, self.desk.office, Path(chosen))
            self.desk.tasks.read(self, work, self._on_checked, self.notice.refuse)

    def _on_checked(self, found: PaperCheck) -> None:
        tone = {"genuine": Tone.GOOD, "altered": Tone.BAD}.get(found.verdict, Tone.WARNING)
        self.notice.say(found.text, tone)


def sealed_words(sealed_at: str) -> str:
    """When a ledger was sealed, on the clock of the wall here."""
    if not sealed_at:
        return ""
    return minute(datetime.fromisoformat(sealed_at).astimezone())


def _verify(office: Office, progress: Progress, cancelled: threading.Event) -> _Verdict:
    """For a reader: the whole verification, put into words."""
    report = office.trust.verify(progress=partial(_note, progress), cancelled=cancelled)
    sound = not report.alarms and report.register_matches
    good = _("Everything agrees: every voucher, every line, every signature, and the register.")
    bad = _("ALARM: the records do not agree with their seals. Write nothing more, keep this database, and report it.")
    lines = [good if sound else bad]
    for ledger in report.ledgers:
        count = ngettext("{site}: {count} voucher", "{site}: {count} vouchers", ledger.vouchers)
        lines.append(count.format(site=straight(ledger.site), count=f"{ledger.vouchers:,}"))
    lines += [told(alarm.code, alarm.facts) for alarm in report.alarms[:_ALARMS_SHOWN]]
    further = len(report.alarms) - _ALARMS_SHOWN
    if further > 0:
        lines.append(ngettext("… and {count} more", "… and {count} more", further).format(count=further))
    return _Verdict("\n".join(lines), sound)


def _note(progress: Progress, _site: str, done: int) -> None:
    progress(done)


def _check(office: Office, path: Path) -> PaperCheck:
    """For a reader."""
    try:
        content = path.read_bytes()
    except OSError as why:
        raise Refused("file.unreadable", file=str(path), why=why.strerror or "") from why
    return office.trust.check(content, str(path))


def _print(office: Office, site: str, by: Session, language: str, path: Path) -> Path:
    """For the writer: the database remembers each paper."""
    written = _write(path, office.seals.paper(site, by, language))
    office.ledgers.was_taken_out(office.trust.seal(site))
    return written


def _export(office: Office, path: Path, note: str) -> Path:
    written = _write(path, note.encode())
    office.ledgers.was_taken_out(note)
    return written


def _write(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
    return path
