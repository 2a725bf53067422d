"""Browsing the register in a window: first rows, sorting and narrowing, scrolling; beside a bare table of as many ids."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from installer.bench_ours import PASSWORD, Timed, peak_mb, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

    from ui.tasks import Tasks
    from ui.widgets.register_list import RegisterList

SIZE = (760, 620)  # what a window of 1366x768 leaves to the table
PLACES = 40
NARROWED = (
    "standing is in stock", "model contains kr", "maker is Adler & Sohn", "condition is repairable", "category is assault rifle",
    "year less than 1980", "age more than 30", "serial contains 777", "serial begins with K00", "received_on before today",
    "holder not empty", "flags not empty", "calibre contains 5.56", "country is CH", "id begins with HQ-W", "id contains 77",
    "asset_number contains 00", "asset_number begins with A-00001", "serial not empty", "remark is checked",
)  # fmt: skip
TYPED = ("kestrel", "K0000", "adler sohn", "777")  # common words too


def browse(database: str, what: str) -> Timed:
    """Ours. ``what``: `first` rows from nothing; the 95th percentile of `orders` and filters, or of `places` scrolled to."""
    from PySide6.QtWidgets import QApplication

    from ui.ask import Ask
    from ui.desk import Desk
    from ui.tasks import Tasks
    from ui.theme.look import Look
    from ui.widgets.notice import Notice
    from ui.widgets.register_list import RegisterList

    app = QApplication([])
    Look(app)
    office, tasks = _office(database), Tasks()
    desk = Desk(office, office.log_in("bench", PASSWORD), tasks, Ask(), _nothing_remembered())
    _warm_up(app)
    start = time.perf_counter()
    listed = RegisterList(desk, Notice())
    listed.resize(*SIZE)
    listed.show()
    listed.show_all()
    waits = [_seen(app, listed, 0, start)]
    if what != "first":
        office.browsing.prepare()
        _settle(app, tasks)
        waits = list(_orders(app, tasks, listed) if what == "orders" else _places(app, tasks, listed))
    return _answer(percentile(waits, 0.95))


def _orders(app: QApplication, tasks: Tasks, listed: RegisterList) -> Iterator[float]:
    from stockpile.domain.filter_text import parse
    from ui.models.weapon_columns import COLUMNS

    changes: list[Callable[[], object]] = [
        partial(listed.sort, f"{way}{each.name}") for each in COLUMNS for way in ("", "-")
    ]
    for each in NARROWED:
        changes += [partial(listed.state.add, parse(each)), listed.state.clear]
    for each in TYPED:
        changes += [partial(listed.state.look_for, each), listed.state.clear]
    for change in changes:
        _settle(app, tasks)
        come: list[int] = []
        listed.model.loaded.connect(come.append)
        start = time.perf_counter()
        change()
        while not come:
            _wait(app)
        yield _seen(app, listed, 0, start)
        listed.model.loaded.disconnect(come.append)


def _places(app: QApplication, tasks: Tasks, listed: RegisterList) -> Iterator[float]:
    count = listed.model.rowCount()
    for place in range(1, PLACES + 1):
        _settle(app, tasks)
        row = count * (place * 37 % PLACES) // PLACES
        start = time.perf_counter()
        listed.table.verticalScrollBar().setValue(row)
        yield _seen(app, listed, row, start)


def _seen(app: QApplication, listed: RegisterList, row: int, start: float) -> float:
    """Seconds until the row stands on the screen; where there is none, until that is said."""
    model = listed.model
    while (model.look is None and not model.rowCount()) or (model.rowCount() > row and model.weapon(row) is None):
        _wait(app)
    listed.table.viewport().repaint()
    return time.perf_counter() - start


def _settle(app: QApplication, tasks: Tasks) -> None:
    while not tasks.idle:
        _wait(app)
    app.processEvents()


def _wait(app: QApplication) -> None:
    """Until something happens: who asks all the time takes the interpreter from those who read."""
    from PySide6.QtCore import QEventLoop

    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def bare(database: str, what: str) -> Timed:
    """The limit: a table view over a list of the same ids in memory; for another order the list turned round."""
    from PySide6.QtWidgets import QApplication, QTableView

    from ui.models.weapon_columns import COLUMNS

    with closing(sqlite3.connect(database)) as connection:
        ids = [text for (text,) in connection.execute("SELECT id FROM weapon")]
    app = QApplication([])
    _warm_up(app)
    model = _list_model(ids, sum(each.shown for each in COLUMNS))
    start = time.perf_counter()
    view = QTableView()
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    waits = [_painted(app, view, start)]
    if what != "first":
        waits = []
        for place in range(1, PLACES + 1):
            start = time.perf_counter()
            if what == "orders":
                model.turn()
            else:
                view.verticalScrollBar().setValue(len(ids) * (place * 37 % PLACES) // PLACES)
            waits.append(_painted(app, view, start))
    return _answer(percentile(waits, 0.95))


def _painted(app: QApplication, view: QTableView, start: float) -> float:
    app.processEvents()
    view.viewport().repaint()
    return time.perf_counter() - start


def _list_model(ids: Sequence[str], columns: int) -> Any:  # noqa: ANN401 - its class waits for Qt to be loaded
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

    class Ids(QAbstractTableModel):
        def __init__(self) -> None:
            super().__init__()
            self._ids = list(ids)

        def rowCount(self, _parent: object = QModelIndex()) -> int:  # noqa: N802 - Qt's
            return len(self._ids)

        def columnCount(self, _parent: object = QModelIndex()) -> int:  # noqa: N802
            return columns

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
            return self._ids[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

        def turn(self) -> None:
            self.beginResetModel()
            self._ids.reverse()
            self.endResetModel()

    return Ids()


def _warm_up(app: QApplication) -> None:
    """Fonts and style are loaded once in a program, and belong to neither table."""
    from PySide6.QtWidgets import QLabel

    first = QLabel("first")
    first.show()
    app.processEvents()
    first.hide()


def _office(database: str) -> Any:  # noqa: ANN401 - loaded here, and not before it is timed
    from stockpile.office import Office

    return Office.open(database)


def _nothing_remembered() -> Any:  # noqa: ANN401
    from PySide6.QtCore import QSettings

    from ui.remembered import Remembered

    return Remembered(QSettings(os.devnull, QSettings.Format.IniFormat))


def _answer(seconds: float) -> Timed:
    """Said at once, and the process left: nobody measures how a window is taken down."""
    import json

    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}) + "\n")
    sys.stdout.flush()
    os._exit(0)
