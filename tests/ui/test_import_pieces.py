"""What the rows of an import are read as: weapons, lots, equipment, or not clear; told, filtered, and reached by the keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.desk import Desk

sys.path.insert(0, str(Path(__file__).resolve().parent))
from import_bench import Bench, Settled, somebody
from import_books import book

HEADINGS = ("NSN", "Item name", "Serial number", "Quantity")
ROWS = (
    ("1005-00-589-1271", "TYPE=M14 DESC=RIFLE,7.62 MILLIMETER", "PC-00001", 1),
    ("1005-00-589-1271", "RIFLE,7.62 MILLIMETER", "", 12),
    ("", "POUCH,MAGAZINE", "", 30),
    ("", "PISTOL,CALIBER .45,AUTOMATIC", "PC-00002", 1),
)


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Bench]:
    with somebody(desk, qtbot, settled) as made:
        yield made


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return book(tmp_path / "mixed.xlsx", *ROWS, headings=HEADINGS)


def test_the_foot_says_how_many_are_weapons(bench: Bench, mixed: Path) -> None:
    bench.open(mixed)
    assert "In all: 14 weapons, 1 row of other equipment." in bench.page.check.sentence.text()


def test_the_row_says_which_piece_it_is_read_as(bench: Bench, mixed: Path) -> None:
    bench.open(mixed)
    said = []
    for row in range(len(ROWS)):
        bench.choose(row, "Item name")
        bench.wait()
        said.append(bench.page.check.row.piece.text())
    assert said[0].startswith("A weapon · ")
    assert all(each in said[0] for each in ("M14", "Rifle or carbine", "7.62x51mm NATO"))
    assert said[1].startswith("Several weapons, not told apart")
    assert said[2] == "Equipment, not counted as a weapon"
    assert ".45" in said[3]


def test_only_weapons_are_shown(bench: Bench, mixed: Path) -> None:
    bench.open(mixed)
    sorts = bench.page.check.sorts
    for sort, serials in (
        ("weapon", ["PC-00001", "PC-00002"]),
        ("equipment", [""]),
        ("unclear", []),
        ("", [each[2] for each in ROWS]),
    ):
        sorts.setCurrentIndex(sorts.findData(sort))
        sorts.activated.emit(sorts.currentIndex())
        bench.wait()
        assert bench.shown("Serial number") == serials


def test_the_keys_go_to_the_rows_of_a_file_that_is_opened(bench: Bench, mixed: Path) -> None:
    bench.open(mixed)
    assert bench.page.window().focusWidget() is bench.page.check.grid
    bench.go(2)
    bench.go(3)
    assert bench.page.window().focusWidget() is bench.page.check.grid
