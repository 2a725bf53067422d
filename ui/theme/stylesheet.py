"""The one stylesheet, made from the palette. Roles are dynamic properties (`role`, `tone`), so that no widget names a
colour."""

from __future__ import annotations

from pathlib import Path
from string import Template

from ui.theme.measures import CORNER, HEADING_PT, SMALL_PT, TITLE_PT
from ui.theme.palette import Palette, Tone

_FOLDER = Path(__file__).parent
# In a grey that stands out from every ground, so that one file does for every palette.
_IMAGES = {
    "chevron": "chevron.svg",
    "clear": "clear.svg",
    "check_muted": "check-muted.svg",
    "chevron_up": "chevron-up.svg",
    "branch": "branch.svg",
    "branch_mirrored": "branch-mirrored.svg",
}
_CHECKS = {"#FFFFFF": "check-white.svg", "#06252A": "check-ink.svg"}

_TEXT = Template("""
QWidget[role="ground"], QStackedWidget, QScrollArea[role="plain"], QScrollArea[role="plain"] > QWidget > QWidget {
    background: $ground;
}
QFrame[role="card"], QDialog { background: $surface; }
QFrame[role="card"] { border: 1px solid $line; border-radius: ${corner}px; }
QFrame[role="card"] QStackedWidget { background: $surface; }
QFrame[role="divider"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea { border: none; }
QScrollArea[role="paper"] { background: $ground; border: 2px solid $ground; }
QScrollArea[role="paper"]:focus { border-color: $focus; }
QScrollArea[role="inside"], QScrollArea[role="inside"] > QWidget > QWidget { background: $surface; border: none; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="section"] { color: $muted; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[role="chip"] { border-radius: 9px; padding: 2px 10px; font-weight: 600; background: $plain_soft; }
QLabel[role="key"] {
    border: 1px solid $line; border-radius: 4px; padding: 1px 6px; background: $plain_soft; color: $muted;
}
QLabel:focus { background: $accent_soft; border-radius: 3px; }
QFrame[role="notice"] { border: 1px solid $line; border-radius: ${corner}px; background: $plain_soft; }
QFrame[role="notice"] QLabel { background: transparent; }
QFrame[role="drop"] { border: 2px dashed $edge; border-radius: ${corner}px; background: $ground; }
QFrame[role="drop"][over="true"] { border-color: $accent; background: $accent_soft; }
""")

_TONE = Template("""
QLabel[tone="$tone"] { color: $colour; }
QLabel[role="chip"][tone="$tone"] { background: $soft; }
QFrame[role="notice"][tone="$tone"] { background: $soft; border-color: $colour; }
QFrame[role="notice"][tone="$tone"] QLabel { color: $colour; }
""")

_BUTTONS = Template("""
QPushButton, QToolButton[role="button"] {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: ${corner}px; padding: 6px 14px;
    min-height: 18px;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked, QToolButton[role="button"]:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton[role="button"]:focus { border: 2px solid $focus; padding: 5px 13px; }
QPushButton:disabled, QToolButton[role="button"]:disabled {
    color: $muted; background: $ground; border: 1px solid $line;
}
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $ground; color: $muted; border: 1px solid $line; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; font-weight: 600; }
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed { background: $bad_soft; }
QPushButton[role="danger"]:focus { border: 2px solid $focus; }
QPushButton[role="danger"]:disabled { color: $muted; border: 1px solid $line; }
QPushButton[role="chip"] {
    background: $information_soft; color: $information; border-color: $information_soft; font-weight: 600;
    padding: 6px 12px;
}
QPushButton[role="chip"]:hover { border-color: $information; }
QPushButton[role="chip"]:focus { border: 2px solid $information; padding: 5px 11px; }
QPushButton[role="link"] {
    border: 2px solid transparent; border-radius: 4px; background: transparent; color: $accent; padding: 2px 4px;
    text-align: left;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $focus; padding: 2px 4px; }
QPushButton[role="link"]:disabled { color: $muted; background: transparent; border-color: transparent; }
QPushButton[role="fold"] {
    border: 2px solid transparent; background: transparent; text-align: left; padding: 5px 6px;
}
QPushButton[role="fold"]:hover { background: $hover; }
QPushButton[role="fold"]:pressed { background: $accent_soft; }
QPushButton[role="fold"]:focus { border-color: $focus; padding: 5px 6px; }
QPushButton[role="icon"] {
    border: 2px solid transparent; background: transparent; padding: 3px; min-height: 22px; min-width: 22px;
}
QPushButton[role="icon"]:hover { background: $hover; }
QPushButton[role="icon"]:pressed, QPushButton[role="icon"]:checked { background: $accent_soft; }
QPushButton[role="icon"]:focus { border-color: $focus; padding: 3px; }
QPushButton[role="icon"]:disabled { background: transparent; border-color: transparent; }
QDialog[role="veil"] { background: $veil; }
QDialog[role="veil"] QLabel { color: $on_veil; background: transparent; }
QPushButton[role="veil"] {
    border: 2px solid transparent; background: transparent; padding: 3px; min-height: 22px; min-width: 22px;
}
QPushButton[role="veil"]:hover { border-color: $muted; }
QPushButton[role="veil"]:focus { border-color: $on_veil; padding: 3px; }
QPushButton[role="veil"]:disabled { background: transparent; border-color: transparent; }
QPushButton[role="choice"] { text-align: left; padding: 16px 20px; }
QPushButton[role="choice"]:focus { padding: 15px 19px; }
QPushButton::menu-indicator { width: 0; }

QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: 4px; padding: 2px; spacing: 8px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; background: $surface; border: 1px solid $edge; border-radius: 4px;
}
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent_soft; border-color: $accent;
}
QCheckBox::indicator:disabled { background: $ground; border-color: $line; }
QCheckBox::indicator:checked:disabled { image: url("$check_muted"); }
QRadioButton::indicator {
    width: 14px; height: 14px; background: $surface; border: 1px solid $edge; border-radius: 8px;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:disabled { background: $ground; border-color: $line; }
""")

