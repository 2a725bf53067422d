"""The database in the administration: copies, verification, how the ledgers stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.pages.administration.database import DatabaseSection, verified_words

Settled = Callable[[], None]


@pytest.fixture
def section(desk: Desk, armoury: object, qtbot: QtBot, settled: Settled) -> DatabaseSection:
    armoury.weapons(3)  # type: ignore[attr-defined]
    made = DatabaseSection(desk)
    qtbot.addWidget(made)
    made.resize(930, 640)
    made.show()
    made.entered()
    settled()
    return made


def test_a_backup_is_made_where_it_was_asked(
    section: DatabaseSection, desk: Desk, answers: object, tmp_path: Path, settled: Settled
) -> None:
    assert section.no_backup.isVisible()
    folder = tmp_path / "stick"
    folder.mkdir()
    answers.file = str(folder)  # type: ignore[attr-defined]
    section.backup.click()
    assert not section.backup.isEnabled()
    assert section.cancel.isVisible()
    settled()
    settled()
    made = desk.office.backups.made()
    assert [each.there for each in made] == [True]
    assert made[0].file in section.notice.text
    assert "same drive" in section.notice.text
    assert section.backups.rowCount() == 1
    assert not section.no_backup.isVisible()
    assert made[0].file in section.command.text()
    assert section.backup.isEnabled()


def test_a_folder_that_is_not_chosen_begins_nothing(section: DatabaseSection, answers: object, desk: Desk) -> None:
    answers.file = ""  # type: ignore[attr-defined]
    section.backup.click()
    assert section.backup.isEnabled()
    assert desk.office.backups.made() == ()


def test_a_backup_that_fails_says_why(
    section: DatabaseSection, answers: object, tmp_path: Path, settled: Settled
) -> None:
    answers.file = str(tmp_path / "absent")  # type: ignore[attr-defined]
    section.backup.click()
    settled()
    settled()
    assert "absent" in section.notice.text
    assert section.backup.isEnabled()


def test_a_backup_can_be_stopped(
    section: DatabaseSection, desk: Desk, answers: object, tmp_path: Path, settled: Settled
) -> None:
    answers.file = str(tmp_path)  # type: ignore[attr-defined]
    section.backup.click()
    section.cancel.click()
    assert not section.cancel.isEnabled()
    settled()
    settled()
    assert section.backup.isEnabled()
    assert section.notice.text
    assert len(desk.office.backups.made()) == len(list(tmp_path.glob("armoury-*.db")))


def test_verifying_is_remembered(section: DatabaseSection, desk: Desk, settled: Settled, armoury: object) -> None:
    ledger = section.ledgers.row(0)
    assert ledger is not None
    assert "Never" in verified_words(ledger)
    section.verify.click()
    settled()
    settled()
    assert section.notice.text.startswith("Everything agrees")
    after = section.ledgers.row(0)
    assert after is not None
    assert after.wholly_verified
    assert "All of it" in verified_words(after)
    armoury.weapons(1, first=50)  # type: ignore[attr-defined]
    section.entered()
    settled()
    later = section.ledgers.row(0)
    assert later is not None
    assert f"The first {after.vouchers}" in verified_words(later)


def test_what_does_not_agree_is_said(section: DatabaseSection, armoury: object, settled: Settled) -> None:
    with closing(sqlite3.connect(armoury.path)) as behind:  # type: ignore[attr-defined]
        behind.execute("UPDATE weapon SET serial = 'FORGED' WHERE key = 1")
        behind.commit()
    section.verify.click()
    settled()
    settled()
    assert section.notice.text.startswith("The records do not agree")
    ledger = section.ledgers.row(0)
    assert ledger is not None
    assert "NOT" in verified_words(ledger)
