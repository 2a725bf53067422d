"""An entry of the state's own in the catalogue; many from a file, looked at before they are recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from stockpile.acts.administering import Add, Change
from stockpile.domain.category import Category
from stockpile.domain.state import State, parts, text, texts
from stockpile.domain.subject import model_subject
from stockpile.language import _, listed, ngettext
from stockpile.office.model_book import ModelCard, ModelPreview, picture_of
from stockpile.reference.categories import LABELS
from ui.acts.act_dialog import Incomplete
from ui.desk import Desk
from ui.models.list_table import ListColumn, ListTable
from ui.pages.administration.asking import Asking, perform
from ui.pages.administration.pickers import CountryField
from ui.theme.measures import ROW
from ui.widgets.fields import choice, line_edit
from ui.widgets.labels import label
from ui.widgets.photographs import Photograph, PhotographStrip
from ui.widgets.tables import Table
from ui.words import straight

if TYPE_CHECKING:
    from stockpile.domain.draft import Enclosure
    from stockpile.domain.voucher import Voucher
    from stockpile.office import Office, Session

_SEEN = 7  # rows of a preview before it scrolls


class ModelDialog(Asking):
    """A new model, or what the state says of one that is there."""

    def __init__(self, desk: Desk, parent: QWidget, card: ModelCard | None = None) -> None:
        title = _("Model {model}").format(model=straight(card.key)) if card else _("New model")
        sentence = (
            _("What you write here goes before what the program brought; leave empty what it says already.")
            if card
            else _("The model is added to your state’s catalogue, by a voucher.")
        )
        verb = _("&Record it") if card else _("&Add the model")
        super().__init__(desk, parent, title, verb, sentence)
        self._card = card
        self._own: State = card.own if card is not None else {}
        self.key = line_edit(_("G3A3"))
        self.key.setText(card.key if card else "")
        self.key.setReadOnly(card is not None)
        self.maker = _line(text(self._own, "maker"), "; ".join(card.makers) if card else _("several: with semicolons"))
        self.category = choice([("", ""), *((_(LABELS[each]), each.value) for each in Category)])
        self.category.setCurrentIndex(max(0, self.category.findData(text(self._own, "category"))))
        self.calibre = _line(
            text(self._own, "calibre"), "; ".join(card.calibres) if card else _("several: with semicolons")
        )
        self.country = CountryField(desk, text(self._own, "country"))
        self.component = _line(text(self._own, "essential_component"), card.component if card else _("receiver"))
        self.lists = {
            name: _Lines(texts(self._own, name)) for name in ("features", "look_alikes", "parts", "other_names", "nsn")
        }
        self.marks = _Lines([_mark_line(each) for each in parts(self._own, "marks")])
        self.remark = _line(text(self._own, "remark"))
        self.pictures = PhotographStrip(desk, adding=True)
        self.pictures.show_photographs(
            [
                Photograph(
                    text(each, "caption"),
                    partial(desk.office.models.picture, text(each, "sha256")),
                    text(each, "caption"),
                )
                for each in parts(self._own, "pictures")
            ]
        )
        self._add_fields()
        self.begins_at = self.maker if card is not None else self.key

    def _add_fields(self) -> None:
        one_a_line = _("One a line.")
        self.fields.add(_("&Model"), self.key, "" if self._card else _("As it stands on records; it never changes."))
        self.fields.add(_("Ma&ker"), self.maker)
        self.fields.add(_("Cate&gory"), self.category)
        self.fields.add(_("Cali&bre"), self.calibre)
        self.fields.add(_("C&ountry of design"), self.country)
        self.fields.add(_("&Essential component"), self.component, _("The part that carries the unique mark."))
        self.fields.add(_("What one &sees"), self.lists["features"], one_a_line)
        self.fields.add(_("Typical mar&ks"), self.marks, _("One a line: where it stands, a colon, how it reads."))
        self.fields.add(_("Do not con&fuse with"), self.lists["look_alikes"], one_a_line)
        self.fields.add(_("&Parts"), self.lists["parts"], one_a_line)
        self.fields.add(_("Other &names"), self.lists["other_names"], one_a_line)
        self.fields.add(_("Stock n&umbers"), self.lists["nsn"], one_a_line)
        self.fields.add(_("&Remark"), self.remark)
        self.under.addWidget(label(_("Pictures"), "heading"))
        self.under.addWidget(self.pictures)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        key = self.key.text().strip()
        if not key:
            raise Incomplete(self.key, _("Give the model its name."))
        if self.pictures.busy:
            raise Incomplete(self.pictures, _("A picture is still being read; try again in a moment."))
        said = self._said()
        enclosures, pictures = self._pictures()
        if pictures != list(parts(self._own, "pictures")):
            said["pictures"] = pictures
        ledger = self.desk.session.officer.site
        subject = model_subject(key)
        act: Add | Change
        if self._own:
            act = Change(subject=subject, changes=_changes(self._own, said), site=ledger, enclosures=enclosures)
        else:
            state = {"model": key, **{name: value for name, value in said.items() if value not in ("", [])}}
            act = Add(things={subject: state}, site=ledger, enclosures=enclosures)
        return partial(perform, self.desk.office, act, self.desk.session)

    def _said(self) -> dict[str, object]:
        return {
            "maker": self.maker.text().strip(),
            "category": self.category.currentData() or "",
            "calibre": self.calibre.text().strip(),
            "country": self.country.key(),
            "essential_component": self.component.text().strip(),
            "remark": self.remark.text().strip(),
            "marks": [_mark(each) for each in self.marks.lines],
            **{name: field.lines for name, field in self.lists.items()},
        }

    def _pictures(self) -> tuple[tuple[Enclosure, ...], list[Mapping[str, object]]]:
        """The files to enclose, and how the entry names all its pictures, old and new."""
        named: list[Mapping[str, object]] = [dict(each) for each in parts(self._own, "pictures")]
        for each in self.pictures.enclosures:
            _enclosure, said = picture_of(each.name, each.content, each.name)
            named.append(said)
        return self.pictures.enclosures, named

    def new_key(self) -> str:
        """The name of a new one."""
        return "" if self._card is not None else self.key.text().strip()

    def field_of(self) -> Mapping[str, QWidget]:
        """Refusals that belong to a field."""
        return {"model.exists": self.key, "administration.no-name": self.key, "country.unknown": self.country}


class EndModel(Asking):
    """An own entry that is not offered any more, or again."""

    def __init__(self, desk: Desk, parent: QWidget, card: ModelCard) -> None:
        ends = _("{model} is not offered any more when weapons are recorded; weapons that bear its name keep it.")
        begins = _("{model} is offered again.")
        super().__init__(
            desk,
            parent,
            _("Take a model out of use") if card.active else _("Put a model in use again"),
            _("Take it &out") if card.active else _("Put it &in use"),
            (ends if card.active else begins).format(model=straight(card.key)),
        )
        self._card = card
        self.reason = line_edit()
        self.fields.add(_("&Reason"), self.reason)

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        act = Change(
            subject=model_subject(self._card.key),
            changes={"active": not self._card.active},
            site=self.desk.session.officer.site,
            reason=self.reason.text().strip(),
        )
        return partial(perform, self.desk.office, act, self.desk.session)


class TakeModelsDialog(Asking):
    """What a file would add and change; then it is recorded, all under one voucher."""

    def __init__(self, desk: Desk, parent: QWidget, file: str, preview: ModelPreview) -> None:
        added = ngettext("{count} model is new", "{count} models are new", len(preview.added))
        changed = ngettext("{count} changes", "{count} change", len(preview.changed))
        same = ngettext(
            "{count} is in the catalogue as it is", "{count} are in the catalogue as they are", preview.unchanged
        )
        sentence = _("{file}: {added}, {changed}, {same}.").format(
            file=straight(file),
            added=added.format(count=len(preview.added)),
            changed=changed.format(count=len(preview.changed)),
            same=same.format(count=preview.unchanged),
        )
        super().__init__(desk, parent, _("Models from a file"), _("&Record them"), sentence)
        self._preview = preview
        self.authority = line_edit(_("Order or list they come from"))
        self.fields.add(_("&Authority"), self.authority)
        rows = [(key, _("new")) for key in preview.added]
        rows += [(key, listed(map(_, fields))) for key, fields in preview.changed.items()]
        model: ListTable[tuple[str, str]] = ListTable(
            (
                ListColumn(_("Model"), lambda row: straight(row[0])),
                ListColumn(_("What changes"), lambda row: row[1]),
            ),
            self,
        )
        model.show(rows)
        table = Table(model, _("Models of the file"))
        table.widths(220)
        table.setFixedHeight(ROW * min(max(len(rows), 1), _SEEN) + 46)
        table.setVisible(bool(rows))
        self.under.addWidget(table)
        self.ok.setEnabled(bool(rows))

    def work(self) -> Callable[[], Voucher | None]:
        """What is asked of the office."""
        authority = self.authority.text().strip()
        return partial(_take, self.desk.office, self._preview, self.desk.session, authority)

    def reject(self) -> None:
        """Escape leaves, also where there is nothing to record."""
        self.ok.setEnabled(self.cancel.isEnabled())
        super().reject()


class _Lines(QPlainTextEdit):
    """A few lines of text, one thing each; Tab leaves it."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    @property
    def lines(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]


def _line(value: str, placeholder: str = "") -> QLineEdit:
    made = line_edit(placeholder)
    made.setText(value)
    return made


def _mark(line: str) -> dict[str, str]:
    """`receiver, left: CAL 5.56` as the entry keeps it."""
    place, colon, read = line.partition(":")
    said = {"place": place.strip(), "text": read.strip()} if colon else {"text": line}
    return {name: value for name, value in said.items() if value}


def _mark_line(mark: State) -> str:
    return ": ".join(filter(None, (text(mark, "place"), text(mark, "text"))))


def _changes(own: State, said: Mapping[str, object]) -> dict[str, object]:
    """What differs from the entry as it is; emptied fields are cleared."""
    changes: dict[str, object] = {}
    for name, value in said.items():
        before = own.get(name)
        if isinstance(value, list):
            same = value == [dict(each) if isinstance(each, Mapping) else each for each in _listed(before)]
        else:
            same = value == (before or "")
        if not same:
            changes[name] = value or None
    return changes


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()


def _take(office: Office, preview: ModelPreview, by: Session, authority: str) -> Voucher:
    """For the writer."""
    return office.models.take(preview, by, authority=authority)
