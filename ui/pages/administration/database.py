"""The database: where it is, how its ledgers stand, copies of it, and how one is put back."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stockpile import __version__
from stockpile.domain.voucher import read_time
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.administration.section import Section
from ui.tasks import Problem, Progress, Running
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID, ROW, SMALL_PT
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.facts import Facts
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table
from ui.words import ABSENT, minute, straight, told

if TYPE_CHECKING:
    from stockpile.office import Office
    from stockpile.office.backups import BackupReport, KnownBackup
    from stockpile.office.ledgers import About, LedgersState, LedgerState

_ALARMS_SHOWN = 5
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class _Read:
    """What the section shows."""

    about: About
    state: LedgersState
    backups: tuple[KnownBackup, ...]


class DatabaseSection(Section):
    """The database.

    Attributes:
        backup, verify: what can be done. ledgers, backups: how they stand. progress, cancel: of what is being done.
    """

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "Everything that is recorded is in one database. Copy it often, to a drive that is kept elsewhere; a copy is verified"
            " before it counts as one."
        )
        super().__init__(desk, _("Database"), meaning)
        self._running: Running | None = None
        self._folder = ""
        self.backup = primary(_("&Back up now …"), self._on_backup, "save")
        self.verify = button(_("&Verify now"), self._on_verify, icon_name="verify")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.doing = label("", "muted")
        self.cancel: QPushButton = button(_("Cancel"), self._on_cancel, name=_("Cancel the running work"))
        self.facts = Facts()
        self.ledgers: ListTable[LedgerState] = ListTable(_ledger_columns(), self)
        self.ledgers_table = Table(self.ledgers, _("Ledgers"))
        self.ledgers_table.widths(90, 90, 140, 210)
        self.backups: ListTable[KnownBackup] = ListTable(_backup_columns(), self)
        self.backups_table = Table(self.backups, _("Last backups"))
        self.backups_table.widths(140, 120, 90)
        self.no_backup = paragraph(_("None is remembered. The first one is made with “Back up now”."), "muted")
        self._lay_out()
        desk.tasks.progressed.connect(self._on_progressed)
        self._show_running()

    def _lay_out(self) -> None:
        for each in (self.verify, self.backup):
            self.head.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.body.addLayout(row)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, GRID // 2, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.facts)
        for title, part in (
            (_("Ledgers"), self.ledgers_table),
            (_("Last backups"), self.backups_table),
        ):
            layout.addSpacing(GRID // 2)
            layout.addWidget(label(title, "section"))
            layout.addWidget(part)
        layout.addWidget(self.no_backup)
        layout.addSpacing(GRID // 2)
        layout.addWidget(label(_("Putting a backup back"), "section"))
        self.restoring = paragraph("")
        layout.addWidget(self.restoring)
        self.command = label("")
        self.command.setFont(serial_font(SMALL_PT))
        self.command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.command.setAccessibleName(_("Command that restores a backup"))
        layout.addWidget(self.command)
        layout.addStretch(1)
        around = QScrollArea()
        around.setProperty("role", "plain")
        around.setWidgetResizable(True)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around.setWidget(inside)
        self.body.addWidget(around, 1)

    # -- reading -----------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read it again."""
        self.desk.tasks.read(self, partial(_read, self.desk.office), self._on_read, self.notice.refuse)

    def _on_read(self, found: _Read) -> None:
        self.facts.show_facts(_facts(found.about, self.desk.office, found.state))
        self.ledgers.show(found.state.ledgers)
        self.backups.show(found.backups)
        self._folder = str(Path(found.backups[0].file).parent) if found.backups else ""
        _fit(self.ledgers_table)
        _fit(self.backups_table)
        self.backups_table.setVisible(bool(found.backups))
        self.no_backup.setVisible(not found.backups)
        self._explain(found)

    def _explain(self, found: _Read) -> None:
        """How a backup is put back, with the newest one that is there."""
        there = next((each.file for each in found.backups if each.there), "")
        if found.about.on_server:
            self.restoring.setText(
                _(
                    "A dump is loaded on the server, into an empty database, by whoever looks after it; then it is verified there."
                )
            )
            command = f'pg_restore --dbname=NEW "{there or "FILE.dump"}"'
        else:
            self.restoring.setText(
                _(
                    "At a terminal, with Stockpile closed. The backup is verified first, nothing is written over, and a backup that is"
                    " older than the seals kept beside the database is refused until people decide to go on from it."
                )
            )
            command = f'stockpile restore "{there or "FILE.db"}" --to "NEW.db"'
        self.command.setText(straight(command))

    # -- backing up --------------------------------------------------------------------------------------------------

    def _on_backup(self) -> None:
        self.notice.clear()
        folder = self.desk.ask.folder(self, _("Folder for the backup"), self._folder)
        if not folder:
            return
        work = partial(_back_up, self.desk.office, folder)
        title = _("Backing up the database")
        self._running = self.desk.tasks.run(self, title, work, self._on_backed_up, self._on_refused, writes=False)
        self._show_running()

    def _on_backed_up(self, made: BackupReport) -> None:
        self._running = None
        self._show_running()
        if made.verified:
            said = _("Backup made and verified: {file}")
        else:
            said = _("Backup made: {file}. The database was verified; the dump itself is when it is loaded.")
        text = said.format(file=straight(made.file))
        if made.same_drive:
            beside = _("It stands on the same drive as the database, and would be lost with it: keep one elsewhere.")
            self.notice.say(_("{first} {second}").format(first=text, second=beside), Tone.WARNING)
        else:
            self.notice.say(text, Tone.GOOD)
        self.entered()

    # -- verifying ---------------------------------------------------------------------------------------------------

    def _on_verify(self) -> None:
        self.notice.clear()
        work = partial(_verify, self.desk.office)
        title = _("Verifying the ledgers")
        self._running = self.desk.tasks.run(self, title, work, self._on_verdict, self._on_refused, writes=False)
        self._show_running()

    def _on_verdict(self, verdict: tuple[str, bool]) -> None:
        self._running = None
        self._show_running()
        text, sound = verdict
        self.notice.say(text, Tone.GOOD if sound else Tone.BAD)
        self.entered()

    # -- what is under way -------------------------------------------------------------------------------------------

    def _on_refused(self, problem: Problem) -> None:
        self._running = None
        self._show_running()
        self.notice.refuse(problem)
        self.entered()

    def _on_cancel(self) -> None:
        if self._running is not None:
            self._running.cancelled.set()
            self.cancel.setEnabled(False)

    def _on_progressed(self) -> None:
        if self._running is not None:
            self._show_progress(self._running)

    def _show_running(self) -> None:
        running = self._running
        for each in (self.doing, self.progress, self.cancel):
            each.setVisible(running is not None)
        self.cancel.setEnabled(running is not None)
        for each in (self.backup, self.verify):
            each.setEnabled(running is None)
        if running is not None:
            self.doing.setText(running.title)
            self._show_progress(running)

    def _show_progress(self, running: Running) -> None:
        done, total = running.progress.done, running.progress.total
        self.progress.setRange(0, total or 0)
        self.progress.setValue(min(done, total or 0))


