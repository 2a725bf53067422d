"""Disposal: what leaves for good, and can we prove it? What is declared surplus, and every open dossier, with its
next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.standing import Disposal, DisposalOption, Standing
from stockpile.domain.voucher import Kind, Voucher
from stockpile.domain.voucher_filter import VoucherFilter
from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.models.weapon_table import WeaponTable
from ui.pages.page import Page
from ui.theme.icons import icon
from ui.theme.look import worn
from ui.theme.measures import GRID, ICON
from ui.widgets.act_buttons import ActButtons
from ui.widgets.empty import Empty
from ui.widgets.fields import line_edit
from ui.widgets.labels import paragraph
from ui.widgets.notice import Notice
from ui.widgets.tables import WeaponsView
from ui.words import day, straight

if TYPE_CHECKING:
    from stockpile.office import Office, Session
    from stockpile.office.reading import OpenReference

_WHERE = Qt.ItemDataRole.UserRole
_REFERENCE = Qt.ItemDataRole.UserRole + 1
_DECISION = Qt.ItemDataRole.UserRole + 2
_STEPS = (Kind.AUTHORISATION, Kind.VERIFICATION, Kind.DESTRUCTION, Kind.DEACTIVATION)
_FOLDERS = 280  # pixels
_ASKED = 200
_DONE = 20  # certificates that are listed; the others are among the papers
_PATHS: Mapping[str, tuple[Kind, ...]] = {  # what may follow a decision
    "": _STEPS,
    DisposalOption.DESTRUCTION.value: (Kind.AUTHORISATION, Kind.VERIFICATION, Kind.DESTRUCTION),
    DisposalOption.DEACTIVATION.value: (Kind.AUTHORISATION, Kind.VERIFICATION, Kind.DEACTIVATION),
}
_OTHER_PATH = (Kind.AUTHORISATION, Kind.VERIFICATION)
_ICONS = {"surplus": "surplus", "authorised": "authorise", "verified": "verify", "destruction": "destroy",
          "deactivation": "deactivate"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Folder:
    """An entry of the list: what it says, which weapons it holds, its voucher, what was decided; ``sign``: its icon."""

    text: str
    where: WeaponFilter
    reference: str = ""
    decision: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    rows: tuple[WeaponRow, ...]
    allowed: Mapping[Kind, Refused | None]


class DisposalPage(Page):
    """Dossiers at the leading side, their weapons beside them, the next step below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Disposal"), parent)
        self._epoch = 0
        self._rows: tuple[WeaponRow, ...] = ()
        self.folders = QListWidget()
        self.folders.setAccessibleName(_("Surplus and dossiers"))
        self.folders.setProperty("role", "folders")
        self.folders.setFixedWidth(_FOLDERS)
        self.folders.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.folders.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.folders.setWordWrap(True)
        self.folders.setSpacing(2)
        self.folders.setIconSize(QSize(ICON, ICON))
        self.folders.currentItemChanged.connect(self._on_folder)
        self.folders.itemActivated.connect(self._on_activated)
        self.narrow = line_edit(_("Find a dossier"))
        self.narrow.setAccessibleName(_("Find a dossier by its number or step"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setFixedWidth(_FOLDERS)
        self.narrow.textChanged.connect(self._on_narrowed)
        self._goal = ""
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
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.narrow)
        left.addWidget(self.folders, 1)
        row.addLayout(left)
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
        work = partial(_folders, self.desk.office, self.desk.site.code)
        self.desk.tasks.read(self, work, self._on_folders, self.notice.refuse)

    def show_goal(self, what: object) -> None:
        """A dossier by its reference."""
        self._goal = str(what or "")
        self.narrow.clear()
        self.entered()

    def here(self) -> object:
        """The dossier that is looked at."""
        item = self.folders.currentItem()
        return item.data(_REFERENCE) if item is not None else None

    def _on_narrowed(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.folders.count()):
            item = self.folders.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _on_folders(self, folders: tuple[_Folder, ...]) -> None:
        item = self.folders.currentItem()
        before = self._goal or (item.data(_REFERENCE) if item is not None else None)
        self._goal = ""
        with QSignalBlocker(self.folders):
            self.folders.clear()
            for folder in folders:
                item = QListWidgetItem(folder.text)
                item.setData(_WHERE, folder.where)
                item.setData(_REFERENCE, folder.reference)
                item.setData(_DECISION, folder.decision)
                if folder.sign:
                    item.setIcon(icon(folder.sign, worn().muted, ICON))
                self.folders.addItem(item)
        self._on_narrowed(self.narrow.text())
        self._stack.setCurrentIndex(1 if folders else 0)
        places = [row for row, folder in enumerate(folders) if folder.reference == before]
        if folders:
            self.folders.setCurrentRow(places[0] if places else 0)
            self._on_folder()

    def _on_folder(self, *_items: object) -> None:
        item = self.folders.currentItem()
        if item is not None:
            decision = str(item.data(_DECISION) or "")
            self.acts.offer(_PATHS.get(decision, _OTHER_PATH))
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


def _folders(office: Office, site: str) -> tuple[_Folder, ...]:
    """For a reader: the surplus that awaits a decision, the open dossiers, and what was done lately."""
    surplus = WeaponFilter(disposal=Disposal.SURPLUS.value, standing=Standing.IN_STOCK.value, site=site)
    count = office.reading.count(surplus)
    said = ngettext(
        "Declared surplus\n{count} weapon, awaits a decision",
        "Declared surplus\n{count} weapons, await a decision",
        count,
    )
    first = (_Folder(said.format(count=f"{count:,}"), surplus, sign=_ICONS["surplus"]),) if count else ()
    dossiers = (each for each in office.reading.dossiers() if site in ("", each.site))
    return (*first, *(_dossier(each) for each in dossiers), *_done(office, site))


def _dossier(each: OpenReference) -> _Folder:
    said = ngettext(
        "{reference}\n{count} weapon for {decision}: {step}",
        "{reference}\n{count} weapons for {decision}: {step}",
        each.weapons,
    )
    where = WeaponFilter(dossier=each.reference, standing=Standing.IN_STOCK.value)
    text = said.format(
        reference=straight(each.reference), count=f"{each.weapons:,}", decision=_(each.option), step=_(each.disposal)
    )
    return _Folder(text, where, each.reference, each.option, _ICONS.get(each.disposal, ""))


def _done(office: Office, site: str) -> tuple[_Folder, ...]:
    """The latest certificates, with the weapons they speak of."""
    found = [
        each
        for kind in (Kind.DESTRUCTION, Kind.DEACTIVATION)
        for each in office.reading.find_vouchers(VoucherFilter(kind=kind, site=site, limit=_DONE))
    ]
    found.sort(key=attrgetter("recorded_at"), reverse=True)
    return tuple(_certificate(each) for each in found[:_DONE])


def _certificate(voucher: Voucher) -> _Folder:
    destroyed = voucher.kind is Kind.DESTRUCTION
    standing = Standing.DESTROYED if destroyed else Standing.DEACTIVATED
    said = ngettext(
        "{number}\n{count} weapon {done}, {date}", "{number}\n{count} weapons {done}, {date}", voucher.lines
    )
    text = said.format(
        number=straight(voucher.reference),
        count=f"{voucher.lines:,}",
        done=_(standing.value),
        date=day(voucher.local_time),
    )
    where = WeaponFilter(dossier=str(voucher.facts.get("dossier", "")), standing=standing.value)
    option = DisposalOption.DESTRUCTION if destroyed else DisposalOption.DEACTIVATION
    return _Folder(text, where, voucher.reference, option.value, "seal")


def _step(office: Office, session: Session, keys: list[int]) -> _Step:
    """For a reader: what may be done with all of these weapons."""
    rows = tuple(office.reading.rows(keys))
    allowed = office.reading.allowed([row.id for row in rows[:_ASKED]], session) if rows else {}
    return _Step(rows, allowed)
