"""Which rows are shown, as chips with their counts; one of them is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from stockpile.language import _, marked
from stockpile.office.workbench import Counts, Level, RowClass
from ui.pages.imports.words import CLASSES, class_words
from ui.widgets.buttons import Button
from ui.widgets.chips import Flow

_AROUND = 28  # edge and padding


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice: rows of a class, of some levels, or those that are left out."""

    text: str
    icon_name: str = ""
    classes: tuple[RowClass, ...] = ()
    levels: tuple[Level, ...] = ()
    left_out: bool = False

    def count(self, counts: Counts) -> int:
        """How many rows that is."""
        if self.left_out:
            return counts.by_class.get(RowClass.LEFT_OUT, 0)
        if self.classes:
            return sum(counts.by_class.get(each, 0) for each in self.classes)
        if self.levels:
            return sum(counts.by_level.get(each, 0) for each in self.levels)
        return counts.rows


def _of_class(each: RowClass) -> Chip:
    return Chip("", CLASSES[each][1], classes=(each,))


CHIPS = (
    Chip(marked("All rows")),
    _of_class(RowClass.NEW),
    _of_class(RowClass.CHANGES),
    _of_class(RowClass.SAME),
    _of_class(RowClass.REJECTED),
    _of_class(RowClass.DUPLICATE),
    Chip(marked("Alarms"), "incidents", levels=(Level.ALARM,)),
    Chip(marked("To be looked at"), "warning", levels=(Level.WARNING,)),
    Chip(marked("Left out"), "less", left_out=True),
)


class Chips(QWidget):
    """The choices; what there is none of is not offered.

    Signals:
        chosen: (Chip).
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Which rows are shown"))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self.buttons: list[Button] = []
        flow = Flow(self)
        for at, each in enumerate(CHIPS):
            made = Button(_words(each), "segment", each.icon_name)
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made, at)
            self.buttons.append(made)
            flow.addWidget(made)
        self._flow = flow
        self.buttons[0].setChecked(True)

    def hasHeightForWidth(self) -> bool:
        """No: the page would want the height they have when it is at its narrowest."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as they need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._flow.heightForWidth(self.width()))

    @property
    def current(self) -> Chip:
        """What is chosen."""
        return CHIPS[max(self._group.checkedId(), 0)]

    def choose(self, at: int) -> None:
        """Choose another."""
        self.buttons[at].setChecked(True)

    def show_counts(self, counts: Counts) -> None:
        """Say how many there are of each."""
        for each, chip in zip(self.buttons, CHIPS, strict=True):
            count = chip.count(counts)
            words = _words(chip)
            each.setText(_("{words}  {count}").format(words=words, count=f"{count:,}"))
            each.setMinimumWidth(_room(each))
            each.setAccessibleName(_("{words}: {count}").format(words=words, count=f"{count:,}"))
            each.setVisible(bool(count) or each.isChecked() or not (chip.classes or chip.levels or chip.left_out))
        self._fit()

    def _on_clicked(self, at: int) -> None:
        self.chosen.emit(CHIPS[at])


def _words(chip: Chip) -> str:
    return _(chip.text) if chip.text else class_words(chip.classes[0])


def _room(each: Button) -> int:
    """As wide as its words are when it is chosen: they are bold then."""
    bold = each.font()
    bold.setBold(True)
    icon = 0 if each.icon().isNull() else each.iconSize().width()
    return QFontMetrics(bold).horizontalAdvance(each.text()) + icon + _AROUND
