"""What the search found, under its field: groups with their counts, the best hits of each, and what to do with all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Voucher
from stockpile.language import _, listed, marked, ngettext
from ui.theme.icons import pixmap
from ui.theme.look import worn
from ui.theme.measures import GRID, ROW
from ui.words import capital, kind_words, minute, standing_words, straight

if TYPE_CHECKING:
    from stockpile.office import Found, Thing

_ICON = 16
_HEADING = 26
_GROUPS = {
    "weapons": marked("Weapons"),
    "vouchers": marked("Vouchers"),
    "people": marked("People and units"),
    "places": marked("Places"),
    "models": marked("Models"),
}
_THINGS = {
    "officer": ("person", marked("Officer")),
    "holder": ("unit", marked("Holder")),
    "site": ("site", marked("Site")),
    "location": ("place", marked("Location")),
    "model": ("model", marked("Model")),
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. ``hit``: what it opens; None for the heading of a group; the text itself for all weapons
    that carry it."""

    title: str
    detail: str = ""
    icon: str = ""
    hit: object = None

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        return listed(filter(None, (self.title, self.detail)))


def lines_of(groups: Sequence[Found], text: str) -> list[Line]:
    """The list for an answer; the last line is for the register."""
    lines: list[Line] = []
    for group in groups:
        lines.append(Line(_(_GROUPS[group.group.value]), _count(group)))
        lines += [_line(hit) for hit in group.hits]
    if any(group.group.value == "weapons" for group in groups):
        said = _("All weapons that carry “{text}”").format(text=straight(text))
        lines.append(Line(said, _("filters the register"), "filter", text))
    elif not groups:
        lines.append(Line(_("Nothing is found for “{text}”.").format(text=straight(text)), "", "nothing-found"))
    return lines


def _count(group: Found) -> str:
    if group.more:
        return _("more than {count}").format(count=f"{group.count - 1:,}")
    return ngettext("{count} found", "{count} found", group.count).format(count=f"{group.count:,}")


def _line(hit: object) -> Line:
    if isinstance(hit, WeaponRow):
        return _weapon(hit)
    if isinstance(hit, Voucher):
        return Line(straight(hit.number), _parts(kind_words(hit.kind), minute(hit.local_time), straight(hit.site)),
                    "voucher", hit)  # fmt: skip
    return _thing(hit)  # type: ignore[arg-type]


def _weapon(row: WeaponRow) -> Line:
    title = straight(row.serial) or straight(row.id)
    model = " ".join(each for each in (row.maker, row.model) if each)
    return Line(title, _parts(model, standing_words(row.standing), straight(row.holder or row.location or row.site)),
                "weapon", row)  # fmt: skip


def _thing(thing: Thing) -> Line:
    icon, sort = _THINGS[thing.kind]
    name = str(thing.state.get("name") or thing.state.get("model") or "")
    shown = straight(thing.key) if thing.key != name else ""
    return Line(name or straight(thing.key), _parts(_(sort), shown if name else ""), icon, thing)


def _parts(*parts: str) -> str:
    return "   ".join(capital(each) for each in parts if each)


class FoundModel(QAbstractListModel):
    """The lines; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """The line at an index."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is drawn and spoken."""
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only what opens something can be chosen."""
        line = self.line(index)
        if line is None or line.hit is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    """Headings small and quiet; hits with icon, name, and what else is to be said."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower."""
        line: Line = index.model().line(index)  # type: ignore[attr-defined]
        return QSize(0, ROW if line.icon else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line in the direction of the language."""
        line: Line = index.model().line(index)  # type: ignore[attr-defined]
        palette, rect = worn(), option.rect.adjusted(GRID, 0, -GRID, 0)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(palette.accent_soft))
            edge = QRect(option.rect.x(), option.rect.y(), 3, option.rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, option.rect, edge), QColor(palette.accent))
        if line.icon:
            place = QRect(rect.x(), rect.y() + (rect.height() - _ICON) // 2, _ICON, _ICON)
            drawn = pixmap(line.icon, palette.muted, _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(QStyle.visualRect(option.direction, option.rect, place), drawn)
            rect.setX(rect.x() + _ICON + GRID)
        self._text(painter, option, rect, line)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, line: Line) -> None:
        palette = worn()
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        if not line.icon:
            bold.setPointSizeF(bold.pointSizeF() - 1)
        for text, colour, font in ((line.title, palette.text, bold), (line.detail, palette.muted, option.font)):
            if not line.icon:
                colour = palette.muted  # noqa: PLW2901 - a heading is quiet
            painter.setFont(font)
            painter.setPen(QColor(colour))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
            place = QStyle.visualRect(option.direction, option.rect, rect)
            leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            painter.drawText(place, leading | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)
            rect.setX(rect.x() + metrics.horizontalAdvance(shown) + GRID + 4)


class FoundList(QFrame):
    """The list on its ground; it never takes the keys from the field.

    Signals:
        opened: (Line) a line was chosen.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = FoundModel(self)
        self.view = QListView()
        self.view.setProperty("role", "bare")
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(_("Found"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        self.hide()

    @property
    def current(self) -> Line | None:
        """The line that Enter opens."""
        line = self.model.line(self.view.currentIndex())
        return line if line is not None and line.hit is not None else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show an answer; its first hit is the current one."""
        self.model.show(lines)
        self.step(1)

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        rows = [row for row, line in enumerate(self.model.lines) if line.hit is not None]
        if not rows:
            return
        now = self.view.currentIndex().row()
        place = rows.index(now) + by if now in rows else (0 if by > 0 else -1)
        index = self.model.index(rows[place % len(rows)], 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(self.model.index(max(index.row() - 1, 0), 0))  # with its heading
        self.view.scrollTo(index)

    def place(self, under: QRect, floor: int) -> None:
        """Stand under the field, no lower than ``floor``."""
        wanted = sum(ROW if line.icon else _HEADING for line in self.model.lines) + 16
        self.setGeometry(under.x(), under.bottom() + 4, under.width(), min(wanted, floor - under.bottom() - GRID))

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.model.line(index)
        if line is not None and line.hit is not None:
            self.opened.emit(line)
