"""Arabic letters as they join: each letter's form by its neighbours, in the order seen from the left.

For lists, whose engine draws one glyph a letter; papers that are evidence are set by an engine that knows scripts.
The forms are Unicode's own (blocks FB50 and FE70), read from its data.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_FORMS = ("isolated", "final", "initial", "medial")
_LAM = "\u0644"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Of each letter (or pair lam-alef) its forms by name."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split()[:3] or [""]
        name = form.strip("<>")
        text = "".join(chr(int(letter, 16)) for letter in letters)
        if name in _FORMS and (len(text) == 1 or (text.startswith(_LAM) and len(text) == 2)):  # noqa: PLR2004 - lam-alef
            found.setdefault(text, {}).setdefault(name, chr(code))
    return found


def seen(text: str) -> str:
    """A run of right-to-left letters as it is drawn from the left."""
    units = _units(text)
    drawn = []
    for at, unit in enumerate(units):
        forms = _forms().get(unit)
        if forms is None:
            drawn.append(unit)
            continue
        before = _joins_on(_neighbour(units, at, -1)) and "final" in forms
        after = "initial" in forms and _is_joined(_neighbour(units, at, +1))
        name = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (before, after), "isolated"
        )
        drawn.append(forms.get(name) or forms.get("isolated") or unit)
    return "".join(reversed(drawn))


def _units(text: str) -> list[str]:
    """Letters, with lam and alef as one."""
    units: list[str] = []
    for letter in text:
        if units and units[-1] == _LAM and _LAM + letter in _forms():
            units[-1] = _LAM + letter
        else:
            units.append(letter)
    return units


def _neighbour(units: list[str], at: int, step: int) -> str:
    """The next unit that is not a mark upon a letter; empty at the ends."""
    at += step
    while 0 <= at < len(units) and unicodedata.combining(units[at][0]):
        at += step
    return units[at] if 0 <= at < len(units) else ""


def _joins_on(unit: str) -> bool:
    """Whether a unit joins the one after it."""
    return "initial" in _forms().get(unit, {})


def _is_joined(unit: str) -> bool:
    """Whether a unit joins the one before it."""
    return "final" in _forms().get(unit, {})
