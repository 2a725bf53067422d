"""What texts mean: models, makers, calibres, countries, categories, and spellings of the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.category import Category
from stockpile.reference.candidates import REASONS, SURE, Candidate, Reason, decided
from stockpile.reference.data import several, spelling, table
from stockpile.reference.likeness import Likeness, digits
from stockpile.reference.matching import (
    Evidence,
    Known,
    ModelMatcher,
    cluster,
    match_calibre,
    match_category,
    match_country,
    match_maker,
    match_model,
)
from stockpile.reference.models import models


def sure(candidates):
    found = decided(candidates)
    return found.key if found else None


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("M16A1", "M16A1", Reason.EXACT), ("m-16 a1", "M16A1", Reason.FOLDED), ("M16Α1", "M16A1", Reason.FOLDED),
        ("Rifle 5.56mm M16A1", "M16A1", Reason.DESIGNATION), ("1005-00-073-9421", "M16A1", Reason.NUMBER),
        ("1005000739421", "M16A1", Reason.NUMBER), ("РПГ-7", "RPG-7", Reason.EXACT),
        ("КПВТ", "KPVT", Reason.EXACT), ("ГШ 18", "GSh-18", Reason.FOLDED), ("H&K MP5", "MP5", Reason.EXACT),
        ("Heckler & Koch MP5 A3", "MP5A3", Reason.FOLDED), ("Kalashnikov AKMS 7.62x39", "AKMS", Reason.DESIGNATION),
        ("M-4 Carbine Colt 5.56", "M4", Reason.DESIGNATION), ("S&W 686", "Model 686", Reason.EXACT),
        ("بندقية كلاشنكوف", "AK-47", Reason.DESIGNATION), ("AK-47 كلاشنكوف", "AK-47", Reason.DESIGNATION),
        ("Zastava M-70 AB2", "Zastava M70AB2", Reason.FOLDED), ("пистолет Ярыгина ПЯ", "MP-443 Grach", Reason.DESIGNATION),
        ("Modelo 10", "Model 10", Reason.EXACT), ("FIM92 STINGER", "FIM-92 Stinger", Reason.FOLDED),
    ],
)  # fmt: skip
def test_a_model_is_found_and_it_is_said_why(text, name, reason):
    best = match_model(text)[0]
    assert (best.key, best.reason) == (name, reason)


@pytest.mark.parametrize(
    "text", ["Quagga", "", "   ", "---", "office chair", "9mm Luger", "7.62x39", ".45 ACP", "12 gauge"]
)
def test_what_is_no_model_finds_none(text):
    assert sure(match_model(text)) is None


@pytest.mark.parametrize("row", table("ambiguous_spellings"), ids=lambda row: row["spelling"])
def test_an_ambiguous_designation_gives_every_model_that_bears_it_and_decides_for_none(row):
    found = match_model(row["spelling"])
    assert {each.key for each in found} == set(several(row["models"]))
    assert decided(found) is None


@pytest.mark.parametrize(
    ("text", "evidence", "name"),
    [
        ("M12", {"maker": "Beretta"}, "Beretta M12"),
        ("M12", {"maker": "Winchester"}, "Winchester Model 12"),
        ("Type 56", {"category": "carbine"}, "Type 56 carbine"),
        ("Type 54", {"category": "HMG"}, "Type 54 HMG"),
        ("Type 54", {"calibre": "12.7x108"}, "Type 54 HMG"),
        ("M57", {"calibre": "7.62x25"}, "Zastava M57"),
        ("G43", {"maker": "Glock"}, "Glock 43"),
        ("M1", {"calibre": ".30-06", "category": "rifle"}, "M1 Garand"),
    ],
)
def test_what_else_is_known_tells_them_apart(text, evidence, name):
    assert sure(match_model(text, **evidence)) == name


def test_what_speaks_against_a_model_is_said_and_nothing_is_decided():
    best = match_model("M16A1", calibre="7.62x39")[0]
    assert (best.key, best.disagrees) == ("M16A1", ("calibre",))
    assert decided(match_model("M16A1", calibre="7.62x39")) is None
    assert match_model("Glock 17", maker="Beretta", calibre="9x19")[0].agrees == ("calibre",)


def test_numbers_are_never_taken_for_one_another():
    assert sure(match_model("M16A9")) is None
    assert sure(match_model("Glock 71")) is None
    suggested = match_model("Glock 71")
    assert "Glock 17" in {each.key for each in suggested}
    assert all(each.score < 0.5 for each in suggested)
    assert match_model("AK-57")[0].score < 0.5


@pytest.mark.parametrize(
    ("text", "name"), [("MP5A7", "MP5"), ("glock 17 gen6", "Glock 17"), ("Beretta 92FS-X", "Beretta 92")]
)
def test_a_variant_nobody_lists_is_suggested_for_its_model(text, name):
    found = match_model(text)
    assert found[0].key == name
    assert decided(found) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kalashnikof", "AK-47"),
        ("Lee Enfeild", "Lee-Enfield"),
        ("Dragunof", "SVD"),
        ("Glok 17", "Glock 17"),
        ("Steling", "Sterling L2A3"),
    ],
)
def test_a_slip_of_the_pen_is_suggested_and_not_decided(text, name):
    found = match_model(text)
    assert name in {each.key for each in found}
    assert found[0].reason is Reason.LIKENESS
    assert decided(found) is None


@pytest.mark.parametrize("category", Category)
def test_every_model_is_found_by_its_name_and_every_spelling(category):
    """Except where a spelling is a calibre as well."""
    ours = [each for each in models() if each.category is category]
    texts = [(each.name, text) for each in ours for text in (each.name, *each.spellings)]
    missed = [(name, text) for name, text in texts if name not in {each.key for each in match_model(text)}]
    assert ours
    assert [each for each in missed if each[0] == each[1] or not _is_calibre(each[1])] == []


def _is_calibre(text):
    return match_calibre(text)[0].reason in (Reason.EXACT, Reason.FOLDED)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("F.N. Herstal", "FN"), ("FABRIQUE NATIONALE", "FN"), ("H & K", "Heckler & Koch"), ("Beretta S.p.A.", "Beretta"),
        ("SMITH WESSON", "Smith & Wesson"), ("Colts Mfg Co", "Colt"), ("Glock GmbH", "Glock"), ("Застава", "Zastava"),
        ("Ижмаш", "Izhevsk"), ("中国北方工业公司", "Norinco"), ("Pindad", "Pindad"), ("PT. Pindad", "Pindad"),
        ("Remington Arms Company, LLC", "Remington"), ("Denel", "Denel"), ("Fábrica de Braço de Prata", "FBP"),
    ],
)  # fmt: skip
def test_makers(text, name):
    assert sure(match_maker(text)) == name


def test_makers_that_are_written_wrong_are_suggested():
    assert match_maker("Heckler & Kock")[0].key == "Heckler & Koch"
    assert decided(match_maker("Heckler & Kock")) is None
    assert match_maker("") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7,62x39", "7.62x39mm"),
        ("9x19", "9x19mm Parabellum"),
        ("12 GA", "12 Gauge"),
        ("5.56x45mm NATO", "5.56x45mm NATO"),
    ],
)
def test_calibres(text, code):
    assert sure(match_calibre(text)) == code


def test_a_bore_alone_gives_every_calibre_of_it_that_models_are_built_in():
    found = match_calibre("7.62 mm")
    assert {"7.62x39mm", "7.62x51mm NATO", "7.62x54mmR", "7.62x25mm Tokarev"} <= {each.key for each in found}
    assert {each.reason for each in found} == {Reason.BORE}
    assert decided(found) is None
    assert {".45 ACP", ".45 Colt"} <= {each.key for each in match_calibre(".45")}
    assert match_calibre("7.62x39m")[0].key == "7.62x39mm"
    assert match_calibre("") == ()


def test_countries_and_categories():
    assert sure(match_country("CHECOSLOVAQUIA")) == "CSHH"
    assert match_country("Germny")[0].key == "DE"
    assert sure(match_category("Sub Machine Gun")) == Category.SUB_MACHINE_GUN
    assert match_category("sub machin gun")[0].key == Category.SUB_MACHINE_GUN
    assert match_category("furniture") == ()


def test_every_reason_has_words():
    assert set(REASONS) == set(Reason)


@given(st.text(max_size=30))
def test_any_text_gets_an_answer_the_same_every_time(text):
    found = match_model(text)
    assert found == match_model(text)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 < each.score <= 1 for each in found)
    assert len({each.key for each in found}) == len(found)


@given(st.sampled_from(models()), st.randoms(use_true_random=False))
def test_case_and_punctuation_make_no_difference(entry, random):
    messed = "".join(random.choice((each.upper(), each.lower())) for each in entry.name)
    messed = messed.replace("-", random.choice(("-", " ", "", "–")))
    assert entry.name in {each.key for each in match_model(messed)}


def test_own_models_are_matched_like_any_other():
    matcher = ModelMatcher(
        [Known("KR-4", ("Kestrel rifle",), ("Kestrel Works",), ("5.56x45mm NATO",), Category.ASSAULT_RIFLE)]
    )
    assert sure(matcher.match("kr 4")) == "KR-4"
    assert matcher.match("KR4", Evidence(calibre="7.62x39"))[0].disagrees == ("calibre",)


def test_two_that_are_equally_good_are_not_decided():
    pair = (Candidate("a", 1.0, Reason.EXACT, "x"), Candidate("b", 0.95, Reason.FOLDED, "x"))
    assert decided(pair) is None
    assert decided(pair[:1]) is pair[0]
    assert decided(()) is None
    assert decided((Candidate("a", SURE - 0.01, Reason.LIKENESS, "x"),)) is None


# -- spellings of the same thing


def test_values_that_differ_in_order_case_and_slips_are_put_together():
    found = cluster(
        {
            "Kestrel Works": 5,
            "KESTREL WORKS": 3,
            "Works, Kestrel": 1,
            "Kestral Works": 1,
            "KR-4": 2,
            "KR 4": 1,
            "KR-5": 9,
        }
    )
    assert [each.values for each in found] == [
        ("Kestrel Works", "KESTREL WORKS", "Works, Kestrel", "Kestral Works"),
        ("KR-4", "KR 4"),
    ]
    assert [(each.proposed, each.count) for each in found] == [("Kestrel Works", 10), ("KR-4", 3)]


def test_values_whose_numbers_differ_stay_apart():
    assert cluster(["KR-4", "KR-5", "KR-44", "Rack 12", "Rack 21", "Building 1 Room 2", "Building 2 Room 1"]) == ()


@given(st.lists(st.text(alphabet="ab1 -É", min_size=1, max_size=8), max_size=20, unique=True))
def test_no_value_is_in_two_groups_and_none_mixes_numbers(values):
    found = cluster(values)
    together = [value for each in found for value in each.values]
    assert len(together) == len(set(together))
    assert set(together) <= set(values)
    for each in found:
        assert len(each.values) > 1
        assert len({"".join(sorted(digits(spelling(value)))) for value in each.values}) == 1


@given(
    st.lists(st.text(alphabet="abcd12", min_size=1, max_size=9), min_size=1, max_size=30),
    st.text(alphabet="abcd12", min_size=1, max_size=9),
)
def test_likeness_narrows_without_losing(spellings, text):
    """What has the same numbers and differs by one sign in six or more is found, however it was narrowed."""
    from rapidfuzz.distance import OSA

    like = dict(Likeness(spellings).like(text, limit=100))
    for each in spellings:
        if digits(each) == digits(text) and OSA.normalized_similarity(each, text) >= 0.7:
            assert each in like
