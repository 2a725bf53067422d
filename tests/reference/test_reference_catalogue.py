"""The catalogue of models holds together: every reference resolves, and no spelling means two things unsaid."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

import pytest

from stockpile.domain import stocknumber
from stockpile.domain.category import Category
from stockpile.reference.calibres import calibre, calibres
from stockpile.reference.countries import countries
from stockpile.reference.data import several, spelling, table
from stockpile.reference.makers import maker, makers
from stockpile.reference.models import model, model_of, models
from stockpile.reference.stock_numbers import stock_number_problems

LEAST = {
    Category.PISTOL: 300,
    Category.RIFLE: 200,
    Category.SUB_MACHINE_GUN: 120,
    Category.ASSAULT_RIFLE: 150,
    Category.LIGHT_MACHINE_GUN: 100,
    Category.HEAVY_MACHINE_GUN: 25,
    Category.GRENADE_LAUNCHER: 50,
    Category.ANTI_AIRCRAFT_GUN: 12,
    Category.ANTI_TANK_GUN: 8,
    Category.RECOILLESS_RIFLE: 20,
    Category.ANTI_TANK_LAUNCHER: 70,
    Category.ANTI_AIRCRAFT_LAUNCHER: 25,
    Category.MORTAR: 50,
    Category.OTHER: 80,
}
COMPONENTS = {
    "aiming unit", "barrel", "command launch unit", "fire-control unit", "firing post", "frame", "gripstock",
    "lower receiver", "receiver", "sight unit", "tube",
}  # fmt: skip


def test_there_are_enough_of_each_category():
    counted = Counter(each.category for each in models())
    assert len(models()) >= 900
    assert {each: counted[each] for each in Category if counted[each] < LEAST[each]} == {}


@pytest.mark.parametrize("category", Category)
def test_the_models_of_a_category_hold_together(category):
    names = {each.name for each in models()}
    for entry in models():
        if entry.category is category:
            _holds_together(entry, names - {entry.name})


def _holds_together(entry, others):
    assert entry.component in COMPONENTS
    assert entry.calibres
    assert set(entry.calibres) <= set(calibres())
    assert set(entry.makers) <= set(makers())
    assert set(entry.countries) <= set(countries())
    assert entry.country in entry.countries if entry.country else not entry.makers  # made by hand, anywhere
    assert set(entry.look_alikes) <= others
    assert model(entry.name) is entry
    folded = [spelling(each) for each in (entry.name, *entry.spellings)]
    assert all(folded)
    assert len(folded) == len(set(folded))
    for each in (entry.name, *entry.spellings, *entry.makers):
        assert each == each.strip() == unicodedata.normalize("NFC", each)
        assert "?" not in each


@pytest.mark.parametrize("entry", [each for each in models() if each.stock_numbers], ids=lambda entry: entry.name)
def test_stock_numbers_are_public_and_plausible(entry):
    for number in entry.stock_numbers:
        read = stocknumber.check(number)
        assert isinstance(read, stocknumber.StockNumber)
        assert read.text == number
        assert stocknumber.plausible(read.nsc, entry.category)
        assert stock_number_problems(read) == ()
        assert model_of(number) is entry


def test_a_spelling_of_several_models_is_declared_to_be_one():
    meant = defaultdict(set)
    for entry in models():
        for written in (entry.name, *entry.spellings):
            meant[spelling(written)].add(entry.name)
    shared = {folded: names for folded, names in meant.items() if len(names) > 1}
    declared = {spelling(row["spelling"]): set(several(row["models"])) for row in table("ambiguous_spellings")}
    assert shared == declared


def test_an_ambiguous_spelling_stands_for_no_model_but_the_one_that_is_called_so():
    names = {spelling(each.name) for each in models()}
    for row in table("ambiguous_spellings"):
        folded = spelling(row["spelling"])
        found = model(row["spelling"])
        assert found is None if folded not in names else spelling(found.name) == folded


def test_calibres_fit_the_category():
    """A coarse sieve: what is fired from the hand is no shell, a mortar fires no cartridge."""
    kinds = {code: each.kind for code, each in calibres().items()}
    for entry in models():
        mine = {kinds[code] for code in entry.calibres}
        if entry.category in (Category.PISTOL, Category.SUB_MACHINE_GUN, Category.ASSAULT_RIFLE, Category.RIFLE):
            assert mine <= {"handgun", "rifle", "rimfire", "shotgun", "muzzleloader", "cannon"}, entry.name
        if entry.category in (Category.MORTAR, Category.RECOILLESS_RIFLE):
            assert mine <= {"launcher", "mortar"}, entry.name
        if entry.category is Category.ANTI_AIRCRAFT_LAUNCHER:
            assert mine <= {"launcher"}, entry.name


def test_every_maker_has_a_country_and_is_found_by_every_spelling():
    for each in makers().values():
        assert each.country in countries(), each.name
        for written in (each.name, *each.spellings):
            assert maker(written) is each, (each.name, written)


def test_every_calibre_of_a_model_is_read_as_itself():
    assert {code for each in models() for code in each.calibres if calibre(code).code != code} == set()
