"""The help that ships with the program: a subject for every page and every act, and no link that leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.acts import DIALOGS
from ui.dialogs.help import FOLDER, topics
from ui.workspaces import WORKSPACES

_LINK = re.compile(r"\]\(([\w-]+)\.md\)")
ENGLISH = sorted((FOLDER / "en").glob("*.md"))


def test_every_page_and_every_act_has_its_subject() -> None:
    wanted = {each.name for each in WORKSPACES} | {kind.value.replace(" ", "-") for kind in DIALOGS}
    assert not wanted - {path.stem for path in ENGLISH}


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_a_subject_has_one_title_and_its_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert set(_LINK.findall(text)) <= {each.stem for each in ENGLISH}


@pytest.mark.parametrize("language", ["ar"])
def test_a_complete_language_has_every_subject(language: str) -> None:
    there = {path.stem for path in (FOLDER / language).glob("*.md")}
    assert there == {path.stem for path in ENGLISH}
    assert {each.name for each in topics(language)} == there
