"""What every test runs under."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests import `shared` and `given` by name
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
