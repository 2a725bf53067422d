"""What leaves the register's list: rows on the clipboard, workbooks, papers."""

from __future__ import annotations

import threading
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.filter_words import condition_words
from ui.models.weapon_columns import CODES, heading, written
from ui.tasks import Progress
from ui.theme.palette import Tone
from ui.widgets.buttons import Button
from ui.widgets.menus import add_heading
from ui.widgets.register_list import RegisterList

if TYPE_CHECKING:
    from array import array

    from stockpile.office import Export, ListingColumn, Look, Office, Session

_MOST_COPIED = 20_000  # rows; more is for a file
_AT_ONCE = 2_000
_CELL = "<td style=\"mso-number-format:'\\@'\">"  # a spreadsheet keeps 0012 as it is


class ExportButton(Button):
    """A button with the ways out. Copies too, when the table wants it."""

    def __init__(self, desk: Desk, listed: RegisterList) -> None:
        super().__init__(_("E&xport"), icon_name="export")
        self._desk, self._list = desk, listed
        self.setAccessibleName(_("Export what is seen"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._fill()
        listed.table.copy_wanted.connect(self.copy)

    def _fill(self) -> None:
        menu, chosen, count = self.menu(), self._list.chosen_count, self._list.model.rowCount()
        menu.clear()
        every = ngettext("{count} weapon", "{count} weapons", count).format(count=f"{count:,}")
        add_heading(menu, _("Everything seen here: {weapons}").format(weapons=every))
        self._ways(menu, chosen=False)
        if chosen:
            some = ngettext("{count} chosen weapon", "{count} chosen weapons", chosen).format(count=f"{chosen:,}")
            add_heading(menu, some)
            self._ways(menu, chosen=True)
            menu.addAction(_("Copy the rows") + "\tCtrl+C", self.copy)

    def _ways(self, menu: QMenu, *, chosen: bool) -> None:
        for words, suffix in ((_("Workbook (.xlsx) …"), ".xlsx"), (_("List to print (.pdf) …"), ".pdf")):
            menu.addAction(words, partial(self.export, suffix, chosen=chosen))

    # -- files -------------------------------------------------------------------------------------------------------

    def export(self, suffix: str, *, chosen: bool) -> None:
        """Ask where to, and write it."""
        look = self._list.model.look
        if look is None:
            return
        kinds = _("Workbooks (*.xlsx)") if suffix == ".xlsx" else _("Papers (*.pdf)")
        name = _("weapons") + suffix
        asked = self._desk.ask.file_to_save(self, _("Export"), name, kinds)
        if not asked:
            return
        path = Path(asked) if asked.lower().endswith(suffix) else Path(asked + suffix)
        export = self._export(look, chosen=chosen)
        title = _("Exporting to {file}").format(file=path.name)
        work = partial(_write, self._desk.office, self._desk.session, path, export)
        self._desk.tasks.run(self, title, work, partial(self._on_written, path), self._list.notice.refuse, writes=False)

    def _export(self, look: Look, *, chosen: bool) -> Export:
        from stockpile.office import Export

        state = self._list.state
        said = [condition_words(each) for each in state.conditions]
        if state.query:
            said.insert(0, _("carries “{text}”").format(text=state.query))
        return Export(
            look=look,
            columns=self.columns(),
            keys=self._list.chosen_keys() if chosen else None,
            title=_("Weapons of the register"),
            said="; ".join(said),
            language=self._desk.language,
        )

    def columns(self) -> tuple[ListingColumn, ...]:
        """The columns as on the screen."""
        from stockpile.office import ListingColumn

        shown = self._list.table.arrangement
        return tuple(
            ListingColumn(name, heading(name), partial(written, name), float(shown.width(name)), name in CODES)
            for name in shown.names
        )

    def _on_written(self, path: Path, count: int) -> None:
        said = ngettext("{count} weapon is in {file}.", "{count} weapons are in {file}.", count)
        self._list.notice.say(said.format(count=f"{count:,}", file=path), Tone.GOOD)

    # -- the clipboard -----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The chosen rows, below their headings."""
        look, count = self._list.model.look, self._list.chosen_count
        if look is None or not count:
            return
        if count > _MOST_COPIED:
            said = _("{count} rows are too many for the clipboard; export them as a workbook.")
            self._list.notice.say(said.format(count=f"{count:,}"), Tone.WARNING)
            return
        work = partial(_copied, self._desk.office, look, self._list.chosen_keys(), self.columns())
        self._desk.tasks.read(self, work, self._on_copied, self._list.notice.refuse)

    def _on_copied(self, copied: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(copied[0])
        data.setHtml(copied[1])
        QGuiApplication.clipboard().setMimeData(data)
        count = copied[0].count("\n")
        said = ngettext("{count} row is on the clipboard.", "{count} rows are on the clipboard.", count)
        self._list.notice.say(said.format(count=f"{count:,}"), Tone.GOOD)


def _write(
    office: Office, session: Session, path: Path, export: Export, progress: Progress, cancelled: threading.Event
) -> int:
    """For a worker."""
    return office.exporting.write(path, export, session, progress, cancelled)


def _copied(office: Office, look: Look, keys: array[int], columns: tuple[ListingColumn, ...]) -> tuple[str, str]:
    """For a reader: as text with tabs, and as a table in which every cell is text."""
    from stockpile.office import as_text

    rows = [
        row for at in range(0, len(keys), _AT_ONCE) for row in office.browsing.rows_of(look, keys[at : at + _AT_ONCE])
    ]
    head = "".join(f"<th>{escape(each.heading)}</th>" for each in columns)
    lines = ("".join(f"{_CELL}{escape(each.text(row))}</td>" for each in columns) for row in rows)
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    return as_text(rows, columns), f'<meta charset="utf-8"><table><tr>{head}</tr>{table}</table>'
