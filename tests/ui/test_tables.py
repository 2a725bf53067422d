"""The table that all lists of the window are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from ui.widgets.tables import Table


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_row_is_chosen_alone_whatever_keys_are_held(held: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    table = Table(QStringListModel(["one", "two", "three"]), "Numbers")
    qtbot.addWidget(table)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.show()
    table.selectRow(0)
    qtbot.keyPress(table, Qt.Key.Key_Control if held is Qt.KeyboardModifier.ControlModifier else Qt.Key.Key_Shift, held)
    table.selectRow(2)
    assert [each.row() for each in table.selectionModel().selectedRows()] == [2]
    assert table.currentIndex().row() == 2
    qtbot.keyRelease(table, Qt.Key.Key_Control)  # later tests hold nothing
