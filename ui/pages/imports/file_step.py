"""File: what comes in. Dropped, chosen, typed or pasted; what was read is shown, and how."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import FileInfo, ImportSession
from ui.models.list_table import ListColumn, ListTable
from ui.pages.imports.under_way import Source, UnderWay
from ui.pages.imports.words import missing_words, seems_words, separator_words
from ui.tasks import Problem
from ui.theme.measures import GRID, ICON_LARGE
from ui.theme.palette import Tone
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields, choice, line_edit
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph, set_role
from ui.widgets.notice import Notice
from ui.widgets.tables import Table, show_rows
from ui.words import day, problem_words, straight

KINDS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.zip"
_ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp1251", "cp1256", "gb18030", "shift_jis", "utf-16")
_SEPARATORS = (",", ";", "\t", "|")
_PREVIEW = 30
_PROTECTED = frozenset({"file.encrypted", "file.password-wrong"})

Line = Sequence[str]


class FileStep(QWidget):
    """Where an import begins.

    Signals:
        open_wanted: (Source, passwords). next_wanted. forget_wanted.
    """

    open_wanted = Signal(object, object)
    next_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, under_way: UnderWay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = under_way
        self._asked = Source()
        self._passwords: list[str] = []  # of the files that are being opened: one may need another than the next
        self.path = line_edit(_("Excel, OpenDocument or CSV; a folder or archive of them"))
        self.path.setAccessibleName(_("Inventory file"))
        self.path.returnPressed.connect(self._on_typed)
        self.browse = button(_("C&hoose …"), self._on_browse, name=_("Choose the inventory file"), icon_name="folder")
        self.folder = button(_("Folder …"), self._on_folder, name=_("Choose a folder of files"))
        self.paste = button(_("Paste"), self.on_paste, name=_("Paste from a spreadsheet program"), icon_name="copy")
        self.site = choice([])
        officer = under_way.desk.session.officer
        self.site.addItem(officer.site, officer.site)
        self.site.activated.connect(self._on_site)
        self.password = line_edit(secret=True)
        self.password.returnPressed.connect(self._on_typed)
        self.fields = Fields()
        self.notice = Notice()
        self.opened = FileOpened(under_way)
        self.go_on = primary(_("C&ontinue"), self.next_wanted.emit)
        self.other = button(
            _("Another file"), self.forget_wanted.emit, name=_("Give this import up, and take another file")
        )
        self._lay_out()
        self.show_opened()

    def _lay_out(self) -> None:
        row = QWidget()
        chosen = QHBoxLayout(row)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.setSpacing(GRID)
        chosen.addWidget(self.path, 1)
        for each in (self.browse, self.folder, self.paste):
            chosen.addWidget(each)
        row.setFocusProxy(self.path)
        self._row = row
        self.fields.add(_("&File"), row)
        self.fields.add(_("&Site"), self.site)
        self.fields.add(_("Pass&word of the file"), self.password)
        self.fields.offer(self.password, offered=False)
        self._drop = QFrame()
        self._drop.setProperty("role", "drop")
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        self._inside = inside
        inside.addStretch(1)
        self._large = IconLabel("import", size=ICON_LARGE)
        inside.addWidget(self._large, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(label(_("Drop your list here"), "heading"))
        text = _(
            "The list you keep today, as it is: files, a folder, or an archive. Or copy the cells in your spreadsheet program"
            " and press Ctrl+V. Everything is read and checked first; nothing is written before you say so."
        )
        inside.addWidget(paragraph(text, "muted"))
        inside.addWidget(self.fields)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.other)
        foot.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._drop)
        layout.addWidget(self.notice)
        layout.addWidget(self.opened, 1)
        layout.addLayout(foot)
        self._stretch = layout

    def show_sites(self, sites: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these sites (code and name)."""
        kept = str(self.site.currentData() or chosen)
        self.site.clear()
        for code, name in sites:
            self.site.addItem(f"{code} · {name}".rstrip(" ·"), code)
        self.site.setCurrentIndex(max(self.site.findData(kept), 0))
        self.fields.offer(self.site, offered=len(sites) > 1)

    def show_over(self, *, over: bool) -> None:
        """Something is held over the page."""
        set_role(self._drop, "over", "true" if over else "false")

    def show_busy(self, *, busy: bool) -> None:
        """Something is being read."""
        self._drop.setEnabled(not busy)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def open(self, source: Source) -> None:
        """Open what was dropped, chosen or pasted."""
        if source != self._asked:
            self._forget_passwords()
        elif self.password.text() and self.password.text() not in self._passwords:
            self._passwords.append(self.password.text())
        self._asked = source
        self.notice.clear()
        self.fields.clear_problems()
        if source.paths:
            self.path.setText("; ".join(source.paths))
        self.open_wanted.emit(source, tuple(self._passwords))

    def _forget_passwords(self) -> None:
        self._passwords.clear()
        self.password.clear()
        self.fields.offer(self.password, offered=False)

    def on_paste(self) -> None:
        """Ctrl+V: files that were copied, or cells."""
        data = QGuiApplication.clipboard().mimeData()
        paths = tuple(each.toLocalFile() for each in data.urls() if each.isLocalFile())
        if paths:
            self.open(Source(paths))
        elif data.hasText() and data.text().strip():
            self.open(Source(text=data.text()))
        else:
            self.notice.say(_("There is nothing to paste: copy the cells in your spreadsheet program first."))

    def _on_browse(self) -> None:
        kinds = _("Inventories ({kinds})").format(kinds=KINDS)
        chosen = self._work.desk.ask.file_to_open(self, _("Inventory file"), kinds)
        if chosen:
            self.open(Source((chosen,)))

    def _on_folder(self) -> None:
        chosen = self._work.desk.ask.folder(self, _("Folder of inventories"), "")
        if chosen:
            self.open(Source((chosen,)))

    def _on_typed(self) -> None:
        text = self.path.text().strip()
        if self._asked.text and not text:
            self.open(self._asked)
        elif text:
            paths = tuple(each.strip().strip('"') for each in text.split(";") if each.strip())
            self.open(Source((text,) if len(paths) == 1 else paths))

    def _on_site(self) -> None:
        if self._work.is_open:
            self.open(self._asked)

    # -- what came of it ---------------------------------------------------------------------------------------------

    def refuse(self, problem: Problem) -> None:
        """Nothing could be opened: say why where it is mended."""
        if problem.code in _PROTECTED:
            self._passwords.clear()  # none of them opens anything
            self._ask_for_password(problem)
        elif problem.code == "cancelled":
            self.notice.refuse(problem)
        elif problem.code.startswith("file."):
            self.fields.refuse(self._row, problem_words(problem))
        else:
            self.notice.refuse(problem)

    @property
    def asks_for_password(self) -> bool:
        """Whether a file waits for its password."""
        return any(problem.code in _PROTECTED for _name, problem in self._work.unread)

    def _ask_for_password(self, problem: Problem) -> None:
        self.password.clear()
        self.fields.offer(self.password, offered=True)
        self.fields.refuse(self.password, problem_words(problem))

    def show_opened(self) -> None:
        """Show what is open; nothing, where nothing is."""
        there = self._work.is_open
        self.opened.setVisible(there)
        self.go_on.setVisible(there)
        self.other.setVisible(there)
        self._large.setVisible(not there)
        self._stretch.setStretch(0, 0 if there else 1)
        if there:
            self.opened.show_files()
            if self.asks_for_password:
                self._ask_for_password(next(each for _name, each in self._work.unread if each.code in _PROTECTED))
        else:
            self.path.clear()
            self._asked = Source()
            self._forget_passwords()


