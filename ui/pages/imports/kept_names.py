"""What officers keep for the next file by name, mappings or edits: looked at, written to a file, read from one, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _
from stockpile.office import Office, Session
from ui.desk import Desk
from ui.pages.imports.mapping_menu import KINDS, read_json, write_json
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.buttons import button
from ui.widgets.labels import paragraph
from ui.widgets.lists import WordList
from ui.widgets.notice import Notice
from ui.words import straight

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sort:
    """What is kept, in words, and how it is got at.

    Attributes:
        text: what it is for. name: of the list. question: before one is removed. kinds: of files.
        code: what is refused for a file that is none.
    """

    text: str
    name: str
    question: str
    kinds: str
    code: str
    names: Callable[[Office, Session], list[str]]
    get: Callable[[Office, Session, str], Document]
    save: Callable[[Office, Session, str, Document], None]
    drop: Callable[[Office, Session, str], bool]


def of_mappings() -> Sort:
    """Mappings."""
    return Sort(
        text=_(
            "A mapping says which column is which field. Save one in the step Columns; it is offered there for the next file."
        ),
        name=_("Kept mappings"),
        question=_("Keep the mapping “{name}” no longer?"),
        kinds=_("Mappings ({kinds})"),
        code="file.mapping",
        names=lambda office, by: sorted(office.workbench.mappings.all(by)),
        get=lambda office, by, name: office.workbench.mappings.get(by, name),
        save=lambda office, by, name, document: office.workbench.mappings.save(by, name, document),
        drop=lambda office, by, name: office.workbench.mappings.drop(by, name),
    )


def of_edits() -> Sort:
    """Edits."""
    return Sort(
        text=_(
            "Edits are what was mended in a file. Keep them in the step Check; the next file with the same columns is offered them."
        ),
        name=_("Kept edits"),
        question=_("Keep the edits “{name}” no longer?"),
        kinds=_("Edits ({kinds})"),
        code="file.operations",
        names=lambda office, by: [each.name for each in office.workbench.edits.all(by)],
        get=lambda office, by, name: office.workbench.edits.get(by, name),
        save=lambda office, by, name, document: office.workbench.edits.save(by, name, document),
        drop=lambda office, by, name: office.workbench.edits.drop(by, name),
    )


class KeptNames(QWidget):
    """One sort of what is kept."""

    def __init__(self, desk: Desk, sort: Sort) -> None:
        super().__init__()
        self.desk, self._sort = desk, sort
        self.list = WordList(sort.name)
        self.write = button(_("&Write …"), self._on_write, name=_("Write this to a file"), icon_name="export")
        self.read = button(_("R&ead …"), self._on_read, name=_("Keep what a file says"), icon_name="import")
        self.remove = button(_("&Remove"), self._on_remove, name=_("Remove this"), icon_name="remove")
        self.notice = Notice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(paragraph(sort.text, "muted"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for each in (self.write, self.read, self.remove):
            row.addWidget(each)
        row.addStretch(1)
        layout.addLayout(row)
        self.list.currentRowChanged.connect(self._on_current)

    def entered(self) -> None:
        """Read again."""
        work = partial(self._sort.names, self.desk.office, self.desk.session)
        self.desk.tasks.read(self, work, self._on_names, self.notice.refuse)

    def _on_names(self, names: list[str]) -> None:
        self.list.clear()
        self.list.addItems(names)
        self._on_current()

    @property
    def chosen(self) -> str:
        """The name that is chosen; empty where none is."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""

    def _on_current(self, _row: int = -1) -> None:
        for each in (self.write, self.remove):
            each.setEnabled(bool(self.chosen))

    def _on_write(self) -> None:
        kinds = self._sort.kinds.format(kinds=KINDS)
        path = self.desk.ask.file_to_save(self, self._sort.name, f"{self.chosen}.json", kinds)
        if path:
            work = partial(_write, self._sort.get, self.desk.office, self.desk.session, self.chosen, path)
            self.desk.tasks.read(self, work, self._on_written, self.notice.refuse)

    def _on_written(self, path: str) -> None:
        self.notice.say(_("Written: {path}").format(path=straight(path)), Tone.GOOD)

    def _on_read(self) -> None:
        path = self.desk.ask.file_to_open(self, self._sort.name, self._sort.kinds.format(kinds=KINDS))
        if path:
            work = partial(_read, self._sort, self.desk.office, self.desk.session, path)
            self.desk.tasks.write(self, work, self._on_kept, self.notice.refuse, changes=False)

    def _on_kept(self, name: str) -> None:
        self.notice.say(_("It is kept as “{name}”.").format(name=straight(name)), Tone.GOOD)
        self.entered()

    def _on_remove(self) -> None:
        question = self._sort.question.format(name=self.chosen)
        if self.chosen and self.desk.ask.confirm(self, question, _("Remove"), _("Keep")):
            work = partial(self._sort.drop, self.desk.office, self.desk.session, self.chosen)
            self.desk.tasks.write(self, work, self._on_dropped, self.notice.refuse, changes=False)

    def _on_dropped(self, _done: bool) -> None:  # noqa: FBT001 - told by the worker
        self.entered()


# -- for workers -----------------------------------------------------------------------------------------------------


def _write(get: Callable[[Office, Session, str], Document], office: Office, by: Session, name: str, path: str) -> str:
    return write_json(path, get(office, by, name))


def _read(sort: Sort, office: Office, by: Session, path: str) -> str:
    """Keep what a file says, by the file's name."""
    name = Path(path).stem
    sort.save(office, by, name, read_json(path, sort.code))
    return name
