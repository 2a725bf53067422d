"""Seals that come back: typed, folded, scanned; and entries of administration on papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.documents.entries import LABELS, entry_in_words
from stockpile.domain.rules import LIMITS
from stockpile.domain.voucher import Line
from stockpile.office.seals import mended

NOTE = "stockpile/HQ/25484b67\n100\nxk+YkVvNK+1ajSXR2hjei4Aqx3iHSfunCPb1NAN67bc=\n\n— stockpile/HQ/25484b67 kajmFLQ24V0/OuPqo6W=\n"


def plain(text: str) -> str:
    return text


def test_a_seal_as_it_is_stays_as_it_is():
    assert mended(NOTE) == NOTE
    assert mended(NOTE.replace("\n", "\r\n")) == NOTE
    assert mended(f"\n\n{NOTE}\n\n") == NOTE


@given(st.integers(1, 18), st.sampled_from(["—", "–", "-", "--"]), st.integers(0, 3))
def test_a_seal_typed_off_a_page_is_the_seal(at, dash, blanks):
    head, signature = NOTE.split("— ")
    signature = signature.strip()
    fold = len(signature) - at
    typed = f"{head}{chr(10) * blanks}{dash} {signature[:fold]}\n  {signature[fold:]}  \n"
    assert mended(typed) == NOTE


@given(st.text(max_size=200))
def test_whatever_is_typed_is_answered(text):
    assert isinstance(mended(text), str)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"capacity": 20, "active": False}, "Room for so many weapons: 20; In use: no"),
        ({"contact": None}, "Contact: nothing any more"),
        ({"marks": [{"place": "receiver", "text": "X1"}, {"text": "Y"}]}, "Typical marks: receiver: X1, Y"),
        ({"pictures": [{"sha256": "ab" * 32}]}, "Pictures: picture (SHA-256 abababababababab…)"),
        ({"public_key": "00", "key": "12345678"}, "Key: 12345678"),
        ({"issue_unmarked": True}, "Unmarked weapons may be issued: yes"),
    ],
)
def test_an_entry_is_said_in_words(said, words):
    assert entry_in_words(Line("x:y", "changed", said), plain) == words


def test_every_rule_has_its_label_on_paper():
    assert set(LIMITS) <= set(LABELS)
