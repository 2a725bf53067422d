"""Every code that can be raised or reported has a sentence, and every sentence has the facts it names or does without."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from stockpile import wording
from stockpile.documents.words import TITLES
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import Role
from stockpile.domain.voucher import Kind

ROOT = Path(wording.__file__).parent
RAISED = re.compile(
    r'(?:Refused|StorageFault|IntegrityAlarm|BadNote|BadProof|BadCode|Problem|Alarm|\.alarm|demand)\(\s*[^"\n]*?"([a-z]+\.[a-z-]+)"'
)


def codes():
    found = set()
    for path in ROOT.rglob("*.py"):
        found |= set(RAISED.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


def test_codes_are_found_at_all():
    assert len(codes()) > 120


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_sentence(code):
    assert code in wording.TEXTS


@pytest.mark.parametrize("code", sorted(wording.TEXTS))
def test_every_sentence_can_be_spoken_without_its_facts(code):
    names = [name for _text, name, _spec, _conversion in string.Formatter().parse(wording.TEXTS[code]) if name]
    said = wording.text_of(Refused(code))
    assert said
    assert wording.text_of(Refused(code, **dict.fromkeys(names, "X"))).count("X") >= len(set(names) - {"where"})


def test_every_event_kind_and_role_has_words():
    assert set(wording.EVENTS) == set(Event)
    assert set(TITLES) == set(Kind)
    assert all(role.value for role in Role)
