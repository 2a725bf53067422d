"""Recording by hand: weapons are taken into the record of a site, one kind at a time, as many pieces as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from stockpile.acts.recording import NewWeapon, Provenance, RecordWeapons
from stockpile.domain.category import Category
from stockpile.domain.filter import WeaponRow
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.serials import exact_key
from stockpile.domain.standing import Condition
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.desk import Desk
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID, ROW
from ui.widgets.buttons import button
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label
from ui.widgets.photographs import PhotographStrip
from ui.widgets.place_picker import PlacePicker
from ui.widgets.reference_pickers import CountryPicker, ModelPicker
from ui.widgets.scan_field import ScanField
from ui.words import named, straight

_SEEN = 4
_MARKS = (MarkKind.STATE, MarkKind.IMPORT, MarkKind.MAKER, MarkKind.COUNTRY, MarkKind.OTHER)


class RecordDialog(ActDialog):
    """What the pieces are, their numbers, how they came, and where they lie."""

    kind = Kind.RECEIPT
    icon_name = "receive"
    lists_weapons = False

    def __init__(self, desk: Desk, weapons: Sequence[WeaponRow] = (), parent: QWidget | None = None) -> None:
        self.site = desk.site.code or desk.session.officer.site
        super().__init__(desk, weapons, parent)

    def title(self) -> str:
        """The act, as a noun."""
        return _("Record weapons")

    def verb(self) -> str:
        """The act, as the button says it."""
        count = max(len(self.numbers.serials()), 1)
        return ngettext("&Record the weapon", "&Record {count} weapons", count).format(count=f"{count:,}")

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count = max(len(self.numbers.serials()), 1)
        text = ngettext(
            "{count} weapon is taken into the record of {site}: {provenance}.",
            "{count} weapons are taken into the record of {site}: {provenance}.",
            count,
        )
        return text.format(
            count=f"{count:,}", site=straight(self.site), provenance=_(str(self.provenance.currentData()))
        )

    def add_fields(self) -> None:
        """Kind, numbers, provenance, place; and what only one piece can have."""
        self._build_kind()
        self.numbers = SerialsField()
        self.numbers.changed.connect(self._on_numbers)
        provenances: list[tuple[str, object]] = [(named(each.value), each.value) for each in Provenance]
        self.provenance = choice(provenances)
        self.provenance.setCurrentIndex(self.provenance.findData(Provenance.TAKEN_OVER.value))
        self.provenance.currentIndexChanged.connect(self.retell)
        self.location = PlacePicker(self.desk, self.site)
        self.location.refused.connect(self.notice.refuse)
        known: list[tuple[str, object]] = [(named(each.value), each.value) for each in Condition]
        self.condition = choice([(_("Not looked at"), ""), *known])
        self.asset = line_edit()
        self.marks = MarksField()
        self.photographs = PhotographStrip(self.desk, adding=True)
        self.remark = line_edit()
        for text, field in (
            (_("&Model"), self.model), (_("Ma&nufacturer"), self.maker), (_("Serial n&umbers"), self.numbers),
            (_("&Country of manufacture"), self.country), (_("Cate&gory"), self.category),
            (_("Cali&bre"), self.calibre), (_("Y&ear of manufacture"), self.year),
            (_("&How they came"), self.provenance), (_("Put &where"), self.location),
            (_("Con&dition"), self.condition), (_("Stoc&k number"), self.nsn), (_("&Asset number"), self.asset),
            (_("Other mar&ks"), self.marks), (_("Photographs"), self.photographs), (_("Rema&rk"), self.remark),
        ):  # fmt: skip
            self.fields.add(text, field)

    def _build_kind(self) -> None:
        self.model = ModelPicker(self.desk)
        self.model.picked.connect(self._on_model)
        self.maker = line_edit()
        self.country = CountryPicker(self.desk, _("Country of manufacture"))
        categories: list[tuple[str, object]] = [(named(each.value), each.value) for each in Category]
        self.category = choice([(_("Not known"), ""), *categories])
        self.calibre = line_edit(_("7.62x39mm, 12 gauge …"))
        self.year = line_edit()
        self.nsn = line_edit("1005-00-000-0000")

    # -- what follows from what --------------------------------------------------------------------------------------

    def _on_model(self) -> None:
        """The catalogue fills what it knows; what was typed there before is replaced, since it was of another model."""
        entry = self.model.entry
        if entry is None:
            return
        self.maker.setText(entry.makers[0] if entry.makers else "")
        self.category.setCurrentIndex(max(self.category.findData(entry.category), 0))
        self.calibre.setText(entry.calibres[0] if len(entry.calibres) == 1 else "")
        if len(entry.countries) == 1:
            self.country.choose(entry.countries[0])
        self.nsn.setText(entry.stock_numbers[0] if len(entry.stock_numbers) == 1 else "")
        self.numbers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_numbers(self) -> None:
        """An asset number, marks of its own and photographs are of one piece."""
        one = len(self.numbers.serials()) <= 1
        for field in (self.asset, self.marks, self.photographs):
            self.fields.offer(field, offered=one)
        self.retell()

    # -- the act -----------------------------------------------------------------------------------------------------

    def act(self) -> RecordWeapons:
        """What is asked of the office."""
        serials = self.numbers.serials()
        if not serials and not self.numbers.unmarked.isChecked():
            raise Incomplete(self.numbers, _("Read the serial number on the piece; or say that there is none."))
        if self.photographs.busy:
            raise Incomplete(self.photographs, _("A photograph is still being read."))
        one = len(serials) <= 1
        pieces = tuple(self._piece(serial, one=one) for serial in serials or ("",))
        return RecordWeapons(
            pieces=pieces,
            provenance=Provenance(str(self.provenance.currentData())),
            site=self.site,
            enclosures=self.photographs.enclosures if one else (),
        )

    def _piece(self, serial: str, *, one: bool) -> NewWeapon:
        condition = str(self.condition.currentData())
        return NewWeapon(
            maker=self.maker.text().strip(),
            model=self.model.key(),
            serial=serial,
            country=self.country.key(),
            category=str(self.category.currentData()),
            calibre=self.calibre.text().strip(),
            nsn=self.nsn.text().strip(),
            year=self.year.text().strip(),
            asset_number=self.asset.text().strip() if one else "",
            condition=Condition(condition) if condition else None,
            location=self.location.key(),
            marks=self.marks.marks() if one else (),
            remark=self.remark.text().strip(),
            photographs=tuple(each.sha256 for each in self.photographs.enclosures) if one else (),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        numbers = ("recording.placeholder", "recording.twice", "weapon.identity-taken", "weapon.re-appeared")
        return {**dict.fromkeys(numbers, self.numbers), "recording.no-identity": self.model}


class SerialsField(QWidget):
    """The serial numbers of pieces of one kind: scanned or typed, one after the other.

    Signals:
        changed: others are taken.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scan = ScanField(_("Serial number"), _("Exactly as on the piece; Enter takes it, then the next"))
        self.scan.line.setFont(serial_font())
        self.scan.scanned.connect(self._on_scanned)
        self.scan.edited.connect(self._on_edited)
        self._taken = QStringListModel(self)
        self.list = _Taken(self._taken)
        self.list.removing.connect(self._on_remove)
        self.unmarked = QCheckBox(_("There is no serial number on the piece"))
        self.unmarked.toggled.connect(self._on_edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for each in (self.scan, self.list, self.unmarked):
            layout.addWidget(each)
        self.setFocusProxy(self.scan)
        self._show()

    def serials(self) -> tuple[str, ...]:
        """Those that were taken, and the one that is typed."""
        if self.unmarked.isChecked():
            return ()
        typed = self.scan.line.text().strip()
        return tuple(dict.fromkeys([*self._taken.stringList(), *([typed] if typed else [])]))

    def _on_scanned(self, text: str) -> None:
        known = {exact_key(each) for each in self._taken.stringList()}
        if exact_key(text) in known:
            self.scan.refuse(_("{serial} is in the list already.").format(serial=straight(text)))
            return
        self._taken.setStringList([*self._taken.stringList(), text])
        self.scan.took(straight(text))
        self._show()

    def _on_remove(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self._taken.removeRow(row)
            self.scan.show_count(self._taken.rowCount())
            self._show()

    def _on_edited(self, *_edited: object) -> None:
        self.changed.emit()

    def _show(self) -> None:
        count = self._taken.rowCount()
        self.list.setVisible(bool(count))
        self.list.setFixedHeight(ROW * min(count, _SEEN) + 8)
        self.list.scrollToBottom()
        self.unmarked.setVisible(not count)
        if count:
            self.unmarked.setChecked(False)
        self.changed.emit()


class _Taken(QListView):
    """The numbers that were taken; Delete takes one out.

    Signals:
        removing: the current one is to go.
    """

    removing = Signal()

    def __init__(self, model: QStringListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("role", "list")
        self.setFont(serial_font())
        self.setAccessibleName(_("Serial numbers taken; Delete takes one out"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
            return
        super().keyPressEvent(event)


class MarksField(QWidget):
    """Marks besides the serial number, as stamped: what each says, its text, where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QComboBox, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._heads = [label(each, "small") for each in (_("Mark"), _("As stamped"), _("Where on the piece"))]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
            head.hide()
        self.another = button(_("Another mar&k"), self.add, "link", icon_name="add")
        self.another.setAutoDefault(False)
        self._grid.addWidget(self.another, 1, 0, 1, 3)
        self.setFocusProxy(self.another)

    def add(self) -> None:
        """Room for another mark."""
        number = len(self._rows) + 1
        row = (choice([(named(each.value), each.value) for each in _MARKS]), line_edit(), line_edit())
        names = (_("Mark {number}"), _("Text of mark {number}"), _("Place of mark {number}"))
        for column, (field, name) in enumerate(zip(row, names, strict=True)):
            field.setAccessibleName(name.format(number=number))
            self._grid.addWidget(field, number, column)
        row[1].setFont(serial_font())
        self._rows.append(row)
        for head in self._heads:
            head.show()
        self._grid.addWidget(self.another, number + 1, 0, 1, 3)
        for before, after in zip(row, (*row[1:], self.another), strict=True):
            QWidget.setTabOrder(before, after)
        if self.isVisible():
            row[0].setFocus()

    def fill(self, at: int, kind: MarkKind, text: str, place: str) -> None:
        """Say what a mark is."""
        what, said, where = self._rows[at]
        what.setCurrentIndex(what.findData(kind.value))
        said.setText(text)
        where.setText(place)

    def marks(self) -> tuple[Mark, ...]:
        """Those that have a text."""
        return tuple(
            Mark(kind=MarkKind(str(what.currentData())), text=said.text().strip(), place=where.text().strip())
            for what, said, where in self._rows
            if said.text().strip()
        )
