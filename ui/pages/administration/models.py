"""The catalogue of models: what ships with the program, and what the state adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from stockpile.domain.category import Category
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.language import _, listed, marked, ngettext
from stockpile.office.model_book import ModelCard, ModelPreview, Source, matching
from stockpile.reference.categories import LABELS
from ui.countries import country_words
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.model_dialogs import EndModel, ModelDialog, TakeModelsDialog
from ui.pages.administration.section import ListSection
from ui.pages.administration.words import ENDED, weapons_words
from ui.pages.page import Goal
from ui.widgets.buttons import button, primary
from ui.widgets.fields import choice
from ui.widgets.photographs import Photograph, PhotographStrip
from ui.widgets.tab_order import follow
from ui.words import named, straight

SOURCES = {
    Source.SHIPPED: marked("From the program"),
    Source.OWN: marked("The state’s own"),
    Source.BOTH: marked("From the program, with the state’s own words"),
}


class ModelsSection(ListSection[ModelCard]):
    """Every model, found by maker, calibre, category, or what one sees."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "What a weapon is: maker, category, calibre, the part that carries its mark, what it is mistaken for. The program"
            " brings a catalogue; add what your state holds besides."
        )
        columns: tuple[ListColumn[ModelCard], ...] = (
            ListColumn(_("Model"), lambda each: straight(each.key)),
            ListColumn(_("Maker"), lambda each: listed(each.makers)),
            ListColumn(_("Category"), lambda each: category_words(each.category)),
            ListColumn(_("Calibre"), lambda each: straight(", ".join(each.calibres))),
        )
        super().__init__(desk, _("Catalogue of models"), meaning, columns)
        self.search.setPlaceholderText(_("Model, maker, calibre, stock number, a mark or what one sees"))
        self.widths(120, 110, 0, 110)
        self._build_filters()
        self.take = button(_("&Import from a file …"), self._on_import)
        self.add = primary(_("&Add a model …"), self._on_add)
        self.head.addWidget(self.take)
        self.head.addWidget(self.add)
        self.pictures = PhotographStrip(desk)
        self.detail.parts.addWidget(self.pictures)
        self.change = self.detail.act(button(_("C&hange …"), self._on_change))
        self.weapons = self.detail.act(button(_("Show the &weapons"), self._on_weapons))
        self.end = self.detail.act(button(_("Take out of &use …"), self._on_end))

    def _build_filters(self) -> None:
        every: list[tuple[str, object]] = [(_("Every category"), "")]
        self.category = choice([*every, *((_(LABELS[each]), each.value) for each in Category)])
        self.category.setAccessibleName(_("Category"))
        self.category.setFixedWidth(150)
        self.source = choice(
            [
                (_("Every source"), ""),
                (_(SOURCES[Source.SHIPPED]), Source.SHIPPED.value),
                (_(SOURCES[Source.OWN]), Source.OWN.value),
            ]
        )
        self.source.setAccessibleName(_("Source"))
        self.source.setFixedWidth(130)
        for each in (self.category, self.source):
            each.currentIndexChanged.connect(self._on_filter)
            self.bar.addWidget(each)
        follow(self.search, self.category, self.source)

    def work(self) -> Callable[[], tuple[ModelCard, ...]]:
        """For a reader: the whole catalogue."""
        return self.desk.office.models.entries

    def key_of(self, row: ModelCard) -> str:
        """Its name."""
        return row.key

    def searched(self, row: ModelCard) -> str:
        """Everything one can know a model by."""
        return row.searched

    def fitting(self) -> Sequence[ModelCard]:
        """The models that fit the words and the two choices."""
        return matching(
            self.rows,
            self.search.text(),
            str(self.category.currentData() or ""),
            str(self.source.currentData() or ""),
        )

    def counted(self, count: int) -> str:
        """How many there are."""
        own = sum(each.source is not Source.SHIPPED for each in self.rows)
        said = ngettext("{count} model, {own} with own words", "{count} models, {own} with own words", count)
        return said.format(count=f"{count:,}", own=f"{own:,}")

    def show_thing(self, key: str) -> None:
        """Choose one; whatever hides it is taken away."""
        for each in (self.category, self.source):
            each.setCurrentIndex(0)
        super().show_thing(key)

    def show_row(self, row: ModelCard | None) -> None:
        """Show one beside the list."""
        for each in (self.change, self.weapons, self.end):
            each.setEnabled(row is not None)
        self.weapons.setText(_("Show the &weapons"))
        if row is None:
            self.detail.heading.clear()
            self.detail.state.clear()
            self.detail.facts.show_facts(())
            self.pictures.hide()
            return
        self.end.setEnabled(bool(row.own))
        self.end.setText(_("Take out of &use …") if row.active else _("Put in &use again …"))
        self.detail.heading.setText(" ".join((*row.makers[:1], row.key)))
        self.detail.state.setText(_(SOURCES[row.source]) if row.active else f"{ENDED} {_('Out of use')}")
        self.detail.facts.show_facts(facts_of(row, self.desk.language))
        self.pictures.setVisible(bool(row.pictures))
        self.pictures.show_photographs(
            [
                Photograph(each.caption or row.key, partial(self.desk.office.models.picture, each.sha256), each.caption)
                for each in row.pictures
            ]
        )
        count = partial(_count, self.desk.office.reading.count, row)
        self.desk.tasks.read(self, count, self._on_count, self.notice.refuse)

    def opened(self, _row: ModelCard) -> None:
        """Enter changes it."""
        self._on_change()

    def _on_count(self, counted: tuple[str, int]) -> None:
        key, count = counted
        if self.current is not None and self.current.key == key:
            self.weapons.setText(_("Show the &weapons ({count})").format(count=f"{count:,}"))
            self.weapons.setEnabled(count > 0)
            self.weapons.setAccessibleName(_("Show the weapons: {count}").format(count=weapons_words(count)))

    def _on_filter(self, _index: int) -> None:
        self.refilter()

    def _on_add(self) -> None:
        self.open_dialog(ModelDialog(self.desk, self))

    def _on_change(self) -> None:
        if self.current is not None:
            self.open_dialog(ModelDialog(self.desk, self, self.current))

    def _on_end(self) -> None:
        if self.current is not None:
            self.open_dialog(EndModel(self.desk, self, self.current))

    def _on_weapons(self) -> None:
        if self.current is not None:
            self.goal_wanted.emit(Goal("register", weapons_of(self.current)))

    # -- from a file -------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        kinds = _("Tables (*.xlsx *.xls *.xlsb *.ods *.csv *.txt);;All files (*)")
        chosen = self.desk.ask.file_to_open(self, _("Models from a file"), kinds)
        if chosen:
            self.notice.clear()
            work = partial(self.desk.office.models.preview, Path(chosen))
            done = partial(self._on_preview, Path(chosen).name)
            self.desk.tasks.read(self, work, done, self.notice.refuse)

    def _on_preview(self, file: str, preview: ModelPreview) -> None:
        self.open_dialog(TakeModelsDialog(self.desk, self, file, preview))


