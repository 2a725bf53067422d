"""The menu of saved views: ready-made, own and shared; saving the present one, and dropping one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from stockpile.language import _
from ui.desk import Desk
from ui.models.saved_view import OWN, SavedView, ready_made, views
from ui.theme.measures import GRID
from ui.widgets.buttons import Button, button, primary
from ui.widgets.labels import label, paragraph
from ui.widgets.menus import add_heading
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from stockpile.office import Office, Session

_SHORTCUTS = 9


class ViewsButton(Button):
    """A button with the menu.

    Signals:
        chosen: (SavedView) it is to be shown.
        save_wanted: the present one is to be saved.
        refused: (problem) views could not be read or kept.

    Attributes:
        views: own and shared ones, as they were read last.
    """

    chosen = Signal(object)
    save_wanted = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, keys_for: QWidget) -> None:
        super().__init__(_("&Views"), icon_name="view")
        self._desk, self._keys_for = desk, keys_for
        self._actions: list[QAction] = []
        self.setAccessibleName(_("Saved views"))
        self.views: list[SavedView] = []
        self.setMenu(QMenu(self))
        self._fill()

    def read(self) -> None:
        """Read what is kept."""
        work = partial(_kept, self._desk.office, self._desk.session)
        self._desk.tasks.read(self, work, self._on_read, self.refused.emit)

    def save(self, view: SavedView) -> None:
        """Keep a view."""
        work = partial(self._desk.office.kept.put, self._desk.session, view.kept_name, view.printed())
        self._desk.tasks.write(self, work, self._on_kept, self.refused.emit, changes=False)

    def drop(self, view: SavedView) -> None:
        """Keep a view no longer."""
        work = partial(self._desk.office.kept.drop, self._desk.session, view.kept_name)
        self._desk.tasks.write(self, work, self._on_kept, self.refused.emit, changes=False)

    def may_drop(self, view: SavedView) -> bool:
        """Whether it is the officer's own, or shared by them."""
        return not view.shared or view.owner == self._desk.session.login

    def _on_kept(self, _answer: object) -> None:
        self.read()

    def _on_read(self, kept: dict[str, str]) -> None:
        self.views = views(kept)
        self._fill()

    def _fill(self) -> None:
        menu = self.menu()
        for action in self._actions:
            self._keys_for.removeAction(action)
        self._actions.clear()
        for below in menu.findChildren(QMenu):
            below.deleteLater()
        menu.clear()
        menu.addAction(_("Everything"), partial(self.chosen.emit, None))
        self._section(menu, _("Ready-made"), ready_made())
        self._section(menu, _("My views"), [each for each in self.views if not each.shared], keys=True)
        self._section(menu, _("Shared views"), [each for each in self.views if each.shared])
        menu.addSeparator()
        menu.addAction(_("&Save this view …"), self.save_wanted.emit)
        mine = [each for each in self.views if self.may_drop(each)]
        if mine:
            below = menu.addMenu(_("&Delete a view"))
            for view in mine:
                below.addAction(_words(view), partial(self.drop, view))

    def _section(self, menu: QMenu, title: str, listed: list[SavedView], *, keys: bool = False) -> None:
        if not listed:
            return
        add_heading(menu, title)
        for number, view in enumerate(listed, 1):
            action = QAction(_words(view), menu)
            action.triggered.connect(partial(self._on_chosen, view))
            if keys and number <= _SHORTCUTS:
                action.setShortcut(QKeySequence(f"Ctrl+Alt+{number}"))
                self._keys_for.addAction(action)
                self._actions.append(action)
            menu.addAction(action)

    def _on_chosen(self, view: SavedView, *_checked: bool) -> None:
        self.chosen.emit(view)


class SaveViewDialog(QDialog):
    """A name for the present view, and whether everybody is to have it.

    Signals:
        wanted: (name, whether shared).
    """

    wanted = Signal(str, bool)

    def __init__(self, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save this view"))
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name of the view"))
        self.name.setMaxLength(60)
        self.shared = QCheckBox(_("Share it with all &officers of this database"))
        self.notice = Notice()
        words = label(_("&Name of the view"))
        words.setBuddy(self.name)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(primary(_("Save"), self._on_save))
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(paragraph(said, "muted"))
        layout.addWidget(words)
        layout.addWidget(self.name)
        layout.addWidget(self.shared)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        self.setMinimumWidth(420)

    def _on_save(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.notice.say(_("Give the view a name."))
            return
        self.wanted.emit(name, self.shared.isChecked())
        self.accept()


def _words(view: SavedView) -> str:
    return view.name.replace("&", "&&")


def _kept(office: Office, session: Session) -> dict[str, str]:
    """For a reader."""
    return office.kept.named(session, OWN)
