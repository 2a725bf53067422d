"""One column into several fields, and several into one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from stockpile.language import _
from stockpile.office.workbench import ColumnInfo, ImportSession
from ui.pages.imports.words import field_words
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields, choice, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.lists import WordList
from ui.widgets.notice import Notice
from ui.words import straight

_PARTS = 4
_BLANK, _COMMA, _SLASH, _DASH, _OWN = range(5)
_BETWEEN = {_BLANK: r"\s+", _COMMA: r"\s*[,;]\s*", _SLASH: r"\s*/\s*", _DASH: r"\s*-\s*"}


class MakeDialog(QDialog):
    """A column is made of others.

    Signals:
        made: (work) for a worker: takes the shape and the session.
    """

    made = Signal(object)

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setProperty("help", "import")
        self.setMinimumWidth(560)
        self.fields = Fields()
        self.notice = Notice()
        self.ok = primary(_("&Make"), self._on_ok)
        self.cancel = button(_("Cancel"), self.reject)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        self.body.setSpacing(GRID + 4)
        self.body.addWidget(label(title, "title"))
        self.body.addWidget(paragraph(text, "muted"))
        self.body.addWidget(self.fields)

    def finish(self) -> None:
        """Put what every such dialog has at its foot."""
        self.body.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        self.body.addLayout(foot)

    def _on_ok(self) -> None:
        raise NotImplementedError


class SplitDialog(MakeDialog):
    """One column into several fields."""

    def __init__(self, column: ColumnInfo, fields: Sequence[str], parent: QWidget) -> None:
        text = _("Each part becomes a column of its own, read as the field that is chosen for it.")
        super().__init__(_("Split “{column}”").format(column=straight(column.heading)), text, parent)
        self._column = column
        kinds = [
            (_("blanks"), _BLANK), (_("commas"), _COMMA), (_("slashes"), _SLASH), (_("dashes"), _DASH),
            (_("a pattern of my own"), _OWN),
        ]  # fmt: skip
        self.between = choice(kinds)  # type: ignore[arg-type]
        self.pattern = line_edit(r"(\S+)\s+(.*)")
        self.fields.add(_("Parts are &parted by"), self.between)
        self.fields.add(_("P&attern"), self.pattern, _("A regular expression; each pair of brackets is a part."))
        self.parts: list[QComboBox] = []
        for number in range(1, _PARTS + 1):
            each = _field_choice(fields)
            self.parts.append(each)
            self.fields.add(_("Part {number} is").format(number=number), each)
        self.sample = paragraph("", "small")
        self.body.addWidget(self.sample)
        self.finish()
        self.between.activated.connect(self._retell)
        self.pattern.textChanged.connect(self._retell)
        for each in self.parts:
            each.activated.connect(self._retell)
        self._retell()

    def wanted(self) -> tuple[str, dict[int, str]]:
        """The pattern, and which of its parts is which field."""
        kind = int(self.between.currentData())
        parts = {at + 1: str(each.currentData()) for at, each in enumerate(self.parts) if each.currentData()}
        if kind == _OWN:
            return self.pattern.text(), parts
        last = max(parts, default=2)
        between = _BETWEEN[kind]
        return "^" + between.join([r"(.+?)"] * max(last - 1, 1) + [r"(.*)"] * (last > 1)) + "$", parts

    def _retell(self) -> None:
        own = int(self.between.currentData()) == _OWN
        self.fields.offer(self.pattern, offered=own)
        pattern, _parts = self.wanted()
        text = next(iter(self._column.samples), "")
        try:
            found = None if own else re.match(pattern, text)  # a pattern of theirs runs where it can be stopped
        except re.error:
            found = None
        shown = " | ".join(each or "" for each in found.groups()) if found else text
        self.sample.setText(_("For example: {text}").format(text=straight(shown)))
        self.ok.setEnabled(bool(_parts) and bool(pattern))

    def _on_ok(self) -> None:
        pattern, parts = self.wanted()
        self.made.emit(partial(_split, self._column.heading, pattern, parts))
        self.accept()


class JoinDialog(MakeDialog):
    """Several columns into one field."""

    def __init__(
        self, column: ColumnInfo, columns: Sequence[ColumnInfo], fields: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(
            _("Join columns"), _("Tick the columns, in the order of the file; their texts become one."), parent
        )
        self.list = WordList(_("Columns to join"))
        for each in columns:
            if each.made:
                continue
            item = QListWidgetItem(straight(each.heading))
            item.setData(Qt.ItemDataRole.UserRole, each.heading)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.heading == column.heading else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.between = line_edit()
        self.between.setText(" ")
        self.field = _field_choice(fields)
        self.fields.add(_("&Columns"), self.list)
        self.fields.add(_("&Between them"), self.between)
        self.fields.add(_("&Read as"), self.field)
        self.finish()

    def _on_ok(self) -> None:
        chosen = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in (self.list.item(at) for at in range(self.list.count()))
            if item.checkState() == Qt.CheckState.Checked
        ]
        if len(chosen) < 2:  # noqa: PLR2004 - one alone is joined with nothing
            self.fields.refuse(self.list, _("Tick at least two columns."))
            return
        self.made.emit(partial(_join, chosen, self.between.text(), str(self.field.currentData())))
        self.accept()


def _field_choice(fields: Sequence[str]) -> QComboBox:
    return choice([(_("Nothing: kept as a note"), ""), *((field_words(each), each) for each in fields)])


def _split(heading: str, pattern: str, parts: dict[int, str], shape: int, session: ImportSession) -> None:
    session.tables.split(shape, heading, pattern, parts)


def _join(headings: list[str], between: str, field: str, shape: int, session: ImportSession) -> None:
    session.tables.join(shape, headings, between, field)
