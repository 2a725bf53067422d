"""The same work with nothing around it: the limit that the machine and the libraries set."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sqlite3
import sys
import time
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from installer.bench_ours import Timed, peak_mb, percentile, queries, timed, wait_for_paint

TENTH = 0.1  # seconds: what is below it seems to happen at once
TABLES = ("voucher", "line", "weapon", "equipment")


def read_bare(book: str) -> Timed:
    """The workbook read by the fastest reader there is, and nothing made of it."""
    from python_calamine import CalamineWorkbook

    return timed(lambda: CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python())


def a_tenth() -> Timed:
    """No work at all: the tenth of a second within which a screen has to answer."""
    return {"seconds": TENTH, "peak_mb": peak_mb()}


def has_pandas() -> bool:
    """Whether pandas is there to be measured; it is no dependency."""
    return importlib.util.find_spec("pandas") is not None


def read_with_pandas(book: str) -> Timed:
    """The workbook read as most scripts read it."""
    pandas = importlib.import_module("pandas")
    return timed(lambda: pandas.read_excel(book, engine="openpyxl"))


def read_and_insert(book: str, database: str, raw: str) -> Timed:
    """Read the workbook, and insert the rows that our import wrote, into tables laid out alike, in one transaction."""
    from python_calamine import CalamineWorkbook

    from stockpile.storage.store import Store

    with closing(sqlite3.connect(database)) as made:
        rows = {table: made.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608 - our own tables
        search = made.execute("SELECT key, search FROM weapon").fetchall()
    Store.create(raw).close()
    with closing(sqlite3.connect(raw, isolation_level=None)) as connection:
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-32768"):
            connection.execute(f"PRAGMA {pragma}")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')

        def work() -> None:
            for _row in CalamineWorkbook.from_path(book).get_sheet_by_index(0).iter_rows():
                pass
            connection.execute("BEGIN IMMEDIATE")
            for table, theirs in rows.items():
                places = ", ".join("?" * len(theirs[0])) if theirs else "?"
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", theirs)  # noqa: S608
            connection.executemany("INSERT INTO weapon_search(rowid, search) VALUES (?, ?)", search)
            connection.execute("COMMIT")

        return timed(work)


def hash_lines(database: str) -> Timed:
    """Read every line and hash what has to be hashed: each leaf, and each node above."""
    with closing(sqlite3.connect(database)) as connection:

        def work() -> None:
            cursor = connection.execute("SELECT voucher, position, subject, body FROM line ORDER BY voucher, position")
            level: list[bytes] = []
            while rows := cursor.fetchmany(20_000):
                level += [sha256(b"\x00" + row[3]).digest() for row in rows]
            while len(level) > 1:
                level = [
                    sha256(b"\x01" + level[at] + level[at + 1]).digest() if at + 1 < len(level) else level[at]
                    for at in range(0, len(level), 2)
                ]

        return timed(work)


def match(database: str) -> Timed:
    """The bare question to the trigram index, and the rows it names."""
    from stockpile.domain.serials import fold

    asked = "SELECT weapon.* FROM weapon_search JOIN weapon ON weapon.key = weapon_search.rowid WHERE weapon_search MATCH ? LIMIT 50"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(asked, ('"0000"',)).fetchall()
        waits = [timed(partial(_rows, connection, asked, fold(text)))["seconds"] for text in queries(database)]
    return {"seconds": percentile(waits, 0.95), "peak_mb": peak_mb()}


def _rows(connection: sqlite3.Connection, asked: str, text: str) -> list[object]:
    return connection.execute(asked, (f'"{text}"',)).fetchall()


def draw_list(database: str, path: str) -> Timed:
    """The same cells of the same rows at the same places, one text object a page, and nothing else on it."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    from stockpile.documents import fonts
    from stockpile.documents.inventory_list import MARGIN, ROW, ROWS_ON_PAGE, SIZE, TOP, columns

    fonts.register()
    widths = columns(str)
    asked = (
        "SELECT key, id, maker, model, serial, country, category, calibre, location, standing, condition FROM weapon"
    )

    def work() -> None:
        canvas = Canvas(path, pagesize=landscape(A4), pageCompression=1)
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute(asked)
            while page := rows.fetchmany(ROWS_ON_PAGE):
                text = canvas.beginText()
                left = MARGIN
                for at, column in enumerate(widths):
                    text.setFont(column.font, SIZE)
                    y = TOP - ROW
                    for row in page:
                        text.setTextOrigin(left, y)
                        text.textOut(str(row[at]))
                        y -= ROW
                    left += column.width
                canvas.drawText(text)
                canvas.showPage()
        canvas.save()

    return timed(work)


def open_bare_window(modules: str) -> Timed:
    """A bare main window, after the same imports."""
    names = json.loads(Path(modules).read_text())
    start = time.perf_counter()
    for name in names:
        with suppress(ImportError):
            importlib.import_module(name)
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    seconds = wait_for_paint(app, window, start)
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}) + "\n")
    sys.stdout.flush()
    os._exit(0)
