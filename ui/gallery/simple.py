"""Exhibits of what stands by itself: colours, type, icons, buttons, fields, notices, lists, charts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.gallery.armoury import Armoury
from ui.gallery.sheet import Exhibit, Sheet, card, disabled, hovered, nothing
from ui.models.list_table import ListColumn, ListTable
from ui.theme.icons import FILES
from ui.theme.look import worn
from ui.theme.palette import Tone, contrast
from ui.widgets.bars import Bar, Bars, Columns
from ui.widgets.buttons import Button, button, icon_button, primary, veil_button
from ui.widgets.chips import Flow
from ui.widgets.empty import Empty
from ui.widgets.facts import Facts
from ui.widgets.fields import Fields, choice, date_field, line_edit, number_field, typed_choice
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph, serial_label
from ui.widgets.lists import Tree, WordList
from ui.widgets.notice import Notice
from ui.widgets.tables import Table

_LONG = (
    "The weapon was dispatched to the Northern Depot under HQ/DSP 2026-000012 and has not been accepted there; "
    "until it is, nothing else may happen to it."
)
_STATES = ("Normal", "Hover", "Disabled")


def colours(_armoury: Armoury) -> QWidget:
    """The palette, with the contrast of each pair, and the type scale."""
    sheet = Sheet()
    palette, names = worn(), worn().as_dict()
    sheet.section("Type")
    for role, words in (
        ("title", "Title of a page, 16 pt"),
        ("heading", "Heading, 12 pt"),
        ("", "Text, 10 pt: what is read, and how much of it fits a line"),
        ("muted", "Muted text, 10 pt"),
        ("small", "Small text, 9 pt"),
        ("section", "Name of a group"),
    ):
        sheet.put(label(words, role))
    sheet.put(serial_label("KA-041341  0O 1Il 5S 8B", 13))
    sheet.section("Text on its grounds", "Figures are the contrast; 4.5 is needed.")
    holder = QWidget()
    flow = Flow(holder)
    for text, ground in palette.pairs():
        ratio = contrast(names[text], names[ground])
        flow.addWidget(_swatch(f"{text} on {ground}  {ratio:.1f}", names[text], names[ground]))
    sheet.put(holder)
    sheet.section("What is seen without being read", "3 is needed.")
    holder = QWidget()
    flow = Flow(holder)
    for each, ground in palette.graphics():
        ratio = contrast(names[each], names[ground])
        flow.addWidget(_swatch(f"{each} on {ground}  {ratio:.1f}", palette.text, names[ground], names[each]))
    sheet.put(holder)
    return sheet.end()


def _swatch(words: str, text: str, ground: str, border: str = "") -> QLabel:
    made = QLabel(words)
    edge = f"border: 3px solid {border};" if border else ""
    if border and contrast(text, ground) < 4.5:  # noqa: PLR2004 - the words of the swatch itself
        text = "#000000" if contrast("#000000", ground) > contrast("#FFFFFF", ground) else "#FFFFFF"
    made.setStyleSheet(f"color: {text}; background: {ground}; padding: 6px 10px; border-radius: 4px; {edge}")
    return made


def icons(_armoury: Armoury) -> QWidget:
    """All icons by their names."""
    sheet = Sheet()
    sheet.section("Icons", "Lucide; the program's own names.")
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, name in enumerate(FILES):
        cell = QHBoxLayout()
        cell.addWidget(IconLabel(name, Tone.PLAIN, 20))
        cell.addWidget(label(name, "small"))
        cell.addStretch(1)
        grid.addLayout(cell, at // 6, at % 6)
    sheet.put(holder)
    sheet.section("In the colours of states")
    shapes = (
        IconLabel(name, tone, 24)
        for tone, name in zip(Tone, ("empty", "good", "warning", "bad", "information"), strict=True)
    )
    sheet.row(*shapes)
    return sheet.end()


def buttons(_armoury: Armoury) -> QWidget:
    """Every role in every state. The keyboard's ring is seen by going through them with Tab."""
    sheet = Sheet()
    sheet.section("Buttons", "Tab goes through them: the ring has to be seen on each.")
    roles: tuple[tuple[str, Callable[[], QWidget]], ...] = (
        ("Plain", lambda: button("&Print …", nothing, icon_name="print")),
        ("Primary", lambda: _primary("&Issue the weapons", "issue")),
        ("Danger", lambda: button("&Destroy", nothing, "danger", icon_name="destroy")),
        ("Link", lambda: button("&New holder …", nothing, "link", icon_name="add")),
        ("Chip", lambda: button("Standing is In stock  ✕", nothing, "chip")),
        ("Icon", lambda: icon_button("columns", "Columns", nothing)),
    )
    sheet.grid(_STATES, tuple((name, (make(), hovered(make()), disabled(make()))) for name, make in roles))
    sheet.section("With a choice behind it")
    choices = button("Open an inventory\nThe file stays as it is.", nothing, "choice", icon_name="import")
    sheet.put(choices)
    sheet.section("Chosen of several")
    group = QButtonGroup(sheet)
    tools = []
    for text in ("Original", "Corrected", "Both"):
        made = Button(text)
        made.setAccessibleName(text)
        made.setCheckable(True)
        group.addButton(made)
        tools.append(made)
    tools[1].setChecked(True)
    tool = QToolButton()
    tool.setProperty("role", "button")
    tool.setText("More ▾")
    tool.setAccessibleName("More")
    sheet.row(*tools, tool)
    sheet.section("Behind a photograph")
    veil = QFrame()
    veil.setStyleSheet(f"background: {worn().veil};")
    row = QHBoxLayout(veil)
    for name in ("back", "next", "close"):
        row.addWidget(veil_button(name, name, nothing))
    row.addStretch(1)
    sheet.put(veil)
    return sheet.end()


