"""Mappings that are kept: by name for the next file, or as a file to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession
from ui.pages.imports.under_way import UnderWay
from ui.widgets.buttons import Button
from ui.words import straight

KINDS = "*.json"


class MappingMenu(Button):
    """A button with a menu: take, keep, write and read a mapping.

    Signals:
        applied: (mapping) the columns are to be read so. said: (text).
    """

    applied = Signal(object)
    said = Signal(str)

    def __init__(self, under_way: UnderWay, owner: QWidget, shape: Callable[[], int]) -> None:
        super().__init__(_("&Mapping ▾"), "", "columns")
        self._work, self._owner, self._shape = under_way, owner, shape
        self.setAccessibleName(_("Mapping: how the columns are read"))
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.menu().triggered.connect(self._on_chosen)
        self._names: dict[str, dict[str, object]] = {}

    def entered(self) -> None:
        """Ask which are kept."""
        desk = self._work.desk
        desk.tasks.read(self, partial(_kept, desk.office, desk.session), self._on_kept, self._work.faulted.emit)

    def _on_kept(self, names: dict[str, dict[str, object]]) -> None:
        self._names = names

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for name in sorted(self._names):
            menu.addAction(_("Read as “{name}”").format(name=name.replace("&", "&&"))).setData(name)
        if self._names:
            menu.addSeparator()
        menu.addAction(_("&Keep this mapping …")).triggered.connect(self._on_keep)
        menu.addAction(_("&Write it to a file …")).triggered.connect(self._on_write)
        menu.addAction(_("&Read one from a file …")).triggered.connect(self._on_read)

    def _on_chosen(self, action: QAction) -> None:
        if (mapping := self._names.get(str(action.data()))) is not None:
            self.applied.emit(mapping)

    def _on_keep(self) -> None:
        dialog = KeepDialog(self._owner)
        dialog.textValueSelected.connect(self._keep)
        dialog.open()

    def _keep(self, name: str) -> None:
        if name.strip():
            desk = self._work.desk
            self._work.ask(partial(_save, desk.office, desk.session, name.strip(), self._shape()), self._on_saved)

    def _on_saved(self, name: str) -> None:
        self.said.emit(_("The mapping is kept as “{name}”, for everybody.").format(name=name))
        self.entered()

    def _on_write(self) -> None:
        title = _("Write the mapping")
        path = self._work.desk.ask.file_to_save(
            self._owner, title, _("mapping.json"), _("Mappings ({kinds})").format(kinds=KINDS)
        )
        if path:
            self._work.ask(partial(_write, path, self._shape()), self._on_written)

    def _on_written(self, path: str) -> None:
        self.said.emit(_("Written: {path}").format(path=straight(path)))

    def _on_read(self) -> None:
        path = self._work.desk.ask.file_to_open(
            self._owner, _("Read a mapping"), _("Mappings ({kinds})").format(kinds=KINDS)
        )
        if path:
            self._work.ask(partial(read_json, path, "file.mapping"), self.applied.emit)


class KeepDialog(QInputDialog):
    """Asks for the name of what is kept: a mapping, or else what ``title`` and ``caption`` say."""

    def __init__(self, parent: QWidget, title: str = "", caption: str = "") -> None:
        super().__init__(parent)
        self.setInputMode(QInputDialog.InputMode.TextInput)
        self.setWindowTitle(title or _("Keep this mapping"))
        self.setLabelText(caption or _("Name of the mapping"))
        self.setOkButtonText(_("Keep"))
        self.setCancelButtonText(_("Cancel"))


# -- for workers -----------------------------------------------------------------------------------------------------


def _kept(office: Office, by: Session) -> dict[str, dict[str, object]]:
    return office.workbench.mappings.all(by)


def _save(office: Office, by: Session, name: str, shape: int, session: ImportSession) -> str:
    office.workbench.mappings.save(by, name, session.tables.mapping(shape))
    return name


def _write(path: str, shape: int, session: ImportSession) -> str:
    return write_json(path, session.tables.mapping(shape))


def write_json(path: str, document: dict[str, object]) -> str:
    """Write a document to a file, for a worker."""
    try:
        Path(path).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as why:
        raise Refused("file.not-writable", file=path, why=str(why.strerror or why)) from why
    return path


def read_json(path: str, otherwise: str, _session: object = None) -> dict[str, object]:
    """Read a document from a file, for a worker. ``otherwise``: what is refused where it is none."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as why:
        raise Refused("file.unreadable", file=path, why=str(why.strerror or why)) from why
    except ValueError as why:
        raise Refused(otherwise, file=path, why=str(why)) from why
    if not isinstance(found, dict):
        raise Refused(otherwise, file=path, why="")
    return found
