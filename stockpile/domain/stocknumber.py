"""NATO stock numbers: `dddd-dd-ddd-dddd` (IX-01, IX-02, IX-03).

Class (4), codifying bureau (2), number (7). There is no check digit. The number behind the class (NIIN) alone
identifies the item. The bureau's country is who wrote the number, never who made the weapon.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stockpile.domain.category import Category

LENGTH = 13

NOT_A_STOCK_NUMBER = "stock-number.malformed"
WRONG_LENGTH = "stock-number.length"
UNKNOWN_CLASS = "stock-number.class-unknown"
UNKNOWN_BUREAU = "stock-number.bureau-unknown"
LOCAL = "stock-number.local"
IMPLAUSIBLE = "stock-number.category-implausible"

_SEPARATORS = re.compile(r"[\s.\-‐-―−_/]+")
# Seventh character: a digit, or one of the letters some bureaus use there (IX-01).
_NATO = re.compile(r"\d{6}[0-9AC]\d{6}", re.ASCII)
_LOCAL = re.compile(r"\d{4}[0-9A-Z]{9}", re.ASCII)
_LOCAL_SHORT = re.compile(r"\d{4}[0-9A-Z]{6,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class StockNumber:
    """A stock number taken apart.

    Attributes:
        nsc: class, four digits; `group` is its first two.
        ncb: codifying bureau, two characters.
        niin: bureau and number together, nine characters: the identity of the item.
        local: not a NATO number but one somebody made up in the same form (`1005-01-D17-2240`); kept and flagged.
    """

    nsc: str
    ncb: str
    niin: str
    local: bool

    @property
    def group(self) -> str:
        """The supply group: `10` weapons, `13` ammunition, `58` communication ..."""
        return self.nsc[:2]

    @property
    def text(self) -> str:
        """With hyphens, as it is written: `1005-00-589-1271`."""
        return f"{self.nsc}-{self.niin[:2]}-{self.niin[2:5]}-{self.niin[5:]}"

    def __str__(self) -> str:
        return self.text


def check(text: str) -> StockNumber | str:
    """Take a stock number apart; hyphens and spaces are optional.

    Returns:
        the number, or the code of what is wrong: `stock-number.length` where it begins like one, else
        `stock-number.malformed`.
    """
    plain = _SEPARATORS.sub("", text).upper()
    if not plain.isascii():
        return NOT_A_STOCK_NUMBER
    if _NATO.fullmatch(plain):
        return StockNumber(plain[:4], plain[4:6], plain[4:], local=False)
    if _LOCAL.fullmatch(plain):
        return StockNumber(plain[:4], plain[4:6], plain[4:], local=True)
    return WRONG_LENGTH if plain[:4].isdigit() and plain.isalnum() else NOT_A_STOCK_NUMBER


def supply_class(text: str) -> str:
    """The first four digits of anything that looks like a stock number, a short local one too; empty where not."""
    plain = _SEPARATORS.sub("", text).upper()
    return plain[:4] if _LOCAL_SHORT.fullmatch(plain) else ""


def problems(number: StockNumber, classes: Container[str], bureaus: Container[str]) -> tuple[str, ...]:
    """What is to be said about a well-formed number: local, class or bureau not in the tables."""
    return tuple(
        code
        for code, wrong in (
            (LOCAL, number.local),
            (UNKNOWN_CLASS, number.nsc not in classes),
            (UNKNOWN_BUREAU, not number.local and number.ncb not in bureaus),
        )
        if wrong
    )


_GUNS = frozenset(
    {
        Category.PISTOL, Category.RIFLE, Category.SUB_MACHINE_GUN, Category.ASSAULT_RIFLE, Category.LIGHT_MACHINE_GUN,
        Category.HEAVY_MACHINE_GUN, Category.ANTI_AIRCRAFT_GUN, Category.ANTI_TANK_GUN, Category.OTHER,
    }
)  # fmt: skip
_LARGER = frozenset(
    {
        Category.GRENADE_LAUNCHER, Category.RECOILLESS_RIFLE, Category.MORTAR, Category.ANTI_TANK_GUN,
        Category.ANTI_AIRCRAFT_GUN, Category.OTHER,
    }
)  # fmt: skip
_LAUNCHERS = frozenset(
    {
        Category.GRENADE_LAUNCHER, Category.ANTI_TANK_LAUNCHER, Category.ANTI_AIRCRAFT_LAUNCHER,
        Category.RECOILLESS_RIFLE, Category.OTHER,
    }
)  # fmt: skip
PLAUSIBLE: Mapping[str, frozenset[Category]] = MappingProxyType(
    {
        "1005": _GUNS,
        "1010": _LARGER,
        "1015": _LARGER,
        "1055": _LAUNCHERS,
        "1090": frozenset(Category),
        "1095": frozenset(Category),
        "1315": _LAUNCHERS,  # throw-away launchers are classed with their round
        "1340": _LAUNCHERS,
        "1410": _LAUNCHERS,
        "1425": _LAUNCHERS,
        "1427": _LAUNCHERS,
        "1440": _LAUNCHERS,
    }
)


def plausible(nsc: str, category: Category) -> bool:
    """Whether a weapon of ``category`` can stand under class ``nsc``: a rifle in 1005, a launcher in 1010 (IX-02)."""
    return category in PLAUSIBLE.get(nsc, frozenset())
