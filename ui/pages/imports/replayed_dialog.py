"""What of kept edits found nothing in this file: each cell and row of it, so that it can be looked at by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office.workbench import Replayed
from ui.models.list_table import ListColumn, ListTable
from ui.theme.measures import GRID
from ui.widgets.buttons import primary
from ui.widgets.labels import label, paragraph
from ui.widgets.tables import Table
from ui.words import straight

_SERIAL = "s:"  # begins the key of a row that is known by its serial number: maker, model, serial number, country
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing that found nothing. ``what``: of which row or column; ``wanted``: what was to be done there."""

    what: str
    wanted: str


class ReplayedDialog(QDialog):
    """Lists what was not done again."""

    def __init__(self, outcome: Replayed, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("What found nothing here"))
        self.setProperty("help", "import")
        self.resize(620, 420)
        done = ngettext("{count} edit was done again.", "{count} edits were done again.", outcome.done)
        self.text = paragraph(
            done.format(count=f"{outcome.done:,}")
            + " "
            + _(
                "What stands below was not: its row or column is not in this file, or the cell says something else by now."
            ),
            "muted",
        )
        self.missed: ListTable[Missed] = ListTable(
            (
                ListColumn(_("Row or column"), lambda each: each.what),
                ListColumn(_("Was to be"), lambda each: each.wanted),
            ),
            self,
        )
        self.missed.show(missed_of(outcome))
        self.table = Table(self.missed, self.windowTitle())
        self.table.widths(220)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(primary(_("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(self.windowTitle(), "title"))
        layout.addWidget(self.text)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)


def missed_of(outcome: Replayed) -> list[Missed]:
    """What found nothing, one line a cell or row."""
    return [each for operation in outcome.not_applied for each in _missed(operation)][:_MOST]


def _missed(operation: Mapping[str, Any]) -> Iterator[Missed]:
    for each in operation.get("sets") or ([operation] if "cells" in operation else []):
        for cell in each["cells"]:
            said = _("{column}: {old} becomes {new}").format(
                column=straight(str(each["column"])), old=_text(cell.get("was")), new=_text(cell.get("value"))
            )
            yield Missed(_row(str(cell.get("key", ""))), said)
    for key in operation.get("rows", ()):
        yield Missed(_row(str(key)), _row_words(str(operation["op"])))
    if not ({"sets", "cells", "rows"} & set(operation)):
        yield Missed(_columns(operation), _column_words(operation))


def _row_words(kind: str) -> str:
    said = {"take-out": _("taken out"), "take-in": _("taken in"), "accept": _("let in all the same")}
    return said.get(kind, _("said to be something else"))


def _column_words(operation: Mapping[str, Any]) -> str:
    find, by = operation.get("find"), operation.get("by")
    if operation.get("op") == "value":
        find, by = listed(map(str, operation.get("from", ()))), operation.get("to")
    if find is not None:
        return _("{old} becomes {new}").format(old=_text(find), new=_text(by))
    return _("filled") if operation.get("op") == "fill-down" else _("set for all rows")


def _columns(operation: Mapping[str, Any]) -> str:
    named = operation.get("columns") or operation.get("texts") or [operation.get("column", "")]
    return listed(straight(str(each)) for each in named) or _("All columns")


def _row(key: str) -> str:
    """A row by its serial number, where it is known by that; else by what it says."""
    if key.startswith(_SERIAL):
        maker, model, serial, *_country = [*key.removeprefix(_SERIAL).split("|"), "", "", ""]
        return straight(serial) or listed(filter(None, (straight(maker), straight(model))))
    return _("A row without serial number") if len(key) < len("r:") + 24 and key.startswith("r:") else straight(key)


def _text(text: object) -> str:
    return straight(str(text)) if text else _("empty")
