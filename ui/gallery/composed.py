"""Exhibits of parts that ask an office: pickers, photographs, a weapon and its life, an act, the frame."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stockpile.domain.voucher import Kind
from ui.gallery.armoury import Armoury, made_up_photograph
from ui.gallery.sheet import Exhibit, Sheet, card
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.fields import Fields
from ui.widgets.holder_picker import HolderPicker
from ui.widgets.pane_splitter import PaneSplitter
from ui.widgets.paper_view import PaperView
from ui.widgets.person_picker import OfficerPicker
from ui.widgets.photographs import Photograph, PhotographStrip
from ui.widgets.place_picker import PlacePicker
from ui.widgets.scan_field import ScanField
from ui.widgets.second_signature import SecondSignature
from ui.widgets.weapon_pane import WeaponPane
from ui.widgets.weapon_picker import WeaponPicker


def pickers(armoury: Armoury) -> QWidget:
    """Scanning, and who and where."""
    sheet = Sheet()
    sheet.section("Scanning", "At the beginning, after a code that was taken, after one that was not.")
    fresh, taken, refused = ScanField("Weapon"), ScanField("Weapon"), ScanField("Weapon")
    for each in (fresh, taken, refused):
        sheet.put(each)
    taken.took("KA-041230", "KA-041230 is picked: Heckler & Koch G3A3")
    taken.show_count(12)
    refused.notice.say("No weapon “KA-99” is in the register.", Tone.BAD)
    refused.line.setProperty("wrong", "true")
    sheet.section("People and places")
    form = Fields()
    holder = HolderPicker(armoury.desk, "HQ")
    place = PlacePicker(armoury.desk, "HQ")
    chosen = PlacePicker(armoury.desk, "HQ")
    chosen.setEditText("HQ/A/10")
    form.add("&Holder", holder.field)
    form.add_wide(holder)
    form.add("&Officer", OfficerPicker(armoury.desk))
    form.add("&Place", place)
    form.add("&To", chosen, hint="Where they will lie")
    sheet.put(card(form))
    return sheet.end()


def weapons(armoury: Armoury) -> QWidget:
    """Weapons as they are picked for an act."""
    sheet = Sheet()
    sheet.section("Weapons", "Scanned, or found while typing; Delete takes one out.")
    picker = WeaponPicker(armoury.desk, Kind.ISSUE)
    picker.pick(armoury.desk.office.reading.weapons()[4:9])
    picker.scan.show_count(5)
    picker.table.selectRow(2)
    picker.table.setMinimumHeight(240)
    sheet.put(card(picker))
    sheet.section("None yet")
    sheet.put(card(WeaponPicker(armoury.desk, Kind.ISSUE)))
    return sheet.end()


def photographs(armoury: Armoury) -> QWidget:
    """Photographs: shown, added, broken, none."""
    sheet = Sheet()
    sheet.section("Shown", "Enter makes one large.")
    shown = PhotographStrip(armoury.desk)
    shown.show_photographs(
        [
            Photograph.of("left.jpg", made_up_photograph("LEFT", "#6B7889"), "Left side"),
            Photograph.of("serial.jpg", made_up_photograph("KA-041341", "#8A7A55"), "Serial number"),
            Photograph.of("tall.jpg", made_up_photograph("UP", "#557A8A", 300, 640), "Import mark, upright"),
            Photograph.of("broken.jpg", b"no picture", "Cannot be shown"),
        ]
    )
    shown.view.setCurrentIndex(shown.model.index(1, 0))
    sheet.put(card(shown))
    sheet.section("Adding")
    adding = PhotographStrip(armoury.desk, adding=True)
    adding.show_photographs([Photograph.of("mark.jpg", made_up_photograph("DE 74", "#7A6B89"), "Proof mark")])
    sheet.put(adding)
    sheet.section("Adding, none yet")
    sheet.put(PhotographStrip(armoury.desk, adding=True))
    return sheet.end()


def weapon(armoury: Armoury) -> QWidget:
    """None beside one, with the edge between them that can be drawn; several."""
    sheet = Sheet(wide=True)
    row = QHBoxLayout()
    row.setSpacing(2 * GRID)
    reading, session = armoury.desk.office.reading, armoury.desk.session
    one, several, none = (WeaponPane(armoury.desk) for _each in range(3))
    one.show_card(reading.card(armoury.weapons[1]))
    one.show_allowed(reading.allowed([armoury.weapons[1]], session))
    several.show_several(12)
    several.show_allowed(reading.allowed([armoury.weapons[0]], session))
    row.addWidget(PaneSplitter(armoury.desk.remembered, "gallery/pane", none, one))
    row.addWidget(several)
    row.addStretch(1)
    holder = QWidget()
    holder.setLayout(row)
    sheet.put(holder, 1)
    return sheet


def act(armoury: Armoury) -> QWidget:
    """An act, and a second signature."""
    from ui.acts import DIALOGS

    sheet = Sheet()
    rows = tuple(armoury.desk.office.reading.weapons()[5:8])
    dialog = DIALOGS[Kind.ISSUE](armoury.desk, rows)
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.setMinimumHeight(520)
    sheet.put(card(dialog, 660))
    sheet.section("A second officer signs")
    sheet.put(SecondSignature())
    return sheet.end()


def paper(armoury: Armoury) -> QWidget:
    """The paper of a voucher, as its preview shows it."""
    from stockpile.office.showing import page_sizes

    sheet = Sheet(wide=True)
    desk = armoury.desk
    latest = desk.office.reading.vouchers(1)[0]
    pdf = desk.office.papers.voucher(latest.reference, desk.session, desk.language)
    view = PaperView(desk)
    view.show_paper(pdf, page_sizes(pdf))
    sheet.put(view, 1)
    return sheet


EXHIBITS = (
    Exhibit("pickers", "People and places", pickers),
    Exhibit("weapons", "Weapons of an act", weapons),
    Exhibit("photographs", "Photographs", photographs),
    Exhibit("weapon", "The weapon", weapon),
    Exhibit("act", "An act", act),
    Exhibit("paper", "A paper", paper),
)
