"""Edits of many cells, what is suggested for one, and what becomes of them when a check is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from books import rifle

from stockpile.acts.administering import Add
from stockpile.domain.errors import Refused
from stockpile.office import Office, Session

Inventory = Callable[..., Path]


def test_what_may_stand_in_a_cell_is_suggested_by_the_field_of_its_column(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    office.perform(Add(things={"location:HQ/North depot": {"site": "HQ", "name": "North depot"}}), anna)
    with office.workbench.open([inventory(rifle(1))], anna) as work:
        choices = work.values.choices(0, "en")
        assert "Serial number" not in choices
        assert [each.text for each in choices["Station"].like("dep")] == ["HQ/North depot"]
        assert (
            choices["Country of manufacture"].like("allemagne")[0].text == "Germany"
        )  # found by any of its names, named in one
        assert choices["Country of manufacture"].like("Republic of nowhere") == ()
        assert choices["Model"].like("m16")[0].text == "M16"
        assert choices["Model"].like("--") == ()


def test_a_check_that_is_stopped_leaves_what_was_found_before(
    office: Office, anna: Session, inventory: Inventory
) -> None:
    stopped = threading.Event()
    stopped.set()
    with office.workbench.open([inventory(rifle(1), rifle(2))], anna) as work:
        with pytest.raises(Refused, match="cancelled"):
            work.check(cancelled=stopped)
        assert not work.checked
        before = work.check()
        with pytest.raises(Refused, match="cancelled"):
            work.check(cancelled=stopped)
        assert work.plan() == before
        work.edit.set("Serial number", [work.grid.rows()[1]], "QF00001")
        assert work.plan().counts.new == 1