def _primary(text: str, icon_name: str) -> QWidget:
    made = primary(text, nothing, icon_name)
    made.setDefault(False)
    made.setAutoDefault(False)
    return made


def _wrong(widget: QWidget) -> QWidget:
    widget.setProperty("wrong", "true")
    return widget


def _line(text: str = "", placeholder: str = "") -> QLineEdit:
    made = line_edit(placeholder)
    made.setText(text)
    made.setAccessibleName(placeholder or text)
    return made


def _combo() -> QComboBox:
    made = choice([("Serviceable", 1), ("Repairable", 2), ("Beyond repair", 3)])
    made.setAccessibleName("Condition")
    return made


def fields(_armoury: Armoury) -> QWidget:
    """Every field: empty, filled, wrong, disabled; and a form that was refused."""
    sheet = Sheet()
    sheet.section("Fields")
    sheet.grid(
        ("Empty", "Filled", "Wrong", "Disabled"),
        (
            (
                "Text",
                (
                    _line(placeholder="As on the piece"),
                    _line("KA-041341"),
                    _wrong(_line("KA-04134")),
                    disabled(_line("KA-041341")),
                ),
            ),
            ("Choice", (_combo(), hovered(_combo()), _wrong(_combo()), disabled(_combo()))),
            ("Typed", (_typed(), None, _wrong(_typed()), disabled(_typed()))),
            ("Day", (_day(), None, _wrong(_day()), disabled(_day()))),
            ("Number", (_number(), None, _wrong(_number()), disabled(_number()))),
            ("Yes or no", (_check(checked=False), _check(checked=True), _half(), disabled(_check(checked=True)))),
            ("One of", (_radio(checked=False), _radio(checked=True), None, disabled(_radio(checked=True)))),
        ),
    )
    sheet.section("More lines")
    text = QPlainTextEdit(_LONG)
    text.setAccessibleName("Reason")
    text.setTabChangesFocus(True)
    text.setFixedHeight(70)
    sheet.put(text)
    sheet.section("A form that was refused")
    form, holder, purpose = Fields(), _line("9-COY"), _line()
    form.add("&Holder", holder, hint="Who answers for the weapons from now on")
    form.add("&Purpose", purpose, hint="Training, guard duty, operation")
    form.refuse(
        holder,
        "There is no holder “9-COY”. Add it below, or choose another; a name that is typed has to be one of those in the list.",
    )
    sheet.put(card(form))
    return sheet.end()


def _typed() -> QComboBox:
    return typed_choice("Holder", "Name or number")


def _day() -> QDateEdit:
    return date_field("Due back on", QDate(2026, 11, 27))


def _check(*, checked: bool) -> QCheckBox:
    made = QCheckBox("&Due back on")
    made.setChecked(checked)
    return made


def _half() -> QCheckBox:
    made = QCheckBox("Some of them")
    made.setTristate(True)
    made.setCheckState(Qt.CheckState.PartiallyChecked)
    return made


def _radio(*, checked: bool) -> QRadioButton:
    made = QRadioButton("All sites")
    made.setAutoExclusive(False)
    made.setChecked(checked)
    return made


def _number() -> QSpinBox:
    return number_field("Capacity", 120, 10_000)


def notices(_armoury: Armoury) -> QWidget:
    """What is said: notices, chips, facts, an empty screen."""
    sheet = Sheet()
    sheet.section("Notices")
    said: tuple[tuple[str, Tone], ...] = (
        ("HQ/ISS 2026-000123 is recorded: 2 weapons.", Tone.GOOD),
        ("The last backup is nine days old.", Tone.WARNING),
        (_LONG, Tone.BAD),
        ("The paper is being made …", Tone.INFORMATION),
        ("Nothing was changed.", Tone.PLAIN),
    )
    for words, tone in said:
        notice = Notice()
        sheet.put(notice)
        notice.say(words, tone)
    sheet.section("Chips")
    holder = QWidget()
    flow = Flow(holder)
    for words, tone in (
        ("● In stock", Tone.GOOD), ("▲ Issued", Tone.WARNING), ("◆ In transit", Tone.INFORMATION),
        ("■ Missing", Tone.BAD), ("✕ Destroyed", Tone.PLAIN), ("▲ Import mark missing", Tone.WARNING),
    ):  # fmt: skip
        flow.addWidget(label(words, "chip", tone))
    flow.addWidget(label("Ctrl+K", "key"))
    sheet.put(holder)
    sheet.section("Facts", "One stop of Tab; arrows go on, Ctrl+C copies.")
    facts = Facts()
    facts.show_facts(
        [("Place", "HQ/A/1"), ("Made", "Germany, 1974"), ("Calibre", "7.62×51"), ("Not known", ""), ("Remark", _LONG)]
    )
    sheet.put(card(facts))
    sheet.section("Nothing here yet")
    begin = primary("&Import an inventory …", nothing, "import")
    begin.setDefault(False)
    begin.setAutoDefault(False)
    sheet.put(
        card(
            Empty(
                "Nothing here yet",
                "Weapons come in by import: take your inventory file as it is. Nothing is recorded before you have seen it.",
                begin,
                "import",
            ),
            height=280,
        )
    )
    return sheet.end()


