"""A display and somebody at it, for every test of the real window; ``office`` is each file's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import Hands, a_display, a_person

from stockpile.office import Office


@pytest.fixture
def display() -> Iterator[str]:
    """An X server that nobody sees, with a window manager."""
    with a_display() as name:
        yield name


@pytest.fixture
def hands(display: str, office: Office, tmp_path: Path) -> Iterator[Hands]:
    """Somebody before the log-in."""
    with a_person(display, office, tmp_path) as person:
        yield person
