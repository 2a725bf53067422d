"""Serial numbers: what folding drops, what it keeps apart, and what is no serial at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.serials import exact_key, fold, fold_all, identity_key, is_placeholder, look_alike

serials = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=15)
anything = st.text(max_size=30)


@given(anything)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(serials)
def test_folding_does_not_see_case(text):
    assert fold(text.lower()) == fold(text)


@given(serials, st.data())
def test_folding_does_not_see_spaces_and_punctuation(text, data):
    marks = st.text(alphabet=" -./\\_#'\"()\t\u00a0\u2013\u200b", max_size=2)
    spread = "".join(letter + data.draw(marks) for letter in text)
    assert fold(spread) == fold(text)


@pytest.mark.parametrize(("one", "other"), ["O0", "I1", "B8", "S5", "Z2", "o0", "i1", "b8"])
def test_look_alike_signs_fold_to_one(one, other):
    assert fold(f"X{one}9") == fold(f"X{other}9")


@given(serials)
def test_full_width_letters_fold_to_plain_ones(text):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert fold(wide) == fold(text)


@pytest.mark.parametrize(
    ("written", "latin"),
    [("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"), ("ав", "ab"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"), ("ЅІЈ", "SIJ")],
)
def test_cyrillic_and_greek_look_alikes_fold_to_latin(written, latin):
    assert fold(written) == fold(latin)


@given(st.text(alphabet="0123456789", min_size=1, max_size=12))
def test_digits_of_every_script_fold_to_the_same(text):
    for zero in ("\u0660", "\u06f0", "\u0966", "\uff10", "\u09e6"):
        assert fold("".join(chr(ord(zero) + int(digit)) for digit in text)) == fold(text)


def test_other_scripts_are_kept():
    assert fold("步枪-7") == "步枪7"
    assert fold("ЖД 12") == "ЖД12"
    assert fold("ب ١٢") == "ب12"


@given(anything, anything)
def test_what_is_the_same_identity_folds_to_the_same(one, other):
    if exact_key(one) == exact_key(other):
        assert fold(one) == fold(other)


@given(anything)
def test_identity_levels_only_case_and_space(text):
    assert exact_key(exact_key(text)) == exact_key(text)
    assert exact_key(f"  {text} ") == exact_key(text)


@pytest.mark.parametrize(
    ("one", "other"), [("AB-1", "AB1"), ("O1", "01"), ("А1", "A1"), ("12 34", "1234"), ("007", "7")]
)
def test_look_alikes_are_never_one_identity(one, other):
    assert exact_key(one) != exact_key(other)


def test_look_alikes_are_suggested():
    assert look_alike("OB-15", "0815")
    assert look_alike("АВ 12", "AB12")
    assert not look_alike("AB12", "ab12")
    assert not look_alike("AB12", "AB13")
    assert not look_alike("-", "/")


def test_identity_is_made_of_all_four():
    base = identity_key("Colt", "M16A1", "123", "US")
    assert base == identity_key("COLT", "m16a1", " 123 ", "us")
    for other in (("FN", "M16A1", "123", "US"), ("Colt", "M16", "123", "US"), ("Colt", "M16A1", "123", "BE")):
        assert identity_key(*other) != base


PLACEHOLDERS = (
    "", " ", "NA", "N/A", "n.a.", "NULL", "None", "-", "--", "—", "?", "???", "UNKNOWN", "0", "0000", "XXX", "TBD",
    "No serial", "S/N", "illegible", "Illisible", "sin número", "б/н", "无", "not visible",
)  # fmt: skip


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_no_serials(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["1", "0001", "A", "X1", "NA123", "00012", "SN 44", "ABC", "X", "١٢٣"])
def test_serials_are_no_placeholders(text):
    assert not is_placeholder(text)


@given(st.lists(st.one_of(serials, st.sampled_from(["K-1\n2", "", "a b"]), anything), max_size=8))
def test_many_are_folded_as_each_is(texts):
    assert fold_all(texts) == [fold(each) for each in texts]
