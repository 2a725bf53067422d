"""The edits of an import: kept by name for next month's file, or as a file to take elsewhere; and done again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from stockpile.language import _, ngettext
from stockpile.office import Office, Session
from stockpile.office.workbench import ImportSession, KeptLog, Replayed
from ui.pages.imports.mapping_menu import KINDS, KeepDialog, read_json, write_json
from ui.pages.imports.replayed_dialog import ReplayedDialog
from ui.pages.imports.under_way import UnderWay
from ui.widgets.buttons import Button
from ui.words import straight

Kept = tuple[list[KeptLog], list[str]]


class EditsMenu(Button):
    """A button with a menu: keep, write, read and do edits again.

    Signals:
        said: (text) what came of it. offered: (KeptLog, or None) edits of a file of the very same shape are kept.
    """

    said = Signal(str)
    offered = Signal(object)

    def __init__(self, under_way: UnderWay, owner: QWidget) -> None:
        super().__init__(_("Edits ▾"), "", "history")
        self._work, self._owner = under_way, owner
        self._logs: list[KeptLog] = []
        self._headings: list[str] = []
        self._done = False  # again, on this import
        self.setAccessibleName(_("Edits: keep them for the next file, or do them again"))
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.menu().triggered.connect(self._on_chosen)

    def begin(self) -> None:
        """Another import."""
        self._done = False
        self.offered.emit(None)

    def entered(self) -> None:
        """Ask which edits are kept, and for which files."""
        desk = self._work.desk
        self._work.ask(partial(_kept, desk.office, desk.session), self._on_kept)

    def _on_kept(self, answer: Kept) -> None:
        self._logs, self._headings = answer
        fresh = not self._done and (self._work.standing is None or self._work.standing.done is None)
        self.offered.emit(next((each for each in self._logs if each.is_of(self._headings)), None) if fresh else None)

    # -- the menu ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        fitting = [each for each in self._logs if each.fits(self._headings)]
        for each in sorted(fitting, key=lambda one: (not one.is_of(self._headings), one.name)):
            menu.addAction(_("Do “{name}” again").format(name=each.name.replace("&", "&&"))).setData(each.name)
        if others := [each for each in self._logs if each not in fitting]:
            more = menu.addMenu(_("For files with other &columns"))
            for each in others:
                more.addAction(_("Do “{name}” again").format(name=each.name.replace("&", "&&"))).setData(each.name)
        if self._logs:
            menu.addSeparator()
        edited = self._work.standing is not None and self._work.standing.done is not None
        for text, slot, offered in (
            (_("&Keep the edits for the next file …"), self._on_keep, edited),
            (_("&Write the edits to a file …"), self._on_write, edited),
            (_("&Do the edits of a file again …"), self._on_read, True),
        ):
            action = menu.addAction(text)
            action.setEnabled(offered)
            action.triggered.connect(slot)

    def _on_chosen(self, action: QAction) -> None:
        if action.data():
            self.do_again(str(action.data()))

    # -- keeping -----------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        dialog = KeepDialog(self._owner, _("Keep the edits"), _("Name of the edits"))
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep what was edited, by a name."""
        if name.strip():
            desk = self._work.desk
            self._work.ask(partial(_save, desk.office, desk.session, name.strip()), self._on_saved)

    def _on_saved(self, name: str) -> None:
        self._done = True  # by hand
        self.said.emit(
            _("The edits are kept as “{name}”, for everybody; the next file of this shape is offered them.").format(
                name=name
            )
        )
        self.entered()

    def _on_write(self) -> None:
        kinds = _("Edits ({kinds})").format(kinds=KINDS)
        path = self._work.desk.ask.file_to_save(self._owner, _("Write the edits"), _("edits.json"), kinds)
        if path:
            self._work.ask(partial(_write, path), self._on_written)

    def _on_written(self, path: str) -> None:
        self.said.emit(_("Written: {path}").format(path=straight(path)))

    # -- doing again -------------------------------------------------------------------------------------------------

    def _on_read(self) -> None:
        kinds = _("Edits ({kinds})").format(kinds=KINDS)
        path = self._work.desk.ask.file_to_open(self._owner, _("Do edits again"), kinds)
        if path:
            self._work.ask(partial(read_json, path, "file.operations"), self._on_log)

    def do_again(self, name: str) -> None:
        """Do the edits again that are kept under a name."""
        desk = self._work.desk
        self._work.ask(partial(_get, desk.office, desk.session, name), self._on_log)

    def _on_log(self, log: dict[str, object]) -> None:
        outcome: list[Replayed] = []
        self._done = True
        self.offered.emit(None)
        self._work.replay(partial(_replay, log, outcome))
        self._work.ask(partial(_told, outcome), self._on_replayed)

    def _on_replayed(self, outcome: Replayed | None) -> None:
        if outcome is None:
            return
        done = ngettext("{count} edit was done again.", "{count} edits were done again.", outcome.done)
        self.said.emit(done.format(count=f"{outcome.done:,}"))
        if outcome.not_applied:
            ReplayedDialog(outcome, self._owner).open()


# -- for workers -----------------------------------------------------------------------------------------------------


def _kept(office: Office, by: Session, session: ImportSession) -> Kept:
    return office.workbench.edits.all(by), session.edit.headings()


def _get(office: Office, by: Session, name: str, _session: ImportSession) -> dict[str, object]:
    return office.workbench.edits.get(by, name)


def _save(office: Office, by: Session, name: str, session: ImportSession) -> str:
    office.workbench.edits.save(by, name, session.edit.operations())
    return name


def _write(path: str, session: ImportSession) -> str:
    return write_json(path, session.edit.operations())


def _replay(log: dict[str, object], outcome: list[Replayed], session: ImportSession) -> int:
    outcome.append(session.edit.replay(log))
    return outcome[0].done


def _told(outcome: Sequence[Replayed], _session: ImportSession) -> Replayed | None:
    return outcome[0] if outcome else None