# -- for workers -------------------------------------------------------------------------------------------------------


def _read(office: Office) -> _Read:
    return _Read(office.ledgers.about(), office.ledgers.state(), office.backups.made())


def _back_up(office: Office, folder: str, progress: Progress, cancelled: threading.Event) -> BackupReport:
    return office.backups.make(folder, progress, cancelled)


def _verify(office: Office, progress: Progress, cancelled: threading.Event) -> tuple[str, bool]:
    """What a verification found, in words, and whether all is sound."""
    report = office.trust.verify(progress=lambda _stage, done: progress(done), cancelled=cancelled)
    if not report.alarms and report.register_matches:
        vouchers = sum(each.vouchers for each in report.ledgers)
        said = ngettext("Everything agrees: {count} voucher.", "Everything agrees: {count} vouchers.", vouchers)
        return said.format(count=f"{vouchers:,}"), True
    lines = [_("The records do not agree with their seals.")]
    lines += [told(each.code, each.as_json()) for each in report.alarms[:_ALARMS_SHOWN]]
    left = len(report.alarms) - _ALARMS_SHOWN
    if left > 0:
        lines.append(ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}"))
    return "\n".join(lines), False


# -- words -------------------------------------------------------------------------------------------------------------


def _facts(about: About, office: Office, state: LedgersState) -> list[tuple[str, str]]:
    sort = _("PostgreSQL, on a server") if about.on_server else _("One file")
    facts = [
        (_("Where"), straight(about.where)),
        (_("What"), sort),
        (_("Size"), _size(about.size)),
        (_("Version"), _("Stockpile {version}, tables {step}").format(version=__version__, step=about.revision)),
        (_("Tables"), _("Up to date")),
    ]
    if office.upgraded is not None:
        said = _("Brought up to date when it was opened; a copy of what it was: {path}")
        facts[-1] = (_("Tables"), said.format(path=straight(office.upgraded.copy)) if office.upgraded.copy else "")
    if state.restored_at:
        facts.append((_("Restored"), _restored(state)))
    return facts


