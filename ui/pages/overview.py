"""The overview: what needs me today, what there is, what changed since I was here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stockpile.language import _, ngettext
from ui.desk import Desk
from ui.pages.page import Goal, Page
from ui.tasks import Problem
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.bars import Bar, Bars, Chart, Columns
from ui.widgets.buttons import primary
from ui.widgets.changes_tree import ChangesTree
from ui.widgets.empty import Empty
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.notice import Notice
from ui.widgets.todo_list import TodoList
from ui.words import minute, named, standing_sign, straight

if TYPE_CHECKING:
    from stockpile.office.overview import Changes, Count, Holdings
    from stockpile.office.todo import Item

BarMaker = Callable[["Count"], Bar]
_NARROW = 900  # below it the two columns stand under each other


class OverviewPage(Page):
    """The overview.

    Attributes:
        mine, others: what waits for the officer at the desk, and for others here.
        standings, categories, decades, disposals, sites: what there is, as charts that open their weapons.
        changes: what was recorded since the last visit.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Overview"), parent)
        self._filters: dict[Chart, dict[str, object]] = {}
        self.notice = Notice()
        self.mine = TodoList(_("To do"))
        self.others = TodoList(_("For others here"))
        for each in (self.mine, self.others):
            each.chosen.connect(self._on_item)
        self.standings = Bars(_("Weapons by standing"))
        self.categories = Bars(_("Weapons held, by category"))
        self.disposals = Bars(_("Weapons on their way out"))
        self.sites = Bars(_("Weapons held, by site"))
        self.decades = Columns(_("Weapons held, by decade of manufacture"))
        for chart in (self.standings, self.categories, self.disposals, self.sites, self.decades):
            chart.chosen.connect(partial(_open, self, chart))
        self.changes = ChangesTree()
        self.changes.paper_wanted.connect(self.paper_wanted)
        self.take_in = primary(_("&Import an inventory"), self._on_import, "import")
        self._lay_out()
        self._order_keys()
        desk.site.changed.connect(self._on_site)

    # -- laying out --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.since = paragraph("", "heading")
        self.nothing_new = paragraph(_("Nothing was recorded."), "muted")
        self.held = label("", "heading")
        self.calm = _calm()
        self.others_title = label(_("For others here"), "section")
        first = _Card(label(_("What needs me today?"), "heading"), self.calm, self.mine, self.others_title, self.others)
        second = _Card(self.since, self.nothing_new, self.changes)
        self.sites_part = _Part(_("By site"), self.sites)
        self.disposals_part = _Part(_("On their way out"), self.disposals)
        third = _Card(
            self.held,
            _Part(_("By standing, of all that were recorded"), self.standings),
            _Part(_("By category"), self.categories),
            self.disposals_part,
        )
        fourth = _Card(_Part(_("By decade of manufacture"), self.decades), self.sites_part)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GRID + 4)
        self._columns.addLayout(_column(first, second, fourth), 6)
        self._columns.addLayout(_column(third), 5)
        inside = QWidget()
        inside.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, GRID // 2, GRID)
        self.stack = QStackedWidget(self)
        self.around = QScrollArea(self.stack)
        self.around.setProperty("role", "plain")
        self.around.setWidgetResizable(True)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around.setWidget(inside)
        teaching = Empty(
            _("No weapon is recorded yet"),
            _(
                "Bring in the inventory you have: an Excel file, as it is. What it says is shown before anything is written."
            ),
            self.take_in,
            "import",
        )
        self.stack.addWidget(self.around)
        self.stack.addWidget(teaching)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.stack, 1)
        for each in (self.calm, self.others_title, self.nothing_new, self.changes):
            each.hide()

    def _order_keys(self) -> None:
        """Tab goes as one reads, and the row that the arrows come to is seen."""
        views: tuple[QAbstractItemView, ...] = (
            self.mine, self.others, self.changes, self.decades, self.sites, self.standings, self.categories,
            self.disposals,
        )  # fmt: skip
        for one, next_ in pairwise(views):
            QWidget.setTabOrder(one, next_)
        for each in views:
            each.selectionModel().currentChanged.connect(partial(_see_row, self.around, each))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns, they stand under each other."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    # -- reading -----------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read it all again, each part as soon as it is there."""
        site, overview = self.desk.site.code, self.desk.office.overview
        read = self.desk.tasks.read
        self.subtitle.setText(straight(site) if site else _("All sites"))
        read(self, partial(overview.todo, site), partial(self._on_todo, site), self._on_problem)
        read(self, partial(overview.holdings, site), partial(self._on_holdings, site), self._on_problem)
        changes = partial(overview.changes, self.desk.session, site)
        read(self, changes, partial(self._on_changes, site), self._on_problem)

    def _on_site(self) -> None:
        if self.isVisible():
            self.entered()

    def _on_problem(self, problem: Problem) -> None:
        self.notice.refuse(problem)

    def _on_todo(self, site: str, items: Sequence[Item]) -> None:
        if site != self.desk.site.code:
            return
        self.notice.clear()
        roles = self.desk.session.officer.roles
        mine = [each for each in items if each.is_for(roles)]
        others = [each for each in items if not each.is_for(roles)]
        self.mine.show_items(mine)
        self.others.show_items(others)
        self.mine.setVisible(bool(mine))
        self.calm.setVisible(not mine)
        for each in (self.others_title, self.others):
            each.setVisible(bool(others))

    def _on_holdings(self, site: str, holdings: Holdings) -> None:
        if site != self.desk.site.code:
            return
        self.stack.setCurrentIndex(0 if holdings.recorded else 1)
        self.held.setText(
            ngettext("{count} weapon held", "{count} weapons held", holdings.held).format(count=f"{holdings.held:,}")
        )
        self._show(self.standings, holdings.standings, _standing_bar)
        self._show(self.categories, holdings.categories, _named_bar)
        self._show(self.disposals, holdings.disposals, _named_bar, holdings.held)
        self._show(self.sites, holdings.sites, _site_bar)
        self._show(self.decades, holdings.decades, _decade_bar)
        self.disposals_part.setVisible(bool(holdings.disposals))
        self.sites_part.setVisible(not site and len(holdings.sites) > 1)

    def _show(self, chart: Chart, counts: Sequence[Count], bar: BarMaker, total: int | None = None) -> None:
        self._filters[chart] = {each.key: each.where for each in counts}
        chart.show_bars([bar(each) for each in counts], total)

    def _on_changes(self, site: str, changes: Changes) -> None:
        if site != self.desk.site.code:
            return
        if changes.first:
            self.since.setText(_("In the last seven days"))
        else:
            self.since.setText(_("Since your last visit, {moment}").format(moment=minute(changes.since.astimezone())))
        self.nothing_new.setVisible(not changes.groups)
        self.changes.setVisible(bool(changes.groups))
        self.changes.show_changes(changes)

    # -- going there -------------------------------------------------------------------------------------------------

    def open_bar(self, chart: Chart, key: str) -> None:
        """Show the weapons that a bar stands for."""
        where = self._filters.get(chart, {}).get(key)
        if where is not None:
            self.goal_wanted.emit(Goal("register", where))

    def _on_item(self, item: Item) -> None:
        self.goal_wanted.emit(Goal(item.page, item.what))

    def _on_import(self) -> None:
        self.goal_wanted.emit(Goal("import"))


