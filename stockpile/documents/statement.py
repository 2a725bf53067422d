"""What a paper says of itself, for a program to read: written into the document's keywords, under its signature."""

from __future__ import annotations

import json
from collections.abc import Mapping

TAG = "stockpile-paper/1"


def write(kind: str, site: str, seal: str, *, reference: str = "", leaf: str = "", subject: str = "") -> str:
    """The statement of a paper. ``seal``: the whole note; ``leaf``: hex, of its voucher; ``subject``: the weapon, where it
    is the paper of one."""
    said = {
        "paper": TAG,
        "kind": kind,
        "reference": reference,
        "site": site,
        "leaf": leaf,
        "seal": seal,
        "seal_size": _size(seal),
    }
    if subject:
        said["subject"] = subject
    return json.dumps(said, sort_keys=True)


def read(keywords: str) -> Mapping[str, object]:
    """The statement in a document's keywords; empty where there is none."""
    start = keywords.find("{")
    try:
        said = json.loads(keywords[start:]) if start >= 0 else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.get("paper") == TAG else {}


def _size(seal: str) -> int:
    lines = seal.splitlines()
    return int(lines[1]) if len(lines) > 1 and lines[1].isdigit() else 0