def _restored(state: LedgersState) -> str:
    moment = _moment(state.restored_at)
    if not state.missing:
        return _("From a backup, {moment}").format(moment=moment)
    missing = ", ".join(f"{site}: {count}" for site, count in sorted(state.missing.items()))
    said = _("From an OLDER backup, {moment}. Vouchers that are missing: {missing}")
    return said.format(moment=moment, missing=straight(missing))


def _size(count: int) -> str:
    if count < _MB:
        return _("{size} kB").format(size=f"{count / 1_000:,.0f}")
    return _("{size} MB").format(size=f"{count / _MB:,.1f}")


def _moment(stored: str) -> str:
    return minute(read_time(stored).astimezone()) if stored else ABSENT


def verified_words(ledger: LedgerState) -> str:
    """Whether a ledger was verified, when, and up to where; with a shape."""
    if not ledger.verified_at:
        return _("○ Never")
    facts = {"moment": _moment(ledger.verified_at), "count": f"{ledger.verified_size:,}"}
    if not ledger.verified_sound:
        return _("■ Does NOT agree, {moment}").format(**facts)
    if ledger.wholly_verified:
        return _("● All of it, {moment}").format(**facts)
    return _("◐ The first {count}, {moment}").format(**facts)


def _taken_out_words(ledger: LedgerState) -> str:
    if not ledger.taken_out_at:
        return _("○ Never")
    facts = {"moment": _moment(ledger.taken_out_at), "count": f"{ledger.taken_out_size:,}"}
    return _("{moment}, over {count} vouchers").format(**facts)


def _ledger_columns() -> tuple[ListColumn[LedgerState], ...]:
    return (
        ListColumn(_("Site"), lambda each: straight(each.site)),
        ListColumn(_("Vouchers"), lambda each: f"{each.vouchers:,}"),
        ListColumn(_("Sealed"), lambda each: _moment(each.sealed_at)),
        ListColumn(_("Verified"), verified_words),
        ListColumn(_("Seal taken out"), _taken_out_words),
    )


def _backup_columns() -> tuple[ListColumn[KnownBackup], ...]:
    return (
        ListColumn(_("Made"), lambda each: _moment(each.made_at)),
        ListColumn(_("File"), lambda each: _("● There") if each.there else _("○ Not found now")),
        ListColumn(_("Size"), lambda each: _size(each.size)),
        ListColumn(_("Where"), lambda each: straight(each.file)),
    )


def _fit(table: Table) -> None:
    """As high as its rows: what is around them scrolls."""
    rows = table.model().rowCount()
    header = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(header + rows * ROW + 2 * table.frameWidth() + 6)
