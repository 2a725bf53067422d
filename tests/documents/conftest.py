"""Papers are made of made-up content, signed with a key that is made for the tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests here import `made_up_papers` by name
