"""What an import answers: counts, the file's own totals, what was understood of its tables, and every warning with
its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from ui.models.list_table import ListColumn, ListTable
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.facts import Facts
from ui.widgets.labels import label, paragraph, set_role
from ui.widgets.tables import Table
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.office import ImportAnswer

Found = Mapping[str, object]


class ImportAnswerView(QWidget):
    """Counts and tables at the leading side, warnings beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = Facts()
        self._totals = paragraph()
        self._tables = paragraph("", "muted")
        self._warned = label("", "heading")
        self.warnings: ListTable[Found] = ListTable(
            (
                ListColumn(_("Row"), lambda each: str(each.get("row", ""))),
                ListColumn(_("Column"), lambda each: straight(str(each.get("column") or ""))),
                ListColumn(_("What to look at"), lambda each: str(each.get("text", ""))),
            ),
            self,
        )
        self._warnings = Table(self.warnings, _("Warnings"))
        self._warnings.widths(70, 150)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        column.setSpacing(GRID)
        for title, widget in (
            (_("What is in the file"), self._counts),
            (_("The file’s own totals"), self._totals),
            (_("What was understood"), self._tables),
        ):
            column.addWidget(label(title, "heading"))
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "inside")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setAccessibleName(_("What is in the file"))
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scroll)
        right = QVBoxLayout()
        right.addWidget(self._warned)
        right.addWidget(self._warnings, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(card, 2)
        layout.addLayout(right, 3)

    def show_answer(self, answer: ImportAnswer) -> None:
        """Show another answer."""
        self._counts.show_facts(_counts(answer))
        self._show_totals(answer)
        self._tables.setText("\n\n".join(_table(each) for each in answer.tables))
        count = len(answer.warnings)
        said = ngettext("{count} warning", "{count} warnings", count).format(count=f"{count:,}")
        self._warned.setText(said if count else _("No warnings"))
        self.warnings.show(answer.warnings)

    def _show_totals(self, answer: ImportAnswer) -> None:
        agree = all(total["agrees"] for total in answer.control_totals)
        lines = [_total(each) for each in answer.control_totals]
        self._totals.setText("\n".join(lines) or _("The file states none."))
        tone = Tone.PLAIN if not lines else (Tone.GOOD if agree else Tone.BAD)
        set_role(self._totals, "tone", tone.value)


def _counts(answer: ImportAnswer) -> list[tuple[str, str]]:
    figures = (
        (_("Rows"), answer.rows),
        (_("New"), answer.new),
        (_("Changed"), answer.changed),
        (_("Unchanged"), answer.unchanged),
        (_("Rejected"), answer.rejected),
        (_("Weapons"), answer.weapons),
        (_("with serial number"), answer.weapons_with_serial),
        (_("without serial number"), answer.weapons_without_serial),
        (_("Other equipment"), answer.other_items),
        (_("Duplicates"), answer.duplicates),
        (_("Not in the file any more"), answer.vanished),
    )
    return [(name, f"{figure:,}") for name, figure in figures]


def _total(total: Found) -> str:
    if total["agrees"]:
        template = _("✓ {what}: {stated}, and so it was counted")
    else:
        template = _("✕ {what}: the file says {stated}, counted were {counted}")
    return template.format(**{name: str(value) for name, value in total.items()})


def _table(table: Found) -> str:
    columns = table.get("columns")
    mapped = columns.items() if isinstance(columns, Mapping) else ()
    sheet = str(table.get("sheet") or "")
    in_sheet = _("Sheet “{sheet}”, headings in row {header_row}, {rows} rows")
    where = in_sheet if sheet else _("Headings in row {header_row}, {rows} rows")
    lines = [where.format(sheet=sheet, header_row=table.get("header_row", ""), rows=table.get("rows", ""))]
    lines += [
        _("{heading} → {field}").format(heading=straight(str(heading)), field=_(str(field).replace("_", " ")))
        for field, heading in mapped
    ]
    unmapped = table.get("unmapped")
    if isinstance(unmapped, (list, tuple)) and unmapped:
        lines.append(_("Kept as they are: {columns}").format(columns=", ".join(str(each) for each in unmapped)))
    return "\n".join(lines)