def lists(_armoury: Armoury) -> QWidget:
    """Tables, trees, lists, tabs, groups, progress."""
    sheet = Sheet()
    sheet.section("Table")
    model: ListTable[tuple[str, ...]] = ListTable(
        (
            ListColumn("Voucher", lambda row: row[0]),
            ListColumn("Kind", lambda row: row[1]),
            ListColumn("What it says", lambda row: row[2]),
        ),
        sheet,
    )
    kinds = (("ISS", "Issue"), ("RTN", "Return"), ("PLC", "Placing"))
    model.show([(f"{kinds[at % 3][0]} 2026-{at:06d}", kinds[at % 3][1], _LONG) for at in range(40)])
    table = Table(model, "Vouchers")
    table.widths(150, 110)
    table.selectRow(1)
    table.setFixedHeight(190)
    sheet.put(table)
    sheet.section("Tree, list, tabs")
    row = QHBoxLayout()
    row.addWidget(_tree())
    seen = WordList("Saved views", ["All weapons", "Issued and overdue", "Without a mark", "In transit too long"])
    seen.setCurrentRow(1)
    row.addWidget(seen)
    tabs = QTabWidget()
    for title in ("Identity", "Marks", "Papers"):
        page = QWidget()
        inside = QVBoxLayout(page)
        group = QGroupBox("Second signature")
        QVBoxLayout(group).addWidget(paragraph("Another officer signs with their own password.", "muted"))
        inside.addWidget(group)
        inside.addStretch(1)
        tabs.addTab(page, title)
    tabs.setTabEnabled(2, False)  # noqa: FBT003 - Qt's own signature
    tabs.tabBar().setAccessibleName("Parts of the weapon")
    row.addWidget(tabs, 1)
    holder = QWidget()
    holder.setLayout(row)
    holder.setFixedHeight(190)
    sheet.put(holder)
    sheet.section("Progress")
    for value, most in ((4120, 10_843), (0, 0)):
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, most)
        bar.setValue(value)
        sheet.put(bar)
    return sheet.end()


def _tree() -> Tree:
    model = QStandardItemModel()
    model.setHorizontalHeaderLabels(["Place"])
    for room in ("Room A", "Strong room"):
        item = QStandardItem(room)
        for rack in range(1, 4):
            item.appendRow(QStandardItem(f"Rack {rack}"))
        model.appendRow(item)
    tree = Tree("Places", model)
    model.setParent(tree)
    tree.expand(model.index(0, 0))
    tree.setCurrentIndex(model.index(1, 0, model.index(0, 0)))
    return tree


_STANDINGS = (
    Bar("in stock", "In stock", 1_204_118, Tone.GOOD),
    Bar("issued", "Issued", 312_400, Tone.WARNING),
    Bar("in transit", "In transit", 41_002, Tone.INFORMATION),
    Bar("missing", "Missing", 3, Tone.BAD),
    Bar("destroyed", "Destroyed", 88_123),
    Bar("transferred", "Transferred out", 0),
)


def charts(_armoury: Armoury) -> QWidget:
    """Bars and columns."""
    sheet = Sheet()
    sheet.section("By standing", "Arrows go through the rows, Enter filters the register.")
    bars = Bars("Weapons by standing")
    bars.show_bars(_STANDINGS)
    bars.setCurrentIndex(bars.model().index(1, 0))
    sheet.put(card(bars))
    sheet.section("By category", "Long names, one colour.")
    named = Bars("Weapons by category")
    named.show_bars(
        [
            Bar("a", "Assault rifle", 801),
            Bar("b", "Portable launcher of anti-tank missile and rocket systems", 66),
            Bar("c", "Self-loading pistol", 240),
            Bar("d", "Heavy machine gun", 12),
        ]
    )
    sheet.put(card(named, 560))
    sheet.section("By age in years")
    columns = Columns("Weapons by age")
    columns.show_bars([Bar(str(age), str(age), (age * 37) % 91 + age) for age in range(0, 60, 5)])
    sheet.put(card(columns))
    return sheet.end()


EXHIBITS = (
    Exhibit("colours", "Colours and type", colours),
    Exhibit("icons", "Icons", icons),
    Exhibit("buttons", "Buttons", buttons),
    Exhibit("fields", "Fields", fields),
    Exhibit("notices", "What is said", notices),
    Exhibit("lists", "Lists", lists),
    Exhibit("charts", "Charts", charts),
)
