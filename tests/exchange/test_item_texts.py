"""Several hundred item texts, in seven languages, with the right answers: `item_texts.txt` beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.category import Category
from stockpile.exchange.classify import EQUIPMENT, UNCLEAR, WEAPON, Line, classify
from stockpile.exchange.words import ENGLISH_WEAPONS, FIRST_WORDS, NEVER, PARTS
from stockpile.reference.models import model

FIELDS = 5  # sort, text, category, model, calibre


def lines():
    for line in Path(__file__).with_name("item_texts.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#=":
            cells = [cell.strip() for cell in line.split("|")]
            yield (*cells, *[""] * (FIELDS - len(cells)))


TEXTS = list(lines())
WEAPON_TEXTS = [each[1] for each in TEXTS if each[0] == WEAPON]


def named(text):
    found = model(text)
    return found.name if found else text


@pytest.mark.parametrize(("sort", "text", "category", "name", "calibre"), TEXTS, ids=[each[1] for each in TEXTS])
def test_an_item_text_is_understood(sort, text, category, name, calibre):
    kind = classify(Line(item=text))
    assert kind.sort == sort
    if sort == WEAPON:
        assert (kind.facts.get("category") or "") == category or not category
        assert name in ("", kind.facts["model"], named(kind.facts["model"]))
        assert calibre in ("", kind.facts.get("calibre"))
        assert kind.confidence >= 0.7
    assert (kind.confidence == 0) == (sort == UNCLEAR)


def test_the_table_is_long_enough_and_holds_every_category_but_one():
    assert len(TEXTS) > 500
    told = {each[2] for each in TEXTS} - {""}
    assert set(Category) - told <= {Category.ANTI_TANK_GUN}
    assert len({each[1] for each in TEXTS}) == len(TEXTS)


def test_the_noun_that_told_it_is_said():
    assert classify(Line(item="RIFLE,5.56 MILLIMETER")).noun == "RIFLE"
    assert classify(Line(item="fusil d’assaut AKM")).noun == "FUSIL D'ASSAUT"
    assert classify(Line(item="machine gun mount")).noun == "MOUNT"
    assert classify(Line(item="95式自动步枪")).noun == "自动步枪"
    assert classify(Line(item="office chair")).noun == ""


@given(st.sampled_from(WEAPON_TEXTS), st.sampled_from(["upper", "lower", "title"]), st.sampled_from(["", " ", "  "]))
def test_case_and_space_around_a_text_change_nothing(text, case, space):
    written = getattr(text, case)()
    if plain_letters(written) == plain_letters(text):  # `ß`, final sigma and the like have no other case
        assert classify(Line(item=f"{space}{written}{space}")).sort == WEAPON


def plain_letters(text):
    return text.casefold()


@given(
    st.sampled_from(sorted(ENGLISH_WEAPONS)),
    st.sampled_from(["MAGAZINE", "HOLSTER", "POUCH", "RACK", "SLING", "TRIPOD"]),
)
def test_what_belongs_to_a_weapon_is_none(noun, part):
    assert classify(Line(item=f"{noun} {part}")).sort == EQUIPMENT
    assert classify(Line(item=f"{part},{noun}")).sort == EQUIPMENT
    assert classify(Line(item=f"{part} for {noun}")).sort == EQUIPMENT


@given(
    st.sampled_from(sorted(FIRST_WORDS)),
    st.sampled_from(["FACTICE", "DE JUGUETE", "DE BRINQUEDO", "REPLICA", "AIRSOFT"]),
)
def test_what_only_looks_like_a_weapon_is_none(noun, said):
    assert classify(Line(item=f"{noun} {said}")).sort != WEAPON


@pytest.mark.parametrize("name", ["Cougar", "Mustang", "Scout", "Puma"])
def test_a_car_that_is_called_like_a_weapon_is_no_weapon(name):
    assert classify(Line(item="Vehicle, patrol", model=name)).sort != WEAPON
    assert classify(Line(item="Vehicle, patrol", model=name, nsn="2310-01-111-1111")).sort == EQUIPMENT
    assert classify(Line(item="Sidearm", model=name)).sort == WEAPON


def test_a_designation_needs_no_witness():
    assert classify(Line(item="long arm", model="AK-47")).sort == WEAPON
    assert classify(Line(item="long arm", model="Puma", maker="Rossi")).sort == WEAPON


@pytest.mark.parametrize(
    ("line", "category", "calibre"),
    [
        (Line(model="M12", maker="Beretta"), Category.SUB_MACHINE_GUN, "9x19mm Parabellum"),
        (Line(model="M57", calibre="7.62x25"), Category.PISTOL, None),
        (Line(item="MORTAR,60MM", model="M57"), Category.MORTAR, "60mm"),
        (Line(item="machine gun", model="Type 54"), Category.HEAVY_MACHINE_GUN, "12.7x108mm"),
        (Line(item="rifle", model="Type 56", category="assault rifle"), Category.ASSAULT_RIFLE, "7.62x39mm"),
    ],
)
def test_a_designation_of_several_models_is_told_by_what_else_the_line_says(line, category, calibre):
    kind = classify(line)
    assert kind.facts["category"] == category.value
    assert kind.facts.get("calibre") == calibre
    assert "model-ambiguous" not in kind.flags


def test_a_designation_of_several_models_is_said_to_be_one_where_nothing_tells():
    kind = classify(Line(model="M57"))
    assert (kind.sort, kind.facts["model"]) == (WEAPON, "M57")
    assert "category" not in kind.facts
    assert {"model-ambiguous", "category-unknown"} <= set(kind.flags)
    assert "model-ambiguous" in classify(Line(model="M60")).flags


def test_no_word_says_both():
    assert PARTS & set(ENGLISH_WEAPONS) == set()
    assert PARTS & set(FIRST_WORDS) == set()
    assert NEVER & set(ENGLISH_WEAPONS) == set()
