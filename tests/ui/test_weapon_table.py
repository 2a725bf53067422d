"""The table of the register: any number of weapons, rows read in the background, the place kept."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockpile.domain.errors import Refused, StorageFault
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.office import Look as Seen
from ui.models.weapon_table import COLUMNS, PAGE, SERIAL, WAITING, WeaponTable, sentence_of
from ui.tasks import Tasks
from ui.theme.look import Look
from ui.widgets.tables import WeaponsView

Settled = Callable[[], None]


def _row(key: int, standing: str = "in stock") -> WeaponRow:
    return WeaponRow(
        id=f"HQ-W{key:07d}", serial=f"KA-{key:06d}", maker="H&K", model="G3A3", category="assault rifle",
        calibre="7.62×51", country="DE", nsn="", site="HQ", location="HQ/A", holder="", standing=standing,
        condition="serviceable", flags=(), asset_number="", received_on="2026-01-01",
    )  # fmt: skip


class _Register:
    """So many weapons; notes which rows were read. Stands in for an office where a million are wanted."""

    def __init__(self, count: int) -> None:
        self.all = array("q", range(1, count + 1))
        self.read: list[int] = []
        self.standing = "in stock"
        self.problem: Exception | None = None
        self.browsing = SimpleNamespace(look=self.look, glance=self.look, rows_of=lambda _look, keys: self.rows(keys))

    def look(self, where: WeaponFilter) -> Seen:
        keys = self.keys(where)
        return Seen(where, keys, tuple(self.rows(keys[:PAGE])))

    def keys(self, where: WeaponFilter) -> array[int]:
        if self.problem:
            raise self.problem
        return array("q", [each for each in self.all if where.query in str(each)]) if where.query else self.all

    def rows(self, keys: Sequence[int]) -> list[WeaponRow]:
        if self.problem:
            raise self.problem
        self.read += keys
        return [_row(key, self.standing) for key in keys]


@pytest.fixture
def register() -> _Register:
    return _Register(1_000)


@pytest.fixture
def model(register: _Register, tasks: Tasks, look: Look, settled: Settled) -> WeaponTable:
    made = WeaponTable(register, tasks)  # type: ignore[arg-type]
    made.show(WeaponFilter())
    settled()
    return made


def _text(model: WeaponTable, row: int, column: int = SERIAL) -> object:
    return model.data(model.index(row, column))


def test_it_is_a_model_as_qt_wants_one(model: WeaponTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_the_first_page_is_there_at_once(model: WeaponTable, register: _Register) -> None:
    assert model.rowCount() == 1_000
    assert _text(model, 0) == "KA-000001"
    assert set(register.read) == set(range(1, PAGE + 1))  # at a glance, and with the keys of all


def test_a_row_that_is_not_there_says_so_and_comes(model: WeaponTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        assert _text(model, 900) == WAITING
    assert _text(model, 900) == "KA-000901"


def test_a_million_rows_are_scrolled_by_reading_only_what_is_seen(
    tasks: Tasks, look: Look, qtbot: QtBot, settled: Settled
) -> None:
    register = _Register(1_000_000)
    model = WeaponTable(register, tasks)  # type: ignore[arg-type]
    view = WeaponsView(model, "Weapons")
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    model.show(WeaponFilter())
    settled()
    for row in (999_999, 500_000, 250_000):
        view.scrollTo(model.index(row, 0))
        view.viewport().repaint()
        qtbot.waitUntil(lambda row=row: _text(model, row) == f"KA-{row + 1:06d}")
    assert len(register.read) <= 8 * PAGE
    view.close()


def test_wishes_that_the_screen_has_left_behind_are_forgotten(
    model: WeaponTable, register: _Register, qtbot: QtBot, settled: Settled
) -> None:
    register.all = array("q", range(1, 100_001))
    model.reload()
    settled()
    register.read.clear()
    for row in range(0, 100_000, PAGE):
        _text(model, row)
    qtbot.waitUntil(lambda: len(register.read) == 4 * PAGE)
    assert register.read[PAGE - 1] == 100_000  # what was asked last is read first


def test_reading_again_keeps_the_rows_and_shows_what_changed(
    model: WeaponTable, register: _Register, qtbot: QtBot
) -> None:
    register.standing = "issued"
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.reload()
    assert _text(model, 0, 0) == "▲ Issued"


def test_an_answer_to_an_older_question_is_thrown_away(model: WeaponTable, settled: Settled) -> None:
    model.show(WeaponFilter(query="77"))
    model.show(WeaponFilter(query="999"))
    settled()
    assert [_text(model, row) for row in range(model.rowCount())] == ["KA-000999"]


def test_a_place_is_found_again(model: WeaponTable, settled: Settled) -> None:
    model.show(WeaponFilter(), model.key(700))
    settled()
    assert model.place == 700
    model.show(WeaponFilter(), 123_456)
    settled()
    assert model.place == -1
    assert model.keys([0, 2]) == [1, 3]


def test_a_refusal_is_told_and_reading_goes_on(
    model: WeaponTable, register: _Register, qtbot: QtBot, settled: Settled
) -> None:
    register.problem = StorageFault("storage.unreachable")
    with qtbot.waitSignal(model.refused):
        _text(model, 500)
    register.problem = Refused("filter.value")
    with qtbot.waitSignal(model.refused):
        model.reload()
    register.problem = None
    model.reload()
    settled()
    qtbot.waitUntil(lambda: _text(model, 500) == "KA-000501")


def test_a_row_is_heard_as_one_sentence(model: WeaponTable) -> None:
    heard = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "H&K G3A3, serial number KA-000001, in stock, at HQ/A"
    assert sentence_of(_row(5)).startswith("H&K G3A3")


def test_every_column_has_a_heading_and_serials_a_font_of_their_own(model: WeaponTable) -> None:
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert headings[:3] == ["Standing", "Serial number", "Model"]
    assert len(headings) == len(COLUMNS)
    assert model.data(model.index(0, SERIAL), Qt.ItemDataRole.FontRole) is not None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.FontRole) is None
