"""What every test runs under."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests import `shared` and `given` by name
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_finish() -> None:
    """What was read for all tests is looked through once: tests of the window collect after each, and it is most of the heap."""
    gc.collect()
    gc.freeze()