_FIELDS = Template("""
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $muted; }
QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: ${corner}px; padding: 6px 8px;
    selection-background-color: $accent; selection-color: $on_accent; lineedit-clear-button-icon: url("$clear");
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 5px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $bad; padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: $muted; background: $ground; border-color: $line; }
QLineEdit:read-only { background: $ground; }
QLineEdit[role="scan"] { font-size: ${heading}pt; padding: 8px 10px; }
QLineEdit[role="scan"]:focus, QLineEdit[role="scan"][wrong="true"] { padding: 7px 9px; }
QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: ${corner}px; padding: 4px 8px;
    min-height: 22px; selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 3px 7px; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: $muted; background: $ground; border-color: $line; }
QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] { border: 2px solid $bad; padding: 3px 7px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus,
QAbstractSpinBox[wrong="true"]:focus { background: $bad_soft; }
QComboBox::drop-down, QDateEdit::drop-down {
    border: none; width: 24px; subcontrol-origin: padding; subcontrol-position: center right;
}
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 22px; background: transparent; }
QSpinBox::up-arrow { image: url("$chevron_up"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("$chevron"); width: 10px; height: 10px; }
QSpinBox { padding: 4px 0; min-height: 22px; }
QSpinBox:focus { padding: 3px 0; }
QComboBox QLineEdit { border: none; padding: 0 2px; background: transparent; }
QComboBox QLineEdit:focus { border: none; padding: 0 2px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
    background: $raised; border: 1px solid $edge; margin: 0; padding: 4px; border-radius: 0; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border: 1px solid transparent; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; border-color: $accent; color: $text; }

QCalendarWidget QWidget { background: $raised; color: $text; alternate-background-color: $raised; }
QCalendarWidget QToolButton {
    border: 2px solid transparent; border-radius: 4px; padding: 4px 8px; background: transparent; font-weight: 600;
}
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$branch_mirrored"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$branch"); }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $focus; }
QCalendarWidget QAbstractItemView, QCalendarWidget QAbstractItemView:focus {
    border: none; margin: 0; border-radius: 0; selection-background-color: $accent; selection-color: $on_accent;
}
QCalendarWidget QAbstractItemView:disabled { color: $muted; }
""")

