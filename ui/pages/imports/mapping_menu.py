"""Mappings and edits that are kept: by name for the next file, or as a file to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from stockpile.domain.errors import Refused
from stockpile.language import _, ngettext
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, Replayed
from ui.pages.imports.under_way import UnderWay
from ui.widgets.buttons import Button
from ui.words import straight

_KINDS = "*.json"


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
            self._owner, title, _("mapping.json"), _("Mappings ({kinds})").format(kinds=_KINDS)
        )
        if path:
            self._work.ask(partial(_write, path, self._shape()), self._on_written)

    def _on_written(self, path: str) -> None:
        self.said.emit(_("Written: {path}").format(path=straight(path)))

    def _on_read(self) -> None:
        path = self._work.desk.ask.file_to_open(
            self._owner, _("Read a mapping"), _("Mappings ({kinds})").format(kinds=_KINDS)
        )
        if path:
            self._work.ask(partial(_read, path, "file.mapping"), self.applied.emit)


class KeepDialog(QInputDialog):
    """Asks for the name of a mapping."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setInputMode(QInputDialog.InputMode.TextInput)
        self.setWindowTitle(_("Keep this mapping"))
        self.setLabelText(_("Name of the mapping"))
        self.setOkButtonText(_("Keep"))
        self.setCancelButtonText(_("Cancel"))


class OperationsMenu(Button):
    """The edits of this import, kept in a file and done again on the next one.

    Signals:
        said: (text) what came of it.
    """

    said = Signal(str)

    def __init__(self, under_way: UnderWay, owner: QWidget) -> None:
        super().__init__(_("Edits ▾"), "", "history")
        self._work, self._owner = under_way, owner
        self.setAccessibleName(_("Edits: keep them in a file, or do them again"))
        menu = QMenu(self)
        menu.addAction(_("&Write the edits to a file …")).triggered.connect(self._on_write)
        menu.addAction(_("&Do the edits of a file again …")).triggered.connect(self._on_read)
        self.setMenu(menu)

    def _on_write(self) -> None:
        kinds = _("Edits ({kinds})").format(kinds=_KINDS)
        path = self._work.desk.ask.file_to_save(self._owner, _("Write the edits"), _("edits.json"), kinds)
        if path:
            self._work.ask(partial(_write_edits, path), self._on_written)

    def _on_written(self, path: str) -> None:
        self.said.emit(_("Written: {path}").format(path=straight(path)))

    def _on_read(self) -> None:
        kinds = _("Edits ({kinds})").format(kinds=_KINDS)
        path = self._work.desk.ask.file_to_open(self._owner, _("Do edits again"), kinds)
        if path:
            self._work.ask(partial(_read, path, "file.operations"), self._on_log)

    def _on_log(self, log: dict[str, object]) -> None:
        outcome: list[Replayed] = []
        self._work.edit(partial(_replay, log, outcome))
        self._work.ask(partial(_told, outcome), self._on_replayed)

    def _on_replayed(self, outcome: Replayed | None) -> None:
        if outcome is None:
            return
        done = ngettext("{count} edit was done again", "{count} edits were done again", outcome.done)
        missed = ngettext("{count} found nothing here", "{count} found nothing here", len(outcome.not_applied))
        facts = {"done": done.format(count=outcome.done), "missed": missed.format(count=len(outcome.not_applied))}
        both, all_done = _("{done}; {missed}."), _("{done}.")
        self.said.emit((both if outcome.not_applied else all_done).format(**facts))


# -- for workers -----------------------------------------------------------------------------------------------------


def _kept(office: Office, by: Session) -> dict[str, dict[str, object]]:
    return office.workbench.mappings.all(by)


def _save(office: Office, by: Session, name: str, shape: int, session: ImportSession) -> str:
    office.workbench.mappings.save(by, name, session.tables.mapping(shape))
    return name


def _write(path: str, shape: int, session: ImportSession) -> str:
    return _write_json(path, session.tables.mapping(shape))


def _write_edits(path: str, session: ImportSession) -> str:
    return _write_json(path, session.edit.operations())


def _write_json(path: str, document: dict[str, object]) -> str:
    try:
        Path(path).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as why:
        raise Refused("file.not-writable", file=path, why=str(why.strerror or why)) from why
    return path


def _read(path: str, otherwise: str, _session: ImportSession) -> dict[str, object]:
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as why:
        raise Refused("file.unreadable", file=path, why=str(why.strerror or why)) from why
    except ValueError as why:
        raise Refused(otherwise, file=path, why=str(why)) from why
    if not isinstance(found, dict):
        raise Refused(otherwise, file=path, why="")
    return found


def _replay(log: dict[str, object], outcome: list[Replayed], session: ImportSession) -> int:
    outcome.append(session.edit.replay(log))
    return outcome[0].done


def _told(outcome: list[Replayed], _session: ImportSession) -> Replayed | None:
    return outcome[0] if outcome else None
