"""What the program takes, through its own doors."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stockpile.office import Office

Timed = dict[str, float]
PASSWORD = "a bench of four planks"  # noqa: S105 - of a database that lives for a minute


def environment() -> dict[str, str]:
    """Measuring processes find no display and nobody's settings."""
    kept = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    home = Path(tempfile.gettempdir()) / "stockpile-bench-home"
    home.mkdir(exist_ok=True)
    return {**kept, "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_DATA_HOME": str(home)}


def timed(work: Callable[[], object]) -> Timed:
    """Seconds that some work takes, and the peak memory of this process after it."""
    start = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - start, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """Peak resident memory of this process and of the children it has waited for, megabytes; 0 where it is not told."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1e6 if sys.platform == "darwin" else 1e3
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most / unit


def take_inventory(book: str, database: str) -> Timed:
    """The import of a workbook, with rules, matching, hashes, signatures and seal; the reading process waits already, as
    it does while the officer's password is typed."""
    from stockpile.office import Office
    from stockpile.sealing.keys import FAST

    with Office.create(
        database, site="HQ", name="Bench", country="CH", login="bench", password=PASSWORD, kdf=FAST
    ) as office:
        session = office.log_in("bench", PASSWORD)
        office.workbench.warm()
        time.sleep(2)
        return timed(lambda: office.import_inventory(book, by=session, authority="bench"))


def check_workbook(folder: str, book: str) -> Timed:
    """A workbook that is dropped, until every row of its grid is judged; the reading process waits already, as it does
    when the page is open."""
    with _armoury(folder, "check") as office:
        session = office.log_in("bench", PASSWORD)
        office.workbench.warm()
        time.sleep(2)

        def check() -> None:
            with office.workbench.open([book], session) as work:
                work.check()

        return timed(check)


def edit_workbook(folder: str, book: str) -> Timed:
    """One cell changed in a checked workbook, and what it concerns judged again."""
    with _armoury(folder, "edit") as office, office.workbench.open([book], office.log_in("bench", PASSWORD)) as work:
        work.check()
        row = work.grid.rows()[5]
        return timed(lambda: work.edit.set("Serial number", [row], "K0000004"))


def take_through_workbench(book: str, database: str) -> Timed:
    """A workbook through every step of the workbench, to the sealed voucher."""
    with _armoury(database, "") as office:
        session = office.log_in("bench", PASSWORD)

        def take() -> None:
            with office.workbench.open([book], session) as work:
                work.check()
                work.commit(session, authority="bench")

        return timed(take)


def _armoury(place: str, name: str) -> Office:
    """An empty armoury, in a folder or at a path."""
    from stockpile.office import Office
    from stockpile.sealing.keys import FAST

    path = str(Path(place) / f"{name}-{time.time_ns()}.db") if name else place
    return Office.create(path, site="HQ", name="Bench", country="CH", login="bench", password=PASSWORD, kdf=FAST)


def verify(database: str) -> Timed:
    """Every leaf, root, signature and seal of the ledgers."""
    from stockpile.storage.store import Store
    from stockpile.storage.verification import verify_ledgers

    with Store.open(database) as store, store.reading() as reader:
        return timed(lambda: verify_ledgers(reader))


def queries(database: str) -> list[str]:
    """A hundred pieces of serial numbers that are there, and some that are not."""
    import sqlite3

    with sqlite3.connect(database) as connection:
        (count,) = connection.execute("SELECT max(key) FROM weapon").fetchone()
        step = max(1, count // 100)
        serials = connection.execute("SELECT serial FROM weapon WHERE key % ? = 0 LIMIT 100", (step,)).fetchall()
    return [serial[2 + number % 3 :][:4] for number, (serial,) in enumerate(serials)]


def percentile(seconds: list[float], part: float) -> float:
    """A percentile of some times."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))]


def search(database: str) -> Timed:
    """The 95th percentile of what somebody waits who types a piece of a serial number."""
    from stockpile.office import Office

    with Office.open(database) as office:
        office.reading.suggest("0000")
        waits = [timed(partial(office.reading.suggest, text))["seconds"] for text in queries(database)]
    return {"seconds": percentile(waits, 0.95), "peak_mb": peak_mb()}


def print_list(database: str, path: str) -> Timed:
    """The inventory list, read from the register, drawn, signed and remembered."""
    from stockpile.domain.filter import WeaponFilter
    from stockpile.office import Office

    with Office.open(database) as office:
        session = office.log_in("bench", PASSWORD)
        return timed(lambda: office.papers.inventory_pdf(Path(path), WeaponFilter(), session))


def open_window(modules: str) -> Timed:
    """From the interpreter's first step to the first paint of the window."""
    start = time.perf_counter()
    from PySide6.QtWidgets import QApplication

    from ui.__main__ import parser
    from ui.__main__ import start as show

    app = QApplication([])
    window = show(app, parser().parse_args([]))
    seconds = wait_for_paint(app, window, start)
    Path(modules).write_text(json.dumps([name for name in sys.modules if not name.startswith(("__", "installer"))]))
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # the rest of the start goes on behind; nobody measures it


def wait_for_paint(app: object, window: object, start: float) -> float:
    """Seconds from ``start`` until a window has been painted for the first time."""
    from PySide6.QtCore import QEvent, QObject

    class Painted(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.at = 0.0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() is QEvent.Type.Paint and not self.at:
                self.at = time.perf_counter()
            return False

    seen = Painted()
    window.installEventFilter(seen)  # type: ignore[attr-defined]
    while not seen.at:
        app.processEvents()  # type: ignore[attr-defined]
    return seen.at - start
