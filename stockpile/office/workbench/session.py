"""One import on the workbench, from files to a voucher. In memory and temporary files only; nothing of it is in the
database before `commit`."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from stockpile.acts.intake import IDENTIFYING
from stockpile.acts.scene import Act
from stockpile.domain.errors import Refused
from stockpile.domain.rules import RULES_SUBJECT, rules
from stockpile.domain.voucher import Voucher
from stockpile.office.catalogue import Catalogue
from stockpile.office.importing import approvals_needed, collector_at_rest
from stockpile.office.sessions import Session
from stockpile.office.workbench import committing, giving_back
from stockpile.office.workbench.checking import Progress
from stockpile.office.workbench.columns import Tables
from stockpile.office.workbench.committing import Now
from stockpile.office.workbench.editor import Editor
from stockpile.office.workbench.evidence import evidence
from stockpile.office.workbench.grid import Grid
from stockpile.office.workbench.history import known_files
from stockpile.office.workbench.values import Values
from stockpile.office.workbench.views import CommitAnswer, Evidence, FileInfo, Plan, RowClass
from stockpile.office.workbench.work import Work
from stockpile.storage import register


@dataclass(slots=True)
class ImportSession:
    """An import being made.

    Attributes:
        tables: sheets and columns: which, and how they are read. grid: the rows, after a check.
        edit: changing cells and rows; undo, redo, the log. values: what the catalogue does not know.
        refused: files of a folder or archive that could not be read, and why.
    """

    work: Work
    now: Now
    catalogue: Catalogue
    perform: Callable[[Act, Session], Voucher]  # for what acts refer to: places, holders, models
    refused: tuple[tuple[str, Refused], ...] = ()
    folder: Path | None = None  # of copies that are ours
    tables: Tables = field(init=False)
    grid: Grid = field(init=False)
    edit: Editor = field(init=False)
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        """Put the parts together."""
        self.tables = Tables(self.work)
        self.grid = Grid(self.work)
        self.edit = Editor(self.work)
        self.values = Values(self.work, self.edit, self.catalogue, self.perform)

    @property
    def site(self) -> str:
        """Whose inventory it is."""
        return self.work.site

    @property
    def checked(self) -> bool:
        """Whether the rows are judged as everything stands now; `check` does it."""
        return self.work.checked

    def files(self) -> list[FileInfo]:
        """The files, with the imports that they came in with before."""
        with self.work.store.reading() as reader:
            known = known_files(reader, [each.sha256 for each in self.work.files])
        return [
            FileInfo(
                index=index,
                name=each.name,
                sha256=each.sha256,
                size=each.size,
                format=each.format,
                encoding=each.encoding,
                separator=each.separator,
                protected=each.protected,
                known=known.get(each.sha256, ()),
            )
            for index, each in enumerate(self.work.files)
        ]

    def expand_lots(self, *, on: bool) -> None:
        """Whether a row of several weapons becomes several weapons."""
        self.work.checker.expand = on
        self.work.stale()

    def evidence(self, row: int) -> list[Evidence]:
        """What a row may be the same as, or is: rows of the files and pieces of the register, beside what it says."""
        return evidence(self.work, self.grid, row)

    def check(self, progress: Progress | None = None, cancelled: threading.Event | None = None) -> Plan:
        """Judge every row, and say what a commit would do. Writes nothing.

        Raises:
            Refused: `import.nothing-taken`, `cancelled`.
        """
        if not any(each.taken for each in self.work.tables):
            raise Refused("import.nothing-taken")
        stood = self.work.checked
        try:
            with collector_at_rest():
                self.work.check(progress, cancelled)
        except Refused:
            self.work.checked = stood  # what was found before holds as before
            raise
        return self.plan()

    def plan(self) -> Plan:
        """What a commit would do, as everything stands now.

        Raises:
            Refused: `import.not-checked`.
        """
        if not self.work.checked:
            raise Refused("import.not-checked")
        counts = self.grid.counts()
        with self.work.store.reading() as reader:
            limit = rules(register.states(reader, [RULES_SUBJECT]).get(RULES_SUBJECT, {})).import_approval_limit
            known = known_files(reader, [each.sha256 for each in self.work.files])
        changing = self._identity_changes()
        return Plan(
            counts=counts,
            site=self.site,
            approvals=approvals_needed(limit, counts.new, changing),
            limit=limit,
            identity_changes=changing,
            files=tuple(each.name for each in self.work.files),
            vouchers=tuple(each.reference for found in known.values() for each in found),
        )

    def _identity_changes(self) -> int:
        """Rows of an export that comes back and changes what identifies a weapon."""
        if self.work.version is None and not any("weapon_id" in each.fields for each in self.work.shapes):
            return 0
        changing = self.grid.rows(classes=[RowClass.CHANGES])
        return sum(
            any(change.field in IDENTIFYING for change in row.changes)
            for start in range(0, len(changing), 500)
            for row in self.grid.page(changing[start : start + 500])
        )

    def commit(
        self,
        by: Session,
        *,
        approvers: Sequence[Session] = (),
        authority: str = "",
        reason: str = "",
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
        check: bool = False,
    ) -> CommitAnswer:
        """Record what goes in, under one voucher; all of it or, where refused or cancelled, nothing.

        ``check``: do all of it, and roll it back.

        Raises:
            Refused: the officer may not, `approval.*`, `import.nothing-taken`, `file.changed`, `cancelled`.
        """
        if not any(each.taken for each in self.work.tables):
            raise Refused("import.nothing-taken")
        answer = committing.commit(
            self.work, self.now, by, approvers, authority=authority, reason=reason, progress=progress,
            cancelled=cancelled, check=check,
        )  # fmt: skip
        if answer.reference and not check:
            self.work.checked = False
        return answer

    def write_rejects(self, path: Path, file: int = 0) -> int:
        """The rows of a file that do not go in, as the workbook they came in: its sheets, order and formats, the
        reasons in an added column, the cells coloured. Mended, it comes in again. How many rows there are.

        To be called after a check (and, where one follows, before the commit: then the same rows are known already).

        Raises:
            Refused: `import.not-checked`, `file.not-writable`.
        """
        if not self.work.checked:
            raise Refused("import.not-checked")
        committing.demand_unchanged(self.work.files[file])
        return giving_back.write_rejects(self.work, file, path)

    def close(self) -> None:
        """Forget everything; copies that are ours are removed."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
