"""What a password must be (ASVS 5.0 6.2): long, and not among those that everybody tries first; any letters do."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

SHORTEST = 12  # characters; ASVS asks for 8 and recommends 15
LONGEST = 1024  # ASVS: at least 64; a limit only so that a pasted file is not hashed
PROGRAM = "stockpile"


def password_problem(password: str, login: str) -> str | None:
    """Why this password may not be chosen, as a code; None where it may.

    `password.short`, `password.long`, `password.repeated` (one short piece over and over), `password.login` (login or
    program name), `password.common` (in the list, also with digits or signs around it: `Password2026!`).
    """
    folded = unicodedata.normalize("NFKC", password)
    if len(folded) < SHORTEST:
        return "password.short"
    if len(folded) > LONGEST:
        return "password.long"
    folded = folded.casefold()
    return _too_well_known(folded, unicodedata.normalize("NFKC", login).casefold())


def _too_well_known(folded: str, login: str) -> str | None:
    said = {folded, _core(folded)} - {""}
    if said & {login, _core(login), PROGRAM}:
        return "password.login"
    if said & _common():
        return "password.common"
    return "password.repeated" if (folded + folded).find(folded, 1) < SHORTEST else None


def _core(text: str) -> str:
    """What is left without the digits and signs that people put around a word."""
    kept = [place for place, letter in enumerate(text) if letter.isalpha()]
    return text[kept[0] : kept[-1] + 1] if kept else ""


@cache
def _common() -> frozenset[str]:
    listed = resources.files("resources") / "reference" / "common-passwords.txt"
    return frozenset(listed.read_text(encoding="utf-8").split())
