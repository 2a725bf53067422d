"""The catalogue at a terminal: finding models, and which one a text means."""

from __future__ import annotations

import pytest


def test_a_text_is_matched(terminal):
    answer = terminal("model", "match", "Rifle, 5.56mm, M-16 A1")
    assert answer["decided"] == "M16A1"
    assert answer["candidates"][0]["reason"] == "designation"
    assert terminal("model", "match", "Rifle, 5.56mm, M-16 A1", json_=False).startswith("=\tM16A1\t")


def test_what_could_be_several_is_not_decided(terminal):
    answer = terminal("model", "match", "Glock 71")
    assert answer["decided"] is None
    assert len(answer["candidates"]) > 1
    assert terminal("model", "match", "Quagga")["candidates"] == []
    assert terminal("model", "match", "Quagga", json_=False).strip() == "None."


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (("--query", "kalashnikov 7.62x39"), "AKM"),
        (("--query", "снайперская"), None),
        (("--maker", "F.N.", "--category", "light machine gun"), "MAG"),
        (("--calibre", "9 mm Luger", "--country", "Österreich"), "Glock 17"),
    ],
)
def test_the_catalogue_is_searched_by_any_of_its_words(terminal, words, among):
    names = [each["name"] for each in terminal("model", "list", *words)]
    assert (among in names) if among else names == []


def test_the_state_s_own_models_are_found_and_matched_as_well(terminal):
    assert terminal("model", "list") == []
    terminal("model", "add", "KR-4", "--maker", "Kestrel Works", "--category", "assault rifle", "--country", "KE")
    assert [each["model"] for each in terminal("model", "list")] == ["KR-4"]
    found = terminal("model", "list", "--query", "kestrel works")
    assert [(each["name"], each["own"]) for each in found] == [("KR-4", True)]
    assert terminal("model", "match", "rifle KR4 5.56mm")["decided"] == "KR-4"
    assert "KR-4\tKestrel Works\tassault rifle" in terminal("model", "list", "--query", "kr-4", json_=False)


def test_an_own_entry_stands_before_the_shipped_one_of_that_name(terminal):
    terminal("model", "add", "M16A1", "--calibre", "5.56x45mm NATO", "--maker", "Elisco")
    found = terminal("model", "list", "--query", "m16a1")
    assert [each["makers"] for each in found if each["name"] == "M16A1"] == [["Elisco"]]
