"""Correction: a wrong entry is put right by another entry, field by field, the old value beside the new one; what ended
for good by mistake is brought back here too, loudly and by several officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from stockpile.acts.correcting import IDENTITY_FIELDS, Correct
from stockpile.domain.category import Category
from stockpile.domain.rules import RULES_SUBJECT, Rules, rules
from stockpile.domain.standing import ENDED, Condition
from stockpile.domain.state import text
from stockpile.domain.voucher import Kind
from stockpile.language import _, listed, ngettext
from stockpile.telling import FIELDS
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.desk import Desk
from ui.theme.fonts import serial_font
from ui.theme.measures import GRID
from ui.theme.palette import Tone
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label, paragraph
from ui.widgets.reference_pickers import CountryPicker
from ui.words import ABSENT, capital, kind_words, named, straight

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

    from stockpile.office import Office, WeaponCard
    from ui.widgets.picker import Picker

_DETAILS, _IN_ERROR, _REOPEN = "details", "in error", "reopen"
_ORDER = (
    "serial", "maker", "model", "country", "category", "calibre", "year", "condition", "asset_number", "nsn",
    "received_on", "import_country", "import_year", "remark",
)  # fmt: skip
_VALUES: Mapping[str, tuple[str, ...]] = {
    "category": tuple(each.value for each in Category),
    "condition": tuple(each.value for each in Condition),
}
_LISTED = 100  # cards read to say what is recorded of several weapons


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What stands in the register: of each field the one value of all, the vouchers of a single piece, the rules."""

    values: Mapping[str, str]
    several: frozenset[str]
    vouchers: tuple[tuple[str, str], ...]
    rules: Rules


class CorrectDialog(ActDialog):
    """What was wrong, what is right, and why."""

    kind = Kind.CORRECTION
    approved = True
    icon_name = "correct"
    wide = 760

    def title(self) -> str:
        """The act, as a noun."""
        return _("Correction")

    def verb(self) -> str:
        """The act, as the button says it."""
        return {
            _DETAILS: _("Record the &correction"),
            _IN_ERROR: _("Record as &entered in error"),
            _REOPEN: _("&Bring back into stock"),
        }[self.mode()]

    def tell(self) -> str:
        """What will happen, in one sentence."""
        count, mode = len(self.weapons), self.mode()
        changed = self.details.changes()
        if mode == _IN_ERROR:
            text = ngettext(
                "{count} weapon is taken out of the register as recorded in error; its papers stay.",
                "{count} weapons are taken out of the register as recorded in error; their papers stay.",
                count,
            )
        elif mode == _REOPEN:
            text = ngettext(
                "{count} weapon that was recorded as gone for good is in stock again; both stay on its papers for ever.",
                "{count} weapons that were recorded as gone for good are in stock again; both stay on their papers for "
                "ever.",
                count,
            )
        elif changed:
            text = ngettext(
                "The record of {count} weapon is put right: {fields}. What was recorded stays readable.",
                "The records of {count} weapons are put right: {fields}. What was recorded stays readable.",
                count,
            )
        else:
            text = _("Write what is right beside what is recorded; nothing is overwritten.")
        return text.format(count=f"{count:,}", fields=listed(_(FIELDS[each]) for each in changed))

    def add_fields(self) -> None:
        """What kind of mistake it is; the fields; which voucher was wrong; why."""
        self._rules = Rules()
        self._ended = [row.standing in ENDED for row in self.weapons]
        self._build_modes()
        self.details = _Details(self.desk, several=len(self.weapons) > 1)
        self.details.changed.connect(self.retell)
        self.corrects = choice([(_("No one voucher"), "")])
        self.reason = line_edit(_("How it came about, and how it is known to be wrong"))
        self.fields.add_wide(self._modes)
        self.fields.add_wide(self.details)
        self.fields.add(_("Which &voucher was wrong"), self.corrects)
        self.fields.add(_("&Reason"), self.reason)
        work = partial(_recorded, self.desk.office, self.ids)
        self.desk.tasks.read(self, work, self._on_recorded, self.notice.refuse)

    def _build_modes(self) -> None:
        self._modes = QWidget()
        self._group = QButtonGroup(self._modes)
        layout = QVBoxLayout(self._modes)
        layout.setContentsMargins(0, 0, 0, 0)
        self.by_details = QRadioButton(_("De&tails were recorded wrongly"))
        self.by_error = QRadioButton(_("The piece never existed, or was recorded t&wice"))
        self.by_reopening = QRadioButton(_("It was recorded as gone for good, and is here: bring it bac&k"))
        self.by_details.setChecked(True)
        self.by_error.setEnabled(not any(self._ended))
        self.by_reopening.setEnabled(all(self._ended))
        for each in (self.by_details, self.by_error, self.by_reopening):
            self._group.addButton(each)
            layout.addWidget(each)
        self._group.buttonToggled.connect(self._on_mode)

    def mode(self) -> str:
        """Which kind of mistake is put right."""
        if self.by_error.isChecked():
            return _IN_ERROR
        return _REOPEN if self.by_reopening.isChecked() else _DETAILS

    def needed_signatures(self) -> int:
        """As the rules in force say: none for a detail, one for what identifies the piece or ends it, more to reopen."""
        if self.mode() == _REOPEN:
            return self._rules.approvals_to_reopen
        identity = bool(IDENTITY_FIELDS & set(self.details.changes()))
        return 1 if self.mode() == _IN_ERROR or any(self._ended) or identity else 0

    def _on_mode(self, *_toggled: object) -> None:
        self.details.setVisible(self.mode() == _DETAILS)
        self.ok.setProperty("role", "primary" if self.mode() == _DETAILS else "danger")
        self.ok.style().unpolish(self.ok)
        self.ok.style().polish(self.ok)
        self.retell()

    def _on_recorded(self, recorded: _Recorded) -> None:
        self._rules = recorded.rules
        self.details.show_recorded(recorded.values, recorded.several)
        for reference, said in recorded.vouchers:
            self.corrects.addItem(said, reference)
        self.retell()

    def act(self) -> Correct:
        """What is asked of the office."""
        mode = self.mode()
        changes = self.details.changes() if mode == _DETAILS else {}
        if mode == _DETAILS and not changes:
            raise Incomplete(self.details, _("Write what is right in at least one field."))
        return Correct(
            weapons=self.ids,
            changes=changes,
            recorded_in_error=mode == _IN_ERROR,
            reopen=mode == _REOPEN,
            corrects=str(self.corrects.currentData() or ""),
            reason=self.reason.text().strip(),
        )

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"correction.no-reason": self.reason}