_FRAME = Template("""
QWidget[role="rail"] { background: $rail; }
QWidget[role="rail"] QLabel { color: $rail_text; font-weight: 600; background: transparent; }
QWidget[role="rail"] QPushButton {
    background: transparent; color: $rail_text; border: 2px solid transparent; text-align: left; padding: 7px 10px;
}
QWidget[role="rail"] QPushButton:hover { background: $rail_selected; }
QWidget[role="rail"] QPushButton:checked {
    background: $rail_selected; font-weight: 600; border-left-color: $rail_accent;
}
QWidget[role="rail"][mirrored="true"] QPushButton:checked {
    border-left-color: transparent; border-right-color: $rail_accent;
}
QWidget[role="rail"] QPushButton:focus { border: 2px solid $rail_text; }
QWidget[role="rail"] QPushButton[role="site"] { font-weight: 600; padding-left: 12px; padding-right: 12px; }
QFrame[role="popup"] { background: $raised; border: 1px solid $edge; border-radius: ${corner}px; }

QLabel[role="link"] { color: $accent; text-decoration: underline; }
QPushButton[role="segment"] { padding: 4px 10px; }
QPushButton[role="segment"]:checked { background: $accent_soft; border-color: $accent; font-weight: 600; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 12px; border: 2px solid transparent; border-bottom-width: 3px;
    border-radius: 4px;
}
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; border-radius: 0; }
QTabBar:focus { border: 2px solid $focus; border-radius: 4px; }
QTabBar::tab:disabled { color: $muted; }
QGroupBox {
    border: 1px solid $line; border-radius: ${corner}px; margin-top: 24px; padding: 8px; font-weight: 600;
}
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0 2px; color: $muted; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $hover; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; background: transparent; }
QStatusBar QPushButton { padding: 1px 10px; min-height: 16px; }
QStatusBar QPushButton:focus { padding: 0 9px; }
QStatusBar QPushButton[role="status"] {
    border: 2px solid transparent; background: transparent; color: $muted; padding: 1px 6px; min-height: 16px;
}
QStatusBar QPushButton[role="status"]:hover { background: $hover; }
QStatusBar QPushButton[role="status"]:focus { border-color: $focus; }
QStatusBar QPushButton[role="status"][tone="warning"] { color: $warning; font-weight: 600; }
QStatusBar QPushButton[role="status"][tone="bad"] { color: $bad; font-weight: 600; }
QProgressBar { border: none; border-radius: 4px; background: $chart_track; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 2px 4px; }
QMenu { background: $raised; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; border: 1px solid transparent; }
QMenu::item:selected { background: $accent_soft; border-color: $accent; }
QMenu::item:disabled { color: $muted; background: transparent; border-color: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
""")

# A view's border is 1 px of line and 1 px of nothing, or 2 px of focus: its contents do not jump.
_LISTS = Template("""
QAbstractItemView {
    background: $surface; color: $text; selection-background-color: $accent_soft; selection-color: $text;
}
QTableView, QListView, QTreeView { border: 1px solid $line; margin: 1px; border-radius: ${corner}px; outline: none; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; margin: 0; }
QTableView[role="frozen"] { border: none; border-right: 2px solid $line; border-radius: 0; margin: 0; }
QTableView[role="frozen"][mirrored="true"] { border-right: none; border-left: 2px solid $line; }
QAbstractItemView:disabled { color: $muted; }
QTreeView::item { min-height: 26px; border: 1px solid transparent; padding: 0 4px; }
QTreeView::item:hover, QListView[role="list"]::item:hover, QListView[role="folders"]::item:hover { background: $hover; }
QTreeView::item:selected, QListView[role="list"]::item:selected { background: $accent_soft; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:closed:has-children { image: url("$branch"); }
QTreeView[mirrored="true"]::branch:closed:has-children { image: url("$branch_mirrored"); }
QTreeView::branch:open:has-children { image: url("$chevron"); }
QListView[role="list"]::item { padding: 6px 8px; border-radius: 4px; border: 1px solid transparent; }
QListView[role="folders"]::item:selected { background: $accent_soft; color: $text; }
QListView[role="folders"]::item { padding: 8px; border-radius: ${corner}px; }
QListView[role="bare"] { border: 2px solid transparent; margin: 0; background: transparent; }
QListView[role="bare"]:focus { border-color: $focus; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; font-weight: 600; border: none; border-bottom: 1px solid $line;
    padding: 8px 3px;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView[role="rows"]::section { padding: 0 6px; font-weight: normal; border-right: 1px solid $line; }
QTableView QLineEdit[role="cell"] { border: 2px solid $focus; border-radius: 0; padding: 0 2px; margin: 0; }
QTableView QComboBox { border-radius: 0; padding: 0 6px; min-height: 0; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $edge; border: 3px solid $surface; border-radius: 6px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; border-width: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollArea[role="plain"] > QScrollBar::handle, QScrollArea[role="paper"] > QScrollBar::handle { border-color: $ground; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
""")


def stylesheet(palette: Palette) -> str:
    """The stylesheet of one palette."""
    names = palette.as_dict() | {
        "check": _path(_CHECKS[palette.on_accent]),
        "corner": str(CORNER),
        "title": str(TITLE_PT),
        "heading": str(HEADING_PT),
        "small": str(SMALL_PT),
    }
    names |= {name: _path(file) for name, file in _IMAGES.items()}
    tones = (
        _TONE.substitute(tone=tone.value, colour=palette.tone(tone), soft=palette.soft(tone))
        for tone in Tone
        if tone is not Tone.PLAIN
    )
    parts = (_TEXT, _BUTTONS, _FIELDS, _LISTS, _FRAME)
    return "".join((*(part.substitute(names) for part in parts), *tones))


def _path(file: str) -> str:
    return (_FOLDER / file).as_posix()
