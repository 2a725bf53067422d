"""The help of the command line is in the language that is asked for, and so are its answers."""

from __future__ import annotations

import argparse
import re

import pytest

from stockpile import language
from stockpile.cli.__main__ import main
from stockpile.cli.parser import build_parser

ARABIC = re.compile("[\u0620-\u064a]")


@pytest.fixture(autouse=True)
def english_again():
    yield
    language.use(language.SOURCE)


def _commands(parser):
    """The parser, and those of all its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _commands(each)


def test_the_help_is_in_the_language_asked_for(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--language", "ar", "--help"])
    assert left.value.code == 0
    assert ARABIC.search(capsys.readouterr().out)


def test_it_is_english_where_none_is_asked_for(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert not ARABIC.search(capsys.readouterr().out)


@pytest.mark.parametrize("words", [["--language", "xx", "sites"], ["sites", "--language"]])
def test_a_language_that_does_not_exist_is_refused_as_any_wrong_word(capsys, words):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "--language" in capsys.readouterr().err


@pytest.mark.parametrize("name", language.spoken())
def test_every_command_can_explain_itself(name):
    """A sign of per cent in a translation, say, would break the help of its command."""
    language.use(name)
    explained = [each.format_help() for each in _commands(build_parser())]
    assert len(explained) > 40
    assert all(bool(ARABIC.search(each)) == (name == "ar") for each in explained[:1])
