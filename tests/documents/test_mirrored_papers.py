"""On a paper that is written from the right, what is written from the left keeps its order."""

from __future__ import annotations

import pytest

from stockpile.documents.setting import Section, Table, TableColumn, _section, _table, fact


@pytest.mark.parametrize("said", ["2-COY", "2 Company", "2026-08-09 08:34 +00:00", "KW-91-8762", "12-345"])
def test_codes_names_and_moments_stand_apart_on_an_arabic_paper(said: str) -> None:
    section = _section(Section("الأساس", [fact("الحائز", said)]), "ar")
    table = _table(Table("القطع", [TableColumn("السلاح", "1fr")], [[said]]), "ar")
    assert section["rows"] == [{"label": "الحائز", "value": {"text": f"\u2066{said}\u2069", "mono": False}}]
    assert table["rows"] == [[f"\u2066{said}\u2069"]]


@pytest.mark.parametrize(("said", "language"), [("بندقية هجومية", "ar"), ("", "ar"), ("2-COY", "en"), ("2-COY", "fr")])
def test_everything_else_stands_as_it_is(said: str, language: str) -> None:
    section = _section(Section("title", [fact("label", said)]), language)
    assert section["rows"] == [{"label": "label", "value": {"text": said, "mono": False}}]
