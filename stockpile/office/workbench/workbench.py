"""The door to the workbench: opening files, the history of imports, taking one back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from stockpile.acts.scene import Act
from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Voucher
from stockpile.exchange import loading, process
from stockpile.exchange.loading import LoadedFile
from stockpile.office.catalogue import Catalogue
from stockpile.office.importing import collector_at_rest
from stockpile.office.kept import Kept
from stockpile.office.sessions import Session
from stockpile.office.workbench import history, undoing
from stockpile.office.workbench.about import demand_own
from stockpile.office.workbench.checking import Progress
from stockpile.office.workbench.gathering import Gathered, first_that_fits, gather, gather_text
from stockpile.office.workbench.kept_edits import KeptEdits
from stockpile.office.workbench.mappings import Mappings
from stockpile.office.workbench.session import ImportSession
from stockpile.office.workbench.shapes import chosen_words
from stockpile.office.workbench.views import ImportRecord, UndoAnswer, UndoPreview
from stockpile.office.workbench.work import Work
from stockpile.storage.store import Store

CLIPBOARD = "clipboard"


@dataclass(frozen=True, slots=True)
class Workbench:
    """Imports of one open database, made step by step.

    Attributes:
        mappings: what this site chose before; saved mappings. edits: what was done to files, kept by name.
    """

    store: Store
    now: Callable[[], datetime]
    catalogue: Catalogue
    kept: Kept
    perform: Callable[[Act, Session], Voucher]

    @property
    def mappings(self) -> Mappings:
        """What was chosen before: columns by their headings, mappings by name."""
        return Mappings(self.kept)

    @property
    def edits(self) -> KeptEdits:
        """Edits that are kept by name, for the next file of the same shape."""
        return KeptEdits(self.kept)

    def warm(self) -> None:
        """Somebody is about to drop a file: start the process that will read it. Returns at once."""
        process.warm()

    # -- opening -------------------------------------------------------------------------------------------------------

    def open(
        self,
        paths: Iterable[Path | str],
        by: Session,
        *,
        site: str = "",
        password: str | Sequence[str] = "",
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> ImportSession:
        """Open files, folders and archives, as one import.

        Args:
            paths: what was dropped or chosen.
            by: the officer. site: whose inventory it is; empty: the officer's own site.
            password: of protected workbooks and archives among them, or several that may fit; the others need none.
            progress: told rows read, and about how many there are. cancelled: stops it within a second.

        Raises:
            Refused: what is wrong with the file (`file.*`), where none can be read; where some can, the others are
                in `ImportSession.refused`.
        """
        passwords = (password,) if isinstance(password, str) else tuple(password)
        gathered = gather(map(Path, paths), password=lambda _name: passwords)
        return self._opened(gathered, by, site, passwords, progress, cancelled)

    def open_text(
        self,
        text: str,
        by: Session,
        *,
        site: str = "",
        name: str = CLIPBOARD,
        cancelled: threading.Event | None = None,
    ) -> ImportSession:
        """Open a text with tabs between its cells, as it comes from the clipboard of a spreadsheet program."""
        return self._opened(gather_text(text, name), by, site, (), None, cancelled)

    def read_again(
        self, session: ImportSession, by: Session, file: int, *, encoding: str = "", separator: str = ""
    ) -> ImportSession:
        """A session over the same files, one of them read in another encoding or with another separator. Edits and
        mappings of the session before are not taken over; it is closed, and its copies are this one's."""
        old = session.work.files[file]
        read = loading.load(old.path, name=old.name, password=old.password, encoding=encoding, separator=separator)
        files = [read if index == file else each for index, each in enumerate(session.work.files)]
        folder, session.folder = session.folder, None
        made = self._session(files, by, session.site)
        made.refused, made.folder = session.refused, folder
        return made

    def _opened(
        self,
        gathered: Gathered,
        by: Session,
        site: str,
        passwords: Sequence[str],
        progress: Progress | None,
        cancelled: threading.Event | None,
    ) -> ImportSession:
        try:
            with collector_at_rest():
                files = self._load(gathered, passwords, progress, cancelled)
                session = self._session(files, by, site or by.officer.site)
        except BaseException:
            if gathered.folder is not None:
                shutil.rmtree(gathered.folder, ignore_errors=True)
            raise
        session.refused, session.folder = tuple(gathered.refused), gathered.folder
        return session

    def _load(
        self,
        gathered: Gathered,
        passwords: Sequence[str],
        progress: Progress | None,
        cancelled: threading.Event | None,
    ) -> list[LoadedFile]:
        files: list[LoadedFile] = []
        for path, name in gathered.files:
            read = partial(_read, path, name, progress, cancelled)
            try:
                loaded = first_that_fits(passwords, read)
                demand_own(loaded, self.store.database)
                files.append(loaded)
            except Refused as refusal:
                if refusal.code == "cancelled":
                    raise
                gathered.refused.append((name, Refused(refusal.code, **{**refusal.facts, "file": name})))
        if not files:
            raise gathered.refused[0][1]
        return files

    def _session(self, files: Sequence[LoadedFile], by: Session, site: str) -> ImportSession:
        remembered = self.mappings.remembered(by, site)
        return ImportSession(Work(self.store, site, list(files), remembered), self.now, self.catalogue, self.perform)

    def remember(self, session: ImportSession, by: Session) -> None:
        """Remember for the site what was chosen by hand; to be called after a commit."""
        taken = {id(each.shape): each.shape for each in session.work.tables if each.taken}
        self.mappings.remember(by, session.site, chosen_words(taken.values()))

    # -- afterwards ----------------------------------------------------------------------------------------------------

    def history(self, limit: int = 200) -> list[ImportRecord]:
        """The latest imports, newest first."""
        with self.store.reading() as reader:
            return history.imports(reader, limit)

    def undo_preview(self, reference: str) -> UndoPreview:
        """What taking an import back would do, and which pieces it would have to leave.

        Raises:
            Refused: `voucher.unknown`, `import.no-import`, `import.taken-back`.
        """
        return undoing.preview(self.store, reference)

    def undo(
        self,
        reference: str,
        by: Session,
        *,
        approvers: Sequence[Session] = (),
        authority: str = "",
        reason: str,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> UndoAnswer:
        """Take an import back, by a correction voucher: pieces it recorded are "recorded in error", pieces it changed
        get their old values. Pieces that something has happened to since are left as they are, and named.

        Raises:
            Refused: see `undo_preview`; and `officer.not-entitled`, `correction.no-reason`, `approval.*`,
                `import.nothing-left`, `cancelled`.
        """
        return undoing.undo(
            self.store, self.now, reference, by, approvers, authority=authority, reason=reason, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip


def _read(
    path: Path, name: str, progress: Progress | None, cancelled: threading.Event | None, password: str
) -> LoadedFile:
    return loading.load(path, name=name, password=password, progress=progress, cancel=cancelled)