class _Details(QWidget):
    """A row a field: its name, what is recorded, what is right.

    Signals:
        changed: something is written otherwise than it is recorded.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._recorded: Mapping[str, str] = {}
        self._many: frozenset[str] = frozenset()
        self._olds: dict[str, QLabel] = {}
        self._news: dict[str, QLineEdit | QComboBox | Picker] = {}
        self._signs: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(2, 1)
        for column, heading in enumerate(("", _("As recorded"), _("As it is right"), "")):
            grid.addWidget(label(heading, "small"), 0, column)
        offered = [each for each in _ORDER if not (several and each in ("serial", "asset_number"))]
        for at, name in enumerate(offered, 1):
            self._add(grid, at, name, desk)
        self.setFocusProxy(self._news[offered[0]])

    def _add(self, grid: QGridLayout, at: int, name: str, desk: Desk) -> None:
        said = capital(_(FIELDS[name]))
        new = self._editor(name, said, desk)
        new.setAccessibleName(_("{field}, as it is right").format(field=said))
        caption, old, sign = label(said, "muted"), paragraph(ABSENT), label("", "chip", Tone.WARNING)
        caption.setBuddy(new)
        sign.hide()
        old.setMinimumWidth(140)
        if name == "serial":
            old.setFont(serial_font())
            new.setFont(serial_font())
        for column, widget in enumerate((caption, old, new, sign)):
            grid.addWidget(widget, at, column)
        self._olds[name], self._news[name], self._signs[name] = old, new, sign

    def _editor(self, name: str, said: str, desk: Desk) -> QLineEdit | QComboBox | Picker:
        if name in _VALUES:
            values: list[tuple[str, object]] = [(named(each), each) for each in _VALUES[name]]
            chosen = choice([("", ""), *values])
            chosen.currentIndexChanged.connect(self._on_changed)
            return chosen
        if name in ("country", "import_country"):
            picker = CountryPicker(desk, said)
            picker.changed.connect(self._on_changed)
            return picker
        edit = line_edit()
        edit.textChanged.connect(self._on_changed)
        return edit

    def show_recorded(self, values: Mapping[str, str], several: frozenset[str]) -> None:
        """What stands in the register; it is what each field begins with, unless there are several weapons."""
        self._recorded, self._many = values, several
        for name, old in self._olds.items():
            value = values.get(name, "")
            shown = named(value) if name in _VALUES else straight(value)
            old.setText(_("several values") if name in several else shown or ABSENT)
            if not self._several:
                self.write(name, value)
        self._on_changed()

    def write(self, name: str, value: str) -> None:
        """Write what is right."""
        field = self._news[name]
        if name in _VALUES:
            field.setCurrentIndex(max(field.findData(value), 0))  # type: ignore[union-attr]
        elif name in ("country", "import_country"):
            field.choose(value) or field.setEditText(value)  # type: ignore[union-attr]
        else:
            field.setText(value)  # type: ignore[union-attr]

    def _written(self, name: str) -> str:
        field = self._news[name]
        if name in _VALUES:
            return str(field.currentData() or "")  # type: ignore[union-attr]
        if name in ("country", "import_country"):
            return field.key()  # type: ignore[union-attr]
        return field.text().strip()  # type: ignore[union-attr]

    def changes(self) -> dict[str, str]:
        """Field to right value, where it is another; of several weapons, blank leaves it as it is."""
        written = {name: self._written(name) for name in self._news}
        if self._several:
            return {name: value for name, value in written.items() if value and not self._stands(name, value)}
        return {name: value for name, value in written.items() if value != self._recorded.get(name, "")}

    def _stands(self, name: str, value: str) -> bool:
        return name not in self._many and value == self._recorded.get(name, "")

    def _on_changed(self, *_changed: object) -> None:
        changes = self.changes()
        for name, sign in self._signs.items():
            sign.setText((_("changed") if changes[name] else _("cleared")) if name in changes else "")
            sign.setVisible(name in changes)
        self.changed.emit()


def _recorded(office: Office, ids: tuple[str, ...]) -> _Recorded:
    """For a reader."""
    pieces = office.reading.pieces(ids[:_LISTED])
    found = {name: {text(each.state, name) for each in pieces} for name in _ORDER}
    several = frozenset(name for name, values in found.items() if len(values) > 1)
    in_force = rules(office.reading.things("rules").get(RULES_SUBJECT.partition(":")[2], {}))
    values = {name: next(iter(values)) for name, values in found.items() if name not in several}
    return _Recorded(values, several, _vouchers(office.reading.card(ids[0])) if len(ids) == 1 else (), in_force)


def _vouchers(card: WeaponCard) -> tuple[tuple[str, str], ...]:
    """Reference and words of each voucher in a weapon's life, the latest first."""
    return tuple(
        (each.voucher.reference, f"{straight(each.voucher.number)} · {kind_words(each.voucher.kind)}")
        for each in reversed(card.timeline)
    )
