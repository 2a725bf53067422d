"""Countries by any of their names (IX-04)."""

from __future__ import annotations

import pytest

from stockpile.reference.countries import LANGUAGES, countries, country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"), ("DEU", "DE"), ("276", "DE"), ("Germany", "DE"), ("Allemagne", "DE"), ("德国", "DE"),
        ("USA", "US"), ("U.S.A.", "US"), ("the United States", "US"), ("Etats-Unis", "US"), ("États-Unis", "US"),
        ("UK", "GB"), ("Russia", "RU"), ("Россия", "RU"), ("Republic of Kenya", "KE"), ("Korea, South", "KR"),
        ("USSR", "SUHH"), ("SUN", "SUHH"), ("СССР", "SUHH"), ("URSS", "SUHH"), ("SUHH", "SUHH"),
        ("Yugoslavia", "YUCS"), ("East Germany", "DDDE"), ("DDR", "DDDE"), ("Czechoslovakia", "CSHH"), ("CSK", "CSHH"),
        ("Serbia and Montenegro", "CSXX"), ("Zaïre", "ZRCD"), ("Rhodesia", "RHZW"), ("BUR", "BUMM"),
        ("AI", "AI"), ("BY", "BY"), ("SK", "SK"),
    ],
)  # fmt: skip
def test_spellings(text, code):
    found = country(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Ruritania", "Republic of", "unknown", "XX", "the"])
def test_nothing_is_guessed(text):
    assert country(text) is None


def test_every_country_is_found_by_code_and_by_every_name():
    for each in countries().values():
        assert country(each.code) is each
        assert set(each.names) == set(LANGUAGES)
        assert all(each.names.values()), each.code
        for language in LANGUAGES:
            found = country(each.name(language))
            assert found is not None
            # a former state may bear the name of another: then today's or the later one is found
            assert found is each or each.former, (each.code, language, found.code)


def test_former_states_have_lifetimes_and_successors_of_today():
    former = [each for each in countries().values() if each.former]
    assert {"SUHH", "YUCS", "DDDE", "CSHH", "CSXX", "ZRCD", "RHZW"} <= {each.code for each in former}
    for each in former:
        assert each.first_year < each.last_year
        assert each.successors
        assert not any(countries()[code].former for code in each.successors)


def test_lifetimes():
    soviet = countries()["SUHH"]
    assert soviet.existed_in(1974)
    assert not soviet.existed_in(1995)
    assert countries()["RU"].existed_in(1905)