class FileOpened(QWidget):
    """The files that are open: how they were read, when they came in before, and their first lines."""

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._work = under_way
        self._files: ListTable[FileInfo] = ListTable(
            (
                ListColumn(_("File"), lambda each: straight(each.name)),
                ListColumn(_("Kind"), lambda each: each.format),
                ListColumn(_("Size"), lambda each: straight(_size(each.size))),
                ListColumn(_("Came in before"), _known),
            ),
            self,
        )
        self.files = Table(self._files, _("Files of this import"))
        self.files.widths(280, 70, 90)
        self.files.selectionModel().currentRowChanged.connect(self._on_current)
        self.known = Notice()
        self.encoding = choice([(each, each) for each in _ENCODINGS])
        self.separator = choice([(separator_words(each), each) for each in _SEPARATORS])
        self.how = self._asked_how()
        for each in (self.encoding, self.separator):
            each.activated.connect(self._on_how)
        self.preview = Lines(_("First lines of the file"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.files)
        layout.addWidget(self.known)
        layout.addWidget(self.how)
        layout.addWidget(self.preview, 1)
        show_rows(self.files, 2)

    def _asked_how(self) -> QWidget:
        """How a text is read, in one line."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for text, field in ((_("&Letters are written as"), self.encoding), (_("Cells are &parted by"), self.separator)):
            caption = label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            row.addWidget(caption)
            row.addWidget(field)
        row.addStretch(1)
        return made

    def show_files(self) -> None:
        """Show the files of the import."""
        chosen = max(self.files.currentIndex().row(), 0)
        self._files.show(self._work.files)
        self.files.selectRow(min(chosen, len(self._work.files) - 1))
        self._say_known()

    def _say_known(self) -> None:
        said = [
            _("{file} came in before: {known}.").format(file=straight(each.name), known=_known(each))
            for each in self._work.files
            if each.known
        ]
        said += [problem_words(problem) for _name, problem in self._work.unread]
        bare = not self._work.taken
        if bare:
            said.append(_("No inventory was found here. What each sheet lacks:"))
            said += [
                _("{sheet}: {seems}. {missing}")
                .format(
                    sheet=straight(each.sheet) or straight(self._work.files[each.file].name),
                    seems=seems_words(each),
                    missing=missing_words(each),
                )
                .rstrip()
                for each in self._work.tables[:10]
            ]
        self.known.say("\n".join(said), Tone.WARNING if bare or self._work.unread else Tone.INFORMATION)

    def _on_current(self) -> None:
        each = self._files.row(self.files.currentIndex().row())
        is_text = each is not None and bool(each.encoding)
        self.how.setVisible(is_text)
        if each is None:
            return
        if is_text:
            _choose(self.encoding, each.encoding, each.encoding)
            _choose(self.separator, each.separator, separator_words(each.separator))
        table = next((table.index for table in self._work.tables if table.file == each.index), None)
        if table is not None:
            self._work.ask(partial(_lines, table), self.preview.show_lines)

    def _on_how(self) -> None:
        each = self._files.row(self.files.currentIndex().row())
        if each is not None:
            self._work.read_again(each.index, str(self.encoding.currentData()), str(self.separator.currentData()))


class Lines(Table):
    """Lines of a sheet, as they stand there."""

    def __init__(self, name: str) -> None:
        self.lines = _Numbered(())
        super().__init__(self.lines, name)
        self.verticalHeader().setProperty("role", "rows")
        self.verticalHeader().setVisible(True)
        self.lines.setParent(self)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        width = max(map(len, lines), default=0)
        self.lines.set_columns([ListColumn(_letter(at), partial(_cell, at)) for at in range(width)])
        self.lines.show(lines)
        for at in range(width):
            self.setColumnWidth(at, 120)


class _Numbered(ListTable[Line]):
    """Lines with their numbers, by which a header is named."""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return super().headerData(section, orientation, role)


def _choose(field: QComboBox, value: str, words: str) -> None:
    at = field.findData(value)
    if at < 0:
        field.addItem(words, value)
        at = field.count() - 1
    field.setCurrentIndex(at)


def _cell(at: int, line: Line) -> str:
    return straight(line[at]) if at < len(line) else ""


def _letter(at: int) -> str:
    """The letters over a column in a spreadsheet program."""
    text = ""
    while at >= 0:
        text, at = chr(ord("A") + at % 26) + text, at // 26 - 1
    return text


def _known(file: FileInfo) -> str:
    if not file.known:
        return ""
    last = file.known[0]
    said = ngettext("{when}, by {number}", "{when}, by {number}; {count} times in all", len(file.known))
    return said.format(when=day(last.recorded_at), number=straight(last.number), count=len(file.known))


def _size(size: int) -> str:
    if size >= 1024 * 1024:
        return _("{size} MB").format(size=f"{size / 1024 / 1024:.1f}")
    return _("{size} kB").format(size=f"{max(size // 1024, 1):,}")


def _lines(table: int, session: ImportSession) -> list[Line]:
    return session.tables.preview(table, _PREVIEW)
