"""Calibres: many spellings, one code (IX-11).

A bore alone (`9 mm`, `.45`, `7.62`) names several cartridges: the text is kept and marked as not exact. Near-synonyms
(7.62x51 and .308 Winchester) stay two codes; nothing is merged silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from stockpile.reference.data import several, table


@dataclass(frozen=True, slots=True)
class Calibre:
    """One cartridge or bore.

    Attributes:
        code: the name it is stored under.
        kind: rifle, handgun, shotgun, rimfire, launcher, mortar, airgun ...
        sources: who lists it (SAAMI, CIP, NATO, GnP).
    """

    code: str
    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says about a calibre.

    Attributes:
        text: as it was written.
        code: of the one calibre meant; empty where none or several could be.
    """

    text: str
    code: str

    @property
    def exact(self) -> bool:
        """Whether one calibre is meant."""
        return bool(self.code)


_WORDS = {
    "millimeters": "", "millimeter": "", "millimetres": "", "millimetre": "", "millimet": "", "mm": "", "мм": "",
    "caliber": "", "calibre": "", "cal": "", "кал": "", "калибр": "", "calibro": "", "عيار": "", "مم": "", "ملم": "", "毫米": "",
    "cartridge": "", "gage": "ga", "gauge": "ga", "bore": "ga", "calibre.": "",
    "remington": "rem", "winchester": "win", "magnum": "mag", "special": "spl", "spc.": "spl", "spec": "spl",
    "automatic": "auto", "acp": "auto", "parabellum": "luger", "para": "luger", "weatherby": "wby",
    "springfield": "spr", "springfld": "spr", "government": "govt", "gov": "govt", "blackout": "blk", "lapua": "lap",
    "smith": "s", "wesson": "w", "and": "", "british": "brit",
}  # fmt: skip
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_MILLIMETRES = re.compile(r"mm|millim|мм|مم|ملم|毫米")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def calibre_key(text: str) -> str:
    """The form in which two spellings of a calibre are the same."""
    plain = _COMMA.sub(".", text.casefold().replace("×", "x").replace("х", "x").replace("*", "x"))
    parts = (_WORDS.get(part, part) for part in _PARTS.findall(plain))
    kept: list[str] = []
    for part in parts:
        if part and not (kept and kept[-1] == part and not part.isdigit()):  # `45 Auto (ACP)` says it twice
            kept.append(part)
    key = "".join(kept)
    return f"{key}mm" if key.isdigit() and _MILLIMETRES.search(plain) else key  # `38 mm` is not `.38`


@cache
def calibres() -> dict[str, Calibre]:
    """All calibres by code."""
    return {row["code"]: Calibre(row["code"], row["kind"], several(row["sources"])) for row in table("calibres")}


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("calibres"):
        for written in several(row["spellings"]):
            found.setdefault(calibre_key(written), row["code"])
    found.update({calibre_key(row["code"]): row["code"] for row in table("calibres")})
    return found


@lru_cache(maxsize=4096)
def calibre(text: str) -> Reading:
    """Read a text as a calibre; the text is never changed."""
    return Reading(text, _codes().get(calibre_key(text), ""))