def _see_row(around: QScrollArea, view: QAbstractItemView, index: QModelIndex, _before: QModelIndex) -> None:
    """Scroll the page to the current row of a list that is as high as all its rows."""
    inside = around.widget()
    if index.isValid() and inside is not None and view.hasFocus():
        row = view.visualRect(index)
        middle = view.viewport().mapTo(inside, row.center())
        around.ensureVisible(middle.x(), middle.y(), 0, row.height())


def _open(page: OverviewPage, chart: Chart, key: str) -> None:
    page.open_bar(chart, key)


class _Card(QFrame):
    """A ground for what belongs together, one under the other."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.setSpacing(GRID)
        for each in parts:
            layout.addWidget(each)


class _Part(QWidget):
    """A chart under its title."""

    def __init__(self, title: str, chart: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID // 2, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label(title, "section"))
        layout.addWidget(chart)


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GRID + 4)
    for each in cards:
        column.addWidget(each)
    column.addStretch(1)
    return column


def _calm() -> QWidget:
    """What stands where nothing waits."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, GRID, 0, GRID)
    row.setSpacing(GRID)
    row.addWidget(IconLabel("good", Tone.GOOD))
    row.addWidget(paragraph(_("Nothing needs you.")), 1)
    return made


def _standing_bar(count: Count) -> Bar:
    return Bar(count.key, named(count.key), count.count, standing_sign(count.key)[1])


def _named_bar(count: Count) -> Bar:
    return Bar(count.key, named(count.key) if count.key else _("Not said"), count.count)


def _site_bar(count: Count) -> Bar:
    return Bar(count.key, straight(count.key), count.count)


def _decade_bar(count: Count) -> Bar:
    return Bar(count.key, _("{year}s").format(year=count.key) if count.key else _("Not said"), count.count)
