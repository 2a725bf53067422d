"""What happens when something nobody thought of goes wrong: it is said calmly, a report without secrets is written,
and the program goes on.

The report names places in the code and kinds of errors, never values: an error's message may carry a serial number, a
name, a password.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _
from ui.theme.measures import GRID
from ui.widgets.buttons import primary
from ui.widgets.labels import label, paragraph

log = logging.getLogger(__name__)

_REPORTS_A_RUN = 20  # a fault in a paint event comes back sixty times a second


class CrashNet(QObject):
    """Catches what nothing else caught. One stands in the program, made by `main`.

    Signals:
        caught: (error) from any thread.
    """

    caught = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._written = 0
        self._shown: QDialog | None = None
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on nothing ends the program but leaving it."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def take(self, error: BaseException) -> None:
        """An error somebody else caught and cannot answer."""
        self.caught.emit(error)

    def _on_exception(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.caught.emit(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught.emit(args.exc_value)

    def _on_caught(self, error: BaseException) -> None:
        log.error("not foreseen:\n%s", report(error))  # without values: a terminal may be kept in a file too
        if self._shown is not None or self._written >= _REPORTS_A_RUN:
            return
        self._written += 1
        path = write_report(error, self._folder)
        dialog = CrashDialog(path, QApplication.activeWindow())
        self._shown = dialog
        dialog.finished.connect(self._on_closed)
        dialog.destroyed.connect(self._on_closed)  # with the window it stood over: the desk was locked
        dialog.open()

    def _on_closed(self, _result: object) -> None:
        self._shown = None


def report(error: BaseException) -> str:
    """What happened and where, without any value."""
    chain: list[str] = []
    each: BaseException | None = error
    while each is not None:
        frames = traceback.extract_tb(each.__traceback__)
        chain += [f"{type(each).__module__}.{type(each).__qualname__}"]
        chain += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}: {frame.line}" for frame in frames]
        each = each.__cause__ or each.__context__
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    machine = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
    return "\n".join((f"stockpile-report/1 {moment}", machine, *chain, ""))


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report into ``folder``; None where even that cannot be done."""
    path = folder / f"report-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report(error), encoding="utf-8")
    except OSError:
        log.exception("no report could be written")
        return None
    return path


class CrashDialog(QDialog):
    """Says that something went wrong, that nothing recorded is lost, and where the report is."""

    def __init__(self, path: Path | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(_("Something went wrong"), "title"))
        said = _(
            "The program met a fault of its own and goes on. What is in the ledger is safe; whether the last "
            "step was recorded, the time-line of the weapon says."
        )
        layout.addWidget(paragraph(said))
        if path is not None:
            where = paragraph(_("A report without names or numbers is in {file}.").format(file=path), "muted")
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(where)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(primary(_("&Go on"), self.accept))
        layout.addLayout(foot)
