"""Seals: is the record what it was? The ledgers with their seals, their verification, and papers held against them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from stockpile.domain.errors import Refused
from stockpile.language import _, ngettext
from stockpile.wording import sentence
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.page import Page
from ui.tasks import Progress
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID, SMALL_PT
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.tables import Table
from ui.words import minute, straight

if TYPE_CHECKING:
    from stockpile.office import LedgerStatus, Office, PaperCheck

_ALARMS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a verification found, in words."""

    text: str
    sound: bool


class SealsPage(Page):
    """Ledgers, verification, papers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Seals"))
        self.verify = primary(_("&Verify now"), self._on_verify)
        self.against = button(_("Verify a&gainst a seal …"), self._on_against)
        self.export = button(_("E&xport the seal …"), self._on_export)
        self.check = button(_("Check a &paper …"), self._on_check)
        self.notice = Notice()
        self.model: ListTable[LedgerStatus] = ListTable(
            (
                ListColumn(_("Site"), lambda each: straight(each.site)),
                ListColumn(_("Vouchers"), lambda each: f"{each.vouchers:,}"),
                ListColumn(_("Sealed"), lambda each: sealed_words(each.sealed_at)),
            ),
            self,
        )
        self.table = Table(self.model, _("Ledgers"))
        self.table.widths(120, 120)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.note = QPlainTextEdit()
        self.note.setReadOnly(True)
        self.note.setTabChangesFocus(True)
        self.note.setFont(serial_font(SMALL_PT))
        self.note.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.note.setAccessibleName(_("Seal of the ledger"))
        self._lay_out()

    def _lay_out(self) -> None:
        for each in (self.check, self.export, self.against, self.verify):
            self.head.addWidget(each)
        seal = QFrame()
        seal.setProperty("role", "card")
        inside = QVBoxLayout(seal)
        inside.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        inside.addWidget(label(_("Seal of the ledger"), "heading"))
        words = _(
            "The signed head of this ledger. Kept elsewhere, it proves later that nothing before it was changed"
            " or taken away."
        )
        inside.addWidget(paragraph(words, "muted"))
        inside.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        row.addWidget(self.table, 2)
        row.addWidget(seal, 3)
        self.body.addWidget(self.notice)
        self.body.addLayout(row, 1)

    def entered(self) -> None:
        """Read the heads of the ledgers again."""
        self.desk.tasks.read(self, self.desk.office.reading.ledgers, self._on_ledgers, self.notice.refuse)

    def _on_ledgers(self, ledgers: list[LedgerStatus]) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.model.show(ledgers)
        if ledgers:
            self.table.selectRow(min(row, len(ledgers) - 1))

    def _on_current(self, *_index: object) -> None:
        ledger = self.model.row(self.table.currentIndex().row())
        self.note.setPlainText(ledger.note if ledger is not None else "")

    # -- verifying ---------------------------------------------------------------------------------------------------

    def _on_verify(self) -> None:
        self._verify(None)

    def _on_against(self) -> None:
        chosen = self.desk.ask.file_to_open(
            self, _("A seal held elsewhere"), _("Seals (*.txt *.seal *.note);;All files (*)")
        )
        if chosen:
            self._verify(Path(chosen))

    def _verify(self, seal: Path | None) -> None:
        self.notice.clear()
        self._set_busy(busy=True)
        work = partial(_verify, self.desk.office, seal)
        title = _("Verifying the ledgers")
        self.desk.tasks.run(self, title, work, self._on_verdict, self._on_refused, writes=False)

    def _on_verdict(self, verdict: _Verdict) -> None:
        self._set_busy(busy=False)
        self.notice.say(verdict.text, Tone.GOOD if verdict.sound else Tone.BAD)

    def _on_refused(self, problem: object) -> None:
        self._set_busy(busy=False)
        self.notice.refuse(problem)  # type: ignore[arg-type]

    def _set_busy(self, *, busy: bool) -> None:
        for each in (self.verify, self.against):
            each.setEnabled(not busy)
        self.verify.setText(_("Verifying …") if busy else _("&Verify now"))

    # -- seals and papers --------------------------------------------------------------------------------------------

    def _on_export(self) -> None:
        ledger = self.model.row(self.table.currentIndex().row())
        if ledger is None:
            return
        name = _("seal-{site}.txt").format(site=ledger.site)
        chosen = self.desk.ask.file_to_save(self, _("Export the seal"), name, _("Seals (*.txt)"))
        if chosen:
            work = partial(_write, Path(chosen), ledger.note)
            self.desk.tasks.read(self, work, self._on_written, self.notice.refuse)

    def _on_written(self, path: Path) -> None:
        said = _("The seal is in {file}. Keep it where this computer’s users cannot change it.")
        self.notice.say(said.format(file=straight(str(path))), Tone.GOOD)

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


def _verify(office: Office, seal: Path | None, progress: Progress, cancelled: threading.Event) -> _Verdict:
    """For a reader: the whole verification, put into words."""
    text = _read(seal).decode("utf-8", "replace") if seal is not None else None
    report = office.trust.verify(text, progress=partial(_note, progress), cancelled=cancelled)
    sound = not report.alarms and report.register_matches and report.against in (None, "consistent")
    good = _("Everything agrees: every voucher, every line, every signature, and the register.")
    bad = _("ALARM: the records do not agree with their seals. Write nothing more, keep this database, and report it.")
    lines = [good if sound else bad]
    for ledger in report.ledgers:
        count = ngettext("{site}: {count} voucher", "{site}: {count} vouchers", ledger.vouchers)
        lines.append(count.format(site=straight(ledger.site), count=f"{ledger.vouchers:,}"))
    lines += [sentence(alarm.code, alarm.facts) for alarm in report.alarms[:_ALARMS_SHOWN]]
    further = len(report.alarms) - _ALARMS_SHOWN
    if further > 0:
        lines.append(ngettext("… and {count} more", "… and {count} more", further).format(count=further))
    if report.against:
        lines.append(_("Against the seal: {verdict}.").format(verdict=_(str(report.against))))
    return _Verdict("\n".join(lines), sound)


def _note(progress: Progress, _site: str, done: int) -> None:
    progress(done)


def _check(office: Office, path: Path) -> PaperCheck:
    """For a reader."""
    return office.trust.check(_read(path), str(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise Refused("file.unreadable", file=str(path), why=why.strerror or "") from why


def _write(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
    return path
