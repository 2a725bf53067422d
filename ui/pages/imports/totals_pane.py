"""The file's own totals against ours."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import ControlTotal
from ui.models.list_table import ListColumn, ListTable
from ui.theme.measures import GRID
from ui.widgets.labels import paragraph
from ui.widgets.tables import Table
from ui.words import straight


class TotalsPane(QWidget):
    """What the file states of its columns, against what was counted."""

    def __init__(self) -> None:
        super().__init__()
        self.totals: ListTable[ControlTotal] = ListTable(
            (
                ListColumn(_("Total of"), lambda each: straight(each.heading)),
                ListColumn(_("In the file"), lambda each: figure(each.stated)),
                ListColumn(_("Counted"), _counted),
                ListColumn(_("Difference"), _difference),
            ),
            self,
        )
        self.table = Table(self.totals, _("The file’s own totals"))
        self.table.widths(96, 68, 76)
        self.said = paragraph("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        self.show_totals(())

    def show_totals(self, totals: tuple[ControlTotal, ...]) -> None:
        """Show other totals."""
        self.totals.show(totals)
        self.said.setText(_told(totals))
        self.table.setVisible(bool(totals))


def figure(amount: float) -> str:
    """An amount, as it stands in a cell."""
    return straight(f"{amount:,.2f}".removesuffix(".00"))


def _told(totals: tuple[ControlTotal, ...]) -> str:
    if not totals:
        return _("The file states no totals of its own.")
    wrong = sum(not each.agrees for each in totals)
    if not wrong:
        return _("What was counted is what the file states.")
    said = ngettext(
        "{count} total is not what was counted. Look at the rows that are left out, and at those that stand there twice.",
        "{count} totals are not what was counted. Look at the rows that are left out, and at those that stand there twice.",
        wrong,
    )
    return said.format(count=f"{wrong:,}")


def _counted(each: ControlTotal) -> str:
    return (_("✓ {figure}") if each.agrees else _("✕ {figure}")).format(figure=figure(each.counted))


def _difference(each: ControlTotal) -> str:
    return "" if each.agrees else straight(f"{each.counted - each.stated:+,.2f}".removesuffix(".00"))
