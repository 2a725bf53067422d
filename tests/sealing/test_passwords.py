"""Which passwords may be chosen (ASVS 5.0 6.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.sealing.passwords import password_problem


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", "password.short"),
        ("elevenchars", "password.short"),
        ("twelve chars", None),
        ("onlylowercaseletters", None),
        ("ヤマハサイレントヴァイオリン", None),
        ("four random paper clips", None),
        ("48151623420815", None),
        ("x" * 11 + "é", None),
        ("x" * 10 + "e\u0301", "password.short"),  # eleven letters, however they are written
        ("".join(chr(0x4E00 + each) for each in range(64)), None),
        ("".join(chr(0x4E00 + each) for each in range(1025)), "password.long"),
        ("123456789012", "password.common"),
        ("qwertyuiopasdf", "password.common"),
        ("QwertyUiopAsdf", "password.common"),
        ("Password2026!", "password.common"),
        ("***sunshine47", "password.common"),
        ("correcthorsebatterystaple", "password.common"),
        ("aaaaaaaaaaaa", "password.repeated"),
        ("abcabcabcabcabc", "password.repeated"),
        ("twelve charstwelve chars", None),
        ("stockpile2026", "password.login"),
        ("STOCKPILE-2026", "password.login"),
        ("amadou.diallo", "password.login"),
        ("Amadou.Diallo", "password.login"),
        ("amadou.diallo1987", "password.login"),
        ("amadou.diallo drinks tea", None),
    ],
)
def test_what_may_be_chosen(password, problem):
    assert password_problem(password, "amadou.diallo") == problem


def test_a_login_of_digits_or_none_at_all():
    assert password_problem("481516234208", "481516234208") == "password.login"
    assert password_problem("481516234208", "") is None
    assert password_problem("481516234208", "77") is None


@given(st.text(), st.text())
def test_no_password_ends_the_program(password, login):
    problem = password_problem(password, login)
    assert problem is None or problem.startswith("password.")
