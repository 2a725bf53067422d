"""What every test runs under."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests import `shared` and `given` by name
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).resolve().parent
# Files go to the worker that is free (`--dist loadfile`): what takes longest, or mostly waits, begins first, so that none
# of it is what the others wait for in the end.
FIRST = ("window", "faults", "workbench", "ui", "storage", "cli", "exchange")

settings.register_profile("any machine", deadline=None)  # a slow machine is no fault of the program
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders that take longest first; within one, the order stays."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(HERE).parts[0]
        return FIRST.index(folder) if folder in FIRST else len(FIRST)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What was read for all tests is looked through once: tests of the window collect after each, and it is most of the heap."""
    gc.collect()
    gc.freeze()
