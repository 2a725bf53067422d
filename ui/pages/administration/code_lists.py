"""Code lists: every stored name with the words people see for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from stockpile.acts.places import LOCATION_SORTS
from stockpile.acts.recording import Provenance
from stockpile.domain.category import Category
from stockpile.domain.disposal import DestructionMethod
from stockpile.domain.marks import Legibility, MarkKind
from stockpile.domain.people import Role
from stockpile.domain.standing import Condition, Disposal, DisposalOption, Standing
from stockpile.domain.voucher import Kind
from stockpile.flags import FLAGS
from stockpile.language import _, listed, marked
from stockpile.reference.calibres import calibres
from stockpile.reference.categories import CLASS_LABELS, LABELS
from stockpile.reference.countries import countries
from stockpile.reference.demil import demil_codes
from stockpile.reference.makers import makers
from ui.desk import Desk
from ui.models.list_table import ListColumn
from ui.pages.administration.section import ListSection
from ui.pages.administration.words import may_words, role_words, sort_words
from ui.widgets.fields import choice
from ui.widgets.tab_order import follow
from ui.words import kind_words, named, standing_words, straight


@dataclass(frozen=True, slots=True)
class Code:
    """One code: as it is stored, in words, and what else is known of it."""

    code: str
    words: str
    more: str = ""


def _categories(_language: str) -> list[Code]:
    return [
        Code(each.value, _(LABELS[each]), _(CLASS_LABELS[each.iti_class]) if each.iti_class else "")
        for each in Category
    ]


def _countries(language: str) -> list[Code]:
    return [Code(each.code, each.name(language), each.alpha3) for each in countries().values() if not each.former]


def _former(language: str) -> list[Code]:
    return [
        Code(each.code, each.name(language), f"{each.first_year}–{each.last_year}")
        for each in countries().values()
        if each.former
    ]


def _calibres(_language: str) -> list[Code]:
    return [Code(each.code, each.code, listed((_(each.kind), *each.sources))) for each in calibres().values()]


def _makers(language: str) -> list[Code]:
    known = countries()
    return [
        Code(each.name, each.name, known[each.country].name(language) if each.country in known else each.country)
        for each in makers().values()
    ]


def _standings(_language: str) -> list[Code]:
    ended = _("for good: nothing further can happen to it")
    return [Code(each.value, standing_words(each.value), ended if each.ended else "") for each in Standing]


def _flags(_language: str) -> list[Code]:
    return [Code(name, _(words), _(advice)) for name, (words, advice) in FLAGS.items()]


def _roles(_language: str) -> list[Code]:
    return [Code(each.value, role_words(each), may_words(each)) for each in Role]


def _kinds(_language: str) -> list[Code]:
    return [Code(each.prefix, kind_words(each), each.value) for each in Kind]


def _demil(_language: str) -> list[Code]:
    return [Code(code, _(meaning)) for code, meaning in demil_codes().items()]


def _named(values: Sequence[str], _language: str) -> list[Code]:
    return [Code(value, named(value)) for value in values if value]


def _sorts(_language: str) -> list[Code]:
    return [Code(each, sort_words(each)) for each in LOCATION_SORTS]


def _values(
    values: type[Condition | Disposal | DisposalOption | DestructionMethod | MarkKind | Legibility | Provenance],
) -> Callable[[str], list[Code]]:
    return partial(_named, [each.value for each in values])


# Name in goals, label, where its codes come from.
LISTS: tuple[tuple[str, str, Callable[[str], list[Code]]], ...] = (
    ("categories", marked("Categories of weapons"), _categories),
    ("countries", marked("Countries"), _countries),
    ("former states", marked("Former states"), _former),
    ("calibres", marked("Calibres"), _calibres),
    ("makers", marked("Makers"), _makers),
    ("standings", marked("Standings"), _standings),
    ("conditions", marked("Conditions"), _values(Condition)),
    ("flags", marked("Flags"), _flags),
    ("mark kinds", marked("Kinds of mark"), _values(MarkKind)),
    ("legibility", marked("Legibility of marks"), _values(Legibility)),
    ("provenance", marked("How weapons come"), _values(Provenance)),
    ("disposal", marked("Steps of disposal"), _values(Disposal)),
    ("disposal options", marked("Options of disposal"), _values(DisposalOption)),
    ("methods", marked("Methods of destruction"), _values(DestructionMethod)),
    ("vouchers", marked("Kinds of voucher"), _kinds),
    ("roles", marked("Roles"), _roles),
    ("places", marked("Sorts of place"), _sorts),
    ("demil", marked("Demilitarisation codes"), _demil),
)


class CodeListsSection(ListSection[Code]):
    """One list at a time, with a search."""

    def __init__(self, desk: Desk) -> None:
        meaning = _(
            "What is stored, and the words people see for it. These lists come with the program, so that records mean the same in"
            " thirty years; what a state sets for itself stands under national rules and in the catalogue."
        )
        columns: tuple[ListColumn[Code], ...] = (
            ListColumn(_("Stored as"), lambda each: straight(each.code)),
            ListColumn(_("In words"), lambda each: each.words),
            ListColumn(_("More"), lambda each: each.more),
        )
        super().__init__(desk, _("Code lists"), meaning, columns)
        self.detail.hide()
        self.widths(210, 250, 0)
        self.lists = choice([(_(label), name) for name, label, _codes in LISTS])
        self.lists.setAccessibleName(_("List"))
        self.lists.setMinimumWidth(220)
        self.lists.currentIndexChanged.connect(self._on_list)
        self.bar.insertWidget(0, self.lists)
        follow(self.lists, self.search, self.table)

    def work(self) -> Callable[[], list[Code]]:
        """For a reader: the chosen list."""
        return partial(LISTS[max(0, self.lists.currentIndex())][2], self.desk.language)

    def key_of(self, row: Code) -> str:
        """Its code."""
        return row.code

    def searched(self, row: Code) -> str:
        """All of it."""
        return f"{row.code} {row.words} {row.more}"

    def show_row(self, _row: Code | None) -> None:
        """The row says it all."""

    def show_thing(self, key: str) -> None:
        """Show one list by its name."""
        at = self.lists.findData(key)
        if at >= 0:
            self.lists.setCurrentIndex(at)

    def here(self) -> str:
        """Which list is shown."""
        return str(self.lists.currentData())

    def _on_list(self, _index: int) -> None:
        self._clear_search()
        self.entered()
