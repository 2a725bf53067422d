"""Values that the catalogue does not know: one choice for all rows of a spelling, or new entries in one go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, listed, ngettext
from stockpile.office import Session
from stockpile.office.workbench import Cluster, ImportSession
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.under_way import UnderWay
from ui.pages.imports.words import field_words
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.fields import choice, typed_choice
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.tables import Table
from ui.words import apart, straight

_MADE = frozenset({"place", "holder", "model"})

Unknown = dict[str, list[Cluster]]


class ValuesPane(QWidget):
    """What is unknown, field by field.

    Signals:
        counted: (how many spellings are unknown in all).
    """

    counted = Signal(int)

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self._unknown: Unknown = {}
        self.field = choice([])
        self.field.setAccessibleName(_("Field"))
        self.field.activated.connect(self._on_field)
        self.clusters: ListTable[Cluster] = ListTable(
            (
                ListColumn(_("Not in the catalogue"), _spellings),
                ListColumn(_("Rows"), lambda each: f"{each.rows:,}"),
            ),
            self,
        )
        self.table = Table(self.clusters, _("Values that the catalogue does not know"))
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.widths(190)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._to_meaning)
        self.meaning = typed_choice(_("What it means"), _("Choose, or type"))
        self.take = button(
            _("Mea&ns this"), self._on_take, name=_("All rows of these spellings mean this"), icon_name="tick"
        )
        self.make = button(_("Create ne&w"), self._on_make, name=_("Create the chosen ones new"), icon_name="add")
        self.nothing = paragraph(_("Everything in these columns is known."), "muted")
        self.notice = Notice()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.take)
        row.addWidget(self.make)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)
        self._caption = label(_("&Means"), "muted")
        self._caption.setBuddy(self.meaning)
        layout.addWidget(self._caption)
        layout.addWidget(self.meaning)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        line = self.meaning.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._on_take)

    def read(self) -> None:
        """Ask what is unknown now."""
        self._work.ask(_unknown, self._on_unknown)

    def _on_unknown(self, unknown: Unknown) -> None:
        self._unknown = {name: found for name, found in unknown.items() if found}
        kept = self.field.currentData()
        self.field.clear()
        for name, found in self._unknown.items():
            said = _("{field}: {count}").format(field=field_words(name), count=f"{len(found):,}")
            self.field.addItem(said, name)
        self.field.setCurrentIndex(max(self.field.findData(kept), 0))
        for each in (self.field, self.table, self.meaning, self.take, self.make, self._caption):
            each.setVisible(bool(self._unknown))
        self.nothing.setVisible(not self._unknown)
        self._on_field()
        self.counted.emit(sum(map(len, self._unknown.values())))

    def _on_field(self) -> None:
        found = self._unknown.get(str(self.field.currentData()), [])
        place = max(self.table.currentIndex().row(), 0)
        self.clusters.show(found)
        if found:
            self.table.selectRow(min(place, len(found) - 1))
        self.make.setVisible(str(self.field.currentData()) in _MADE)
        self._on_current()

    def _chosen(self) -> list[Cluster]:
        found = [self.clusters.row(at) for at in self.table.chosen_rows()]
        return [each for each in found if each is not None]

    def _on_current(self) -> None:
        each = self.clusters.row(self.table.currentIndex().row())
        self.take.setEnabled(each is not None)
        self.make.setEnabled(each is not None)
        self.meaning.clear()
        for key, likeness in each.matches if each is not None else ():
            self.meaning.addItem(
                _("{name}  ({likeness} %)").format(name=straight(key), likeness=round(likeness * 100)), key
            )
        if each is not None and not each.matches:
            self.meaning.setEditText("")

    def _to_meaning(self, _row: int) -> None:
        self.meaning.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _meant(self) -> str:
        text = self.meaning.currentText().strip()
        at = self.meaning.findText(self.meaning.currentText())
        return str(self.meaning.itemData(at)) if at >= 0 else text

    def _on_take(self) -> None:
        text = self._meant()
        chosen = self._chosen()
        if not text or not chosen:
            self.notice.say(_("Choose what it means, or type it."), Tone.WARNING)
            return
        self.notice.clear()
        spellings = [text for each in chosen for text, _count in each.values]
        self._work.edit(partial(_decide, str(self.field.currentData()), spellings, text))
        self.read()

    def _on_make(self) -> None:
        chosen = self._chosen()
        names = [each.values[0][0] for each in chosen]
        if not names:
            return
        question = ngettext(
            "Create {count} new entry now ({names})? It is recorded under a voucher of its own, also where the import is given up.",
            "Create {count} new entries now ({names})? They are recorded under a voucher of their own, also where the import is given up.",
            len(names),
        ).format(count=len(names), names=listed(names[:6]))
        if self._work.desk.ask.confirm(self, question, _("Create"), _("Cancel")):
            spelt = [(each.values[0][0], [text for text, _count in each.values[1:]]) for each in chosen]
            work = partial(_make, str(self.field.currentData()), spelt, self._work.desk.session)
            self._work.write(work, self._on_made)

    def _on_made(self, count: int) -> None:
        said = ngettext("{count} new entry is recorded.", "{count} new entries are recorded.", count)
        self.notice.say(said.format(count=count), Tone.GOOD)
        self._work.check()
        self.read()


def _spellings(each: Cluster) -> str:
    texts = [text for text, _count in each.values]
    return listed(map(apart, texts[:4])) + (" …" if len(texts) > 4 else "")  # noqa: PLR2004


# -- for workers -----------------------------------------------------------------------------------------------------


def _unknown(session: ImportSession) -> Unknown:
    return {name: session.values.unknown(name) for name in session.values.fields()}


def _decide(field: str, spellings: Sequence[str], text: str, session: ImportSession) -> int:
    return session.values.decide(field, spellings, text)


def _make(field: str, spelt: Sequence[tuple[str, list[str]]], by: Session, session: ImportSession) -> int:
    session.values.make(field, [name for name, _others in spelt], by)
    for name, others in spelt:
        if others:
            session.values.decide(field, others, name)
    return len(spelt)
