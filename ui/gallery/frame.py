"""Exhibits of what stands around the pages: rail, search, officer, the line at the foot; and the rarer fields."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.desk import SiteInView
from ui.gallery.armoury import Armoury
from ui.gallery.sheet import Exhibit, Sheet, card
from ui.tasks import Progress, Running, Tasks
from ui.theme.look import Scheme
from ui.theme.measures import GRID
from ui.widgets.centred import Centred
from ui.widgets.components_field import ComponentsField
from ui.widgets.fields import Fields
from ui.widgets.files_field import FilesField
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label, paragraph
from ui.widgets.officer_menu import OfficerMenu
from ui.widgets.optional_date import OptionalDate
from ui.widgets.qr_picture import QrPicture
from ui.widgets.rail import Rail
from ui.widgets.reference_pickers import CountryPicker, ModelPicker, SitePicker
from ui.widgets.search_field import SearchField
from ui.widgets.site_switcher import HomeSite, SiteSwitcher
from ui.widgets.status import StatusLine
from ui.workspaces import WORKSPACES


class _Busy(Tasks):
    """Tasks of which one never ends."""

    @property
    def running(self) -> tuple[Running, ...]:
        """An import that is two fifths through."""
        return (Running("Taking in inventory-2026.xlsx", Progress(4_120, 10_843)),)


def frame(armoury: Armoury) -> QWidget:
    """The frame around an empty page."""
    desk = armoury.desk
    window = QWidget()
    window.setProperty("role", "ground")
    sites = (HomeSite("HQ", "Central Armoury"), HomeSite("NORTH", "Northern Depot"))
    rail = Rail(SiteSwitcher(SiteInView(), sites, "gallery.db"), WORKSPACES)
    rail.show_chosen("register")
    search = SearchField(desk, window)
    officer = OfficerMenu(desk.session.officer, "en", Scheme.SYSTEM, 10)
    head = QHBoxLayout()
    head.addWidget(search, 1)
    head.addStretch(1)
    head.addWidget(officer)
    page = QStackedWidget()
    page.addWidget(paragraph("The page stands here.", "muted"))
    right = QVBoxLayout()
    right.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    right.addLayout(head)
    right.addWidget(page, 1)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(rail)
    row.addLayout(right, 1)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addLayout(row, 1)
    tasks = _Busy(window)
    status = StatusLine(tasks, window)
    status.watch(desk.office)
    tasks.progressed.emit()
    whole.addWidget(status)
    return window


def rarer(armoury: Armoury) -> QWidget:
    """Fields that few acts need."""
    sheet = Sheet()
    sheet.section("Fields that few acts need")
    form = Fields()
    form.add("&Model", ModelPicker(armoury.desk))
    form.add("&Country", CountryPicker(armoury.desk, "Country of manufacture"))
    form.add("&Site", SitePicker(armoury.desk, "HQ"))
    form.add("&Until", OptionalDate("&Due back on"))
    form.add("&Files", FilesField(armoury.desk, "Documents"))
    form.add("C&omponents", ComponentsField())
    sheet.put(card(form))
    sheet.section("A code to scan from the screen")
    code = QrPicture("Seal of the ledger as a code")
    side = 21
    code.show_code([bytes((down * across + down + across) % 3 == 0 for across in range(side)) for down in range(side)])
    code.setFixedSize(180, 180)
    sheet.row(code)
    return sheet.end()


def moment(_armoury: Armoury) -> QWidget:
    """A page before the work: one card in the middle."""
    page = Centred(420)
    page.column.addWidget(IconLabel("seal", size=32))
    page.column.addWidget(label("Welcome", "title"))
    page.column.addWidget(paragraph("Stockpile keeps account of small arms and light weapons.", "muted"))
    return page


EXHIBITS = (
    Exhibit("frame", "The frame", frame),
    Exhibit("rarer", "Rarer fields", rarer),
    Exhibit("moment", "Before the work", moment),
)
