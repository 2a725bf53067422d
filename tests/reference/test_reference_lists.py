"""Calibres, models, makers, categories, stock numbers and demilitarisation codes."""

from __future__ import annotations

import pytest

from stockpile.domain.category import Category, ItiClass
from stockpile.reference.calibres import calibre, calibres
from stockpile.reference.categories import CLASS_LABELS, LABELS, category
from stockpile.reference.countries import countries
from stockpile.reference.data import table
from stockpile.reference.demil import demil_codes, demil_integrity_codes, destruction_asked
from stockpile.reference.makers import maker
from stockpile.reference.models import model, model_of
from stockpile.reference.stock_numbers import bureaus, supply_classes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.56 MILLIMETER", "5.56x45mm NATO"), ("5,56 x 45", "5.56x45mm NATO"), ("7.62x39", "7.62x39mm"),
        ("7,62х39 мм", "7.62x39mm"), ("7.62 x 51 NATO", "7.62x51mm NATO"), (".308 Winchester", ".308 Win"),
        ("9 mm Luger", "9x19mm Parabellum"), ("9x19", "9x19mm Parabellum"), ("9x18", "9mm Makarov"),
        (".45 ACP", ".45 ACP"), ("45 AUTO", ".45 ACP"), (".38 SPECIAL", ".38 S&W Special"), ("12 GAGE", "12 Gauge"),
        ("12/70", "12 Gauge"), (".50 BMG", "12.7x99mm NATO"), ("12.7x108", "12.7x108mm"), ("81 mm", "81mm"),
    ],
)  # fmt: skip
def test_calibres_are_read(text, code):
    read = calibre(text)
    assert (read.code, read.exact, read.text) == (code, True, text)


@pytest.mark.parametrize(
    "text", ["9 mm", "9mm", ".45", ".40", "7.62", "7.62 MILLIMETER", ".38", ".22", "40 mm", "", "x"]
)
def test_a_bore_alone_is_not_exact(text):
    read = calibre(text)
    assert not read.exact
    assert read.text == text


def test_near_synonyms_stay_apart():
    assert calibre("7.62x51").code != calibre(".308").code
    assert calibre("5.56x45").code != calibre(".223 Remington").code


def test_every_calibre_is_found_by_its_code():
    assert all(calibre(code).code == code for code in calibres())


@pytest.mark.parametrize(
    ("text", "name"),
    [("ak47", "AK-47"), ("АК-74", "AK-74"), ("Glock Glock 17", "Glock 17"), ("H&K MP5", "MP5"), ("M16A1", "M16A1")],
)
def test_models_by_spelling(text, name):
    assert model(text).name == name


def test_unknown_and_ambiguous_models_are_none():
    assert model("45") is None
    assert model("no such model") is None
    assert model_of("1005-99-999-9999") is None


def test_makers():
    assert maker("h & k").name == "Heckler & Koch"
    assert maker("Smith and Wesson").name == "Smith & Wesson"
    assert maker("Nobody & Sons") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ASSAULT RIFLES", Category.ASSAULT_RIFLE), ("Fusil d’assaut", Category.ASSAULT_RIFLE),
        ("пистолет-пулемёт", Category.SUB_MACHINE_GUN), ("مسدس", Category.PISTOL), ("步枪", Category.RIFLE),
        ("Mortero", Category.MORTAR), ("Shotgun", Category.OTHER), ("optics", None),
    ],
)  # fmt: skip
def test_words_for_categories(text, found):
    assert category(text) is found


def test_every_category_and_class_has_a_label():
    assert set(LABELS) == set(Category)
    assert set(CLASS_LABELS) == set(ItiClass)
    assert all(category(each.value) is each for each in Category)


def test_stock_number_tables():
    assert supply_classes()["1005"].startswith("Guns")
    assert bureaus()["12"] == "DE"
    assert set(bureaus().values()) - {""} <= set(countries())


def test_demilitarisation_codes():
    assert set(demil_codes()) == set("ABCDEFGPQ")
    assert "" in demil_integrity_codes()
    assert destruction_asked("D")
    assert not destruction_asked("A")


@pytest.mark.parametrize(
    "name", ["ambiguous_spellings", "calibres", "countries", "former_states", "makers", "models", "supply_classes"]
)
def test_tables_are_whole(name):
    rows = table(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