def weapons_of(card: ModelCard) -> WeaponFilter:
    """The weapons that bear one of the model's names on their records."""
    names = (card.key, *(each for each in card.other_names if each != card.key))
    return WeaponFilter(conditions=(Condition("model", Operator.IS, names),))


def _count(count: Callable[[WeaponFilter], int], card: ModelCard) -> tuple[str, int]:
    """For a reader: how many there are."""
    return card.key, count(weapons_of(card))


def category_words(category: str) -> str:
    """A category by its label."""
    return _(LABELS[Category(category)]) if category in set(Category) else category


def facts_of(card: ModelCard, language: str) -> tuple[tuple[str, str], ...]:
    """What is known of a model, in the order in which one looks at a piece."""
    marks = "\n".join(": ".join(filter(None, (each.place, straight(each.text)))) for each in card.marks)
    return (
        (_("Do not confuse with"), listed(map(straight, card.look_alikes))),
        (_("Category"), category_words(card.category)),
        (_("Calibre"), straight(", ".join(card.calibres))),
        (_("Essential component"), named(card.component) if card.component else ""),
        (_("What one sees"), "\n".join(card.features)),
        (_("Typical marks"), marks),
        (_("Makers"), listed(card.makers)),
        (_("Designed in"), country_words(card.country, language) if card.country else ""),
        (_("Made in"), listed(country_words(each, language) for each in card.countries)),
        (_("Parts"), listed(card.parts)),
        (_("Other names"), listed(map(straight, card.other_names))),
        (_("Stock numbers"), straight(", ".join(card.stock_numbers))),
        (_("Remark"), card.remark),
    )
