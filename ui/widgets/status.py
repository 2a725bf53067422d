"""The line at the foot of the window: the ledgers and their seals, the age of the backup, and what is running, with
its progress, the time left, and Cancel. Each leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from stockpile.language import _, ngettext
from ui.pages.page import Goal
from ui.tasks import Problem, Running, Tasks
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.labels import set_role
from ui.words import minute, straight

if TYPE_CHECKING:
    from stockpile.office import Office
    from stockpile.office.ledgers import LedgersState, LedgerState

_BAR = 140
_ICON = 14
_LEAST = 90  # of what is said, where there is no room
_MINUTE_MS = 60_000
_BACKUP_GOOD_FOR = timedelta(days=7)


class Said(QPushButton):
    """Something that is said at the foot, and leads to its place. Where there is no room, its end is left out: a long
    sentence must not make the window wider than the screen."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a button's own is to give no way
        self.clicked.connect(pressed)

    def say(self, text: str, name: str = "", tone: Tone = Tone.PLAIN) -> None:
        """Say something; ``name``: of the icon that says its tone."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setIcon(icon(name, worn().tone(tone), _ICON) if name else QIcon())
        set_role(self, "tone", tone.value)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As any button, with as much of its text as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        icon_width = 0 if self.icon().isNull() else self.iconSize().width() + 4
        room = self.width() - 2 * GRID - icon_width
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class StatusLine(QStatusBar):
    """Ledgers and backup at the leading edge, running work at the other.

    Signals:
        goal_wanted: (Goal) the place of what was pressed.
        work_wanted: (Running) the page that began it.
    """

    goal_wanted = Signal(object)
    work_wanted = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(GRID, 0, 2 * GRID, 0)
        self._tasks = tasks
        self._office: Office | None = None
        self._state: LedgersState | None = None
        self.ledger, self.backup = Said(self._on_ledger), Said(self._on_backup)
        self.work = Said(self._on_work)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Cancel"), self._on_cancel, name=_("Cancel the running work"))
        self.addWidget(self.ledger)
        self.addWidget(self.backup)
        for widget in (self.work, self.bar, self.cancel):
            self.addPermanentWidget(widget)
        self._minutes = QTimer(self)  # what is said to be two hours ago grows older
        self._minutes.setInterval(_MINUTE_MS)
        self._minutes.timeout.connect(self._tell)
        tasks.changed.connect(self._read)
        tasks.progressed.connect(self._on_progressed)
        self.watch(None)
        self._on_progressed()

    # -- ledgers and backup ------------------------------------------------------------------------------------------

    def watch(self, office: Office | None) -> None:
        """Say how an open database stands; None: nobody is at the desk, and nothing is said."""
        self._office, self._state = office, None
        self.setVisible(office is not None or bool(self._tasks.running))
        self._tell()
        if office is None:
            self._minutes.stop()
        else:
            self._minutes.start()
            self._read()

    def _read(self) -> None:
        if self._office is not None:
            self._tasks.read(
                self, self._office.overview.ledger_state, partial(self._on_read, self._office), self._on_unread
            )

    def _on_read(self, office: Office, state: LedgersState) -> None:
        if office is self._office:
            self._state = state
            self._tell()

    def _on_unread(self, _problem: Problem) -> None:
        self._state = None
        self._tell()

    def _tell(self) -> None:
        state = self._state
        for each in (self.ledger, self.backup):
            each.setVisible(state is not None)
            each.setText("")
        if state is not None:
            sound = are_sound(state.ledgers)
            self.ledger.say(ledger_words(state.ledgers), "" if sound else "bad", Tone.PLAIN if sound else Tone.BAD)
            text, fresh = backup_words(state.backup.made_at if state.backup else "", datetime.now(UTC))
            self.backup.say(text, "" if fresh else "warning", Tone.PLAIN if fresh else Tone.WARNING)

    def _on_ledger(self) -> None:
        self.goal_wanted.emit(Goal("administration", "seals"))

    def _on_backup(self) -> None:
        self.goal_wanted.emit(Goal("administration", "database"))

    # -- running work ------------------------------------------------------------------------------------------------

    def _on_progressed(self) -> None:
        running = self._tasks.running
        self.setVisible(self._office is not None or bool(running))
        for widget in (self.work, self.bar, self.cancel):
            widget.setVisible(bool(running))
        if not running:
            return
        first = running[0]
        done, total = first.progress.done, first.progress.total
        said = work_words(first)
        if len(running) > 1:
            more = ngettext("{work} · and {count} more", "{work} · and {count} more", len(running) - 1)
            said = more.format(work=said, count=len(running) - 1)
        self.work.say(said)
        self.bar.setRange(0, total or 0)
        self.bar.setValue(min(done, total or 0))
        self.cancel.setEnabled(not first.cancelled.is_set())

    def _on_work(self) -> None:
        if self._tasks.running:
            self.work_wanted.emit(self._tasks.running[0])

    def _on_cancel(self) -> None:
        if self._tasks.running:
            self._tasks.running[0].cancelled.set()
            self.cancel.setEnabled(False)


def ledger_words(ledgers: Sequence[LedgerState]) -> str:
    """How long the ledgers are, when they were sealed, and what of them was verified."""
    vouchers = sum(each.vouchers for each in ledgers)
    facts = {
        "count": f"{vouchers:,}",
        "when": _when(max((each.sealed_at for each in ledgers), default="")),
        "verified": verified_words(ledgers),
    }
    if len(ledgers) == 1:
        said = ngettext(
            "Ledger {site}: {count} voucher, sealed {when}, {verified}",
            "Ledger {site}: {count} vouchers, sealed {when}, {verified}",
            vouchers,
        )
        return said.format(site=straight(ledgers[0].site), **facts)
    said = ngettext(
        "Ledgers: {count} voucher, sealed {when}, {verified}",
        "Ledgers: {count} vouchers, sealed {when}, {verified}",
        vouchers,
    )
    return said.format(**facts)


def verified_words(ledgers: Sequence[LedgerState]) -> str:
    """What of the ledgers was verified, and what was found."""
    if not are_sound(ledgers):
        return _("does NOT agree with its seals")
    if all(each.wholly_verified for each in ledgers):
        return _("verified ✓")
    verified = sum(each.verified_size for each in ledgers)
    if not verified:
        return _("not verified yet")
    said = ngettext("{count} of them verified ✓", "{count} of them verified ✓", verified)
    return said.format(count=f"{verified:,}")


def are_sound(ledgers: Sequence[LedgerState]) -> bool:
    """Whether nothing that was verified was found wrong."""
    return all(each.verified_sound for each in ledgers if each.verified_at)


def backup_words(made_at: str, now: datetime) -> tuple[str, bool]:
    """How old the last backup is (made when: ISO, UTC), and whether that will do."""
    if not made_at:
        return _("No backup yet"), False
    age = max(now - datetime.fromisoformat(made_at), timedelta(0))
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        said = _("Backup just now")
    elif minutes < 60:  # noqa: PLR2004 - of an hour
        said = ngettext("Backup {count} min ago", "Backup {count} min ago", minutes).format(count=minutes)
    elif age < timedelta(days=2):
        said = ngettext("Backup {count} h ago", "Backup {count} h ago", minutes // 60).format(count=minutes // 60)
    else:
        said = ngettext("Backup {count} day ago", "Backup {count} days ago", age.days).format(count=age.days)
    return said, age <= _BACKUP_GOOD_FOR


def work_words(running: Running) -> str:
    """What runs, how far it is, and how long it will take yet."""
    done, total, left = running.progress.done, running.progress.total, running.progress.left_s
    if running.cancelled.is_set():
        return _("{work}: stopping …").format(work=running.what)
    if not done:
        return running.what
    if not total:
        return _("{work}: {done}").format(work=running.what, done=f"{done:,}")
    facts = {"work": running.what, "done": f"{done:,}", "total": f"{total:,}"}
    if left is None:
        return _("{work}: {done} of {total}").format(**facts)
    if left < 60:  # noqa: PLR2004 - of a minute
        return _("{work}: {done} of {total} · less than a minute left").format(**facts)
    said = ngettext(
        "{work}: {done} of {total} · {minutes} min left", "{work}: {done} of {total} · {minutes} min left",
        round(left / 60),
    )  # fmt: skip
    return said.format(**facts, minutes=round(left / 60))


def _when(sealed_at: str) -> str:
    if not sealed_at:
        return "…"
    moment = datetime.fromisoformat(sealed_at).astimezone()
    today = moment.date() == datetime.now().astimezone().date()
    return straight(f"{moment:%H:%M}") if today else minute(moment)
