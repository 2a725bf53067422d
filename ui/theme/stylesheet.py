"""The one stylesheet, made from the palette. Roles are dynamic properties (`role`, `tone`), so that no widget names a
colour."""

from __future__ import annotations

from pathlib import Path
from string import Template

from ui.theme.measures import CORNER, HEADING_PT, SMALL_PT, TITLE_PT
from ui.theme.palette import Palette

# In a grey that stands out from every ground, so that one file does for every palette.
_CHEVRON = (Path(__file__).parent / "chevron.svg").as_posix()
_CHECKS = {
    "#FFFFFF": (Path(__file__).parent / "check-white.svg").as_posix(),
    "#06252A": (Path(__file__).parent / "check-ink.svg").as_posix(),
}

_SHEET = Template("""
QWidget[role="ground"], QStackedWidget, QScrollArea[role="plain"], QScrollArea[role="plain"] > QWidget > QWidget {
    background: $ground;
}
QFrame[role="card"], QDialog { background: $surface; }
QFrame[role="card"] { border: 1px solid $line; border-radius: ${corner}px; }
QScrollArea[role="inside"], QScrollArea[role="inside"] > QWidget > QWidget { background: $surface; border: none; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[role="chip"] { border-radius: 9px; padding: 2px 10px; font-weight: 600; background: $ground; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="information"] { color: $information; }
QLabel[role="chip"][tone="good"] { background: $good_soft; }
QLabel[role="chip"][tone="warning"] { background: $warning_soft; }
QLabel[role="chip"][tone="bad"] { background: $bad_soft; }
QLabel[role="chip"][tone="information"] { background: $information_soft; }
QFrame[role="notice"] { border: 1px solid $line; border-radius: ${corner}px; background: $surface; }
QFrame[role="notice"][tone="bad"] { background: $bad_soft; border-color: $bad; }
QFrame[role="notice"][tone="bad"] QLabel { color: $bad; background: transparent; }
QFrame[role="notice"][tone="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="notice"][tone="warning"] QLabel { color: $warning; background: transparent; }
QFrame[role="notice"][tone="good"] { background: $good_soft; border-color: $good; }
QFrame[role="notice"][tone="good"] QLabel { color: $good; background: transparent; }
QFrame[role="notice"][tone="information"] { background: $information_soft; border-color: $information; }
QFrame[role="notice"][tone="information"] QLabel { color: $information; background: transparent; }

QPushButton, QToolButton[role="button"] {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${corner}px; padding: 6px 14px;
    min-height: 18px;
}
QPushButton:hover { border-color: $muted; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; background: $ground; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $ground; color: $muted; border-color: $line; }
QPushButton[role="chip"] {
    background: $information_soft; color: $information; border-color: $information_soft; font-weight: 600;
    padding: 6px 12px;
}
QPushButton[role="chip"]:focus { border: 2px solid $information; padding: 5px 11px; }
QPushButton[role="link"] { border: none; background: transparent; color: $accent; padding: 4px 2px; text-align: left; }
QPushButton[role="link"]:focus { border: none; text-decoration: underline; font-weight: 600; }
QPushButton[role="choice"] { text-align: left; padding: 16px 20px; }
QPushButton[role="choice"]:focus { padding: 15px 19px; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${corner}px; padding: 6px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 5px 7px; }
QLineEdit:disabled { color: $muted; background: $ground; }
QComboBox, QDateEdit {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${corner}px; padding: 4px 8px;
    min-height: 22px;
}
QComboBox:focus, QComboBox:on, QDateEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QComboBox:disabled, QDateEdit:disabled { color: $muted; background: $ground; }
QComboBox[wrong="true"] { border: 2px solid $bad; padding: 3px 7px; }
QComboBox::drop-down, QDateEdit::drop-down {
    border: none; width: 24px; subcontrol-origin: padding; subcontrol-position: center right;
}
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QLineEdit { border: none; padding: 0 2px; background: transparent; }
QComboBox QLineEdit:focus { border: none; padding: 0 2px; }

QCheckBox::indicator {
    width: 14px; height: 14px; background: $surface; border: 1px solid $muted; border-radius: 4px;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox:disabled { color: $muted; }

QWidget[role="rail"] { background: $rail; }
QWidget[role="rail"] QLabel { color: $rail_text; font-weight: 600; background: transparent; }
QWidget[role="rail"] QPushButton {
    background: transparent; color: $rail_text; border: 2px solid transparent; text-align: left; padding: 7px 10px;
}
QWidget[role="rail"] QPushButton:hover { background: $rail_selected; }
QWidget[role="rail"] QPushButton:checked { background: $rail_selected; font-weight: 600; border-left-color: $accent; }
QWidget[role="rail"][mirrored="true"] QPushButton:checked {
    border-left-color: transparent; border-right-color: $accent;
}
QWidget[role="rail"] QPushButton:focus { border: 2px solid $rail_text; }

QAbstractItemView {
    background: $surface; color: $text; selection-background-color: $accent_soft; selection-color: $text;
}
QTableView, QListView { border: 1px solid $line; border-radius: ${corner}px; outline: none; }
QTableView:focus, QListView:focus { border: 1px solid $accent; }
QListView[role="folders"]::item:selected { background: $accent_soft; color: $text; }
QListView[role="folders"]::item { padding: 8px; border-radius: ${corner}px; }
QListView[role="bare"] { border: none; background: transparent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; font-weight: 600; border: none; border-bottom: 1px solid $line;
    padding: 8px 3px;
}
QTableCornerButton::section { background: $surface; border: none; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; background: transparent; }
QStatusBar QPushButton { padding: 1px 10px; min-height: 16px; }
QStatusBar QPushButton:focus { padding: 0 9px; }
QProgressBar { border: none; border-radius: 4px; background: $line; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QScrollBar:vertical { background: $surface; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: $surface; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $line; border: 2px solid $surface; border-radius: 6px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: $surface; border: none; }
""")


def stylesheet(palette: Palette) -> str:
    """The stylesheet of one palette."""
    return _SHEET.substitute(
        palette.as_dict(),
        chevron=_CHEVRON,
        check=_CHECKS[palette.on_accent],
        corner=str(CORNER),
        title=str(TITLE_PT),
        heading=str(HEADING_PT),
        small=str(SMALL_PT),
    )
