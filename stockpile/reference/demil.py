"""Demilitarisation codes of the US Defense Logistics Agency, as found in property books (IX-10)."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from stockpile.reference.data import table


@cache
def demil_codes() -> MappingProxyType[str, str]:
    """What each demilitarisation code asks for (`D`: destroy item and components)."""
    return MappingProxyType({row["code"]: row["meaning"] for row in table("demil_codes")})


@cache
def demil_integrity_codes() -> MappingProxyType[str, str]:
    """How far a demilitarisation code has been reviewed; the empty code is one of them."""
    return MappingProxyType({row["code"]: row["meaning"] for row in table("demil_integrity_codes")})


def destruction_asked(code: str) -> bool:
    """Whether a code asks that the item be destroyed when it is disposed of (`D`, `B`)."""
    return code.strip().upper() in {"B", "D"}
