"""Every text of the program has its words in the languages that screens offer, and they say what the code says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from installer import words
from stockpile import language
from stockpile.acts.correcting import CORRECTABLE
from stockpile.documents.words import TITLES
from stockpile.domain.events import Event
from stockpile.domain.fields import FIELDS as FILTERED
from stockpile.domain.people import Role
from stockpile.domain.rules import Rules
from stockpile.domain.standing import Standing
from stockpile.domain.voucher import Kind
from stockpile.telling import FIELDS as TOLD
from stockpile.telling import field_of
from stockpile.todo import WORDS as WAITING
from stockpile.wording import EVENTS
from stockpile.wording_of_rules import RULES
from ui.filter_words import HEADINGS
from ui.words import KINDS

ARABIC = re.compile("[\u0620-\u064a]")
LATIN_POINT = re.compile("[\u0620-\u0652][,;?]")
NAMED = re.compile(r"{(\w+)")
FORMS = {"_": 1, "marked": 1, "counted": 2, "ngettext": 2}
COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 1_964)


@pytest.fixture(scope="module")
def english() -> Catalog:
    """Every text of the code."""
    return words.template()


@pytest.fixture(scope="module", params=words.COMPLETE)
def complete(request: pytest.FixtureRequest, english: Catalog) -> Catalog:
    """The words of a language that screens offer."""
    return words.merged(request.param, english)


@pytest.fixture(scope="module", params=words.LANGUAGES)
def begun(request: pytest.FixtureRequest, english: Catalog) -> Catalog:
    """The words of any language there is a file of."""
    return words.merged(request.param, english)


@pytest.fixture
def spoken(complete: Catalog) -> Iterator[Catalog]:
    """The same, spoken by the program as it is shipped."""
    language.use(str(complete.locale))
    yield complete
    language.use(language.SOURCE)


def _texts(catalogue: Catalog) -> list[Message]:
    return [each for each in catalogue if each.id]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


def _names(text: object) -> set[str]:
    return set(NAMED.findall(" ".join(_forms(text))))


@pytest.mark.parametrize("name", words.COMPLETE)
def test_every_text_has_its_words_in_a_language_that_screens_offer(name: str) -> None:
    assert words.missing(name) == []


def test_the_catalogues_are_not_behind_the_code() -> None:
    assert words.main(["--check"]) == 0


def test_a_translation_names_what_its_original_names_and_nothing_else(begun: Catalog) -> None:
    wrong = []
    for each in _texts(begun):
        if not words.translated(each):
            continue
        known = _names(each.id)
        if len(_forms(each.id)) == 1:
            wrong += [each.id] if _names(each.string) != known else []
        else:  # a form for one or two may say the number in a word
            wrong += [form for form in _forms(each.string) if _names(form) - known]
    assert wrong == []


def test_what_is_spoken_is_what_was_translated(spoken: Catalog) -> None:
    """The compiled file, in every form a number asks for."""
    for each in _texts(spoken):
        forms = _forms(each.string)
        if len(_forms(each.id)) == 1:
            assert language._(str(each.id)) == forms[0]
        else:
            said = {language.ngettext(*_forms(each.id), count) for count in COUNTS}
            assert said == set(forms)


def test_arabic_counts_as_arabic_does() -> None:
    """Its six forms are for none, one, two, few (3 to 10), many (11 to 99) and the hundreds."""
    language.use("ar")
    said = {count: language.ngettext("{count} weapon", "{count} weapons", count) for count in COUNTS}
    language.use(language.SOURCE)
    assert said[3] == said[10] == said[103]
    assert said[11] == said[99]
    assert said[100] == said[101] == said[102]
    assert len(set(said.values())) == 6
    assert "سلاحاً" in said[11]


def test_arabic_is_written_as_arabic(english: Catalog) -> None:
    """Its own points between its words, no letters to press, and spaces where the original has them."""
    for each in _texts(words.merged("ar", english)):
        for form in _forms(each.string):
            assert not LATIN_POINT.search(form), form
            assert "&" not in form, form
            assert form[:1].isspace() == _forms(each.id)[0][:1].isspace(), form
            assert form[-1:].isspace() == _forms(each.id)[0][-1:].isspace(), form


def test_every_stored_name_has_words_in_arabic(english: Catalog) -> None:
    """Names as they are stored are no words of another language: those of the field, and those of the tables."""
    arabic = words.merged("ar", english)
    for _where, name in (*words.stored_names(), *words.tabled_names()):
        message = arabic.get(name)
        assert message is not None, name
        assert ARABIC.search(str(message.string)), name


def test_every_name_that_is_spoken_from_a_table_stands_in_it(english: Catalog) -> None:
    """What is looked up by a stored name: nothing is missing there, and all of it is extracted."""
    assert set(KINDS) == set(Kind)
    assert set(TITLES) == set(Kind)
    assert set(EVENTS) == set(Event)
    assert set(HEADINGS) == set(FILTERED)
    assert set(TOLD) >= CORRECTABLE
    assert set(RULES) == set(Rules.__dataclass_fields__)
    texts = {form for each in _texts(english) for form in _forms(each.id)}
    said = [*KINDS.values(), *TITLES.values(), *EVENTS.values(), *HEADINGS.values(), *map(field_of, CORRECTABLE)]
    said += [text for rule in RULES.values() for text in (rule.title, rule.meaning)]
    said += [form for pair in WAITING.values() for form in pair]
    said += [*map(str, Role), *map(str, Standing)]
    assert set(said) <= texts


def test_no_text_is_glued_before_it_is_spoken() -> None:
    """A translator sees whole sentences: `_` gets a text, or a name of one, never an f-string or a sum."""
    glued = []
    for folder in ("stockpile", "ui"):
        for path in sorted((words.ROOT / folder).rglob("*.py")):
            glued += list(_glued(path))
    assert glued == []


def _glued(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for each in node.args[: FORMS.get(node.func.id, 0)]:
                if isinstance(each, (ast.JoinedStr, ast.BinOp)):
                    yield f"{path.name}:{node.lineno}"
