"""The import workbench: from files to one voucher, every step seen and changeable, nothing written before the last.

`office.workbench` (`Workbench`) opens files as an `ImportSession` and knows the history of imports. A session has four
parts: `tables` (sheets and columns), `grid` (rows and their states), `edit` (cells, rows in and out, undo, the log) and
`values` (what the catalogue does not know); then `check`, `plan`, `commit`, `write_rejects`. What they answer is in
`views`, frozen. See `docs/imports.md`.

A session may be used from any thread, by one at a time: its methods that take long take `progress` and `cancelled`.
"""

from __future__ import annotations

from stockpile.office.workbench.at_once import AtOnce, import_at_once
from stockpile.office.workbench.kept_edits import KeptLog
from stockpile.office.workbench.session import ImportSession
from stockpile.office.workbench.suggesting import Choice, Choices
from stockpile.office.workbench.views import (
    CellView,
    Cluster,
    ColumnInfo,
    CommitAnswer,
    Compared,
    ControlTotal,
    Counts,
    Evidence,
    FieldChange,
    FileInfo,
    ImportRecord,
    Kept,
    Level,
    LineView,
    Merged,
    PartView,
    Plan,
    Problem,
    Replayed,
    RowClass,
    RowKind,
    RowView,
    StepView,
    Suggestion,
    TableInfo,
    UndoAnswer,
    UndoPreview,
)
from stockpile.office.workbench.workbench import Workbench

__all__ = [
    "AtOnce",
    "CellView",
    "Choice",
    "Choices",
    "Cluster",
    "ColumnInfo",
    "CommitAnswer",
    "Compared",
    "ControlTotal",
    "Counts",
    "Evidence",
    "FieldChange",
    "FileInfo",
    "ImportRecord",
    "ImportSession",
    "Kept",
    "KeptLog",
    "Level",
    "LineView",
    "Merged",
    "PartView",
    "Plan",
    "Problem",
    "Replayed",
    "RowClass",
    "RowKind",
    "RowView",
    "StepView",
    "Suggestion",
    "TableInfo",
    "UndoAnswer",
    "UndoPreview",
    "Workbench",
    "import_at_once",
]
