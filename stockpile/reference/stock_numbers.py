"""Supply classes and codifying bureaus, and what they say of a stock number (IX-01, IX-02, IX-03)."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from stockpile.domain.stocknumber import StockNumber, problems
from stockpile.reference.data import table


@cache
def supply_classes() -> MappingProxyType[str, str]:
    """Names of the supply classes by their four digits (`1005`)."""
    return MappingProxyType({row["code"]: row["name"] for row in table("supply_classes")})


@cache
def bureaus() -> MappingProxyType[str, str]:
    """Countries of the codifying bureaus by code: who numbered the item, never who made it."""
    return MappingProxyType({row["code"]: row["country"] for row in table("bureaus")})


def stock_number_problems(number: StockNumber) -> tuple[str, ...]:
    """What is to be said about a well-formed stock number, judged by the tables."""
    return problems(number, supply_classes(), bureaus())
