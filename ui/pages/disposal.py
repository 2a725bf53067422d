"""Disposal: what leaves for good, and can we prove it? What is declared surplus, and every open dossier, with its
next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.standing import Disposal, Standing
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.weapon_table import WeaponTable
from ui.pages.page import Page
from ui.theme.measures import GRID
from ui.widgets.act_buttons import ActButtons
from ui.widgets.empty import Empty
from ui.widgets.labels import paragraph
from ui.widgets.notice import Notice
from ui.widgets.tables import WeaponsView
from ui.words import named, straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session

_WHERE = Qt.ItemDataRole.UserRole
_REFERENCE = Qt.ItemDataRole.UserRole + 1
_STEPS = (Kind.AUTHORISATION, Kind.VERIFICATION, Kind.DESTRUCTION, Kind.DEACTIVATION)
_ASKED = 200


@dataclass(frozen=True, slots=True)
class _Folder:
    """An entry of the list: what it says, which weapons it holds, the dossier's voucher."""

    text: str
    where: WeaponFilter
    reference: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    rows: tuple[WeaponRow, ...]
    allowed: Mapping[Kind, Refused | None]


class DisposalPage(Page):
    """Dossiers at the leading side, their weapons beside them, the next step below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Disposal"))
        self._epoch = 0
        self._rows: tuple[WeaponRow, ...] = ()
        self.folders = QListWidget()
        self.folders.setAccessibleName(_("Surplus and dossiers"))
        self.folders.setProperty("role", "folders")
        self.folders.setFixedWidth(260)
        self.folders.setWordWrap(True)
        self.folders.setSpacing(2)
        self.folders.currentItemChanged.connect(self._on_folder)
        self.folders.itemActivated.connect(self._on_activated)
        self.model = WeaponTable(desk.office, desk.tasks, self)
        self.model.loaded.connect(self._read_step)
        self.table = WeaponsView(self.model, _("Weapons of this dossier"))
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.acts = ActButtons(_STEPS, always=True)
        self.acts.wanted.connect(self._on_act)
        self.about = paragraph("", "muted")
        self.notice = Notice()
        self.model.refused.connect(self.notice.refuse)
        self._lay_out()

    def _lay_out(self) -> None:
        below = QFrame()
        below.setProperty("role", "card")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        inside.addWidget(self.about)
        inside.addWidget(self.acts)
        inside.addWidget(self.acts.reasons)
        right = QVBoxLayout()
        right.setSpacing(GRID + 4)
        right.addWidget(self.table, 1)
        right.addWidget(below)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addWidget(self.folders)
        row.addLayout(right, 1)
        text = _(
            "Declare weapons surplus in the register. They appear here, are authorised by two officers, "
            "verified piece by piece, and destroyed before witnesses."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(Empty(_("Nothing awaits disposal"), text))
        self._stack.addWidget(work)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._stack, 1)

    def entered(self) -> None:
        """Read the dossiers again."""
        self.desk.tasks.read(self, partial(_folders, self.desk.office), self._on_folders, self.notice.refuse)

    def _on_folders(self, folders: tuple[_Folder, ...]) -> None:
        item = self.folders.currentItem()
        before = item.data(_REFERENCE) if item is not None else None
        with QSignalBlocker(self.folders):
            self.folders.clear()
            for folder in folders:
                item = QListWidgetItem(folder.text)
                item.setData(_WHERE, folder.where)
                item.setData(_REFERENCE, folder.reference)
                self.folders.addItem(item)
        self._stack.setCurrentIndex(1 if folders else 0)
        places = [row for row, folder in enumerate(folders) if folder.reference == before]
        if folders:
            self.folders.setCurrentRow(places[0] if places else 0)
            self._on_folder()

    def _on_folder(self, *_items: object) -> None:
        item = self.folders.currentItem()
        if item is not None:
            self.model.show(item.data(_WHERE))

    def _on_activated(self, item: QListWidgetItem) -> None:
        if item.data(_REFERENCE):
            self.paper_wanted.emit(item.data(_REFERENCE))

    # -- the next step -----------------------------------------------------------------------------------------------

    def _on_selection(self, _more: QItemSelection, _less: QItemSelection) -> None:
        self._read_step()

    def _read_step(self, _count: int = 0) -> None:
        """For the chosen weapons, or for all of them where none is chosen."""
        self._epoch += 1
        rows = self.table.chosen_rows()
        keys = self.model.keys(rows or range(self.model.rowCount()))
        work = partial(_step, self.desk.office, self.desk.session, keys)
        self.desk.tasks.read(self, work, partial(self._on_step, self._epoch, bool(rows)), self.notice.refuse)

    def _on_step(self, epoch: int, chosen: bool, step: _Step) -> None:  # noqa: FBT001 - bound by partial
        if epoch != self._epoch:
            return
        self._rows = step.rows
        count = len(step.rows)
        if chosen:
            said = ngettext("For the {count} weapon chosen:", "For the {count} weapons chosen:", count)
        else:
            said = ngettext("For the {count} weapon of this list:", "For all {count} weapons of this list:", count)
        self.about.setText(said.format(count=count))
        self.acts.show_allowed(step.allowed)

    def _on_act(self, kind: Kind) -> None:
        if self._rows:
            self.act_wanted.emit(kind, self._rows)


def _folders(office: Office) -> tuple[_Folder, ...]:
    """For a reader: the surplus that awaits a decision, then the open dossiers."""
    surplus = WeaponFilter(disposal=Disposal.SURPLUS.value, standing=Standing.IN_STOCK.value)
    count = office.reading.count(surplus)
    said = ngettext(
        "Declared surplus\n{count} weapon, awaits a decision",
        "Declared surplus\n{count} weapons, await a decision",
        count,
    )
    first = (_Folder(said.format(count=count), surplus),) if count else ()
    return (*first, *(_dossier(each) for each in office.reading.dossiers()))


def _dossier(each: object) -> _Folder:
    reference, weapons = str(getattr(each, "reference", "")), int(getattr(each, "weapons", 0))
    said = ngettext("{reference}\n{count} weapon, {step}", "{reference}\n{count} weapons, {step}", weapons)
    step = named(str(getattr(each, "disposal", "")))
    where = WeaponFilter(dossier=reference, standing=Standing.IN_STOCK.value)
    return _Folder(said.format(reference=straight(reference), count=weapons, step=step), where, reference)


def _step(office: Office, session: Session, keys: list[int]) -> _Step:
    """For a reader: what may be done with all of these weapons."""
    rows = tuple(office.reading.rows(keys))
    allowed: dict[Kind, Refused | None] = dict.fromkeys(_STEPS) if rows else {}
    for row in rows[:_ASKED]:
        may = office.reading.allowed(row.id, session)
        allowed = {kind: refusal or may.get(kind) for kind, refusal in allowed.items()}
    return _Step(rows, allowed)
