"""F1: the help of what is seen, and of everything else; Markdown that ships with the program.

A topic is a file in `resources/help/<language>`; where a language has none yet, the English one is shown. A window of
its own: who reads how an act is done goes on with it beside the help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from stockpile.language import SOURCE, _
from ui.theme.look import worn
from ui.theme.measures import GRID
from ui.widgets.buttons import button
from ui.widgets.fields import line_edit
from ui.widgets.labels import label

if TYPE_CHECKING:
    from ui.frame import Frame

FOLDER = Path(str(resources.files("resources"))) / "help"
START = "start"
_FIRST = (START, "search", "keys")  # of the index; the others follow by name
_TITLE = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_TOPIC = Qt.ItemDataRole.UserRole
_INDEX = 220


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject. ``name``: its file's, without the ending; ``title``: its first heading."""

    name: str
    title: str
    text: str


def topics(language: str) -> tuple[Topic, ...]:
    """All subjects, in the language where it has them, else in English; those one begins with come first."""
    files = {path.stem: path for folder in (SOURCE, language) for path in (FOLDER / folder).glob("*.md")}
    found = [_topic(path) for path in files.values()]
    return tuple(sorted(found, key=lambda each: (_order(each.name), each.title.casefold())))


def topic_of(window: QWidget, frame: Frame | None) -> str:
    """Which subject helps with what is seen: of the act whose dialog is open, of the page, else how to begin."""
    named = window.property("help")
    kind = getattr(window, "kind", None)
    if isinstance(named, str):
        return named
    if isinstance(kind, str):
        return kind.replace(" ", "-")
    return frame.rail.current if frame is not None else START


def _topic(path: Path) -> Topic:
    text = path.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    return Topic(path.stem, title[1].strip() if title else path.stem, text)


def _order(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


class HelpDialog(QDialog):
    """Index, search, and the text."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWindowTitle(_("Help"))
        self._topics = topics(language)
        self.search = line_edit(_("Search the help"))
        self.search.setAccessibleName(_("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.index = QListWidget()
        self.index.setProperty("role", "list")
        self.index.setAccessibleName(_("Subjects"))
        self.index.currentItemChanged.connect(self._on_chosen)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.text.setAccessibleName(_("Help"))
        self.nothing = label(_("No subject says that."), "muted")
        self._lay_out()
        self._on_search("")
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._focus_search)

    @staticmethod
    def open_at(name: str, language: str, over: QWidget) -> HelpDialog:
        """Show a subject; in the window that is open already, where there is one."""
        dialog = next(iter(over.findChildren(HelpDialog)), None) or HelpDialog(language, over)
        dialog.show_topic(name)
        dialog.show()
        dialog.activateWindow()
        dialog.text.setFocus()
        return dialog

    def show_topic(self, name: str) -> None:
        """Show a subject; how to begin, where there is no text for it."""
        self.search.clear()
        names = [each.name for each in self._topics]
        wanted = name if name in names else START
        if wanted in names:
            self.index.setCurrentRow(names.index(wanted))

    @property
    def shown(self) -> str:
        """The subject that is shown; empty for none."""
        item = self.index.currentItem()
        return str(item.data(_TOPIC)) if item is not None else ""

    def _lay_out(self) -> None:
        self.index.setFixedWidth(_INDEX)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.index, 1)
        left.addWidget(self.nothing)
        body = QHBoxLayout()
        body.setSpacing(GRID + 4)
        body.addLayout(left)
        body.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("&Close"), self.close))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addLayout(body, 1)
        layout.addLayout(foot)
        self.search.setFixedWidth(_INDEX)
        self.resize(860, 600)

    def _on_search(self, typed: str) -> None:
        """The subjects whose title or text has every word; those with it in the title first."""
        words = typed.casefold().split()
        hits = [each for each in self._topics if all(word in each.text.casefold() for word in words)]
        if words:
            hits.sort(key=lambda each: not all(word in each.title.casefold() for word in words))
        self.index.clear()
        for each in hits:
            item = QListWidgetItem(each.title)
            item.setData(_TOPIC, each.name)
            self.index.addItem(item)
        self.nothing.setVisible(not hits)
        if hits:
            self.index.setCurrentRow(0)

    def _on_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        topic = next((each for each in self._topics if item is not None and each.name == item.data(_TOPIC)), None)
        if topic is None:
            return
        document = QTextDocument(self.text)
        document.setDefaultFont(self.text.font())
        document.setDefaultStyleSheet(f"a {{ color: {worn().accent}; }}")
        document.setMarkdown(topic.text)
        self.text.setDocument(document)
        typed = self.search.text().split()
        if typed:
            self.text.find(typed[0])  # where it is said

    def _on_link(self, url: QUrl) -> None:
        """From one subject to another; nothing leaves the machine."""
        self.show_topic(Path(url.path()).stem)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
