"""Search and replace, and one text for all chosen cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockpile.language import _, ngettext
from stockpile.office.workbench import ImportSession
from ui.pages.imports.under_way import UnderWay
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.widgets.buttons import button, primary
from ui.widgets.fields import Fields, choice, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.words import problem_words, straight

_TYPING_MS = 250
_AT_PATTERN = frozenset({"import.pattern", "import.pattern-slow", "import.nothing-to-find"})

Count = tuple[int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be replaced by what, where."""

    find: str
    by: str
    columns: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None
    regex: bool = False
    fold: bool = True
    whole: bool = False


class ReplaceDialog(QDialog):
    """Search and replace; says how many cells it would change before it does."""

    def __init__(
        self, under_way: UnderWay, headings: Sequence[str], current: str, chosen: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Search and replace"))
        self.setProperty("help", "import")
        self.setMinimumWidth(560)
        self._work, self._chosen = under_way, tuple(chosen)
        self._epoch = 0
        self.sought, self.by = line_edit(), line_edit()
        self.where = choice([(_("All columns"), ""), *((straight(each), each) for each in headings)])
        self.where.setCurrentIndex(max(self.where.findData(current), 0))
        self.only = QCheckBox(_("Only in the ch&osen rows"))
        self.only.setVisible(len(self._chosen) > 1)
        self.regex = QCheckBox(_("Regular e&xpression"))
        self.fold = QCheckBox(_("&Capitals do not matter"))
        self.fold.setChecked(True)
        self.whole = QCheckBox(_("Only &whole cells"))
        self.fields = Fields()
        self.fields.add(_("&Find"), self.sought)
        self.fields.add(_("&Replace by"), self.by)
        self.fields.add(_("&In"), self.where)
        self.count = paragraph("", "muted")
        self.sample = paragraph("", "small")
        self.notice = Notice()
        self.ok = primary(_("Re&place"), self._on_ok)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self._lay_out()
        self._listen()
        self._on_changed()

    def _lay_out(self) -> None:
        ticks = QVBoxLayout()
        for each in (self.regex, self.fold, self.whole, self.only):
            ticks.addWidget(each)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.reject))
        foot.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(self.windowTitle(), "title"))
        layout.addWidget(self.fields)
        layout.addLayout(ticks)
        for said in (self.count, self.sample, self.notice):
            layout.addWidget(said)
        layout.addLayout(foot)

    def _listen(self) -> None:
        for field in (self.sought, self.by):
            field.textChanged.connect(self._on_changed)
        for tick in (self.regex, self.fold, self.whole, self.only):
            tick.clicked.connect(self._on_changed)
        self.where.activated.connect(self._on_changed)

    def wanted(self) -> Wanted:
        """What the dialog says now."""
        column = str(self.where.currentData())
        return Wanted(
            find=self.sought.text(),
            by=self.by.text(),
            columns=(column,) if column else (),
            ids=self._chosen if self.only.isChecked() else None,
            regex=self.regex.isChecked(),
            fold=self.fold.isChecked(),
            whole=self.whole.isChecked(),
        )

    def _on_changed(self, *_changed: object) -> None:
        self._epoch += 1
        self.ok.setEnabled(False)
        self.fields.clear_problems()
        self.sample.clear()
        self.count.setText(_("Type what is to be found.") if not self.sought.text() else _("Counting …"))
        self._typing.start()

    def _ask(self) -> None:
        if self.sought.text() and self._work.lane is not None:
            told = partial(self._on_refused, self._epoch)
            self._work.lane.ask(partial(_count, self.wanted()), partial(self._on_counted, self._epoch), told)

    def _on_counted(self, epoch: int, answer: Count) -> None:
        if epoch != self._epoch:
            return
        count, samples = answer
        said = ngettext("{count} cell would change.", "{count} cells would change.", count)
        self.count.setText(said.format(count=f"{count:,}") if count else _("Nothing is found."))
        shown = [
            _("{old} becomes {new}").format(old=straight(old), new=straight(new) or _("empty"))
            for old, new in samples[:4]
        ]
        self.sample.setText("\n".join(shown))
        self.ok.setEnabled(bool(count))

    def _on_refused(self, epoch: int, problem: Problem) -> None:
        if epoch != self._epoch:
            return
        self.count.clear()
        if problem.code in _AT_PATTERN:
            self.fields.say(self.sought, problem_words(problem))
        else:
            self.notice.refuse(problem)

    def _on_ok(self) -> None:
        self._work.edit(partial(_replace, self.wanted()))
        self.accept()


class SetDialog(QDialog):
    """One text for all chosen cells.

    Signals:
        chosen: (text).
    """

    chosen = Signal(str)

    def __init__(self, count: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Set for the selection"))
        self.setProperty("help", "import")
        self.setMinimumWidth(460)
        self.text = line_edit()
        self.text.setText(text)
        self.text.selectAll()
        self.fields = Fields()
        said = ngettext("It goes into {count} cell.", "It goes into {count} cells.", count).format(count=f"{count:,}")
        self.fields.add(_("&Text"), self.text, said)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(primary(_("&Set"), self._on_ok))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID + 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(label(self.windowTitle(), "title"))
        layout.addWidget(self.fields)
        layout.addLayout(foot)

    def _on_ok(self) -> None:
        self.chosen.emit(self.text.text())
        self.accept()


def _count(wanted: Wanted, session: ImportSession) -> Count:
    return session.edit.would_replace(
        wanted.find, wanted.by, columns=wanted.columns, ids=wanted.ids, regex=wanted.regex, fold=wanted.fold,
        whole=wanted.whole,
    )  # fmt: skip


def _replace(wanted: Wanted, session: ImportSession) -> int:
    return session.edit.replace(
        wanted.find, wanted.by, columns=wanted.columns, ids=wanted.ids, regex=wanted.regex, fold=wanted.fold,
        whole=wanted.whole,
    )  # fmt: skip
