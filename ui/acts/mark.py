"""Marking: what was put on the pieces, as it was put there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QSpinBox, QWidget

from stockpile.acts.marking import MarkWeapons, own_text
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.voucher import Kind
from stockpile.language import _, ngettext
from ui.acts.act_dialog import ActDialog, Incomplete
from ui.theme.fonts import serial_font
from ui.widgets.fields import choice, line_edit
from ui.widgets.photographs import PhotographStrip
from ui.widgets.reference_pickers import CountryPicker
from ui.words import named, straight

_OFFERED = (MarkKind.STATE, MarkKind.IMPORT, MarkKind.SERIAL, MarkKind.MAKER, MarkKind.COUNTRY, MarkKind.OTHER)
_OF_A_COUNTRY = (MarkKind.STATE, MarkKind.IMPORT)
_MOST = 99_999_999


class MarkDialog(ActDialog):
    """Kind and text of the mark, where and how; of one piece with its photographs."""

    kind = Kind.MARKING
    icon_name = "mark"

    def title(self) -> str:
        """The act, as a noun."""
        return _("Marking")

    def verb(self) -> str:
        """The act, as the button says it."""
        return ngettext("Record the &mark", "Record the &marks", len(self.weapons))

    def tell(self) -> str:
        """What will happen, in one sentence: the first and the last text as they will stand on the pieces."""
        count, texts = len(self.weapons), self.texts()
        if not all(texts):
            text = ngettext("{count} weapon carries a new mark.", "{count} weapons carry a new mark each.", count)
        else:
            text = ngettext(
                "{count} weapon carries the new mark “{first}”.",
                "{count} weapons carry new marks from “{first}” to “{last}”.",
                count,
            )
        return text.format(count=f"{count:,}", first=straight(texts[0]), last=straight(texts[-1]))

    def add_fields(self) -> None:
        """The mark; how it was made; photographs."""
        self.what = choice([(named(each.value), each.value) for each in _OFFERED])
        self.text = line_edit(_("Exactly as stamped"))
        self.text.setFont(serial_font())
        self.first = QSpinBox()
        self.first.setRange(0, _MOST)
        self.first.setValue(1)
        self.country = CountryPicker(self.desk, _("Country that the mark names"))
        self.year = line_edit(_("Year as stamped"))
        self.where = line_edit(_("Receiver, left side …"))
        self.method = line_edit(_("Stamp, dot-peen, engraving, laser …"))
        self.photographs = PhotographStrip(self.desk, adding=True)
        self.what.currentIndexChanged.connect(self._on_kind)
        self.text.textChanged.connect(self.retell)
        self.first.valueChanged.connect(self.retell)
        self.fields.add(_("&Kind of mark"), self.what)
        self.fields.add(_("Te&xt"), self.text, self._hint())
        if len(self.weapons) > 1:
            self.fields.add(_("{n} &begins at"), self.first)
        self.fields.add(_("&Country"), self.country)
        self.fields.add(_("&Year"), self.year)
        self.fields.add(_("&Place on the piece"), self.where)
        self.fields.add(_("&Method"), self.method)
        if len(self.weapons) == 1:
            self.fields.add(_("Photographs"), self.photographs)
        else:
            self.photographs.hide()
            self.photographs.setParent(self)
        self._on_kind()

    def _hint(self) -> str:
        """Several weapons cannot carry the same unique mark."""
        if len(self.weapons) == 1:
            return ""
        return _("{n} counts; {serial} and {id} stand for each weapon's own serial number and number in the register.")

    def texts(self) -> list[str]:
        """The text for each weapon, in their order."""
        template = self.text.text().strip()
        return [own_text(template, row.id, row.serial, self.first.value() + at) for at, row in enumerate(self.weapons)]

    def act(self) -> MarkWeapons:
        """What is asked of the office."""
        if not self.text.text().strip():
            raise Incomplete(self.text, _("Say what is stamped on it."))
        if self.photographs.busy:
            raise Incomplete(self.photographs, _("A photograph is still being read."))
        marks = tuple(self._mark(text) for text in self.texts())
        place = self.where.text().strip()
        return MarkWeapons(weapons=self.ids, marks=marks, place=place, enclosures=self.photographs.enclosures)

    def _mark(self, text: str) -> Mark:
        kind = MarkKind(str(self.what.currentData()))
        of_a_country = kind in _OF_A_COUNTRY
        return Mark(
            kind=kind,
            text=text,
            place=self.where.text().strip(),
            method=self.method.text().strip(),
            country=self.country.key() if of_a_country else "",
            year=self.year.text().strip() if of_a_country else "",
            marked_on=self.desk.office.now().date().isoformat(),
            photographs=tuple(each.sha256 for each in self.photographs.enclosures),
        )

    def _on_kind(self, *_index: int) -> None:
        """Only state and import marks name a country."""
        of_a_country = MarkKind(str(self.what.currentData())) in _OF_A_COUNTRY
        for field in (self.country, self.year):
            self.fields.offer(field, offered=of_a_country)

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        codes = ("marking.no-text", "marking.text-twice", "marking.text-taken", "marking.has-serial")
        return dict.fromkeys(codes, self.text)
